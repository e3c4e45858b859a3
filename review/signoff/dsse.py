"""DSSE envelopes, one a line: the payload, and one SSH signature over its pre-authentication encoding.

Source: DSSE protocol v1.0.0 (secure-systems-lab/dsse); the bundle is a JSON Lines file as in in-toto.
An envelope has exactly one spelling, so that a changed byte anywhere in the file is noticed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from review.i18n import _
from review.signoff.refusals import Refusal
from review.signoff.sshsig import fingerprint, parse_signature, verify_signature

PAYLOAD_TYPE = "application/vnd.in-toto+json"
MOST_BYTES = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One signed payload. Nothing reads ``payload`` but ``verified_payload``."""

    payload: bytes
    signature: bytes
    where: str = ""


def pae(payload: bytes) -> bytes:
    """The bytes that are signed: pre-authentication encoding of type and payload."""
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)


def canonical_json(value: Any) -> bytes:
    """The one spelling of a value: keys sorted, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def dump_envelope(envelope: Envelope) -> bytes:
    """The line of an envelope, without its line feed; ``sig`` is what ssh-keygen wraps in armour."""
    keyid = fingerprint(parse_signature(envelope.signature).public_key)
    return canonical_json({
        "payload": base64.b64encode(envelope.payload).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": keyid, "sig": base64.b64encode(envelope.signature).decode()}],
    })  # fmt: skip


def envelope_digest(envelope: Envelope) -> str:
    """Hex SHA-256 of the envelope's line: what the next one names as ``previous``."""
    return hashlib.sha256(dump_envelope(envelope)).hexdigest()


def load_bundle(data: bytes, where: str) -> tuple[Envelope, ...]:
    """The envelopes of a file, in order; an empty file has none.

    Raises:
        Refusal: ``signoffs_unreadable``, when a line is not exactly as it was written.
    """
    if not data:
        return ()
    if len(data) > MOST_BYTES or not data.endswith(b"\n"):
        raise Refusal("signoffs_unreadable", where=where, detail=_("the end is missing"))
    lines = data[:-1].split(b"\n")
    return tuple(_load_line(line, f"{where}:{number}") for number, line in enumerate(lines, 1))


def _load_line(line: bytes, where: str) -> Envelope:
    try:
        fields = json.loads(line)
        envelope = Envelope(
            payload=base64.b64decode(fields["payload"], validate=True),
            signature=base64.b64decode(fields["signatures"][0]["sig"], validate=True),
            where=where,
        )
        same = dump_envelope(envelope) == line
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        same = False
    if not same:
        raise Refusal("signoffs_unreadable", where=where, detail=_("this line was altered"))
    return envelope


def verified_payload(envelope: Envelope) -> tuple[bytes, bytes]:
    """The payload, once its signature is verified, and the public key that signed it.

    Raises:
        Refusal: as ``verify_signature``.
    """
    key = verify_signature(pae(envelope.payload), envelope.signature, where=envelope.where)
    return envelope.payload, key
