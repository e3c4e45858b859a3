"""Signing with the machine's ssh-keygen."""

from __future__ import annotations

import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from review.errors import ReviewError, UsageError
from review.signoff.sshkeygen import public_key_of, sign
from review.signoff.sshsig import parse_signature, verify_signature
from tests.builders.office import make_key, needs_ssh_keygen

if TYPE_CHECKING:
    from pathlib import Path


def test_the_public_key_needs_no_passphrase(tmp_path: Path) -> None:
    """It stands in the clear in the private key's file, and in the .pub file."""
    key = make_key(tmp_path, "k", passphrase="secret words")
    key.with_name("k.pub").rename(tmp_path / "other.pub")
    assert public_key_of(key) == public_key_of(tmp_path / "other.pub")


def test_keys_in_older_formats_are_read_from_their_pub_file(tmp_path: Path) -> None:
    """A PEM key keeps its public half beside it."""
    needs_ssh_keygen()
    key = tmp_path / "k"
    subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-m", "PEM", "-N", "", "-f", str(key)], check=True)
    assert verify_signature(b"m", sign(b"m", key)) == public_key_of(key)


@pytest.mark.parametrize("text", ["", "no key", "ssh-dss AAAAB3NzaC1kc3M=", "-----BEGIN X-----\n?\n"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    """The sentence says how to make one."""
    (tmp_path / "k").write_text(text, encoding="ascii")
    with pytest.raises(UsageError) as caught:
        public_key_of(tmp_path / "k")
    assert "ssh-keygen" in caught.value.remedy


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(UsageError) as caught:
        public_key_of(tmp_path / "none")
    assert caught.value.where.endswith("none")


def test_a_machine_without_ssh_keygen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear sentence instead of a stack."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReviewError) as caught:
        sign(b"m", tmp_path / "k")
    assert str(caught.value).startswith("ssh-keygen is not on this machine → install OpenSSH")


def test_an_agent_holds_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a passphrase and an agent nobody types anything: the .pub file names the key."""
    if shutil.which("ssh-agent") is None or shutil.which("ssh-add") is None:
        pytest.skip("needs ssh-agent")
    key = make_key(tmp_path, "k")
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        for _attempt in range(100):
            if socket.exists():
                break
            time.sleep(0.02)
        subprocess.run(["ssh-add", "-q", str(key)], check=True, capture_output=True)
        key.unlink()
        public = tmp_path / "k.pub"
        assert verify_signature(b"m", sign(b"m", public)) == public_key_of(public)
    finally:
        agent.terminate()
        agent.wait()


def test_ssh_keygen_that_fails(tmp_path: Path) -> None:
    """A wrong passphrase, no agent, too open rights: no signature, and a sentence."""
    key = make_key(tmp_path, "k")
    key.chmod(0o644)
    with pytest.raises(ReviewError) as caught:
        sign(b"m", key)
    assert caught.value.what == "ssh-keygen made no signature"


def test_the_namespace_is_ours(tmp_path: Path) -> None:
    """Never that of git."""
    assert parse_signature(sign(b"m", make_key(tmp_path, "k"))).namespace == "review-signoff"
