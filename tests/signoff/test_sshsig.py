"""SSH signatures: ours and those of stock ssh-keygen are the same thing."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.signoff.refusals import Refusal
from review.signoff.sshkeygen import public_key_of, sign
from review.signoff.sshsig import (
    KEY_FIELDS,
    dearmor,
    fingerprint,
    pack,
    parse_signature,
    unpack,
    verify_signature,
)
from tests.builders.armour import armor
from tests.builders.office import make_key, quick_key, quick_public, quick_sign

if TYPE_CHECKING:
    from pathlib import Path

MESSAGE = "待签内容".encode()
KINDS = [
    ("ed25519", ""),
    ("ecdsa", "256"),
    ("ecdsa", "384"),
    ("ecdsa", "521"),
    ("rsa", "2048"),
    ("rsa", "3072"),
]


def refused(message: bytes, blob: bytes, **options: str) -> str:
    """The code of the refusal."""
    with pytest.raises(Refusal) as caught:
        verify_signature(message, blob, **options)
    return caught.value.code


@pytest.fixture(scope="module", params=KINDS, ids=lambda k: "-".join(filter(None, k)))
def key(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real key of each kind."""
    kind, bits = request.param
    return make_key(tmp_path_factory.mktemp("keys"), "key", kind, bits=bits)


def test_we_accept_what_ssh_keygen_signs(key: Path) -> None:
    """ed25519, ecdsa on its three curves, RSA with SHA-2."""
    blob = sign(MESSAGE, key)
    assert verify_signature(MESSAGE, blob) == public_key_of(key) == public_key_of(key.with_name("key.pub"))
    assert refused(MESSAGE + b".", blob) == "bad_signature"


def test_we_name_keys_as_ssh_keygen_does(key: Path) -> None:
    """The fingerprint is the one people know."""
    shown = subprocess.run(["ssh-keygen", "-l", "-f", str(key)], capture_output=True, check=True).stdout
    assert fingerprint(public_key_of(key)).encode() in shown


def stock_verify(folder: Path, blob: bytes, message: bytes, namespace: str = "review-signoff") -> bool:
    """What ``ssh-keygen -Y verify`` says."""
    import base64

    (folder / "sig").write_bytes(armor(blob))
    line = f'a namespaces="review-signoff" ssh-ed25519 {base64.b64encode(quick_public("a")).decode()}\n'
    (folder / "signers").write_text(line, encoding="utf-8")
    command = ["ssh-keygen", "-Y", "verify", "-n", namespace, "-I", "a", "-f", "signers", "-s", "sig"]
    return (
        subprocess.run(command, input=message, cwd=folder, capture_output=True, check=False).returncode == 0
    )


def test_ssh_keygen_accepts_our_form(tmp_path: Path) -> None:
    """A signature put together by us, in our armour."""
    make_key(tmp_path, "unused")
    blob = quick_sign(MESSAGE, "a")
    assert stock_verify(tmp_path, blob, MESSAGE)
    assert not stock_verify(tmp_path, blob, MESSAGE + b".")
    assert not stock_verify(tmp_path, blob, MESSAGE, "git")


def test_the_namespace_of_commits_is_refused() -> None:
    """A signed commit is no sign-off, and a sign-off no signed commit."""
    assert refused(MESSAGE, quick_sign(MESSAGE, "a", "git")) == "wrong_namespace"
    assert refused(MESSAGE, quick_sign(MESSAGE, "a"), namespace="git") == "wrong_namespace"


def rsa_blob(algorithm: str, digest: str, bits: int = 2048) -> bytes:
    """An RSA signature with the hash we choose."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = rsa.generate_private_key(65537, bits)
    numbers = key.public_key().public_numbers()
    mpints = [n.to_bytes(n.bit_length() // 8 + 1) for n in (numbers.e, numbers.n)]
    public = pack(b"ssh-rsa") + b"".join(map(pack, mpints))
    parts = (b"review-signoff", b"", b"sha512")
    data = b"SSHSIG" + b"".join(map(pack, (*parts, hashlib.sha512(MESSAGE).digest())))
    raw = key.sign(data, padding.PKCS1v15(), getattr(hashes, digest)())
    return b"SSHSIG\0\0\0\1" + b"".join(map(pack, (public, *parts, pack(algorithm.encode()) + pack(raw))))


@pytest.mark.parametrize(
    ("algorithm", "digest", "bits", "code"),
    [
        ("ssh-rsa", "SHA1", 2048, "sha1_rsa"),
        ("rsa-sha2-256", "SHA1", 2048, "bad_signature"),
        ("rsa-sha2-512", "SHA512", 1024, "weak_algorithm"),
        ("ssh-ed25519", "SHA512", 2048, "weak_algorithm"),
    ],
)
def test_weak_rsa_is_refused(algorithm: str, digest: str, bits: int, code: str) -> None:
    """SHA-1 can be forged; short moduli can be factored."""
    assert refused(MESSAGE, rsa_blob(algorithm, digest, bits)) == code


def test_rsa_with_sha2_is_accepted() -> None:
    """So the refusals above are not for the builder's sake."""
    assert verify_signature(MESSAGE, rsa_blob("rsa-sha2-256", "SHA256"))


def sk_blob(flags: int, *, ecdsa: bool = False) -> bytes:
    """A security key's signature (PROTOCOL.u2f), made without a security key."""
    application, tail = b"ssh:", bytes([flags]) + (7).to_bytes(4)
    parts = (b"review-signoff", b"", b"sha512")
    data = b"SSHSIG" + b"".join(map(pack, (*parts, hashlib.sha512(MESSAGE).digest())))
    wrapped = hashlib.sha256(application).digest() + tail + hashlib.sha256(data).digest()
    kind, fields, raw = _sk_ecdsa(wrapped) if ecdsa else _sk_ed25519(wrapped)
    public = pack(kind) + fields + pack(application)
    signature = pack(kind) + pack(raw) + tail
    return b"SSHSIG\0\0\0\1" + b"".join(map(pack, (public, *parts, signature)))


def _sk_ed25519(data: bytes) -> tuple[bytes, bytes, bytes]:
    (_kind, raw_key), _rest = unpack(quick_public("a"), 2)
    return b"sk-ssh-ed25519@openssh.com", pack(raw_key), quick_key("a").sign(data)


def _sk_ecdsa(data: bytes) -> tuple[bytes, bytes, bytes]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    numbers = utils.decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    raw = b"".join(pack(n.to_bytes(n.bit_length() // 8 + 1)) for n in numbers)
    return b"sk-ecdsa-sha2-nistp256@openssh.com", pack(b"nistp256") + pack(point), raw


@pytest.mark.parametrize("ecdsa", [False, True])
def test_security_keys_count_when_touched(ecdsa: bool) -> None:  # noqa: FBT001 - a row of the table
    """Flag 1 says that somebody touched the key; without it nobody was there."""
    assert verify_signature(MESSAGE, sk_blob(1, ecdsa=ecdsa))
    assert refused(MESSAGE, sk_blob(0, ecdsa=ecdsa)) == "bad_signature"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_flipped_byte_fails(data: st.DataObject) -> None:
    """Law 6, for the signature itself."""
    blob = bytearray(quick_sign(MESSAGE, "a"))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Refusal):
        verify_signature(MESSAGE, bytes(blob))


@given(st.binary(max_size=300))
def test_rubbish_is_refused(blob: bytes) -> None:
    """No bytes bring anything but a refusal."""
    for candidate in (blob, b"SSHSIG\0\0\0\1" + blob):
        with pytest.raises(Refusal):
            verify_signature(MESSAGE, candidate)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_keys_and_signatures_of_rubbish_are_refused(data: st.DataObject) -> None:
    """Well-formed on the outside, anything within: no crash, and no acceptance."""
    kind = data.draw(st.sampled_from(list(KEY_FIELDS)))
    piece = st.one_of(
        st.binary(max_size=80),
        st.sampled_from([b"nistp256", b"nistp384", b"\1\0\1", b"\xff" * 256, b"\0" * 32]),
    )
    fields = b"".join(pack(data.draw(piece)) for _ in range(KEY_FIELDS[kind]))
    algorithm = data.draw(st.sampled_from(["rsa-sha2-256", "rsa-sha2-512", kind]))
    raw = data.draw(st.one_of(piece, st.tuples(piece, piece).map(lambda two: b"".join(map(pack, two)))))
    tail = b"\1\0\0\0\0" if kind.startswith("sk-") else b""
    signature = pack(algorithm.encode()) + pack(raw) + tail
    parts = (pack(kind.encode()) + fields, b"review-signoff", b"", b"sha512", signature)
    with pytest.raises(Refusal):
        verify_signature(MESSAGE, b"SSHSIG\0\0\0\1" + b"".join(map(pack, parts)))


@given(st.binary(max_size=300))
def test_armour_and_back(blob: bytes) -> None:
    """What ssh-keygen wraps is what we unwrap."""
    assert dearmor(armor(blob)) == blob


@pytest.mark.parametrize(
    "text", [b"", b"x", b"-----BEGIN SSH SIGNATURE-----\n?\n-----END SSH SIGNATURE-----\n"]
)
def test_no_armour(text: bytes) -> None:
    """What is not armour is not taken for it."""
    with pytest.raises(ValueError, match=r"armour|base64"):
        dearmor(text)


def test_the_hash_inside_must_be_sha2() -> None:
    """sha1 inside the SSHSIG is refused before anything is computed with it."""
    blob = quick_sign(MESSAGE, "a").replace(pack(b"sha512"), pack(b"sha1"))
    assert parse_signature(blob).hash_name == "sha1"
    assert refused(MESSAGE, blob) == "weak_algorithm"
