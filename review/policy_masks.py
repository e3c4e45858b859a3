"""Partial masks that a policy lays down: 3501**********1234, 138****5678, 张某某."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.categories import CATEGORIES
from review.i18n import _

if TYPE_CHECKING:
    from review.strict import Record

FULL = "full"
_MOST = 16
_HEADS = frozenset(category.partition(".")[0] for category in CATEGORIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskStyle:
    """How much of a value stays.

    Attributes:
        key: the category (with all below it) or the rule that it is for.
        first, last: letters and digits that stay.
        fill: what stands for each of the others.
        surname: the surname stays instead.
        full: nothing stays, every character becomes ■.
    """

    key: str
    first: int = 0
    last: int = 0
    fill: str = "*"
    surname: bool = False
    full: bool = False

    def fits(self, rule: str, category: str) -> bool:
        """Whether it is for findings of this rule or category."""
        return self.key in (rule, category) or category.startswith(f"{self.key}.")


def style_for(styles: tuple[MaskStyle, ...], rule: str, category: str) -> MaskStyle | None:
    """The style for a finding: that of its rule, else of the narrowest category; nothing if none fits."""
    fitting = [style for style in styles if style.fits(rule, category)]
    return max(fitting, key=lambda style: (style.key == rule, len(style.key)), default=None)


def read_masks(record: Record) -> tuple[MaskStyle, ...]:
    """The styles under ``masks``.

    Raises:
        DataError: a category is unknown, or a style says too much or nothing.
    """
    return tuple(_style(record, key) for key in record.names())


def _style(record: Record, key: str) -> MaskStyle:
    head = key.partition(".")[0]
    if head == "hidden" or (head in _HEADS and not _is_category(key)):
        raise record.error(
            key, _("unknown category"), _("write a category such as personal.id, or the id of a rule")
        )
    if record.is_text(key):
        record.choice(key, (FULL,))
        return MaskStyle(key=key, full=True)
    inner = record.record(key)
    if "surname" in inner:
        style = MaskStyle(key=key, surname=True, fill=_fill(inner, "surname"))
    else:
        first, last = inner.number("first", 0, most=_MOST), inner.number("last", 0, most=_MOST)
        style = MaskStyle(key=key, first=first, last=last, fill=_fill(inner, "fill", "*"))
    inner.done()
    return style


def _is_category(key: str) -> bool:
    return any(category == key or category.startswith(f"{key}.") for category in CATEGORIES)


def _fill(record: Record, key: str, default: str | None = None) -> str:
    fill = record.text(key, default)
    if len(fill) != 1 or fill.isdigit():
        raise record.error(key, _("must be one character, and no digit"), _("write * or 某"))
    return fill
