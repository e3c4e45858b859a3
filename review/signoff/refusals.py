"""Why a document may not go out: one code and one sentence each, with what to do about it."""
# ruff: noqa: E501 - a table reads best with one row a line

from __future__ import annotations

from review.errors import RefusedError
from review.i18n import _, marked
from review.legible import legible, typed

_AGAIN = marked("sign again")
_RESTORE = marked("restore the file from git; if that is not possible, let every stage sign again")
_KEYS = marked("ask whoever keeps review.yaml and allowed_signers")

REFUSALS: dict[str, tuple[str, str]] = {
    # what stands beside the document
    "sheet_missing": (marked("there is no review sheet"), marked("run: review sheet {name}")),
    "without_document": (marked("this is named like a sheet or sign-offs, but its document is not here"), marked("put it together with its document, or rename it")),
    "sheet_unreadable": (marked("the review sheet cannot be read: {detail}"), marked("correct it, or restore it from git")),
    "sheet_of_another": (marked("the review sheet is for another version of the document"), marked("run: review sheet {name}, decide what is new, sign again")),
    "undecided": (marked("{count} not decided yet: {items}"), marked("run: review decide {sheet}")),
    "decided_in_future": (marked("the decision on {item} bears a time to come"), marked("set the clock right and decide again: review decide {sheet}")),
    "no_outcome": (marked("the sheet has no outcome yet"), marked("run: review decide {sheet}")),
    "not_releasable": (marked("the sheet says {outcome}, and that does not let the document out"), marked("do not publish it; a changed draft needs a new review")),
    "only_redacted": (marked("only the redacted copy {copy} may go out, and this is not it"), marked("publish that copy; a new one needs new signatures")),
    "no_redacted_copy": (marked("the sheet names no redacted copy yet, and only such a copy may go out"), marked("run: review redact {name} -o COPY, then sign")),
    "copy_changed": (marked("this is not the redacted copy that the sheet of {draft} names: it has changed"), marked("make it anew: review redact {draft} -o {name}, then sign")),
    "author_missing": (marked("the sheet does not name the author of the document"), marked("run: review sheet {name} --set author=NAME, then sign")),
    "not_in_sheet": (marked("a new scan finds what the sheet does not list: {items}"), marked("run: review sheet {name}, decide what is new, sign again")),
    "sheet_tells": (marked("the sheet repeats what was found ({place})"), marked("write it without the value")),
    # the chain of sign-offs
    "signoffs_missing": (marked("nobody has signed off"), marked("first to sign: {role_name}; run: review sign {sheet} --as {role} --key FILE")),
    "signoffs_unreadable": (marked("the sign-offs are not as they were written: {detail}"), _RESTORE),
    "chain_broken": (marked("a sign-off was removed, added or moved"), _RESTORE),
    "bad_signature": (marked("the signature does not fit what was signed"), _RESTORE),
    "wrong_namespace": (marked("the signature was made for another purpose (another namespace)"), marked("sign with: review sign")),
    "weak_algorithm": (marked("the signature uses an algorithm that is not accepted ({detail})"), marked("sign with an ed25519, ecdsa or rsa-sha2 key")),
    "sha1_rsa": (marked("the signature is RSA with SHA-1, which can be forged"), marked("sign again with a current ssh-keygen")),
    # the key and the person
    "unknown_key": (marked("the key of {signer} is not in allowed_signers"), _KEYS),
    "key_for_other_use": (marked("the key of {signer} is in allowed_signers, but not for signing off"), marked('add namespaces="review-signoff" to its line')),
    "key_not_yet_valid": (marked("the key of {signer} was not valid yet on {date}"), _KEYS),
    "key_expired": (marked("the key of {signer} was not valid any more on {date}"), _KEYS),
    "unknown_person": (marked("nobody in review.yaml signs as {signer}"), _KEYS),
    "key_shared": (marked("the key of {signer} is listed for more than one person ({holders})"), _KEYS),
    "key_compromised": (marked("the key of {signer} is reported as compromised; nothing signed with it counts"), marked("sign again with another key")),
    "key_retired": (marked("the key of {signer} was retired before {date}"), marked("sign again with the present key")),
    "role_not_held": (marked("{signer} does not hold the role {role_name}"), marked("let one of these sign: {holders}")),
    "authors_own": (marked("{signer} is the author of the document and cannot approve it"), marked("let one of these sign: {holders}")),
    "same_person": (marked("{signer} has signed already; one person cannot sign two stages"), marked("let one of these sign: {holders}")),
    # what was signed
    "document_changed": (marked("the document has changed since {signer} signed"), marked("run: review sheet {name}, decide what is new, sign again")),
    "document_renamed": (marked("the file had another name when {signer} signed, and a name is published too"), marked("give it its old name back, or review it again")),
    "sheet_changed": (marked("the sheet has changed since {signer} signed"), marked("restore the sheet from git, or let every stage sign again")),
    "policy_changed": (marked("the policy has changed since {signer} signed"), marked("let every stage sign again under the present policy")),
    "outcome_differs": (marked("{signer} signed another outcome than the sheet has"), marked("let every stage sign again")),
    "signed_in_future": (marked("the sign-off of {signer} bears a time to come, or one before the sign-off it follows"), marked("set the clock right and sign again")),
    "expired": (marked("the sign-off of {signer} expired on {date}"), marked("review the document again, then sign again")),
    "expires_too_late": (marked("the sign-off of {signer} claims to last longer than the policy allows"), _AGAIN),
    # order and number
    "wrong_order": (marked("{role_name} cannot sign now; it is the turn of {expected}"), marked("sign in the order of review.yaml: {stages}")),
    "unexpected_signoff": (marked("there are more sign-offs than stages"), marked("restore the sign-offs from git")),
    "missing_stage": (marked("{role_name} has not signed yet"), marked("run: review sign {sheet} --as {role} --key FILE ({holders})")),
    "already_complete": (marked("every stage has signed already"), marked("nothing to do; see: review verify {name}")),
    # the repository
    "policy_missing": (marked("there is no review.yaml at {ref}"), marked("run review init, and commit its files first, on their own")),
    "policy_in_same_change": (marked("{files} changes together with documents"), marked("commit the policy first, on its own, and let it be approved")),
    "keys_missing": (marked("there is no {files} at {ref}"), marked("run review init, and commit its files first, on their own")),
    "symlink": (marked("this is a link to another file, which cannot be signed off"), marked("put the file itself here")),
    "submodule": (marked("this is a submodule, whose files are not looked into"), marked("run the gate in that repository")),
    "lfs_pointer": (marked("only a Git LFS pointer is stored here, not the document"), marked("store the document itself, or check it before it goes to LFS")),
    "not_a_file": (marked("this is no ordinary file"), marked("put the file itself here")),
}  # fmt: skip


_PATHS = ("name", "sheet", "draft")
"""Details that stand in commands to be copied."""


class Refusal(RefusedError):  # noqa: N818 - a verdict, and no failure of the program
    """A document may not go out, for the reason with this code of ``REFUSALS``."""

    def __init__(self, code: str, *, where: str = "", **details: str) -> None:
        """Say it in the language spoken now; ``details`` fill the sentence and hold no found value."""
        sentence, remedy = REFUSALS[code]
        shown = {key: legible(value) for key, value in details.items()}
        commands = shown | {key: typed(details[key]) for key in _PATHS if key in details}
        super().__init__(
            _(sentence).format(**shown), where=legible(where), remedy=_(remedy).format(**commands)
        )
        self.code = code
