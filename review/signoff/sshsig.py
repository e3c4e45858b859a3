"""SSH signatures (OpenSSH PROTOCOL.sshsig): read, verify, put in and out of armour."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.signoff.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

NAMESPACE = "review-signoff"
LEAST_RSA_BITS = 2048
_MAGIC = b"SSHSIG\x00\x00\x00\x01"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_USER_PRESENT = 1
_SK_TAIL = 5

KEY_FIELDS: dict[str, int] = {
    "ssh-ed25519": 1,
    "sk-ssh-ed25519@openssh.com": 2,
    "ecdsa-sha2-nistp256": 2,
    "ecdsa-sha2-nistp384": 2,
    "ecdsa-sha2-nistp521": 2,
    "sk-ecdsa-sha2-nistp256@openssh.com": 3,
    "ssh-rsa": 2,
}
"""Key types that may sign, with the number of strings after the type (RFC 4253, 5656, 8709; PROTOCOL.u2f)."""

_RSA_HASHES = {"rsa-sha2-256": "SHA256", "rsa-sha2-512": "SHA512"}
_CURVES = {
    "nistp256": ("SECP256R1", "SHA256"),
    "nistp384": ("SECP384R1", "SHA384"),
    "nistp521": ("SECP521R1", "SHA512"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The parts of one SSHSIG blob."""

    public_key: bytes
    namespace: str
    hash_name: str
    algorithm: str
    raw: bytes
    tail: bytes


def pack(data: bytes) -> bytes:
    """An SSH string: length in four bytes, then the bytes."""
    return len(data).to_bytes(4) + data


def unpack(data: bytes, count: int) -> tuple[list[bytes], bytes]:
    """The first ``count`` SSH strings of ``data``, and the rest.

    Raises:
        ValueError: the data end too early.
    """
    found = []
    for _number in range(count):
        size = int.from_bytes(data[:4])
        if len(data) < 4 + size:
            raise ValueError("short")
        found.append(data[4 : 4 + size])
        data = data[4 + size :]
    return found, data


def fingerprint(public_key: bytes) -> str:
    """As ssh-keygen shows it: ``SHA256:`` and base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(public_key).digest()).decode().rstrip("=")


def dearmor(text: bytes) -> bytes:
    """The blob inside the armour.

    Raises:
        ValueError: there is no armour, or no base64 in it.
    """
    lines = text.split()
    body = text.strip().removeprefix(_BEGIN).removesuffix(_END)
    if not lines or len(body) + len(_BEGIN) + len(_END) != len(text.strip()):
        raise ValueError("armour")
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        raise ValueError("base64") from None


def parse_signature(blob: bytes) -> Signature:
    """The parts of a signature; nothing may be left over.

    Raises:
        ValueError: this is no SSHSIG, version 1.
    """
    if not blob.startswith(_MAGIC):
        raise ValueError("magic")
    (public_key, namespace, reserved, hash_name, signature), rest = unpack(blob[len(_MAGIC) :], 5)
    if rest or reserved:
        raise ValueError("trailing")
    (algorithm, raw), tail = unpack(signature, 2)
    return Signature(
        public_key=public_key, namespace=namespace.decode(), hash_name=hash_name.decode("ascii"),
        algorithm=algorithm.decode("ascii"), raw=raw, tail=tail,
    )  # fmt: skip


def key_parts(public_key: bytes) -> tuple[str, list[bytes]]:
    """Type and fields of a public key.

    Raises:
        ValueError: the type may not sign, or the key is not built as its type says.
    """
    (kind,), rest = unpack(public_key, 1)
    name = kind.decode("ascii")
    if name not in KEY_FIELDS:
        raise ValueError("key type")
    fields, rest = unpack(rest, KEY_FIELDS[name])
    if rest:
        raise ValueError("trailing")
    return name, fields


def verify_signature(message: bytes, blob: bytes, *, namespace: str = NAMESPACE, where: str = "") -> bytes:
    """The public key that signed ``message``.

    Raises:
        Refusal: ``bad_signature``, ``wrong_namespace``, ``weak_algorithm`` or ``sha1_rsa``.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        signature = parse_signature(blob)
        kind, fields = key_parts(signature.public_key)
        _check_kind(signature, kind, namespace, where)
        _VERIFIERS[_family(kind)](fields, signature, _signed_data(message, signature))
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        raise Refusal("bad_signature", where=where) from None
    return signature.public_key


def _check_kind(signature: Signature, kind: str, namespace: str, where: str) -> None:
    if signature.namespace != namespace:
        raise Refusal("wrong_namespace", where=where)
    if signature.algorithm == "ssh-rsa":
        raise Refusal("sha1_rsa", where=where)
    if signature.hash_name not in {"sha256", "sha512"}:
        raise Refusal("weak_algorithm", where=where, detail=signature.hash_name)
    if signature.algorithm not in (_RSA_HASHES if kind == "ssh-rsa" else (kind,)):
        raise Refusal("weak_algorithm", where=where, detail=signature.algorithm)
    if len(signature.tail) != (_SK_TAIL if kind.startswith("sk-") else 0):
        raise Refusal("bad_signature", where=where)


def _signed_data(message: bytes, signature: Signature) -> bytes:
    """What the key really signs: not the message but its digest, tied to the namespace."""
    digest = hashlib.new(signature.hash_name, message).digest()
    parts = (signature.namespace.encode(), b"", signature.hash_name.encode(), digest)
    return b"SSHSIG" + b"".join(map(pack, parts))


def _family(kind: str) -> str:
    if kind.startswith("sk-"):
        return "sk-" + _family(kind.removeprefix("sk-"))
    return "ecdsa" if kind.startswith("ecdsa") else kind.removeprefix("ssh-").partition("@")[0]


def _ed25519(fields: list[bytes], signature: Signature, data: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(fields[0]).verify(signature.raw, data)


def _ecdsa(fields: list[bytes], signature: Signature, data: bytes) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    name = fields[0].decode("ascii")
    if name not in _CURVES or not signature.algorithm.partition("@")[0].endswith(name):
        raise ValueError("curve")
    curve, digest = _CURVES[name]
    key = ec.EllipticCurvePublicKey.from_encoded_point(getattr(ec, curve)(), fields[1])
    (r, s), rest = unpack(signature.raw, 2)
    if rest:
        raise ValueError("trailing")
    der = utils.encode_dss_signature(int.from_bytes(r), int.from_bytes(s))
    key.verify(der, data, ec.ECDSA(getattr(hashes, digest)()))


def _rsa(fields: list[bytes], signature: Signature, data: bytes) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    exponent, modulus = map(int.from_bytes, fields)
    if modulus.bit_length() < LEAST_RSA_BITS:
        raise Refusal("weak_algorithm", detail=f"RSA {modulus.bit_length()}")
    digest: Any = getattr(hashes, _RSA_HASHES[signature.algorithm])()
    rsa.RSAPublicNumbers(exponent, modulus).public_key().verify(
        signature.raw, data, padding.PKCS1v15(), digest
    )


def _with_token(verify: Callable[[list[bytes], Signature, bytes], None]) -> Callable[..., None]:
    """A security key signs its application, flags and counter too; somebody must have touched it."""

    def check(fields: list[bytes], signature: Signature, data: bytes) -> None:
        *key, application = fields
        if not signature.tail[0] & _USER_PRESENT:
            raise ValueError("nobody touched the key")
        wrapped = hashlib.sha256(application).digest() + signature.tail + hashlib.sha256(data).digest()
        verify(key, signature, wrapped)

    return check


_VERIFIERS: dict[str, Callable[[list[bytes], Signature, bytes], None]] = {
    "ed25519": _ed25519,
    "ecdsa": _ecdsa,
    "rsa": _rsa,
    "sk-ed25519": _with_token(_ed25519),
    "sk-ecdsa": _with_token(_ecdsa),
}
