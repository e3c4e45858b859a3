"""Makes the corpus: each seed in many dresses (register, frame, order, length, wording, script).

The frames, fillers and neighbours are shared by risky and clean paragraphs, so that none gives the answer
away; the span of the seed is kept, so that a window beside it is a clean example of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from review.learning.dice import Dice
from review.learning.scripts import simplified, traditional
from review.learning.seeds import CORPUS, Seed
from review.learning.slots import Filler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VARIANTS = 2
"""Paragraphs made from one risky seed."""
CLEAN_VARIANTS = 4
"""Paragraphs made from one clean seed: there are to be as many clean ones as risky ones."""
LONG, LONG_VARIANTS = 120, 2
"""A clean seed of so many characters is a paragraph by itself: another dress would change little of it."""
_SPAN = re.compile("(«[^»]*»)")
_SHAPES = ("bare", "lead", "lead", "tail", "both", "long", "long", "beside", "neighbour", "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph with its labels; ``cores`` are the spans that carry them."""

    text: str
    labels: frozenset[str]
    topic: str
    seed: str
    genre: str
    script: str
    cores: tuple[tuple[int, int, frozenset[str]], ...]


@cache
def _frames() -> dict[str, dict[str, dict[str, list[str]]]]:
    data: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(
        (CORPUS / "frames.yaml").read_text(encoding="utf-8")
    )
    return data


@cache
def _synonyms() -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = yaml.safe_load((CORPUS / "synonyms.yaml").read_text(encoding="utf-8"))
    return tuple(tuple(group) for group in groups)


def compose(
    seeds: Sequence[Seed], variants: int = VARIANTS, clean_variants: int = CLEAN_VARIANTS
) -> Iterator[Paragraph]:
    """Every paragraph of the corpus, in the order of the seeds, none of a seed twice; the same each time."""
    neighbours = {
        region: [s for s in seeds if s.region == region and not s.labels and "\t" not in s.text]
        for region in ("cn", "tw", "hk")
    }
    for seed in seeds:
        count = variants if seed.labels else _clean_variants(seed, clean_variants)
        dressed = [
            _dressed(seed, Dice(f"{seed.id}/{number}/{seed.text}"), neighbours[seed.region])
            for number in range(count)
        ]
        yield from {paragraph.text: paragraph for paragraph in dressed}.values()


def _clean_variants(seed: Seed, most: int) -> int:
    return min(most, LONG_VARIANTS) if len(seed.text) >= LONG else most


def _dressed(seed: Seed, dice: Dice, neighbours: Sequence[Seed]) -> Paragraph:
    filler = Filler(dice)
    core = filler.fill(_reworded(seed.text, dice))
    frame: dict[str, Any] = dice.pick([frame for _, frame in sorted(_frames()[seed.region].items())])
    core, spans = _told(core)
    if "\t" in core and dice.chance(35):
        core = _in_rows(core, dice.pick((2, 3, 4)))
    shape = "bare" if "\t" in core and dice.chance(80) else dice.pick(_SHAPES)
    before, after = _around(shape, frame, dice, seed, neighbours)
    head = "".join(filler.fill(part) for part in before)
    rest = "".join(filler.fill(part) for part in after)
    if rest and core[-1] not in "。！？；":
        core += "。"
    text = head + core + rest
    start = len(head)
    script = "hans" if seed.region == "cn" else "hant"
    if dice.chance(18 if script == "hans" else 30):
        text = traditional(text) if script == "hans" else simplified(text)
        script = "hant" if script == "hans" else "hans"
    return Paragraph(
        text=text, labels=seed.labels, topic=seed.topic, seed=seed.id, genre=seed.genre, script=script,
        cores=tuple((start + left, start + right, seed.labels) for left, right in spans),
    )  # fmt: skip


def _in_rows(row: str, columns: int) -> str:
    """A row set in several lines, as a form or a narrow table is; not a character longer."""
    cells = row.split("\t")
    return "\n".join("\t".join(cells[i : i + columns]) for i in range(0, len(cells), columns))


def _told(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without « and », and the spans that stood between them; without them all of it is one span."""
    plain, spans = "", []
    for piece in _SPAN.split(text):
        if piece.startswith("«"):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("«»")
    return plain, spans or [(0, len(plain))]


def _around(
    shape: str, frame: dict[str, Any], dice: Dice, seed: Seed, neighbours: Sequence[Seed]
) -> tuple[list[str], list[str]]:
    """Sentences before and after the seed."""
    lead, tail, filler = [dice.pick(frame["lead"])], [dice.pick(frame["tail"])], frame["filler"]
    beside = [dice.pick(seed.beside)] if seed.beside else []
    mixed = dice.shuffled([*dice.shuffled(filler)[:2], *beside])
    other = [_whole(dice.pick(neighbours).text)]
    first = ([*lead, *other], beside) if dice.chance(50) else (lead, [*beside, *other])
    item = [dice.pick(("（一）", "2.", "三是", "——", "● ", "其次，"))]
    return {
        "lead": (lead, []),
        "tail": ([], [*beside, *tail]),
        "both": (lead, tail),
        "long": ([*lead, mixed[0]], [*mixed[1:], *tail]),
        "beside": ([], beside),
        "neighbour": first,
        "item": (item, []),
    }.get(shape, ([], []))


def _whole(text: str) -> str:
    return text if text[-1] in "。！？；" else text + "。"


def _reworded(text: str, dice: Dice) -> str:
    """The seed with some words exchanged for words of the same sense."""
    for group in _synonyms():
        for word in group:
            if word in text and "{" + word not in text:
                if dice.chance(35):
                    text = text.replace(word, dice.pick(group), 1)
                break
    return text
