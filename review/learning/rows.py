"""Labelled rows: ``{"text", "labels"}`` a line, the form in which anybody can measure or teach the model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.errors import DataError, UsageError
from review.i18n import _
from review.learning.compose import Paragraph
from review.model.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLEAN = "clean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text and what it is; no label means clean. ``where`` is file and row."""

    text: str
    labels: frozenset[str]
    where: str


def read_rows(path: Path) -> tuple[Row, ...]:
    """Every row of a ``.jsonl`` file.

    Raises:
        UsageError: there is no such file.
        DataError: a row that is no JSON, has no text, has an unknown label, or contradicts an earlier one.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise UsageError(_("there is no such file"), where=str(path), remedy=_("check the path")) from None
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise DataError(_("the file is not UTF-8"), where=str(path), remedy=_("save it as UTF-8")) from None
    rows = tuple(_row(line, f"{path}:{n}") for n, line in enumerate(lines, start=1) if line.strip())
    if not rows:
        raise DataError(_("the file holds no row"), where=str(path), remedy=_REMEDY)
    _check_contradictions(rows)
    return rows


_REMEDY = '{"text": "…", "labels": ["personal"]}'


def _row(line: str, where: str) -> Row:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError:
        raise DataError(_("the row is not JSON"), where=where, remedy=_REMEDY) from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        raise DataError(_("the row has no text"), where=where, remedy=_REMEDY)
    labels = record.get("labels")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise DataError(_("the row has no list of labels"), where=where, remedy=_REMEDY)
    known = {*LABELS, CLEAN}
    for label in labels:
        if label not in known:
            raise DataError(
                _("unknown label {label}").format(label=label[:40]),
                where=where,
                remedy=", ".join(sorted(known)),
            )
    if CLEAN in labels and len(labels) > 1:
        raise DataError(_("a row cannot be clean and risky"), where=where, remedy=_("leave one of them out"))
    return Row(text=record["text"], labels=frozenset(labels) - {CLEAN}, where=where)


def _check_contradictions(rows: Iterable[Row]) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        earlier = seen.setdefault(row.text.strip(), row)
        if earlier.labels != row.labels:
            raise DataError(
                _("the row contradicts row {other}: the same text, other labels").format(
                    other=earlier.where.rpartition(":")[2]
                ),
                where=row.where, remedy=_("decide which is right and delete the other"),
            )  # fmt: skip


def as_paragraphs(rows: Iterable[Row]) -> Iterator[Paragraph]:
    """Rows as paragraphs to train on; the whole text carries the labels."""
    for row in rows:
        core = (0, len(row.text), row.labels)
        yield Paragraph(
            text=row.text, labels=row.labels, topic=row.where, seed=row.where, genre="extra", script="hans",
            cores=(core,),
        )  # fmt: skip
