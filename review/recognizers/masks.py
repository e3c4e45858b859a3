"""Masks that can be undone: masked IDs and phones whose remaining candidates are few."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import PERSON, TAIWAN
from review.identifiers.masks import (
    NOTHING,
    PHONE_LENGTH,
    RESIDENT_LENGTH,
    STAR,
    TAIWAN_LENGTH,
    Known,
    candidates,
    merged,
    resident_candidates,
)
from review.recognizers.masks_persons import MEMO, PREVIEW, Masked
from review.recognizers.tables_grid import grids_of
from review.text.folding import fold_term
from review.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.document import Location
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

BASIS = ("个人信息保护法 第七十三条第三项", *PERSON)
_STARS = lazy(r"[*＊×●■□◆#※✱_]{2,}|[xX]{3,}")
_ANY_STARS = (
    ("*", "**"), ("＊", "＊＊"), ("×", "××"), ("●", "●●"), ("■", "■■"), ("□", "□□"), ("◆", "◆◆"),
    ("※", "※※"), ("✱", "✱✱"), ("x", "xxx"), ("X", "XXX"),
)  # fmt: skip
"""One character is searched thirty times as fast as two; most texts have not even one."""
_MASKED = lazy(
    r"(?<![0-9A-Za-z])([A-Z]?[0-9]{0,17})([*＊×●■□◆#※✱]{1,15}|"
    r"[xX]{3,15})([0-9]{0,14}[0-9Xx*]?)(?![0-9A-Za-z*])"
)
_FEWEST = 3
_FEW = 1000
"""Candidates up to which a mask hides nobody: whoever knows the village finds the person."""
_SOME = 10_000
_FEW_TAIWAN = 100
"""The official practice of 2014 hides the last four digits, a thousand candidates: that is accepted."""
_YEAR = lazy(r"(?:19|20)\d\d")
_DATE = lazy(r"((?:19|20)\d\d)[-/.年]?(0?[1-9]|1[0-2])[-/.月]?(0?[1-9]|[12]\d|3[01])?")


class Masks:
    """Counts what masked numbers leave, row by row, and lays masks of one person over each other."""

    name = "masks"

    def __init__(self, settings: Settings) -> None:
        self._jurisdiction = settings.jurisdiction

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """None."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """One match for each weak mask; those of a column share a group."""
        text = view.document.text
        if not any(star in text and stars in text for star, stars in _ANY_STARS):
            return
        everywhere: list[Masked] = []
        for grid in grids_of(view).all:
            for column, cells in _in_grid(view, grid).items():
                everywhere += cells
                first = grid.table.rows[grid.table.at(cells[0].start)]
                last = grid.table.rows[grid.table.at(cells[-1].start)]
                place = grid.place(column, first, last)
                yield from _weak(cells, group=("mask", grid.number, column), place=place)
        running = list(_in_text(view))
        yield from _weak(running, group=None, place=None)
        yield from _pairs([*everywhere, *running])
        view.memo[MEMO] = (*everywhere, *running)


def normal(text: str) -> str:
    """A masked number with stars for what is hidden, as long as the whole number; empty if it is none."""
    match = _MASKED.fullmatch(text)
    if match is None:
        return ""
    head, stars, tail = match.groups()
    digits = len(head) + len(tail)
    for length in (RESIDENT_LENGTH, PHONE_LENGTH, TAIWAN_LENGTH):
        if len(head) + len(stars) + len(tail) == length and _plausible(head, length):
            return head + STAR * len(stars) + tail.replace("x", "X")
    if (
        len(head) in {2, 3, 4, 6, 10, 14}
        and digits < RESIDENT_LENGTH
        and head[:1] in "12345678"
        and len(tail) in {0, 2, 3, 4}
    ):
        return (
            (head + STAR * (RESIDENT_LENGTH - digits) + tail).replace("x", "X") if len(head) > _FEWEST else ""
        )
    return ""


def _plausible(head: str, length: int) -> bool:
    if length == TAIWAN_LENGTH:
        return head[:1].isalpha()
    return not head[:1].isalpha() and (length != PHONE_LENGTH or head[:1] == "1")


def _in_grid(view: View, grid: Grid) -> dict[int, list[Masked]]:
    found: dict[int, list[Masked]] = {}
    starts, ends = grid.table.starts, grid.table.ends
    row, known, name = -1, NOTHING, ""
    cells = list(grid.cells(view.document)) if _STARS.search(view.document.text, grid.start, grid.end) else []
    beside = _rows(grid, cells)
    for number, column, i, text in cells:
        if len(text) < TAIWAN_LENGTH or not _STARS.search(text):
            continue
        value = normal(fold_term(text.strip()))
        if value:
            if number != row:
                row, (known, name) = number, beside.get(number, (NOTHING, ""))
            found.setdefault(column, []).append(Masked(starts[i], ends[i], value, known, name))
    return found


def _rows(grid: Grid, cells: list[tuple[int, int, int, str]]) -> dict[int, tuple[Known, str]]:
    """What the columns for birth, sex and name say of each row."""
    wanted = {c: t for c, t in grid.types.items() if t in {"birth_date", "sex", "name", "age"}}
    said: dict[int, dict[str, str]] = {}
    if not wanted:
        return {}
    for row, column, _, text in cells:
        kind = wanted.get(column)
        if kind:
            said.setdefault(row, {})[kind] = text.strip()
    return {row: (_known(values), values.get("name", "")) for row, values in said.items()}


def _known(values: dict[str, str]) -> Known:
    sex = {"男": True, "女": False}.get(values.get("sex", "")[:1])
    return Known(born=_born(values.get("birth_date", "")), male=sex)


def _born(text: str) -> str:
    match = _DATE.match(text)
    if match is None:
        year = _YEAR.match(text)
        return year.group() + STAR * 4 if year else ""
    year_, month, day = match.groups()
    return year_ + month.zfill(2) + (day.zfill(2) if day else STAR * 2)


def _in_text(view: View) -> Iterator[Masked]:
    grids = grids_of(view)
    for match in _MASKED.finditer(view.text):
        value = normal(match.group())
        if value:
            start, end = view.span(match.start(), match.end())
            grid = grids.at(start)
            if grid is None or not grid.headers:
                yield Masked(start, end, value, NOTHING, "")


def few(value: str) -> int:
    """Candidates up to which a mask of this length hides nobody."""
    return _FEW_TAIWAN if len(value) == TAIWAN_LENGTH else _FEW


def _limit(value: str) -> int:
    return _SOME if len(value) == RESIDENT_LENGTH else few(value)


def _weak(
    cells: list[Masked], *, group: tuple[object, ...] | None, place: Location | None
) -> Iterator[Match]:
    counted = [(cell, candidates(cell.value, cell.known)) for cell in cells]
    weak = [(cell, count) for cell, count in counted if count <= _limit(cell.value)]
    if not weak:
        return
    numbers = Counter(count for _, count in weak)
    summary = (
        Evidence(kind="candidates", detail=_range(numbers)),
        Evidence(kind="cells", detail=str(len(weak))),
    )
    for cell, count in weak:
        evidence = summary if group else (Evidence(kind="candidates", detail=str(count)),)
        few = count <= _FEW
        yield Match(
            rule="personal.weak_mask", category="personal.weak_mask",
            severity=Severity.CONSENT if few else Severity.DISCRETION,
            confidence=Confidence.HIGH if few else Confidence.MEDIUM,
            start=cell.start, end=cell.end, preview=PREVIEW, evidence=evidence,
            basis=TAIWAN if len(cell.value) == TAIWAN_LENGTH else BASIS, key=cell.value, group=group,
            place=place if group else None,
        )  # fmt: skip


def _range(numbers: Counter[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low}–{high}"


def _pairs(masks: list[Masked]) -> Iterator[Match]:
    """The same person masked two ways: together the masks may say all."""
    by_name: dict[str, list[Masked]] = {}
    for mask in masks:
        if mask.name and len(mask.value) == RESIDENT_LENGTH:
            by_name.setdefault(mask.name, []).append(mask)
    for same in by_name.values():
        for earlier, later in pairwise(same):
            both = merged(earlier.value, later.value)
            if both is None or both in {earlier.value, later.value}:
                continue
            count = resident_candidates(both, earlier.known)
            if count < min(candidates(e.value, e.known) for e in (earlier, later)) and count <= _FEW:
                for mask in (earlier, later):
                    yield Match(
                        rule="personal.complementary_masks", category="personal.weak_mask",
                        severity=Severity.CONSENT, confidence=Confidence.MEDIUM,
                        start=mask.start, end=mask.end,
                        preview=PREVIEW, basis=BASIS, key=both,
                        evidence=(Evidence(kind="together", detail=str(count)),),
                    )  # fmt: skip
