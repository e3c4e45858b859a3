"""Envelopes: one spelling each, so that every changed byte shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.signoff.dsse import Envelope, dump_envelope, envelope_digest, load_bundle, pae, verified_payload
from review.signoff.refusals import Refusal
from tests.builders.office import quick_public, quick_sign


def envelope(payload: bytes = b"{}") -> Envelope:
    """A signed payload."""
    return Envelope(payload=payload, signature=quick_sign(pae(payload), "a"))


def test_pre_authentication_encoding() -> None:
    """DSSE protocol v1.0.0: DSSEv1, lengths in decimal, one space between."""
    assert pae(b"hello") == b"DSSEv1 28 application/vnd.in-toto+json 5 hello"


@given(st.lists(st.binary(max_size=40), max_size=4))
def test_written_and_read_back(payloads: list[bytes]) -> None:
    """What was written is what is read, and verifies."""
    written = [envelope(p) for p in payloads]
    bundle = b"".join(dump_envelope(e) + b"\n" for e in written)
    read = load_bundle(bundle, "f")
    assert [verified_payload(e) for e in read] == [(p, quick_public("a")) for p in payloads]
    assert [envelope_digest(e) for e in read] == [envelope_digest(e) for e in written]


GOOD = dump_envelope(envelope())


@pytest.mark.parametrize(
    "bundle",
    [
        GOOD,
        GOOD + b"\r\n",
        GOOD + b" \n",
        b" " + GOOD + b"\n",
        b"\n" + GOOD + b"\n",
        GOOD + b"\n\n",
        b"\xef\xbb\xbf" + GOOD + b"\n",
        GOOD.replace(b'"payload"', b'"payload":"","payload"') + b"\n",
        GOOD.replace(b"{", b'{"a":1,', 1) + b"\n",
        GOOD.replace(b"in-toto", b"other") + b"\n",
        GOOD.replace(b"SHA256:", b"sha256:") + b"\n",
        GOOD.replace(b'"sig":"', b'"sig":"=') + b"\n",
        b"[]\n",
        b"{}\n",
        b"nonsense\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_any_other_spelling_is_refused(bundle: bytes) -> None:
    """Blanks, doubled keys, line ends, another type: the file was altered."""
    with pytest.raises(Refusal) as caught:
        load_bundle(bundle, "f")
    assert caught.value.code == "signoffs_unreadable"


def test_two_signatures_in_one_envelope_are_refused() -> None:
    """One signer each."""
    row = GOOD[GOOD.index(b'{"keyid"') : GOOD.index(b"]}")]
    with pytest.raises(Refusal):
        load_bundle(GOOD.replace(row, row + b"," + row) + b"\n", "f")
