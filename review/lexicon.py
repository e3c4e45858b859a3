"""Rules from lexicons/: the YAML form read strictly, and all rules of a scan put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.categories import CATEGORIES
from review.errors import DataError, UsageError
from review.finding import Confidence, Severity
from review.i18n import _
from review.resources import data_folder, digest_of
from review.strict import Record, at, load_yaml
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

FORMAT = "lexicon/1"
JURISDICTIONS = ("cn", "tw", "hk", "mo")
BOUNDARIES = ("word", "anywhere")
TALKS = ("silent", "found")
SHARED_KEYS = ("category", "severity", "confidence", "boundary", "talk", "unless", "near", "without", "basis")
"""Keys that a file may set once for all its rules, under ``defaults``."""
MOST_TERMS = 200_000
"""Terms that one organisation may add; beyond it the automaton alone would take half a gigabyte."""


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
    return tuple(dict.fromkeys(fold_term(word) for word in words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One file of rules. ``where`` is how errors name the file."""

    id: str
    jurisdiction: str
    rules: tuple[Rule, ...]
    title: str = ""
    where: str = ""


def load_lexicon(data: bytes, where: str) -> Lexicon:
    """The lexicon in the bytes of a YAML file.

    Raises:
        DataError: with file, place and remedy: unknown or doubled key, a term that is empty or one
            character without context, rules that contradict each other, an ``unless`` without effect.
    """
    record = Record(load_yaml(data, where), where)
    record.choice("format", (FORMAT,))
    identifier = record.text("id")
    jurisdiction = record.choice("jurisdiction", JURISDICTIONS)
    title = record.text("title", "")
    defaults = record.take("defaults", dict, {})
    for key in defaults:
        if key not in SHARED_KEYS:
            raise record.error(f"defaults.{key}", _("unknown key"), _known(SHARED_KEYS))
    rules = tuple(_rule(row) for row in _rows(record, where, defaults))
    record.done()
    if not rules:
        raise record.error("rules", _("the list is empty"), _("write a rule, or remove the file"))
    check_together(rules, lambda i: at(where, f"rules[{i}]"))
    return Lexicon(id=identifier, jurisdiction=jurisdiction, rules=rules, title=title, where=where)


def _known(keys: Iterable[str]) -> str:
    return _("known keys: {keys}").format(keys=", ".join(keys))


def _rows(record: Record, where: str, defaults: Mapping[str, object]) -> Iterator[Record]:
    """The rules as mappings; what a rule does not say stands in the file's ``defaults``."""
    for i, row in enumerate(record.take("rules", list, [])):
        own = row if isinstance(row, dict) else Record(row, where, f"rules[{i}]")
        yield Record({**defaults, **own}, where, f"rules[{i}]")


def _rule(row: Record) -> Rule:
    rule = Rule(
        id=row.text("id"),
        title=row.text("title", ""),
        terms=row.words("terms"),
        category=row.text("category"),
        severity=Severity(row.choice("severity", [s.value for s in Severity])),
        confidence=Confidence(row.choice("confidence", [c.value for c in Confidence], "medium")),
        boundary=row.choice("boundary", BOUNDARIES, "word"),
        talk=row.choice("talk", TALKS, "silent"),
        unless=row.words("unless", ()),
        near=row.words("near", ()),
        without=row.words("without", ()),
        alone=row.flag("alone", default=False),
        label=row.flag("label", default=False),
        basis=row.words("basis", ()),
        examples=row.words("examples", ()),
        negative_examples=row.words("negative_examples", ()),
    )
    row.done()
    problem = problem_of(rule)
    if problem:
        raise row.error(*problem)
    return rule


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


def shipped_files() -> tuple[Path, ...]:
    """The lexicon files that ship, in order of name."""
    return tuple(sorted(data_folder("lexicons").glob("*.yaml")))


def lexicons_digest(own: Iterable[Path] = ()) -> str:
    """``sha256:…`` over everything under lexicons/ and an organisation's own files."""
    return digest_of((data_folder("lexicons"), *own))


def read_bytes(path: Path) -> bytes:
    """The bytes of a lexicon file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError:
        remedy = _("check lexicons: in review.yaml")
        raise UsageError(_("the lexicon cannot be read"), where=str(path), remedy=remedy) from None
