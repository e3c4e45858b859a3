"""Does a rule do what its own examples say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.automaton import Automaton, Hit
from review.document import plain_document
from review.finding import Severity
from review.i18n import _
from review.recognizers.terms import Terms
from review.recognizers.view import Settings, View
from review.text.folding import fold
from review.text.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.finding import Match
    from review.lexicon.rule import Rule


def failures(rule: Rule) -> Iterator[str]:
    """A sentence for every example that the rule misses and every negative example that it finds."""
    terms = Terms(Settings(), rules=(rule,))
    automaton = Automaton((term, payload) for term, payload in terms.vocabulary())
    for i, example in enumerate(rule.examples):
        if not any(m.severity is rule.severity for m in _matches(terms, automaton, example)):
            yield f"examples[{i}]: " + _("is not found")
    for i, example in enumerate(rule.negative_examples):
        alarms = [m for m in _matches(terms, automaton, example) if m.severity is not Severity.NOTICE]
        if alarms:
            yield f"negative_examples[{i}]: " + _("is found")


def _matches(terms: Terms, automaton: Automaton, text: str) -> list[Match]:
    folded = fold(text)
    hits = [Hit(start, end, rule) for start, end, rules in automaton.raw(folded.text) for rule in rules]
    document = plain_document(text, name="example", sha256="")
    view = View(
        document=document, folded=folded, settings=Settings(), segmenter=Segmenter(), hits={terms.name: hits}
    )
    return list(terms.find(view))
