"""Path patterns of the scope."""

from __future__ import annotations

import unicodedata

import pytest

from review.globs import matches_any, may_match_below


@pytest.mark.parametrize(
    ("pattern", "path", "covers"),
    [
        ("**", "a/b.docx", True),
        ("*.docx", "a.docx", True),
        ("*.docx", "b/a.docx", False),
        ("**/*.docx", "a.docx", True),
        ("**/*.docx", "x/y/a.docx", True),
        ("公开/**", "公开/甲/乙.pdf", True),
        ("公开/**", "公开", False),
        ("公开/", "公开/乙.pdf", True),
        ("公开/*", "公开/甲/乙.pdf", False),
        ("./a/?.txt", "a/乙.txt", True),
        ("a/[b].txt", "a/b.txt", False),
        ("a/[b].txt", "a/[b].txt", True),
        ("**/a", "b/a\n", False),
        ("a.b", "axb", False),
    ],
)
def test_patterns(pattern: str, path: str, covers: bool) -> None:  # noqa: FBT001 - a row of the table
    """One row a case."""
    assert matches_any(path, [pattern]) is covers


def test_names_that_look_alike_are_alike() -> None:
    """A decomposed name, as macOS stores it, does not slip out of the scope."""
    assert matches_any(unicodedata.normalize("NFD", "café/x"), ["café/**"])


@pytest.mark.parametrize(
    ("pattern", "folder", "reaches"),
    [
        ("公开/**", "公开", True),
        ("公开/**/*.docx", "公开/甲", True),
        ("公开/*.docx", "公开", True),
        ("公开/*.docx", "公开/甲", False),
        ("公开/**", "内部", False),
        ("**/*.docx", "anything", True),
        ("*.docx", "src", False),
        ("a/*/c.txt", "a/b", True),
        ("a/*/c.txt", "a/b/c.txt", False),
    ],
)
def test_what_may_lie_below(pattern: str, folder: str, reaches: bool) -> None:  # noqa: FBT001
    """A link in place of a folder may lead anywhere."""
    assert may_match_below(folder, [pattern]) is reaches
