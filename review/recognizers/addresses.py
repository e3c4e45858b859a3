"""Addresses down to the house, the unit or the village group; down to the township they are nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import COMPANY, PERSON, PUBLIC
from review.patterns import lazy
from review.recognizers.addresses_grammar import (
    ENTRANCE,
    FLAT,
    LOOK_BACK,
    anchors,
    begin,
    detailed,
    districted,
    dwelling,
    finish,
    heads,
    housed,
    mask_address,
    masked,
)
from review.recognizers.addresses_office import is_office
from review.recognizers.sensitive_words import NOTHING
from review.recognizers.tables import WHO, tells_who
from review.recognizers.tables_cells import Gathered
from review.recognizers.tables_grid import Cursor, grids_of
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_HOME = lazy(r"住址|家庭|户籍|现住|居住|家住|住在|户口|住所|籍贯|，住|租房|老家|出生地|收货|收件|寄往|住$")
_PLACE = lazy(r"(?:办公|办事|办理|服务|联系|详细|受理|网点|场所|单位|机构)?(?:地址|地点)")
_ACTS_FOR = lazy(r"负责人|联系人|联络人|经办人|代表人|主任|书记|站长|所长|院长|校长|园长|主管|馆长")
"""Who acts for a body: beside no other name, a plain 地址 is the body's."""
_BODIES = frozenset({"village", "organisation"})
_NAMES = frozenset({"name", "people"})
_OWN = ("resident_id", "tw_id", "hk_id", "mo_id", "bank", "health", "hardship")
_MOBILE = lazy(r"1[3-9][0-9]{9}|09[0-9]{2}-?[0-9]{6}")
_LANDLINE = lazy(r"0[0-9]{2,3}[-—－ )）]?[0-9]{6,8}|[2-9][0-9]{3} ?[0-9]{4}|12[0-9]{3}")
_BEFORE = 24
_LONGEST = 90
_SENTENCE = "\n\r\t。；;！？"
_HOME_RULE, _VILLAGE, _OFFICE_RULE = (
    "personal.address",
    "personal.address_group",
    "personal.address_office",
)
"""A house; a village group, which holds many; where an office or a business is."""
_SEVERITY = {
    _HOME_RULE: Severity.CONSENT,
    _VILLAGE: Severity.DISCRETION,
    _OFFICE_RULE: Severity.NOTICE,
}
_REASON = {
    _VILLAGE: (Evidence(kind="exactness", detail="village group"),),
    _OFFICE_RULE: (Evidence(kind="context", detail="office"),),
}
_LEAST, _LEAST_HOME = 6, 5
"""Characters of an address in running text, and of one behind a word for dwelling."""
_LANE = lazy(r"[^0-9]*[0-9一二三四五六七八九十]+[巷弄]")
"""A lane without a house: dozens live there."""
_STRETCH = lazy(r"范围|路段|地段|区域|沿线|路名|线路|站点|网点")
"""Headers of columns that tell where water is shut off or a road closed."""
_RANGE = lazy(r"([0-9]+)号?[—–~～至－]([0-9]+)号")
_ONWARD = lazy(r"[至到—–~～－-][0-9]{1,4}(?:号|[幢栋])")
"""What follows the first house of a row: 学府路58号至120号."""
_HOUSES = lazy(r"([0-9]{1,3})[幢栋]?[—–~～至－-]([0-9]{1,3})(?:号楼|[幢栋])$")
_MOST = 3
"""A column of which a third is exact is a column of homes."""


class Addresses:
    """Exact addresses in columns headed so and in running text."""

    name = "addresses"

    def __init__(self, settings: Settings) -> None:
        self._jurisdiction = settings.jurisdiction

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """Roads with the first character of a number: nearly all of them are an address."""
        return ((head, None) for head in heads())

    def find(self, view: View) -> Iterator[Match]:
        """Cells of address columns first; running text does not look there again."""
        taken: set[int] = set()
        for grid in grids_of(view).all:
            yield from _column(view, grid, taken)
        yield from _running(view, taken)
        if "/F" in view.text or "Flat" in view.text:
            yield from _flats(view)


def _column(view: View, grid: Grid, taken: set[int]) -> Iterator[Match]:
    """Exact cells; of a column about persons that is exact by and large, every cell that says anything."""
    persons = tells_who(grid)
    wanted = {"address", "company_address", "village"} if persons else {"address", "company_address"}
    columns = {c: t for c, t in grid.types.items() if t in wanted}
    if not columns:
        return
    starts, ends = grid.table.starts, grid.table.ends
    offices = {
        c
        for c, t in columns.items()
        if t == "company_address" or (_plain(grid, c) and (not persons or _of_bodies(view, grid)))
    }
    gathered = Gathered[tuple[int, str]](lambda key: _in_column(grid.heading(key[0]), key[1]))
    cells = [
        (column, i, text, _exactness(grid.folded(view, i)))
        for _, column, i, text in grid.cells(view.document, columns)
    ]
    whole = _whole(cells) if persons else {}
    for column, i, text, level in cells:
        company = columns[column] == "company_address"
        kind = level or (whole.get(column, "") if level is not None and not company else "")
        if kind == _VILLAGE and whole.get(column) == _HOME_RULE and not company:
            kind = _HOME_RULE
        if kind:
            taken.add(starts[i])
            rule = _OFFICE_RULE if column in offices else kind
            gathered.add((column, rule), i, (starts[i], ends[i]), mask_address(text), text)
    yield from gathered.matches()


def _whole(cells: Iterable[tuple[int, int, str, str | None]]) -> dict[int, str]:
    """Columns of which a third is exact, by what every cell of them is: a home, or a home in a village."""
    told: Counter[int] = Counter()
    exact: Counter[int] = Counter()
    houses: Counter[int] = Counter()
    for column, _, _, level in cells:
        told[column] += level is not None
        exact[column] += bool(level)
        houses[column] += level == _HOME_RULE
    return {
        c: _HOME_RULE if houses[c] * _MOST >= told[c] else _VILLAGE
        for c in exact
        if exact[c] and exact[c] * _MOST >= told[c]
    }


def _plain(grid: Grid, column: int) -> bool:
    """Whether a column is headed by no more than 地址: beside nobody's name that is where one goes."""
    return _PLACE.fullmatch(fold_term(grid.heading(column)).strip()) is not None


def _of_bodies(view: View, grid: Grid) -> bool:
    """Whether rows are about bodies (东风社区), name nobody or who acts for them, and tell no mobile."""
    kinds = set(grid.types.values())
    named = [grid.heading(c) for c, kind in grid.types.items() if kind in _NAMES]
    if any(kind.startswith(_OWN) for kind in kinds) or (not named and kinds & WHO != {"mobile"}):
        return False
    if named and not (kinds & _BODIES and all(_ACTS_FOR.search(fold_term(heading)) for heading in named)):
        return False
    phones = {c for c, kind in grid.types.items() if kind == "mobile"}
    numbers = "\t".join(text for _, _, _, text in grid.cells(view.document, phones))
    return _MOBILE.search(numbers) is None and (bool(named) or _LANDLINE.search(numbers) is not None)


def _exactness(cell: str) -> str | None:
    """The rule of an exact folded cell, empty for another; None where it says nothing, or is masked."""
    if masked(cell) or NOTHING.fullmatch(cell.strip()):
        return None
    if not detailed(cell):
        return ""
    return _HOME_RULE if housed(cell) else _VILLAGE


def _running(view: View, taken: set[int]) -> Iterator[Match]:
    text, floor = view.text, 0
    grids = grids_of(view)
    known = _Known(view, taken)
    for anchor in anchors(text, (hit.start for hit in view.hits_of(Addresses.name))):
        if anchor.start() < floor or known.holds(*anchor.span()):
            continue
        least = max(floor, anchor.start() - LOOK_BACK)
        sentence = max(text.rfind(mark, least, anchor.start()) for mark in _SENTENCE) + 1
        start = begin(text, anchor.start(), max(sentence, least))
        end = finish(text, anchor.end(), min(anchor.start() + _LONGEST, len(text)))
        value = text[start:end]
        before = text[max(start - _BEFORE, 0) : start]
        home = _HOME.search(before) is not None
        if len(value) < (_LEAST_HOME if home else _LEAST) or not _holds(value):
            continue
        if not home and (_LANE.fullmatch(value) or _is_stretch(value) or _ONWARD.match(text, end)):
            continue
        floor = end
        first, last = view.span(start, end)
        grid = grids.at(first)
        if grid and grid.table.starts[grid.table.at(first)] in taken:
            continue
        stretch = grid is not None and _of_stretches(grid, first)
        rule = _OFFICE_RULE if stretch else _rule(text, (start, end), home=home)
        home = home and rule != _OFFICE_RULE
        sure = Confidence.HIGH if home and rule == _HOME_RULE else Confidence.MEDIUM
        original = view.document.text[first:last]
        yield _match(
            first, last, original, rule=rule, sure=sure, evidence=_why(home=home, rule=rule, value=value)
        )


def _rule(text: str, span: tuple[int, int], *, home: bool) -> str:
    """What an address in running text is: an office, a home, or a group of homes."""
    value = text[slice(*span)]
    if is_office(text, span, home=home, unit=dwelling(value)):
        return _OFFICE_RULE
    return _HOME_RULE if housed(value) or (home and districted(value)) else _VILLAGE


def _of_stretches(grid: Grid, at: int) -> bool:
    """Whether the column of an offset tells stretches of roads, not homes."""
    header = grid.headers.get(grid.table.columns[grid.table.at(at)], "")
    return _STRETCH.search(fold_term(header)) is not None


def _is_stretch(value: str) -> bool:
    """Whether it is a row of houses, such as one without water: 荷叶路1—57号."""
    found = _RANGE.search(value) or _HOUSES.search(value)
    return found is not None and int(found[2]) > int(found[1]) + 1


def _flats(view: View) -> Iterator[Match]:
    """Dwellings of Hong Kong written in English; a room in a building or a centre is an office."""
    for flat in FLAT.finditer(view.text):
        value, before = flat.group(), view.text[max(flat.start() - _BEFORE, 0) : flat.start()]
        home = value.startswith("Flat") or _HOME.search(before) is not None
        first, last = view.span(*flat.span())
        sure = Confidence.MEDIUM
        rule = _HOME_RULE if home else _OFFICE_RULE
        yield _match(
            first, last, value, rule=rule, sure=sure, evidence=_why(home=False, rule=rule, value=value)
        )


class _Known:
    """Cells that are known to hold an address: no other begins in one before a tab or a line's end."""

    def __init__(self, view: View, taken: set[int]) -> None:
        self._text = view.text
        self._taken = taken
        self._cell = Cursor(grids_of(view)) if taken and not view.folded.breaks else None

    def holds(self, start: int, end: int) -> bool:
        """Whether such a cell holds all of a span."""
        grid, index = self._cell(start) if self._cell else (None, 0)
        if grid is None:
            return False
        first, last = grid.table.starts[index], grid.table.ends[index]
        return first in self._taken and end <= last and self._text[first - 1 : first] in {"", "\t", "\n"}


_PLACE_WORD = lazy(
    r"[\u4e00-\u9fff]{2,}?(?:省|市|县|区|镇|乡|街道|村|路|大道|街|胡同|小区|花园|巷|里|弄|社区|苑|庄|厝|公寓|"
    r"大厦|新村|道|邨|阁|轩|家属院|宿舍|家园|嘉园)|[\u4e00-\u9fff]{2,6}?楼[0-9]{1,2}楼[0-9]"
    r"|(?![^0-9]*(?:科技|软件|创业|创新|产业|孵化|工业|物流|大学|学院|学校|[中小]学|医院|公司|教学|实[训验]|办公|行政|综合|"
    r"培训|基地|园区|中心|商务|写字|市场|广场|厂))[\u4e00-\u9fff]{2,}"
    r"(?:[0-9A-Z]{1,3}(?:[栋幢](?:[0-9]{1,3}单元)?|号楼[0-9]{1,3}单元)|[0-9]{1,3}-[0-9]{1,2}-)[0-9]{3,4}"
)
"""A road or village; else a house with its flat in what is called like no place of work."""
_UNLIKELY = lazy(
    r"第[0-9一二三四五六七八九十百]+(?:号|条|款)|[〔\[]|字第|编号|型号|线路|道路[0-9]|轨道|管道|渠道|报道|[隧通车跑频赛铁航河]道|"
    r"(?:教学|办公|实验|行政|综合|科研|图书|门诊|住院|培训|服务|商务|[大主老新东西南北])楼[0-9]{1,2}楼|"
    r"(?<!大)道第?[0-9一二三四五六七八九十]+[组队社排期]|(?:^|[全各每本该我某们])村第?[0-9一二三四五六七八九十]+[组队社]|"
    r"台[0-9]|临街一|沿街|[一二三四五六七八九十]楼[封敞商店]"
)


def _holds(value: str) -> bool:
    """Whether a road or village really stands there (not 一道二组, 高速公路1号标段)."""
    return (
        detailed(value)
        and _PLACE_WORD.match(value) is not None
        and _UNLIKELY.search(value) is None
        and ENTRANCE.fullmatch(value) is None
    )


def _why(*, home: bool, rule: str, value: str) -> tuple[Evidence, ...]:
    level = "unit" if dwelling(value) else "house number"
    reasons = list(_REASON[_VILLAGE]) if rule == _VILLAGE else [Evidence(kind="exactness", detail=level)]
    if home:
        reasons.append(Evidence(kind="label", detail="住址"))
    return (*reasons, *(_REASON[rule] if rule == _OFFICE_RULE else ()))


def _in_column(heading: str, rule: str) -> Match:
    """What the exact cells of a column have in common."""
    evidence = (Evidence(kind="label", detail=heading), *_REASON.get(rule, ()))
    sure = Confidence.MEDIUM if rule == _VILLAGE else Confidence.HIGH
    return _match(0, 0, "", rule=rule, sure=sure, evidence=evidence)


def _match(
    start: int, end: int, value: str, *, rule: str, sure: Confidence, evidence: tuple[Evidence, ...]
) -> Match:
    return Match(
        rule=rule,
        category="personal.contact.address",
        severity=_SEVERITY[rule],
        confidence=sure,
        start=start,
        end=end,
        preview=mask_address(value),
        evidence=evidence,
        basis=(*COMPANY, *PUBLIC) if rule == _OFFICE_RULE else PERSON,
        key=value,
    )
