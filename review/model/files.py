"""Reads and writes a model folder: ``model.json`` and ``weights.npz``, with every check that can be made.

``weights.npz`` is what numpy calls it (a zip of ``.npy`` arrays, float32) and numpy opens it, but it is read
and written here with the standard library, because importing numpy costs more than judging a page.
"""

from __future__ import annotations

import json
import math
import struct
import sys
import zipfile
from array import array
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from review.errors import DataError
from review.i18n import _
from review.model.gate import Gate
from review.model.labels import HEADS, LABELS
from review.model.risk_model import RiskModel
from review.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FORMAT = "risk-model/2"
_MAGIC = b"\x93NUMPY\x01\x00"
_SEAL = b',\n"sha256": '
_EPOCH = (1980, 1, 1, 0, 0, 0)


def load(folder: Path | None = None) -> RiskModel:
    """The model of a folder; None is the one that ships.

    Raises:
        DataError: no model, another format version, a file that was edited, weights that do not fit the
            vocabulary or are not finite.
    """
    folder = folder or data_folder("models") / "risk"
    record = _record(folder / "model.json")
    data = _bytes(folder / "weights.npz")
    if sha256(data).hexdigest() != record["weights"]["sha256"]:
        raise DataError(
            _("the weights are not those that the model names (digest)"), where=str(folder / "weights.npz"),
            remedy=_("train the model again or install the package again"),
        )  # fmt: skip
    try:
        return _model(record, data, str(folder / "weights.npz"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            _("the model file is not complete"),
            where=str(folder / "model.json"),
            remedy=_("train the model again"),
        ) from error


def _as_json(record: Mapping[str, Any]) -> bytes:
    """The bytes of ``model.json``: one key a line; the last line is the digest of all before it."""
    rows = (
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, allow_nan=False)}" for k, v in record.items()
    )
    body = ("{\n" + ",\n".join(rows)).encode()
    return body + _SEAL + f'"{sha256(body).hexdigest()}"\n}}\n'.encode()


def _sealed(data: bytes) -> bool:
    body, _, rest = data.rpartition(_SEAL)
    return rest == f'"{sha256(body).hexdigest()}"\n}}\n'.encode()


def save(
    folder: Path, record: dict[str, Any], weights: Sequence[Sequence[float]], intercepts: Sequence[float]
) -> None:
    """Write a model; ``record`` gets the digest of the weights. Equal input gives equal bytes."""
    data = _npz({
        "weights": ((len(weights), len(HEADS)), array("f", (w for row in weights for w in row))),
        "intercepts": ((len(HEADS),), array("f", intercepts)),
    })  # fmt: skip
    record["weights"] = {"file": "weights.npz", "sha256": sha256(data).hexdigest(), "rows": len(weights)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.npz").write_bytes(data)
    (folder / "model.json").write_bytes(_as_json(record))


def _record(path: Path) -> dict[str, Any]:
    data = _bytes(path)
    try:
        record: dict[str, Any] = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError(
            _("the model file is damaged"), where=str(path), remedy=_("train the model again")
        ) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise DataError(
            _("the model has another format version than {known}").format(known=FORMAT), where=str(path),
            remedy=_("train the model again with this version of the program"),
        )  # fmt: skip
    if not _sealed(data) or "weights" not in record:
        raise DataError(
            _("the model file was changed after training (digest)"), where=str(path),
            remedy=_("train the model again or install the package again"),
        )  # fmt: skip
    return record


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            _("the risk model is not there"), where=str(path),
            remedy=_("install the package again, or run: review model train"),
        ) from error  # fmt: skip


def _model(record: Mapping[str, Any], data: bytes, where: str) -> RiskModel:
    arrays = _arrays(data, where)
    weights, intercepts = arrays["weights"], arrays["intercepts"]
    ideas, grams = record["ideas"], record["grams"]
    if tuple(record["labels"]) != LABELS or not ideas:
        raise DataError(_("the model knows other labels than the program"), where=where)
    if len(weights) != (len(ideas) + len(grams)) * len(HEADS) or len(intercepts) != len(HEADS):
        raise DataError(
            _("the weights do not fit the vocabulary"), where=where, remedy=_("train the model again")
        )
    if not math.isfinite(sum(weights)) or not math.isfinite(sum(intercepts)):
        raise DataError(_("a weight is not a number"), where=where, remedy=_("train the model again"))
    return RiskModel(
        concepts={idea: tuple(words) for idea, words in record["concepts"].items()},
        ideas={name: row for row, name in enumerate(ideas)},
        grams={gram: row for row, gram in enumerate(grams, start=len(ideas))},
        weights=weights,
        intercepts=tuple(intercepts),
        calibration=tuple((float(a), float(b)) for a, b in record["calibration"]),
        thresholds=tuple(float(t) for t in record["thresholds"]),
        gate=Gate(terms=record["gate"]["terms"], threshold=float(record["gate"]["threshold"])),
        card=record["card"],
    )


def _npz(arrays: Mapping[str, tuple[tuple[int, ...], array[float]]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, (shape, values) in arrays.items():
            head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape!r}, }}"
            head += " " * (-(len(_MAGIC) + 2 + len(head) + 1) % 64) + "\n"
            body = _little(values).tobytes()
            info = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            archive.writestr(info, _MAGIC + struct.pack("<H", len(head)) + head.encode("latin-1") + body)
    return buffer.getvalue()


def _arrays(data: bytes, where: str) -> dict[str, array[float]]:
    found: dict[str, array[float]] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                found[name.removesuffix(".npy")] = _array(archive.read(name))
    except (zipfile.BadZipFile, struct.error, ValueError) as error:
        raise DataError(
            _("the weights are damaged"), where=where, remedy=_("train the model again")
        ) from error
    return found


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
