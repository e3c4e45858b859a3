"""``review read``: every block a reader sees, with its place and visibility, and every gap."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from review.categories import VISIBILITIES
from review.commands.one_file import DRAFT_OR_STDIN, MANY_CHECKED, OneFileCommand
from review.commands.output import as_json
from review.document import BlockKind, Visibility
from review.errors import ExitCode
from review.gaps import gap_reason, gap_remedy
from review.i18n import _, language, marked
from review.legible import legible
from review.reports.record import gap_record, location_record

if TYPE_CHECKING:
    from pathlib import Path

    from review.document import Document


KINDS: dict[BlockKind, str] = {
    BlockKind.TEXT: marked("text"),
    BlockKind.PARAGRAPH: marked("paragraph"),
    BlockKind.HEADING: marked("heading"),
    BlockKind.TABLE: marked("table"),
    BlockKind.CELL: marked("cell"),
    BlockKind.HEADER: marked("page header"),
    BlockKind.FOOTER: marked("page footer"),
    BlockKind.FOOTNOTE: marked("footnote"),
    BlockKind.ENDNOTE: marked("endnote"),
    BlockKind.COMMENT: marked("comment"),
    BlockKind.TEXTBOX: marked("text box"),
    BlockKind.NOTES: marked("speaker notes"),
    BlockKind.PROPERTY: marked("property"),
    BlockKind.FILE_NAME: marked("file name"),
    BlockKind.INSERTED: marked("inserted"),
    BlockKind.DELETED: marked("deleted"),
    BlockKind.LINK: marked("link"),
    BlockKind.FIELD: marked("field code"),
    BlockKind.ALT_TEXT: marked("alternative text"),
    BlockKind.ANNOTATION: marked("annotation"),
    BlockKind.ATTRIBUTE: marked("attribute"),
    BlockKind.SCRIPT: marked("script"),
    BlockKind.NAME: marked("defined name"),
    BlockKind.WATERMARK: marked("watermark"),
    BlockKind.OTHER: marked("other"),
}
"""Kind of block → its word."""


@click.command(
    "read",
    cls=OneFileCommand,
    many=MANY_CHECKED,
    help=_(
        "Show what the readers see in FILE: every paragraph, cell, comment and property with its place, "
        "hidden ones too, and every part that could not be read.\n\n"
        "This prints the document's own text. Exit codes: 0 read whole, 11 parts that could not be read."
    ),
)
@click.argument("file", type=DRAFT_OR_STDIN)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help=_("for people, for programs"))  # fmt: skip
def command(file: Path, *, form: str) -> int:  # noqa: D103 - its help stands above
    from review.readers import read_bytes, read_file

    stdin = str(file) == "-"
    document = read_bytes(sys.stdin.buffer.read(), name="stdin.txt") if stdin else read_file(file)
    _PRINTERS[form](document)
    return ExitCode.GAPS if document.gaps else ExitCode.CLEAR


def _print_text(document: Document) -> None:
    for start, end, place, visibility, kind in document.paragraphs():
        seen = "" if visibility is Visibility.VISIBLE else f" [{_(VISIBILITIES[visibility])}]"
        where = click.style(place.human(language()), fg="cyan")
        passage = legible(document.text[start:end], " ")
        click.echo(f"{where}{seen} ({_(KINDS[kind])}) {passage}")
    for gap in document.gaps:
        head = f"? {gap.location.human(language())}: {gap_reason(gap.code, language())}"
        detail = f" ({legible(gap.detail)})" if gap.detail else ""
        click.echo(f"{head}{detail} → {gap_remedy(gap.code, language())}")


def _print_json(document: Document) -> None:
    blocks: list[dict[str, Any]] = [
        {
            "kind": kind.value,
            "visibility": visibility.value,
            "span": [start, end],
            "location": location_record(place),
            "text": document.text[start:end],
        }
        for start, end, place, visibility, kind in document.paragraphs()
    ]
    record = {
        "format": 1,
        "name": document.name,
        "sha256": document.sha256,
        "media": document.media,
        "blocks": blocks,
        "gaps": [gap_record(gap) for gap in document.gaps],
    }
    click.echo(as_json(record, sys.stdout, indent=2))


_PRINTERS = {"text": _print_text, "json": _print_json}
