"""Parts of an Open XML file that are no XML: pictures, embedded files, macros, printer settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import MEDIA, read_into
from review.readers.image import read_thumbnail
from review.readers.sniff import sniff
from review.readers.strings import strings
from review.readers.vml import read_vml

if TYPE_CHECKING:
    from review.readers.ooxml import Office

_PLUMBING = ("printersettings", "binindexws", "binindexms", "calcchain")
"""Content types of parts that hold settings and indices."""
_NESTED = frozenset(MEDIA) | {"encrypted", "7z", "rar", "bz2", "xz"}


def read_binary(office: Office, part: str, kind: str, data: bytes) -> None:
    """Read a part by its content; what nobody understands is a gap, its readable strings given."""
    if part.lower().endswith(".vml"):
        read_vml(office, part, data)
        return
    if "vbaproject" in kind.lower() or part.lower().endswith("vbaproject.bin"):
        from review.readers.vba import read_project

        read_project(office, part, data)
        return
    if part in office.related("", "thumbnail") and read_thumbnail(
        part, office.source.inner(part, data), office.builder
    ):
        return
    if sniff(data, part) in _NESTED:
        read_into(office.source.inner(part, data), office.builder, named=False)
        return
    if _font(data):
        return
    known = kind.lower().endswith(_PLUMBING)
    seen = Visibility.METADATA if known else Visibility.HIDDEN
    office.add("\n".join(strings(data)), BlockKind.OTHER, seen, part="part", name=part)
    if not known:
        office.builder.gap("unknown_part", office.at(part="part", name=part))


def _font(data: bytes) -> bool:
    """An embedded font: only its first 32 bytes are masked (ISO/IEC 29500-1 §17.8.1), not its tables."""
    directory = data[:1024]
    return all(table in directory for table in (b"cmap", b"head", b"hhea", b"maxp")) or data[34:36] == b"LP"
