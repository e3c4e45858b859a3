"""Finds the terms of sealed lexicons: a quick filter over all places, a keyed hash for the few left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Match
from review.i18n import marked
from review.lexicon import read_bytes
from review.lexicon_key import sealed_key
from review.lexicon_own import SEALED
from review.lexicon_sealed import FILTER_BITS, open_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from review.lexicon_sealed import Bucket, SealedLexicon, SealedRule
    from review.recognizers.view import View

_SHORT = 3


def sealed_terms(paths: Iterable[Path]) -> tuple[SealedTerms, ...]:
    """The sealed lexicons among an organisation's files, opened.

    Raises:
        UsageError: a file cannot be read.
        DataError: there is no key, it is not the key of a file, or a file is damaged.
    """
    files = [path for path in paths if path.suffix.lower() == SEALED]
    return tuple(
        SealedTerms(open_sealed(read_bytes(path), sealed_key(str(path)), str(path))) for path in files
    )


class SealedTerms:
    """One opened lexicon with the tables of its filter."""

    def __init__(self, lexicon: SealedLexicon) -> None:
        """Build a table of the filter for each length of each rule."""
        self._lexicon = lexicon
        self._tables = {
            (rule.rule.id, bucket.length): _table(bucket) for rule in lexicon.rules for bucket in rule.buckets
        }

    def find(self, view: View) -> Iterator[Match]:
        """Every place where a sealed term stands; the match names the rule, not the term."""
        import numpy as np

        codes = np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        wide = codes.astype(np.uint64)
        sums: dict[int, NDArray[np.uint32]] = {}
        for rule in self._lexicon.rules:
            for bucket in rule.buckets:
                if bucket.length <= len(wide):
                    if bucket.length not in sums:
                        sums[bucket.length] = _filtered(wide, self._lexicon.multipliers(bucket.length))
                    yield from self._matches(view, rule, bucket, sums[bucket.length])

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


def _filtered(codes: NDArray[np.uint64], multipliers: tuple[int, ...]) -> NDArray[np.uint32]:
    """The filter's value at every place of the text; sums wrap around at 64 bits, as they were stored."""
    import numpy as np

    places = len(codes) - len(multipliers) + 1
    total = np.zeros(places, dtype=np.uint64)
    for i, multiplier in enumerate(multipliers):
        total += codes[i : i + places] * np.uint64(multiplier)
    return (total >> np.uint64(64 - FILTER_BITS)).astype(np.uint32)


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
