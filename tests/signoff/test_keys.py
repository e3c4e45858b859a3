"""``allowed_signers``: OpenSSH's format, read strictly."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from review.errors import DataError
from review.signoff.keys import keys_of, load_signers
from review.signoff.sshsig import pack
from tests.builders.office import quick_public, signers_file

KEY = "ssh-ed25519 " + base64.b64encode(quick_public("a")).decode()
NS = 'namespaces="review-signoff"'


def test_the_file_of_the_tests_is_read() -> None:
    """Comments and empty lines are passed over."""
    signers = load_signers(b"# note\n\n" + signers_file(("a", "b")), "allowed_signers")
    assert [s.principals for s in signers] == [("a",), ("b",)]
    assert keys_of(signers, quick_public("a"), "a")
    assert not keys_of(signers, quick_public("a"), "b")
    assert not keys_of(signers, quick_public("b"), "a")


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (f"a {NS} {KEY}", True),
        (f'a NAMESPACES="git,review-signoff" {KEY} a comment', True),
        (f"x,a {NS} {KEY}", True),
        (f'a namespaces="git" {KEY}', False),
        (f'a namespaces="*" {KEY}', False),
        (f"a {KEY}", False),
        (f'a valid-before="20990101" {KEY}', False),
    ],
)
def test_a_key_counts_only_for_our_namespace(line: str, counts: bool) -> None:  # noqa: FBT001
    """A key listed for commits, or for anything, signs off nothing."""
    assert bool(keys_of(load_signers(line.encode(), "f"), quick_public("a"), "a")) is counts


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (f"*@office {NS} {KEY}", "plain name"),
        (f"a,!b {NS} {KEY}", "plain name"),
        (f"a, {NS} {KEY}", "plain name"),
        (f"a cert-authority,{NS} {KEY}", "certificate"),
        (f"a cert-authority {KEY}", "certificate"),
        (f"a verify-required {KEY}", "unknown"),
        (f"a {NS},{NS} {KEY}", "repeated"),
        (f'a valid-after="tomorrow",{NS} {KEY}', "date"),
        (f'a valid-after="20261301Z",{NS} {KEY}', "date"),
        (f"a {NS} ssh-ed25519", "no usable public key"),
        (f"a {NS} ssh-ed25519 AAAA", "no usable public key"),
        (f"a {NS} ssh-ed25519 ????", "no usable public key"),
        (f"a {NS} ssh-rsa {KEY.split()[1]}", "no usable public key"),
        (f"a {NS} ssh-dss AAAAB3NzaC1kc3M=", "no usable public key"),
        ("a", "no usable public key"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(line: str, what: str) -> None:
    """Nothing is passed over in silence."""
    with pytest.raises(DataError) as caught:
        load_signers(f"# first\n{line}\n".encode(), "allowed_signers")
    assert caught.value.where == "allowed_signers:2"
    assert what in caught.value.what


def test_a_key_with_something_after_it_is_refused() -> None:
    """A public key is built exactly as its type says."""
    longer = base64.b64encode(quick_public("a") + pack(b"x")).decode()
    with pytest.raises(DataError):
        load_signers(f"a {NS} ssh-ed25519 {longer}".encode(), "f")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20260102Z", dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
        ("202601020304Z", dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)),
        ("20260102030405Z", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
        ("20260102", dt.datetime(2026, 1, 2).astimezone()),
    ],
)
def test_dates_are_read_as_openssh_does(text: str, moment: dt.datetime) -> None:
    """ssh-keygen(1): YYYYMMDD or YYYYMMDDHHMM[SS], in local time unless Z follows."""
    (signer,) = load_signers(f'a {NS},valid-after="{text}",valid-before="{text}" {KEY}'.encode(), "f")
    assert signer.valid_after == signer.valid_before == moment


def test_a_file_in_another_encoding_is_refused() -> None:
    """GB18030 names would not be the names of the policy."""
    with pytest.raises(DataError):
        load_signers("张三 x".encode("gb18030"), "f")
