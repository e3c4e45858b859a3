"""Whose keys count: OpenSSH's ``allowed_signers`` file, read strictly.

Source: ssh-keygen(1), ALLOWED SIGNERS. Stricter than OpenSSH in three ways, each to fail closed:
principals are names and no patterns, certificate authorities are refused, and a line counts only if it
says ``namespaces="review-signoff"``, so a key listed for other purposes (or for all) signs nothing here.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import DataError
from review.i18n import _
from review.signoff.sshsig import KEY_FIELDS, NAMESPACE, key_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTION = re.compile(r'([A-Za-z-]+)(?:="([^"]*)")?(?:,|$)')
_OPTIONS = re.compile(r'(?:[^\s"]|"[^"]*")+')
_DATE = re.compile(r"(\d{8})(?:(\d{4})(\d{2})?)?(Z?)")
_PATTERN = re.compile(r"[*?!\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerKey:
    """One line of ``allowed_signers``: from ``valid_after`` (inclusive) to ``valid_before`` (inclusive)."""

    principals: tuple[str, ...]
    public_key: bytes
    namespaces: tuple[str, ...] = ()
    valid_after: dt.datetime | None = None
    valid_before: dt.datetime | None = None


def load_signers(data: bytes, where: str) -> tuple[SignerKey, ...]:
    """The keys of the file.

    Raises:
        DataError: a line is not as it must be, with its number.
    """
    try:
        lines = data.removeprefix(b"\xef\xbb\xbf").decode().splitlines()
    except UnicodeDecodeError:
        raise DataError(_("the file is not UTF-8"), where=where, remedy=_("save it as UTF-8")) from None
    return tuple(
        _signer(line.strip(), f"{where}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _signer(line: str, where: str) -> SignerKey:
    principals, _blank, rest = line.partition(" ")
    options: dict[str, str] = {}
    words = rest.split()
    if words and words[0] not in KEY_FIELDS:
        given = _OPTIONS.match(rest.lstrip())
        options = dict(_options(given.group() if given else "", where))
        words = rest.lstrip()[given.end() if given else 0 :].split()
    if _PATTERN.search(principals) or not all(principals.split(",")):
        raise _error(_("a principal must be a plain name"), where, _("write one name or address a line"))
    return SignerKey(
        principals=tuple(principals.split(",")),
        public_key=_public_key(words, where),
        namespaces=tuple(filter(None, options.get("namespaces", "").split(","))),
        valid_after=_moment(options.get("valid-after"), where),
        valid_before=_moment(options.get("valid-before"), where),
    )


def _options(text: str, where: str) -> Iterator[tuple[str, str]]:
    """Names (in lower case) and values; commas stand between them."""
    at, seen = 0, set()
    while at < len(text):
        option = _OPTION.match(text, at)
        name = option.group(1).lower() if option else ""
        if name == "cert-authority":
            raise _error(
                _("certificate authorities are not accepted"), where, _("list each person's own key")
            )
        if option is None or name not in {"namespaces", "valid-after", "valid-before"} or name in seen:
            remedy = _('the form is: NAME namespaces="review-signoff" KEYTYPE KEY')
            raise _error(_("unknown or repeated option, or unknown key type"), where, remedy)
        seen.add(name)
        yield name, option.group(2) or ""
        at = option.end()


def _public_key(words: list[str], where: str) -> bytes:
    try:
        kind, text = words[:2]
        blob = base64.b64decode(text, validate=True)
        if key_parts(blob)[0] == kind:
            return blob
    except (ValueError, binascii.Error):
        pass
    raise _error(
        _("there is no usable public key in this line"), where, _("copy it from the person's .pub file")
    )


def _moment(text: str | None, where: str) -> dt.datetime | None:
    """YYYYMMDD or YYYYMMDDHHMM[SS]; with Z in UTC, else in the time zone of this machine, as OpenSSH does."""
    if text is None:
        return None
    found = _DATE.fullmatch(text)
    date, minutes, seconds, zone = found.groups() if found else ("", "", "", "")
    try:
        moment = dt.datetime.strptime(date + (minutes or "0000") + (seconds or "00"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - zone follows
    except ValueError:
        raise _error(_("a date cannot be read"), where, _("write it as 20260131Z")) from None
    return moment.replace(tzinfo=dt.UTC) if zone else moment.astimezone()


def _error(what: str, where: str, remedy: str) -> DataError:
    return DataError(what, where=where, remedy=remedy)


def keys_of(signers: tuple[SignerKey, ...], public_key: bytes, principal: str) -> tuple[SignerKey, ...]:
    """The lines that let ``principal`` sign off with this key, whatever their dates."""
    return tuple(
        s
        for s in signers
        if s.public_key == public_key and principal in s.principals and NAMESPACE in s.namespaces
    )


def why_none(signers: tuple[SignerKey, ...], public_key: bytes) -> str:
    """The refusal for a key that lets nobody sign off: it is not listed, or listed for other uses only."""
    other = any(s.public_key == public_key and NAMESPACE not in s.namespaces for s in signers)
    return "key_for_other_use" if other else "unknown_key"
