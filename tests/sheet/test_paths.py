# ruff: noqa: D103 - the names of these tests are sentences
"""A sheet lies beside its draft; what is no draft has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import UsageError
from review.sheet.file import draft_path, sheet_path


def test_a_sheet_lies_beside_its_draft() -> None:
    assert sheet_path(Path("稿/通知.docx")) == Path("稿/通知.docx.review.yaml")
    assert draft_path(sheet_path(Path("稿/通知.docx"))) == Path("稿/通知.docx")


@pytest.mark.parametrize(
    ("place", "what"), [(".", "directory"), ("通知.docx.review.yaml", "a sheet, not a draft")]
)
def test_what_is_no_draft_has_no_sheet(place: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        sheet_path(Path(place))
