"""Many files, several at a time: scans come back in the order of the files, whatever finishes first."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from typing import TYPE_CHECKING

from review.document import Document, Gap, Location
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from review.policy import Policy

_WAITING = 4
"""Files handed out ahead for each worker: enough to keep it busy, few enough to keep memory flat."""
_scanners: dict[Policy, Scanner] = {}
"""The one scanner of a worker process."""


def scan_files(policy: Policy, files: Iterable[Path], *, jobs: int = 1) -> Iterator[tuple[Path, Scan]]:
    """Scan files with ``jobs`` processes; with more than one, scans come without their text."""
    paths = list(files)
    if jobs == 1 or len(paths) == 1:
        scanner = Scanner.from_policy(policy)
        for path in paths:
            yield path, scanner.scan_file(path)
        return
    yield from _in_processes(policy, paths, min(jobs, len(paths)))


def _in_processes(policy: Policy, paths: list[Path], jobs: int) -> Iterator[tuple[Path, Scan]]:
    waiting: deque[tuple[Path, Future[Scan]]] = deque()
    rest = deque(paths)
    while rest or waiting:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            try:
                while rest or waiting:
                    while rest and len(waiting) < jobs * _WAITING:
                        waiting.append((rest[0], pool.submit(_scan, policy, rest[0])))
                        rest.popleft()
                    yield waiting[0][0], waiting[0][1].result()
                    waiting.popleft()
            except BrokenProcessPool:
                # Somebody killed a worker. Whose file it held is not known: the first one is tried alone.
                suspect, _future = waiting.popleft()
                rest.extendleft(path for path, _future in reversed(waiting))
                waiting.clear()
                yield suspect, _alone(policy, suspect)


def _alone(policy: Policy, path: Path) -> Scan:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_scan, policy, path).result()
        except BrokenProcessPool:
            return _unread(path)


def _unread(path: Path) -> Scan:
    data = path.read_bytes()
    document = Document(name=path.name, sha256=sha256(data).hexdigest(), media="unknown", text="", blocks=())
    gap = Gap(code="reader_failed", location=Location(part="file"))
    return Scan(document=document, findings=(), gaps=(gap,), characters=0)


def _scan(policy: Policy, path: Path) -> Scan:
    if policy not in _scanners:
        _scanners[policy] = Scanner.from_policy(policy)
    scan = _scanners[policy].scan_file(path)
    return replace(scan, document=replace(scan.document, text="", blocks=()))


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
