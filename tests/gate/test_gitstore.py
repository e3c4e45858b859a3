"""Reading what git stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import ReviewError, UsageError
from review.gate.gitstore import (
    INDEX,
    NOTHING,
    GitTree,
    changed_paths,
    commit_of,
    head_of,
    merge_base,
    top_of,
)
from tests.builders.repository import Repository, make_repository

if TYPE_CHECKING:
    from pathlib import Path

ODD = "公开/新 文件\n第二行\t“引号”.txt"


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """One commit with two files."""
    one = make_repository(tmp_path, monkeypatch, capsys)
    one.write(ODD, b"first\r\n\0")
    one.write("b", b"b")
    one.commit(".")
    return one


def test_the_index_counts_and_not_the_work_tree(repository: Repository) -> None:
    """What is staged is what is read, for names of every kind."""
    repository.write(ODD, b"staged")
    repository.git("add", "--all")
    repository.write(ODD, b"changed since")
    with GitTree(repository.top, INDEX) as index, GitTree(repository.top, "HEAD") as head:
        assert index.read(ODD) == b"staged"
        assert head.read(ODD) == b"first\r\n\0"
        assert head.read("b") == b"b"
        assert changed_paths(head, index) == (ODD,)


def test_a_rename_is_both_of_its_names(repository: Repository) -> None:
    """So that neither side is passed over."""
    repository.git("mv", "b", "c")
    with GitTree(repository.top, "HEAD") as head, GitTree(repository.top, INDEX) as index:
        assert changed_paths(head, index) == ("b", "c")
        assert index.kind("b") == "missing"


def test_kinds(repository: Repository) -> None:
    """Links and submodules are told apart from files; a mere change of mode is a change."""
    (repository.top / "link").symlink_to("b")
    repository.git("add", "--all")
    repository.git("update-index", "--chmod=+x", "b")
    head = repository.git("rev-parse", "HEAD").text.strip()
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    with GitTree(repository.top, INDEX) as index, GitTree(repository.top, "HEAD") as old:
        assert [index.kind(p) for p in ("b", "link", "sub", "none")] == [
            "file",
            "symlink",
            "submodule",
            "missing",
        ]
        assert changed_paths(old, index) == ("b", "link", "sub")


def test_replaced_objects_are_ignored(repository: Repository) -> None:
    """``git replace`` shows another content for an id; what is pushed is the real one."""
    repository.write("other", b"harmless")
    repository.git("add", "--all")
    ids = [repository.git("rev-parse", f":{p}").text.strip() for p in ("b", "other")]
    repository.git("replace", *ids)
    with GitTree(repository.top, INDEX) as index:
        assert index.read("b") == b"b"


def test_before_the_first_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no HEAD yet: nothing stands there."""
    one = make_repository(tmp_path, monkeypatch, capsys)
    assert head_of(one.top) == NOTHING
    with GitTree(one.top, NOTHING) as nothing:
        assert not nothing.entries


def test_commits_are_found_or_refused(repository: Repository) -> None:
    """Unknown names and options in disguise name no commit."""
    head = head_of(repository.top)
    assert commit_of(repository.top, "main") == head
    assert commit_of(repository.top, "0" * 40) == NOTHING
    assert merge_base(repository.top, head, head) == head
    for bad in ("nowhere", "--all", "main:b"):
        with pytest.raises(UsageError):
            commit_of(repository.top, bad)


def test_a_folder_outside_any_repository(tmp_path: Path) -> None:
    """One sentence with what to do."""
    with pytest.raises(UsageError) as caught:
        top_of(tmp_path)
    assert caught.value.what == "this is no git repository"


def test_a_machine_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear sentence instead of a stack."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReviewError) as caught:
        top_of(tmp_path)
    assert str(caught.value) == "git is not on this machine → install git"


def test_an_unfinished_merge(repository: Repository) -> None:
    """Two versions of a file are none."""
    repository.git("checkout", "--quiet", "-b", "side")
    repository.write("b", b"side")
    repository.commit(".")
    repository.git("checkout", "--quiet", "main")
    repository.write("b", b"main")
    repository.commit(".")
    repository.git("merge", "side", check=False)
    with pytest.raises(ReviewError, match="a merge is not finished"):
        GitTree(repository.top, INDEX)


def test_content_that_is_not_there(repository: Repository) -> None:
    """A partial clone without the blob is a failure, never an empty file."""
    oid = repository.git("rev-parse", "HEAD:b").text.strip()
    blob = repository.top / ".git" / "objects" / oid[:2] / oid[2:]
    blob.chmod(0o644)
    blob.unlink()
    with GitTree(repository.top, "HEAD") as head, pytest.raises(ReviewError):
        head.read("b")
