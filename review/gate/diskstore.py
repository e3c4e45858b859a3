"""Files of a folder on disk, seen in the same way as those git stores."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from review.errors import UsageError
from review.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class DiskTree:
    """The files under ``top``; paths are written with ``/``, from there."""

    def __init__(self, top: Path) -> None:
        """Nothing is read yet."""
        self.top = top

    def kind(self, path: str) -> str:
        """``file``, ``symlink``, ``other`` or ``missing``."""
        place = self.top / path
        if place.is_symlink():
            return "symlink"
        if place.is_file():
            return "file"
        return "other" if place.exists() else "missing"

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            UsageError: it cannot be read.
        """
        try:
            return (self.top / path).read_bytes()
        except OSError:
            raise UsageError(_("the file cannot be read"), where=path, remedy=_("check its rights")) from None

    def ending_with(self, suffix: str) -> list[str]:
        """Paths that end so, in order."""
        return sorted(path for path in self.walk(self.top) if path.endswith(suffix))

    def walk(self, folder: Path) -> Iterator[str]:
        """Every file and link under ``folder``, in order; what git keeps for itself is left out."""
        for parent, folders, files in os.walk(folder):
            base = os.path.relpath(parent, self.top)
            links = [name for name in folders if os.path.islink(os.path.join(parent, name))]  # noqa: PTH114, PTH118 - os.walk speaks text
            folders[:] = sorted(name for name in folders if name != ".git" and name not in links)
            for name in sorted((*files, *links)):
                yield os.path.normpath(os.path.join(base, name)).replace(os.sep, "/")  # noqa: PTH118
