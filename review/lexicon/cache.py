"""Shipped rules ready for a scan, kept compiled so that a start costs milliseconds.

The compiled form carries the digest of the very bytes it was made from, so it cannot be stale. One ships
beside the rules; where somebody has changed them, another is kept in the user's own cache folder. An
organisation's own lexicons are never cached: their terms stay in the one file they are kept in.
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
from review.lexicon.rule import Rule, check_together
from review.resources import data_folder

_FORM = "3"
SHIPPED = "compiled/rules.json"
_FIELDS = tuple(f.name for f in fields(Rule) if f.name not in ("examples", "negative_examples"))


def shipped_rules() -> tuple[Rule, ...]:
    """All rules that ship, folded and without examples."""
    files = _files()
    digest = _digest(files)
    folder = data_folder("lexicons")
    rules = _load(folder / SHIPPED, digest)
    if rules is None:
        cache = _cache_folder()
        kept = cache / f"lexicons-{digest}.json" if cache else None
        rules = _load(kept, digest) if kept else None
        if rules is None:
            rules = _compile(files)
            if kept:
                _store(kept, digest, rules)
    return rules


def build() -> Path:
    """Write the compiled form that ships; gives its path.

    Raises:
        DataError: a lexicon is not what it must be.
    """
    files = _files()
    path = data_folder("lexicons") / SHIPPED
    path.parent.mkdir(exist_ok=True)
    _store(path, _digest(files), _compile(files))
    return path


def _files() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(data_folder("lexicons").glob("*.yaml"))]


def _digest(files: list[tuple[str, bytes]]) -> str:
    digest = sha256(_FORM.encode())
    for name, data in files:
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _compile(files: list[tuple[str, bytes]]) -> tuple[Rule, ...]:
    from review.lexicon.load import load_lexicon

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
    if not Path(base).is_absolute():
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


def _load(path: Path, digest: str) -> tuple[Rule, ...] | None:
    try:
        kept = json.loads(path.read_bytes())
        return tuple(_rule(row) for row in kept["rules"]) if kept["digest"] == digest else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _rule(row: list[object]) -> Rule:
    values = dict(zip(_FIELDS, row, strict=True))
    kept = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    kept["severity"] = Severity(str(kept["severity"]))
    kept["confidence"] = Confidence(str(kept["confidence"]))
    return Rule(**kept)  # type: ignore[arg-type]


def _store(path: Path, digest: str, rules: tuple[Rule, ...]) -> None:
    """Write beside and rename, so that nobody ever reads half a file; a full disk is no reason to fail."""
    rows = [[values[name] for name in _FIELDS] for values in map(asdict, rules)]
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"digest": digest, "rules": rows}, file, ensure_ascii=False, indent=0)
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
