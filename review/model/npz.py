"""Arrays of float32 as numpy keeps them (``.npz``, a zip of ``.npy``), with the standard library.

Importing numpy costs more than judging a page.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from array import array
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = b"\x93NUMPY\x01\x00"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def written(arrays: Mapping[str, tuple[tuple[int, ...], array[float]]]) -> bytes:
    """The file of some arrays (shape and numbers, row after row); equal input gives equal bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, (shape, values) in arrays.items():
            head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape!r}, }}"
            head += " " * (-(len(_MAGIC) + 2 + len(head) + 1) % 64) + "\n"
            body = _little(values).tobytes()
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            archive.writestr(info, _MAGIC + struct.pack("<H", len(head)) + head.encode("latin-1") + body)
    return buffer.getvalue()


def read(data: bytes) -> dict[str, array[float]]:
    """The arrays in such a file.

    Raises:
        ValueError: it is no such file, or damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
    except (zipfile.BadZipFile, struct.error) as error:
        raise ValueError("no npz") from error


def _array(data: bytes) -> array[float]:
    if not data.startswith(_MAGIC) or b"'<f4'" not in data[:128]:
        raise ValueError("not an array of float32")
    (length,) = struct.unpack_from("<H", data, len(_MAGIC))
    values = array("f")
    values.frombytes(data[len(_MAGIC) + 2 + length :])
    return _little(values)


def _little(values: array[float]) -> array[float]:
    """Little-endian, whatever the machine is."""
    if sys.byteorder == "big":
        values = array("f", values)
        values.byteswap()
    return values
