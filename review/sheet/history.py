"""The earlier version of a draft, found in git by its digest."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_VERSIONS = 500
"""Versions of one draft that are looked through, newest first."""
_LONGEST = 60
"""Seconds that git may take for the list of versions."""


def find_earlier(draft: Path, sha256: str) -> bytes | None:
    """The bytes of a version of ``draft`` with this digest; nothing without git or if none has it.

    The staged version is looked at first, then every commit of every branch that changed the file.
    """
    for blob in _blobs(draft):
        data = _git(draft, "cat-file", "blob", blob)
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return data
    return None


def _blobs(draft: Path) -> Iterator[str]:
    """Ids of the blobs that were this file, the newest first, none twice."""
    staged = _git(draft, "ls-files", "--stage", "-z", "--", draft.name) or b""
    history = _git(
        draft, "log", "--all", "--format=", "--raw", "--no-abbrev", "--no-renames", "-m",
        f"--max-count={MOST_VERSIONS}", "--", draft.name,
    ) or b""  # fmt: skip
    seen: set[str] = set()
    lines = [line.split()[1] for line in staged.split(b"\0") if line]
    for line in history.splitlines():
        if line.startswith(b":"):
            lines += [line.split()[3], line.split()[2]]
    for raw in lines:
        blob = raw.decode("ascii")
        if blob not in seen and blob.strip("0"):
            seen.add(blob)
            yield blob


def _git(draft: Path, *arguments: str) -> bytes | None:
    """What git prints, run beside the draft; nothing if it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "--literal-pathspecs", *arguments],
            cwd=draft.resolve().parent, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
