"""What a scan goes by: the settings a policy asks for, and the digests of everything that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.recognizers.view import Settings
from review.resources import data_folder, digest_of

if TYPE_CHECKING:
    from review.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """Digests as ``sha256:…``; no policy file, no policy digest."""

    lexicons: str
    model: str
    policy: str


def settings_of(policy: Policy, *, publication: str = "") -> Settings:
    """An organisation's jurisdiction, lexicons and model; ``publication`` is the kind that a sheet names."""
    return Settings(
        jurisdiction=policy.jurisdiction,
        lexicons=tuple(policy.beside(name) for name in policy.lexicons),
        require_openness=policy.require_openness,
        model=policy.beside(policy.model) if policy.model else None,
        publication=publication,
    )


def ruleset_of(settings: Settings, policy_sha256: str = "") -> Ruleset:
    """Digests of lexicons, models and policy."""
    return Ruleset(
        lexicons=digest_of((data_folder("lexicons"), *settings.lexicons)),
        model=digest_of((settings.model or data_folder("models"),)),
        policy=f"sha256:{policy_sha256}" if policy_sha256 else "",
    )
