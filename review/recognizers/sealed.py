"""Finds the terms of sealed lexicons: a quick filter over all places, a keyed hash for the few left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Match
from review.i18n import marked
from review.lexicon.key import sealed_key
from review.lexicon.load import read_bytes
from review.lexicon.own import SEALED
from review.lexicon.sealed import FILTER_BITS, FILTER_SHIFT, open_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from review.lexicon.sealed import Bucket, SealedLexicon, SealedRule
    from review.recognizers.view import View

_SHORT = 3


def sealed_terms(paths: Iterable[Path]) -> tuple[SealedTerms, ...]:
    """The sealed lexicons among an organisation's files, opened.

    Raises:
        UsageError: a file cannot be read.
        DataError: there is no key, it is not the key of a file, or a file is damaged.
    """
    return tuple(SealedTerms(lexicon) for _path, lexicon in open_all(paths))


def open_all(paths: Iterable[Path]) -> tuple[tuple[Path, SealedLexicon], ...]:
    """The sealed files among these, opened; raises as ``sealed_terms``."""
    files = [path for path in paths if path.suffix.lower() == SEALED]
    return tuple((path, open_sealed(read_bytes(path), sealed_key(str(path)), str(path))) for path in files)


class SealedTerms:
    """One opened lexicon with the tables of its filter."""

    def __init__(self, lexicon: SealedLexicon) -> None:
        """Build a table of the filter for each length of each rule."""
        self._lexicon = lexicon
        self._tables = {
            (rule.rule.id, bucket.length): _table(bucket) for rule in lexicon.rules for bucket in rule.buckets
        }
        self._lengths = tuple(sorted({length for _rule, length in self._tables}))

    def find(self, view: View) -> Iterator[Match]:
        """Every place where a sealed term stands; the match names the rule, not the term."""
        for length, sums in _filtered(view.text, self._lexicon.multipliers(), self._lengths):
            for rule in self._lexicon.rules:
                for bucket in rule.buckets:
                    if bucket.length == length:
                        yield from self._matches(view, rule, bucket, sums)

    def _matches(
        self, view: View, rule: SealedRule, bucket: Bucket, sums: NDArray[np.uint32]
    ) -> Iterator[Match]:
        table = self._tables[rule.rule.id, bucket.length]
        for start in table[sums].nonzero()[0].tolist():
            end = start + bucket.length
            if self._lexicon.hash(view.text[start:end]) in bucket.hashes and _as_word(view, rule, start, end):
                yield _match(view, rule, start, end)


def _table(bucket: Bucket) -> NDArray[np.bool_]:
    import numpy as np

    table = np.zeros(1 << FILTER_BITS, dtype=np.bool_)
    table[list(bucket.filters)] = True
    return table


def _filtered(
    text: str, multipliers: tuple[int, ...], lengths: tuple[int, ...]
) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """For each length the filter's value at every place; one running sum serves them all.

    Sums wrap around at 32 bits, as they did when the terms were sealed.
    """
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    total = np.zeros(len(codes), dtype=np.uint32)
    for i in range(min(max(lengths, default=0), len(codes))):
        total[: len(codes) - i] += codes[i:] * np.uint32(multipliers[i])
        if i + 1 in lengths:
            yield i + 1, total[: len(codes) - i] >> np.uint32(FILTER_SHIFT)


def _as_word(view: View, rule: SealedRule, start: int, end: int) -> bool:
    return rule.rule.boundary != "word" or end - start > _SHORT or view.is_word(start, end)


def _match(view: View, sealed: SealedRule, start: int, end: int) -> Match:
    rule = sealed.rule
    first, last = view.span(start, end)
    return Match(
        rule=rule.id, category=rule.category, severity=rule.severity, confidence=rule.confidence,
        start=first, end=last, preview=f"[{rule.id}]", basis=rule.basis, key=view.text[start:end],
        evidence=(
            Evidence(kind="rule", detail=rule.id),
            Evidence(kind="sealed", detail=marked("a sealed term")),
        ),
    )  # fmt: skip
