"""``review model``: train, evaluate, describe the risk model, and learn from decided sheets."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.commands.help import SpokenGroup
from review.commands.model_table import card_word, label_title, table
from review.commands.one_file import ANY_FILE, SHEET, OneFileCommand
from review.commands.output import as_json
from review.errors import DataError, UsageError
from review.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.learning.rows import Row
    from review.model.risk_model import RiskModel
    from review.scanner import Scanner

_PATH = click.Path(path_type=Path)
_HOLD = 5
"""One extra row in so many is kept from training, to compare the old and the new model on."""


@click.group(
    "model",
    cls=SpokenGroup,
    help=_(
        "The risk model: what is risky without saying so.\n\n"
        "Begin with: review model card, or review model evaluate FILE.jsonl"
    ),
)
def command() -> None:  # noqa: D103 - its help stands above
    pass


@command.command(
    "train",
    help=_(
        "Train the model from the corpus that ships, and write it to a folder.\n\n"
        "With the published texts that the model card names, the shipped model is rebuilt: bit for bit on "
        "the kind of processor it was made on, on another one that judges alike. "
        "A model that does worse than the one before on extra rows kept from training is refused."
    ),
)
@click.option(
    "--out", type=_PATH, default=Path("models/risk"), show_default=True, help=_("folder of the new model")
)
@click.option(
    "--clean", type=_PATH, help=_("folder of published texts (.jsonl, .jsonl.gz), further negatives")
)
@click.option("--extra", type=ANY_FILE, multiple=True, help=_("labelled rows of your own (.jsonl)"))
@click.option("--force", is_flag=True, help=_("take the new model even if it is worse"))
def train(out: Path, clean: Path | None, extra: tuple[Path, ...], *, force: bool) -> None:  # noqa: D103 - above
    from review.learning.rows import as_paragraphs, read_rows
    from review.learning.train import train as run

    rows = [row for path in extra for row in read_rows(path)]
    kept = rows[_HOLD - 1 :: _HOLD]
    taught = [row for i, row in enumerate(rows) if i % _HOLD != _HOLD - 1]
    if clean is None:
        click.echo(
            _("no published texts given: the gate rests on the corpus alone, expect more false alarms"),
            err=True,
        )
    with tempfile.TemporaryDirectory(dir=_parent(out)) as folder:
        new = run(Path(folder) / "risk", clean=clean, extra=list(as_paragraphs(taught)), say=_progress)
        if kept and not force:
            _compare(_model(), new, kept)
        out.mkdir(parents=True, exist_ok=True)
        for name in ("weights.npz", "model.json"):
            shutil.copyfile(Path(folder) / "risk" / name, out / name)
    click.echo(str(out))


def _progress(message: str) -> None:
    click.echo(message, err=True)


def _parent(out: Path) -> Path:
    """The nearest folder above ``out`` that is there, so that the last step is a copy on one disk."""
    return next(p for p in out.absolute().parents if p.is_dir())


def _model(folder: Path | None = None) -> RiskModel:
    """The model of a folder, or the one that ships.

    Raises:
        UsageError: the folder holds none.
        DataError: as ``load``.
    """
    from review.model.files import load

    if folder is not None and not (folder / "model.json").is_file():
        remedy = _("name the folder that holds model.json, as review model train writes it")
        raise UsageError(_("there is no model in this place"), where=str(folder), remedy=remedy)
    return load(folder)


def _compare(old: RiskModel, new: RiskModel, rows: list[Row]) -> None:
    """Print both side by side.

    Raises:
        DataError: the new one is worse.
    """
    from review.learning.evaluate import evaluate, worse

    before, after = evaluate(old, rows), evaluate(new, rows)
    click.echo(_("model so far"))
    _echo(table(before))
    click.echo(_("new model"))
    _echo(table(after))
    if faults := worse(before, after, label_title):
        raise DataError(
            _("the new model is worse") + ": " + "; ".join(faults),
            remedy=_("look at the extra rows, or take it all the same with --force"),
        )


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@command.command(
    "evaluate",
    cls=OneFileCommand,
    help=_("Measure the model on labelled rows: precision, recall, F1, average precision, calibration."),
)
@click.argument("file", type=ANY_FILE)
@click.option("--model", "folder", type=_PATH, help=_("folder of the model; default is the one that ships"))
@click.option(
    "--against", type=_PATH, help=_("folder of a model to compare with; a worse one ends with an error")
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help=_("for people, for programs"))  # fmt: skip
def evaluate(file: Path, folder: Path | None, against: Path | None, form: str) -> None:  # noqa: D103 - as above
    from review.learning.evaluate import evaluate as measure
    from review.learning.rows import read_rows

    rows = list(read_rows(file))
    model = _model(folder)
    if against is not None:
        _compare(_model(against), model, rows)
        return
    figures = measure(model, rows)
    if form == "json":
        click.echo(as_json([figure.record() for figure in figures], sys.stdout, indent=1))
    else:
        _echo(table(figures))


@command.command("card", help=_("What the model was made from, how good it is, and where its limits are."))
@click.option("--model", "folder", type=_PATH, help=_("folder of the model; default is the one that ships"))
def card(folder: Path | None) -> None:  # noqa: D103 - its help stands above
    from review.learning.card import lines

    _echo(lines(_model(folder), card_word))


@command.command(
    "feedback",
    help=_(
        "Make a private training set from decided sheets and the documents beside them.\n\n"
        "It holds passages of your drafts and stays on this machine, readable by you only. "
        "Also tells, rule by rule and month by month, what share was released as a false alarm."
    ),
)
@click.argument("sheets", nargs=-1, required=True, type=SHEET)
@click.option("--out", type=_PATH, default=Path("feedback.jsonl"), show_default=True,
              help=_("write the training set to this file"))  # fmt: skip
def feedback(sheets: tuple[Path, ...], out: Path) -> None:  # noqa: D103 - its help stands above
    from review.learning.feedback import as_rows, drift, learn
    from review.private import write_private

    taught = list(learn([_sheet_of(path) for path in sheets], _scanner()))
    for rule, month, decided, wrong in drift(taught):
        click.echo(f"{rule}  {month}  {wrong}/{decided} " + _("released as false alarms"))
    if not taught:
        click.echo(_("no decided finding of the risk model in these sheets"))
        return
    if not write_private(out, as_rows(taught)):
        raise DataError(
            _("the file cannot be written"), where=str(out), remedy=_("name another place with --out")
        )
    click.echo(_("wrote {file}; next: review model train --extra {file}").format(file=out))


def _sheet_of(path: Path) -> Path:
    from review.sheet.file import SUFFIX, sheet_path

    return path if path.name.endswith(SUFFIX) else sheet_path(path)


def _scanner() -> Scanner:
    from review.policy import default_policy, find_policy, read_policy
    from review.scanner import Scanner

    found = find_policy(Path.cwd())
    return Scanner.from_policy(read_policy(found) if found else default_policy())
