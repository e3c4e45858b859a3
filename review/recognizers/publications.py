"""What a kind of publication may name: the tables of ``lexicons/publications``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from review.errors import DataError
from review.resources import data_folder
from review.text.folding import fold_term

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = {"kind", "also", "allowed", "forbidden", "basis"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One kind: its names in simplified script, and types of columns."""

    kind: str
    names: tuple[str, ...]
    allowed: frozenset[str]
    forbidden: frozenset[str]
    basis: tuple[str, ...]


def load(path: Path) -> tuple[Publication, ...]:
    """The publications of one file.

    Raises:
        DataError: not a file of this format, or a key is missing or unknown.
    """
    import yaml

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DataError(
            "the table of publications cannot be read", where=str(path), remedy="correct the YAML"
        ) from error
    rows = raw.get("publications") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or raw.get("format") != "publications/1":
        raise DataError(
            "not a table of publications", where=str(path), remedy="begin with format: publications/1"
        )
    return tuple(_publication(row, f"{path}: publications[{i}]") for i, row in enumerate(rows))


def _publication(row: Any, where: str) -> Publication:
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise DataError("a key is missing or unknown", where=where, remedy=f"use {', '.join(sorted(_KEYS))}")
    return Publication(
        kind=row["kind"],
        names=tuple(fold_term(name) for name in (row["kind"], *row["also"])),
        allowed=frozenset(row["allowed"]),
        forbidden=frozenset(row["forbidden"]),
        basis=tuple(row["basis"]),
    )


@cache
def shipped() -> tuple[Publication, ...]:
    """All that ship."""
    files = sorted((data_folder("lexicons") / "publications").glob("*.yaml"))
    return tuple(publication for path in files for publication in load(path))


def publication_of(kind: str, title: str) -> Publication | None:
    """By the sheet's field, else by a word in the document's title or first lines."""
    for text in (kind, title):
        folded = fold_term(text)
        for publication in shipped():
            if folded and any(name in folded for name in publication.names):
                return publication
    return None
