"""Arrays as numpy keeps them (``.npz``, a zip of ``.npy``), with the standard library: float32 and int8.

Importing numpy costs more than judging a page.
"""

from __future__ import annotations

import math
import struct
import sys
import zipfile
from array import array
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = b"\x93NUMPY\x01\x00"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_KINDS = {"f": "<f4", "b": "|i1"}
"""What a number is called by ``array`` and by numpy."""


def written(arrays: Mapping[str, tuple[tuple[int, ...], array[Any]]]) -> bytes:
    """The file of some arrays (shape and numbers, row after row); equal input gives equal bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, (shape, values) in arrays.items():
            kind = _KINDS[values.typecode]
            head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape!r}, }}"
            head += " " * (-(len(_MAGIC) + 2 + len(head) + 1) % 64) + "\n"
            body = _little(values).tobytes()
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            archive.writestr(info, _MAGIC + struct.pack("<H", len(head)) + head.encode("latin-1") + body)
    return buffer.getvalue()


def read(data: bytes) -> dict[str, array[Any]]:
    """The arrays in such a file.

    Raises:
        ValueError: it is no such file, or damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
    except (zipfile.BadZipFile, struct.error) as error:
        raise ValueError("no npz") from error


def is_finite(values: array[Any]) -> bool:
    """Whether all are numbers: whole ones are, and few others have an exponent that begins as infinity's."""
    if values.typecode != "f":
        return True
    highest = _little(values).tobytes()[3::4]
    return not (_POSITIVE in highest or _NEGATIVE in highest) or all(map(math.isfinite, values))


def _array(data: bytes) -> array[Any]:
    if not data.startswith(_MAGIC):
        raise ValueError("no array")
    (length,) = struct.unpack_from("<H", data, len(_MAGIC))
    start = len(_MAGIC) + 2 + length
    values: array[Any] = array(_kind(data[:start]))
    values.frombytes(data[start:])
    return _little(values)


def _kind(head: bytes) -> str:
    for ours, theirs in _KINDS.items():
        if f"'{theirs}'".encode() in head:
            return ours
    raise ValueError("neither float32 nor int8")


_POSITIVE, _NEGATIVE = 0x7F, 0xFF
"""First byte of a float32 that is infinite or no number; of one beyond 1e38 too."""


def _little(values: array[Any]) -> array[Any]:
    """Little-endian, whatever the machine is."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values
