"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache, partial
from hashlib import file_digest
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Self

from review.document import Document, Gap, Location
from review.ruleset import ruleset_of, settings_of
from review.scan_cache import ScanCache
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.policy import Policy

_Asked = tuple[Path, str, Scan | None]
_Answered = tuple[Path, str, Scan, bool]
"""File, its digest, its scan, and whether the scan is new."""
_TRIES = 3
_AT_ONCE = 8
"""Small files handed out together: each hand-over costs as much as a page."""
_HEAVY = 1 << 20
"""Bytes from which a handful is full."""
_WAITING = 4
"""Handfuls handed out ahead for each worker: enough to keep it busy, few enough to keep memory flat."""


def scan_files(
    policy: Policy, files: Iterable[Path], *, jobs: int = 1, cached: bool = True
) -> Iterator[tuple[Path, Scan]]:
    """Scan files with ``jobs`` processes; scans come without their text.

    With ``cached``, a file that was scanned before by the same rules is not read again, so that a run that
    was interrupted goes on where it stopped.
    """
    paths = list(files)
    keeper = _keeper(policy) if cached else None
    at_once = max(1, min(_AT_ONCE, len(paths) // (jobs * _WAITING)))
    scans = _here if jobs == 1 or len(paths) == 1 else partial(_in_processes, jobs=jobs, at_once=at_once)
    for path, digest, scan, is_new in scans(policy, _looked_up(paths, keeper)):
        if keeper is not None and is_new and digest == scan.document.sha256:
            keeper.put(path.name, digest, scan)
        yield path, scan


def _keeper(policy: Policy) -> ScanCache:
    settings = settings_of(policy)
    return ScanCache(ruleset_of(settings, policy.sha256), repr(settings) + repr(policy.limits))


def _looked_up(paths: Iterable[Path], keeper: ScanCache | None) -> Iterator[_Asked]:
    """Each file with its digest and the scan that was kept of it, if any."""
    for path in paths:
        digest = _digest(path) if keeper is not None else ""
        yield path, digest, keeper.get(path.name, digest) if keeper is not None and digest else None


def _here(policy: Policy, asked: Iterable[_Asked]) -> Iterator[_Answered]:
    for path, digest, kept in asked:
        yield path, digest, kept or _scan(policy, path), kept is None


def _scan(policy: Policy, path: Path) -> Scan:
    scan = _scanner(policy).scan_file(path)
    return replace(scan, document=replace(scan.document, text="", blocks=()))


def _scans(policy: Policy, paths: Iterable[Path]) -> list[Scan]:
    return [_scan(policy, path) for path in paths]


@cache
def _scanner(policy: Policy) -> Scanner:
    """The one scanner of a process."""
    return Scanner.from_policy(policy)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # scanning it says what is wrong


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # scanning it says what is wrong


def _in_processes(policy: Policy, asked: Iterable[_Asked], *, jobs: int, at_once: int) -> Iterator[_Answered]:
    """Files that need a scan go to the pool in handfuls; answers leave in the order they were asked."""
    waiting: deque[tuple[list[_Asked], Future[list[Scan]]]] = deque()
    with _Pool(policy, jobs) as pool:
        for handful in _handfuls(asked, at_once):
            waiting.append((handful, pool.submit(_new(handful))))
            if len(waiting) >= jobs * _WAITING:
                yield from _next(waiting, pool)
        while waiting:
            yield from _next(waiting, pool)


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


def _new(handful: Iterable[_Asked]) -> list[Path]:
    return [path for path, _, kept in handful if kept is None]


def _next(waiting: deque[tuple[list[_Asked], Future[list[Scan]]]], pool: _Pool) -> list[_Answered]:
    handful, answer = waiting[0]
    try:
        scans = answer.result()
    except (BrokenProcessPool, CancelledError):
        # Somebody killed a worker. Whose file it held is not known: all that waited are asked again, and
        # those of the first handful are tried one by one.
        pool.renew()
        for i, (other, _) in enumerate(waiting):
            if i:
                waiting[i] = (other, pool.submit(_new(other)))
        scans = [_alone(pool.policy, path) for path in _new(handful)]
    waiting.popleft()
    new = iter(scans)
    return [(path, digest, kept or next(new), kept is None) for path, digest, kept in handful]


class _Pool:
    """Worker processes, started when the first file needs one."""

    def __init__(self, policy: Policy, jobs: int) -> None:
        self.policy = policy
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def submit(self, paths: list[Path]) -> Future[list[Scan]]:
        """Hand files to a worker; without any, none is started."""
        if not paths:
            nothing: Future[list[Scan]] = Future()
            nothing.set_result([])
            return nothing
        for _ in range(_TRIES):
            try:
                return self._running().submit(_scans, self.policy, paths)
            except BrokenProcessPool:  # somebody killed a worker since: those that wait are asked again later
                self.renew()
        return self._running().submit(_scans, self.policy, paths)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            _scanner(self.policy).prepare()
            self._executor = ProcessPoolExecutor(self._jobs, mp_context=get_context(_way_to_start()))
        return self._executor

    def renew(self) -> None:
        """Leave a broken pool behind; the next file starts another."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _way_to_start() -> str:
    """A copy of this process starts at once, its scanner ready; with threads about, a copy may hang."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _alone(policy: Policy, path: Path) -> Scan:
    with _Pool(policy, 1) as pool:
        try:
            return pool.submit([path]).result()[0]
        except BrokenProcessPool:
            return _unread(path)


def _unread(path: Path) -> Scan:
    document = Document(name=path.name, sha256=_digest(path), media="unknown", text="", blocks=())
    gap = Gap(code="reader_failed", location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
