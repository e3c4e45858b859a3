"""Dataclasses for what is made by the hundred thousand: frozen to the type checker, plain at run time.

A frozen dataclass sets each field through ``object.__setattr__``, which makes building one with twelve
fields five times as slow. mypy takes ``light`` for ``dataclass`` and refuses an assignment to a field;
at run time ``frozen`` is left out, and equality and hash are those of a frozen one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as light
else:

    def light(*, frozen: bool, slots: bool, kw_only: bool) -> Any:
        """``dataclass`` of the same arguments, but not frozen at run time."""
        return dataclass(slots=slots, kw_only=kw_only, unsafe_hash=frozen)


__all__ = ["light"]
