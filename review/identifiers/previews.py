"""Masked previews, fit for any report: enough to find the place again, too little to be the value."""

from __future__ import annotations

from dataclasses import dataclass

_STAR = "*"
_LEAST_HIDDEN = 3


@dataclass(frozen=True, slots=True)
class Mask:
    """How many characters stay readable at either end; of a shorter value only the first does."""

    head: int
    tail: int

    def apply(self, value: str) -> str:
        """Stars for everything between head and tail."""
        hidden = len(value) - self.head - self.tail
        if hidden < _LEAST_HIDDEN:
            return mask_name(value)
        return value[: self.head] + _STAR * hidden + value[len(value) - self.tail :]


def mask_email(value: str) -> str:
    """``z***@example.cn``: the first character and the domain."""
    local, _, domain = value.partition("@")
    return f"{local[:1]}***@{domain}"


def mask_name(value: str) -> str:
    """``王*``: the first character; as many stars as characters are hidden."""
    return value[:1] + _STAR * (len(value) - 1)


def mask_all(value: str) -> str:
    """Stars only, at most eight."""
    return _STAR * min(max(len(value), 1), 8)
