"""Every message is there in simplified and traditional Chinese, with its placeholders."""

from __future__ import annotations

import re

import pytest

from review import i18n
from tests.tools import messages

PLACEHOLDER = re.compile(r"\{[^}]*\}|%\([a-z]+\)s")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    """A new message needs both scripts; ``make messages`` lists what is missing."""
    assert messages.missing(messages.updated(language)) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogues_are_current(language: str) -> None:
    """What gettext reads is what people wrote; nothing stands in it that the code no longer says."""
    catalogue = messages.updated(language)
    path = messages.po_path(language)
    assert path.read_bytes() == messages.po_bytes(catalogue)
    assert path.with_suffix(".mo").read_bytes() == messages.mo_bytes(catalogue)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    """A translation names the same values as the message, so that no message fails when it is shown."""
    for message in messages.read(language):
        words = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        known = {p for word in words for p in PLACEHOLDER.findall(word)}
        given = message.string if isinstance(message.string, str) else (message.string or [""])[0]
        needed = set(PLACEHOLDER.findall(words[-1])) if len(words) == 1 else set()
        found = set(PLACEHOLDER.findall(given))
        assert found <= known, message.id
        assert needed <= found, message.id


@pytest.mark.parametrize(
    ("variable", "language"),
    [
        ("zh_CN.UTF-8", "zh_Hans"),
        ("zh_TW", "zh_Hant"),
        ("zh_HK.UTF-8", "zh_Hant"),
        ("en_GB", "en"),
        ("C", "zh_Hans"),
    ],
)
def test_language_by_locale(variable: str, language: str) -> None:
    """The locale variables choose; simplified Chinese where they say nothing."""
    assert i18n.from_environment({"LANG": variable}) == language


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("zh_Hans", True), ("zh_Hant", True), ("en", True), ("zh-CN", True), ("zh_TW.UTF-8", True), ("ZH", True),
        ("en_GB", True), ("C", True), ("C.UTF-8", True), ("", True),
        ("fr", False), ("chinese", False), ("zh_Hnat", False), ("english", False), ("简体中文", False),
    ],
)  # fmt: skip
def test_a_choice_that_names_no_language(value: str, known: bool) -> None:  # noqa: FBT001 - a column of the table
    """It is told of, and the locale counts instead."""
    environ = {"REVIEW_LANG": value, "LANG": "zh_TW"}
    assert i18n.unknown_choice(environ) == ("" if known else value)
    if not known:
        assert i18n.from_environment(environ) == "zh_Hant"


def test_a_message_in_three_languages() -> None:
    """The words of the verdict on a document."""
    said = {one: i18n.in_locale("publish with parts left out", one) for one in i18n.LOCALES}
    assert said == {
        "zh_Hans": "删减后公开",
        "zh_Hant": "刪減後公開",
        "en": "publish with parts left out",
    }
