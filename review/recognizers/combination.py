"""What together makes a leak, and what the purpose of a publication allows.

A list of names is often required by law; a name beside a number, or beside an illness and a village, is a
leak (最高人民法院 法释〔2017〕10号, 个人信息保护法 28; Hong Kong: code of practice on
the identity card number 2.7.1).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Severity, new_match
from review.identifiers.kinds import HONG_KONG, SENSITIVE
from review.patterns import lazy
from review.recognizers.publications import TITLE, own, publication_of
from review.recognizers.sensitive_named import named, tells
from review.recognizers.tables_grid import grids_of
from review.recognizers.tables_headers import column_type
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.finding import Match
    from review.recognizers.publications import Publication
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_DIRECT = (
    "personal.id.",
    "personal.travel.",
    "personal.contact.mobile",
    "personal.finance.bank",
    "personal.birth_date",
)
_CONDITION = (
    "personal.health",
    "personal.hardship",
    "personal.religion",
    "personal.criminal",
    "personal.victim",
    "personal.minor",
)
_SUSPICION = "model."
"""What the risk model thinks is no fact to build on."""
_BULK = (5000, 500, 50)
"""Steps of 法释〔2017〕10号 第五条: the more persons, the graver."""
_FIELD_OF_RULE = {
    "personal.mobile": "mobile", "personal.mobile_tw": "mobile", "personal.mobile_hk": "mobile",
    "personal.mobile_mo": "mobile", "personal.resident_id": "resident_id", "personal.bank_card": "bank_card",
    "personal.bank_account": "bank_account", "personal.address": "address",
    "personal.birth_date": "birth_date",
    "personal.email": "email", "personal.landline": "landline", "personal.name": "name",
    "personal.tw_id": "resident_id",
    "personal.property_certificate": "property_certificate", "personal.criminal_column": "criminal",
    "personal.finance.income_of_person": "income", "personal.finance.income_column": "income",
    "personal.minor_of_person": "minor", "personal.plate": "plate",
    "personal.health_column": "health", "personal.health_of_person": "health",
    "personal.hardship_column": "hardship",
    "personal.address_group": "village", "personal.weak_mask": "resident_id_masked",
}  # fmt: skip

_LEVEL_RULES = frozenset({"personal.hardship_column", "personal.hardship_of_person"})
_CLASS = lazy(r"(?:类型|类别|等级|档次)$")
_LEVEL_COLUMNS = frozenset({"hardship", "income"})
_LEVELS = frozenset(
    {"低保", "低保户", "特困", "五保", "低收入户", "中低收入户", "建档立卡", "脱贫户", "监测户"}
)
_CALLED = lazy(r"联系|联络|咨询|报名|电话|手机|监督|异议|查询|经办|经理|负责人|代理")
_ADDRESSED = lazy(
    r"[^该名位某这那各本一两的及和与，。、\s](?:先生|女士|小姐|太太|婆婆|伯伯)[^，,。；;\n]{0,16}$"
)
"""A surname with its title, right before a number: 甘女士（A123456(3)）."""
_LONGEST_LINE = 300
_NUMBERS = frozenset({"resident_id", "bank_card", "bank_account", "birth_date"})
_CONTACTS = frozenset({"mobile", "email", "address"})


class Combination:
    """Adds one finding for each table whose columns together make a leak, and applies the purpose."""

    def __init__(self, settings: Settings) -> None:
        self._kind = settings.publication
        self._own = own(settings.lexicons)
        self._number_alone = settings.jurisdiction == "hk"

    def __call__(self, view: View, matches: Sequence[Match]) -> Iterable[Match]:
        """All matches, allowed ones as notices, and the combinations."""
        if not any(match.category.startswith("personal.") for match in matches):
            return matches
        publication = publication_of(self._kind, view.document.text[:TITLE], self._own)
        judged = list(matches)
        if publication:
            purpose = _Purpose(view, publication, matches)
            judged = [purpose.judged(match) for match in matches]
        if self._number_alone:
            judged = _without_names(view, judged)
        told = named(view, dict(zip(matches, judged, strict=True))) if tells(view) else ()
        return [*judged, *_together(view, judged), *told]


def _without_names(view: View, matches: Sequence[Match]) -> list[Match]:
    """In Hong Kong an identity card number may be shown alone, but not with its holder's name (2.7.1).

    Beside it is in its line, in the one above or in the one below: a form has a line for each.
    """
    text = view.document.text
    named = sorted(at for m in matches if m.rule == "personal.name" for at in m.starts)
    alone = Evidence(kind="context", detail="no name beside it")
    return [
        replace(m, severity=Severity.NOTICE, evidence=(*m.evidence, alone))
        if m.category == "personal.id.hk_id" and not _is_named(text, m.start, named)
        else m
        for m in matches
    ]


def _is_named(text: str, at: int, names: Sequence[int]) -> bool:
    left, right = max(at - _LONGEST_LINE, 0), min(at + _LONGEST_LINE, len(text))
    line = max(text.rfind("\n", left, at) + 1, left)
    above = left + len(text[left:line].rstrip())
    first = max(text.rfind("\n", left, above) + 1, left)
    end = text.find("\n", at, right)
    if end >= 0:
        below = right - len(text[end:right].lstrip())
        end = text.find("\n", below, right)
    if bisect_left(names, first) < bisect_left(names, end if end >= 0 else right):
        return True
    return _ADDRESSED.search(fold_term(text[line:at])) is not None


class _Purpose:
    """What a kind of publication makes of the matches of one document."""

    def __init__(self, view: View, publication: Publication, matches: Sequence[Match]) -> None:
        self._view = view
        self._publication = publication
        numbers = _NUMBERS & publication.forbidden
        self._private = {self._place(m.start) for m in matches if _FIELD_OF_RULE.get(m.rule) in numbers}

    def judged(self, match: Match) -> Match:
        """A match as its field is judged: lawful, forbidden, or as it was."""
        fields = _fields(self._view, match)
        if not fields or match.severity is Severity.BLOCK:
            return match
        publication = self._publication
        if fields[0] == "mobile" and "mobile" in publication.allowed and not self._is_contact(match):
            return match
        if fields[0] in publication.allowed and not self._of_somebody(match, fields[0]):
            said = Evidence(kind="publication", detail=publication.kind)
            return replace(
                match, severity=Severity.NOTICE, evidence=(*match.evidence, said), basis=publication.basis
            )
        if not publication.forbidden.isdisjoint(fields):
            said = Evidence(kind="not allowed in", detail=publication.kind)
            return replace(
                match,
                severity=Severity.CONSENT,
                evidence=(*match.evidence, said),
                basis=(*publication.basis, *match.basis),
            )
        return match

    def _of_somebody(self, match: Match, field: str) -> bool:
        """Whether a contact stands with a forbidden number: then it is a person's own, not an office's."""
        return field in _CONTACTS and self._place(match.start) in self._private

    def _is_contact(self, match: Match) -> bool:
        """Whether the line asks to call: a former tenant's mobile is no contact of a lease."""
        text = self._view.document.text
        first, stop = text.rfind("\n", 0, match.start) + 1, text.find("\n", match.end)
        line = fold_term(text[first : stop if stop >= 0 else len(text)][:_LONGEST_LINE])
        return grids_of(self._view).at(match.start) is not None or _CALLED.search(line) is not None

    def _place(self, at: int) -> tuple[str, int]:
        grid = grids_of(self._view).at(at)
        return ("table", grid.number) if grid else ("line", self._view.document.text.rfind("\n", 0, at))


def _fields(view: View, match: Match) -> tuple[str, ...]:
    """The fields of the tables that a match may be; the one that tells most comes first."""
    field = _FIELD_OF_RULE.get(match.rule, "")
    if match.rule in _LEVEL_RULES and _is_level(view, match):
        return ("hardship_level", "hardship")
    return (field,) if field else ()


def _is_level(view: View, match: Match) -> bool:
    """Whether hardship is told by its class alone: a column of classes (低保类别), or the word for one."""
    headers = [e.detail for e in match.evidence if e.kind == "label"]
    if headers:
        return all(
            header in _LEVEL_COLUMNS
            or column_type(header) in _LEVEL_COLUMNS
            or _CLASS.search(fold_term(header))
            for header in headers
        )
    return fold_term(view.document.text[match.start : match.end]) in _LEVELS


def _together(view: View, matches: Sequence[Match]) -> list[Match]:
    """For each table that names persons beside what makes a leak of it, all those names as one finding."""
    grids = grids_of(view)
    if not grids.all:
        return []
    by_grid: dict[int, list[Match]] = {}
    for match in matches:
        if match.category.startswith("personal.") and not match.rule.startswith(_SUSPICION):
            grid = grids.at(match.start)
            if grid is not None:
                by_grid.setdefault(grid.number, []).append(match)
    tables = {grid.number: grid for grid in grids.all}
    return [leak for number, inside in by_grid.items() for leak in _leak(tables[number], inside)]


def _leak(grid: Grid, inside: Sequence[Match]) -> list[Match]:
    kinds: dict[str, Match] = {}
    lines: dict[str, set[int]] = {}
    for match in inside:
        kinds.setdefault(match.category, match)
        lines.setdefault(match.category, set()).update(_persons(grid, match))
    name = kinds.get("personal.name")
    if name is None:
        return []
    grave = {match.category for match in inside if match.severity is not Severity.NOTICE}
    direct = [k for k in kinds if k.startswith(_DIRECT) and k in grave]
    condition = [k for k in kinds if k.startswith(_CONDITION) and k in grave]
    where = [k for k in ("village", "address") if k in grid.types.values()]
    if not direct and not (condition and (where or len(condition) > 1)):
        return []
    parts = ("personal.name", *sorted(direct), *sorted(condition), *where)
    persons = max(map(len, lines.values()))
    step = next((step for step in _BULK if persons >= step), 0)
    evidence = [
        Evidence(kind="together", detail=" + ".join(parts)),
        Evidence(kind="persons", detail=str(persons)),
    ]
    if step:
        evidence.append(Evidence(kind="at least", detail=str(step)))
    first, rows = grid.table.at(name.start), grid.table.rows
    place = grid.place(grid.table.columns[first], rows[first], rows[-1])
    reasons = tuple(evidence)
    basis = HONG_KONG if "personal.id.hk_id" in direct else (*SENSITIVE, "法释〔2017〕10号 第五条")
    return [
        new_match(
            rule="personal.combination", category="personal.combination", severity=Severity.CONSENT,
            confidence=Confidence.HIGH if direct else Confidence.MEDIUM, start=one.start, end=one.end,
            preview=one.preview, evidence=reasons, basis=basis, group=("combination", grid.number),
            place=place, cells=one.cells,
        )
        for one in _alike([match for match in inside if match.category == "personal.name"])
    ]  # fmt: skip


def _persons(grid: Grid, match: Match) -> Iterable[int]:
    """One number for each person a match speaks of: every name is one, all else of a row is one's."""
    if match.category == "personal.name":
        return match.starts
    rows = grid.table.rows
    if match.cells is not None:
        return (rows[index] for index in match.cells.indexes)
    return (rows[grid.table.at(match.start)],)


def _alike(names: Sequence[Match]) -> Sequence[Match]:
    """One column as it is; where names stand outside it too, each place by itself."""
    widest = max(names, key=lambda name: len(name.starts))
    spans = set(widest.spans) if len(names) > 1 else set()
    if all(name is widest or spans.issuperset(name.spans) for name in names):
        return [widest]
    return [place for name in names for place in name.each()]
