"""Engines that search bytes for fixed strings: pyahocorasick, or ahocorasick_rs where it is installed.

The second, in Rust, is twice as quick and optional (``pip install prepub-review[fast]``). Both give the same
(law 4); nothing else in the program knows which it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Engine = Callable[[bytes], Iterable[tuple[int, Any]]]
    """Every place of every key, overlapping ones too: the offset of its last byte and its value, in order of
    these offsets, the longest first of those that end together."""


def build(values: Mapping[bytes, Any]) -> Engine:
    """The quickest engine that is installed, with a value for each key."""
    try:
        return in_rust(values)
    except ModuleNotFoundError:
        return in_c(values)


def in_c(values: Mapping[bytes, Any]) -> Engine:
    """The engine by pyahocorasick, which takes strings: bytes are seen as Latin-1."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for key, value in values.items():
        automaton.add_word(key.decode("latin-1"), value)
    automaton.make_automaton()
    return lambda data: automaton.iter(data.decode("latin-1"))


def in_rust(values: Mapping[bytes, Any]) -> Engine:
    """The engine by ahocorasick_rs.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    automaton = BytesAhoCorasick(list(values), implementation=Implementation.ContiguousNFA)
    find, of = automaton.find_matches_as_indexes, list(values.values())
    return lambda data: [(end - 1, of[number]) for number, _start, end in find(data, overlapping=True)]
