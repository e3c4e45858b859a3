"""What a sign-off says: an in-toto Statement v1 with one spelling."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.signoff.refusals import Refusal
from review.signoff.statement import PREDICATE_TYPE, SignOff, day, dump_statement, load_statement

DIGEST = "0123456789abcdef" * 4
TIMES = st.datetimes(min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(9000, 1, 1)).map(  # noqa: DTZ001
    lambda t: t.replace(microsecond=0, tzinfo=dt.UTC)
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
SIGNOFFS = st.builds(
    SignOff, stage=st.integers(1, 9), role=TEXT, signer=TEXT, outcome=TEXT, document_name=TEXT,
    document_sha256=DIGESTS, sheet_name=TEXT, sheet_sha256=DIGESTS, policy_sha256=DIGESTS, signed_at=TIMES,
    expires_at=TIMES, previous=st.one_of(st.just(""), DIGESTS),
)  # fmt: skip


def sample() -> SignOff:
    """A sign-off with a copy to release."""
    moment = dt.datetime(2026, 1, 31, tzinfo=dt.UTC)
    return SignOff(
        stage=1, role="reviewer", signer="a", outcome="publish", document_name="通知.docx",
        document_sha256=DIGEST, sheet_name="通知.docx.review.yaml", sheet_sha256=DIGEST,
        policy_sha256=DIGEST, signed_at=moment, expires_at=moment, released_name="公开版.docx",
        released_sha256=DIGEST,
    )  # fmt: skip


@given(SIGNOFFS)
def test_written_and_read_back(signoff: SignOff) -> None:
    """Nothing is lost on the way."""
    assert load_statement(dump_statement(signoff), "f") == signoff


def test_the_form_is_an_in_toto_statement() -> None:
    """Subjects first: the document, the sheet, the copy to release."""
    statement = json.loads(dump_statement(sample()))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == PREDICATE_TYPE
    assert [s["name"] for s in statement["subject"]] == ["通知.docx", "通知.docx.review.yaml", "公开版.docx"]
    assert load_statement(dump_statement(sample()), "f") == sample()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_day_is_the_same_on_every_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key retired on a day is judged alike at the desk and on a server elsewhere."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert day(dt.datetime(2026, 1, 31, 15, 59, tzinfo=dt.UTC)) == "2026-01-31"
        assert day(dt.datetime(2026, 1, 31, 16, 0, tzinfo=dt.UTC)) == "2026-02-01"
    finally:
        monkeypatch.undo()
        time.tzset()


GOOD = dump_statement(sample())


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        GOOD + b" ",
        GOOD.replace(b'"stage":1', b'"stage":true'),
        GOOD.replace(b'"stage":1', b'"stage":1.0'),
        GOOD.replace(b'"stage":1', b'"stage":1,"urgent":true'),
        GOOD.replace(b'"role":"reviewer"', b'"role":"reviewer","role":"leader"'),
        GOOD.replace(b"in-toto.io", b"elsewhere"),
        GOOD.replace(b"signoff/v1", b"signoff/v2"),
        GOOD.replace(b"T00:00:00Z", b"T00:00:00+08:00"),
        GOOD.replace(b"2026-01-31", b"0001-01-01"),
        GOOD.replace(b"2026-01-31", b"9999-12-31"),
        GOOD.replace(DIGEST.encode(), DIGEST.upper().encode()),
        GOOD.replace(b'"previous":null', b'"previous":""'),
        GOOD.replace(b'"role":"reviewer"', b'"role":null'),
    ],
)
def test_anything_else_is_refused(payload: bytes) -> None:
    """Unknown and doubled keys, other types, other spellings."""
    with pytest.raises(Refusal):
        load_statement(payload, "f")
