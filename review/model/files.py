"""Reads and writes a model folder: ``model.json`` and ``weights.npz``, with every check that can be made.

``model.json`` holds one key a line, sealed by its own digest. Reading all of it takes as long as starting
Python, and most documents never ask for the weights: what is needed is read at once, the rest when asked for.
"""

from __future__ import annotations

import json
import math
from array import array
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from review.errors import DataError
from review.i18n import _
from review.model import npz
from review.model.gate import Gate
from review.model.labels import HEADS, LABELS
from review.model.risk_model import RiskModel
from review.model.units import UNITS, Units
from review.model.weights import Weights
from review.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

FORMAT = "risk-model/3"
_SEAL = b',\n"sha256": '


def _shapes(rows: int) -> dict[str, tuple[int, ...]]:
    """The arrays of ``weights.npz``; ``rows`` counts the features."""
    return {
        "weights": (rows, len(HEADS)), "intercepts": (len(HEADS),),
        "units": (rows, UNITS), "biases": (UNITS,),
        "outputs": (len(LABELS), UNITS), "output_intercepts": (len(LABELS),),
    }  # fmt: skip


def load(folder: Path | None = None) -> RiskModel:
    """The model of a folder; None is the one that ships. Its weights are read when first asked for.

    Raises:
        DataError: no model, another format version, a file that was edited; from the weights also that they
            do not fit the vocabulary or are not finite.
    """
    folder = folder or data_folder("models") / "risk"
    record = _record(folder / "model.json")
    data = _bytes(folder / "weights.npz")
    try:
        if sha256(data).hexdigest() == record["weights"]["sha256"]:
            return _model(record, partial(_weights, record, data, str(folder / "weights.npz")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _incomplete(record.where) from error
    raise DataError(
        _("the weights are not those that the model names (digest)"), where=str(folder / "weights.npz"),
        remedy=_("train the model again or install the package again"),
    )  # fmt: skip


def _model(record: _Record, read_weights: Callable[[], Weights]) -> RiskModel:
    if tuple(record["labels"]) != LABELS:
        raise DataError(_("the model knows other labels than the program"), where=record.where)
    gate = record["gate"]
    return RiskModel(
        gate=Gate(terms=gate["terms"], threshold=float(gate["threshold"])),
        concepts={idea: tuple(words) for idea, words in record["concepts"].items()},
        read_weights=read_weights,
        calibration=tuple((float(a), float(b)) for a, b in record["calibration"]),
        thresholds=tuple(float(t) for t in record["thresholds"]),
        card=record["card"],
    )


def _weights(record: _Record, data: bytes, where: str) -> Weights:
    try:
        ideas, strings = record["ideas"], record["grams"]
        arrays = npz.read(data)
        sizes = {name: len(arrays[name]) for name in _shapes(0)}
    except (KeyError, ValueError) as error:
        raise DataError(
            _("the weights are damaged"), where=where, remedy=_("train the model again")
        ) from error
    rows = len(ideas) + len(strings)
    if sizes != {name: math.prod(shape) for name, shape in _shapes(rows).items()} or not ideas:
        raise DataError(
            _("the weights do not fit the vocabulary"), where=where, remedy=_("train the model again")
        )
    if not all(map(npz.is_finite, arrays.values())):
        raise DataError(_("a weight is not a number"), where=where, remedy=_("train the model again"))
    return Weights(
        ideas=dict(zip(ideas, range(len(ideas)), strict=True)),
        strings=dict(zip(strings, range(len(ideas), rows), strict=True)),
        table=arrays["weights"],
        intercepts=tuple(arrays["intercepts"]),
        units=Units(
            table=arrays["units"], biases=tuple(arrays["biases"]), outputs=arrays["outputs"],
            intercepts=tuple(arrays["output_intercepts"]),
        ),
    )  # fmt: skip


class _Record:
    """The values of a sealed ``model.json``, each parsed when it is asked for."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        rows = (line.rstrip(b",").partition(b": ") for line in data.splitlines()[1:-1])
        self._values = {key.decode().strip('"'): value for key, _colon, value in rows}

    @property
    def format(self) -> Any:
        return self["format"] if "format" in self._values else None

    def __getitem__(self, key: str) -> Any:
        return json.loads(self._values[key])


def _record(path: Path) -> _Record:
    data = _bytes(path)
    if not _sealed(data):
        raise _unsealed(data, path)
    record = _Record(data, str(path))
    if record.format != FORMAT:
        raise _other_format(path)
    return record


def _sealed(data: bytes) -> bool:
    body, _seal, rest = data.rpartition(_SEAL)
    return rest == f'"{sha256(body).hexdigest()}"\n}}\n'.encode()


def _unsealed(data: bytes, path: Path) -> DataError:
    """What is the matter with a file whose digest does not hold."""
    try:
        record = json.loads(data)
    except ValueError:
        return DataError(_("the model file is damaged"), where=str(path), remedy=_("train the model again"))
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return _other_format(path)
    return DataError(
        _("the model file was changed after training (digest)"), where=str(path),
        remedy=_("train the model again or install the package again"),
    )  # fmt: skip


def _incomplete(where: str) -> DataError:
    return DataError(_("the model file is not complete"), where=where, remedy=_("train the model again"))


def _other_format(path: Path) -> DataError:
    return DataError(
        _("the model has another format version than {known}").format(known=FORMAT), where=str(path),
        remedy=_("train the model again with this version of the program"),
    )  # fmt: skip


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            _("the risk model is not there"), where=str(path),
            remedy=_("install the package again, or run: review model train"),
        ) from error  # fmt: skip


def _as_json(record: Mapping[str, Any]) -> bytes:
    """The bytes of ``model.json``: one key a line; the last line is the digest of all before it."""
    rows = (
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, allow_nan=False)}" for k, v in record.items()
    )
    body = ("{\n" + ",\n".join(rows)).encode()
    return body + _SEAL + f'"{sha256(body).hexdigest()}"\n}}\n'.encode()


def save(folder: Path, record: dict[str, Any], learned: Mapping[str, Sequence[float]]) -> None:
    """Write a model; ``record`` gets the digest of the weights. Equal input gives equal bytes.

    ``learned`` has the numbers of each array of ``weights.npz``, row after row.
    """
    rows = len(record["ideas"]) + len(record["grams"])
    data = npz.written({
        name: (shape, array("b" if name == "units" else "f", learned[name]))
        for name, shape in _shapes(rows).items()
    })  # fmt: skip
    record["weights"] = {"file": "weights.npz", "sha256": sha256(data).hexdigest(), "rows": rows}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.npz").write_bytes(data)
    (folder / "model.json").write_bytes(_as_json(record))
