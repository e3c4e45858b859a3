"""Help in three languages: it fits the terminal, it is aligned, nothing to be typed is left in English."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

import review.commands
from review import i18n
from review.commands import COMMANDS, main
from review.commands.help import WORDS, fold
from review.reports.terminal import width

if TYPE_CHECKING:
    from collections.abc import Iterator

INNER = {
    "lexicon": ("check", "list", "explain", "try", "seal"),
    "model": ("train", "evaluate", "card", "feedback"),
}
MODULES = [f"review.commands.{name}" for name in COMMANDS]
CALLS = [
    (),
    *((name,) for name in COMMANDS),
    *((name, one) for name, inner in INNER.items() for one in inner),
]


@pytest.fixture(params=i18n.LOCALES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The language of the person; commands are made anew in it."""
    monkeypatch.setenv("REVIEW_LANG", request.param)
    kept = {name: sys.modules.pop(name) for name in MODULES if name in sys.modules}
    yield str(request.param)
    for name in MODULES:
        sys.modules.pop(name, None)
        vars(review.commands).pop(name.rpartition(".")[2], None)
    for name, module in kept.items():  # a module is known by two names: its own, and as a part of its package
        sys.modules[name] = module
        setattr(review.commands, name.rpartition(".")[2], module)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is printed."""
    with pytest.raises(SystemExit):
        main([*arguments])
    out, err = capsys.readouterr()
    return out + err


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_fits_and_is_in_one_language(
    language: str, call: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """80 columns; in Chinese no English stands for what is to be typed."""
    text = shown(capsys, *call, "--help")
    assert max(width(line) for line in text.splitlines()) <= 80
    assert not re.search(r"[a-z,]\.\.\.$", text, re.MULTILINE), "a sentence is cut"
    if language != "en":
        assert not [word for word in WORDS if re.search(rf"(?<![A-Z_]){re.escape(word)}(?![A-Z_])", text)]
        assert not re.search(r"\b(Usage|Options|Commands|required|default)\b", text)


def test_options_are_aligned(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What an option does begins in one column, though Chinese characters take two."""
    lines = shown(capsys, "verify", "--help").splitlines()
    options = [line for line in lines if line.startswith("  -")]
    starts = {width(re.split(r"(?<=\S) {2,}(?=\S)", line)[0] + " " * gap(line)) for line in options}
    assert len(options) == 2
    assert len(starts) == 1, language


def gap(line: str) -> int:
    """Blanks between an option and its explanation."""
    found = re.search(r"(?<=\S) {2,}(?=\S)", line)
    assert found is not None
    return len(found[0])


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("先审查、后公开。", 10, ["先审查、后", "公开。"]),
        ("先审查后公开。", 12, ["先审查后公", "开。"]),
        ("取自（--policy-ref）的提交", 14, ["取自", "（--policy-ref）", "的提交"]),
        ("one two three", 8, ["one two", "three"]),
        ("两 段\n 合一", 20, ["两 段 合一"]),
        ("", 10, []),
    ],
)
def test_folding(text: str, room: int, lines: list[str]) -> None:
    """No line begins with a stop; a word of Latin letters stays whole, even if it is too long."""
    assert fold(text, room) == lines
