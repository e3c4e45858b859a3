"""The YAML form of the rules in lexicons/, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import UsageError
from review.finding import Confidence, Severity
from review.i18n import _
from review.lexicon.rule import BOUNDARIES, TALKS, Rule, check_together, problem_of
from review.resources import data_folder
from review.strict import Record, at, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FORMAT = "lexicon/1"
JURISDICTIONS = ("cn", "tw", "hk", "mo")
SHARED_KEYS = ("category", "severity", "confidence", "boundary", "talk", "unless", "near", "without", "basis")
"""Keys that a file may set once for all its rules, under ``defaults``."""


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
        if not isinstance(row, dict):
            raise record.error(f"rules[{i}]", _("must be a rule"), _("write - id: … and its other keys"))
        yield Record({**defaults, **row}, where, f"rules[{i}]")


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


def shipped_files() -> tuple[Path, ...]:
    """The lexicon files that ship, in order of name."""
    return tuple(sorted(data_folder("lexicons").glob("*.yaml")))


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
