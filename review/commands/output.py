"""What goes to terminals, pipes and files: every character gets there, whatever they can show.

A file's name may be no text at all (names of GBK in a system of UTF-8, from an old archive), and a terminal
may know fewer characters than a document has. Neither may end a check of a thousand other files.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

ESCAPED = "backslashreplace"
"""How a character is written that cannot be: of a name that is no text, in JSON, it is JSON's own escape."""


def never_fails() -> None:
    """Let what is printed be printed, in escapes where there is no other way; a closed stream is empty."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and (stream.errors == "strict" or not _speaks_unicode(stream)):
            stream.reconfigure(errors=ESCAPED)


def takes_colour() -> bool | None:
    """False where somebody wants none (https://no-color.org) or the terminal has none; else click decides."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def as_json(value: Any, out: TextIO, *, indent: int | None = None) -> str:
    """A record for ``out``; where that speaks no Unicode, as JSON must (RFC 8259 §8.1), in escapes."""
    return json.dumps(value, ensure_ascii=not _speaks_unicode(out), indent=indent)


def _speaks_unicode(out: TextIO) -> bool:
    return codecs.lookup(out.encoding or "utf-8").name.startswith("utf-")
