"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import os
import secrets
from functools import cache, partial
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from review.document import Document, Gap, Location
from review.ruleset import ruleset_of, settings_of
from review.scan_cache import ScanCache
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from review.policy import Policy

_Asked = tuple[Path, str, Scan | None]
"""File, its digest, and the scan that was kept of it, if any."""
_Answered = tuple[Path, str, Scan, bool]
"""File, its digest, its scan, and whether the scan is new."""
_AT_ONCE = 8
"""Small files handed to a worker together: a hand-over costs as much as a page."""
_HEAVY = 1 << 20
"""Bytes from which a handful is full."""
_SHARE = 4
"""Handfuls that every worker gets at least, so that none is idle at the end."""


def scan_files(
    policy: Policy, files: Iterable[Path], *, jobs: int = 1, cached: bool = True
) -> Iterator[tuple[Path, Scan]]:
    """Scan files with ``jobs`` processes; scans come without their text.

    With ``cached``, a file that was scanned before by the same rules is not read again, so that a run that
    was interrupted goes on where it stopped.
    """
    paths = list(files)
    keeper = _keeper(policy) if cached else None
    asked = _looked_up(paths, keeper)
    work = partial(_scan, policy, keeper.names_key if keeper is not None else secrets.token_bytes(32))
    scans = (
        _here(work, asked)
        if jobs == 1 or len(paths) == 1
        else _in_processes(work, policy, asked, jobs, len(paths))
    )
    for path, digest, scan, is_new in scans:
        if keeper is not None and is_new and digest == scan.document.sha256:
            keeper.put(path.name, digest, scan)
        yield path, scan


def _keeper(policy: Policy) -> ScanCache:
    settings = settings_of(policy)
    return ScanCache(ruleset_of(settings, policy.sha256), repr(settings) + repr(policy.limits))


def _looked_up(paths: Iterable[Path], keeper: ScanCache | None) -> Iterator[_Asked]:
    for path in paths:
        digest = _digest(path) if keeper is not None else ""
        yield path, digest, keeper.get(path.name, digest) if keeper is not None and digest else None


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # scanning it says what is wrong


def _here(work: Callable[[Path], Scan], asked: Iterable[_Asked]) -> Iterator[_Answered]:
    for path, digest, kept in asked:
        yield path, digest, kept or work(path), kept is None


def _scan(policy: Policy, names_key: bytes, path: Path) -> Scan:
    return _scanner(policy).scan_file(path).without_text(names_key)


@cache
def _scanner(policy: Policy) -> Scanner:
    """The one scanner of a process."""
    return Scanner.from_policy(policy)


def _in_processes(
    work: Callable[[Path], Scan], policy: Policy, asked: Iterable[_Asked], jobs: int, files: int
) -> Iterator[_Answered]:
    """Files that need a scan go to workers in handfuls."""
    from review.workers import answers

    at_once = max(1, min(_AT_ONCE, files // (jobs * _SHARE)))
    tasks = ((handful, _new(handful, policy)) for handful in _handfuls(asked, at_once))
    for handful, scans in answers(work, tasks, jobs):
        new = iter(scans)
        for path, digest, kept in handful:
            yield path, digest, kept or next(new) or _unread(path), kept is None


def _handfuls(asked: Iterable[_Asked], at_once: int) -> Iterator[list[_Asked]]:
    """At most ``at_once`` files together, fewer if they are large."""
    handful: list[_Asked] = []
    heavy = 0
    for path, digest, kept in asked:
        handful.append((path, digest, kept))
        heavy += _size(path) if kept is None else 0
        if len(handful) >= at_once or heavy >= _HEAVY:
            yield handful
            handful, heavy = [], 0
    if handful:
        yield handful


def _new(handful: Iterable[_Asked], policy: Policy) -> list[Path]:
    """The files to scan; before the first of them goes out, the scanner that workers copy is made ready."""
    paths = [path for path, _, kept in handful if kept is None]
    if paths:
        _scanner(policy).prepare()
    return paths


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # scanning it says what is wrong


def _unread(path: Path) -> Scan:
    document = Document(name=path.name, sha256=_digest(path), media="unknown", text="", blocks=())
    gap = Gap(code="reader_failed", location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
