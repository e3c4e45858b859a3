"""The files a person means: single files, folders walked through, our own records left out."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.errors import UsageError
from review.i18n import _
from review.legible import legible
from review.legible import typed as as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHEET_SUFFIX = ".review.yaml"
SIGNOFF_SUFFIX = ".signoff.jsonl"
_OWN_NAMES = frozenset({"review.yaml", "allowed_signers"})


def is_own(path: Path) -> bool:
    """Whether the file is one of ours: a sheet, sign-offs, the policy, the keys."""
    return path.name.endswith((SHEET_SUFFIX, SIGNOFF_SUFFIX)) or path.name in _OWN_NAMES


def typed(path: Path | str) -> str:
    """A path as a person types it: in quotes where it has blanks or the like."""
    return as_typed(str(path))


def shown(path: Path | str) -> str:
    """A path as it may stand on a screen."""
    return legible(str(path))


_ALIKE = ({".htm", ".html"}, {".md", ".markdown"}, {".jpg", ".jpeg"}, {".tif", ".tiff"})
"""Endings that mean the same kind of file."""


def must_end_alike(copy: Path, draft: Path) -> None:
    """A copy is a file of the draft's kind, whatever it is called.

    Raises:
        UsageError: its name promises another kind.
    """
    ours, theirs = copy.suffix.lower(), draft.suffix.lower()
    if ours == theirs or any({ours, theirs} <= alike for alike in _ALIKE):
        return
    raise UsageError(
        _("the copy is a file of the same kind as the draft"),
        where=str(copy),
        remedy=_("let its name end with {ending}").format(ending=theirs or "-"),
    )


def missing(given: str) -> UsageError:
    """There is no file of this name; a name that fell apart at its blanks is the usual reason."""
    remedy = _("check the path; a name with blanks goes in quotes")
    return UsageError(_("there is no such file"), where=given, remedy=remedy)


def documents(paths: Iterable[str]) -> list[Path]:
    """Files in the order given; folders are walked recursively, in order of their names.

    Links in folders are not followed, which is said on standard error.

    Raises:
        UsageError: a path is not there, a folder cannot be read or holds no document.
    """
    found: dict[Path, None] = {}
    links: list[Path] = []
    for given in paths:
        if not given or not os.path.exists(given):  # noqa: PTH110  Path.exists fails on a name that is too long
            raise missing(given)
        path = Path(given)
        files = list(_walk(path, links)) if path.is_dir() else [path]
        if not files:
            remedy = _("name another folder or a file")
            raise UsageError(_("there is no document in this folder"), where=given, remedy=remedy)
        found |= dict.fromkeys(files)
    if links:
        said = _("{n} links were not followed ({first}); name a file to have it checked")
        click.echo(said.format(n=len(links), first=shown(links[0])), err=True)
    return list(found)


def _walk(folder: Path, links: list[Path]) -> Iterator[Path]:
    """Every document below a folder; ``links`` gets the links. NOTE: no hidden entries or ``~$`` lock files.

    Raises:
        UsageError: a folder may not be looked into.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError:
        remedy = _("check its permissions")
        raise UsageError(_("this folder cannot be read"), where=str(folder), remedy=remedy) from None
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        path = folder / entry.name
        if entry.is_symlink():
            links.append(path)
        elif entry.is_dir():
            yield from _walk(path, links)
        elif entry.is_file() and not is_own(path):
            yield path
