"""LibreOffice confirms what was read of an old format, or the gap stays."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.document import BlockKind as Kind
from review.document import Document, DocumentBuilder, Location, Visibility, plain_document
from review.readers import old_formats
from review.readers.old_formats import confirmed, converted
from review.readers.source import DEFAULT_LIMITS

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = replace(DEFAULT_LIMITS, libreoffice_seconds=2)


def ours(*lines: str) -> Document:
    """What our reader took from an old file."""
    builder = DocumentBuilder(name="a.doc", sha256="0", media="doc")
    builder.gap("legacy_format", Location(part="file"))
    for line in lines:
        builder.add(line, Kind.PARAGRAPH, Location())
    return builder.build()


def theirs(*lines: str, gap: str = "", hidden: str = "") -> Document:
    """What was read of the converted file."""
    builder = DocumentBuilder(name="a.doc.docx", sha256="1", media="docx")
    for line in lines:
        builder.add(line, Kind.PARAGRAPH, Location())
    builder.add(hidden, Kind.COMMENT, Location(part="comment"), Visibility.HIDDEN)
    if gap:
        builder.gap(gap)
    return builder.build()


@pytest.mark.parametrize(
    ("mine", "second", "codes"),
    [
        (ours("关于印发"), theirs("关于 印发"), []),
        (ours("关于印发"), theirs("别的"), ["legacy_format"]),
        (ours(), theirs("关于印发"), ["legacy_format"]),
        (ours("关于印发"), theirs(), ["legacy_format"]),
        (ours("关于印发"), theirs("关于印发", gap="image_text"), ["image_text"]),
        (ours("关于印发"), theirs("关于印发", gap="unread_part"), ["legacy_format"]),
    ],
    ids=["agree", "differ", "nothing ours", "nothing theirs", "a picture", "not whole"],
)
def test_the_gap_goes_where_both_agree(
    monkeypatch: pytest.MonkeyPatch, mine: Document, second: Document, codes: list[str]
) -> None:
    """One reading alone confirms nothing, and pictures stay gaps."""
    monkeypatch.setattr(old_formats, "converted", lambda *_: b"x")
    found = confirmed(mine, b"", lambda _data, _name: second, LIMITS)
    assert [gap.code for gap in found.gaps] == codes


def test_what_only_the_second_reader_has_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its place and visibility, after our own text."""
    monkeypatch.setattr(old_formats, "converted", lambda *_: b"x")
    found = confirmed(ours("关于印发"), b"", lambda _data, _name: theirs("关于印发", hidden="批语"), LIMITS)
    place, seen = found.locate(found.text.index("批语"), found.text.index("批语") + 2)
    assert (found.text, place.container, seen) == ("关于印发\n批语", ("a.doc.docx",), Visibility.HIDDEN)


def test_other_media_are_left_alone() -> None:
    """Only old formats are converted."""
    doc = plain_document("文", name="a.txt", sha256="0")
    assert confirmed(doc, b"", lambda _data, _name: doc, LIMITS) is doc


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(
    ("script", "result"),
    [
        ('while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; cp "$3" "$2/in.docx"', b"old"),
        ("exit 1", None),
        ("sleep 60 & sleep 60", None),
    ],
    ids=["works", "fails", "hangs"],
)
def test_the_program_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, result: bytes | None
) -> None:
    """It works in a folder that is gone afterwards, and is ended when its time is over."""
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\n{script}\n")
    office.chmod(office.stat().st_mode | stat.S_IXUSR)
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    monkeypatch.setattr(old_formats, "program", lambda: str(office))
    assert converted(b"old", "doc", "docx", replace(LIMITS, libreoffice_seconds=1)) == result
    assert not list(rooms.iterdir())


def test_without_the_program_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gap stays, and says what helps."""
    monkeypatch.setattr(old_formats, "program", lambda: None)
    assert converted(b"old", "doc", "docx", LIMITS) is None
