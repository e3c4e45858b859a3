"""Lexicons whose terms nobody can read: only keyed hashes are stored.

Each term is kept as HMAC-SHA256(key, salt, folded term), cut to 16 bytes, under its length. A hash of every
place of a text would cost seconds, so a quick filter goes first: a linear hash of the characters with
multipliers derived from the key. Its values would help who guesses, so they are stored encrypted; without
the key the file tells how many terms there are of which length, and nothing else.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import shake_256
from typing import TYPE_CHECKING, Any

from review.errors import DataError
from review.finding import Confidence, Severity
from review.i18n import _
from review.lexicon.rule import BOUNDARIES, Rule, known_category
from review.strict import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMAT = "sealed/1"
HASH_BYTES = 16
FILTER_BITS = 22
_SALT_BYTES = 16
MOST_LENGTH = 40
_WORD = 1 << 32
FILTER_SHIFT = 32 - FILTER_BITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """All terms of one length of one rule."""

    length: int
    hashes: frozenset[bytes] = field(repr=False)
    filters: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRule:
    """A rule without its terms."""

    rule: Rule
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedLexicon:
    """A sealed file opened with its key: it can tell whether a text holds a term, not which there are."""

    id: str
    rules: tuple[SealedRule, ...]
    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)

    def hash(self, folded: str) -> bytes:
        """The keyed hash under which a term is stored."""
        return _hash(self.key, self.salt, folded)

    def multipliers(self) -> tuple[int, ...]:
        """Multipliers of the quick filter, one for each character of a term from its first."""
        return _multipliers(self.key, self.salt)

    @property
    def terms(self) -> int:
        """How many terms are sealed."""
        return sum(len(bucket.hashes) for rule in self.rules for bucket in rule.buckets)


def _hash(key: bytes, salt: bytes, folded: str) -> bytes:
    return hmac.digest(key, salt + b"term" + folded.encode("utf-8", "surrogatepass"), "sha256")[:HASH_BYTES]


def _multipliers(key: bytes, salt: bytes) -> tuple[int, ...]:
    stream = shake_256(key + salt + b"filter").digest(4 * MOST_LENGTH)
    return tuple(int.from_bytes(stream[i : i + 4], "little") | 1 for i in range(0, len(stream), 4))


def _filter(folded: str, multipliers: Sequence[int]) -> int:
    total = sum(ord(c) * m for c, m in zip(folded, multipliers, strict=False)) % _WORD
    return total >> FILTER_SHIFT


def _mask(key: bytes, salt: bytes, name: str, data: bytes) -> bytes:
    """Encrypt or decrypt: the same stream of the key, salt and name laid over the data."""
    stream = shake_256(key + salt + b"mask" + name.encode()).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))


def _check(key: bytes, salt: bytes) -> str:
    return hmac.digest(key, salt + b"check", "sha256").hex()


def seal(identifier: str, rules: Iterable[Rule], key: bytes) -> bytes:
    """The sealed form of rules, as the bytes of a file.

    Raises:
        DataError: a rule has a context, which cannot be sealed, or a term is too long.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    body = {
        "format": FORMAT,
        "id": identifier,
        "salt": b64encode(salt).decode(),
        "check": _check(key, salt),
        "rules": [_sealed_rule(rule, key, salt) for rule in rules],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _sealed_rule(rule: Rule, key: bytes, salt: bytes) -> dict[str, Any]:
    if rule.near or rule.without or rule.unless or rule.alone or rule.label:
        what = _("only terms can be sealed, not near, without, unless, alone or label")
        raise DataError(what, where=rule.id, remedy=_("keep this rule in a plain lexicon"))
    lengths: dict[int, list[str]] = {}
    for term in rule.folded().terms:
        if len(term) > MOST_LENGTH:
            raise DataError(
                _("a term is too long to be sealed"), where=rule.id, remedy=_("seal a part of it")
            )
        lengths.setdefault(len(term), []).append(term)
    return {
        "id": rule.id, "category": rule.category, "severity": rule.severity.value,
        "confidence": rule.confidence.value, "boundary": rule.boundary, "basis": list(rule.basis),
        "buckets": [_bucket(rule.id, n, terms, key, salt) for n, terms in sorted(lengths.items())],
    }  # fmt: skip


def _bucket(rule_id: str, length: int, terms: Sequence[str], key: bytes, salt: bytes) -> dict[str, Any]:
    multipliers = _multipliers(key, salt)
    pairs = sorted((_hash(key, salt, term), _filter(term, multipliers)) for term in terms)
    filters = b"".join(value.to_bytes(4, "little") for _digest, value in pairs)
    return {
        "length": length,
        "hashes": b64encode(b"".join(digest for digest, _value in pairs)).decode(),
        "filter": b64encode(_mask(key, salt, f"{rule_id}/{length}", filters)).decode(),
    }


def open_sealed(data: bytes, key: bytes, where: str) -> SealedLexicon:
    """A sealed lexicon, opened.

    Raises:
        DataError: the file is damaged, or the key is not its key. A wrong key is never a silent no-match.
    """
    record = Record(_json(data, where), where)
    record.choice("format", (FORMAT,))
    identifier = record.text("id")
    salt = _bytes(record, "salt")
    if not hmac.compare_digest(record.text("check"), _check(key, salt)):
        what = _("the key does not fit this sealed lexicon")
        raise DataError(what, where=where, remedy=_("give the key it was sealed with"))
    rules = tuple(_opened_rule(row, key, salt) for row in record.records("rules"))
    record.done()
    return SealedLexicon(id=identifier, rules=rules, salt=salt, key=key)


def _json(data: bytes, where: str) -> Any:
    try:
        return json.loads(data, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        remedy = _("make it again with review lexicon seal")
        raise DataError(_("this is no sealed lexicon"), where=where, remedy=remedy) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _bytes(record: Record, key: str) -> bytes:
    try:
        return b64decode(record.text(key), validate=True)
    except ValueError:
        raise record.error(key, _("is damaged"), _("make it again with review lexicon seal")) from None


def _opened_rule(row: Record, key: bytes, salt: bytes) -> SealedRule:
    rule = Rule(
        id=row.text("id"), terms=(), category=row.text("category"),
        severity=Severity(row.choice("severity", [s.value for s in Severity])),
        confidence=Confidence(row.choice("confidence", [c.value for c in Confidence])),
        boundary=row.choice("boundary", BOUNDARIES), basis=row.words("basis", ()), talk="found",
    )  # fmt: skip
    if not known_category(rule.category):
        raise row.error("category", _("unknown category"))
    buckets = tuple(_opened_bucket(bucket, rule.id, key, salt) for bucket in row.records("buckets"))
    row.done()
    return SealedRule(rule=rule, buckets=buckets)


def _opened_bucket(row: Record, rule_id: str, key: bytes, salt: bytes) -> Bucket:
    length = row.number("length", least=1, most=MOST_LENGTH)
    hashes = _bytes(row, "hashes")
    filters = _mask(key, salt, f"{rule_id}/{length}", _bytes(row, "filter"))
    row.done()
    if not hashes or len(hashes) % HASH_BYTES or len(filters) * HASH_BYTES != len(hashes) * 4:
        raise row.error("hashes", _("is damaged"), _("make it again with review lexicon seal"))
    values = (int.from_bytes(filters[i : i + 4], "little") for i in range(0, len(filters), 4))
    bounded = tuple(value & ((1 << FILTER_BITS) - 1) for value in values)
    pieces = (hashes[i : i + HASH_BYTES] for i in range(0, len(hashes), HASH_BYTES))
    return Bucket(length=length, hashes=frozenset(pieces), filters=bounded)
