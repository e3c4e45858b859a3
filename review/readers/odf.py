"""OpenDocument files (ISO/IEC 26300): the four XML parts and everything packed beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import read_into
from review.readers.image import read_thumbnail
from review.readers.odf_story import Story, left_over
from review.readers.odf_styles import read_styles
from review.readers.package import open_package
from review.readers.strings import file_in_base64, unpacked
from review.readers.sweep import Sweep, telling
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.odf_styles import Styles
    from review.readers.package import Package
    from review.readers.source import Source

_MAIN = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_PACKED = 4_096
"""Longer settings are those of a printer's driver."""
_QUIET = frozenset({"mimetype", "META-INF/manifest.xml", "layout-cache"})


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read an OpenDocument file."""
    package = open_package(source, builder)
    if package is None:
        return
    manifest = _load(source, builder, package, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        builder.gap("encrypted", source.at(part="file"))
        return
    roots = {name: _load(source, builder, package, name) for name in _MAIN if name in package}
    styles = read_styles(root for root in roots.values() if root is not None)
    for name, root in roots.items():
        if root is not None:
            _main(source, builder, name, root, styles)
    for name in package.names:
        if name not in roots and name not in _QUIET:
            _other(source, builder, package, name, styles)
    _sweep(source, builder, {n: r for n, r in roots.items() if r is not None})


def _load(source: Source, builder: DocumentBuilder, package: Package, name: str) -> etree._Element | None:
    data = package.read(name) if name in package else None
    if data is None:
        return None
    try:
        return parse(data)
    except XmlError as error:
        builder.gap(error.code, source.at(part="part", name=name))
        return error.root


def _main(source: Source, builder: DocumentBuilder, name: str, root: etree._Element, styles: Styles) -> None:
    if name == "meta.xml":
        for element in root.iter():
            if isinstance(element.tag, str) and element.text and element.text.strip():
                word = element.tag.rpartition("}")[2]
                where = source.at(part="property", name=word)
                builder.add(element.text, BlockKind.PROPERTY, where, Visibility.METADATA)
    elif name == "settings.xml":
        texts = "\n".join(
            word for t in root.itertext() if telling(word := str(t).strip()) and len(word) < _PACKED
        )
        builder.add(texts, BlockKind.OTHER, source.at(part="part", name=name), Visibility.METADATA)
    else:
        Story(source, builder, styles).walk(root)
        _left_over(source, builder, name, root)


_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_HIDDEN_WORDS = BlockKind.OTHER, Visibility.HIDDEN
_KINDS: tuple[tuple[str, tuple[BlockKind, Visibility]], ...] = (
    (_URN + "svg-compatible:1.0}", (BlockKind.ALT_TEXT, Visibility.METADATA)),
    ("{http://purl.org/dc/elements/1.1/}", (BlockKind.PROPERTY, Visibility.METADATA)),
    (_URN + "datastyle:1.0}", (BlockKind.NAME, Visibility.METADATA)),
    (_URN + "presentation:1.0}", (BlockKind.FOOTER, Visibility.VISIBLE)),
    (_URN + "office:1.0}script", (BlockKind.SCRIPT, Visibility.HIDDEN)),
)
"""What text outside paragraphs is, by its element; all else is hidden."""


def _left_over(source: Source, builder: DocumentBuilder, name: str, root: etree._Element) -> None:
    lines: dict[tuple[BlockKind, Visibility], dict[str, None]] = {}
    for tag, text in left_over(root):
        packed = file_in_base64(text)
        if packed is not None:
            read_into(source.inner(name, packed), builder, named=False)
            continue
        what = next((what for start, what in _KINDS if tag.startswith(start)), _HIDDEN_WORDS)
        lines.setdefault(what, {}).update(dict.fromkeys(unpacked(text)))
    for (kind, seen), texts in lines.items():
        builder.add("\n".join(texts), kind, source.at(part="part", name=name), seen)


def _other(source: Source, builder: DocumentBuilder, package: Package, name: str, styles: Styles) -> None:
    """Embedded objects have a content.xml of their own; pictures and packed files are read as files."""
    if name.endswith(("/content.xml", "/styles.xml", "/meta.xml", "/settings.xml")):
        root = _load(source, builder, package, name)
        if root is not None:
            _main(source, builder, name.rpartition("/")[2], root, styles)
        return
    data = package.read(name)
    if data and name.endswith((".rdf", ".xml")):
        _plain(source, builder, name, data)
    elif data and name.startswith("Thumbnails/") and read_thumbnail(name, source.inner(name, data), builder):
        return
    elif data:
        read_into(source.inner(name, data), builder, named=False)


def _plain(source: Source, builder: DocumentBuilder, name: str, data: bytes) -> None:
    """XML of another vocabulary: its text nodes and what its attributes say."""
    try:
        root = parse(data)
    except XmlError as error:
        builder.gap(error.code, source.at(part="part", name=name))
        return
    lines = [str(text).strip() for text in root.itertext() if str(text).strip()]
    builder.add("\n".join(lines), BlockKind.OTHER, source.at(part="part", name=name), Visibility.METADATA)
    _sweep(source, builder, {name: root})


def _sweep(source: Source, builder: DocumentBuilder, roots: dict[str, etree._Element]) -> None:
    for name, root in roots.items():
        sweep = Sweep()
        sweep.add(root)
        where = source.at(part="attribute", name=name)
        builder.add("\n".join(sweep.values), BlockKind.ATTRIBUTE, where, Visibility.METADATA)
        where = source.at(part="part", name=name)
        builder.add("\n".join(sweep.comments), BlockKind.OTHER, where, Visibility.HIDDEN)
