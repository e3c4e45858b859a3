"""Masks that can be undone: masked IDs and phones whose remaining candidates are few."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.masks import NOTHING, RESIDENT_LENGTH, Known, candidates, merged, resident_candidates
from review.patterns import lazy
from review.recognizers.births import born, dated
from review.recognizers.masks_numbers import BASIS, NUMBER, basis_of, few, normal, severity_of
from review.recognizers.masks_persons import MEMO, PREVIEW, Masked
from review.recognizers.tables_grid import grids_of
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.document import Location
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_STARS = lazy(r"[*＊×●■□◆#※✱_]{2,}|[xX]{3,}|[*＊●■□](?<=[0-9]{8}.)")
_SINGLE = "*＊●■□"
_ONE_STAR = lazy(rf"[{_SINGLE}](?<=[0-9]{{8}}.)")
"""One star behind a whole number hides the check digit at most, that is nothing."""
_ANY_STARS = (
    ("*", "**"), ("＊", "＊＊"), ("×", "××"), ("●", "●●"), ("■", "■■"), ("□", "□□"), ("◆", "◆◆"),
    ("※", "※※"), ("✱", "✱✱"), ("x", "xxx"), ("X", "XXX"),
)  # fmt: skip
"""One character is searched thirty times as fast as two; most texts have not even one."""
_LEAST = 7
"""Characters of the shortest masked number."""
_DAY_CELL = lazy(r"(?<![^\t|，, \n])((?:19|20)\d\d(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4}))(?![^\t|，, \n])")
"""A date that is a cell of its own, in a row without headers."""
_SENTENCE = 160
"""Characters on either side among which a date of birth belongs to a number."""
_OTHER = lazy(
    r"准考证|考[生试]?号|学号|报名序?号|受理号|流水号|订单|工号|合同|案号|座位|示例|样例|例如|比如|(?<![^\s，,。；;：:、（(])如[：:]?[“\"「]?$"
)
"""Numbers that are masked as identity numbers are, and are none; samples."""
_LABEL = 8
"""Characters before a number in which its label stands."""
_END = "\n。；;"


class Masks:
    """Counts what masked numbers leave, row by row, and lays masks of one person over each other."""

    name = "masks"

    def __init__(self, _settings: Settings) -> None:
        """Alike under every setting."""

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """None."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """One match for each weak mask; those of a column share a group."""
        text = view.document.text
        if not any(star in text and stars in text for star, stars in _ANY_STARS) and not (
            any(star in text for star in _SINGLE) and _ONE_STAR.search(text)
        ):
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


def _in_grid(view: View, grid: Grid) -> dict[int, list[Masked]]:
    found: dict[int, list[Masked]] = {}
    starts, ends = grid.table.starts, grid.table.ends
    row, known, name = -1, NOTHING, ""
    cells = list(grid.cells(view.document)) if _STARS.search(view.document.text, grid.start, grid.end) else []
    beside = _rows(grid, cells)
    others = {column for column, header in grid.headers.items() if _OTHER.search(fold_term(header))}
    for number, column, i, text in cells:
        if len(text) < _LEAST or column in others or not _STARS.search(text):
            continue
        value = normal(fold_term(text.strip()), grid.types.get(column, ""))
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
    return Known(born=born(values.get("birth_date", "")), male=sex)


def _in_text(view: View) -> Iterator[Masked]:
    grids = grids_of(view)
    reach = 0
    for match in NUMBER.finditer(view.text):
        value = normal(match.group())
        if value and not _OTHER.search(view.text, max(match.start() - _LABEL, 0), match.start()):
            start, end = view.span(match.start(), match.end())
            grid = grids.at(start)
            if grid is None or not grid.headers:
                low = max(reach, match.start() - _SENTENCE)
                known = Known(born=_born_beside(view.text, (low, *match.span()), cells=grid is not None))
                yield Masked(start, end, value, known, "")
            reach = match.end()


def _born_beside(text: str, around: tuple[int, int, int], *, cells: bool) -> str:
    """The date of birth nearest before a number in its sentence or row, else behind it; empty if none."""
    low, start, end = around
    left = max(low, *(text.rfind(mark, low, start) + 1 for mark in _END))
    high = min(end + _SENTENCE, len(text))
    right = min((at for at in (text.find(mark, end, high) for mark in _END) if at >= 0), default=high)
    spans = [*list(dated(text, left, start))[-1:], *dated(text, end, right)]
    if cells and not spans:
        spans = [cell.span(1) for cell in _DAY_CELL.finditer(text, left, right)]
    return born(text[slice(*spans[0])]) if spans else ""


def _weak(
    cells: list[Masked], *, group: tuple[object, ...] | None, place: Location | None
) -> Iterator[Match]:
    counted = [(cell, count) for cell in cells if (count := _candidates(cell))]
    weak = [(cell, count, said) for cell, count in counted if (said := severity_of(cell.value, count))]
    if not weak:
        return
    numbers = Counter(count for _, count, _ in weak)
    summary = (
        Evidence(kind="candidates", detail=_range(numbers)),
        Evidence(kind="cells", detail=str(len(weak))),
    )
    for cell, count, severity in weak:
        evidence = summary if group else (Evidence(kind="candidates", detail=str(count)),)
        yield Match(
            rule="personal.weak_mask", category="personal.weak_mask",
            severity=severity,
            confidence=Confidence.HIGH if severity is Severity.CONSENT else Confidence.MEDIUM,
            start=cell.start, end=cell.end, preview=PREVIEW, evidence=evidence,
            basis=basis_of(cell.value), key=cell.value, group=group,
            place=place if group else None,
        )  # fmt: skip


def _candidates(cell: Masked) -> int:
    """How many persons a mask may hide; none where it hides no such number, whatever stands beside."""
    return candidates(cell.value, cell.known) or candidates(cell.value, NOTHING)


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
            if count < min(candidates(e.value, e.known) for e in (earlier, later)) and count <= few(both):
                for mask in (earlier, later):
                    yield Match(
                        rule="personal.complementary_masks", category="personal.weak_mask",
                        severity=Severity.CONSENT, confidence=Confidence.MEDIUM,
                        start=mask.start, end=mask.end,
                        preview=PREVIEW, basis=BASIS, key=both,
                        evidence=(Evidence(kind="together", detail=str(count)),),
                    )  # fmt: skip
