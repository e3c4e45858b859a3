"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache, cached_property
from hashlib import file_digest
from multiprocessing import get_context
from typing import TYPE_CHECKING

from review.document import Document, Gap, Location
from review.scan_cache import ScanCache
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from review.policy import Policy

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
    worker = Worker(policy, cached=cached)
    if jobs == 1 or len(paths) == 1:
        for path in paths:
            yield path, worker.scan(path)
        return
    yield from _in_processes(worker, paths, min(jobs, len(paths)))


class Worker:
    """Scans one file after the other; sent to another process it is built anew there, once."""

    def __init__(self, policy: Policy, *, cached: bool) -> None:
        self.policy = policy
        self.cached = cached

    def __reduce__(self) -> tuple[Callable[[Policy, bool], Worker], tuple[Policy, bool]]:
        """Only what it is built from travels; a process that has one already keeps it."""
        return _worker, (self.policy, self.cached)

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner.from_policy(self.policy)

    @cached_property
    def _cache(self) -> ScanCache:
        return ScanCache(self._scanner.ruleset, repr(self._scanner.settings) + repr(self.policy.limits))

    def scan(self, path: Path) -> Scan:
        """Scan a file, or find the scan made of the same bytes before."""
        digest = _digest(path) if self.cached else ""
        kept = self._cache.get(path.name, digest) if digest else None
        if kept is not None:
            return kept
        scan = self._scanner.scan_file(path)
        if digest and digest == scan.document.sha256:
            self._cache.put(path.name, digest, scan)
        return replace(scan, document=replace(scan.document, text="", blocks=()))


@cache
def _worker(policy: Policy, cached: bool) -> Worker:  # noqa: FBT001 - as ``__reduce__`` hands it over
    return Worker(policy, cached=cached)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # scanning it says what is wrong


def _in_processes(worker: Worker, paths: list[Path], jobs: int) -> Iterator[tuple[Path, Scan]]:
    waiting: deque[tuple[Path, Future[Scan]]] = deque()
    rest = deque(paths)
    while rest or waiting:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            try:
                while rest or waiting:
                    while rest and len(waiting) < jobs * _WAITING:
                        waiting.append((rest[0], pool.submit(worker.scan, rest[0])))
                        rest.popleft()
                    yield waiting[0][0], waiting[0][1].result()
                    waiting.popleft()
            except BrokenProcessPool:
                # Somebody killed a worker. Whose file it held is not known: the first one is tried alone.
                suspect, _future = waiting.popleft()
                rest.extendleft(path for path, _future in reversed(waiting))
                waiting.clear()
                yield suspect, _alone(worker, suspect)


def _alone(worker: Worker, path: Path) -> Scan:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(worker.scan, path).result()
        except BrokenProcessPool:
            return _unread(path)


def _unread(path: Path) -> Scan:
    document = Document(name=path.name, sha256=_digest(path), media="unknown", text="", blocks=())
    gap = Gap(code="reader_failed", location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
