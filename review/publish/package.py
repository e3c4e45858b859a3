"""A zip package of XML parts (OOXML, OFD) taken apart and put together again, reproducibly."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from review.errors import RefusedError
from review.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"
XML_ENDINGS = (".xml", ".rels", ".vml")
EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 256 << 20
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
"""Office writes breaks in drawings of old as in HTML of old, which is no XML."""


@dataclass(slots=True, kw_only=True)
class Parts:
    """The parts of a package by name, in the order of the zip; ``xml`` holds those parsed so far."""

    data: dict[str, bytes]
    xml: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, name: str) -> etree._Element:
        """The parsed part, which is written back with its changes."""
        if name not in self.xml:
            self.xml[name] = parse_part(self.data[name], name)
        return self.xml[name]

    def xml_names(self) -> list[str]:
        """Parts that are XML by their name or their first character."""
        return [
            n for n, d in self.data.items()
            if n.endswith(XML_ENDINGS) or d.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] == b"<?xml"
        ]  # fmt: skip

    def drop(self, name: str) -> None:
        """Remove a part and its relations."""
        for one in (name, relations_name(name)):
            self.data.pop(one, None)
            self.xml.pop(one, None)


def parse_part(data: bytes, name: str) -> etree._Element:
    """Root of an XML part, its comments left out; whatever cannot be trusted is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    if name.endswith(".vml"):
        data = _OPEN_BREAK.sub(b"<br/>", data)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _unsafe(name) from None
    if b"<!DOCTYPE" in data[:4096] or b"<!doctype" in data[:4096]:
        raise _unsafe(name)
    return root


def _unsafe(name: str) -> RefusedError:
    return RefusedError(
        _("a part of the file was not understood"), where=name,
        remedy=_("save the file again in its own program, then check again"),
    )  # fmt: skip


def open_parts(data: bytes) -> Parts:
    """Take a package apart.

    Raises:
        RefusedError: it is no sound zip, or too large to be rewritten.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > _LARGEST or len({i.filename for i in infos}) < len(
                infos
            ):
                raise _unsafe("zip")
            return Parts(data={info.filename: archive.read(info) for info in infos})
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise _unsafe("zip") from None


def close_parts(parts: Parts) -> bytes:
    """Put a package together: the same parts give the same bytes, without times and comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.data.items():
            root = parts.xml.get(name)
            written = (
                data
                if root is None
                else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            info = zipfile.ZipInfo(name, EPOCH)
            # The type of an OFD or ODF package is told by its first entry, which must not be compressed.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, written)
    return out.getvalue()


def relations_name(part: str) -> str:
    """``word/document.xml`` has its relations in ``word/_rels/document.xml.rels``."""
    folder, _slash, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relations(parts: Parts, part: str) -> Iterator[tuple[etree._Element, str, str]]:
    """(relation, last word of its type, target part or empty if it leads outside); ``""`` is the package."""
    name = relations_name(part) if part else "_rels/.rels"
    if name not in parts.data:
        return
    for relation in list(parts.root(name).iter(RELATIONS + "Relationship")):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = ""
        if relation.get("TargetMode") != "External":
            path = unquote(relation.get("Target", ""))
            base = "" if path.startswith("/") else posixpath.dirname(part)
            target = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        yield relation, kind, target


def drop_orphans(parts: Parts) -> None:
    """Remove every part that no relation leads to, and what the list of types says of it."""
    reachable, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        part = waiting.pop()
        reachable.add(relations_name(part) if part else "_rels/.rels")
        for _relation, _kind, target in relations(parts, part):
            if target and target not in reachable:
                reachable.add(target)
                waiting.append(target)
    for name in [n for n in parts.data if n not in reachable]:
        parts.data.pop(name)
        parts.xml.pop(name, None)
    for override in list(parts.root(CONTENT_TYPES).iter(TYPES + "Override")):
        if override.get("PartName", "").lstrip("/") not in parts.data:
            _remove(override)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
