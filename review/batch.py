"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import CancelledError, ProcessPoolExecutor
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
    from concurrent.futures import Future

    from review.policy import Policy

_Asked = tuple[Path, str, Scan | None]
_Answered = tuple[Path, str, Scan, bool]
"""File, its digest, its scan, and whether the scan is new."""
_TRIES = 3
_WAITING = 4
"""Files handed out ahead for each worker: enough to keep it busy, few enough to keep memory flat."""


def scan_files(
    policy: Policy, files: Iterable[Path], *, jobs: int = 1, cached: bool = True
) -> Iterator[tuple[Path, Scan]]:
    """Scan files with ``jobs`` processes; scans come without their text.

    With ``cached``, a file that was scanned before by the same rules is not read again, so that a run that
    was interrupted goes on where it stopped.
    """
    paths = list(files)
    keeper = _keeper(policy) if cached else None
    scans = _here if jobs == 1 or len(paths) == 1 else partial(_in_processes, jobs=jobs)
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


def _in_processes(policy: Policy, asked: Iterable[_Asked], *, jobs: int) -> Iterator[_Answered]:
    """Files that need a scan go to the pool, a few ahead; answers leave in the order they were asked."""
    waiting: deque[tuple[Path, str, Scan | Future[Scan]]] = deque()
    with _Pool(policy, jobs) as pool:
        for path, digest, kept in asked:
            waiting.append((path, digest, kept or pool.submit(path)))
            if len(waiting) >= jobs * _WAITING:
                yield _next(waiting, pool)
        while waiting:
            yield _next(waiting, pool)


def _next(waiting: deque[tuple[Path, str, Scan | Future[Scan]]], pool: _Pool) -> _Answered:
    path, digest, answer = waiting[0]
    if isinstance(answer, Scan):
        waiting.popleft()
        return path, digest, answer, False
    try:
        scan = answer.result()
    except (BrokenProcessPool, CancelledError):
        # Somebody killed a worker. Whose file it held is not known: all that waited are asked again, and
        # the first one is tried alone.
        pool.renew()
        for i, (other, mark, held) in enumerate(waiting):
            if i and not isinstance(held, Scan):
                waiting[i] = (other, mark, pool.submit(other))
        scan = _alone(pool.policy, path)
    waiting.popleft()
    return path, digest, scan, True


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

    def submit(self, path: Path) -> Future[Scan]:
        """Hand a file to a worker."""
        for _ in range(_TRIES):
            try:
                return self._running().submit(_scan, self.policy, path)
            except BrokenProcessPool:  # somebody killed a worker since: those that wait are asked again later
                self.renew()
        return self._running().submit(_scan, self.policy, path)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"))
        return self._executor

    def renew(self) -> None:
        """Leave a broken pool behind; the next file starts another."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _alone(policy: Policy, path: Path) -> Scan:
    with _Pool(policy, 1) as pool:
        try:
            return pool.submit(path).result()
        except BrokenProcessPool:
            return _unread(path)


def _unread(path: Path) -> Scan:
    document = Document(name=path.name, sha256=_digest(path), media="unknown", text="", blocks=())
    gap = Gap(code="reader_failed", location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
