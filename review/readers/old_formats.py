"""LibreOffice as a second reader of old office formats, where an organisation asks for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.document import Block, Document
    from review.readers.source import Limits

TARGETS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_AGREE = 0.95
"""Share of the letters we read as visible that the second reader must have read too."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""No macros, and nothing fetched from where a document's links lead."""


@cache
def program() -> str | None:
    """Where LibreOffice is, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def confirmed(doc: Document, data: bytes, read: Callable[[bytes, str], Document], limits: Limits) -> Document:
    """The document with what LibreOffice reads in it besides; its gap goes where both readings agree."""
    target = TARGETS.get(doc.media)
    found = converted(data, doc.media, target, limits) if target is not None else None
    if found is None:
        return doc
    second = read(found, f"{doc.name}.{target}")
    ours, theirs = _letters(doc.text), _letters(second.text)
    visible = [_letters(line) for line in _visible(doc)]
    told = sum(len(line) for line in visible if line in theirs)
    whole = all(g.code == "image_text" or g.location.container for g in second.gaps)
    agree = whole and told > 0 and told >= _AGREE * sum(map(len, visible))
    merged = _with(
        doc, second, [block for block in second.blocks if _letters(second.text_of(block)) not in ours]
    )
    if not agree:
        return merged
    kept = (g for g in doc.gaps if g.code != "legacy_format" or g.location.container)
    return replace(merged, gaps=(*kept, *second.gaps))  # among them pictures we know nothing of


def _letters(text: str) -> str:
    """What two readings of the same words have in common."""
    return "".join(filter(str.isalnum, text))


def _visible(doc: Document) -> Iterator[str]:
    for start, end, place, seen, _kind in doc.paragraphs():
        if seen is Visibility.VISIBLE and not place.container:
            yield from doc.text[start:end].split("\n")


def _with(doc: Document, second: Document, blocks: list[Block]) -> Document:
    """The document with blocks of the second reading after its own; tables come as text."""
    text, found = doc.text, list(doc.blocks)
    for block in blocks:
        words = second.text_of(block)
        if _letters(words) and block.location.part != "file_name":
            start = len(text) + 1
            text = f"{text}\n{words}"
            place = replace(block.location, container=(second.name, *block.location.container))
            found.append(
                replace(
                    block, start=start, end=start + len(words), location=place, table=None, kind=_kind(block)
                )
            )
    return replace(doc, text=text, blocks=tuple(found))


def _kind(block: Block) -> BlockKind:
    return BlockKind.TEXT if block.table is not None else block.kind


def converted(data: bytes, media: str, target: str, limits: Limits) -> bytes | None:
    """The file in a newer format; None if LibreOffice is missing, fails, or takes too long.

    It gets a profile and a folder of its own, which are gone afterwards, and is ended with all it started.
    """
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="review-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        (folder / f"in.{media}").write_bytes(data)
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nologo", "--nodefault", "--nolockcheck", "--convert-to", target,
            "--outdir", str(folder / "out"), str(folder / f"in.{media}"),
        ]  # fmt: skip
        _run(command, folder, limits)
        out = folder / "out" / f"in.{target}"
        return out.read_bytes() if out.is_file() and out.stat().st_size <= limits.file_bytes else None


def _run(command: list[str], folder: Path, limits: Limits) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env=environment, cwd=folder,
    ) as process:  # fmt: skip
        try:
            _restrain(process.pid, limits)
            with suppress(subprocess.TimeoutExpired):
                process.wait(limits.libreoffice_seconds)
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _restrain(process: int, limits: Limits) -> None:
    """Bound memory and files where the system can; what the process starts inherits it."""
    with suppress(ImportError, AttributeError, OSError):
        import resource

        for which, amount in (
            (resource.RLIMIT_AS, limits.memory_bytes),
            (resource.RLIMIT_FSIZE, limits.file_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.prlimit(process, which, (amount, amount))
