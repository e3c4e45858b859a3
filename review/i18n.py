"""Messages in zh_Hans, zh_Hant and English, chosen by the locale of the person at the terminal."""

from __future__ import annotations

import gettext
import os
import re
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALES = ("zh_Hans", "zh_Hant", "en")
DEFAULT = "zh_Hans"
_HANT = ("zh_tw", "zh_hk", "zh_mo", "zh_hant", "zh-tw", "zh-hk", "zh-mo", "zh-hant")
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


CHOICE = "REVIEW_LANG"
"""The variable of our own, before those of the locale."""


def unknown_choice(environ: Mapping[str, str] = os.environ) -> str:
    """What REVIEW_LANG holds if it names no language that is spoken here; else nothing."""
    value = environ.get(CHOICE, "")
    known = not value or value.lower() in ("c", "posix") or _LANGUAGES.match(value.lower())
    return "" if known else value


_LANGUAGES = re.compile(r"(zh([_-](hans|hant|cn|sg|my|tw|hk|mo))*|en([_-][a-z]{2})?|c)([.@].*)?$")


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """Language of the locale variables; Chinese (simplified) when they name none, as ``C`` does.

    A REVIEW_LANG that names no language we speak counts for nothing; ``unknown_choice`` tells of it.
    """
    for variable in (CHOICE, "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable, "").lower()
        if not value or value.startswith(("c.", "posix")) or value == "c":
            continue
        if variable == CHOICE and unknown_choice(environ):
            continue
        if value.startswith(_HANT):
            return "zh_Hant"
        return "zh_Hans" if value.startswith("zh") else "en"
    return DEFAULT


def use(locale: str) -> None:
    """Speak ``locale`` from here on, in this context."""
    _language.set(locale if locale in LOCALES else DEFAULT)


def language() -> str:
    """The language spoken now."""
    return _language.get()


@cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    return gettext.translation(
        "review", Path(__file__).with_name("locale"), languages=[locale], fallback=True
    )


def _(message: str) -> str:
    """``message`` (English, as written in the code) in the language spoken now."""
    return _catalogue(_language.get()).gettext(message)


def in_locale(message: str, locale: str) -> str:
    """``message`` in a language that is named, for text that is stored rather than shown."""
    return _catalogue(locale).gettext(message)


def marked(message: str) -> str:
    """Mark a message in a table for translation; it is translated where it is shown."""
    return message
