"""The policy ``review.yaml``: scope, stages, people, thresholds."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from review.errors import DataError, UsageError
from review.finding import Severity
from review.globs import matches_any, may_match_below
from review.i18n import _
from review.policy_masks import MaskStyle, read_masks
from review.readers.source import DEFAULT_LIMITS, Limits
from review.strict import Record, load_yaml, read_all

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

POLICY_NAME = "review.yaml"
SIGNERS_NAME = "allowed_signers"
FORMAT = "policy/1"
JURISDICTIONS: dict[str, str] = {"cn": "zh_Hans", "tw": "zh_Hant", "hk": "zh_Hant", "mo": "zh_Hant"}
LANGUAGES = ("zh_Hans", "zh_Hant", "en")
ROLES = ("drafter", "department_head", "reviewer", "leader")
"""承办人, 承办部门负责人, 保密审查机构, 分管领导; an organisation may name others in its stages."""
OUTCOMES = ("publish", "publish_redacted", "on_request", "withhold", "refer")
CLEAR = "clear"
_FIRST, _SECOND, _THIRD = ROLES[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which files are documents to be reviewed: globs over paths from the top of the repository."""

    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether ``path`` (with ``/``, from the top) is in scope."""
        return matches_any(path, self.include) and not matches_any(path, self.exclude)

    def may_cover_below(self, path: str) -> bool:
        """Whether files in scope could lie under ``path``, if it leads to a folder."""
        return may_match_below(path, self.include) and not matches_any(f"{path}/…", self.exclude)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """For the highest severity found: the roles that must sign, in order. ``clear``: nothing found."""

    block: tuple[str, ...] = (_FIRST, _SECOND, _THIRD)
    consent: tuple[str, ...] = (_FIRST, _SECOND, _THIRD)
    discretion: tuple[str, ...] = (_FIRST, _SECOND)
    notice: tuple[str, ...] = (_FIRST, _SECOND)
    clear: tuple[str, ...] = (_FIRST, _SECOND)

    def for_severity(self, severity: Severity | None) -> tuple[str, ...]:
        """The roles that must sign a document whose gravest finding has this severity."""
        stages: tuple[str, ...] = getattr(self, severity.value if severity else CLEAR)
        return stages

    def roles(self) -> frozenset[str]:
        """Every role of every stage."""
        return frozenset(r for name in LEVELS for r in getattr(self, name))


LEVELS = (*(s.value for s in Severity), CLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A principal of ``allowed_signers``.

    Attributes:
        retired: signatures of this day and before stand.
        compromised: no signature stands, whenever it says it was made.
    """

    principal: str
    retired: dt.date | None = None
    compromised: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may sign. Persons are counted, not keys."""

    name: str
    roles: tuple[str, ...]
    keys: tuple[Key, ...]
    unit: str = ""

    def key(self, principal: str) -> Key | None:
        """The key with this principal."""
        return next((k for k in self.keys if k.principal == principal), None)

    def is_named_in(self, text: str) -> bool:
        """Whether ``text``, such as the authors of a document, names this person by name or principal.

        Blanks, case, width and script do not matter. A Chinese name may stand inside other words
        (张三（办公室）), a name in Latin letters only as a word.
        """
        return any(_stands_in(name, text) for name in (self.name, *(k.principal for k in self.keys)))


def _stands_in(name: str, text: str) -> bool:
    wanted, given = _plain(name), _plain(text)
    if wanted == given or not wanted.isascii():
        return wanted in given
    return re.search(rf"(?<![\w.@-]){re.escape(name.casefold())}(?![\w@-]|\.\w)", text.casefold()) is not None


def _plain(name: str) -> str:
    from review.text.folding import fold

    return "".join(fold(name).text.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What an organisation has laid down for its reviews.

    Attributes:
        sha256: hex digest of the exact bytes of the file; empty for the default.
        folder: where ``lexicons`` and ``model`` are looked up; nothing when read from git.
        threshold: findings at or above it make ``review check`` fail.
        author_role: the only role in which the author of a document may sign it.
        releasable: outcomes of a sheet with which a document may go out.
        masks: how much of a value a redacted copy keeps; ■ for each character where none fits.
        rescan: sign, verify and the gate scan the document again and compare with the sheet.
    """

    jurisdiction: str = "cn"
    language: str = "zh_Hans"
    scope: Scope = field(default_factory=Scope)
    threshold: Severity = Severity.DISCRETION
    stages: Stages = field(default_factory=Stages)
    people: tuple[Person, ...] = ()
    author_role: str = ROLES[0]
    expires_days: int = 90
    releasable: tuple[str, ...] = ("publish",)
    rescan: bool = True
    require_openness: bool = False
    lexicons: tuple[str, ...] = ()
    model: str = ""
    masks: tuple[MaskStyle, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    allowed_signers: str = SIGNERS_NAME
    sha256: str = ""
    where: str = POLICY_NAME
    folder: Path | None = None

    def person(self, principal: str) -> Person | None:
        """Who signs as ``principal``."""
        return next((p for p in self.people if p.key(principal)), None)

    def beside(self, name: str) -> Path:
        """A file that the policy names, looked up beside the policy.

        Raises:
            UsageError: the policy stands in no folder.
        """
        if self.folder is None:
            raise UsageError(_("this policy was not read from a folder"), where=self.where)
        return self.folder / name

    def holders(self, role: str) -> tuple[Person, ...]:
        """Everybody who holds ``role``."""
        return tuple(p for p in self.people if role in p.roles)


def default_policy() -> Policy:
    """What ``review check`` goes by where there is no ``review.yaml``; the gate never accepts it."""
    return Policy()


def load_policy(data: bytes, where: str = POLICY_NAME, folder: Path | None = None) -> Policy:
    """The policy in ``data``.

    Raises:
        DataError: a key is unknown, missing, doubled or wrong, with its path in the file.
    """
    record = Record(load_yaml(data, where), where)
    record.choice("format", (FORMAT,))
    jurisdiction = record.choice("jurisdiction", JURISDICTIONS)
    stages = _stages(record.record("stages"))
    policy = Policy(
        jurisdiction=jurisdiction,
        language=record.choice("language", LANGUAGES, JURISDICTIONS[jurisdiction]),
        scope=_scope(record.record("scope")),
        threshold=Severity(record.choice("threshold", [s.value for s in Severity], "discretion")),
        stages=stages,
        author_role=record.text("author_role", ROLES[0]),
        people=read_all(record.records("people"), _person),
        expires_days=record.number("expires_days", 90, least=1, most=3650),
        releasable=_releasable(record),
        rescan=record.flag("rescan", default=True),
        require_openness=record.flag("require_openness", default=False),
        lexicons=record.words("lexicons", ()),
        model=record.text("model", ""),
        masks=read_masks(record.record("masks")),
        limits=_limits(record.record("limits")),
        allowed_signers=record.text("allowed_signers", SIGNERS_NAME),
        sha256=hashlib.sha256(data).hexdigest(),
        where=where,
        folder=folder,
    )
    record.done()
    _check_people(policy)
    return policy


def _scope(record: Record) -> Scope:
    scope = Scope(include=record.words("include", ("**",)), exclude=record.words("exclude", ()))
    if not scope.include:
        raise record.error("include", _("the list is empty"), _("name the folders that are published"))
    record.done()
    return scope


def _stages(record: Record) -> Stages:
    """Given stages replace the default; a graver severity must ask for all that a lighter one asks for."""
    default = Stages()
    stages = Stages(**{level: record.words(level, getattr(default, level)) for level in LEVELS})
    record.done()
    for level in LEVELS:
        if not getattr(stages, level):
            raise record.error(level, _("nobody would have to sign"), _("name at least one role"))
    for graver, lighter in pairwise(LEVELS):
        if not _contains_in_order(getattr(stages, graver), getattr(stages, lighter)):
            what = _("asks for less than {lighter}").format(lighter=lighter)
            raise record.error(graver, what, _("repeat the roles of the lighter severity, in the same order"))
    return stages


def _contains_in_order(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    rest = iter(whole)
    return all(role in rest for role in part)


def _person(record: Record) -> Person:
    person = Person(
        name=record.text("name"),
        unit=record.text("unit", ""),
        roles=record.words("roles"),
        keys=read_all(record.records("keys"), _key),
    )
    if not person.keys:
        raise record.error(
            "keys", _("the list is empty"), _("name the principal of a key in allowed_signers")
        )
    return person


def _key(record: Record) -> Key:
    return Key(
        principal=record.text("principal"),
        retired=record.date("retired"),
        compromised=record.date("compromised"),
    )


_LIMITS: dict[str, tuple[str, int]] = {
    "file_megabytes": ("file_bytes", 1 << 20),
    "part_megabytes": ("part_bytes", 1 << 20),
    "total_megabytes": ("total_bytes", 1 << 20),
    "compression_ratio": ("compression_ratio", 1),
    "seconds": ("seconds", 1),
    "memory_megabytes": ("memory_bytes", 1 << 20),
    "output_megabytes": ("output_bytes", 1 << 20),
    "libreoffice_seconds": ("libreoffice_seconds", 1),
    "archive_entries": ("archive_entries", 1),
    "archive_depth": ("depth", 1),
    "megapixels": ("pixels", 1_000_000),
}


def _limits(record: Record) -> Limits:
    given: dict[str, int] = {}
    for key, (name, factor) in _LIMITS.items():
        usual = int(getattr(DEFAULT_LIMITS, name)) // factor
        given[name] = factor * record.number(key, usual, least=min(usual, 1), most=1 << 20)
    record.done()
    return replace(DEFAULT_LIMITS, **given)


def _releasable(record: Record) -> tuple[str, ...]:
    outcomes = record.words("releasable", ("publish",))
    for i, outcome in enumerate(outcomes):
        if outcome not in OUTCOMES[:2]:
            remedy = _("write one of: {words}").format(words=", ".join(OUTCOMES[:2]))
            raise record.error(f"releasable[{i}]", _("unknown value"), remedy)
    return outcomes


def _check_people(policy: Policy) -> None:
    """Roles without a stage are slips of the pen; one principal or name must mean one person."""
    roles = policy.stages.roles() | {*ROLES, policy.author_role}
    seen: set[str] = set()
    for i, person in enumerate(policy.people):
        for j, role in enumerate(person.roles):
            if role not in roles:
                raise _at(policy, f"people[{i}].roles[{j}]", _("this role stands in no stage"))
        own = _names(i, person)
        for path, word in own:
            if _plain(word) in seen:
                raise _at(policy, path, _("this stands for somebody else already"))
        seen.update(_plain(word) for _path, word in own)


def _names(i: int, person: Person) -> list[tuple[str, str]]:
    keys = [(f"people[{i}].keys[{j}].principal", k.principal) for j, k in enumerate(person.keys)]
    return [(f"people[{i}].name", person.name), *keys]


def _at(policy: Policy, path: str, what: str) -> DataError:
    return DataError(what, where=f"{policy.where}: {path}", remedy=_("check the spelling"))


def find_policy(start: Path) -> Path | None:
    """The nearest ``review.yaml`` in ``start`` or a folder around it.

    Raises:
        UsageError: the current folder was removed.
    """
    try:
        folder = start.resolve()
    except FileNotFoundError:
        raise UsageError(
            _("this folder is not there any more"), where=str(start), remedy=_("go to another folder")
        ) from None
    for candidate in (folder, *folder.parents):
        if (candidate / POLICY_NAME).is_file():
            return candidate / POLICY_NAME
    return None


def read_policy(path: Path) -> Policy:
    """The policy in a file.

    Raises:
        UsageError: the file is not there.
        DataError: as ``load_policy``.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise UsageError(
            _("the policy cannot be read"), where=str(path), remedy=_("run review init to write one")
        ) from None
    return load_policy(data, str(path), path.resolve().parent)
