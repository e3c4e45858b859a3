"""Partial masks of values: as a policy lays them down, or as their preview shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.identifiers.names import surname_of
from review.policy_masks import style_for
from review.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from review.finding import Finding, Occurrence
    from review.policy_masks import MaskStyle
    from review.scanner import Scan

    Mask = Callable[[Finding, Occurrence, str], str]
    """What stays of a value, as long as the value; nothing if all of it goes."""


_TOGETHER = "personal.combination"
"""Its words are values of other findings, whose masks hold."""


def by_policy(styles: tuple[MaskStyle, ...]) -> Mask:
    """Masks in the styles of a policy."""

    def mask(finding: Finding, _one: Occurrence, value: str) -> str:
        style = style_for(styles, finding.rule, finding.category)
        return "" if style is None else masked(value, style)

    return mask


def by_preview(_finding: Finding, one: Occurrence, value: str) -> str:
    """What the masked preview shows, where that hides at least half and is as long as the value."""
    hidden = sum(a != b for a, b in zip(value, one.preview, strict=False))
    fits = len(value) == len(one.preview) and hidden * 2 >= len(value) - 2 and hidden > 1
    return one.preview if fits else ""


def masked(value: str, style: MaskStyle) -> str:
    """A value in a style; blanks and hyphens stay where they are. Nothing if no character would be hidden."""
    if style.full or "\n" in value or "\t" in value:
        return ""
    places = [i for i, character in enumerate(value) if character.isalnum()]
    first = len(surname_of(fold(value).text)) if style.surname else style.first
    hidden = frozenset(places[first : len(places) - style.last])
    return "".join(style.fill if i in hidden else c for i, c in enumerate(value)) if hidden else ""


def masks_of(findings: Iterable[Finding], scan: Scan, mask: Mask) -> dict[str, str]:
    """Masks by value; a value that different findings would mask differently gets none."""
    found: dict[str, set[str]] = {}
    for value, one in _masks(findings, scan, mask):
        found.setdefault(value, set()).add(one)
    return {value: ones.pop() for value, ones in found.items() if len(ones) == 1 and "" not in ones}


def _masks(findings: Iterable[Finding], scan: Scan, mask: Mask) -> Iterator[tuple[str, str]]:
    for finding in findings:
        if finding.category == _TOGETHER:
            continue
        for one in finding.occurrences:
            value = scan.document.text[slice(*one.span)].strip()
            yield value, mask(finding, one, value)
