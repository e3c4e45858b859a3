"""A real git repository for tests, with real keys, and the command line in the same process."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from review import commands
from review.sheet.record import dump_sheet, load_sheet
from tests.builders.office import make_key, release

CHECKOUT = Path(__file__).resolve().parents[2]


def needs_git() -> None:
    """Skip where the machine has no git."""
    if shutil.which("git") is None:
        pytest.skip("needs git")


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended and what it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree in which people work; the command line runs in it."""

    top: Path
    keys: Path
    capsys: pytest.CaptureFixture[str]

    def review(self, *arguments: str) -> Run:
        """``review ARGUMENTS``."""
        with pytest.raises(SystemExit) as ended:
            commands.main(list(arguments))
        said = self.capsys.readouterr()
        return Run(int(ended.value.code or 0), said.out + said.err)

    def git(self, *arguments: str, check: bool = True) -> Run:
        """``git ARGUMENTS``, with hooks that find the program of this checkout."""
        path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH", ""))))
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, capture_output=True, check=False, text=True,
            env={**os.environ, "PYTHONPATH": path, "REVIEW_LANG": "en"},
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stderr
        return Run(done.returncode, done.stdout + done.stderr)

    def commit(self, *paths: str, hooks: bool = True) -> Run:
        """Stage these paths and commit; with hooks the gate may refuse."""
        self.git("add", "--all", "--force", "--", *paths)
        quiet = () if hooks else ("--no-verify",)
        return self.git("commit", "--quiet", "-m", "change", *quiet, check=not hooks)

    def write(self, path: str, data: bytes) -> Path:
        """A file of the work tree."""
        place = self.top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return place

    def key(self, name: str, kind: str = "ed25519") -> Path:
        """The key of that name, made when it is first asked for."""
        key = self.keys / name
        return key if key.exists() else make_key(self.keys, name, kind)

    def remember(self, saved: Path) -> None:
        """Put work tree, history and keys aside."""
        shutil.copytree(self.top.parent, saved, symlinks=True)

    def recall(self, saved: Path) -> None:
        """Be as things were then."""
        for folder in (self.top, self.keys):
            shutil.rmtree(folder)
            shutil.copytree(saved / folder.name, folder, symlinks=True)
        os.chdir(self.top)

    def decide(self, document: str) -> None:
        """Release every finding as a false alarm."""
        path = self.top / f"{document}.review.yaml"
        sheet = load_sheet(path.read_bytes(), path.name)
        path.write_bytes(dump_sheet(sheet.decide(*(release(one) for one in sheet.undecided()))))

    def sign(self, document: str, role: str, key: str) -> Run:
        """``review sign``."""
        return self.review("sign", f"{document}.review.yaml", "--as", role, "--key", str(self.keys / key))


def make_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """An empty repository; the current folder is its top."""
    needs_git()
    top, keys = tmp_path / "公文", tmp_path / "keys"
    top.mkdir()
    keys.mkdir()
    monkeypatch.chdir(top)
    monkeypatch.setenv("REVIEW_LANG", "en")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example")
    one = Repository(top=top, keys=keys, capsys=capsys)
    one.git("init", "--quiet", "--initial-branch=main")
    return one
