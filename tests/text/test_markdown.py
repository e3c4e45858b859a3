"""Markup of Markdown hides nothing, and stars that mask are no markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.readers import read_bytes
from review.scanner import Scanner
from review.text.folding import fold
from review.text.markdown import unmarked

SCANNER = Scanner()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**138**00000001", "13800000001"),
        ("*138*0000**0001**", "13800000001"),
        ("***王小明***", "王小明"),
        ("110101<b>19000307</b>0010", "110101190003070010"),
        ('<font color="#ff0000">138</font>00000001', "13800000001"),
        (r"138\-0000\-0001", "138-0000-0001"),
        ("`138`00000001", "13800000001"),
        ("138****0001", "138****0001"),
        ("王**、李**，张*", "王**、李**，张*"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ('<span title="13800000001">电话</span>', '<span title="13800000001">电话'),
    ],
)
def test_markup_is_left_out_and_nothing_else(text: str, shown: str) -> None:
    """CommonMark 0.31, 6.2; an attribute may hold what is to be found, so its tag stays."""
    assert fold(unmarked(text)).text == fold(shown).text


@given(st.text(alphabet="*`~\\<>b/ 1王，_-\n", max_size=60))
def test_no_character_moves(text: str) -> None:
    """Spans lead back to the file: every character stays where it is or is blotted out."""
    blotted = unmarked(text)
    assert len(blotted) == len(text)
    assert all(now in {was, "\u200b"} for was, now in zip(text, blotted, strict=True))


def test_a_number_in_markup_is_found_where_it_stands() -> None:
    """The span reaches from its first digit to its last, with the markup between."""
    text = "请致电**138**00000001。\n"
    scan = SCANNER.scan_document(read_bytes(text.encode(), name="函.md"))
    (found,) = [f for f in scan.findings if f.rule == "personal.mobile"]
    assert text[slice(*found.occurrences[0].span)] == "138**00000001"
