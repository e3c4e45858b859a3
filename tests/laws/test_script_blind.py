"""Law 9: converting a document between simplified and traditional script changes no finding's category."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.lexicon.load import load_lexicon, shipped_files
from review.recognizers.marks import Marks
from review.recognizers.openness import Openness
from review.recognizers.struck import Struck
from review.recognizers.terms import Terms
from review.recognizers.view import Settings
from review.scanner import Scanner
from tests.quality.mark_generator import FORMS, NO_MARKS
from tests.quality.phrases import FIELDS, TALKS
from tests.shared_data import json_lines, shared

if TYPE_CHECKING:
    from collections.abc import Callable

opencc = pytest.importorskip("opencc", reason="needs opencc to convert")

SETTINGS = Settings()
SCANNER = Scanner(
    SETTINGS,
    recognizers=(Marks(SETTINGS), Openness(SETTINGS), Struck(SETTINGS), Terms(SETTINGS)),
    combiners=(),
)
RULES = [r for path in shipped_files() for r in load_lexicon(path.read_bytes(), path.name).rules]
NOTES = ["此段发文时删", "底价两百万元，此条不写入正式答疑。", "征收范围以县道为界，请勿对外透露。"]
EXAMPLES = [*NOTES, *(example for rule in RULES for example in (*rule.examples, *rule.negative_examples))]


@cache
def converter(name: str) -> Callable[[str], str]:
    """One of OpenCC's conversions."""
    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert


def categories(text: str) -> list[tuple[str, str]]:
    """Category and severity of every finding."""
    return sorted((f.category, f.severity.value) for f in SCANNER.scan_text(text).findings)


@pytest.mark.parametrize("text", [*EXAMPLES, *TALKS, *FIELDS, *NO_MARKS])
def test_conversion_changes_no_category(text: str) -> None:
    """Every example of every rule, and every phrase of the quality tests, in both scripts."""
    assert categories(converter("s2t")(text)) == categories(converter("t2s")(text))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from([*EXAMPLES, *TALKS]), max_size=6).map("\n".join),
    st.sampled_from(FORMS),
    st.randoms(use_true_random=False),
)
def test_conversion_changes_no_category_of_documents(text: str, form: object, rng: object) -> None:
    """Whole documents with a mark on top."""
    document = f"{form.write(rng)}\n{text}"  # type: ignore[attr-defined]
    assert categories(converter("s2t")(document)) == categories(converter("t2s")(document))


@pytest.mark.parametrize("name", ["laws_hans", "laws_hant", "policies_hans"])
def test_conversion_changes_no_category_of_published_documents(name: str) -> None:
    """Real documents of both scripts, with a mark and an internal notice put in."""
    rows = json_lines(shared(f"data/clean/{name}.jsonl.gz"))
    for i, row in zip(range(40), rows, strict=False):
        text = f"{row['text'][:6000]}\n{EXAMPLES[7 * i % len(EXAMPLES)]}\n内部资料 注意保存\n"
        text = f"机密★10年\n{text}" if i % 2 else text
        assert categories(converter("s2t")(text)) == categories(converter("t2s")(text)), row["title"]
