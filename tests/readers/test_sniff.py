"""What a file is, by its content."""

from __future__ import annotations

import pytest

from review.readers.sniff import belies_name, is_plain, sniff
from tests.readers.samples import SAMPLES


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


def test_plain_files_are_told_without_opening_containers() -> None:
    """Whatever may be a container is left to the child process."""
    assert is_plain(b"text", "a.txt")
    assert is_plain(b"", "a.docx")
    assert not any(is_plain(SAMPLES[m], "a.txt") for m in ("docx", "zip", "doc", "pdf", "rtf", "eml", "html"))


@pytest.mark.parametrize(
    ("media", "name", "said"),
    [
        ("txt", "x.docx", ".docx"), ("html", "X.PDF", ".pdf"), ("csv", "x.xlsx", ".xlsx"), ("xml", "x.ofd", ".ofd"),
        ("txt", "x.txt", ""), ("txt", "x.doc", ""), ("csv", "x.xls", ""), ("txt", "x", ""), ("docx", "x.docx", ""),
        ("docx", "x.pdf", ""), ("pdf", "x.docx", ""), ("rtf", "x.docx", ""), ("unknown", "x.docx", ""),
    ],
)  # fmt: skip
def test_text_under_a_name_that_is_never_text(media: str, name: str, said: str) -> None:
    """Only where no program would open it: old Word and Excel open text, and offices hand it out so."""
    assert belies_name(media, name) == said
