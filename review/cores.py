"""Processor cores that this process may use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cores() -> int:
    """How many."""
    return len(own_cores()) or os.cpu_count() or 1


def own_cores() -> Sequence[int]:
    """Their numbers, where the system tells."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else ()
