r"""The sentences written by hand that the corpus is made from: a topic is a section, a seed a line.

A section begins ``== topic | labels | genre | region``. In a line ``[a|b]`` is a choice of words, ``{x}``
a slot, ``\t`` a tab; what is risky of a longer paragraph stands between ``«`` and ``»`` (all of it when there
are none). A line that begins with ``+`` is a sentence that may stand beside any seed of its topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import DataError
from review.model.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).with_name("corpus")
REGIONS = ("cn", "tw", "hk")
_FIELDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One sentence or two that carry a meaning, before slots are filled."""

    id: str
    topic: str
    labels: frozenset[str]
    genre: str
    region: str
    text: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    id: str
    labels: frozenset[str]
    genre: str
    region: str
    lines: list[str]


def read_seeds(folder: Path = CORPUS / "seeds") -> tuple[Seed, ...]:
    """Every seed, ordered by file and line.

    Raises:
        DataError: a line no section claims, an unknown label or region, a topic named twice.
    """
    seeds: list[Seed] = []
    known: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        for topic in _topics(path):
            if topic.id in known:
                raise DataError(f"topic {topic.id} comes twice", where=path.name, remedy="rename one")
            known.add(topic.id)
            seeds += _seeds_of(topic)
    return tuple(seeds)


def _topics(path: Path) -> Iterator[_Topic]:
    topic: _Topic | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.name}:{number}"
        if line.startswith("=="):
            if topic:
                yield topic
            topic = _header(line, where)
        elif line.strip():
            if topic is None:
                raise DataError("a seed before the first section", where=where, remedy="add a == line")
            topic.lines.append(line.replace("\\t", "\t").replace("\\n", "\n"))
    if topic:
        yield topic


def _header(line: str, where: str) -> _Topic:
    fields = [part.strip() for part in line.removeprefix("==").split("|")]
    if len(fields) != _FIELDS:
        raise DataError("a section needs topic | labels | genre | region", where=where)
    labels = frozenset(fields[1].split())
    if unknown := sorted(labels - set(LABELS)):
        raise DataError(f"unknown label {unknown[0]}", where=where, remedy=f"use {', '.join(LABELS)}")
    if fields[3] not in REGIONS:
        raise DataError(f"unknown region {fields[3]}", where=where, remedy=f"use {', '.join(REGIONS)}")
    return _Topic(id=fields[0], labels=labels, genre=fields[2], region=fields[3], lines=[])


def _seeds_of(topic: _Topic) -> Iterator[Seed]:
    beside = tuple(line[1:] for line in topic.lines if line.startswith("+"))
    for number, line in enumerate(line for line in topic.lines if not line.startswith("+")):
        yield Seed(
            id=f"{topic.id}.{number}", topic=topic.id, labels=topic.labels, genre=topic.genre,
            region=topic.region, text=line, beside=beside,
        )  # fmt: skip
