"""Real files with hidden or hard content: every one is read within limits, and what hides in it is there."""

from __future__ import annotations

import ast
import csv
import json
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from review.document import BlockKind, Document, Visibility
from review.readers import read_file
from review.readers.source import Limits
from tests.shared_data import _SHARED, shared

_FILES = _SHARED / "data/files"
_LIMITS = Limits(seconds=60.0)
_TEXT_HINTS = (
    "comments", "deleted_text", "moved_from", "textbox", "endnotes", "footnotes", "footer", "header", "hidden_text",
    "smartart", "notes", "shape_text", "alt_text",
)  # fmt: skip


@cache
def _index() -> dict[str, dict[str, str]]:
    path = _FILES / "index.tsv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def _names() -> list[str]:
    return sorted(str(p.relative_to(_FILES)) for p in _FILES.rglob("*") if p.is_file() and p.suffix != ".tsv")


@cache
def _read(name: str) -> Document:
    return read_file(_FILES / name, limits=_LIMITS)


def _hints(name: str) -> dict[str, Any]:
    raw = _index().get(name, {}).get("auto_extracted_hints") or ""
    return dict(json.loads(raw)) if raw.startswith("{") else {}


def _bare(text: str) -> str:
    return re.sub(r"[\s\d]+", "", text)


@pytest.mark.parametrize("name", _names() or [""])
def test_every_file_is_read(name: str) -> None:
    """No file crashes or hangs a reader; a file without text is a gap."""
    shared("data/files")
    begun = time.monotonic()
    doc = _read(name)
    assert time.monotonic() - begun < _LIMITS.seconds
    assert not [g for g in doc.gaps if g.code in ("reader_failed", "timeout")]
    assert doc.gaps or len(doc.blocks) > 1


@pytest.mark.parametrize("name", [n for n in _names() if any(h in _hints(n) for h in _TEXT_HINTS)])
def test_hinted_text_is_found(name: str) -> None:
    """Comments, deleted text, notes and text boxes that are known to be in the file were read.

    The hints run paragraphs together, so they are looked for piece by piece.
    """
    text = _bare(_read(name).text)
    for key in _TEXT_HINTS:
        hint = _bare(str(_hints(name).get(key, "")))
        pieces = [hint[i : i + 5] for i in range(0, len(hint) - 4, 5)] if hint != "yes" else []
        missing = [piece for piece in pieces if piece not in text]
        assert len(missing) <= len(pieces) // 3, key


@pytest.mark.parametrize("name", [n for n in _names() if "hidden_sheet" in _hints(n)])
def test_hidden_sheets_are_hidden(name: str) -> None:
    """Every sheet that the workbook hides is read, and called hidden."""
    hidden = {
        b.location.sheet
        for b in _read(name).blocks
        if b.kind is BlockKind.NAME and b.visibility is Visibility.HIDDEN
    }
    assert hidden >= {sheet for sheet, _state in ast.literal_eval(_hints(name)["hidden_sheet"])}


@pytest.mark.parametrize("name", [n for n in _names() if "hidden_cols" in _hints(n) and n.endswith(".xlsx")])
def test_hidden_columns_are_hidden(name: str) -> None:
    """A workbook with hidden columns has tables with hidden columns."""
    assert any(b.table is not None and b.table.hidden_columns for b in _read(name).blocks)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("xlsx_hidden/46535.xlsx", "external_link"),
        ("xlsx_hidden/pivots.xlsx", "pivot_cache"),
        ("xlsx_hidden/commentTest.xlsx", "comment"),
    ],
)
def test_caches_are_read(name: str, part: str) -> None:
    """Copies that a workbook keeps of other data are read as hidden."""
    shared("data/files")
    assert any(b.location.part == part and b.visibility is Visibility.HIDDEN for b in _read(name).blocks)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docx_hidden/58067.docx", "This is another Test."),
        ("docx_hidden/HC019-Hidden-Run.docx", "you can paste in the embed code"),
        ("docx_hidden/RP015-MoveFrom-MoveTo.docx", "When you click Online Video."),
        ("xlsx_hidden/57826.xlsx", "test ok"),
        ("xlsx_hidden/55745.xlsx", "123"),
        ("xlsx_hidden/63934.xlsx", "Male,Female"),
        ("xlsx_hidden/testEXCEL_textbox.xlsx", "this is some autoshape text"),
        ("pptx_hidden/SampleShow.pptx", "These are the notes of the 2nd slide"),
        ("pptx_hidden/testComment.pptx", "Here is a comment"),
        ("legacy_office/TwoSheetsOneHidden.xls", "Sheet1A1"),
        ("legacy_office/54880_chinese.ppt", "表十ソ"),
        ("malformed/gbk.zip", "gbk"),
    ],
)
def test_expected_words_are_found(name: str, words: str) -> None:
    """What the index says is hidden in the file is there."""
    shared("data/files")
    assert words in _read(name).text


@pytest.mark.parametrize("name", [n for n in _names() if n.startswith("encrypted/")])
def test_locked_files_are_gaps(name: str) -> None:
    """A file behind a password is never clean."""
    assert _read(name).gaps


def test_the_folder_is_complete() -> None:
    """The corpus that the figures are about has 113 files."""
    shared("data/files")
    assert len(_names()) == 113
    assert all(Path(_FILES / name).is_file() for name in _names())
