"""The digests that a report, a sheet and a kept scan name their rules by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.recognizers.view import Settings
from review.ruleset import ruleset_of

if TYPE_CHECKING:
    from pathlib import Path


def test_digests_tell_rule_sets_apart(tmp_path: Path) -> None:
    """An own lexicon and each change of it make another rule set; the model stays what it was."""
    own = tmp_path / "own.txt"
    own.write_text("某某行动", encoding="utf-8")
    settings = Settings(lexicons=(own,))
    shipped, with_own = ruleset_of(Settings()), ruleset_of(settings)
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", shipped.lexicons)
    assert shipped.lexicons != with_own.lexicons
    assert shipped.model == with_own.model
    own.write_text("某某工程", encoding="utf-8")
    assert ruleset_of(settings).lexicons != with_own.lexicons
