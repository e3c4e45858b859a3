"""Chinese words by jieba, from its own dictionary laid out as a memory-mapped trie.

jieba asks its dictionary only ``in``, ``get`` and ``[]``, so a small mapping over the trie gives the same
cuts, ready at once, with no cache file in a shared folder and nothing written to stderr.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOTAL = 60101967
"""Sum of all frequencies of jieba 0.42.1's dictionary."""


class _TrieDictionary:
    """jieba's word → frequency mapping; prefixes of words are there with frequency 0."""

    def __init__(self, extra: Iterable[str]) -> None:
        import marisa_trie

        self._trie = marisa_trie.RecordTrie("<I").mmap(str(Path(__file__).with_name("words.marisa")))
        self._extra: dict[str, int] = {}
        for word in extra:
            for end in range(1, len(word)):
                self._extra.setdefault(word[:end], 0)
            self._extra[word] = max(self._extra.get(word, 0), 1000)

    def get(self, word: str, default: int | None = None) -> int | None:
        found = self._trie.get(word)
        own = self._extra.get(word) if self._extra else None
        if found is None:
            return default if own is None else own
        return max(int(found[0][0]), own or 0)

    def __contains__(self, word: str) -> bool:
        return word in self._trie or word in self._extra

    def __getitem__(self, word: str) -> int:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found


class Segmenter:
    """One private tokenizer. ``extra`` are words of one's own, in folded form.

    Give it folded text: jieba's dictionary is simplified (計算機密碼 would be cut 計算/機密/碼).
    """

    def __init__(self, extra: Iterable[str] = ()) -> None:
        self._extra = tuple(sorted(set(extra)))
        self._tokenizer: Any = None
        self.cut_characters = 0
        """Characters segmented so far: what laziness saves."""
        self._words = lru_cache(maxsize=4096)(self._cut)
        self._known = lru_cache(maxsize=65536)(self._look_up)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a sentence; together they are the sentence."""
        return self._words(text)

    def knows(self, word: str) -> bool:
        """Whether a word stands in the dictionary, rather than being guessed from its characters."""
        return self._known(word)

    def _look_up(self, word: str) -> bool:
        if self._tokenizer is None:
            self._tokenizer = _tokenizer(self._extra)
        try:
            return bool(self._tokenizer.FREQ.get(word))
        except UnicodeEncodeError:  # half of a surrogate pair stands in no dictionary
            return False

    def _cut(self, text: str) -> tuple[str, ...]:
        if self._tokenizer is None:
            self._tokenizer = _tokenizer(self._extra)
        self.cut_characters += len(text)
        return tuple(self._tokenizer.cut(text))


def _tokenizer(extra: Iterable[str]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's old regular expressions and its look for pkg_resources
        import jieba
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = _TrieDictionary(extra)
    tokenizer.total = _TOTAL
    tokenizer.initialized = True
    return tokenizer
