"""Archives: every file inside, its name, the archive's own words; damage and excess are gaps."""

from __future__ import annotations

import gzip

import pytest

from review.document import Visibility
from review.readers import read_here
from review.readers.source import Limits
from tests.builders.ooxml import docx, zipped


def test_archives_in_archives_name_their_way() -> None:
    """A finding in a nested file is found by all the files around it."""
    inner = zipped({"名单.docx": docx("文")})
    doc = read_here(zipped({"附件.zip": inner}), name="x.zip")
    places = {doc.text_of(b): b.location for b in doc.blocks}
    assert places["文"].container == ("附件.zip", "名单.docx")
    assert places["文"].human("zh_Hans") == "附件.zip › 名单.docx › 正文第1段"


def test_names_of_entries_are_metadata() -> None:
    """A name inside an archive is published with it."""
    doc = read_here(zipped({"张三.txt": b"a"}), name="x.zip")
    assert [b.visibility for b in doc.blocks if doc.text_of(b) == "张三.txt"] == [Visibility.METADATA]


def test_gzip_is_unpacked() -> None:
    """The file in a gzip bears the archive's name without its suffix."""
    doc = read_here(gzip.compress("文".encode(), mtime=0), name="名单.txt.gz")
    assert doc.gaps == ()
    assert {"文", "名单.txt"} <= {doc.text_of(b) for b in doc.blocks}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (gzip.compress(b"a" * 10_000_000, mtime=0), ["too_large"]),
        (gzip.compress(b"text" * 10, mtime=0)[:-9], ["damaged"]),
        (b"\x1f\x8bnoise", ["damaged"]),
        (gzip.compress(b"text", mtime=0) + gzip.compress(b"more", mtime=0), ["suspicious_archive"]),
    ],
)
def test_odd_gzips_are_gaps(data: bytes, codes: list[str]) -> None:
    """A bomb, a cut, noise, and a second member that most programs pass over."""
    doc = read_here(data, name="x.gz", limits=Limits(part_bytes=1 << 20))
    assert [g.code for g in doc.gaps] == codes


def test_an_empty_entry_is_told() -> None:
    """An empty file in an archive is a gap of that file."""
    doc = read_here(zipped({"空.txt": b"", "a.txt": b"a"}), name="x.zip")
    assert [(g.code, g.location.container) for g in doc.gaps] == [("empty", ("空.txt",))]
