"""Which format a zip file is, by the names inside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from review.patterns import lazy

if TYPE_CHECKING:
    import zipfile

_MAIN: tuple[tuple[str, str], ...] = (
    ("spreadsheetml.sheet.main", "xlsx"),
    ("spreadsheetml.template.main", "xlsx"),
    ("ms-excel.sheet.macroEnabled.main", "xlsx"),
    ("ms-excel.template.macroEnabled.main", "xlsx"),
    ("ms-excel.addin.macroEnabled.main", "xlsx"),
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("ms-word.document.macroEnabled.main", "docx"),
    ("ms-word.template.macroEnabledTemplate.main", "docx"),
    ("presentationml.presentation.main", "pptx"),
    ("presentationml.slideshow.main", "pptx"),
    ("presentationml.template.main", "pptx"),
    ("ms-powerpoint.", "pptx"),
)
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_ODF = lazy(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)")
_ODF_MEDIA = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_SMALL = 1 << 20


def media(data: bytes) -> str:
    """docx, xlsx, xlsb, pptx, ofd, odt, ods, odp, odg, or plain zip (also when the directory is damaged)."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _media(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return _damaged(data)


def _media(package: zipfile.ZipFile) -> str:
    names = {name.lower().replace("\\", "/").lstrip("/"): name for name in package.namelist()}
    if "[content_types].xml" in names:
        types = _read(package, names["[content_types].xml"])
        found = [kind for word, kind in _MAIN if word in types]
        return (
            found[0]
            if found
            else next((m for f, m in _FOLDERS if any(n.startswith(f) for n in names)), "zip")
        )
    if "ofd.xml" in names:
        return "ofd"
    if "mimetype" in names:
        match = _ODF.search(_read(package, names["mimetype"]))
        if match:
            return _ODF_MEDIA[match[1]]
    return "zip"


def _read(package: zipfile.ZipFile, name: str) -> str:
    with package.open(name) as part:
        return part.read(_SMALL).decode("utf-8", "replace").replace("\x00", "")


def _damaged(data: bytes) -> str:
    """A broken office file is still an office file, so that the gap can say so."""
    return next((kind for folder, kind in _FOLDERS if folder.encode() in data[:_SMALL]), "zip")
