"""Any file becomes a document: by its content, whatever its name, and never with an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, Visibility
from review.errors import UsageError
from review.readers import MEDIA, read_bytes, read_file, read_here
from review.readers.source import Limits
from tests.builders.ooxml import NAMES, Part, package, paragraph
from tests.readers.samples import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path


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


def test_every_medium_has_a_module_and_a_function() -> None:
    """The table of formats names functions as ``module:function``."""
    assert all(target.count(":") == 1 for target in MEDIA.values())


def test_an_office_file_without_its_main_part_is_damaged() -> None:
    """A package that leads to no document says so, and its other parts are read."""
    header = Part(name="word/header1.xml", content=f"<w:hdr {NAMES}>{paragraph('页眉')}</w:hdr>")
    doc = read_here(package([header], main="word/document.xml"), name="x")
    assert [(g.code, g.detail) for g in doc.gaps] == [("damaged", "officeDocument")]
    assert "页眉" in doc.text
