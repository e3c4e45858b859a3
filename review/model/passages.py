"""The stretches of text that are judged apart from all others: lines, and the heads of lists and tables.

A line often means little without those above it: a row of numbers needs its heading, a form's answers need
its questions. A line without the end of a sentence therefore runs on into the next. Of a long run, such as a
table, the head is one passage; further rows stand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 260
"""Characters that the lines of one passage have together; a longer line is one by itself."""
_ENDS = "。！？；!?;"
_SPACES = " \t\r\u3000\xa0"


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of all passages, in order; each line lies in one."""
    at = 0
    while at <= len(text):
        span = passage_at(text, at)
        yield span
        at = span[1] + 1


def passage_at(text: str, offset: int) -> tuple[int, int]:
    """The passage that holds an offset; looks at no more than a head before and behind it."""
    line = start = text.rfind("\n", 0, offset) + 1
    end = _line_end(text, offset)
    while start and _runs_on(text, start - 1) and _last(text, end):
        before = text.rfind("\n", max(end - HEAD - 1, 0), start - 1) + 1
        if end - before > HEAD:
            return line, end
        start = before
    while end < len(text) and _runs_on(text, end):
        following = _line_end(text, end + 1)
        if following - start > HEAD or not _last(text, following):
            break
        end = following
    return start, end


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _runs_on(text: str, end: int) -> bool:
    """Whether the line that ends here says no whole sentence; an empty one says nothing."""
    last = _last(text, end)
    return bool(last) and last not in _ENDS


def _last(text: str, end: int) -> str:
    """The last letter of the line that ends here; none if there is none."""
    while end and text[end - 1] in _SPACES:
        end -= 1
    return text[end - 1] if end and text[end - 1] != "\n" else ""
