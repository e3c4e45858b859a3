"""Fills the slots of a seed with fictional names, places, dates and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from review.errors import DataError
from review.learning.seeds import CORPUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.learning.dice import Dice

_CHOICE = re.compile(r"\[([^\[\]\t]*\|[^\[\]\t]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_LISTS = {
    "v": "village", "t": "town", "c": "county", "city": "city", "st": "street", "cm": "community",
    "sch": "school", "hosp": "hospital", "co": "company", "unit": "unit", "unitm": "military", "dep": "dep",
    "d": "date", "h": "time", "dis": "disease", "rel": "religion", "kid": "kid", "x": "surname",
    "twplace": "tw_place", "twco": "tw_company", "twsch": "tw_school", "twd": "tw_date",
    "twdis": "tw_disease", "hkpl": "hk_place", "hkco": "hk_company", "hksch": "hk_school",
    "hkdis": "hk_disease",
}  # fmt: skip
_PLAIN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@cache
def lists() -> dict[str, list[str]]:
    """Slot lists as written in ``slots.yaml``."""
    data: dict[str, list[str]] = yaml.safe_load((CORPUS / "slots.yaml").read_text(encoding="utf-8"))
    return data


def _number(low: int, high: int) -> Callable[[Dice], str]:
    return lambda dice: str(low + dice.below(high - low + 1))


def _percent(dice: Dice) -> str:
    return dice.pick(
        (
            f"{dice.below(60) + 2}%",
            f"{dice.below(30)}.{dice.below(9) + 1}%",
            f"百分之{dice.pick('二三五六八')}",
            f"{dice.pick('一二三四五')}成",
        )
    )


def _money(dice: Dice) -> str:
    return dice.pick(
        (
            f"{dice.below(900) + 20}万元",
            f"{dice.below(90) + 1}.{dice.below(9) + 1}亿元",
            f"{dice.below(9000) + 500}元",
            f"{dice.pick('一二三五六八')}百万",
            f"{dice.below(80) + 3}万",
        )
    )


def _phone(dice: Dice) -> str:
    return dice.pick(
        (
            f"1{dice.pick('358')}{dice.below(10)}****{dice.below(9000) + 1000}",
            f"1{dice.pick('37')}900000{dice.below(900) + 100}",
            f"0900-000-{dice.below(900) + 100}",
        )
    )


def _person(dice: Dice) -> str:
    return dice.pick(lists()["surname"]) + dice.pick(lists()["given"])


def _hidden(dice: Dice) -> str:
    return dice.pick(lists()["surname"]) + dice.pick(("某", "某某", "某", "×", "某强", "姓男子"))


def _of(surname: str, given: str) -> Callable[[Dice], str]:
    return lambda dice: dice.pick(lists()[surname]) + dice.pick(lists()[given])


_MADE: dict[str, Callable[[Dice], str]] = {
    "n": _number(2, 9), "nn": _number(12, 98), "N": _number(110, 9800), "age": _number(18, 79),
    "yr": _number(2018, 2026), "pct": _percent, "m": _money, "tel": _phone, "p": _person, "px": _hidden,
    "boss": lambda dice: dice.pick(lists()["surname"]) + dice.pick(lists()["title"]),
    "twp": _of("tw_surname", "tw_given"), "hkp": _of("hk_surname", "hk_given"),
    "twm": lambda dice: f"{dice.below(900) + 30}萬元",
}  # fmt: skip


@dataclass(slots=True)
class Filler:
    """Fills texts of one paragraph; a slot keeps its value all along, ``p2`` is another ``p``."""

    dice: Dice
    values: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """The text with its choices made and its slots filled."""
        while match := _CHOICE.search(text):
            text = text[: match.start()] + self.dice.pick(match.group(1).split("|")) + text[match.end() :]
        return _SLOT.sub(lambda match: self._value(match.group(1)), text)

    def _value(self, name: str) -> str:
        kind = name.rstrip("0123456789") or name
        if kind in ("n", "nn", "N", "pct", "m"):
            return self._made(kind)
        if name not in self.values:
            self.values[name] = self._made(kind)
        return self.values[name]

    def _made(self, kind: str) -> str:
        if kind in _LISTS:
            return self.dice.pick(lists()[_LISTS[kind]])
        if kind in _MADE:
            value: Any = _MADE[kind](self.dice)
            plain = kind in ("n", "nn") and self.dice.chance(15)
            return str(value).translate(_PLAIN_DIGITS) if plain and kind == "n" else str(value)
        raise DataError(f"unknown slot {{{kind}}}", where="corpus/seeds", remedy="see corpus/slots.yaml")
