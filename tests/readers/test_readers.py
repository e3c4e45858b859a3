"""Any file becomes a document: by its content, whatever its name, and never with an exception."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, Visibility
from review.errors import UsageError
from review.readers import MEDIA, read_bytes, read_file, read_here
from review.readers.sniff import is_plain, sniff
from review.readers.source import Limits
from tests.builders.ole import compound
from tests.builders.ooxml import NAMES, Part, Slide, Tab, docx, package, paragraph, pptx, shape, xlsx, zipped

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES: dict[str, bytes] = {
    "docx": docx("文"),
    "xlsx": xlsx(Tab(name="表")),
    "pptx": pptx(Slide(shapes=shape("文"))),
    "zip": zipped({"a.txt": b"a"}),
    "ofd": zipped({"OFD.xml": b"<x/>"}),
    "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "doc": compound({"WordDocument": b""}),
    "xls": compound({"Workbook": b""}),
    "ppt": compound({"PowerPoint Document": b""}),
    "msg": compound({"__properties_version1.0": b""}),
    "encrypted": compound({"EncryptedPackage": b""}),
    "ole": compound({"x": b""}),
    "pdf": b"%PDF-1.7\n",
    "rtf": b"{\\rtf1 a}",
    "html": b"<!DOCTYPE html><html><p>a</p></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "xml": b"<?xml version='1.0'?><a/>",
    "eml": b"Received: x\r\nFrom: a@b.invalid\r\nSubject: x\r\n\r\nbody",
    "mht": b"MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gz": gzip.compress(b"a"),
    "7z": b"7z\xbc\xaf\x27\x1c",
    "txt": "关于印发通知".encode(),
    "unknown": bytes(range(256)),
}


@pytest.mark.parametrize("media", SAMPLES)
@pytest.mark.parametrize("name", ["", "x.bin", "x.docx", "x.pdf"])
def test_content_decides_not_the_name(media: str, name: str) -> None:
    """A wrong suffix changes nothing."""
    assert sniff(SAMPLES[media], name) == media


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("关于印发通知的函", "gb18030"),
        ("關於印發通知的函", "big5hkscs"),
        ("关于印发通知的函", "utf-16-le"),
        ("关于印发通知的函", "utf-16-be"),
        ("关于印发通知的函", "utf-16"),
        ("关于印发通知的函", "utf-8-sig"),
    ],
)
def test_text_in_any_encoding_is_text(text: str, codec: str) -> None:
    """UTF-8, GB18030, Big5 and UTF-16, marked or not, are told from binary files."""
    assert sniff(text.encode(codec), "x") == "txt"


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("x.md", b"# a", "md"),
        ("x.csv", b"a,b", "csv"),
        ("x.txt", b"Subject: to be read out\nFrom: the office\n\ntext", "txt"),
        ("x.txt", b"MIME-Version: 1.0\nFrom: a\nSubject: b\n\nx", "eml"),
        ("x.htm", b"text <b>only</b>", "html"),
    ],
)
def test_the_name_is_a_hint_between_kinds_of_text(name: str, data: bytes, media: str) -> None:
    """Only text looks to its suffix; a mail saved as text is still a mail, for its parts are encoded."""
    assert sniff(data, name) == media


def test_a_text_file_is_its_text() -> None:
    """Offsets of a plain-text file are those of the decoded file; its name comes after it."""
    text = "第一行\r\n\r\n第二行\n"
    doc = read_bytes(text.encode(), name="草稿.txt")
    assert doc.text == text + "\n草稿.txt"
    assert doc.text_of(doc.blocks[0]) == text
    assert doc.blocks[-1].kind is BlockKind.FILE_NAME
    assert doc.blocks[-1].visibility is Visibility.METADATA


@pytest.mark.parametrize("media", sorted(SAMPLES))
def test_the_file_name_is_read_too(media: str) -> None:
    """A file's name is published with it; it is the last block of every format."""
    doc = read_here(SAMPLES[media], name="机密名单")
    assert doc.text_of(doc.blocks[-1]) == "机密名单"


def test_an_empty_file_is_a_gap() -> None:
    """Nothing to read is not clean."""
    assert [g.code for g in read_bytes(b"", name="x.docx").gaps] == ["empty"]


@pytest.mark.parametrize(
    ("media", "code"), [("7z", "unknown_format"), ("unknown", "unknown_format"), ("encrypted", "encrypted")]
)
def test_what_cannot_be_read_is_a_gap(media: str, code: str) -> None:
    """A format without a reader is named in the gap."""
    gaps = read_bytes(SAMPLES[media], name="x").gaps
    assert [(g.code, g.detail) for g in gaps] == [(code, media)]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """A path that leads nowhere, or to a directory, is an error of the call."""
    with pytest.raises(UsageError) as missing:
        read_file(tmp_path / "nirgends.docx")
    assert missing.value.remedy
    assert "nirgends.docx" in missing.value.where
    with pytest.raises(UsageError):
        read_file(tmp_path)


def test_a_file_beyond_the_limit_is_not_loaded(tmp_path: Path) -> None:
    """Its digest is taken all the same, so that the gap can be decided on."""
    file = tmp_path / "x.txt"
    file.write_bytes(b"a" * 100)
    doc = read_file(file, limits=Limits(file_bytes=10))
    assert [g.code for g in doc.gaps] == ["too_large"]
    assert len(doc.sha256) == 64


def test_a_reader_s_defect_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader raises names its type and nothing of the document."""

    def broken(*_args: object) -> None:
        raise KeyError("110101199003070011")

    monkeypatch.setattr("review.readers.text.read", broken)
    doc = read_here(b"text", name="x.txt")
    assert [(g.code, g.detail) for g in doc.gaps] == [("reader_failed", "KeyError")]


@pytest.mark.parametrize("media", sorted(SAMPLES))
def test_every_prefix_is_read(media: str) -> None:
    """A file cut off anywhere gives a document, and never fewer gaps than none when nothing was read."""
    data = SAMPLES[media]
    for size in range(0, len(data), max(len(data) // 40, 1)):
        doc = read_here(data[:size], name="x")
        assert not [g for g in doc.gaps if g.code == "reader_failed"], size
        assert doc.gaps or len(doc.blocks) > 1, size


@given(st.sampled_from(["docx", "xlsx", "pptx", "zip", "doc", "xls", "ppt", "msg"]), st.data())
def test_any_damage_is_survived(media: str, data: st.DataObject) -> None:
    """Flipped bytes anywhere give a document, perhaps with gaps; no reader gives up."""
    damaged = bytearray(SAMPLES[media])
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=8)):
        damaged[at] ^= data.draw(st.integers(1, 255))
    doc = read_here(bytes(damaged), name="x")
    assert not [g for g in doc.gaps if g.code == "reader_failed"]


@given(st.binary(max_size=300))
def test_noise_is_survived(noise: bytes) -> None:
    """Bytes from anywhere give a document."""
    doc = read_here(noise, name="x")
    assert not [g for g in doc.gaps if g.code == "reader_failed"]


def test_plain_files_are_told_without_opening_containers() -> None:
    """Whatever may be a container is left to the child process."""
    assert is_plain(b"text", "a.txt")
    assert is_plain(b"", "a.docx")
    assert not any(is_plain(SAMPLES[m], "a.txt") for m in ("docx", "zip", "doc", "pdf", "rtf", "eml", "html"))


def test_every_medium_has_a_module_and_a_function() -> None:
    """The table of formats names functions as ``module:function``."""
    assert all(target.count(":") == 1 for target in MEDIA.values())


def test_an_office_file_without_its_main_part_is_damaged() -> None:
    """A package that leads to no document says so, and its other parts are read."""
    header = Part(name="word/header1.xml", content=f"<w:hdr {NAMES}>{paragraph('页眉')}</w:hdr>")
    doc = read_here(package([header], main="word/document.xml"), name="x")
    assert [(g.code, g.detail) for g in doc.gaps] == [("damaged", "officeDocument")]
    assert "页眉" in doc.text
