"""A document as bytes and back, without pickle: how a reader in a child process hands over what it read."""

from __future__ import annotations

import json
import struct
from array import array
from dataclasses import fields
from operator import attrgetter
from typing import Any

from review.document import Block, BlockKind, Document, Gap, Location, Table, Visibility

_HEAD = struct.Struct("<QQ")
_PLACE = tuple(f.name for f in fields(Location))
_EMPTY = Location()
_parts = attrgetter(*_PLACE)
_EMPTY_PARTS = _parts(_EMPTY)
_KINDS = {kind.value: kind for kind in BlockKind}
_VISIBILITIES = {visibility.value: visibility for visibility in Visibility}
"""A look-up takes a tenth of the time of a call of the enumeration."""


class WireError(ValueError):
    """The bytes are no document; the message names the defect, never content."""


def encode(doc: Document) -> bytes:
    """The document as bytes."""
    return b"".join(pieces(doc))


def pieces(doc: Document) -> list[bytes | memoryview]:
    """Lengths, a JSON head, the text, and the arrays of the tables, the last as they lie in memory."""
    tables = [block.table for block in doc.blocks if block.table is not None]
    head = {
        "name": doc.name,
        "sha256": doc.sha256,
        "media": doc.media,
        "blocks": [_block(block) for block in doc.blocks],
        "tables": [_table(table) for table in tables],
        "gaps": [[gap.code, _place(gap.location), gap.detail] for gap in doc.gaps],
    }
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    text = doc.text.encode("utf-8", "surrogatepass")
    arrays = (part for table in tables for part in (table.rows, table.columns, table.starts, table.ends))
    return [
        _HEAD.pack(len(written), len(text)),
        written,
        text,
        *(memoryview(a).cast("B") for a in arrays if a),
    ]


def decode(data: bytes | bytearray) -> Document:
    """The document in ``data``.

    Raises:
        WireError: anything in it does not fit together.
    """
    try:
        return _decode(memoryview(data))
    except (struct.error, ValueError, KeyError, IndexError, TypeError) as error:
        raise WireError(type(error).__name__) from None


def _decode(data: memoryview) -> Document:
    written, spoken = _HEAD.unpack_from(data)
    at = _HEAD.size
    head = json.loads(str(data[at : at + written], "utf-8", "surrogatepass"))
    at += written
    text = str(data[at : at + spoken], "utf-8", "surrogatepass")
    tables, end = _tables(head["tables"], data, at + spoken, len(text))
    if end != len(data):
        raise ValueError("length")
    blocks = tuple(_read_block(row, tables, len(text)) for row in head["blocks"])
    gaps = tuple(
        Gap(code=str(code), location=_read_place(place), detail=str(detail))
        for code, place, detail in head["gaps"]
    )
    return Document(
        name=str(head["name"]), sha256=str(head["sha256"]), media=str(head["media"]), text=text,
        blocks=blocks, gaps=gaps,
    )  # fmt: skip


def _block(block: Block) -> list[Any]:
    place = _place(block.location)
    return [block.start, block.end, block.kind.value, block.visibility.value, place, block.table is not None]


def _read_block(row: list[Any], tables: list[Table], length: int) -> Block:
    start, end, kind, visibility, place, tabular = row
    if not 0 <= start <= end <= length:
        raise ValueError("offsets")
    return Block(
        start=start, end=end, kind=_KINDS[kind], visibility=_VISIBILITIES[visibility],
        location=_read_place(place), table=tables.pop(0) if tabular else None,
    )  # fmt: skip


def _place(place: Location) -> dict[str, Any]:
    """Only what differs from an empty place."""
    return {n: v for n, v, e in zip(_PLACE, _parts(place), _EMPTY_PARTS, strict=True) if v != e}


def _read_place(place: dict[str, Any]) -> Location:
    container = tuple(str(name) for name in place.pop("container", ()))
    return Location(container=container, **place)


def _table(table: Table) -> list[Any]:
    return [len(table), sorted(table.hidden_rows), sorted(table.hidden_columns), table.merged]


def _tables(rows: list[list[Any]], data: memoryview, at: int, length: int) -> tuple[list[Table], int]:
    found: list[Table] = []
    for count, hidden_rows, hidden_columns, merged in rows:
        parts = [array("i"), array("i"), array("q"), array("q")]
        for part in parts:
            size = count * part.itemsize
            if count < 0 or at + size > len(data):
                raise ValueError("table")
            part.frombytes(data[at : at + size])
            at += size
        if count and (parts[2][0] < 0 or parts[3][-1] > length):
            raise ValueError("table offsets")
        found.append(
            Table(
                rows=parts[0], columns=parts[1], starts=parts[2], ends=parts[3],
                hidden_rows=frozenset(hidden_rows), hidden_columns=frozenset(hidden_columns),
                merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in merged),
            )
        )  # fmt: skip
    return found, at
