"""The sheet beside its document: where it lies, reading it, writing it so that nothing is ever lost."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import DataError, ReviewError, UsageError
from review.i18n import _
from review.scanner import Scanner
from review.sheet.carry import carry
from review.sheet.history import find_earlier
from review.sheet.record import dump_sheet, load_sheet, new_sheet
from review.sheet.rules import check_sheet

if TYPE_CHECKING:
    from review.policy import Policy
    from review.scanner import Scan
    from review.sheet.record import Sheet

SUFFIX = ".review.yaml"
NEW_MODE = 0o644


class VersionMissing(UsageError):  # noqa: N818 - nothing failed; somebody must say where it is
    """Decisions could not be compared with a changed draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a sheet.

    Attributes:
        changed: whether the file was written.
        kept: ids whose decision was carried over from the sheet that was there.
    """

    path: Path
    sheet: Sheet
    changed: bool
    kept: tuple[str, ...] = ()


def sheet_path(draft: Path) -> Path:
    """``draft.docx.review.yaml`` beside ``draft.docx``.

    Raises:
        UsageError: the place has no name (``.``), or is called like a sheet.
    """
    if not draft.name:
        raise UsageError(_("this is a directory"), where=str(draft), remedy=_("name a file in it"))
    if draft.name.endswith(SUFFIX) and draft.name != SUFFIX:
        remedy = _("name the draft: {file}").format(file=draft_path(draft).name)
        raise UsageError(_("this is a sheet, not a draft"), where=str(draft), remedy=remedy)
    return draft.with_name(draft.name + SUFFIX)


def draft_path(sheet: Path) -> Path:
    """``draft.docx`` beside ``draft.docx.review.yaml``.

    Raises:
        UsageError: the file is not called like a sheet.
    """
    if not sheet.name.endswith(SUFFIX) or sheet.name == SUFFIX:
        remedy = _("name the file that ends with {suffix}").format(suffix=SUFFIX)
        raise UsageError(_("this is not a sheet"), where=str(sheet), remedy=remedy)
    return sheet.with_name(sheet.name.removesuffix(SUFFIX))


def read_sheet(path: Path) -> Sheet:
    """The sheet in a file.

    Raises:
        UsageError: the file is not there or cannot be read.
        DataError: as ``load_sheet``.
    """
    try:
        data = path.read_bytes()
    except OSError:
        remedy = _("write one: review sheet DRAFT")
        raise UsageError(_("there is no sheet"), where=str(path), remedy=remedy) from None
    return load_sheet(data, str(path))


def save_sheet(path: Path, sheet: Sheet) -> bool:
    """Write the sheet in one step, if its bytes are not there already; says whether it was written.

    Raises:
        ReviewError: the disk is full or the folder cannot be written to; the old sheet stands unchanged.
    """
    check_sheet(sheet, str(path))
    data = dump_sheet(sheet)
    with suppress(OSError):
        if path.read_bytes() == data:
            return False
    replace_file(path, data)
    return True


def replace_file(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Put ``data`` in the place of the file in one step: before or after, never half, the mode kept.

    A new file may be read by those who may read ``like``, and until it is whole by nobody else.

    Raises:
        ReviewError: it cannot be written; what was there stands unchanged, nothing is left behind.
    """
    path = Path(os.path.realpath(path))
    temporary = ""
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _mode(like)
        handle, temporary = tempfile.mkstemp(prefix=".review-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = ""
        _sync_folder(path.parent)
    except OSError as error:
        remedy = _("free some space, or check the permissions of the folder; nothing was changed")
        what = _("the file cannot be written ({reason})").format(reason=error.strerror or "")
        raise ReviewError(what, where=str(path), remedy=remedy) from None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()


def _mode(like: Path | None) -> int:
    return NEW_MODE if like is None else stat.S_IMODE(like.stat().st_mode) & NEW_MODE


def _sync_folder(folder: Path) -> None:
    """The new name survives a power cut too, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_sheet(
    draft: Path, scan: Scan, policy: Policy, previous: Path | None = None,
    *, scanner: Scanner | None = None, anew: bool = False,
) -> Written:  # fmt: skip
    """Write or refresh the sheet of ``draft``, keeping every decision that still holds.

    ``previous`` is the earlier version of the draft, if it is a file; else git is asked. ``scanner`` is the
    one that made ``scan``; it is made from the policy if it is not given. ``anew`` lets all decisions go
    where that version is not found: nobody can tell which of them hold.

    Raises:
        DataError: the sheet that is there cannot be read, or is of another document; it stands unchanged.
        UsageError: the draft's name is no text, which nobody could sign.
        VersionMissing: the version that was decided on is not found; the sheet stands unchanged.
    """
    path = sheet_path(draft)
    _has_a_name(draft)
    scanner = scanner or _scanner(policy)
    made = new_sheet(scan, policy, scanner.ruleset)
    if not path.exists():
        return Written(path=path, sheet=made, changed=save_sheet(path, made))
    old = read_sheet(path)
    _same_document(old, draft, path)
    if _says_the_same(old, made):
        return Written(path=path, sheet=old, changed=False, kept=tuple(d.finding_id for d in old.decisions))
    earlier = _earlier(old, scan, draft, previous, scanner)
    if earlier is None and old.decisions and not anew:
        raise VersionMissing(
            _("the version that was decided on is not found, so that {n} decisions could not be kept").format(
                n=len(old.decisions)
            ),
            where=str(draft),
            remedy=_("give it with review sheet --earlier FILE, or begin again with --anew"),
        )
    sheet = carry(old, earlier, scan, made)
    kept = tuple(d.finding_id for d in sheet.decisions)
    return Written(path=path, sheet=sheet, changed=save_sheet(path, sheet), kept=kept)


@lru_cache(maxsize=1)
def _scanner(policy: Policy) -> Scanner:
    """Built once for a folder of drafts under one policy."""
    return Scanner.from_policy(policy)


def _has_a_name(draft: Path) -> None:
    try:
        draft.name.encode()
    except UnicodeEncodeError:
        remedy = _("give the file a readable name, then run this again")
        raise UsageError(_("the file's name is not in UTF-8"), where=str(draft), remedy=remedy) from None


def _same_document(old: Sheet, draft: Path, path: Path) -> None:
    if old.document.name != draft.name:
        what = _("this sheet is of another document ({name})").format(name=old.document.name)
        raise DataError(what, where=str(path), remedy=_("move it beside its own document"))


def _says_the_same(old: Sheet, made: Sheet) -> bool:
    """Newer rules that find the same in the same bytes are no reason to void sign-offs."""
    return (old.document, old.findings, old.gaps) == (made.document, made.findings, made.gaps)


def _earlier(old: Sheet, scan: Scan, draft: Path, previous: Path | None, scanner: Scanner) -> Scan | None:
    """The version that the old sheet is of, scanned again."""
    if old.document.sha256 == scan.document.sha256:
        return scan
    data = previous.read_bytes() if previous else find_earlier(draft, old.document.sha256)
    if data is None:
        return None
    found = scanner.scan_bytes(data, name=old.document.name)
    if found.document.sha256 != old.document.sha256:
        remedy = _("give the version that the sheet was written for")
        raise UsageError(
            _("this is not the version the sheet is of"), where=str(previous or draft), remedy=remedy
        )
    return found
