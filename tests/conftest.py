"""What every test shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Tests read messages as they stand in the code; a test of another language asks for it."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
