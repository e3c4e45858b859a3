"""Files packed into archives: zip and gzip. Others are gaps until they are unpacked."""

from __future__ import annotations

import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import read_into
from review.readers.package import open_package

if TYPE_CHECKING:
    from review.document import DocumentBuilder
    from review.readers.source import Source

_GZIP_WINDOW = 31


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read every file of a zip, archives inside it too."""
    package = open_package(source, builder)
    if package is None:
        return
    builder.add(
        package.comment,
        BlockKind.PROPERTY,
        source.at(part="property", name="zip comment"),
        Visibility.METADATA,
    )
    folders = "\n".join(folder.rstrip("/") for folder in package.folders)
    builder.add(folders, BlockKind.FILE_NAME, source.at(part="file_name"), Visibility.METADATA)
    for name in package.names:
        data = package.read(name)
        if data is not None:
            read_into(source.inner(name, data), builder)
        else:
            where = source.inner(name, b"").at(part="file_name")
            builder.add(name, BlockKind.FILE_NAME, where, Visibility.METADATA)


def read_gz(source: Source, builder: DocumentBuilder) -> None:
    """Read the file in a gzip, whose name is that of the archive without its last suffix."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    limit = min(source.limits.part_bytes, source.limits.compression_ratio * max(len(source.data), 1 << 14))
    try:
        data = unpacker.decompress(source.data, limit)
    except zlib.error:
        builder.gap("damaged", source.at(part="file"), "gzip")
        return
    if unpacker.unconsumed_tail:
        builder.gap("too_large", source.at(part="file"), "part_bytes")
    elif not unpacker.eof:
        builder.gap("damaged", source.at(part="file"), "gzip")
    if unpacker.unused_data.strip(b"\0"):
        builder.gap("suspicious_archive", source.at(part="file"), "stray_bytes")
    read_into(source.inner(PurePosixPath(source.name).stem, data), builder)
