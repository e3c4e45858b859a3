"""Shipped rules ready for a scan, kept compiled so that a start costs milliseconds.

The compiled form carries the digest of the very bytes it was made from, so it cannot be stale. One ships
beside the rules; where somebody has changed them, another is kept in the user's own cache folder. An
organisation's own lexicons are never cached: their terms stay in the one file they are kept in.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from hashlib import sha256
from typing import TYPE_CHECKING

from review.finding import Confidence, Severity
from review.lexicon.rule import Rule, check_together
from review.private import cache_folder, write_private
from review.resources import data_folder

if TYPE_CHECKING:
    from pathlib import Path

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
        cache = cache_folder()
        kept = cache / f"lexicons-{digest}.json" if cache else None
        rules = _load(kept, digest) if kept else None
        if rules is None:
            rules = _compile(files)
            if kept:
                write_private(kept, _form(digest, rules))  # a full disk is no reason to fail
    return rules


def build() -> Path:
    """Write the compiled form that ships; gives its path.

    Raises:
        DataError: a lexicon is not what it must be.
    """
    files = _files()
    path = data_folder("lexicons") / SHIPPED
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_form(_digest(files), _compile(files)))
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


def _form(digest: str, rules: tuple[Rule, ...]) -> bytes:
    rows = [[values[name] for name in _FIELDS] for values in map(asdict, rules)]
    return json.dumps({"digest": digest, "rules": rows}, ensure_ascii=False, indent=0).encode()
