"""What a rule is, and what is wrong with one or with several of them together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.categories import CATEGORIES
from review.errors import DataError
from review.finding import Confidence, Severity
from review.i18n import _
from review.patterns import lazy
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BOUNDARIES = ("word", "anywhere")
TALKS = ("silent", "found")
MOST_TERMS = 200_000
"""Terms that one organisation may add; beyond it the automaton alone would take half a gigabyte."""


FORMS = (
    ("坐标", "座标"), ("计划", "计画"), ("答复", "答覆"), ("回复", "回覆"), ("批复", "批覆"),
    ("凭借", "凭藉"), ("了解", "瞭解"),
    ("家具", "家俱"), ("咨询", "谘询"), ("于", "於"), ("账", "帐"), ("身份", "身分"), ("部分", "部份"),
    ("布建", "佈建"), ("钥匙", "锁匙"),
    ("恒", "恆"), ("着", "著"), ("项链", "项炼"), ("想象", "想像"), ("反复", "反覆"), ("径", "迳"),
    ("余额", "馀额"), ("委托", "委讬"),
)  # fmt: skip
""
"Words, in folded form, that the scripts write with different characters, so that folding leaves them apart."
""
_TWO_FORMS = lazy("|".join(form for pair in FORMS for form in pair))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What to look for, and when it counts.

    Attributes:
        terms: any one of these, in either script.
        boundary: ``word`` (a term of up to three characters must stand as a word) or ``anywhere``.
        unless: longer phrases around a term that make it harmless.
        near: one of these must stand in the same sentence, if there are any.
        without: none of these may stand in the same sentence.
        alone: the term is a whole line, or a bracketed note.
        label: the term is a label, which counts only with a value behind it that is not a denial.
        talk: ``silent``: only a notice where the text speaks about secrecy or quotes a law.
    """

    id: str
    terms: tuple[str, ...] = field(repr=False)
    category: str
    severity: Severity
    confidence: Confidence = Confidence.MEDIUM
    title: str = ""
    boundary: str = "word"
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    alone: bool = False
    label: bool = False
    talk: str = "silent"
    basis: tuple[str, ...] = ()
    examples: tuple[str, ...] = field(default=(), repr=False)
    negative_examples: tuple[str, ...] = field(default=(), repr=False)

    def conditions(self) -> tuple[object, ...]:
        """What decides whether a hit counts; two rules equal in it and in a term say the same."""
        words = (_folded(self.unless), _folded(self.near), _folded(self.without))
        return (self.category, self.boundary, *words, self.alone, self.label)

    def folded(self) -> Rule:
        """The rule as a scan needs it: words in folded form, no examples."""
        return replace(
            self,
            terms=_folded(self.terms), unless=_folded(self.unless), near=_folded(self.near),
            without=_folded(self.without), examples=(), negative_examples=(),
        )  # fmt: skip


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in folded form, equal ones once; folded together, for there may be a hundred thousand."""
    if not words:
        return ()
    folded = fold_term("\n".join(words)).split("\n")
    if _TWO_FORMS.search("".join(folded)):
        folded = [form for word in folded for form in (_forms(word) if _TWO_FORMS.search(word) else (word,))]
    return tuple(dict.fromkeys(folded))


def _forms(word: str) -> list[str]:
    """A word as both scripts write it."""
    forms = [word]
    for one, other in FORMS:
        forms += [form.replace(one, other) for form in forms if one in form]
        forms += [form.replace(other, one) for form in forms if other in form]
    return list(dict.fromkeys(forms))


def problem_of(rule: Rule) -> tuple[str, str, str] | None:
    """What is wrong with a rule by itself: (key, what, remedy)."""
    if not known_category(rule.category):
        return "category", _("unknown category"), _("use one of those that review lexicon list prints")
    if not rule.terms:
        return "terms", _("the list is empty"), _("write at least one term")
    terms = [fold_term(term).strip() for term in rule.terms]
    for i, term in enumerate(terms):
        if not term:
            return f"terms[{i}]", _("an empty term matches everywhere"), _("write the term")
        if len(term) == 1 and not (rule.near or rule.alone or rule.label):
            what = _("one character without context matches everywhere")
            return f"terms[{i}]", what, _("write a longer term, or add near: or alone:")
        if term in terms[:i]:
            what = _("stands twice in this list once both scripts are folded together")
            return f"terms[{i}]", what, _("keep one of them; one entry serves both scripts")
    return _problem_of_unless(rule, terms) or _problem_of_context(rule)


def _problem_of_unless(rule: Rule, terms: list[str]) -> tuple[str, str, str] | None:
    phrases = [fold_term(phrase) for phrase in rule.unless]
    for i, phrase in enumerate(phrases):
        if phrase in terms:
            what = _("is one of the rule's own terms, so that term could never match")
            return f"unless[{i}]", what, _("remove it from terms, or write a longer phrase")
        if not any(term in phrase for term in terms):
            what = _("holds none of the rule's terms, so it has no effect")
            return f"unless[{i}]", what, _("write the whole phrase around the term, or use without:")
        if any(other in phrase for j, other in enumerate(phrases) if j != i):
            what = _("overlaps a shorter phrase of this list, which does the same")
            return f"unless[{i}]", what, _("keep the shorter one")
    return None


def _problem_of_context(rule: Rule) -> tuple[str, str, str] | None:
    near, without = set(_folded(rule.near)), set(_folded(rule.without))
    if near & without:
        return "without", _("a word stands in near: as well; the rule contradicts itself"), _("keep one")
    return None


def known_category(category: str) -> bool:
    """Whether a category is one of ours or stands under one of ours."""
    return any(category == known or category.startswith(f"{known}.") for known in CATEGORIES)


def check_together(rules: Iterable[Rule], where_of: Callable[[int], str]) -> None:
    """See that no rule stands twice and that none says the opposite of another.

    Raises:
        DataError: with the place of the second of the two.
    """
    seen: dict[str, int] = {}
    said: dict[tuple[object, ...], Rule] = {}
    for i, rule in enumerate(rules):
        if rule.id in seen:
            raise DataError(
                _("the rule id {id} stands twice").format(id=rule.id),
                where=f"{where_of(i)}.id", remedy=_("see {where}").format(where=where_of(seen[rule.id])),
            )  # fmt: skip
        seen[rule.id] = i
        conditions = rule.conditions()
        for j, term in enumerate(_folded(rule.terms)):
            other = said.setdefault((term, conditions), rule)
            if other is not rule:
                same = (other.severity, other.talk) == (rule.severity, rule.talk)
                what = _("repeats a term of rule {id}") if same else _("contradicts rule {id} on a term")
                raise DataError(
                    what.format(id=other.id), where=f"{where_of(i)}.terms[{j}]",
                    remedy=_("keep it in one of them, or give one a context"),
                )  # fmt: skip
