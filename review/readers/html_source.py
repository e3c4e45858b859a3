"""Text that only the source of a page holds: attributes, scripts, styles, files in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.data_uri import data_uris, without_data

if TYPE_CHECKING:
    from review.document import Location
    from review.readers.source import Source

_SEEN = {"placeholder", "label"}
_TOLD = {"title", "alt", "aria-label", "aria-description", "summary", "abbr", "download", "cite", "datetime"}
_FIELDS = {"input", "button", "option", "textarea", "select"}
_UNSEEN_INPUTS = {"hidden", "password", "file", "checkbox", "radio"}
_TELLING = re.compile(
    r"[^\x00-\x7f]|\d{5}|@|&#|%[0-9A-Fa-f]{2}|[A-Z]{4}|^(?:javascript|file|mailto|ftp):|^\\\\|[?&]\w+=|\\u[0-9A-Fa-f]{4}"
)
_ESCAPED = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})")
_LAST_CODE_POINT = 0x10FFFF
_ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "poster", "background", "xlink:href"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the source the parser is: the file, the line from 1, and who collects."""

    source: Source
    builder: DocumentBuilder
    line: int


def add_attributes(tag: str, attrs: list[tuple[str, str | None]], spot: Spot, *, hidden: bool) -> None:
    """Add every attribute that can hold text of its own, and the files in its ``data:`` addresses."""
    values = {name: value or "" for name, value in attrs}
    for name, value in attrs:
        if not name.isascii():
            place = spot.source.at(part="attribute", name=tag, line=spot.line)
            spot.builder.add(name, BlockKind.ATTRIBUTE, place, Visibility.HIDDEN)
        if not value:
            continue
        if name == "srcdoc":
            _nested("srcdoc.html", value.encode(), spot)
            continue
        add_files(value, spot)
        text = without_data(value)
        if name in _ADDRESSES or "%" in text:
            text = unquote(text)
        kind, visibility = _kind(tag, name, values, hidden=hidden)
        if kind is not BlockKind.ATTRIBUTE or visibility is not Visibility.HIDDEN or _worth(name, text):
            spot.builder.add(unescaped(text), kind, _place(tag, name, values, spot), visibility)


def _kind(tag: str, name: str, values: dict[str, str], *, hidden: bool) -> tuple[BlockKind, Visibility]:
    if tag == "meta" and name == "content":
        return BlockKind.PROPERTY, Visibility.METADATA
    if hidden:
        return (BlockKind.FIELD if name == "value" else BlockKind.ATTRIBUTE), Visibility.HIDDEN
    if name == "value" and tag in _FIELDS:
        seen = values.get("type", "").lower() not in _UNSEEN_INPUTS and tag != "option"
        return BlockKind.FIELD, Visibility.VISIBLE if seen else Visibility.HIDDEN
    if name in _SEEN:
        return BlockKind.FIELD, Visibility.VISIBLE
    if name in _TOLD:
        return (BlockKind.ALT_TEXT if name == "alt" else BlockKind.ATTRIBUTE), Visibility.METADATA
    return BlockKind.ATTRIBUTE, Visibility.HIDDEN


def _worth(name: str, text: str) -> bool:
    """Sizes, classes and plain addresses say nothing; digits, Chinese and data attributes may."""
    return (
        name.startswith(("data-", "on")) or name in {"content", "value"} or _TELLING.search(text) is not None
    )


def _place(tag: str, name: str, values: dict[str, str], spot: Spot) -> Location:
    if tag == "meta" and name == "content":
        told = values.get("name") or values.get("property") or values.get("http-equiv") or "meta"
        return spot.source.at(part="property", name=told, line=spot.line)
    return spot.source.at(part="attribute", name=f"{tag} {name}", line=spot.line)


def add_source_text(text: str, kind: BlockKind, name: str, spot: Spot) -> None:
    r"""Add a script or style: its ``\u5f20`` escapes read, its embedded files read apart."""
    add_files(text, spot)
    where = spot.source.at(part="script", name=name, line=spot.line)
    spot.builder.add(unescaped(without_data(text)).strip(), kind, where, Visibility.HIDDEN)


def unescaped(text: str) -> str:
    r"""``\u5f20`` and ``\xe9`` as the characters they stand for."""
    if "\\" not in text:
        return text
    plain = _ESCAPED.sub(_character, text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= _LAST_CODE_POINT else found[0]


def add_files(text: str, spot: Spot) -> None:
    """Read every file in a ``data:`` address; one that does not decode is a gap."""
    for name, data in data_uris(text):
        if data is None:
            spot.builder.gap("embedded_object", spot.source.at(part="embedded", name=name, line=spot.line))
        elif data.strip():
            _nested(name, data, spot)


def _nested(name: str, data: bytes, spot: Spot) -> None:
    from review.readers import read_into

    read_into(spot.source.inner(name, data), spot.builder, named=False)
