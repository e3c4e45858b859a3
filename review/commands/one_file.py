"""Commands that take one file: what they say to a folder, to a missing file, to two files."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from review.commands.paths import SHEET_SUFFIX, missing, typed
from review.errors import RefusedError, UsageError
from review.i18n import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
_CHECK = marked("name a file in it; for all that is in it: review check {files}")
_GATE = marked("name a file in it; for all that is in it: review gate {files}")
_INSIDE = marked("name a file in it")
_NEW = marked("name the file to be written")
_ONE_BY_ONE = marked("run it once for each file")


class OneFile(click.Path):
    """A path that is no folder.

    ``instead`` says what to do about a folder; ``there``: the file, or a sheet of it, must be there;
    ``stdin``: ``-`` stands for standard input; ``new``: it will be written.
    """

    def __init__(
        self, instead: str = _CHECK, *, there: bool = True, stdin: bool = False, new: bool = False
    ) -> None:
        """Nothing is looked at before a path is given."""
        super().__init__(path_type=Path)
        self._instead, self._there, self._stdin, self._new = instead, there, stdin, new

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002 - click's signature
        """The path.

        Raises:
            UsageError: it is a folder, is not there, or is standard input where that cannot be.
        """
        given = str(value)
        if given == STDIN and self._there and not self._stdin:
            remedy = _("name a file; standard input is for review check and review read")
            raise UsageError(_("standard input cannot be used here"), where=given, remedy=remedy)
        if os.path.isdir(given):  # noqa: PTH112  Path.is_dir fails on a name that is too long
            remedy = _(self._instead).format(files=typed(given))
            raise UsageError(_("this is a folder; one file is wanted"), where=given, remedy=remedy)
        if self._new and not os.path.isdir(os.path.dirname(given) or "."):  # noqa: PTH112, PTH120  as above
            remedy = _("make the folder first, or choose another place")
            raise UsageError(_("there is no such folder"), where=given, remedy=remedy)
        if self._there and not (self._stdin and given == STDIN) and not _is_there(given):
            raise missing(given)
        return Path(given)


def _is_there(given: str) -> bool:
    """A sheet that is missing is told of by whoever reads it; a sheet stands for its draft."""
    return given.endswith(SHEET_SUFFIX) or any(map(os.path.lexists, (given, given + SHEET_SUFFIX)))


DRAFT = OneFile()
"""A document, or for most commands its sheet."""
DRAFT_OR_STDIN = OneFile(stdin=True)
SIGNED = OneFile(_GATE)
"""A document whose sign-offs are asked for."""
SHEET = OneFile(marked("name a sheet in it, whose name ends with .review.yaml"))
"""A sheet, or its document."""
ANY_FILE = OneFile(_INSIDE)
"""A file of ours or of the person's own: rules, labelled rows."""
POLICY = OneFile(marked("name the review.yaml in it"), there=False)
KEY = OneFile(_INSIDE, there=False)
NEW_FILE = OneFile(_NEW, there=False, new=True)
"""A file to be written."""


class OneFileCommand(click.Command):
    """A command for one file; ``many`` says what to do with more, whose names are filled in."""

    allow_extra_args = True

    def __init__(self, *args: Any, many: str = _ONE_BY_ONE, **kwargs: Any) -> None:
        """As any command."""
        super().__init__(*args, **kwargs)
        self._many = many

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As any command.

        Raises:
            UsageError: more files than one are named.
        """
        rest = super().parse_args(ctx, args)
        if ctx.args:
            first = next((str(v) for k, v in ctx.params.items() if k in _FIRST and v is not None), "")
            named = [first, *ctx.args] if first else ctx.args
            remedy = _(self._many).format(files=" ".join(map(typed, named)))
            raise UsageError(_("this command takes one file at a time"), where=" ".join(named), remedy=remedy)
        return rest


@contextmanager
def refusing(draft: Path) -> Iterator[None]:
    """What refuses a copy knows the part of the file; the person needs the file's name too.

    Raises:
        RefusedError: the same, with both.
    """
    try:
        yield
    except RefusedError as error:
        where = f"{draft}: {error.where}" if error.where else str(draft)
        raise RefusedError(error.what, where=where, remedy=error.remedy) from None


_FIRST = ("draft", "sheet", "file")
MANY_SHEETS = marked("a sheet for each of them: review check --sheet {files}")
MANY_CHECKED = marked("run it once for each file; what the files hold: review check {files}")
MANY_SIGNED = marked("run it once for each file, or: review gate {files}")
