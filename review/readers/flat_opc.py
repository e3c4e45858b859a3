"""Office files written as one XML file (``pkg:package``): unfolded into parts and read as usual."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from review.readers import read_as, zip_names
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.document import DocumentBuilder
    from review.readers.source import Source

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read the parts as those of a zip."""
    try:
        root = parse(source.data)
    except XmlError as error:
        builder.gap(error.code, source.at(part="file"))
        return
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _parts(root):
            archive.writestr(name, content)
    inner = replace(source, data=buffer.getvalue())
    read_as(zip_names.media(inner.data), inner, builder)


def _parts(root: etree._Element) -> Iterator[tuple[str, bytes]]:
    types = etree.Element(f"{{{_TYPES}}}Types")
    for part in root.iterchildren(_PKG + "part"):
        name = part.get(_PKG + "name") or "/"
        kind = part.get(_PKG + "contentType") or ""
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
        xml = part.find(_PKG + "xmlData")
        if xml is not None and len(xml):
            yield name.lstrip("/"), etree.tostring(xml[0])
        else:
            yield name.lstrip("/"), _binary(part.findtext(_PKG + "binaryData") or "")
    yield "[Content_Types].xml", etree.tostring(types)


def _binary(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return text.encode()
