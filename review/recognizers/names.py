"""Names of persons, in columns, behind labels, in running text. A name alone is a notice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Severity, new_match
from review.identifiers.names import in_name_column, is_organisation, looks_like_name, without_title
from review.identifiers.previews import mask_name
from review.patterns import lazy
from review.recognizers.names_office import BASIS as OFFICE_BASIS
from review.recognizers.names_office import REASON as OFFICE
from review.recognizers.names_office import RULE as OFFICE_RULE
from review.recognizers.names_office import in_office, official_rows
from review.recognizers.names_text import running_names, spread_heads
from review.recognizers.tables_cells import Gathered
from review.recognizers.tables_grid import grids_of
from review.recognizers.tables_headers import header_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.finding import Match
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

BASIS = ("个人信息保护法 第四条", "民法典 第一千零三十四条")
_MANY = 20
"""Names in one paragraph from which they are one list to decide on."""
_LIST = (Evidence(kind="context", detail="list"),)
_SEPARATED = lazy(r"[、,，;；/／\n ]+")
_REPRESENTATIVE = lazy(
    r"(?:负责人|代表人|清算人|管理人|代理人|"
    r"监护人)(?:代表人)?(?:（清算人）)?或?[：:]([\u3400-\u9fff]{2,4}?)(?=管理人|清算人|代表人|代理人|（|）|"
    r"$|[、，,\n ])"
)
_SPACED = lazy(r"^([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])$")


class Names:
    """Names by header, by label, by their own characters and by what stands around them."""

    name = "names"

    def __init__(self, _settings: Settings) -> None:
        """Alike under every setting."""

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """Surnames before a space, for names that are spread out; other names are told by the model."""
        return ((head, None) for head in spread_heads())

    def find(self, view: View) -> Iterator[Match]:
        """Columns first; running text does not look into them again."""
        for grid in grids_of(view).all:
            yield from self._in_columns(view, grid)
        text = view.document.text
        found = list(running_names(view, view.hits_of(self.name)))
        officials = {
            text[slice(*view.span(*span))] for span in in_office(view.text, sorted({n[:2] for n in found}))
        }
        named = [(view.span(start, end), sure, evidence) for start, end, sure, evidence in found]
        lines = [text.rfind("\n", 0, span[0]) for span, *_ in named] if len(named) >= _MANY else []
        crowded = {line for line, count in Counter(lines).items() if count >= _MANY}
        for i, ((first, last), sure, evidence) in enumerate(named):
            value = text[first:last]
            match = name_match(first, last, value, sure, evidence)
            if value in officials:
                match = self._official(match)
            if lines and lines[i] in crowded:
                match = replace(match, group=("names", lines[i]), evidence=_LIST)
            yield match

    def _in_columns(self, view: View, grid: Grid) -> Iterator[Match]:
        rows: frozenset[int] | None = None
        for match in column_names(view, grid):
            if rows is None:
                rows = official_rows(grid, view.document)
            official = rows and grid.table.rows[grid.table.at(match.start)] in rows
            yield self._official(match) if official else match

    def _official(self, match: Match) -> Match:
        return replace(match, rule=OFFICE_RULE, evidence=(OFFICE, *match.evidence), basis=OFFICE_BASIS)


def column_names(view: View, grid: Grid) -> Iterator[Match]:
    """Names in the columns of one table."""
    columns = {c: kind for c, kind in grid.types.items() if kind in {"name", "people"}}
    if not columns:
        return
    starts = grid.table.starts
    evidence = {c: (Evidence(kind="label", detail=grid.heading(c)),) for c in columns}
    gathered = Gathered[int](lambda column: name_match(0, 0, "", Confidence.HIGH, evidence[column]))
    for _, column, i, text in grid.cells(view.document, columns):
        folded = grid.folded(view, i).strip()
        # 值班人员 and the like may head other things: there a name must look like one by itself.
        if folded and (columns[column] != "people" or looks_like_name(folded)):
            for start, end in _in_cell(text, folded):
                at, value = starts[i], text[start:end]
                gathered.add(column, i, (at + start, at + end), mask_name(value), value)
    yield from gathered.matches()


def _in_cell(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Spans of names in a cell: the cell itself, a list, or a company's representative."""
    bare = text.strip()
    offset = len(text) - len(text.lstrip())
    if header_words(folded):
        return
    if in_name_column(folded) or _SPACED.match(folded):
        yield offset, offset + len(without_title(folded) if len(folded) == len(bare) else bare)
        return
    if len(folded) != len(bare):
        return
    if is_organisation(folded) or "：" in folded or ":" in folded:
        for match in _REPRESENTATIVE.finditer(folded):
            if in_name_column(match.group(1)):
                yield offset + match.start(1), offset + match.end(1)
        return
    at = 0
    for part in _SEPARATED.split(folded):
        start = folded.index(part, at)
        at = start + len(part)
        if looks_like_name(part):
            yield offset + start, offset + at


def name_match(start: int, end: int, value: str, sure: Confidence, evidence: tuple[Evidence, ...]) -> Match:
    """A name as a notice."""
    return new_match(
        rule="personal.name",
        category="personal.name",
        severity=Severity.NOTICE,
        confidence=sure,
        start=start,
        end=end,
        preview=mask_name(value),
        evidence=evidence,
        basis=BASIS,
        key=value,
    )
