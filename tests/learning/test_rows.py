# ruff: noqa: D103 - the names of these tests are sentences
"""Labelled rows: every slip is named with file and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import DataError, UsageError
from review.learning.rows import read_rows

if TYPE_CHECKING:
    from pathlib import Path


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_rows_are_read(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        '{"text": "甲", "labels": ["personal", "process"]}',
        "",
        '{"text": "乙", "labels": ["clean"]}',
    )
    assert [(r.text, sorted(r.labels), r.where) for r in read_rows(path)] == [
        ("甲", ["personal", "process"], f"{path}:1"),
        ("乙", [], f"{path}:3"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the row is not JSON"),
        ("[]", "the row has no text"),
        ('{"text": " ", "labels": []}', "the row has no text"),
        ('{"text": "丙"}', "the row has no list of labels"),
        ('{"text": "丙", "labels": "personal"}', "the row has no list of labels"),
        ('{"text": "丙", "labels": ["secret"]}', "unknown label secret"),
        ('{"text": "丙", "labels": ["clean", "process"]}', "a row cannot be clean and risky"),
        ('{"text": "甲", "labels": ["process"]}', "the row contradicts row 1"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = _file(tmp_path, '{"text": "甲", "labels": ["personal"]}', line)
    with pytest.raises(DataError, match=message) as error:
        read_rows(path)
    assert error.value.where == f"{path}:2"


def test_an_error_never_shows_the_text(tmp_path: Path) -> None:
    """Law 7."""
    path = _file(tmp_path, '{"text": "王小明住院", "labels": ["x"]}')
    with pytest.raises(DataError) as error:
        read_rows(path)
    assert "王小明" not in str(error.value)


def test_no_file_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_rows(tmp_path / "none.jsonl")
    with pytest.raises(DataError, match="holds no row"):
        read_rows(_file(tmp_path, ""))
