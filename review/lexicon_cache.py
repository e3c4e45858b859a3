"""Shipped rules ready for a scan, kept compiled so that a start costs milliseconds.

The compiled form lies in the user's own cache folder and is found by the digest of the very bytes it was
made from, so it cannot be stale. An organisation's own lexicons are never cached: their terms stay in
the one file the organisation keeps them in.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path

from review.finding import Confidence, Severity
from review.lexicon import Rule, check_together, load_lexicon, shipped_files

_FORM = "1"
_FIELDS = tuple(f.name for f in fields(Rule) if f.name not in ("examples", "negative_examples"))


def shipped_rules() -> tuple[Rule, ...]:
    """All rules that ship, folded and without examples."""
    files = [(path.name, path.read_bytes()) for path in shipped_files()]
    digest = sha256(_FORM.encode())
    for name, data in files:
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    folder = _cache_folder()
    kept = folder / f"lexicons-{digest.hexdigest()}.json" if folder else None
    rules = _load(kept) if kept else None
    if rules is None:
        rules = _compile(files)
        if kept:
            _store(kept, rules)
    return rules


def _compile(files: list[tuple[str, bytes]]) -> tuple[Rule, ...]:
    named = [
        (f"lexicons/{name}: {rule.id}", rule.folded())
        for name, data in files
        for rule in load_lexicon(data, f"lexicons/{name}").rules
    ]
    check_together((rule for _where, rule in named), lambda i: named[i][0])
    return tuple(rule for _where, rule in named)


def _cache_folder() -> Path | None:
    """A folder of ours that nobody else can write to, or nothing."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - may have no home
    if not os.path.isabs(base):
        return None
    folder = Path(base) / "prepub-review"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(status.st_mode):
        return None
    foreign = hasattr(os, "getuid") and status.st_uid != os.getuid()
    return None if foreign or (os.name == "posix" and status.st_mode & 0o077) else folder


def _load(path: Path) -> tuple[Rule, ...] | None:
    try:
        rows = json.loads(path.read_bytes())
        return tuple(_rule(row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _rule(row: list[object]) -> Rule:
    values = dict(zip(_FIELDS, row, strict=True))
    kept = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    kept["severity"] = Severity(str(kept["severity"]))
    kept["confidence"] = Confidence(str(kept["confidence"]))
    return Rule(**kept)  # type: ignore[arg-type]


def _store(path: Path, rules: tuple[Rule, ...]) -> None:
    """Write beside and rename, so that nobody ever reads half a file; a full disk is no reason to fail."""
    rows = [[values[name] for name in _FIELDS] for values in map(asdict, rules)]
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False, separators=(",", ":"))
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
