"""Mail and saved pages, written anew from their parts: each without the values, by the writer of its kind."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

from review.publish.web import redact_source
from review.publish.writers import write_inner
from review.readers.decode import decode_labelled
from review.readers.mail import attachment_name, file_name, header_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.publish.masking import Targets

_KEPT = ("From", "To", "Cc", "Subject", "Date")
"""Headers that a reader sees; the others tell of programs, servers and earlier mails."""
_SIGNATURES = frozenset(
    f"application/{kind}" for kind in ("pkcs7-signature", "x-pkcs7-signature", "pgp-signature")
)


def redact_mail(data: bytes, targets: Targets) -> bytes:
    """The mail without the values; signatures are void once it changes, and go.

    Raises:
        RefusedError: an attachment cannot be redacted; it is named.
    """
    old = message_from_bytes(data, policy=policy.compat32)
    new = _part(old, targets, count(1))
    for name in _KEPT:
        value = old.get(name)
        if value is not None:
            text = targets.masker().mask(header_text(str(value)))
            new[name] = text if text.isascii() else Header(text, "utf-8").encode()
    new["MIME-Version"] = "1.0"
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=policy.compat32).flatten(new)
    return out.getvalue()


def _part(old: Message, targets: Targets, numbers: Iterator[int]) -> Message:
    payload = old.get_payload()
    if isinstance(payload, list):
        inner = [part for part in payload if isinstance(part, Message)]
        attached = old.get_content_maintype() == "message"
        return _attached(old, inner, targets) if attached else _several(old, inner, targets, numbers)
    raw = old.get_payload(decode=True)
    data, kind = raw if isinstance(raw, bytes) else b"", old.get_content_type()
    name = file_name(old)
    if kind == "text/plain" and name is None and old.get_content_disposition() != "attachment":
        text = decode_labelled(data, old.get_content_charset()).text
        return _text(old, targets.masker().mask(text), "plain", targets)
    if kind == "text/html" and old.get_content_disposition() != "attachment":
        text = decode_labelled(data, old.get_content_charset()).text
        return _text(old, redact_source(text, targets), "html", targets)
    return _file(old, write_inner(data, attachment_name(old), targets), targets)


def _several(old: Message, parts: list[Message], targets: Targets, numbers: Iterator[int]) -> Message:
    kind = "mixed" if old.get_content_subtype() == "signed" else old.get_content_subtype()
    new = Message()
    new["Content-Type"] = f'multipart/{kind}; boundary="=_part_{next(numbers)}"'
    kept = [
        p
        for p in parts
        if p.get_content_type() not in _SIGNATURES and not targets.does_without(attachment_name(p))
    ]
    new.set_payload([_part(part, targets, numbers) for part in kept])
    return new


def _attached(old: Message, payload: list[Message], targets: Targets) -> Message:
    """A mail inside the mail."""
    new = Message()
    new["Content-Type"] = "message/rfc822"
    inner = [
        write_inner(one.as_bytes(), file_name(old) or f"message{number}.eml", targets)
        for number, one in enumerate(payload, 1)
    ]
    new.set_payload([message_from_bytes(data, policy=policy.compat32) for data in inner])
    return new


def _text(old: Message, text: str, kind: str, targets: Targets) -> Message:
    new = Message()
    new["Content-Type"] = f"text/{kind}"
    _keep_names(old, new, targets)
    new.set_payload(text, "utf-8")
    return new


def _keep_names(old: Message, new: Message, targets: Targets) -> None:
    """What other parts call this one, as a saved page does with its pictures."""
    for header in ("Content-ID", "Content-Location"):
        if old.get(header):
            new[header] = targets.masker().mask(str(old[header]))


def _file(old: Message, data: bytes, targets: Targets) -> Message:
    import base64

    new = Message()
    new["Content-Type"] = old.get_content_type()
    name = file_name(old)
    if name is not None and not old.get("Content-Location"):
        how = old.get_content_disposition() or "attachment"
        new.add_header("Content-Disposition", how, filename=("utf-8", "", targets.masker().mask(name)))
    _keep_names(old, new, targets)
    new["Content-Transfer-Encoding"] = "base64"
    new.set_payload(base64.encodebytes(data).decode("ascii"))
    return new
