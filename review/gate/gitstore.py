"""What git stores: the index or a commit as a tree of blobs, never the work tree."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Self

from review.errors import ReviewError, UsageError
from review.i18n import _, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

INDEX = ":"
NOTHING = "0" * 40
_KINDS = {"100644": "file", "100755": "file", "120000": "symlink", "160000": "submodule"}


class GitTree:
    """The files of a commit, of the index (``INDEX``) or of nothing (zeros); reads blobs through one git.

    Use it in a ``with`` block.
    """

    def __init__(self, top: Path, ref: str) -> None:
        """List the tree of ``ref``."""
        self.top = top
        self.ref = ref
        self.entries: Mapping[bytes, bytes] = _entries(top, ref)
        """Path to mode and blob id, as git writes them: a large repository has many."""
        self._git: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Blobs can be read from here on."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the git that was started."""
        if self._git is not None:
            self._git.communicate()

    def kind(self, path: str) -> str:
        """``file``, ``symlink``, ``submodule``, ``other`` or ``missing``."""
        entry = self.entries.get(os.fsencode(path))
        return _KINDS.get(entry[:6].decode(), "other") if entry else "missing"

    def ending_with(self, suffix: str) -> list[str]:
        """Paths that end so, in order."""
        return sorted(os.fsdecode(p) for p in self.entries if p.endswith(suffix.encode()))

    def read(self, path: str) -> bytes:
        """The bytes git stores for ``path``."""
        if self._git is None:
            command = _command(self.top, "cat-file", "--batch")
            self._git = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
            )
        return _blob(self._git, self.entries[os.fsencode(path)][7:].decode("ascii"))


def _blob(git: subprocess.Popen[bytes], oid: str) -> bytes:
    assert git.stdin is not None  # noqa: S101 - opened with pipes above
    assert git.stdout is not None  # noqa: S101
    git.stdin.write(oid.encode() + b"\n")
    git.stdin.flush()
    head = git.stdout.readline().split()
    if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - id, type, size
        raise ReviewError(_("git does not have this file's content"), where=oid, remedy=_("run: git fetch"))
    size = int(head[2])
    data = git.stdout.read(size + 1)
    if len(data) != size + 1:
        raise ReviewError(_("git stopped while it was read from"), where=oid, remedy=_("run: git fsck"))
    return data[:-1]


def _environment() -> dict[str, str]:
    """The caller's, since git tells a hook by it which index to look at; replaced objects are ignored."""
    return {**os.environ, "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def _command(top: Path, *words: str) -> list[str]:
    return ["git", "-C", str(top), *words]


def _git(top: Path, *words: str) -> bytes | None:
    """What git prints, or nothing when it fails.

    Raises:
        ReviewError: there is no git.
    """
    try:
        done = subprocess.run(_command(top, *words), capture_output=True, check=False, env=_environment())
    except FileNotFoundError:
        raise ReviewError(_("git is not on this machine"), remedy=_("install git")) from None
    return done.stdout if done.returncode == 0 else None


_NO_TOP = {
    False: (marked("this is no git repository"), marked("run it inside one, or name files to check")),
    True: (
        marked("git does not open this repository"),
        marked("run git status there; if it belongs to another user, set safe.directory"),
    ),
}


def top_of(folder: Path) -> Path:
    """The top of the work tree around ``folder``.

    Raises:
        UsageError: there is none.
    """
    found = _git(folder, "rev-parse", "--show-toplevel")
    if not found or not found.strip():
        inside = any((parent / ".git").exists() for parent in (folder.resolve(), *folder.resolve().parents))
        what, remedy = _NO_TOP[inside]
        raise UsageError(_(what), where=str(folder), remedy=_(remedy))
    return Path(os.fsdecode(found.rstrip(b"\r\n")))


def commit_of(top: Path, ref: str) -> str:
    """The id of the commit ``ref`` names; zeros name nothing.

    Raises:
        UsageError: there is no such commit here.
    """
    if set(ref) == {"0"}:
        return NOTHING
    found = (
        None if ref.startswith("-") else _git(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    )
    if not found:
        raise UsageError(
            _("there is no such commit"),
            where=ref,
            remedy=_("check the name; a shallow clone lacks old commits"),
        )
    return found.decode().strip()


def head_of(top: Path) -> str:
    """The id of HEAD; zeros before the first commit."""
    found = _git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return found.decode().strip() if found else NOTHING


def merge_base(top: Path, one: str, other: str) -> str:
    """The best common ancestor; zeros when there is none."""
    found = _git(top, "merge-base", one, other)
    return found.decode().strip() if found else NOTHING


def _entries(top: Path, ref: str) -> dict[bytes, bytes]:
    if ref == NOTHING:
        return {}
    listing = ("ls-files", "-s", "-z") if ref == INDEX else ("ls-tree", "-r", "-z", "--full-tree", ref)
    found = _git(top, *listing)
    if found is None:
        raise ReviewError(_("git cannot list the files"), where=ref, remedy=_("run: git fsck"))
    rows = (row.partition(b"\t") for row in found.split(b"\0") if row)
    if ref == INDEX:
        return {path: _staged(head, path) for head, _tab, path in rows}
    return {path: head[:7] + head.rpartition(b" ")[2] for head, _tab, path in rows}


def _staged(head: bytes, path: bytes) -> bytes:
    """Mode and id of a row ``mode id stage``; a stage other than 0 is one side of a conflict."""
    if not head.endswith(b" 0"):
        raise ReviewError(
            _("a merge is not finished"), where=os.fsdecode(path), remedy=_("resolve it, then run git add")
        )
    return head[:-2]


def changed_paths(old: GitTree, new: GitTree) -> tuple[str, ...]:
    """Paths that are not the same in both trees: added, changed, deleted. A rename is both of its names."""
    return tuple(sorted({os.fsdecode(path) for path, _entry in old.entries.items() ^ new.entries.items()}))


def hooks_folder(top: Path) -> Path:
    """Where git looks for hooks."""
    found = _git(top, "rev-parse", "--git-path", "hooks")
    return top / os.fsdecode((found or b".git/hooks").rstrip(b"\r\n"))
