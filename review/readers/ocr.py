"""Words in pictures, recognised on this machine: an optional extra (``pip install 'prepub-review[ocr]'``).

RapidOCR brings its models in its wheel and needs no network. Its line-angle classifier turned one line
in thirty-three upside down in a trial and is left out. What it reads is never sure.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST = 0.5
"""Confidence below which a line is noise."""


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def words_in(picture: bytes | NDArray[np.uint8]) -> list[str] | None:
    """Lines of text in a picture (its file, or pixels as blue, green, red), from top to bottom.

    None where the picture cannot be decoded or the recogniser fails; an empty list where it found no text.
    """
    try:
        result = _engine()(picture)
    except Exception:  # noqa: BLE001  whatever the recogniser raises, the picture was not read
        return None
    texts, scores = getattr(result, "txts", None) or (), getattr(result, "scores", None) or ()
    return [text for text, score in zip(texts, scores, strict=True) if score >= _LEAST and text.strip()]


@cache
def _engine() -> Any:
    import logging

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return import_module("rapidocr").RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})
