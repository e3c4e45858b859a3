"""The rules of a page's style elements, and which hold for an element (the common part of Selectors 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Attributes = dict[str, str]
Node = tuple[str, Attributes]
"""Tag and attributes of an element."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*([:;,(])\s*|(?<=;)\s+", re.DOTALL)
_NOT_ON_SCREEN = re.compile(
    r"print|speech|max-(?:device-)?(?:width|height)|prefers-|supports not|keyframes|font-face|page"
)
_COMPOUND = re.compile(r"(?P<tag>[\w-]*|\*)(?P<rest>(?:[.#][\w-]+|\[[^\]]+\])*)")
_TEST = re.compile(r"""([.#])([\w-]+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*["']?([^"'\]]*)["']?\s*)?\]""")
_SPLIT = re.compile(r"\s*(>)\s*|\s+")
_OF_INTEREST = re.compile(
    r"display|visib|opacity|font|color|fill|indent|left|right|top|bottom|clip|height|width|scale|background|filter|transform"
)
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Compounds from the element outwards, each with whether it must be the parent; and what they declare."""

    compounds: tuple[tuple[str, tuple[tuple[str, str, str], ...], bool], ...]
    weight: tuple[int, int, int]
    declarations: str


def tidy(css: str) -> str:
    """Declarations in lower case without blanks and comments, so that patterns fit."""
    return _BLANKS.sub(lambda m: m[1] or "", _COMMENT.sub("", css).lower()).strip()


class Sheets:
    """The rules of a page that can decide whether something is seen."""

    __slots__ = ("_by_key",)

    def __init__(self, css: str) -> None:
        """Keep the rules of the screen that say something of interest, weakest first."""
        found = [rule for selector, body in _flat(_COMMENT.sub("", css)) for rule in _rules(selector, body)]
        self._by_key: dict[str, list[tuple[int, _Rule]]] = {}
        for order, rule in enumerate(sorted(found[:_MOST], key=lambda rule: rule.weight)):
            self._by_key.setdefault(_key(rule), []).append((order, rule))

    def of(self, tag: str, attributes: Attributes, around: Iterable[Node] = ()) -> str:
        """The declarations that hold in the end; ``around`` are the elements outside, outermost first."""
        own = tidy(attributes["style"]) if "style" in attributes else ""
        if not self._by_key:
            return own
        keys = (
            "",
            tag,
            "#" + attributes.get("id", ""),
            *("." + c for c in attributes.get("class", "").split()),
        )
        rules = sorted(
            (found for key in dict.fromkeys(keys) for found in self._by_key.get(key, ())), key=itemgetter(0)
        )
        outer = tuple(around) if rules else ()
        holds = [rule.declarations for _order, rule in rules if _matches(rule, (tag, attributes), outer)]
        return _settled(";".join((*holds, own))) if holds else own


def _key(rule: _Rule) -> str:
    """What an element must have for the rule to be worth a look: its first class or id, else its tag."""
    tag, tests, _direct = rule.compounds[0]
    return next((sign + name for sign, name, _value in tests if sign in ".#"), tag)


def _flat(css: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of every rule, those inside conditions for a screen too."""
    at = 0
    while (brace := css.find("{", at)) >= 0:
        head = css[at:brace].rpartition(";")[2].strip()
        depth, end = 1, brace + 1
        while depth and end < len(css):
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        body = css[brace + 1 : end - 1]
        if not head.startswith("@"):
            yield head, body
        elif not _NOT_ON_SCREEN.search(head.lower()):
            yield from _flat(body)
        at = end


def _rules(selectors: str, body: str) -> Iterator[_Rule]:
    declarations = tidy(body)
    if not _OF_INTEREST.search(declarations):
        return
    for selector in selectors.split(","):
        parts = _SPLIT.split(selector.strip())
        compounds: list[tuple[str, tuple[tuple[str, str, str], ...], bool]] = []
        direct = False
        for i in range(len(parts) - 1, -1, -2):
            found = _COMPOUND.fullmatch(parts[i] or "")
            if found is None or not found[0]:
                break
            tests = tuple(
                (sign or (how or "?"), name or attribute, value or "")
                for sign, name, attribute, how, value in _TEST.findall(found["rest"])
            )
            compounds.append((found["tag"].lower().replace("*", ""), tests, direct))
            direct = i > 0 and parts[i - 1] == ">"
        else:
            signs = [test[0] for _tag, tests, _direct in compounds for test in tests]
            weight = signs.count("#"), len(signs) - signs.count("#"), sum(bool(c[0]) for c in compounds)
            yield _Rule(compounds=tuple(compounds), weight=weight, declarations=declarations)


def _matches(rule: _Rule, node: Node, around: Sequence[Node]) -> bool:
    first, *outer = rule.compounds
    if not _fits(first[0], first[1], node):
        return False
    at = len(around)
    for tag, tests, direct in outer:
        while at > 0:
            at -= 1
            if _fits(tag, tests, around[at]):
                break
            if direct:
                return False
        else:
            return False
    return True


def _fits(tag: str, tests: tuple[tuple[str, str, str], ...], node: Node) -> bool:
    name, attributes = node
    return tag in ("", name) and all(_holds(test, attributes) for test in tests)


def _holds(test: tuple[str, str, str], attributes: Attributes) -> bool:
    sign, name, value = test
    if sign == ".":
        return name in attributes.get("class", "").split()
    if sign == "#":
        return attributes.get("id") == name
    has = attributes.get(name.lower())
    if has is None or sign == "?":
        return has is not None
    return {
        "=": has == value, "~=": value in has.split(), "^=": has.startswith(value), "$=": has.endswith(value),
        "*=": value in has, "|=": has == value or has.startswith(value + "-"),
    }[sign]  # fmt: skip


def _settled(css: str) -> str:
    """Of each property the last value, or the last that is important."""
    values: dict[str, str] = {}
    for declaration in css.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and not ("!important" in values.get(name, "") and "!important" not in value):
            values[name] = value
    return ";".join(f"{name}:{value}" for name, value in values.items())
