"""The cache of a pivot table: a copy of its source records, kept when the source is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from review.document import Visibility
from review.readers.xlsx_strings import X

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.readers.ooxml import Office

_SHARED = X + "x"


def read_definition(office: Office, part: str, root: etree._Element) -> None:
    """Field names and, below each, the values that ever occurred; then the records."""
    fields = [(e.get("name") or "", _items(e)) for e in root.iterfind(f"{X}cacheFields/{X}cacheField")]
    office.told.update(name for name, _values in fields)
    office.told.update(value for _name, values in fields for value in values)
    longest = max((len(values) for _name, values in fields), default=0)
    cells = [(0, column, name) for column, (name, _values) in enumerate(fields)]
    for row in range(longest):
        cells += ((row + 1, c, v[row]) for c, (_n, v) in enumerate(fields) if row < len(v) and v[row])
    where = office.at(part="pivot_cache", name=part, table=1)
    office.builder.add_table(cells, where, visibility=Visibility.HIDDEN)
    for records in office.related(part, "pivotCacheRecords"):
        found = office.load(records)
        if found is not None:
            where = office.at(part="pivot_cache", name=records, table=1)
            rows = list(_rows(found, fields))
            office.told.update(text for _row, _column, text in rows)
            office.builder.add_table(rows, where, visibility=Visibility.HIDDEN)


def read_records(office: Office, part: str, root: etree._Element) -> None:
    """Records whose definition is missing."""
    where = office.at(part="pivot_cache", name=part, table=1)
    office.builder.add_table(_rows(root, []), where, visibility=Visibility.HIDDEN)


def _items(field: etree._Element) -> list[str]:
    shared = field.find(X + "sharedItems")
    return [] if shared is None else [e.get("v") or "" for e in shared.iterchildren(etree.Element)]


def _rows(root: etree._Element, fields: list[tuple[str, list[str]]]) -> Iterator[tuple[int, int, str]]:
    for column, (name, _values) in enumerate(fields):
        yield 0, column, name
    for row, record in enumerate(root.iterchildren(X + "r"), 1):
        for column, item in enumerate(record.iterchildren(etree.Element)):
            text = item.get("v") or ""
            if item.tag == _SHARED and column < len(fields):
                values = fields[column][1]
                text = values[int(text)] if text.isdigit() and int(text) < len(values) else ""
            if text:
                yield row, column, text
