"""Where the data that ships with the program lies, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from review.errors import DataError

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
