"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

import errno
import gettext
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from review import __version__, i18n
from review.commands.help import SpokenContext, spoken
from review.commands.output import never_fails, takes_colour
from review.errors import ExitCode, ReviewError
from review.i18n import _, marked

COMMANDS: dict[str, str] = {
    "check": marked("scan drafts and say what must be decided before they go out"),
    "read": marked("show everything the readers see in a file, hidden parts and gaps included"),
    "sheet": marked("write or refresh the review sheet of a draft"),
    "decide": marked("decide the findings of a sheet, one after the other"),
    "sign": marked("sign a decided sheet in your role"),
    "verify": marked("show who signed a draft and whether the signatures hold"),
    "gate": marked("let documents out only with a valid sign-off (for hooks and CI)"),
    "init": marked("set up a repository: policy, keys, hooks"),
    "redact": marked("write a copy with everything decided for redaction removed"),
    "annotate": marked("write a copy with a comment at each finding"),
    "form": marked("print the review sheet as an office form"),
    "lexicon": marked("check, list, explain and try rules"),
    "model": marked("train, evaluate and describe the risk model"),
}
"""Name → one line of help, in the order of the work."""


class LazyGroup(click.Group):
    """Imports a command's module only when it is called."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command in ``review.commands.<name>``."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"review.commands.{cmd_name}").command
        return spoken(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table above, without importing a single command."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, text in COMMANDS.items()])


def _build() -> click.Group:
    @click.group(
        cls=LazyGroup,
        help=_(
            "Review documents before they are published: scan, decide, sign, release.\n\n"
            "Begin with: review check FILE"
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.version_option(__version__, prog_name="review")
    @click.option("--debug", is_flag=True, help=_("show the stack when the program fails"))
    @click.pass_context
    def review(ctx: click.Context, *, debug: bool) -> None:
        ctx.obj = {"debug": debug}
        ctx.color = takes_colour()

    return spoken(review)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with one of the exit codes of DESIGN §8."""
    never_fails()
    language = i18n.from_environment()
    i18n.use(language)
    _speak_click(language)
    _tell_of_language()
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(given, debug="--debug" in given))


def _tell_of_language() -> None:
    """Say that REVIEW_LANG holds no language we speak, and which there are."""
    wrong = i18n.unknown_choice()
    if wrong:
        what = _("this language is not known")
        remedy = _("one of: {names}").format(names=", ".join(i18n.LOCALES))
        where = "".join(c for c in wrong[:20] if c.isprintable())
        click.echo(f"review: {i18n.CHOICE}={where}: {what} → {remedy}", err=True)


def _speak_click(language: str) -> None:
    """Let click, which asks gettext for its own words, find them in our catalogue."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("review", str(Path(i18n.__file__).with_name("locale")))
    gettext.textdomain("review")


def _run(arguments: list[str], *, debug: bool) -> int:  # noqa: PLR0911 - one way out for each kind of end
    try:
        result: Any = _build().main(arguments, prog_name="review", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        return _say(_("stopped; nothing was lost"), ExitCode.FAILED)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ReviewError as error:
        if debug:
            traceback.print_exc()
        return _say(str(error), error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the last line of defence: a crash is never a verdict
        if debug:
            traceback.print_exc()
        return _say(_crash(error), ExitCode.FAILED)
    return int(result) if isinstance(result, int) else ExitCode.CLEAR


def _crash(error: Exception) -> str:
    """Type and place only: an exception's text may hold what was found (law 7)."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        what = _("the file cannot be written ({reason})").format(reason=error.strerror)
        remedy = _("free some space, or check the permissions of the folder; nothing was changed")
        return f"{what} → {remedy}"
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    what = _("the program failed ({error} at {place}); this is no verdict on the document")
    remedy = _("run again with review --debug and report it")
    return f"{what.format(error=type(error).__name__, place=at)} → {remedy}"


def _say(message: str, code: ExitCode) -> int:
    click.echo(f"review: {message}", err=True)
    return code
