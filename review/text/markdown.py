"""Markdown whose markup is blotted out, character for character: **138**58793317 is one number.

Only what shows nothing itself goes: emphasis in pairs (CommonMark 0.31, 6.2), escapes, code marks and tags of
HTML that change how letters look. Stars that mask (138****5678, 王**) stay.
"""

from __future__ import annotations

import re

from review.patterns import lazy

MARKUP = frozenset({"md"})
"""Media that are written in it."""
_NOTHING = "\u200b"
"""What folding drops."""
_LOOK = r"(?:[^<>\u3400-\u9fff0-9]|\#[0-9A-Fa-f]{3,8}|[0-9]{1,3}(?![0-9]))"
_MARKS = lazy(
    rf"(?P<tag></?(?:b|i|u|em|strong|s|del|ins|mark|font|span|small|big|code|kbd|sub|sup)(?:\s{_LOOK}{{0,60}})?>)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<code>`+|~~)"
    r"|(?P<open>(?<!\*)\*{1,3}(?![\s*、，。；：）)*]))(?P<inside>[^*\n]+?)(?P<close>(?<![\s*（(、，])\*{1,3}(?!\*))",
    re.IGNORECASE,
)


def unmarked(text: str) -> str:
    """The text, as long as before, with markup as characters that folding drops."""
    return _MARKS.sub(_blot, text)


def _blot(found: re.Match[str]) -> str:
    if found["open"] is None:
        return _NOTHING * len(found.group())
    if len(found["open"]) != len(found["close"]):
        return found.group()
    marks = _NOTHING * len(found["open"])
    return marks + unmarked(found["inside"]) + marks
