"""Scans of files that have not changed since, so that a second run reads only what is new.

An entry is found by the digests of file, rules, model, policy and program; it holds what a report
holds (places and masked previews, never a value), and masked numbers as they stand in the document beside
keyed digests of names (docs/decisions/0085), under a seal that only this user can make. An entry that
does not open is as if it were not there.
"""

from __future__ import annotations

import hmac
import json
import secrets
from array import array
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review import __version__
from review.column import Column
from review.document import Document, Gap, Location, Visibility
from review.finding import Confidence, Evidence, Finding, Occurrence, Severity
from review.private import cache_folder, write_private
from review.scanner import Scan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.recognizers.masks_persons import MaskedPerson
    from review.ruleset import Ruleset

_FORM = 3
_PASSING = frozenset({"timeout", "reader_failed", "not_opened", "model_missing"})
"""Gaps that may be gone at the next try; a scan with one of them is not kept."""


class ScanCache:
    """Scans kept for one set of rules.

    ``names_key`` makes digests of the names of masked persons: this user's own, the same in every run.
    """

    def __init__(self, ruleset: Ruleset, settings: str, folder: Path | None = None) -> None:
        base = folder or cache_folder()
        self._folder = base / "scans" if base else None
        self._key = _sealing_key(self._folder) if self._folder else None
        key = self._key or secrets.token_bytes(32)
        self.names_key = hmac.digest(key, b"names of masked persons", "sha256")
        rules = f"{_FORM} {_program()} {ruleset.lexicons} {ruleset.model} {ruleset.policy} {settings}"
        self._rules = rules.encode()

    def get(self, name: str, digest: str) -> Scan | None:
        """The kept scan of a file of this name whose bytes have this SHA-256."""
        if self._folder is None or self._key is None:
            return None
        entry = self._entry(name, digest)
        try:
            with open(f"{self._folder}/{entry}", "rb", buffering=0) as stream:  # noqa: PTH123 - half the time
                seal, _end, body = stream.readall().partition(b"\n")
            return _scan(json.loads(body)) if hmac.compare_digest(seal, self._seal(entry, body)) else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def put(self, name: str, digest: str, scan: Scan) -> None:
        """Keep a scan; a full disk is no reason to stop."""
        if self._folder is None or self._key is None or any(gap.code in _PASSING for gap in scan.gaps):
            return
        entry = self._entry(name, digest)
        body = json.dumps(_record(scan), separators=(",", ":"), default=list).encode()
        write_private(self._folder / entry, self._seal(entry, body) + b"\n" + body)

    def _entry(self, name: str, digest: str) -> str:
        parts = (self._rules, name.encode("utf-8", "surrogatepass"), digest.encode())
        return sha256(b"\0".join(parts)).hexdigest() + ".scan"

    def _seal(self, entry: str, body: bytes) -> bytes:
        return hmac.digest(self._key or b"", f"{entry}\0".encode() + body, "sha256").hex().encode()


@cache
def _program() -> str:
    """Version and state of the program's own files: a checkout changes without a new version."""
    package = Path(__file__).parent
    state = sha256(__version__.encode())
    for path in sorted(package.rglob("*.py")):
        status = path.stat()
        state.update(f"{path.relative_to(package)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _sealing_key(folder: Path) -> bytes | None:
    """Thirty-two random bytes, made at the first use."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / "key"
        if not path.exists() and not write_private(path, secrets.token_bytes(32)):
            return None
        return path.read_bytes()
    except OSError:
        return None


def _record(scan: Scan) -> dict[str, Any]:
    document = scan.document
    return {
        "name": document.name,
        "sha256": document.sha256,
        "media": document.media,
        "characters": scan.characters,
        "findings": _plain(scan.findings),
        "gaps": _plain(scan.gaps),
        "masked": [_person(person) for person in scan.masked],
    }


def _plain(value: Any) -> Any:
    """A record of what ``value`` holds, without its empty fields: most fields of a place are."""
    if is_dataclass(value):
        names = value.__dataclass_fields__
        return {name: _plain(one) for name in names if (one := getattr(value, name)) is not None}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _scan(record: Mapping[str, Any]) -> Scan:
    document = Document(
        name=record["name"], sha256=record["sha256"], media=record["media"], text="", blocks=()
    )
    return Scan(
        document=document,
        findings=tuple(_finding(finding) for finding in record["findings"]),
        gaps=tuple(Gap(**{**gap, "location": _location(gap["location"])}) for gap in record["gaps"]),
        characters=record["characters"],
        masked=tuple(_masked(person) for person in record["masked"]),
    )


def _person(person: MaskedPerson) -> list[Any]:
    """Few words for each: a list may have a hundred thousand."""
    one = person.occurrence
    place = {key: value for key in _PLACE if (value := getattr(one.location, key)) not in (None, ())}
    return [*person.name, person.value, one.span, one.preview, one.visibility, place]


def _masked(record: Sequence[Any]) -> MaskedPerson:
    from review.recognizers.masks_persons import MaskedPerson, PersonName

    *name, value, span, preview, visibility, place = record
    occurrence = Occurrence(
        location=_location(place), span=tuple(span), preview=preview, visibility=Visibility(visibility)
    )
    return MaskedPerson(name=PersonName(*name), value=value, occurrence=occurrence)


_PLACE = frozenset(field.name for field in fields(Location))


def _location(record: Mapping[str, Any]) -> Location:
    known: dict[str, Any] = dict(record)
    known["container"] = tuple(known.get("container", ()))
    if not known.keys() <= _PLACE:
        raise ValueError("a place of another version")
    return Location(**known)


def _finding(record: Mapping[str, Any]) -> Finding:
    return Finding(
        id=record["id"],
        rule=record["rule"],
        category=record["category"],
        severity=Severity(record["severity"]),
        confidence=Confidence(record["confidence"]),
        occurrences=_occurrences(record["occurrences"]),
        evidence=tuple(Evidence(*evidence) for evidence in record["evidence"]),
        basis=tuple(record["basis"]),
        place=_location(record["place"]) if "place" in record else None,
    )


def _occurrences(record: Any) -> Sequence[Occurrence]:
    """One by one in a list, or a column as a record of arrays."""
    if not isinstance(record, dict):
        return tuple(_occurrence(one) for one in record)
    arrays = {name: array(code, record[name]) for name, code in _ARRAYS.items()}
    return Column(
        table=_location(record["table"]),
        column=record["column"],
        visibility=Visibility(record["visibility"]),
        hidden_rows=frozenset(record["hidden_rows"]),
        previews=record["previews"],
        **arrays,
    )


_ARRAYS = {"rows": "i", "offsets": "i", "starts": "q", "ends": "q"}


def _occurrence(record: Mapping[str, Any]) -> Occurrence:
    start, end = record["span"]
    return Occurrence(
        location=_location(record["location"]),
        span=(start, end),
        preview=record["preview"],
        visibility=Visibility(record["visibility"]),
    )
