"""What the file carries but its reader does not see: comments, changes, hidden cells, notes, authors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility, cell_name
from review.finding import Confidence, Evidence, Match, Severity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from review.document import Block, Document, Location, Table
    from review.recognizers.view import Settings, View

NAME = "hidden"
PREVIEW = "■■■"
_BASIS = ("政府信息公开条例 第十七条",)
_WEB = frozenset({"html", "mht", "svg"})
_CARRIERS = frozenset({"zip", "gz", "eml", "msg", "mbox", "mht", "html", "txt", "md", "csv", "xml"})
"""Media whose inner files a reader is meant to see, or sees as part of the text."""

_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "emf", "wmf", "svg"})
_UNSEEN_TEXT = frozenset(
    {
        BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE, BlockKind.TEXTBOX, BlockKind.HEADER,
        BlockKind.FOOTER, BlockKind.FOOTNOTE, BlockKind.ENDNOTE, BlockKind.WATERMARK, BlockKind.OTHER,
    }
)  # fmt: skip
"""Kinds that are text for people; scripts, attributes, links and names are judged by what they say."""
_AUTHORS = frozenset(
    {"creator", "lastmodifiedby", "author", "manager", "initial-creator", "last_modified_by"}
)
_PARTS = {
    "covered_text": "hidden.failed_redaction",
    "earlier_revision": "hidden.earlier_revision",
    "thumbnail": "hidden.thumbnail",
}
"""Parts that readers of formats name when they know why text is not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign of hiding in one place."""

    category: str
    start: int
    end: int
    group: Hashable
    place: Location | None = None
    detail: str = ""


class Hidden:
    """One finding for each kind of hidden content; what stands in it has its own findings besides."""

    name = NAME

    def __init__(self, settings: Settings) -> None:
        """Nothing to build."""
        self.settings = settings

    def vocabulary(self) -> Iterable[tuple[str, object]]:
        """No fixed strings: the sign is where the text stands, not what it says."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Matches over the hidden blocks, grouped by kind; hidden rows and columns by table."""
        for sign in _signs(view.document):
            yield _match(sign, view.document)


def _signs(document: Document) -> Iterator[Sign]:
    carriers = document.media in _CARRIERS
    shown = {_sheet(block) for block in document.blocks if block.visibility is Visibility.VISIBLE}
    for block in document.blocks:
        if block.location.container and not carriers and not _is_picture(block.location.container[0]):
            inner = block.location.container[0]
            yield _sign("hidden.embedded", block, ("embedded", inner))
        category = _category(block)
        if category == "hidden.sheet" and block.location.sheet and _sheet(block) in shown:
            category = "hidden.text"  # white cells of a sheet that is there to see
        if category:
            yield _sign(category, block, block.location.container)
        elif block.table is not None and block.visibility is Visibility.VISIBLE:
            yield from _cells(block, block.table)


def _sheet(block: Block) -> Hashable:
    return block.location.container, block.location.sheet


def _is_picture(name: str) -> bool:
    """A picture stands on the page; it is no file that a reader would have to take out."""
    return name.lower().rpartition(".")[2] in _PICTURES


def _sign(category: str, block: Block, group: Hashable) -> Sign:
    return Sign(category=category, start=block.start, end=block.end, group=group)


def _category(block: Block) -> str:
    """The category of a block that is hidden as a whole, or nothing."""
    seen = block.visibility is Visibility.VISIBLE
    if block.visibility is Visibility.HIDDEN and block.kind in _UNSEEN_SIGNS:
        return _UNSEEN_SIGNS[block.kind] if block.location.sheet or block.location.page else ""
    if block.kind in _BY_KIND:
        return "" if seen and block.kind in _CHANGES else _BY_KIND[block.kind]
    if block.kind is BlockKind.PROPERTY:
        return "hidden.metadata" if _names_a_person(block.location) else ""
    unseen = block.visibility is Visibility.HIDDEN and block.kind in _UNSEEN_TEXT
    if not unseen or block.location.part == "master":
        return ""
    whole_sheet = block.kind is BlockKind.TABLE and block.location.sheet is not None
    if whole_sheet or block.location.part == "slide":
        return "hidden.sheet"
    return _PARTS.get(block.location.part, "hidden.text")


_UNSEEN_SIGNS = {BlockKind.NAME: "hidden.sheet", BlockKind.ANNOTATION: "hidden.comment"}
"""The name of a sheet that no tab shows, even if it is empty; a note on a page that opens on a click."""
_CHANGES = frozenset({BlockKind.INSERTED, BlockKind.DELETED})
"""In a web page ``ins`` and ``del`` are text like any other; in an office file they are tracked changes."""
_BY_KIND = {
    BlockKind.INSERTED: "hidden.tracked_change",
    BlockKind.DELETED: "hidden.tracked_change",
    BlockKind.COMMENT: "hidden.comment",
    BlockKind.NOTES: "hidden.notes",
}


def _names_a_person(place: Location) -> bool:
    """Author, last editor, manager, or where a photograph was taken."""
    name = (place.name or "").rpartition(":")[2].strip().casefold()
    return name in _AUTHORS or name.startswith("gps")


def _cells(block: Block, table: Table) -> Iterator[Sign]:
    """Hidden columns and rows that hold something: a sign for each run of neighbours."""
    if not table.hidden_columns and not table.hidden_rows:
        return
    for category, hidden, across in (
        ("hidden.column", table.hidden_columns, table.columns),
        ("hidden.row", table.hidden_rows, table.rows),
    ):
        held: dict[int, list[int]] = {}
        if hidden:
            for i, line in enumerate(across):
                if line in hidden and table.starts[i] < table.ends[i]:
                    held.setdefault(line, []).append(i)
        runs = list(_runs(sorted(held)))
        for run in runs:
            cells = [i for line in run for i in held[line]]
            place = replace(block.location, cell=_range(table, cells)) if len(runs) == 1 else None
            first = min(cells)
            group = (block.location.container, block.location.sheet, block.location.table)
            yield Sign(
                category=category, start=table.starts[first], end=table.ends[first], group=group, place=place,
                detail=_range(table, cells),
            )  # fmt: skip


def _runs(lines: list[int]) -> Iterator[list[int]]:
    """Neighbouring numbers together."""
    run = lines[:1]
    for before, line in pairwise(lines):
        if line != before + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _range(table: Table, cells: list[int]) -> str:
    rows, columns = [table.rows[i] for i in cells], [table.columns[i] for i in cells]
    first, last = cell_name(min(rows), min(columns)), cell_name(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _match(sign: Sign, document: Document) -> Match:
    evidence = (Evidence(kind="place", detail=sign.detail),) if sign.detail else ()
    return Match(
        rule=sign.category,
        category=sign.category,
        severity=_severity(sign.category, document.media),
        confidence=Confidence.HIGH,
        start=sign.start,
        end=sign.end,
        preview=PREVIEW,
        evidence=evidence,
        basis=_BASIS,
        group=sign.group,
        place=sign.place,
    )


_LIGHT = ("hidden.metadata", "hidden.thumbnail")


def _severity(category: str, media: str) -> Severity:
    """Hiding is for a person to weigh, with two exceptions.

    Who blacked something out meant to keep it from the reader: consent. An author's name stands in nearly
    every office file, a small picture of its first page in every other one, and menus or templates are
    folded away in nearly every web page: notice.
    """
    if category == "hidden.failed_redaction":
        return Severity.CONSENT
    light = category in _LIGHT or (media in _WEB and category in ("hidden.text", "hidden.comment"))
    return Severity.NOTICE if light else Severity.DISCRETION
