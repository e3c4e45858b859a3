"""``review form``: print the sheet as an office form, in Word or PDF."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import click

from review.commands.one_file import NEW_FILE, SHEET, OneFileCommand
from review.commands.paths import shown
from review.errors import UsageError
from review.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from review.publish.form import Form
    from review.signoff.statement import SignOff


@click.command(
    "form",
    cls=OneFileCommand,
    help=_(
        "Print SHEET as an office form with its decisions, signatures and digests, and a page for seals.\n\n"
        "The ending of the output tells the kind: .docx or .pdf."
    ),
)
@click.argument("sheet", type=SHEET)
@click.option("--output", "-o", type=NEW_FILE, required=True,
              help=_("write the form to this file (.docx or .pdf)"))  # fmt: skip
@click.option("--language", "wanted", type=click.Choice(["zh_Hans", "zh_Hant"]),
              help=_("script of the form; that of the sheet if not given"))  # fmt: skip
def command(sheet: Path, *, output: Path, wanted: str | None) -> None:  # noqa: D103 - its help stands above
    from review.publish.form import make_form
    from review.sheet.file import draft_path, read_sheet, replace_file, sheet_path
    from review.sheet.record import load_sheet

    path = sheet if sheet.name.endswith(".review.yaml") else sheet_path(sheet)
    read_sheet(path)
    data = path.read_bytes()
    loaded = load_sheet(data, path.name)
    draft = draft_path(path)
    if output.exists() and output.resolve() in (path.resolve(), draft.resolve()):
        remedy = _("choose another place")
        raise UsageError(
            _("the form must not replace the draft or its sheet"), where=str(output), remedy=remedy
        )
    digest = hashlib.sha256(data).hexdigest()
    script = wanted or loaded.scan.language
    form = make_form(loaded, digest, _signed(draft, digest), script if script != "en" else language())
    replace_file(output, _writer(output)(form))
    click.echo(shown(output))


def _writer(output: Path) -> Callable[[Form], bytes]:
    if output.suffix.lower() == ".docx":
        from review.publish.form_docx import form_docx

        return form_docx
    if output.suffix.lower() == ".pdf":
        from review.publish.form_pdf import form_pdf

        return form_pdf
    raise UsageError(
        _("forms are written as .docx or .pdf"), where=str(output), remedy=_("choose another ending")
    )


def _signed(draft: Path, sheet_sha256: str) -> list[SignOff]:
    """Sign-offs over this very sheet whose signatures fit what was signed."""
    from review.signoff.case import SIGNOFF_SUFFIX

    bundle = draft.with_name(draft.name + SIGNOFF_SUFFIX)
    if not bundle.exists():
        return []
    from review.signoff.verify import verify_bundle

    signed = (one.signoff for one in verify_bundle(bundle.read_bytes(), bundle.name))
    return [one for one in signed if one.sheet_sha256 == sheet_sha256]
