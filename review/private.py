"""A folder for ourselves alone, and files in it that are whole or not there."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path | None:
    """``prepub-review`` in the user's cache folder, or nothing if others could read or write it."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - may have no home
    if not os.path.isabs(base):  # noqa: PTH117 - as above
        return None
    folder = Path(base) / "prepub-review"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    closed = os.name != "posix" or not status.st_mode & 0o077
    return folder if stat.S_ISDIR(status.st_mode) and ours and closed else None


def write_private(path: Path, data: bytes) -> bool:
    """Put ``data`` at ``path`` at once and readable by us only; false if there is no room or no right."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True
