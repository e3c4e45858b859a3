"""Published texts as further negatives: read where they lie, named by digest, never copied."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from review.errors import DataError
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """One published document in folded form. Every second one (by digest) is held out for measuring."""

    id: str
    text: str
    held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSet:
    """Files of a folder: name → SHA-256, as the model card names them."""

    files: dict[str, str]
    texts: tuple[CleanText, ...]

    def characters(self, *, held_out: bool) -> int:
        """How many characters of text."""
        return sum(len(t.text) for t in self.texts if t.held_out is held_out)


def read_clean(folder: Path | None) -> CleanSet:
    """The ``.jsonl`` and ``.jsonl.gz`` files of a folder, ``{"text"}`` a row; empty without a folder.

    Raises:
        DataError: no such files, or a row without text.
    """
    if folder is None:
        return CleanSet(files={}, texts=())
    paths = sorted(p for p in folder.glob("*.jsonl*") if p.suffix in (".gz", ".jsonl"))
    if not paths:
        raise DataError(
            "no .jsonl or .jsonl.gz file in the folder", where=str(folder), remedy="name another folder"
        )
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}
    return CleanSet(files=files, texts=tuple(text for path in paths for text in _texts(path)))


def _texts(path: Path) -> Iterator[CleanText]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as rows:
        for number, row in enumerate(rows, start=1):
            try:
                text = json.loads(row)["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(
                    "the row has no text", where=f"{path}:{number}", remedy='write {"text": …}'
                ) from error
            mark = sha256(text.encode("utf-8", "surrogatepass")).digest()
            yield CleanText(id=f"{path.name}:{number}", text=fold_term(text), held_out=bool(mark[0] & 1))
