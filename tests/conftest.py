"""What every test shares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from review import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator


# The same examples every time, so that a test that passed passes again; ``make test-all`` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=400, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is known to be slow has longer before it counts as hanging; seconds."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Tests read messages as they stand in the code; a test of another language asks for it."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
