"""Old office formats turned into new ones by LibreOffice, where it is installed, alone and within limits."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from review.errors import RefusedError, UsageError
from review.i18n import _

CONVERTED = {"doc": "docx", "rtf": "docx", "xls": "xlsx", "ppt": "pptx"}
"""Old format → the one that can be redacted."""
_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)
"""No macros, and nothing fetched from outside that the file links to."""
_REGISTRY = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    + "</oor:items>"
)


def convert(data: bytes, media: str, name: str) -> tuple[bytes, str]:
    """The file in the newer format, and that format.

    LibreOffice gets a folder and a profile of its own, which nobody else can read and which go afterwards;
    after a time limit it is killed with everything it has started.

    Raises:
        UsageError: ``name``, which the copy will have, does not end as the newer format does.
        RefusedError: LibreOffice is not there, takes too long or makes nothing of the file.
    """
    wanted = CONVERTED[media]
    if not name.lower().endswith(f".{wanted}"):
        remedy = _("let the name of the copy end with .{ending}").format(ending=wanted)
        raise UsageError(
            _("the copy of a {media} file becomes {ending}").format(media=media, ending=wanted), remedy=remedy
        )
    program = next((found for one in _PROGRAMS if (found := shutil.which(one))), None)
    if program is None:
        raise _cannot(_("this old format needs LibreOffice, which is not installed"), wanted)
    with tempfile.TemporaryDirectory(prefix="review-") as folder:
        source = Path(folder) / f"draft.{media}"
        source.write_bytes(data)
        _run(program, source, wanted)
        made = Path(folder) / "out" / f"draft.{wanted}"
        if not made.is_file():
            raise _cannot(_("LibreOffice could not convert the file"), wanted)
        return made.read_bytes(), wanted


def _cannot(what: str, wanted: str) -> RefusedError:
    return RefusedError(what, remedy=_("save it as {ending} and check again").format(ending=wanted))


def _run(program: str, source: Path, wanted: str) -> None:
    home = source.parent
    profile = home / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", wanted, "--outdir", str(home / "out"), str(source),
    ]  # fmt: skip
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=home, env={**os.environ, **proxies, "HOME": str(home), "TMPDIR": str(home)},
        stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, umask=0o077,
    )  # fmt: skip
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise _cannot(_("LibreOffice took too long over the file"), wanted) from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
