"""Where the data that ships with the program lies, in a checkout and in an installed wheel."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Folder ``lexicons`` or ``models``: inside the wheel, else at the top of the checkout.

    Raises:
        DataError: neither is there.
    """
    for folder in (_PACKAGE / "bundled" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise DataError(f"the folder {name}/ is missing", where=str(_PACKAGE), remedy="install the package again")


def digest_of(paths: Iterable[Path]) -> str:
    """``sha256:…`` over the names and bytes of files, and of all files in folders, in order."""
    total = sha256()
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else (path,):
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            total.update(f"{len(name.encode())} {name} ".encode())
            total.update(sha256(file.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"
