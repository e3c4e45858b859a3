"""An organisation's own terms: rules in YAML, a plain list (one term a line), or a CSV with a head row."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from review.errors import DataError
from review.finding import Confidence, Severity
from review.i18n import _
from review.lexicon.load import load_lexicon, read_bytes
from review.lexicon.rule import MOST_TERMS, Rule, check_together, problem_of
from review.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SEALED = ".json"
_YAML = (".yaml", ".yml")
_COLUMNS = ("term", "category", "severity", "confidence", "boundary", "basis")
_DEFAULT = Rule(id="own", terms=(), category="secrecy.work", severity=Severity.CONSENT, talk="found")
"""What a plain list means: the organisation has said that these must not go out unweighed."""


def own_rules(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of all files that are not sealed, folded.

    Raises:
        UsageError: a file cannot be read.
        DataError: with file and place: a term that is empty or one character, an unknown column or
            category, a rule id or term that stands twice, more terms than ``MOST_TERMS``.
    """
    rules: list[tuple[str, Rule]] = []
    for path in paths:
        if path.suffix.lower() != SEALED:
            rules += ((str(path), rule) for rule in load_own(path))
    if sum(len(rule.terms) for _where, rule in rules) > MOST_TERMS:
        raise _too_many(rules[0][0])
    folded = [rule.folded() for _where, rule in rules]
    check_together(folded, lambda i: f"{rules[i][0]}: {rules[i][1].id}")
    return tuple(folded)


def load_own(path: Path) -> tuple[Rule, ...]:
    """The rules of one file that is not sealed, as written."""
    data = read_bytes(path)
    if path.suffix.lower() in _YAML:
        return load_lexicon(data, str(path)).rules
    lines = _text(data, str(path)).splitlines()
    return _from_csv(lines, path) if path.suffix.lower() == ".csv" else (_from_list(lines, path),)


def _text(data: bytes, where: str) -> str:
    """The text of a list: UTF-8, or GB 18030 as spreadsheets on the mainland write it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(_("the text cannot be decoded"), where=where, remedy=_("save it as UTF-8"))


def _from_list(lines: Sequence[str], path: Path) -> Rule:
    """One term a line; blank lines and lines that begin with # say nothing."""
    numbered = [(i, line.strip()) for i, line in enumerate(lines, 1)]
    terms = [(i, term) for i, term in numbered if term and not term.startswith("#")]
    rule = replace(_DEFAULT, id=f"own.{path.stem}", title=path.stem)
    return _checked(rule, terms, path)


def _checked(rule: Rule, terms: Sequence[tuple[int, str]], path: Path) -> Rule:
    """The rule with these terms, equal ones once; an error names the line."""
    if not terms:
        raise DataError(_("the list is empty"), where=str(path), remedy=_("write a term, or remove the file"))
    if len(terms) > MOST_TERMS:
        raise _too_many(str(path))
    # One fold of the whole list: fifty thousand single ones would take seconds.
    folded = fold("\n".join(term for _line, term in terms)).text.split("\n")
    for (line, term), short in zip(terms, folded, strict=True):
        problem = problem_of(replace(rule, terms=(term,))) if len(short.strip()) <= 1 else None
        if problem:
            raise DataError(problem[1], where=f"{path}:{line}", remedy=problem[2])
    problem = problem_of(replace(rule, terms=(terms[0][1],)))
    if problem:
        raise DataError(problem[1], where=f"{path}:{terms[0][0]}", remedy=problem[2])
    return replace(rule, terms=tuple(dict.fromkeys(term for _line, term in terms)))


def _too_many(where: str) -> DataError:
    what = _("more than {most} terms: this is a dictionary, not a lexicon").format(most=MOST_TERMS)
    return DataError(what, where=where, remedy=_("keep the terms that must not be published"))


def _from_csv(lines: Sequence[str], path: Path) -> tuple[Rule, ...]:
    """A head row that names the columns; rows alike in all but the term become one rule."""
    reader = csv.reader(lines)
    head = [name.strip().lower() for name in next(reader, [])]
    for name in head:
        if name not in _COLUMNS:
            remedy = _("known columns: {columns}").format(columns=", ".join(_COLUMNS))
            raise DataError(_("unknown column"), where=f"{path}:1: {name}", remedy=remedy)
    if "term" not in head:
        remedy = _("begin the file with a line such as term,category")
        raise DataError(_("the column term is missing"), where=f"{path}:1", remedy=remedy)
    groups: dict[Rule, list[tuple[int, str]]] = {}
    for row in reader:
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            rule = _row_rule(cells, f"{path}:{reader.line_num}")
            groups.setdefault(rule, []).append((reader.line_num, cells.get("term", "")))
    return tuple(_named(groups, path))


def _row_rule(cells: dict[str, str], where: str) -> Rule:
    try:
        return replace(
            _DEFAULT,
            category=cells.get("category") or _DEFAULT.category,
            severity=Severity(cells.get("severity") or _DEFAULT.severity),
            confidence=Confidence(cells.get("confidence") or _DEFAULT.confidence),
            boundary=cells.get("boundary") or _DEFAULT.boundary,
            basis=(cells["basis"],) if cells.get("basis") else (),
        )
    except ValueError:
        remedy = _("severity is block, consent, discretion or notice; confidence is high, medium or low")
        raise DataError(_("unknown value"), where=where, remedy=remedy) from None


def _named(groups: dict[Rule, list[tuple[int, str]]], path: Path) -> Iterator[Rule]:
    """Rules with an id each: ``own.<file>.<category>``, numbered where the category comes again."""
    seen: dict[str, int] = {}
    for rule, terms in groups.items():
        name = f"own.{path.stem}.{rule.category}"
        seen[name] = seen.get(name, 0) + 1
        number = f".{seen[name]}" if seen[name] > 1 else ""
        yield _checked(replace(rule, id=f"{name}{number}", title=path.stem), terms, path)
