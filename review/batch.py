"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import secrets
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from review.document import Document, Gap, Location
from review.errors import UsageError
from review.ruleset import ruleset_of, settings_of
from review.scan_cache import ScanCache
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from review.policy import Policy

_PIECE = 65_536
"""Bytes of a file that are read at once: most files are shorter, and a larger buffer takes time to make."""
_Asked = tuple[Path, str, Scan | None]
"""File, its digest, and the scan that was kept of it, if any."""
_Answered = tuple[Path, str, Scan, bool]
"""File, its digest, its scan, and whether the scan is new."""


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
    alone = jobs == 1 or len(paths) == 1
    scans = _here(work, asked) if alone else _in_processes(work, policy, asked, jobs)
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
    """Empty for what cannot be read, or not twice: a pipe is empty afterwards."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb", buffering=0) as stream:
            digest = sha256()
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()
    except OSError:
        return ""  # scanning it says what is wrong


def _here(work: Callable[[Path], Scan], asked: Iterable[_Asked]) -> Iterator[_Answered]:
    for path, digest, kept in asked:
        yield path, digest, kept or work(path), kept is None


def _scan(policy: Policy, names_key: bytes, path: Path) -> Scan:
    """NOTE: a file that cannot be opened is a gap here; one of a thousand must not end the run."""
    scanner = _scanner(policy)
    try:
        return scanner.scan_file(path).without_text(names_key)
    except UsageError:
        return _unread(path, "not_opened")


@cache
def _scanner(policy: Policy) -> Scanner:
    """The one scanner of a process."""
    return Scanner.from_policy(policy)


def _in_processes(
    work: Callable[[Path], Scan], policy: Policy, asked: Iterable[_Asked], jobs: int
) -> Iterator[_Answered]:
    """Files that need a scan go to workers; there are none until one does."""
    asked = iter(asked)
    for path, digest, kept in asked:
        if kept is None:
            break
        yield path, digest, kept, False
    else:
        return
    from review.workers import answers

    _scanner(policy).prepare()  # what is copied is ready
    tasks = ((one, one[0] if one[2] is None else None) for one in chain([(path, digest, kept)], asked))
    for (path, digest, kept), scan in answers(work, tasks, jobs):
        yield path, digest, kept or scan or _unread(path, "reader_failed"), kept is None


def _unread(path: Path, code: str) -> Scan:
    document = Document(name=path.name, sha256=_digest(path), media="unknown", text="", blocks=())
    gap = Gap(code=code, location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)
