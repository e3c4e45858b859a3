"""Tokens of rich text: groups, control words, bytes (RTF specification 1.9.1, Syntax)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)


class Token(NamedTuple):
    """``kind`` is word, symbol, open, close, bytes or binary; ``number`` is a word's parameter."""

    kind: str
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""All tokens; the bytes after ``\bin`` are one token, whatever they are."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        if found["word"] is not None:
            word = found["word"].decode("ascii")
            number = int(found["number"]) if found["number"] else None
            if word == "bin" and number and number > 0:
                yield Token("binary", data=data[at : at + number])
                at += number
            else:
                yield Token("word", word=word, number=number)
        elif found["hex"] is not None:
            yield Token("bytes", word="'", data=bytes([int(found["hex"], 16)]))
        elif found["symbol"] is not None:
            yield Token("symbol", word=found["symbol"].decode("latin-1"))
        elif found["brace"] is not None:
            yield Token("open" if found["brace"] == b"{" else "close")
        elif found["text"] is not None:
            yield Token("bytes", data=found["text"])
