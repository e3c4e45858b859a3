"""The files that ``review init`` writes: policy, keys, git attributes, hooks."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.i18n import _, marked
from review.policy import FORMAT, LEVELS, POLICY_NAME, SIGNERS_NAME, Stages
from review.signoff.case import SHEET_SUFFIX, SIGNOFF_SUFFIX
from review.signoff.sshsig import NAMESPACE, key_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCOPES = {"zh_Hans": "公开/**", "zh_Hant": "公開/**", "en": "publish/**"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody named on the command line."""

    name: str
    role: str
    principal: str
    public_key: bytes


_LEVEL_NOTES = {
    "block": marked("must not be published (条例 14), or a part could not be read"),
    "consent": marked("only with consent (条例 15), personal information"),
    "discretion": marked("may be withheld (条例 16)"),
    "notice": marked("for information"),
    "clear": marked("nothing found"),
}


def policy_text(jurisdiction: str, language: str, scope: Iterable[str], signers: tuple[Signer, ...]) -> str:
    """A commented ``review.yaml`` in the language spoken now."""
    return "\n".join((*_head(jurisdiction, language, scope), *_stages(), *_people(signers), *_tail()))


def _note(message: str) -> str:
    """A comment line; the message is marked where it stands, so that it is found for translation."""
    return f"# {_(message)}"


def _head(jurisdiction: str, language: str, scope: Iterable[str]) -> Iterator[str]:
    yield _note(
        marked(
            "Policy of the review before publication. Change it on its own, never together with a document."
        )
    )
    yield f"format: {FORMAT}"
    yield f"jurisdiction: {jurisdiction}   # cn, tw, hk, mo"
    yield f"language: {language}   # zh_Hans, zh_Hant, en"
    yield ""
    yield _note(marked("Which files are documents to be published; ** goes through folders."))
    yield "scope:"
    yield f"  include: {json.dumps(list(scope), ensure_ascii=False)}"
    yield "  exclude: []"
    yield ""


def _stages() -> Iterator[str]:
    yield _note(marked("Who must sign, in this order, by the gravest finding. One person signs one stage;"))
    yield _note(marked("the author of a document never approves it."))
    yield _note(
        marked(
            "Roles: drafter, department_head, reviewer (secrecy review body), leader; others may be named."
        )
    )
    yield "stages:"
    standard = Stages()
    for level in LEVELS:
        yield f"  {level}: [{', '.join(getattr(standard, level))}]   # {_(_LEVEL_NOTES[level])}"
    yield ""


def _people(signers: tuple[Signer, ...]) -> Iterator[str]:
    yield _note(marked("People and their keys; a principal is the name of a key in allowed_signers."))
    yield _note(
        marked(
            "Below the principal of a key: retired: 2026-01-31 when somebody leaves, "
            "compromised: 2026-01-31 when it was lost or stolen."
        )
    )
    if not signers:
        yield "people: []"
        for line in _person(Signer(name="…", role="reviewer", principal="name@example", public_key=b"")):
            yield f"#{line}"
    else:
        yield "people:"
        for signer in signers:
            yield from _person(signer)
    yield ""


def people_text(signers: tuple[Signer, ...]) -> str:
    """The people of ``review.yaml`` alone, for one that is there already."""
    return "\n".join(line for signer in signers for line in _person(signer)) + "\n"


def _person(signer: Signer) -> Iterator[str]:
    yield f"- name: {json.dumps(signer.name, ensure_ascii=False)}"
    yield f"  roles: [{signer.role}]"
    yield "  keys:"
    yield f"  - principal: {json.dumps(signer.principal, ensure_ascii=False)}"


_MASKS = (
    "masks:",
    "  personal.id.resident_id: {first: 4, last: 4}   # 3501**********1234",
    "  personal.contact.mobile: {first: 3, last: 4}   # 138****5678",
    "  personal.name: {surname: 某}                   # 张某某",
    "  personal.finance: full                         # ■■■■■■",
)


def _tail() -> Iterator[str]:
    yield _note(marked("How many days a signature lasts."))
    yield "expires_days: 90"
    yield _note(
        marked(
            "Outcomes with which a document may go out: publish, publish_redacted (only the redacted copy)."
        )
    )
    yield "releasable: [publish, publish_redacted]"
    yield _note(
        marked("Signing and the gate scan each document again and refuse what the sheet does not list.")
    )
    yield "rescan: true"
    yield _note(marked("From which severity on a finding stops review check."))
    yield "threshold: discretion"
    yield _note(marked("Must a draft say whether it is open (公开属性)?"))
    yield "require_openness: false"
    yield _note(marked("What a redacted copy keeps of a value, by category or rule; without a mask nothing:"))
    for line in _MASKS:
        yield f"#{line}"
    yield _note(marked("Lexicons of your own, beside this file."))
    yield "lexicons: []"
    yield _note(marked("What reading one file may take; what is beyond is a part that was not read:"))
    yield "#limits: {seconds: 60, memory_megabytes: 4096, file_megabytes: 512, megapixels: 100}"
    yield ""


def signers_text(signers: tuple[Signer, ...]) -> str:
    """``allowed_signers`` in OpenSSH's format."""
    lines = [
        _note(marked("Keys that may sign off; the format is that of ssh-keygen (ALLOWED SIGNERS).")),
        f'# name@example namespaces="{NAMESPACE}",valid-after="20260101Z" ssh-ed25519 AAAA…',
    ]
    for signer in signers:
        kind = key_parts(signer.public_key)[0]
        text = base64.b64encode(signer.public_key).decode()
        lines.append(f'{signer.principal} namespaces="{NAMESPACE}" {kind} {text}')
    return "\n".join((*lines, ""))


def attributes_text(scope: Iterable[str]) -> str:
    """``.gitattributes``: git must store exactly the bytes that were signed."""
    names = (POLICY_NAME, SIGNERS_NAME, f"*{SHEET_SUFFIX}", f"*{SIGNOFF_SUFFIX}", *scope)
    note = _note(marked("Signed files keep their exact bytes: no conversion of line ends."))
    return "\n".join((note, *(f"{_quoted(name)} -text" for name in names), ""))


def _quoted(pattern: str) -> str:
    return json.dumps(pattern, ensure_ascii=False) if " " in pattern else pattern


def hook_text(name: str) -> str:
    """A git hook; without the program it refuses."""
    python = "'" + sys.executable.replace("'", "'\\''") + "'"
    return "\n".join((
        "#!/bin/sh",
        _note(marked("Documents go out only with a valid sign-off.")),
        f"python={python}",
        "run() {",
        '  if command -v review >/dev/null 2>&1; then review "$@"',
        '  elif [ -x "$python" ]; then "$python" -m review "$@"',
        f'  else echo "{_("review is not installed here; nothing may go out")}" >&2; return 1; fi',
        "}",
        *_HOOKS[name],
        "",
    ))  # fmt: skip


_HOOKS: dict[str, tuple[str, ...]] = {
    "pre-commit": ("run gate --staged --quiet",),
    "pre-push": (
        "none=0000000000000000000000000000000000000000",
        "status=0",
        "while read -r _ref new _remote_ref old; do",
        '  [ "$new" = "$none" ] && continue',
        '  if [ "$old" = "$none" ]; then',
        '    old=$(git merge-base "$new" "refs/remotes/$1/HEAD" 2>/dev/null) || old=$none',
        "  fi",
        '  if [ "$old" = "$none" ]; then',
        '    run gate --quiet --range "$none..$new" --policy-ref "$new" || status=$?',
        "  else",
        '    run gate --quiet --range "$old..$new" || status=$?',
        "  fi",
        "done",
        "exit $status",
    ),
}
HOOKS = tuple(_HOOKS)
