"""What columns hold beside identifiers, names and addresses: dates of birth, illness, hardship, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import PERSON, SENSITIVE
from review.identifiers.previews import mask_all
from review.recognizers.sensitive_words import HIV, NOTHING, category_of, pattern
from review.recognizers.tables_cells import Gathered
from review.recognizers.tables_grid import grids_of
from review.text.folding import fold_term
from review.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

AIDS = ("艾滋病防治条例 第三十九条第二款", "政府信息公开条例 第十四条")
_BIRTH = lazy(
    r"(?:18|19|20)?\d{2}[-/.年](?:0?[1-9]|1[0-2])(?:[-/.月](?:0?[1-9]|[12]\d|3[01])日?)?月?|(?:19|"
    r"20)\d{2}(?:0[1-9]|1[0-2])(?:\d{2})?|\d{5}(?:\.0)?|民国\d{1,3}年.*"
)
_BIRTH_DATE = "personal.birth_date"
_OF_COLUMN: dict[str, str] = {
    "health": "personal.health",
    "disability": "personal.health",
    "hardship": "personal.hardship",
    "religion": "personal.religion",
    "criminal": "personal.criminal",
    "marriage": "personal.health",
    "income": "personal.finance.income",
}
"""Columns whose every filled cell is sensitive."""
_READ = frozenset({"remark", "relation", "age", "village", "organisation", ""})
"""Columns read for single words."""
_SHORTEST, _LONGEST = 2, 400
_MEMORY = 20_000
_LONGEST_HEADER = 16
"""A longer one is a sentence, in a text that only looks like a table."""


class Tables:
    """Sensitive columns and remarks, in tables that also say who it is about."""

    name = "tables"

    def __init__(self, settings: Settings) -> None:
        self._publication = settings.publication

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """None."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Matches of every table that names or numbers persons."""
        for grid in grids_of(view).all:
            if tells_who(grid):
                yield from _cells(view, grid)


_WHO = frozenset({
    "name", "people", "resident_id", "tw_id", "hk_id", "mo_id", "student_id", "disability_id", "mobile",
    "residence_permit", "passport",
    "bank_card", "medical_record", "social_card",
})  # fmt: skip


def tells_who(grid: Grid) -> bool:
    """Whether some column says which person a row is about."""
    return any(
        kind in _WHO and len(grid.headers.get(column, "")) <= _LONGEST_HEADER
        for column, kind in grid.types.items()
    )


def _cells(view: View, grid: Grid) -> Iterable[Match]:
    starts, ends = grid.table.starts, grid.table.ends
    kinds = {c: grid.types.get(c, "") for c in range(max(grid.table.columns, default=0) + 1)}
    read = {c: k for c, k in kinds.items() if k in _OF_COLUMN or k in _READ or k == "birth_date"}
    meaning = _Remarks()
    gathered = Gathered[tuple[int, str, bool]](lambda key: _like(key[1], grid.heading(key[0]), aids=key[2]))
    for _, column, i, text in grid.cells(view.document, read):
        kind = read[column]
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        if kind == "birth_date":
            category = _BIRTH_DATE if _BIRTH.fullmatch(grid.folded(view, i).strip()) else ""
        elif kind in _OF_COLUMN:
            category = _OF_COLUMN[kind] if not NOTHING.fullmatch(text.strip()) else ""
        else:
            category = meaning.category(text, abbreviations=kind == "remark")
        if category:
            aids = category != _BIRTH_DATE and HIV.search(text) is not None
            preview = "****-**-**" if category == _BIRTH_DATE else mask_all(text)
            gathered.add((column, category, aids), i, (starts[i], ends[i]), preview)
    return gathered.matches()


class _Remarks:
    """Remembers what remarks mean: they repeat down a column."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def category(self, text: str, *, abbreviations: bool) -> str:
        """Category of the first sensitive word, empty if none; CKD and the like count in remarks only."""
        if text.isascii() and not abbreviations:
            return ""
        found = self._known.get(text)
        if found is None:
            match = pattern().search(fold_term(text))
            found = category_of()[match.group()] if match else ""
            if len(self._known) < _MEMORY:
                self._known[text] = found
        return found


def _like(category: str, label: str, *, aids: bool) -> Match:
    birth = category == _BIRTH_DATE
    basis = PERSON if birth else SENSITIVE
    return Match(
        rule=category if birth else f"{category}_column",
        category=category,
        severity=Severity.BLOCK if aids else Severity.CONSENT,
        confidence=Confidence.HIGH if label or birth else Confidence.MEDIUM,
        start=0,
        end=0,
        preview="",
        evidence=(Evidence(kind="label", detail=label),) if label or birth else (),
        basis=AIDS + basis if aids else basis,
    )
