"""Restricted terms of the lexicons, each judged by the conditions of its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.lexicon.cache import shipped_rules
from review.patterns import lazy
from review.recognizers.context import KINDS, REACH, Context
from review.recognizers.fields import value_behind, value_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.lexicon.rule import Rule
    from review.recognizers.sealed import SealedTerms
    from review.recognizers.view import Settings, View

SHORT = 3
"""Characters up to which a term can be made by two neighbouring words; longer ones are never doubted."""
_SHOWN = 24
_BEFORE = frozenset("（(【[〔〖<＜“「『*★☆※#—-")
_AFTER = lazy(r"[\s）)】\]〕〗>＞”」』*★☆※!！。.—\-]*")
_OPEN, _CLOSED = "（(【[〔〖", "）)】]〕〗"
_ENDS = "\n\t"


class Terms:
    """Finds the terms of all lexicons: those that ship, and the organisation's own."""

    name = "terms"

    def __init__(self, settings: Settings, *, rules: Iterable[Rule] | None = None) -> None:
        """Take the rules given, or those that ship and the settings' own.

        Raises:
            DataError: a lexicon is not what it must be.
        """
        self.rules = tuple(r.folded() for r in rules) if rules is not None else _all_rules(settings)
        """All rules, folded."""
        self._sealed = _sealed(settings) if rules is None else ()

    def vocabulary(self) -> Iterator[tuple[str, Rule]]:
        """Every term of every rule; Latin ones in the usual cases."""
        for rule in self.rules:
            for term in rule.terms:
                for form in _cases(term):
                    yield form, rule

    def find(self, view: View) -> Iterator[Match]:
        """The hits whose rule holds where they stand."""
        context = Context(view)
        for hit in view.hits_of(self.name):
            match = _judge(view, context, hit.payload, hit.start, hit.end)
            if match is not None:
                yield match
        for lexicon in self._sealed:
            yield from lexicon.find(view)


def _all_rules(settings: Settings) -> tuple[Rule, ...]:
    if not settings.lexicons:
        return shipped_rules()
    from review.lexicon.own import own_rules

    return (*shipped_rules(), *own_rules(settings.lexicons))


def _sealed(settings: Settings) -> tuple[SealedTerms, ...]:
    if not settings.lexicons:
        return ()
    from review.recognizers.sealed import sealed_terms

    return sealed_terms(settings.lexicons)


def _cases(term: str) -> set[str]:
    return {term, term.upper(), term.lower(), term.capitalize(), term.title()} if term.isascii() else {term}


def _judge(view: View, context: Context, rule: Rule, start: int, end: int) -> Match | None:
    text = view.text
    if rule.unless and covered(text, start, end, rule.unless):
        return None
    if rule.alone and not stands_alone(text, start, end):
        return None
    value = _value(rule, text, end)
    if rule.label and value is None:
        return None
    near = _near(view, rule, start, end)
    if near is None or not stands_as_word(view, rule, start, end):
        return None
    talk = _talk(context, rule, start, end)
    return _match(view, rule, (start, end), value, (near, talk))


def _value(rule: Rule, text: str, end: int) -> tuple[int, int] | None:
    """What stands behind a label; a password may stand there without a colon."""
    if not rule.label:
        return None
    beside = value_beside(text, end) if rule.category.startswith("system.") else None
    return beside or value_behind(text, end)


def _talk(context: Context, rule: Rule, start: int, end: int) -> str:
    """Talk about secrecy concerns rules of secrecy; quotations and statutes concern all."""
    if rule.talk == "found":
        return ""
    if rule.category.startswith("secrecy."):
        return context.of(start, end)
    return context.quoted(start, end) or context.normative(start, end)


def covered(text: str, start: int, end: int, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands around ``text[start:end]``."""
    return any(
        text.find(phrase, max(end - len(phrase), 0), start + len(phrase)) >= 0
        for phrase in phrases
        if len(phrase) >= end - start
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span is a whole line or cell, brackets and stars aside, or all that stands in brackets."""
    if start and end < len(text) and text[start - 1] in _OPEN and text[end] in _CLOSED:
        return True
    left = start
    while left and text[left - 1] not in _ENDS and (text[left - 1] in _BEFORE or text[left - 1].isspace()):
        left -= 1
    if left and text[left - 1] not in _ENDS:
        return False
    after = _AFTER.match(text, end)
    stop = after.end() if after else end
    return stop == len(text) or "\n" in text[end:stop] or "\t" in text[end:stop]


def _near(view: View, rule: Rule, start: int, end: int) -> str | None:
    """The word of ``near`` that stands in the sentence ("" if the rule asks for none), None if it fails."""
    if not (rule.near or rule.without):
        return ""
    left, right = view.sentence(start, end)
    before = view.text[max(left, start - REACH) : start]
    after = view.text[end : min(right, end + REACH)]
    if any(word in before or word in after for word in rule.without):
        return None
    if not rule.near:
        return ""
    return next((word for word in rule.near if word in before or word in after), None)


def stands_as_word(view: View, rule: Rule, start: int, end: int) -> bool:
    """Whether the rule's ``boundary`` holds: Latin terms by their neighbours, short Chinese ones by words."""
    text = view.text
    if rule.boundary == "anywhere":
        return True
    if (
        text[start].isascii()
        and text[start].isalnum()
        and start
        and text[start - 1].isascii()
        and text[start - 1].isalnum()
    ):
        return False
    if (
        text[end - 1].isascii()
        and text[end - 1].isalnum()
        and end < len(text)
        and text[end].isascii()
        and text[end].isalnum()
    ):
        return False
    if end - start > SHORT or text[start:end].isascii():
        return True
    return view.is_word(start, end)


def _match(
    view: View, rule: Rule, span: tuple[int, int], value: tuple[int, int] | None, notes: tuple[str, str]
) -> Match:
    near, talk = notes
    start, end = view.span(*(value or span))
    shown = view.document.text[slice(*view.span(*span))]
    preview = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    evidence = [Evidence(kind="rule", detail=rule.title or rule.id)]
    if value:
        evidence.append(Evidence(kind="label", detail=shown))
    if near:
        evidence.append(Evidence(kind="near", detail=near))
    if talk:
        evidence.append(Evidence(kind="context", detail=KINDS[talk]))
    return Match(
        rule=rule.id,
        category=rule.category,
        severity=Severity.NOTICE if talk else rule.severity,
        confidence=Confidence.LOW if talk else rule.confidence,
        start=start,
        end=end,
        preview=f"{preview}：****" if value else preview,
        evidence=tuple(evidence),
        basis=rule.basis,
        key="talk" if talk else view.text[slice(*(value or span))],
    )
