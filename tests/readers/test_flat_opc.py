"""An office file written as one XML file is read like its zip."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from review.readers import read_here
from tests.builders.ooxml import Part, Tab, core, docx, xlsx


def flat(data: bytes) -> bytes:
    """The parts of a zip as ``pkg:part`` elements."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        for name in archive.namelist():
            content = archive.read(name)
            kind = (
                types.split(f'PartName="/{name}" ContentType="')[1].split('"')[0]
                if f'"/{name}"' in types
                else ""
            )
            inner = (
                f"<pkg:xmlData>{content.decode()}</pkg:xmlData>"
                if content.startswith(b"<")
                else f"<pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData>"
            )
            if name != "[Content_Types].xml":
                parts.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">{inner}</pkg:part>')
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    names = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    return f"{head}<pkg:package {names}>{''.join(parts)}</pkg:package>".encode()


@pytest.mark.parametrize(
    "data",
    [
        docx("正文", parts=[core(creator="甲")]),
        docx("正文", parts=[Part(name="word/e.docx", kind="package", content=docx("内"))]),
        xlsx(Tab(name="表", rows=[["甲"]])),
    ],
)
def test_it_reads_as_the_zip_does(data: bytes) -> None:
    """The same text in the same places."""
    one, other = read_here(flat(data), name="x.xml"), read_here(data, name="x.xml")
    assert one.media == "flat_opc"
    assert one.text == other.text
    assert [b.location for b in one.blocks] == [b.location for b in other.blocks]
    assert one.gaps == other.gaps


def test_a_broken_one_is_a_gap() -> None:
    """Half a file is no file."""
    assert [g.code for g in read_here(flat(docx("文"))[:-40], name="x.xml").gaps] == ["unread_part"]
