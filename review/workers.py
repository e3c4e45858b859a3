"""A function over many files in several processes: answers in order, and a killed worker costs nothing."""

from __future__ import annotations

import sys
import threading
from collections import deque
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")
Answer = TypeVar("Answer")

WAITING = 4
"""Tasks handed out ahead for each worker: enough to keep it busy, few enough to keep memory flat."""
_TRIES = 3


def answers(
    work: Callable[[Path], Answer], tasks: Iterable[tuple[T, Sequence[Path]]], jobs: int
) -> Iterator[tuple[T, list[Answer | None]]]:
    """For each task (anything, and files) the same thing with an answer a file, in the order of the tasks.

    None is the answer for a file at which a worker dies even when it is tried alone.
    """
    waiting: deque[tuple[T, Sequence[Path], Future[list[Answer]]]] = deque()
    with _Pool(work, jobs) as pool:
        for thing, paths in tasks:
            waiting.append((thing, paths, pool.submit(paths)))
            if len(waiting) >= jobs * WAITING:
                yield _next(waiting, pool)
        while waiting:
            yield _next(waiting, pool)


def _next(
    waiting: deque[tuple[T, Sequence[Path], Future[list[Answer]]]], pool: _Pool[Answer]
) -> tuple[T, list[Answer | None]]:
    thing, paths, answer = waiting[0]
    found: list[Answer | None]
    try:
        found = [*answer.result()]
    except (BrokenProcessPool, CancelledError):
        # Somebody killed a worker. Whose file it held is not known: all that waited are asked again, and
        # those of the first task are tried one by one.
        pool.renew()
        for i, (other, held, _) in enumerate(waiting):
            if i:
                waiting[i] = (other, held, pool.submit(held))
        found = [_alone(pool.work, path) for path in paths]
    waiting.popleft()
    return thing, found


class _Pool(Generic[Answer]):
    """Worker processes, started when the first file needs one."""

    def __init__(self, work: Callable[[Path], Answer], jobs: int) -> None:
        self.work = work
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def submit(self, paths: Sequence[Path]) -> Future[list[Answer]]:
        """Hand files to a worker; without any, none is started."""
        if not paths:
            nothing: Future[list[Answer]] = Future()
            nothing.set_result([])
            return nothing
        for _ in range(_TRIES):
            try:
                return self._running().submit(_each, self.work, paths)
            except BrokenProcessPool:  # somebody killed a worker since: those that wait are asked again later
                self.renew()
        return self._running().submit(_each, self.work, paths)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._jobs, mp_context=get_context(_way_to_start()))
        return self._executor

    def renew(self) -> None:
        """Leave a broken pool behind; the next file starts another."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _way_to_start() -> str:
    """A copy of this process starts at once and has its tables; with threads about, a copy may hang."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _each(work: Callable[[Path], Answer], paths: Sequence[Path]) -> list[Answer]:
    return [work(path) for path in paths]


def _alone(work: Callable[[Path], Answer], path: Path) -> Answer | None:
    with _Pool(work, 1) as pool:
        try:
            return pool.submit([path]).result()[0]
        except BrokenProcessPool:
            return None
