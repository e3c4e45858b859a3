"""The key of sealed lexicons: from the environment, from a private file, or from the person's SSH agent."""

from __future__ import annotations

import hashlib
import os
import socket
import struct
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import DataError, UsageError
from review.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "REVIEW_SEALED_KEY"
FILE_VARIABLE = "REVIEW_SEALED_KEY_FILE"
AGENT_VARIABLE = "REVIEW_SEALED_KEY_AGENT"
KEY_BYTES = 32
_MESSAGE = b"review sealed lexicon key, version 1"
_REQUEST_IDENTITIES, _IDENTITIES, _SIGN_REQUEST, _SIGN_RESPONSE = 11, 12, 13, 14
_DETERMINISTIC = b"ssh-ed25519"
_SECONDS = 20
_MOST = 1 << 18


def sealed_key(where: str, environ: Mapping[str, str] = os.environ) -> bytes:
    """The 32 bytes of the key.

    Args:
        where: the sealed file, for the error.
        environ: ``REVIEW_SEALED_KEY`` holds it in hex; ``REVIEW_SEALED_KEY_FILE`` names a file that does;
            ``REVIEW_SEALED_KEY_AGENT`` names, by comment, an Ed25519 key in the SSH agent, whose signature
            over a fixed message is the same each time.

    Raises:
        DataError: no key is given, or what is given is none.
    """
    if environ.get(VARIABLE):
        return _parsed(environ[VARIABLE], VARIABLE)
    if environ.get(FILE_VARIABLE):
        return _from_file(Path(environ[FILE_VARIABLE]))
    if environ.get(AGENT_VARIABLE):
        return _from_agent(environ[AGENT_VARIABLE], environ.get("SSH_AUTH_SOCK", ""))
    remedy = _("set {first}, {second} or {third}").format(
        first=VARIABLE, second=FILE_VARIABLE, third=AGENT_VARIABLE
    )
    raise DataError(_("a sealed lexicon needs its key, and none is given"), where=where, remedy=remedy)


def _parsed(text: str, where: str) -> bytes:
    for decode in (bytes.fromhex, lambda value: b64decode(value, validate=True)):
        try:
            key = decode(text.strip())
        except ValueError:
            continue
        if len(key) == KEY_BYTES:
            return key
    remedy = _("make one with: openssl rand -hex 32")
    raise DataError(_("this is no key of 32 bytes in hex or base64"), where=where, remedy=remedy)


def _from_file(path: Path) -> bytes:
    try:
        status = path.stat()
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            _("the key file cannot be read"), where=str(path), remedy=_("check REVIEW_SEALED_KEY_FILE")
        ) from None
    if os.name == "posix" and status.st_mode & 0o077:
        raise DataError(_("others can read the key file"), where=str(path), remedy=_("run chmod 600 on it"))
    return _parsed(text, str(path))


def _from_agent(comment: str, address: str) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX) as agent:
            agent.settimeout(_SECONDS)
            agent.connect(address)
            blob = _key_blob(agent, comment)
            reply = _ask(agent, _SIGN_REQUEST, _packed(blob) + _packed(_MESSAGE) + struct.pack(">I", 0))
    except (OSError, AttributeError, ValueError, struct.error):
        raise DataError(
            _("the SSH agent did not sign for the key of sealed lexicons"), where=AGENT_VARIABLE,
            remedy=_("add the Ed25519 key with ssh-add; name it by its comment"),
        ) from None  # fmt: skip
    return hashlib.sha256(b"sealed lexicon\0" + reply).digest()


def _key_blob(agent: socket.socket, comment: str) -> bytes:
    """The public key with this comment.

    Raises:
        ValueError: the agent holds no Ed25519 key of that comment; others sign differently each time.
    """
    fields = _fields(_ask(agent, _REQUEST_IDENTITIES, b"", _IDENTITIES)[4:])
    for blob, name in zip(fields, fields, strict=False):
        if name.decode("utf-8", "replace") == comment and _DETERMINISTIC in blob[:20]:
            return blob
    raise ValueError("no such key")


def _packed(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _fields(data: bytes) -> Iterator[bytes]:
    while data:
        (length,) = struct.unpack(">I", data[:4])
        yield data[4 : 4 + length]
        data = data[4 + length :]


def _ask(agent: socket.socket, code: int, body: bytes, expected: int = _SIGN_RESPONSE) -> bytes:
    agent.sendall(struct.pack(">IB", 1 + len(body), code) + body)
    (length,) = struct.unpack(">I", _received(agent, 4))
    if not 1 <= length <= _MOST:
        raise ValueError("a reply of this length is none")
    reply = _received(agent, length)
    if reply[0] != expected:
        raise ValueError("refused")
    return reply[1:]


def _received(agent: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = agent.recv(count - len(data))
        if not piece:
            raise ValueError("the agent hung up")
        data += piece
    return data
