"""Sign with the ``ssh-keygen`` of the machine, so that agents, passphrases and hardware keys work."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from review.errors import ReviewError, UsageError
from review.i18n import _
from review.signoff.sshsig import NAMESPACE, dearmor, key_parts, unpack

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"openssh-key-v1\x00"
_BEGIN, _END = "-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"


def public_key_of(path: Path) -> bytes:
    """The public key of a key file, private or public, without asking for its passphrase.

    Raises:
        UsageError: there is no such file, or no key in it that may sign.
    """
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        raise UsageError(
            _("the key cannot be read"), where=str(path), remedy=_("name the file of your SSH key")
        ) from None
    try:
        blob = _in_private(text) if text.lstrip().startswith("-----") else base64.b64decode(text.split()[1])
        key_parts(blob)
    except (ValueError, IndexError):
        return _beside(path)
    return blob


def _in_private(text: str) -> bytes:
    """The public part of an OpenSSH private key stands in the clear before the encrypted part."""
    body = text.strip().removeprefix(_BEGIN).removesuffix(_END)
    data = base64.b64decode("".join(body.split()), validate=True)
    if not data.startswith(_MAGIC):
        raise ValueError("magic")
    _names, rest = unpack(data[len(_MAGIC) :], 3)
    (blob,), _private = unpack(rest[4:], 1)
    return blob


def _beside(path: Path) -> bytes:
    """The public key in ``FILE.pub``, for private keys in older formats."""
    public = path.with_name(path.name + ".pub")
    if path.suffix != ".pub" and public.is_file():
        return public_key_of(public)
    raise UsageError(
        _("this is no SSH key that can sign"),
        where=str(path),
        remedy=_("make one with: ssh-keygen -t ed25519"),
    )


def sign(message: bytes, key: Path, namespace: str = NAMESPACE) -> bytes:
    """The SSHSIG blob over ``message``; ssh-keygen asks for passphrase or touch by itself.

    Raises:
        ReviewError: there is no ssh-keygen, or it made no signature.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise ReviewError(
            _("ssh-keygen is not on this machine"),
            remedy=_(
                "install OpenSSH (package openssh-client; on Windows the optional feature OpenSSH Client)"
            ),
        )
    errors = None if sys.stderr.isatty() else subprocess.DEVNULL
    done = subprocess.run(
        [program, "-q", "-Y", "sign", "-n", namespace, "-f", str(key)],
        input=message, stdout=subprocess.PIPE, stderr=errors, check=False,
    )  # fmt: skip
    try:
        return dearmor(done.stdout)
    except ValueError:
        raise ReviewError(
            _("ssh-keygen made no signature"),
            where=str(key),
            remedy=_("check the passphrase, the agent (ssh-add -l) and that only you can read the key"),
        ) from None
