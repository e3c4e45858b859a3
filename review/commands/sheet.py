"""``review sheet``: write or refresh the review sheet of a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from review.commands.check import the_policy
from review.commands.next_step import next_step
from review.commands.one_file import ANY_FILE, DRAFT, MANY_SHEETS, POLICY, OneFileCommand
from review.commands.paths import SHEET_SUFFIX, is_own, shown
from review.errors import UsageError
from review.i18n import _, language
from review.sheet.verdicts import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from review.scanner import Scan
    from review.sheet.file import Written
    from review.sheet.record import Sheet


@click.command(
    "sheet",
    cls=OneFileCommand,
    many=MANY_SHEETS,
    help=_(
        "Write or refresh the review sheet of DRAFT, in the file DRAFT.review.yaml beside it.\n\n"
        "Decisions that still hold for a changed draft are kept: its earlier version is read again from "
        "git, or from the file given with --earlier."
    ),
)
@click.argument("draft", type=DRAFT)
@click.option("--earlier", type=ANY_FILE, help=_("the earlier version of the draft"))
@click.option("--anew", is_flag=True, help=_("begin again where the earlier version cannot be found"))
@click.option(
    "--set", "given", multiple=True, metavar="FIELD=TEXT",
    help=_("fill in a field of the form, such as author=… or channel=…"),
)  # fmt: skip
@click.option(
    "--outcome", type=click.Choice([o.value for o in Outcome]),
    help=_("state an outcome that is stricter than the decisions"),
)  # fmt: skip
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(  # noqa: D103 - its help stands above
    draft: Path,
    *,
    earlier: Path | None,
    anew: bool,
    given: tuple[str, ...],
    outcome: str | None,
    policy_path: Path | None,
) -> None:
    from review.scanner import Scanner
    from review.sheet.file import read_sheet, save_sheet, sheet_path, write_sheet

    if is_own(draft) and not draft.name.endswith(SHEET_SUFFIX):
        remedy = _("name the document that is to be published")
        raise UsageError(
            _("this file belongs to the review itself, it is no draft"), where=str(draft), remedy=remedy
        )
    values = dict(_pair(one) for one in given)
    policy = the_policy(policy_path, str(draft))
    publication = values.get("publication", "")
    if not publication and sheet_path(draft).exists():
        publication = read_sheet(sheet_path(draft)).item.publication
    scanner = Scanner.from_policy(policy, publication=publication)
    scan = scanner.scan_file(draft)
    _must_not_repeat(values, scan)
    written = write_sheet(draft, scan, policy, earlier, scanner=scanner, anew=anew)
    sheet = _edited(written.sheet, values, outcome)
    if sheet != written.sheet:
        save_sheet(written.path, sheet)
        written = replace(written, sheet=sheet, changed=True)
    _report(written)


def _must_not_repeat(values: dict[str, str], scan: Scan) -> None:
    from review.sheet.repeats import found_values, says

    known = found_values(scan)
    for key, text in values.items():
        if says(text, known):
            remedy = _("write it without the value")
            raise UsageError(
                _("this repeats what was found in the draft"), where=f"--set {key}", remedy=remedy
            )


def _pair(given: str) -> tuple[str, str]:
    from review.publish.form_words import field_words
    from review.sheet.types import ITEM_FIELDS

    called, equals, text = given.partition("=")
    key = next((field for field in ITEM_FIELDS if called in (field, *field_words(field))), "")
    if not equals or not key:
        remedy = _("write FIELD=TEXT with one of: {words}").format(words=", ".join(map(_field, ITEM_FIELDS)))
        raise UsageError(_("there is no such field"), where=f"--set {called}", remedy=remedy)
    if key == "openness" and text and text not in list(Outcome):
        remedy = _("write one of: {words}").format(words=", ".join(Outcome))
        raise UsageError(_("unknown value"), where="--set openness", remedy=remedy)
    return key, text.strip()


def _field(key: str) -> str:
    """A field, and what the form calls it where that is another word."""
    from review.publish.form_words import field_words

    words = field_words(key) if language() != "en" else ()
    return f"{key} {words[language() == 'zh_Hant']}" if words else key


def _edited(sheet: Sheet, values: dict[str, str], outcome: str | None) -> Sheet:
    derived = sheet.derived()
    if values:
        item = replace(sheet.item, **values)
        stated = sheet.outcome if sheet.outcome is not derived else None
        sheet = replace(sheet, item=item, outcome=stated).settled()
    if outcome is None:
        return sheet
    if sheet.undecided():
        remedy = _("decide first: review decide SHEET")
        raise UsageError(_("not everything is decided"), where="--outcome", remedy=remedy)
    stated_sheet = replace(sheet, outcome=Outcome(outcome)).settled()
    if stated_sheet.outcome != outcome:
        raise UsageError(
            _("the decisions do not allow it"), where="--outcome", remedy=_("decide otherwise first")
        )
    return stated_sheet


def _report(written: Written) -> None:
    sheet = written.sheet
    click.echo(shown(written.path))
    facts = [
        _("{n} findings").format(n=len(sheet.findings)),
        _("{n} gaps").format(n=len(sheet.gaps)),
        _("{n} decided").format(n=len(sheet.decisions)),
        _("{n} to decide").format(n=len(sheet.undecided())),
    ]
    click.echo("  " + ", ".join(facts))
    for warning in warnings(written):
        click.echo(f"  {warning}")
    click.echo("  " + next_step(sheet, written.path))


def warnings(written: Written) -> list[str]:
    """What a person should know of a refreshed sheet: decisions that could not be carried over."""
    told: list[str] = []
    if written.sheet.not_holding:
        n = len(written.sheet.not_holding)
        told.append(_("{n} earlier decisions no longer hold; they stand under not_holding").format(n=n))
    return told
