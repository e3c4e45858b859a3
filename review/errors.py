"""Errors a person can act on: what, where and what to do, each with its exit code."""

from __future__ import annotations

from enum import IntEnum

from review.legible import legible


class ExitCode(IntEnum):
    """Exit codes of the command line; a failure of the program is never a verdict."""

    CLEAR = 0
    FAILED = 1
    USAGE = 2
    FINDINGS = 10
    GAPS = 11
    REFUSED = 12


class ReviewError(Exception):
    """A failure told in one line.

    Attributes:
        what: what is wrong.
        where: file and place inside it, such as ``lexicons/cn.yaml: rules[3].severity``.
        remedy: what to do about it.
        exit_code: how the program ends.

    NOTE: never put a found value into any of the three (law 7).
    """

    exit_code = ExitCode.FAILED

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return legible(f"{head} → {self.remedy}" if self.remedy else head)


class UsageError(ReviewError):
    """The call itself is wrong: a missing file, an option that does not fit."""

    exit_code = ExitCode.USAGE


class DataError(ReviewError):
    """A file of ours (lexicon, model, policy, sheet, sign-off) is not what it must be."""


class RefusedError(ReviewError):
    """A document may not go out."""

    exit_code = ExitCode.REFUSED
