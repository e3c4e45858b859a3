"""Web pages, redacted in their source: values across tags, in attributes and scripts; comments removed."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import MASK
from review.publish.unseen_web import cut_out, without_authors, without_unseen
from review.publish.writers import write_inner
from review.readers.data_uri import rewritten
from review.readers.decode import decode, decode_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.publish.masking import Masker, Targets

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_END_TAG = re.compile(r"</([A-Za-z][\w:-]*)\s[^>]*>")
_ESCAPE = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})")
_LAST_CODE_POINT = 0x10FFFF
_TAG = re.compile(r"<(?:[a-zA-Z/!?][^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*)>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_BLOCK = re.compile(
    r"</?(?:p|div|td|th|tr|table|li|ul|ol|h[1-6]|br|hr|section|article|header|footer|option|title|body|head)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def redact_page(data: bytes, targets: Targets) -> bytes:
    """The page with ■ for each character of a value.

    Raises:
        RefusedError: the page cannot be written back in its own encoding.
    """
    label = _CHARSET.search(data[:4096])
    decoded = decode_labelled(data, label[1].decode("ascii")) if label else decode(data)
    if decoded.bad:
        raise _cannot()
    source = redact_source(decoded.text, targets)
    mark = data[: len(data) - len(decoded.text.encode(decoded.encoding, "surrogatepass"))]
    try:
        return (mark if len(mark) <= 4 else b"") + source.encode(decoded.encoding)  # noqa: PLR2004 - longest byte-order mark
    except UnicodeEncodeError:
        raise _cannot() from None


def redact_source(source: str, targets: Targets) -> str:
    """A page's source without the values, without comments and without what the page hides.

    What only opens on a click, or is shown by old browsers, goes if hidden text was decided on.
    """
    masker = targets.masker()
    source = without_authors(without_hidden(_COMMENT.sub("", source)))
    if "hidden.text" in targets.hidden:
        source = without_unseen(source)
    source = rewritten(source, lambda name, data: write_inner(data, name, targets))
    source = _spelt_out(_END_TAG.sub(r"</\1>", source), masker)
    source = _mask_text(source, masker)
    source = _TAG.sub(lambda tag: _mask_tag(tag[0], masker), source)
    return masker.mask(source)


def _spelt_out(source: str, masker: Masker) -> str:
    r"""Letters that a script writes as ``\u5f20``, spelt out where values stand among them."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= _LAST_CODE_POINT and chr(code).isalnum() else found[0]

    plain = _ESCAPE.sub(letter, source)
    return plain if len(masker.spans(plain)) > len(masker.spans(source)) else source


def _cannot() -> RefusedError:
    what = _("the file cannot be written in its own encoding")
    return RefusedError(what, remedy=_("save the file as UTF-8 and check again"))


def _mask_text(source: str, masker: Masker) -> str:
    """Mask what a reader sees, tags left out and entities decoded; an entity becomes one character."""
    characters = list(_characters(source))
    text = "".join(word for word, _start, _end in characters)
    masked = masker.mask(text)
    spans = [
        (start, end, mask)
        for (word, start, end), mask in zip(characters, masked, strict=True)
        if mask != word
    ]
    spans += _wrapped(characters, masker)
    kept: list[str] = []
    at = 0
    for start, end, mask in sorted(spans):
        if start >= at:
            kept += (source[at:start], mask)
            at = end
    return "".join((*kept, source[at:]))


def _wrapped(characters: list[tuple[str, int, int]], masker: Masker) -> Iterator[tuple[int, int, str]]:
    """Letters of values that the source breaks over lines; a block's tag ends a value."""
    shown = [i for i, (word, start, end) in enumerate(characters) if start == end or not word.isspace()]
    for start, end in masker.spans("".join(characters[i][0] for i in shown)):
        if shown[end - 1] - shown[start] >= end - start:
            yield from ((*characters[i][1:], MASK) for i in shown[start:end])


def _characters(source: str) -> Iterator[tuple[str, int, int]]:
    """Each character a reader sees, with its span in the source; a block's tag is a line end."""
    at = 0
    for tag in _TAG.finditer(source):
        yield from _words(source, at, tag.start())
        if _BLOCK.match(tag[0]):
            yield "\n", tag.start(), tag.start()
        at = tag.end()
    yield from _words(source, at, len(source))


def _words(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    at = start
    for entity in _ENTITY.finditer(source, start, end):
        yield from ((source[i], i, i + 1) for i in range(at, entity.start()))
        word = html.unescape(entity[0])
        yield from ((character, entity.start(), entity.end()) for character in word)
        at = entity.end()
    yield from ((source[i], i, i + 1) for i in range(at, end))


_VALUE = re.compile(r"(=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")


def _mask_tag(tag: str, masker: Masker) -> str:
    """Attributes, their entities and %-escapes decoded."""

    def masked(match: re.Match[str]) -> str:
        from urllib.parse import unquote

        plain = unquote(html.unescape(match[2].strip("\"'")))
        hidden = masker.mask(plain)
        return match[0] if hidden == plain else f'{match[1]}"{html.escape(hidden)}"'

    return _VALUE.sub(masked, tag)


_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class _Finder(HTMLParser):
    """Spans of elements that the page itself hides."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._open: list[tuple[str, int | None]] = []
        self.spans: list[tuple[int, int]] = []
        self._source = source

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        unseen = "hidden" in given or _UNSEEN.search((given.get("style") or "").lower())
        if tag in _VOID:
            if unseen or (tag == "input" and given.get("type") == "hidden"):
                self.spans.append((self._at(), self._source.find(">", self._at()) + 1))
        else:
            self._open.append((tag, self._at() if unseen else None))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _start in self._open]
        if tag not in names:
            return
        while self._open:
            name, start = self._open.pop()
            if start is not None:
                self.spans.append(
                    (start, self._source.find(">", self._at()) + 1 if name == tag else self._at())
                )
            if name == tag:
                return


def without_hidden(source: str) -> str:
    """The page's source without the elements that its own attributes hide."""
    finder = _Finder(source)
    finder.feed(source)
    finder.close()
    return cut_out(source, finder.spans)
