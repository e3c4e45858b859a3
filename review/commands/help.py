"""Help in the language of the person: words for what is to be typed, columns that fit Chinese characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import click

from review.i18n import _, marked
from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Spoken = TypeVar("Spoken", bound=click.Command)
WORDS: dict[str, str] = {
    "[OPTIONS]": marked("[OPTIONS]"),
    "COMMAND [ARGS]...": marked("COMMAND [ARGS]..."),
    "DRAFT": marked("DRAFT"),
    "SHEET": marked("SHEET"),
    "SHEETS...": marked("SHEETS..."),
    "FILE": marked("FILE"),
    "[FILES]...": marked("[FILES]..."),
    "[FOLDER]": marked("[FOLDER]"),
    "PATH…": marked("PATH…"),
    "[PATH…]": marked("[PATH…]"),
    "WORD": marked("WORD"),
    "[PREFIX]": marked("[PREFIX]"),
    "LEXICON": marked("LEXICON"),
    "DOCUMENTS...": marked("DOCUMENTS..."),
    "NAME": marked("NAME"),
    "ROLE": marked("ROLE"),
    "REF": marked("REF"),
    "GLOB": marked("GLOB"),
    "FIELD=TEXT": marked("FIELD=TEXT"),
    "NAME ROLE PRINCIPAL KEY.pub": marked("NAME ROLE PRINCIPAL KEY.pub"),
    "required": marked("required"),
}
"""Words that stand for what is to be typed; click itself looks up the last one."""

_COLUMN = 30
_SPACING = 2
_WHOLE = 1000
"""Characters that no first sentence of a help has."""
_OPENING, _CLOSING = "（「『“‘《〔", "，。；：、！？）」』”’》〕…"
_PIECE = lazy(rf"\s+|[{_OPENING}]*(?:[!-~]+|[^\s])[{_CLOSING}]*")
"""Blanks, or what stays together: a word of Latin letters or one character, with its punctuation."""


class WideFormatter(click.HelpFormatter):
    """Folds and aligns by columns of the terminal, where a Chinese character takes two."""

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of its language."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, which are parted by an empty line."""
        indent = " " * self.current_indent
        folded = (fold(part, self.width - self.current_indent) for part in re.split(r"\n\s*\n", text))
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in folded) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = _SPACING
    ) -> None:
        """Options or commands, and what they do."""
        from review.reports.terminal import pad, width

        listed = list(rows)
        column = min(max((width(first) for first, _second in listed), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in listed:
            lines = fold(second, max(self.width - column - self.current_indent, 10)) or [""]
            if width(first) > column - col_spacing:
                self.write(f"{indent}{first}\n")
                first = ""  # noqa: PLW2901 - its line is written
            for line in lines:
                self.write(f"{indent}{pad(first, column)}{line}".rstrip() + "\n")
                first = ""  # noqa: PLW2901 - only beside the first line


class SpokenContext(click.Context):
    """Its help is written by columns."""

    formatter_class = WideFormatter


class SpokenGroup(click.Group):
    """Lists its commands with the whole first sentence of their help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command and what it does, folded where it is long."""
        told = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(_WHOLE)) for name, command in told if command]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def spoken(command: Spoken) -> Spoken:
    """The command, and those below it, with all that is to be typed in the language spoken now."""
    command.context_class = SpokenContext
    command.options_metavar = _word(command.options_metavar)
    for param in command.params:
        param.metavar = _word(_shown(param))
    if isinstance(command, click.Group):
        command.subcommand_metavar = _word(command.subcommand_metavar) or ""
        for inner in command.commands.values():
            spoken(inner)
    return command


def fold(text: str, room: int) -> list[str]:
    """Lines of at most ``room`` columns; Latin words stay whole, punctuation never begins a line."""
    return list(_folded(" ".join(text.split()), room))


def _folded(text: str, room: int) -> Iterator[str]:
    from review.reports.terminal import width

    line = ""
    for piece in _PIECE.findall(text):
        if line and width(line + piece.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


def _shown(param: click.Parameter) -> str | None:
    """What click would show for an argument; an option shows it only where it is said."""
    if param.metavar is not None or not isinstance(param, click.Argument) or not param.name:
        return param.metavar
    word = param.name.upper() if param.required else f"[{param.name.upper()}]"
    return word if param.nargs == 1 else f"{word}..."


def _word(word: str | None) -> str | None:
    return _(WORDS[word]) if word in WORDS else word
