"""OpenDocument files made in code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.ooxml import zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{_URN}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("presentation", "presentation"), ("meta", "meta"), ("config", "config"), ("manifest", "manifest"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odf(
    kind: str,
    body: str,
    *,
    styles: str = "",
    files: Mapping[str, bytes] | None = None,
    meta: str = "",
    scripts: str = "",
) -> bytes:
    """A ``text``, ``spreadsheet`` or ``presentation``; ``body`` is the inside of its body."""
    content = (
        f"<office:document-content {NAMES}><office:scripts><office:script>{scripts}</office:script></office:scripts>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": content.encode(),
            "meta.xml": f"<office:document-meta {NAMES}><office:meta>{meta}</office:meta></office:document-meta>".encode(),
            **(files or {}),
        }
    )
