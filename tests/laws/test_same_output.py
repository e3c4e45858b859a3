"""Law 8: the same input gives the same output, byte for byte: order, ids, YAML."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
DRAFTS = TOP / "examples" / "drafts"


def run(folder: Path, seed: str, *arguments: str) -> str:
    """The program in a process of its own, with its own order of sets."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "REVIEW_LANG": "zh_CN"}
    done = subprocess.run(
        [sys.executable, str(TOP / "cli.py"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 10, 11), done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The example drafts, twice, in folders of different names."""
    if not DRAFTS.is_dir():
        pytest.skip("needs examples/drafts")
    made = tuple(tmp_path_factory.mktemp(name) / "drafts" for name in ("a", "another"))
    for folder in made:
        shutil.copytree(DRAFTS, folder)
    return made[0], made[1]


def test_two_runs_say_the_same(folders: tuple[Path, Path]) -> None:
    """Report and sheets, with different hash seeds; only the time of the run differs."""
    reports = []
    for folder, seed in zip(folders, ("1", "4242"), strict=True):
        report = json.loads(run(folder, seed, "check", "--format", "json", "--sheet", "."))
        assert report.pop("scanned_at")
        reports.append(report)
    assert reports[0] == reports[1]
    sheets = [{p.name: p.read_bytes() for p in folder.glob("*.review.yaml")} for folder in folders]
    assert sheets[0]
    assert sheets[0] == sheets[1]


def test_a_second_run_changes_no_sheet(folders: tuple[Path, Path]) -> None:
    """Refreshing a sheet that is up to date leaves its bytes alone."""
    before = {p.name: p.read_bytes() for p in folders[0].glob("*.review.yaml")}
    run(folders[0], "7", "check", "--sheet", ".")
    assert {p.name: p.read_bytes() for p in folders[0].glob("*.review.yaml")} == before
