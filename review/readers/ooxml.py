"""An Open XML file as parts and relations (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote

from review.document import BlockKind, Location, Visibility
from review.readers import read_into
from review.readers.package import open_package
from review.readers.strings import file_in_base64
from review.readers.sweep import Sweep, speaks
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.package import Package
    from review.readers.source import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHARED = frozenset({"slideLayout", "slideMaster", "notesMaster", "slide", "theme", "pivotCacheDefinition"})
"""Relations to parts that many sheets or slides use."""
TYPES = "[Content_Types].xml"
_ZIP = b"PK\x03\x04"


def _words(data: bytes) -> list[str]:
    """Text of the shapes in a part."""
    root: etree._Element | None
    try:
        root = parse(data)
    except XmlError as error:
        root = error.root
    return [] if root is None else [t.text for t in root.iter(W + "t", A + "t") if t.text]


def numbered(place: Location, paragraph: int) -> Location:
    """The same place with a paragraph's number; written out, for it is made for every paragraph."""
    return Location(
        part=place.part, index=place.index, page=place.page, paragraph=paragraph, table=place.table,
        row=place.row, column=place.column, sheet=place.sheet, cell=place.cell, name=place.name,
        container=place.container,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link from a part: to a part (its name in the zip) or, when ``external``, to anywhere.

    Attributes:
        kind: last word of the relation's type: ``image``, ``hyperlink``, ``slide``, …
    """

    id: str
    kind: str
    target: str
    external: bool


class Office:
    """Parts, each read once, and the builder they are read into.

    Attributes:
        read: names of the parts that were given to a reader, so that what is left over can be found.
        told: attribute values that already stand in a block of their own.
        said: what SmartArt and the prompts of masters said so far, which say the same many times.
        owners: the sheet or slide a part belongs to, as words of a ``Location``.
    """

    def __init__(self, source: Source, builder: DocumentBuilder, package: Package) -> None:
        """Read the relations; content parts wait."""
        self.source = source
        self.builder = builder
        self.package = package
        self.read: set[str] = set()
        self.told: set[str] = set()
        self.said: set[tuple[str, str]] = set()
        self.owners: dict[str, dict[str, Any]] = {}
        self._sweeps: dict[str, Sweep] = {}
        self._by_lower = {name.lower(): name for name in package.names}
        self._relations = {owner: self._load_relations(owner, name) for owner, name in self._rels()}
        self.reachable = self._reach()

    def at(self, **place: Any) -> Location:
        """A place in this file."""
        return self.source.at(**place)

    def add(
        self, text: str, kind: BlockKind, visibility: Visibility = Visibility.VISIBLE, **place: Any
    ) -> None:
        """Add a block; see ``DocumentBuilder.add``."""
        self.builder.add(text, kind, self.at(**place), visibility)

    def find(self, target: str) -> str | None:
        """The part of that name, compared without case as the standard does (29500-2 §6.2.2.3)."""
        return self._by_lower.get(target.lower().lstrip("/"))

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Relations of a part by id; of the whole package for ``""``."""
        return self._relations.get(part, {})

    def related(self, part: str, kind: str) -> list[str]:
        """Parts that ``part`` points to with relations of one kind, in the order they stand there."""
        return [
            r.target for r in self.relations(part).values() if r.kind == kind and r.target in self.package
        ]

    def main(self) -> str | None:
        """The part where reading starts."""
        found = self.related("", "officeDocument")
        return found[0] if found else None

    def raw(self, part: str) -> bytes | None:
        """Bytes of a part, which then counts as read; None with a gap."""
        self.read.add(part)
        return self.package.read(part)

    def peek(self, part: str) -> bytes | None:
        """Bytes of a part, which stays unread for whoever reads it; None where there is none."""
        return self.package.read(part) if part in self.package else None

    def stream(self, part: str) -> IO[bytes]:
        """A part to be read piece by piece, which counts as read; empty for one that ``raw`` refuses."""
        self.read.add(part)
        return self.package.stream(part)

    def load(self, part: str) -> etree._Element | None:
        """Root of an XML part, its attributes swept; None with a gap."""
        data = self.raw(part)
        return None if data is None else self.parsed(part, data)

    def parsed(self, part: str, data: bytes) -> etree._Element | None:
        """Root of a part's bytes, as ``load`` gives it."""
        try:
            root = parse(data)
        except XmlError as error:
            self.builder.gap(error.code, self.at(part="part", name=part))
            if error.root is None:
                return None
            root = error.root
        self.sweep(part, root, speaking=speaks(data))
        return root

    def sweep(self, part: str, root: etree._Element, *, speaking: bool = True) -> None:
        """Take what an attribute, an XML comment or a nameless element of the part says; see ``flush``."""
        self._sweeps.setdefault(part, Sweep()).add(root, speaking=speaking)

    def flush(self) -> None:
        """Give what the sweeps found and no block told yet, one block a part."""
        for part, sweep in self._sweeps.items():
            for value in sweep.packed:
                self._packed(part, value)
            values = "\n".join(v for v in sweep.values if v not in self.told)
            self.add(values, BlockKind.ATTRIBUTE, Visibility.METADATA, part="attribute", name=part)
            stray = "\n".join(text for text in sweep.stray if text not in self.told)
            self.add(stray, BlockKind.OTHER, Visibility.HIDDEN, part="part", name=part)
            self.add("\n".join(sweep.comments), BlockKind.OTHER, Visibility.HIDDEN, part="part", name=part)
        self._sweeps.clear()

    def _packed(self, part: str, value: str) -> None:
        """A file in an attribute, where programs keep a copy of a shape; else just a long value."""
        data = file_in_base64(value)
        if data is None:
            self.add(value, BlockKind.ATTRIBUTE, Visibility.METADATA, part="attribute", name=part)
            return
        inner = self.source.inner(part, data)
        package = open_package(inner, self.builder) if data.startswith(_ZIP) else None
        if package is None:
            with self.builder.hiding():
                read_into(inner, self.builder, named=False)
            return
        words: dict[str, None] = {}
        for name in package.names:
            found = package.read(name) or b""
            if name.endswith((".xml", ".rels")):
                words.update(dict.fromkeys(_words(found)))
            elif found:
                read_into(inner.inner(name, found), self.builder, named=False)
        self.add("\n".join(words), BlockKind.ATTRIBUTE, Visibility.METADATA, part="attribute", name=part)

    def own(self, part: str, **place: Any) -> None:
        """Note that all parts below ``part`` belong to one sheet or slide; the first owner stays."""
        waiting = [part]
        while waiting:
            for relation in self.relations(waiting.pop()).values():
                shared = relation.kind in _SHARED or relation.target in self.owners
                if not relation.external and not shared:
                    self.owners[relation.target] = place
                    waiting.append(relation.target)

    def _rels(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for name in self.package.names:
            folder, base = posixpath.split(name)
            if base.lower().endswith(".rels") and posixpath.basename(folder).lower() == "_rels":
                owner = posixpath.join(posixpath.dirname(folder), base[: -len(".rels")])
                found.append((self.find(owner) or owner, name))
        return found

    def _load_relations(self, owner: str, name: str) -> dict[str, Relation]:
        root = self.load(name)
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for element in root.iter("{*}Relationship"):
            relation = self._relation(owner, element)
            key = relation.id if relation.id not in found else f"{relation.id} {len(found)}"
            found[key] = relation
        return found

    def _relation(self, owner: str, element: etree._Element) -> Relation:
        target = element.get("Target", "")
        kind = element.get("Type", "").rpartition("/")[2]
        external = element.get("TargetMode") == "External"
        if not external:
            self.told.add(target)
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), unquote(target)))
            target = self.find(path) or path.lstrip("/")
        return Relation(id=element.get("Id", ""), kind=kind, target=target, external=external)

    def _reach(self) -> frozenset[str]:
        """Parts that can be reached from the package; the rest no program shows."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            for relation in self.relations(part).values():
                if not relation.external and relation.target not in reached:
                    reached.add(relation.target)
                    waiting.append(relation.target)
        return frozenset(reached)
