"""XML parts, parsed without entities, network or document types."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROLOG = 4096
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: tuple[tuple[bytes, bytes], ...] = tuple(
    (_STRICT + old.encode(), b"http://schemas.openxmlformats.org/" + new.encode())
    for old, new in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("presentationml/main", "presentationml/2006/main"),
        ("drawingml/", "drawingml/2006/"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/", "officeDocument/2006/"),
    )
)


class XmlError(ValueError):
    """A part that cannot be trusted as XML.

    Attributes:
        code: a gap code: ``doctype`` or ``unread_part``.
        root: what could be read all the same, or None.
    """

    def __init__(self, code: str, root: etree._Element | None = None) -> None:
        """``code`` is also the message."""
        super().__init__(code)
        self.code = code
        self.root = root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def parse(data: bytes) -> etree._Element:
    """Root of an XML part; strict Open XML names are read as transitional ones (ISO/IEC 29500-1, -4).

    Raises:
        XmlError: it declares a document type, or is not well-formed; ``root`` then holds the rest.
    """
    data = _prepared(data)
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        raise XmlError("unread_part", _rescued(data)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("doctype")
    return root


def stream(data: bytes, tag: str) -> Iterator[etree._Element]:
    """Each element ``tag`` when it is complete; it is emptied afterwards. Last the root, without them.

    Raises:
        XmlError: as in ``parse``; elements before the break were given.
    """
    data = _prepared(data)
    events = etree.iterparse(
        io.BytesIO(data), tag=tag, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _event, element in events:
            yield element
            element.clear()
            before = element.getprevious()
            if before is not None:
                element.getparent().remove(before)
    except etree.XMLSyntaxError:
        raise XmlError("unread_part") from None
    root = events.root
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("doctype")
    yield root


def local_name(tag: object) -> str:
    """Name without its namespace; in a damaged part it may bear a prefix that nobody declared."""
    return str(tag).rpartition("}")[2].rpartition(":")[2]


def _prepared(data: bytes) -> bytes:
    if _DOCTYPE.search(data[:_PROLOG].replace(b"\0", b"")):
        raise XmlError("doctype")
    if _STRICT in data:
        for old, new in _TRANSITIONAL:
            data = data.replace(old, new)
    return data


def _rescued(data: bytes) -> etree._Element | None:
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None or root.getroottree().docinfo.internalDTD is not None else root
