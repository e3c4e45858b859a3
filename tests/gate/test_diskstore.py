"""Files on disk, seen as git's are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import UsageError
from review.gate.diskstore import DiskTree

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_is_walked(tmp_path: Path) -> None:
    """Hidden files and links too; links to folders are named, not followed; git's own folder is left out."""
    for name in ("b/c.txt", "a.txt", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link").symlink_to("b", target_is_directory=True)
    tree = DiskTree(tmp_path)
    assert list(tree.walk(tmp_path)) == [".hidden", "a.txt", "link", "b/c.txt"]
    assert list(tree.walk(tmp_path / "b")) == ["b/c.txt"]
    assert [tree.kind(p) for p in ("a.txt", "b", "link", "none")] == ["file", "other", "symlink", "missing"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """One sentence with the path."""
    with pytest.raises(UsageError) as caught:
        DiskTree(tmp_path).read("none")
    assert caught.value.where == "none"
