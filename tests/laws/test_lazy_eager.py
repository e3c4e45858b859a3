"""Law 5: cutting words late, and only where needed, changes no finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.finding import Severity
from review.lexicon.rule import Rule
from review.recognizers.marks import Marks
from review.recognizers.openness import Openness
from review.recognizers.terms import Terms
from review.recognizers.view import Settings, View
from review.recognizers.words import beaten
from review.scanner import Scanner
from tests.quality.phrases import SEEMS, STANDS
from tests.shared_data import json_lines, shared

if TYPE_CHECKING:
    from review.document import Document
    from review.scanner import Scan

PHRASES = [p for table in (SEEMS, STANDS) for words in table.values() for p in words.split()]
RULES = tuple(
    Rule(id=f"bare.{word}", terms=(word,), category="secrecy.work", severity=Severity.BLOCK, talk="found")
    for word in SEEMS
)
SETTINGS = Settings()


class EagerView(View):
    """A view that has cut every line of the document into words and never takes a short cut."""

    __slots__ = ()

    def is_word(self, start: int, end: int) -> bool:
        if beaten(self.text, start, end):
            return False
        words = [word for line in re.split("(\n)", self.text) for word in self.segmenter.words(line)]
        at = 0
        for word in words:
            stop = at + len(word)
            inside = at <= start and end <= stop
            crossing = at < start < stop or at < end < stop
            if crossing and not inside and self.segmenter.knows(word):
                return False
            at = stop
        return True


class EagerScanner(Scanner):
    """Segments everything before it looks."""

    def view(self, document: Document) -> View:
        lazy = super().view(document)
        return EagerView(
            document=lazy.document,
            folded=lazy.folded,
            settings=lazy.settings,
            segmenter=lazy.segmenter,
            hits=lazy.hits,
        )


def scanners(rules: tuple[Rule, ...] | None) -> tuple[Scanner, Scanner]:
    """A lazy and an eager scanner of the same recognizers."""
    recognizers = (Marks(SETTINGS), Openness(SETTINGS), Terms(SETTINGS, rules=rules))
    return (
        Scanner(SETTINGS, recognizers=recognizers, combiners=()),
        EagerScanner(SETTINGS, recognizers=recognizers, combiners=()),
    )


BARE = scanners(RULES)
SHIPPED = scanners(None)


def findings(scan: Scan) -> object:
    """What is compared."""
    return scan.findings


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from([*PHRASES, "，", "。", "\n", "的", "了", "A1", "\u200b", "在"]), max_size=14
    ).map("".join)
)
def test_lazy_equals_eager_on_phrases(text: str) -> None:
    """With rules of bare words, where segmentation decides everything."""
    lazy, eager = BARE
    assert findings(lazy.scan_text(text)) == findings(eager.scan_text(text))


@pytest.mark.parametrize("name", ["laws_hans", "laws_hant"])
def test_lazy_equals_eager_on_statutes(name: str) -> None:
    """With real text of both scripts, for shipped rules and for bare words."""
    rows = json_lines(shared(f"data/clean/{name}.jsonl.gz"))
    for _i, row in zip(range(15), rows, strict=False):
        for lazy, eager in (BARE, SHIPPED):
            text = row["text"][:1200]
            assert findings(lazy.scan_text(text)) == findings(eager.scan_text(text))
