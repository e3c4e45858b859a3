"""What columns hold beside numbers, names and addresses: births, chats, illness, hardship, remarks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.birth_dates import birth_in
from review.identifiers.kinds import KINDS, PERSON, SENSITIVE
from review.identifiers.previews import mask_all
from review.patterns import lazy
from review.recognizers.sensitive_cells import READ, Said, child_age
from review.recognizers.sensitive_words import HIV
from review.recognizers.tables_cells import Gathered
from review.recognizers.tables_grid import grids_of
from review.recognizers.tables_school import BASIS as SCHOOL
from review.recognizers.tables_school import is_mark, mark_columns
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

AIDS = ("艾滋病防治条例 第三十九条第二款", "政府信息公开条例 第十四条")
CHILD = ("个人信息保护法 第三十一条", *SENSITIVE)
"""Under fourteen the parents must consent, and whatever says who it is is sensitive."""
_GROWN = 14
_BIRTH_DATE, _MINOR, _WECHAT = "personal.birth_date", "personal.minor", "personal.contact.wechat"
_MARK = "school marks"
_BIRTH_MONTH = "month"
"""Year and month alone, as 任前公示 and lists of candidates name them: said, but no alarm."""
_ACCOUNT = lazy(r"[A-Za-z][-_A-Za-z0-9]{5,19}")
_YEAR = lazy(r"(20\d{2})年(?:(\d{1,2})月)?")
_TITLE = 600
"""Characters above a table in which its date is looked for."""
_SHORTEST, _LONGEST = 2, 400
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


WHO = frozenset({
    "name", "people", "resident_id", "tw_id", "hk_id", "mo_id", "student_id", "disability_id", "mobile",
    "wechat", "qq", "residence_permit", "passport",
    "bank_card", "medical_record", "social_card",
})  # fmt: skip


def tells_who(grid: Grid) -> bool:
    """Whether some column says which person a row is about."""
    return any(
        kind in WHO and len(grid.headers.get(column, "")) <= _LONGEST_HEADER
        for column, kind in grid.types.items()
    )


def _cells(view: View, grid: Grid) -> Iterable[Match]:
    starts, ends = grid.table.starts, grid.table.ends
    kinds = {c: grid.types.get(c, "") for c in range(max(grid.table.columns, default=0) + 1)}
    read = {c: k for c, k in kinds.items() if k in READ or k in {"birth_date", "wechat"}}
    marks = mark_columns(grid.headers)
    read |= dict.fromkeys(marks, _MARK)
    said = Said(grid.headers)
    gathered = Gathered[tuple[int, str, bool]](lambda key: _like(key[1], grid.heading(key[0]), aids=key[2]))
    grown = _day_of_fourteen(view, grid) if "birth_date" in read.values() else (0, 0, 0)
    for _, column, i, text in grid.cells(view.document, read):
        kind = read[column]
        if kind == "age" and child_age(text):
            gathered.add((column, _MINOR, False), i, (starts[i], ends[i]), mask_all(text))
        elif kind == _MARK:
            if is_mark(text):
                gathered.add((min(marks), _MARK, False), i, (starts[i], ends[i]), mask_all(text))
            continue
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        if kind == "birth_date":
            born = birth_in(grid.folded(view, i))
            category = (_BIRTH_DATE if born[2] else _BIRTH_MONTH) if born else ""
            if born and born > grown:
                gathered.add((column, _MINOR, False), i, (starts[i], ends[i]), _HIDDEN_DATE)
        elif kind == "wechat":
            category = _WECHAT if _ACCOUNT.fullmatch(text) else ""
        else:
            category = said.category(column, kind, text)
        if category:
            aids = category not in _OF_FORM and HIV.search(text) is not None
            preview = _preview(category, text)
            gathered.add((column, category, aids), i, (starts[i], ends[i]), preview)
    return gathered.matches()


_HIDDEN_DATE = "****-**-**"
_OF_FORM = frozenset({_BIRTH_DATE, _BIRTH_MONTH, _MINOR, _WECHAT, _MARK})
"""Told by their form; the others by what their words mean."""


def _preview(category: str, text: str) -> str:
    if category == _WECHAT:
        return KINDS["wechat"].preview(text)
    return _HIDDEN_DATE if category in {_BIRTH_DATE, _BIRTH_MONTH} else mask_all(text)


def _day_of_fourteen(view: View, grid: Grid) -> tuple[int, int, int]:
    """Who was born after it is under fourteen on the table's date: as the title says, else today."""
    above = grids_of(view).all[grid.number - 2].end if grid.number > 1 else 0
    below = grid.table.starts[grid.first]
    title = fold_term(view.document.text[max(above, below - _TITLE) : below])
    dates = [(int(year), int(month or 1), 1) for year, month in _YEAR.findall(title)]
    now = datetime.now(tz=UTC)
    year, month, day = max(dates, default=(now.year, now.month, now.day))
    return year - _GROWN, month, day


def _like(category: str, label: str, *, aids: bool) -> Match:
    birth, month = category in _OF_FORM, category == _BIRTH_MONTH
    rule = _RULES.get(category) or f"{category}_column"
    basis = _BASIS.get(category, SENSITIVE)
    category = _CATEGORY.get(category, category)
    return Match(
        rule=rule,
        category=category,
        severity=Severity.BLOCK if aids else Severity.NOTICE if month else Severity.CONSENT,
        confidence=Confidence.HIGH if label or birth else Confidence.MEDIUM,
        start=0,
        end=0,
        preview="",
        evidence=(Evidence(kind="label", detail=label),) if label or birth else (),
        basis=AIDS + basis if aids else basis,
    )


_CATEGORY = {_BIRTH_MONTH: _BIRTH_DATE, _MARK: _MINOR}
_BASIS = {_BIRTH_DATE: PERSON, _BIRTH_MONTH: PERSON, _WECHAT: PERSON, _MINOR: CHILD, _MARK: SCHOOL}
_RULES = {
    _BIRTH_DATE: _BIRTH_DATE, _BIRTH_MONTH: _BIRTH_DATE, _WECHAT: KINDS["wechat"].rule,
    _MARK: "personal.school_marks_column",
}  # fmt: skip
"""Rules that cells share with running text."""
