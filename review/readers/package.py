"""The parts of a zip file, read within limits; whatever is odd about the zip becomes a gap."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from review.readers.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.document import DocumentBuilder
    from review.readers.source import Source

_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_DESCRIPTOR = 24
_END = b"PK\x05\x06"
_END_SIZE = 22
_UTF8, _DESCRIBED, _SECRET = 0x800, 0x8, 0x1
_RATIO_FROM = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Package:
    """Named parts, by the spelling the zip gives them; a second part of the same name is kept apart.

    Attributes:
        names: in the order of the zip's directory; folders left out.
        comment: what stands in the comment fields of the zip and its entries, and in their extra fields.
        folders: names of the folders that have an entry of their own.
    """

    def __init__(self, source: Source, builder: DocumentBuilder, archive: zipfile.ZipFile) -> None:
        """List the parts; oddities are noted at once."""
        self.source = source
        self._builder = builder
        self._archive = archive
        self._infos = dict(_named(archive.infolist()))
        self._methods: set[int] = set()
        self.names = tuple(self._infos)
        self.comment = "\n".join(_asides(archive))
        self.folders = tuple(entry_name(info) for info in archive.infolist() if info.is_dir())

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes | None:
        """Bytes of a part; None and a gap when it is beyond a limit, locked or damaged."""
        info = self._infos[name]
        problem = self._problem(info)
        if problem is None:
            try:
                return self._archive.open(info).read(info.file_size)
            except NotImplementedError:
                self._unpackable(info.compress_type)
                return None
            except BROKEN as error:
                problem = "unread_part", type(error).__name__
        code, detail = problem
        self._builder.gap(code, self.source.at(part="part", name=name), detail)
        return None

    def stream(self, name: str) -> IO[bytes]:
        """A part to be read piece by piece; empty for one that ``read`` would refuse.

        What was taken of the budget is given back, for whoever finds it unfit reads it again as a whole.
        """
        info = self._infos[name]
        if self._problem(info) is not None:
            return io.BytesIO()
        self.source.budget.spent -= info.file_size
        try:
            return self._archive.open(info)
        except BROKEN:
            return io.BytesIO()

    def _unpackable(self, method: int) -> None:
        """A way of packing that is not known here: one gap for all parts packed so."""
        if method not in self._methods:
            self._methods.add(method)
            self._builder.gap("unread_part", self.source.at(part="file"), f"compression method {method}")

    def _problem(self, info: zipfile.ZipInfo) -> tuple[str, str] | None:
        limits = self.source.limits
        if info.flag_bits & _SECRET:
            return "encrypted", ""
        if info.file_size > limits.part_bytes:
            return "too_large", "part_bytes"
        if (
            info.file_size > max(_RATIO_FROM, limits.compression_ratio * info.compress_size)
            and info.compress_type != zipfile.ZIP_STORED
        ):
            return "suspicious_archive", "compression_ratio"
        return None if self.source.budget.take(info.file_size, limits) else ("too_large", "total_bytes")


def open_package(source: Source, builder: DocumentBuilder) -> Package | None:
    """The zip in ``source``; None and a gap when it is no zip that can be trusted at all."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        infos = archive.infolist()
    except BROKEN as error:
        builder.gap("damaged", source.at(part="file"), type(error).__name__)
        return None
    if len(infos) > source.limits.archive_entries:
        builder.gap("too_large", source.at(part="file"), "archive_entries")
        return None
    for oddity in _oddities(source.data, infos, archive.start_dir):
        builder.gap("suspicious_archive", source.at(part="file"), oddity)
        if oddity == "overlap":
            return None
    return Package(source, builder, archive)


def _asides(archive: zipfile.ZipFile) -> Iterator[str]:
    for text in (archive.comment, *(info.comment for info in archive.infolist())):
        if text:
            yield _decoded(text)
    for info in archive.infolist():
        if info.extra:
            yield from strings(info.extra)


def _named(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    taken: set[str] = set()
    for info in infos:
        name = entry_name(info)
        if name.endswith("/") and not info.file_size:
            continue
        base, copy = name, 1
        while name in taken:
            copy += 1
            name = f"{base} ({copy})"
        taken.add(name)
        yield name, info


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name as a person gave it: old zips carry GB18030 or Big5 bytes that zipfile shows as cp437."""
    name = info.orig_filename.split("\0", 1)[0]
    if not info.flag_bits & _UTF8:
        try:
            name = _decoded(name.encode("cp437"))
        except UnicodeEncodeError:
            return name.replace("\\", "/")
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for codec in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _oddities(data: bytes, infos: list[zipfile.ZipInfo], end: int) -> Iterator[str]:
    """What an honest packer does not do: overlap (CVE-2024-0450), twins, ways out, bytes of nobody."""
    names = [entry_name(info).lower() for info in infos]
    if len(set(names)) < len(names):
        yield "duplicate_names"
    if any(_leads_out(name) for name in names):
        yield "path_traversal"
    at = 0
    stray = False
    for info in sorted(infos, key=lambda i: i.header_offset):
        start = info.header_offset
        length = _length(data, info)
        if start < at or length is None or start + length > end:
            yield "overlap"
            return
        stray = stray or any(data[at:start])
        at = start + length
        if info.flag_bits & _DESCRIBED:
            at += _descriptor(data, at)
    if stray or any(data[at:end]) or any(data[_end_of_zip(data) :]):
        yield "stray_bytes"


def _end_of_zip(data: bytes) -> int:
    """Where the end record and its comment end; ``zipfile`` reads on happily if more stands behind."""
    at = data.rfind(_END)
    return at + _END_SIZE + int.from_bytes(data[at + 20 : at + 22], "little")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or (len(name) > 1 and name[1] == ":")


def _length(data: bytes, info: zipfile.ZipInfo) -> int | None:
    """Bytes of local header and content; None without a local header where the directory says."""
    head = data[info.header_offset : info.header_offset + _LOCAL_SIZE]
    if len(head) < _LOCAL_SIZE or not head.startswith(_LOCAL):
        return None
    name, extra = struct.unpack_from("<HH", head, 26)
    return int(_LOCAL_SIZE + name + extra + info.compress_size)


def _descriptor(data: bytes, at: int) -> int:
    """Length of the data descriptor that follows an entry: with or without signature, 4- or 8-byte sizes."""
    signed = 4 if data[at : at + 4] == b"PK\x07\x08" else 0
    for length in (signed + 12, signed + 20):
        if data[at + length : at + length + 2] == b"PK":
            return length
    return min(_DESCRIPTOR, signed + 12)
