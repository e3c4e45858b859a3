"""Strings and octets inside ASN.1 data (X.690): what a signature or an electronic seal says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONSTRUCTED, _LONG, _HIGH = 0x20, 0x80, 0x1F
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_OCTETS, _BITS = 0x04, 0x03
_MOST = 100_000


def der_values(data: bytes) -> Iterator[str | bytes]:
    """Every text as ``str`` and every octet string as ``bytes``; stops where the data makes no sense."""
    stack = [(0, len(data))]
    for _ in range(_MOST):
        while stack and stack[-1][0] >= stack[-1][1]:
            stack.pop()
        if not stack:
            return
        at, end = stack.pop()
        header = _header(data, at, end)
        if header is None:
            return
        tag, start, stop = header
        stack.append((stop, end))
        if tag & _CONSTRUCTED:
            stack.append((start, stop))
        elif tag in _TEXTS:
            yield data[start:stop].decode(_TEXTS[tag], "replace")
        elif tag in {_OCTETS, _BITS}:
            yield data[start + (tag == _BITS) : stop]


def _header(data: bytes, at: int, end: int) -> tuple[int, int, int] | None:
    """Tag, first and last offset of the value at ``at``; none if it does not fit."""
    if at + 2 > end or data[at] & _HIGH == _HIGH:
        return None
    length, start = data[at + 1], at + 2
    if length == _LONG:
        return None  # indefinite length is not DER
    if length > _LONG:
        start += length - _LONG
        length = int.from_bytes(data[at + 2 : start], "big")
    return (data[at], start, start + length) if start + length <= end else None
