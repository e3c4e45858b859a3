"""From bytes to a document: the format is told by content, its reader is imported when needed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from review.document import BlockKind, Document, DocumentBuilder, Gap, Visibility
from review.errors import UsageError
from review.i18n import _
from review.readers.sniff import belies_name, is_plain, sniff
from review.readers.source import DEFAULT_LIMITS, Limits, Reader, Source

MEDIA: dict[str, str] = {
    "txt": "text:read",
    "md": "text:read",
    "csv": "text:read",
    "xml": "text:read",
    "html": "html:read",
    "svg": "html:read",
    "pdf": "pdf:read",
    "ofd": "ofd:read",
    "rtf": "rtf:read",
    "eml": "mail:read_eml",
    "mbox": "mail:read_eml",
    "mht": "mail:read_eml",
    "msg": "mail:read_msg",
    "docx": "docx:read",
    "xlsx": "xlsx:read",
    "xlsb": "xlsb:read",
    "pptx": "pptx:read",
    "flat_opc": "flat_opc:read",
    "odt": "odf:read",
    "ods": "odf:read",
    "odp": "odf:read",
    "odg": "odf:read",
    "doc": "legacy:read",
    "xls": "legacy:read",
    "ppt": "legacy:read",
    "ole": "legacy:read",
    "ole_package": "legacy:read",
    "zip": "archive:read",
    "gz": "archive:read_gz",
    **dict.fromkeys(("png", "jpeg", "gif", "tiff", "bmp", "webp", "emf", "wmf"), "image:read"),
}
"""Media → module and function; a medium that is not here is a gap."""

_WITHOUT_READER = {
    "encrypted": "encrypted",
    "doc": "legacy_format",
    "xls": "legacy_format",
    "ppt": "legacy_format",
}
_OLD = ("doc", "xls", "ppt")
_IMAGES = frozenset({"png", "jpeg", "gif", "tiff", "bmp", "webp", "emf", "wmf"})


def read_file(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> Document:
    """The document in a file; ``name`` replaces the file's own name.

    Raises:
        UsageError: there is no such file, it is a directory, or it may not be read.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= limits.file_bytes else b""
    except OSError as error:
        raise _not_readable(file, error) from None
    if size > limits.file_bytes:
        return _refused(name or file.name, _digest(file), "too_large")
    return read_bytes(data, name=name or file.name, limits=limits)


def read_bytes(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``; whatever is wrong with it becomes a gap.

    Plain text is read here; every other format in a child process within the limits of time and memory.
    """
    if is_plain(data, name):
        return read_here(data, name=name, limits=limits)
    from review.readers.isolation import held

    doc = held(os.getpid()).read(data, name=name, limits=limits)
    if limits.libreoffice_seconds and doc.media in _OLD:
        from review.readers.old_formats import confirmed

        alone = replace(limits, libreoffice_seconds=0)
        return confirmed(doc, data, lambda found, new: read_bytes(found, name=new, limits=alone), limits)
    return doc


def read_here(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``, read in this process."""
    source = Source(name=name, data=data, limits=limits)
    media = sniff(data, name)
    builder = DocumentBuilder(name=name, sha256=hashlib.sha256(data).hexdigest(), media=media)
    read_as(media, source, builder)
    _add_name(source, builder)
    doc = builder.build()
    if doc.gaps or len(doc.blocks) > 1:
        return doc
    return replace(doc, gaps=(Gap(code="empty", location=source.at(part="file")),))


def read_into(source: Source, builder: DocumentBuilder, *, named: bool = True) -> None:
    """Read a file that sits inside another one; ``named`` says whether its name was given by a person."""
    if len(source.container) > source.limits.depth:
        builder.gap("too_deep", source.at(part="file"))
    elif not source.budget.take(len(source.data), source.limits):
        builder.gap("too_large", source.at(part="file"))
    else:
        read_as(sniff(source.data, source.name), source, builder)
    if named:
        _add_name(source, builder)


def read_as(media: str, source: Source, builder: DocumentBuilder) -> None:
    """Read a file whose format is known; a defect of its reader costs that file only."""
    if not source.data:
        builder.gap("empty", source.at(part="file"))
        return
    suffix = belies_name(media, source.name)
    if suffix:
        builder.gap("not_as_named", source.at(part="file"), f"{suffix}: {media}")
    try:
        reader = _reader(media)
        if reader is not None:
            reader(source, builder)
            return
    except Exception as error:  # noqa: BLE001  a reader's defect must cost one file, not the run
        builder.gap("reader_failed", source.at(part="file"), type(error).__name__)
        return
    code = _WITHOUT_READER.get(media, "image_text" if media in _IMAGES else "unknown_format")
    builder.gap(code, source.at(part="file"), media)


def _reader(media: str) -> Reader | None:
    if media not in MEDIA:
        return None
    module, _colon, function = MEDIA[media].partition(":")
    full = f"review.readers.{module}"
    try:
        return cast("Reader", getattr(import_module(full), function))
    except ModuleNotFoundError as error:
        if error.name != full:
            raise
        return None


def _add_name(source: Source, builder: DocumentBuilder) -> None:
    """Last, so that the offsets of a plain-text file are those of the file."""
    builder.add(source.name, BlockKind.FILE_NAME, source.at(part="file_name"), Visibility.METADATA)


def _refused(name: str, sha256: str, code: str) -> Document:
    builder = DocumentBuilder(name=name, sha256=sha256, media="unknown")
    source = Source(name=name, data=b"")
    builder.gap(code, source.at(part="file"))
    _add_name(source, builder)
    return builder.build()


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _not_readable(file: Path, error: OSError) -> UsageError:
    if isinstance(error, FileNotFoundError):
        return UsageError(_("there is no such file"), where=str(file), remedy=_("check the path"))
    if isinstance(error, IsADirectoryError) or file.is_dir():
        return UsageError(_("this is a directory"), where=str(file), remedy=_("name a file in it"))
    return UsageError(_("the file cannot be read"), where=str(file), remedy=_("check its permissions"))
