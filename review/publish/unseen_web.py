"""Words of a page that no browser shows, by the judgement of our own reader, and who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.document import DocumentBuilder
from review.readers.html import sheets_of
from review.readers.html_page import Page
from review.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

_RAW = frozenset({"script", "style", "title"})
_AUTHORS = "author|creator|lastmodifiedby|last_modified_by|initial-creator|manager"
_META = re.compile(rf"<meta\b[^>]*\bname\s*=\s*[\"']?(?:[\w.]+:)?(?:{_AUTHORS})[\"'\s][^>]*>", re.IGNORECASE)
_DECLARED = re.compile(r"<!doctype\s+html\s[^>]*>", re.IGNORECASE)
_ASIDE = re.compile(r"<\?.*?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)


def without_authors(source: str) -> str:
    """The page without the tags that name a person."""
    return _META.sub("", source)


def without_unseen(source: str) -> str:
    """The page without the text of elements that its tags, attributes or style sheets hide."""
    source = _ASIDE.sub("", _DECLARED.sub("<!DOCTYPE html>", source))
    watcher = _Watcher(source)
    watcher.feed(source)
    watcher.finish()
    return cut_out(source, watcher.spans)


def cut_out(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """The source without the spans, which may lie in each other."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            kept.append(source[at:start])
        at = max(at, end)
    return "".join((*kept, source[at:]))


class _Watcher(Page):
    """The reader of pages, which notes where in the source the text of hidden elements stands."""

    def __init__(self, source: str) -> None:
        builder = DocumentBuilder(name="", sha256="", media="html")
        super().__init__(Source(name="", data=b""), builder, sheets_of(source))
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._pending: int | None = None
        self.spans: list[tuple[int, int]] = []

    def handle_data(self, data: str) -> None:
        element = self._open[-1]
        if element.hidden is not None and element.tag not in _RAW and data.strip():
            self._pending = self._at()
        super().handle_data(data)

    def updatepos(self, i: int, j: int) -> int:
        end = super().updatepos(i, j)
        if self._pending is not None:
            self.spans.append((self._pending, self._at()))
            self._pending = None
        return end

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
