"""Many files: order, kept scans, and workers that die."""

from __future__ import annotations

from multiprocessing import active_children
from typing import TYPE_CHECKING, Any

import pytest

from review import batch
from review.batch import scan_files
from review.policy import default_policy

if TYPE_CHECKING:
    from pathlib import Path

LEAK = "联系人手机：13800000001\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def drafts(folder: Path, count: int) -> list[Path]:
    """Files that have a finding each."""
    paths = [folder / f"{i}.txt" for i in range(count)]
    for i, path in enumerate(paths):
        path.write_text(LEAK * (i + 1), encoding="utf-8")
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_scans_come_in_the_order_of_the_files(jobs: int, tmp_path: Path) -> None:
    """Whatever finishes first; the text stays behind, the findings come."""
    paths = drafts(tmp_path, 12)
    found = list(scan_files(default_policy(), paths, jobs=jobs, cached=False))
    assert [path for path, _scan in found] == paths
    assert [len(scan.findings[0].occurrences) for _path, scan in found] == list(range(1, 13))
    assert {scan.document.text for _path, scan in found} == {""}


def test_what_was_scanned_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run asks nobody; a run that was stopped goes on where it was; a changed file is new."""
    paths = drafts(tmp_path, 4)
    first = next(iter(scan_files(default_policy(), paths)))
    asked: list[Path] = []
    scan = batch._scan

    def noted(*given: Any) -> Any:
        asked.append(given[-1])
        return scan(*given)

    monkeypatch.setattr(batch, "_scan", noted)
    second = list(scan_files(default_policy(), paths))
    assert second[0] == first
    assert asked == paths[1:]
    paths[2].write_text("无\n", encoding="utf-8")
    asked.clear()
    again = dict(scan_files(default_policy(), paths))
    assert asked == [paths[2]]
    assert not again[paths[2]].findings


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_is_gone_is_a_gap_of_its_own(jobs: int, tmp_path: Path) -> None:
    """One of many may vanish or be locked while the others are read; the next run looks again."""
    paths = drafts(tmp_path, 4)
    text = paths[2].read_bytes()
    paths[2].unlink()
    found = dict(scan_files(default_policy(), paths, jobs=jobs))
    assert [gap.code for gap in found[paths[2]].gaps] == ["not_opened"]
    assert all(found[path].findings for path in paths if path != paths[2])
    paths[2].write_bytes(text)
    assert dict(scan_files(default_policy(), paths, jobs=jobs))[paths[2]].findings


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    """Every file has its scan, in order, although workers are killed on the way."""
    paths = drafts(tmp_path, 30)
    found: list[Path] = []
    killed = 0
    for path, scan in scan_files(default_policy(), paths, jobs=2, cached=False):
        found.append(path)
        assert scan.findings or [gap.code for gap in scan.gaps] == ["reader_failed"]
        if len(found) in (3, 15):
            killed += _kill_a_child()
    assert found == paths
    assert killed == 2


def _kill_a_child() -> int:
    """Kill one worker process of ours; 1 if there was one."""
    for child in active_children():
        child.kill()
        return 1
    return 0
