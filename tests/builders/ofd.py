"""OFD files made in code, after GB/T 33190-2016."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text_object(
    text: str, x: float = 20, y: float = 30, *, size: float = 5, extra: str = "", inner: str = ""
) -> str:
    """A TextObject whose characters stand side by side."""
    width = size * len(text)
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {width} {size}" Font="1" Size="{size}" {extra}>{inner}'
        f'<ofd:TextCode X="0" Y="{size * 0.8}" DeltaX="g {max(len(text) - 1, 1)} {size}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def box(
    x: float, y: float, width: float, height: float, *, extra: str = 'Fill="true"', colour: str = "0 0 0"
) -> str:
    """A filled rectangle."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {width} {height}" {extra}><ofd:FillColor Value="{colour}"/>'
        f"<ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content(objects: str, *, layer: str = "") -> str:
    """Content.xml of a page."""
    return f"{HEAD}<ofd:Page {_NS}><ofd:Content><ofd:Layer ID='2' {layer}>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(
    *pages: str, info: str = "", document: str = "", body: str = "", parts: Mapping[str, bytes | str] | None = None,
    comment: bytes = b"",
) -> bytes:  # fmt: skip
    """A file whose pages hold the given objects; ``parts`` adds or replaces parts."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    files: dict[str, bytes | str] = {
        "OFD.xml": f"{HEAD}<ofd:OFD {_NS} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>{info}"
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        f"{document}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content(objects) for i, objects in enumerate(pages)},
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def xml(root: str, inner: str) -> str:
    """A part with one root element."""
    return f"{HEAD}<ofd:{root} {_NS}>{inner}</ofd:{root}>"
