"""``review check``: scan drafts, print what must be decided, leave with the exit code."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from review.commands.one_file import NEW_FILE, POLICY, STDIN
from review.commands.output import ESCAPED, as_json
from review.commands.paths import documents, is_own, shown
from review.errors import ReviewError, UsageError
from review.finding import Severity
from review.i18n import _
from review.policy import Policy, default_policy, find_policy, read_policy
from review.reports.record import document_record, run_record, worst_exit
from review.ruleset import ruleset_of, settings_of
from review.scanner import Scanner, ScanOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.batch_across import Across, AcrossFinding
    from review.scanner import Scan

_MANY = 16
"""Files from which starting more processes pays."""
_ScanOf = tuple[str, "Scan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the person asked for."""

    policy: Policy
    threshold: Severity
    sheets: bool
    everything: bool
    reveal: bool
    jobs: int | None
    cached: bool
    scrolls: bool


@click.command(
    "check",
    help=_(
        "Scan drafts and say what must be decided before they go out.\n\n"
        "A folder is walked through; - reads a draft from standard input.\n\n"
        "Exit codes: 0 clear, 10 findings at or above the threshold, 11 parts that could not be read, "
        "1 the program failed (never a verdict), 2 wrong usage."
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True,
    help=_("for people, for programs, for code scanning"),
)  # fmt: skip
@click.option("--sheet", "sheets", is_flag=True, help=_("also write or refresh the sheet beside each draft"))
@click.option("--jurisdiction", type=click.Choice(["cn", "tw", "hk", "mo"]), help=_("whose law applies"))
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
@click.option(
    "--threshold", type=click.Choice([s.value for s in Severity]),
    help=_("the lightest severity that must be decided"),
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=_("list findings below the threshold too"))
@click.option("--reveal", is_flag=True, help=_("show what was found as it stands (on a terminal only)"))
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N",
              help=_("how many files at the same time; all cores for many files"))  # fmt: skip
@click.option("--cache/--no-cache", "--resume", "cached", default=True, show_default=True,
              help=_("do not read again what was scanned before and has not changed"))  # fmt: skip
@click.option("--output", "-o", type=NEW_FILE, help=_("write the report to this file"))
def command(  # noqa: D103 - its help stands above
    paths: tuple[str, ...],
    *,
    form: str,
    sheets: bool,
    jurisdiction: str | None,
    policy_path: Path | None,
    threshold: str | None,
    everything: bool,
    reveal: bool,
    jobs: int | None,
    cached: bool,
    output: Path | None,
) -> int:
    if reveal and (form != "text" or output is not None or not sys.stdout.isatty()):
        remedy = _("leave it out, or look at the report on a terminal")
        raise UsageError(_("values are shown on a terminal only"), where="--reveal", remedy=remedy)
    if sheets and STDIN in paths:
        raise UsageError(_("standard input has no sheet"), where="--sheet", remedy=_("name a file"))
    if STDIN in paths and paths != (STDIN,):
        remedy = _("name the files, or - alone")
        raise UsageError(_("standard input is checked on its own"), where=STDIN, remedy=remedy)
    policy = the_policy(policy_path, paths[0], jurisdiction)
    options = Options(
        policy=policy,
        threshold=Severity(threshold) if threshold else policy.threshold,
        sheets=sheets,
        everything=everything,
        reveal=reveal,
        jobs=jobs,
        cached=cached,
        scrolls=form == "text" and output is None and sys.stdout.isatty(),
    )
    files = [] if STDIN in paths else documents(paths)
    _spare(files, output)
    with _target(output) as out:
        return worst_exit(_PRINTERS[form](_scans(files, options), options, out))


def _spare(files: Iterable[Path], output: Path | None) -> None:
    """A report must not be written over what it is about.

    Raises:
        UsageError: it would replace a draft, a sheet or the like.
    """
    if output is None or not output.exists():
        return
    place = output.resolve()
    if is_own(output) or any(file.resolve() == place for file in files):
        raise UsageError(
            _("the report must not replace a draft or its records"),
            where=str(output),
            remedy=_("choose another place"),
        )


def the_policy(given: Path | None, near: str, jurisdiction: str | None = None) -> Policy:
    """The policy named, else the nearest ``review.yaml`` around ``near``, else the default one."""
    start = Path(near) if near != STDIN else Path.cwd()
    found = given or find_policy(start if os.path.isdir(start) else start.parent)  # noqa: PTH112  a name may be too long
    policy = read_policy(found) if found else default_policy()
    return replace(policy, jurisdiction=jurisdiction) if jurisdiction else policy


def _scans(files: list[Path], options: Options) -> Iterator[_ScanOf]:
    """Scans of files; of standard input where there are none."""
    if not files:
        data = sys.stdin.buffer.read()
        yield STDIN, Scanner.from_policy(options.policy).scan_bytes(data, name="stdin.txt")
        return
    for path, scan in _with_progress(_scan_all(files, options), len(files), options):
        if options.sheets:
            _write_sheet(path, scan, options.policy)
        yield str(path), scan


def _write_sheet(path: Path, scan: Scan, policy: Policy) -> None:
    from review.commands.sheet import warnings
    from review.sheet.file import VersionMissing, write_sheet

    try:
        written = write_sheet(path, scan, policy)
    except VersionMissing as error:  # one of a thousand drafts; its sheet stands as it was
        click.echo(str(error), err=True)
        return
    for warning in warnings(written):
        click.echo(f"{shown(written.path)}: {warning}", err=True)


def _scan_all(files: list[Path], options: Options) -> Iterator[tuple[Path, Scan]]:
    """Sheets and --reveal need the text, which stays in the process that read it."""
    if options.sheets or options.reveal or len(files) == 1:
        scanner = Scanner.from_policy(options.policy)
        for path in files:
            yield path, scanner.scan_file(path)
        return
    from review.batch import scan_files
    from review.cores import cores

    jobs = options.jobs or (cores() if len(files) >= _MANY else 1)
    yield from scan_files(options.policy, files, jobs=jobs, cached=options.cached)


def _with_progress(
    scans: Iterable[tuple[Path, Scan]], total: int, options: Options
) -> Iterator[tuple[Path, Scan]]:
    """A bar on stderr, unless the report itself scrolls by on the same terminal."""
    if total == 1 or not sys.stderr.isatty() or options.scrolls:
        yield from scans
        return
    with click.progressbar(
        scans, length=total, file=sys.stderr, label=_("reading"), show_pos=True, item_show_func=_name
    ) as shown:
        yield from shown


def _name(item: tuple[Path, Scan] | None) -> str | None:
    return shown(item[0].name) if item else None


@contextmanager
def _target(output: Path | None) -> Iterator[TextIO]:
    """Where the report goes; a file is opened first and written last, when nothing can fail but the disk.

    Raises:
        UsageError: the file cannot be opened.
        ReviewError: it cannot be written to.
    """
    if output is None:
        yield sys.stdout
        return
    remedy = _("choose another place")
    try:
        file = output.open("w", encoding="utf-8", errors=ESCAPED)
    except OSError:
        raise UsageError(_("this file cannot be written"), where=str(output), remedy=remedy) from None
    report = io.StringIO()
    yield report
    try:
        with file:
            file.write(report.getvalue())
    except OSError:
        raise ReviewError(_("this file cannot be written"), where=str(output), remedy=remedy) from None


def _print_text(scans: Iterable[_ScanOf], options: Options, out: TextIO) -> list[str]:
    from review.batch_across import Across
    from review.reports.terminal import across_lines, render, summary

    outcomes: list[str] = []
    stdin = False
    across = Across()
    for path, scan in _noted(scans, across):
        outcomes.append(scan.outcome(options.threshold).value)
        stdin = path == STDIN
        named = _("standard input") if stdin else path
        text = render(named, scan, options.threshold, reveal=options.reveal, everything=options.everything)
        click.echo(text, file=out)
    together = across.findings()
    for line in across_lines(together):
        click.echo(line, file=out)
    click.echo(summary(outcomes, sheets=options.sheets, stdin=stdin), file=out)
    return [*outcomes, *_outcomes(together, options)]


def _print_json(scans: Iterable[_ScanOf], options: Options, out: TextIO) -> list[str]:
    from review.batch_across import Across

    across = Across()
    records = [document_record(path, scan, options.threshold) for path, scan in _noted(scans, across)]
    together = across.findings()
    ruleset = ruleset_of(settings_of(options.policy), options.policy.sha256)
    _write(run_record(records, ruleset, dt.datetime.now(dt.UTC), across=together), out)
    return [*(record["outcome"] for record in records), *_outcomes(together, options)]


def _print_sarif(scans: Iterable[_ScanOf], options: Options, out: TextIO) -> list[str]:
    from review.batch_across import Across
    from review.reports.sarif import sarif_record

    across = Across()
    kept = list(_noted(scans, across))
    together = across.findings()
    _write(sarif_record(kept, together), out)
    return [*(scan.outcome(options.threshold).value for _path, scan in kept), *_outcomes(together, options)]


def _noted(scans: Iterable[_ScanOf], across: Across) -> Iterator[_ScanOf]:
    """The same scans, each looked at for masks that others may undo."""
    for path, scan in scans:
        across.add(path, scan)
        yield path, scan


def _outcomes(together: Iterable[AcrossFinding], options: Options) -> list[str]:
    grave = any(found.finding.severity.at_least(options.threshold) for found in together)
    return [ScanOutcome.FINDINGS.value] if grave else []


def _write(record: dict[str, Any], out: TextIO) -> None:
    """Laid out for eyes; of many documents each is a line of its own, which takes a tenth of the time."""
    many = record.get("documents", ())
    if len(many) < _MANY:
        out.write(as_json(record, out, indent=2))
    else:
        lines = (
            f'"{key}": ' + (_listed(value, out) if value is many else as_json(value, out))
            for key, value in record.items()
        )
        out.write("{\n" + ",\n".join(lines) + "\n}")
    out.write("\n")


def _listed(records: Iterable[dict[str, Any]], out: TextIO) -> str:
    return "[\n" + ",\n".join(as_json(record, out) for record in records) + "\n]"


_PRINTERS = {"text": _print_text, "json": _print_json, "sarif": _print_sarif}
