"""Web pages: what a browser shows, what it does not show, and what only the source holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.readers.decode import decode_labelled
from review.readers.html_page import Page
from review.readers.html_sheets import Sheets
from review.readers.text import decoding_gaps

if TYPE_CHECKING:
    from review.document import DocumentBuilder
    from review.readers.source import Source

_CHARSET = re.compile(
    rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_HEAD = 4096


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add a page: paragraphs and tables in the order of the source, hidden text beside them."""
    label = _CHARSET.search(source.data[:_HEAD])
    name = (label[1] or label[2]).decode("ascii") if label else None
    read_labelled(source, builder, name)


def sheets_of(text: str) -> Sheets:
    """The style sheets in a page's source."""
    return Sheets("\n".join(_STYLE.findall(text)))


def read_labelled(source: Source, builder: DocumentBuilder, charset: str | None) -> None:
    """Add a page whose encoding something around it names, as a mail does."""
    decoded = decode_labelled(source.data, charset)
    page = Page(source, builder, sheets_of(decoded.text))
    page.feed(decoded.text)
    page.finish()
    for gap in decoding_gaps(source.data, decoded, source.container):
        builder.gap(gap.code, gap.location, gap.detail)
