"""Law 2: any byte range, part or entry not understood becomes a gap; a gap is never clean."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.document import BlockKind, Document
from review.readers import read_bytes
from review.readers.decode import decode
from review.scanner import Scanner, ScanOutcome
from tests.builders.ooxml import Part, Slide, Tab, docx, pptx, shape, xlsx

TOKEN = "海棠花开"
FILES = {
    "docx": docx("第一段" + TOKEN, "第二段"),
    "xlsx": xlsx(Tab(name="表", rows=[["甲", TOKEN], ["乙", 3.0]])),
    "pptx": pptx(Slide(shapes=shape(TOKEN))),
}
BLANK = "".join(chr(c) for c in range(0x100) if not chr(c).isprintable() or chr(c).isspace()) + "\ufeff\u3000"


def said(document: Document) -> bool:
    """Whether anything but the file's name was read, or a gap says why not."""
    return bool(document.gaps) or any(
        block.kind is not BlockKind.FILE_NAME and document.text_of(block).strip() for block in document.blocks
    )


@given(
    st.binary(min_size=1, max_size=400), st.sampled_from(["x", "x.txt", "x.docx", "x.pdf", "x.html", "x.eml"])
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_text_or_a_gap(data: bytes, name: str) -> None:
    """No file that holds something is silently nothing."""
    document = read_bytes(data, name=name)
    assert said(document) or not decode(data).text.strip(BLANK)


@pytest.mark.parametrize("media", sorted(FILES))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_cut_off_is_a_gap(media: str, data: st.DataObject) -> None:
    """Whatever is missing at the end, the file does not pass as whole."""
    whole = FILES[media]
    cut = data.draw(st.integers(4, len(whole) - 1))
    assert read_bytes(whole[:cut], name=f"x.{media}").gaps


@pytest.mark.parametrize("media", sorted(FILES))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_bytes_around_a_package_are_a_gap_or_text(media: str, data: st.DataObject) -> None:
    """What stands before or behind a zip is seen by somebody who looks, so it is seen by us."""
    extra = data.draw(st.binary(min_size=8, max_size=60)) + "藏在后面".encode()
    before = data.draw(st.booleans())
    whole = extra + FILES[media] if before else FILES[media] + extra
    document = read_bytes(whole, name=f"x.{media}")
    assert document.gaps or "藏在后面" in document.text


@given(
    st.sampled_from(["word/extra", "customXml/item7", "docProps/thing", "somewhere/else"]),
    st.sampled_from([".xml", ".bin", ".dat", "", ".txt", ".vml"]),
    st.binary(min_size=1, max_size=80).filter(lambda content: b"{\\rtf" not in content),
)
@settings(max_examples=80, deadline=None)
def test_a_part_of_any_kind_is_text_or_a_gap(name: str, ending: str, content: bytes) -> None:
    """A part nobody heard of is never passed over (rich text says its own encoding, and is read by it)."""
    payload = content + TOKEN.encode()
    document = read_bytes(docx("正文", parts=[Part(name=name + ending, content=payload)]), name="x.docx")
    assert document.gaps or TOKEN in document.text


@given(st.integers(0, 3), st.binary(min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_undecodable_bytes_are_a_gap(at: int, junk: bytes) -> None:
    """A byte that is no character in the file's encoding is named."""
    head = "通知：请各单位认真落实。" * 30
    data = head.encode()
    place = at * 60
    spoilt = data[:place] + b"\xff" + junk + b"\xfe" + data[place:]
    document = read_bytes(spoilt, name="x.txt")
    assert document.gaps or document.text.startswith(spoilt.decode("gb18030", "replace")[:3])


def test_a_gap_is_never_clear() -> None:
    """A document with nothing found and something unread is not clear."""
    scan = Scanner().scan_bytes(FILES["docx"][:-40], name="x.docx")
    assert scan.outcome() is not ScanOutcome.CLEAR


def test_a_crc_that_does_not_fit_is_a_gap() -> None:
    """Bytes changed inside a part do not pass."""
    whole = bytearray(FILES["docx"])
    crc = zlib.crc32(b"").to_bytes(4, "little")
    at = whole.index(b"PK\x01\x02") + 16
    whole[at : at + 4] = crc
    assert read_bytes(bytes(whole), name="x.docx").gaps
