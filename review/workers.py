"""A function over many files, or other jobs, in several processes: a killed worker costs one try.

No thread, no lock and no queue is shared with a worker, only a pipe of its own: whatever happens to one, the
others and this process go on. (A pool of the standard library may wait for ever once a worker is killed.)
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, Self, TypeVar, cast

from review.cores import cores, own_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
Job = TypeVar("Job")
Answer = TypeVar("Answer")

_AHEAD = 32
"""Files handed out or answered ahead of the one that is due, for each worker, so that memory stays flat."""
_IN_HAND = 3
"""Files a worker has at once: the one it works on, and what it goes on with while we are busy."""
_TRIES = 3
"""Workers that a file may take with it before it is given up: somebody else may have killed the first two."""


def answers(
    work: Callable[[Job], Answer], tasks: Iterable[tuple[T, Job | None]], jobs: int
) -> Iterator[tuple[T, Answer | None]]:
    """For each task (anything, and a file, another job or None) the same with an answer, in their order.

    None is the answer for None, and for a job that three workers did not survive.

    Raises:
        Exception: what ``work`` raised for the job that is due.
    """
    due: deque[tuple[T, _Errand[Job, Answer]]] = deque()
    crew: _Crew[Job, Answer] = _Crew(work, jobs)
    with crew:
        for asked, job in tasks:
            due.append((asked, crew.send(job)))
            while due and (due[0][1].is_done or len(due) >= jobs * _AHEAD):
                thing, errand = due.popleft()
                yield thing, crew.answer_to(errand)
        for thing, errand in due:
            yield thing, crew.answer_to(errand)


class _Errand(Generic[Job, Answer]):
    """One file and what became of it."""

    __slots__ = ("answer", "deaths", "error", "is_done", "job")

    def __init__(self, job: Job | None) -> None:
        self.job = job
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self.is_done = job is None
        self.deaths = 0

    def done(self, answer: Answer | Exception | None) -> None:
        self.is_done = True
        if isinstance(answer, Exception):
            self.error = answer
        else:
            self.answer = answer


class _Worker(Generic[Job, Answer]):
    """A process of ours, the pipe to it, and the errands it has, the oldest first."""

    def __init__(self, work: Callable[[Job], Answer], core: int | None) -> None:
        context = cast("ForkContext", get_context(_way_to_start()))
        self.pipe, theirs = context.Pipe()
        self.errands: deque[_Errand[Job, Answer]] = deque()
        self.core = core
        self._process = context.Process(target=_serve, args=(theirs, work, core), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends when the worker does

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def close(self) -> None:
        """Send it home; one that is still at work is stopped."""
        if self.errands:
            self._process.kill()
        else:
            with suppress(OSError):  # it is gone already
                self.pipe.send(None)
        self._process.join()
        self.pipe.close()


class _Crew(Generic[Job, Answer]):
    """Up to so many workers, each started when there is a file for it."""

    def __init__(self, work: Callable[[Job], Answer], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._cores = own_cores() if jobs >= cores() else ()
        self._workers: list[_Worker[Job, Answer]] = []
        self._left: deque[_Errand[Job, Answer]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._workers:
            worker.close()

    def send(self, job: Job | None) -> _Errand[Job, Answer]:
        """Have somebody work at a file as soon as may be; nothing is done for None."""
        errand: _Errand[Job, Answer] = _Errand(job)
        if job is not None:
            self._left.append(errand)
            self._hand_out()
        return errand

    def answer_to(self, errand: _Errand[Job, Answer]) -> Answer | None:
        """Wait until it is done."""
        while not errand.is_done:
            self._listen()
        if errand.error is not None:
            raise errand.error
        return errand.answer

    def _listen(self) -> None:
        """Wait until a worker answers or dies."""
        speaking = wait([worker.pipe for worker in self._workers if worker.errands])
        for worker in [worker for worker in self._workers if worker.pipe in speaking]:
            try:
                answer = cast("Answer | Exception", worker.pipe.recv())
            except (EOFError, OSError):
                self._bury(worker)
            else:
                worker.errands.popleft().done(answer)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._left:
            worker = min(self._workers, key=lambda worker: len(worker.errands), default=None)
            if worker is not None and not worker.errands and not worker.is_alive():
                self._dismiss(worker)  # killed while idle; of one that dies at work we hear when we listen
                continue
            if worker is None or (worker.errands and len(self._workers) < self._jobs):
                worker = _Worker(self._work, self._idlest_core())
                self._workers.append(worker)
            if len(worker.errands) >= _IN_HAND:
                return
            errand = self._left.popleft()
            worker.errands.append(errand)
            with suppress(OSError):  # it died; we hear of it when we listen
                worker.pipe.send(errand.job)

    def _idlest_core(self) -> int | None:
        """A core with the fewest of our workers; None leaves the choice to the system."""
        taken = [worker.core for worker in self._workers]
        return min(self._cores, key=taken.count, default=None)

    def _bury(self, worker: _Worker[Job, Answer]) -> None:
        """Its files go to others; the one it worked on may be why it died."""
        suspect = worker.errands[0]
        suspect.deaths += 1
        if suspect.deaths >= _TRIES:
            suspect.done(None)
            worker.errands.popleft()
        self._left.extendleft(reversed(worker.errands))
        self._dismiss(worker)

    def _dismiss(self, worker: _Worker[Job, Answer]) -> None:
        self._workers.remove(worker)
        worker.close()


def _way_to_start() -> str:
    """A copy of this process starts at once and has its tables; with threads about, a copy may hang."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(pipe: Connection, work: Callable[[Job], Answer], core: int | None) -> None:
    """What a worker does: one answer for each file, until there is none or nobody to ask for it.

    Where all cores are to be used, each worker stays on one of them, and so does the process that reads for
    it: the two take turns, and moving them about costs a fifth of the time (docs/decisions/0117).
    """
    if core is not None:
        with suppress(OSError):
            os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    parent = cast("BaseProcess", parent_process()).sentinel
    with suppress(EOFError, OSError):
        while parent not in wait([pipe, parent]) and (job := pipe.recv()) is not None:
            try:
                answer: Answer | Exception = work(job)
            except Exception as error:  # noqa: BLE001 — raised again where it was asked
                answer = error
            pipe.send(answer)
