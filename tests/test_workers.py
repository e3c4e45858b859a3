"""Worker processes: whatever becomes of one, every file has its answer and nobody waits for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from review import workers
from review.workers import answers

if TYPE_CHECKING:
    from collections.abc import Generator

ASKED = [Path(f"{i}.txt") for i in range(40)]


@pytest.fixture(autouse=True, params=["fork", "spawn"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "fork" and sys.platform != "linux":
        pytest.skip("workers are copies on Linux only")
    monkeypatch.setattr(workers, "_way_to_start", lambda: request.param)


def stem(path: Path) -> str:
    """Work that answers."""
    return path.stem


def stem_or_death(path: Path) -> str:
    """Work that kills its process at two files."""
    if path.stem in ("7", "23"):
        os.kill(os.getpid(), signal.SIGKILL)
    return path.stem


def stem_or_error(path: Path) -> str:
    """Work that raises at one file."""
    if path.stem == "7":
        raise ValueError(path.stem)
    return path.stem


def slow_stem(path: Path) -> str:
    """Work that leaves time to be killed."""
    time.sleep(0.01)
    return path.stem


def cores_of(_path: Path) -> tuple[int, ...]:
    """Work that says where it may run; a little slow, so that nobody does all of it."""
    time.sleep(0.01)
    return tuple(sorted(os.sched_getaffinity(0)))


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not tell cores")
def test_each_worker_stays_on_a_core() -> None:
    """Where all cores are asked for; where only some are, the system chooses."""
    mine = sorted(os.sched_getaffinity(0))
    found = {answer for _, answer in answers(cores_of, zip(ASKED, ASKED, strict=True), len(mine))}
    assert found == {(core,) for core in mine}
    if len(mine) > 1:
        few = {answer for _, answer in answers(cores_of, zip(ASKED, ASKED, strict=True), len(mine) - 1)}
        assert few == {tuple(mine)}


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_answers_come_in_order(jobs: int) -> None:
    """None where there is no file; nobody is left behind."""
    tasks = [(i, path if i % 3 else None) for i, path in enumerate(ASKED)]
    assert list(answers(stem, tasks, jobs)) == [(i, path.stem if path else None) for i, path in tasks]
    assert not active_children()


def test_a_file_that_kills_is_given_up() -> None:
    """It takes some workers with it; the others have their answers."""
    found = [answer for _, answer in answers(stem_or_death, zip(ASKED, ASKED, strict=True), 2)]
    assert found == [None if path.stem in ("7", "23") else path.stem for path in ASKED]


@pytest.mark.parametrize("moment", range(0, 40, 6))
def test_workers_killed_from_outside(moment: int) -> None:
    """Two of three, at any moment: every file still has its answer."""
    found: list[str | None] = []
    for _, answer in answers(slow_stem, zip(ASKED, ASKED, strict=True), 3):
        if len(found) == moment:
            for child in active_children()[:2]:
                child.kill()
        found.append(answer)
    assert found == [path.stem for path in ASKED]


def test_an_error_is_raised_where_it_was_asked() -> None:
    """After the answers before it."""
    running = answers(stem_or_error, zip(ASKED, ASKED, strict=True), 2)
    assert [answer for _, answer in islice(running, 7)] == [str(i) for i in range(7)]
    with pytest.raises(ValueError, match="7"):
        next(running)
    assert not active_children()


def test_one_who_stops_asking_leaves_nobody_behind() -> None:
    """An abandoned run ends its workers, at work or not."""
    running = cast("Generator[object]", answers(slow_stem, zip(ASKED, ASKED, strict=True), 2))
    next(running)
    assert active_children()
    running.close()
    assert not active_children()


def test_workers_go_when_their_parent_is_killed() -> None:
    """Each sees the end of its pipe, although a later copy of the parent holds the other end of an earlier one."""
    script = (
        "import os, signal, sys\n"
        "from multiprocessing import active_children\n"
        "from pathlib import Path\n"
        "from review import workers\n"
        "from tests.test_workers import ASKED, slow_stem\n"
        f"workers._way_to_start = lambda: {workers._way_to_start()!r}\n"
        "for i, _ in enumerate(workers.answers(slow_stem, zip(ASKED, ASKED), 3)):\n"
        "    if i == 9:\n"
        "        print(*[child.pid for child in active_children()], flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, check=False, cwd=Path(__file__).parents[1]
    )
    pids = [int(word) for word in ended.stdout.split()]
    assert len(pids) == 3
    for _ in range(200):
        if not any(_is_alive(pid) for pid in pids):
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Nobody may have asked after the dead one yet.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
