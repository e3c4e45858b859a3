"""What a recognizer is given, and what a recognizer is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from review.patterns import lazy
from review.recognizers.words import beaten

if TYPE_CHECKING:
    from pathlib import Path

    from review.automaton import Hit
    from review.document import Document
    from review.finding import Match
    from review.text.folding import Folded
    from review.text.segment import Segmenter

_MARKS = "。！？；!?;\n\r\t"
_RUN = lazy(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
"""What jieba takes as one piece."""
CROSSING = 7
"""Characters by which a word may reach beyond a term: the dictionary's words are rarely longer."""
REACH = 1000
"""Characters to either side at which a sentence ends anyway: tables and lists may have no mark for pages."""
SENTENCE_END = lazy(r"[。！？；!?;\n\r\t]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What recognizers are built from.

    Attributes:
        jurisdiction: cn, tw, hk or mo.
        lexicons: lexicon files of the organisation's own, beside those that ship.
        require_openness: whether a draft must carry an openness attribute.
        model: folder of the risk model; None is the one that ships.
        publication: kind of publication named in the sheet (录用公示, 低保公示, …), if known.
    """

    jurisdiction: str = "cn"
    lexicons: tuple[Path, ...] = ()
    require_openness: bool = False
    model: Path | None = None
    publication: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A document as recognizers see it: folded once, searched once.

    Hits and regular expressions speak of offsets in ``folded.text``; matches speak of offsets in
    ``document.text``; ``span`` leads from the one to the other.
    """

    document: Document
    folded: Folded
    settings: Settings
    segmenter: Segmenter
    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What one recognizer worked out about the document and another can use, by name."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the document's text of a span in the folded text."""
        return self.folded.span(start, end)

    def hits_of(self, name: str) -> Sequence[Hit]:
        """The automaton's hits for the recognizer of that name, ordered by end."""
        return self.hits.get(name, ())

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a folded span: between 。！？；, line ends and tabs, its mark included.

        It reaches at most ``REACH`` characters to either side.
        """
        text = self.text
        stop = SENTENCE_END.search(text, end, min(end + REACH, len(text)))
        low = max(start - REACH, 0)
        left = max(text.rfind(mark, low, start) for mark in _MARKS) + 1
        return max(left, low), stop.end() if stop else min(end + REACH, len(text))

    def line(self, start: int, end: int) -> tuple[int, int]:
        """The line around a folded span, its line feed left out."""
        left = self.text.rfind("\n", 0, start) + 1
        right = self.text.find("\n", end)
        return left, len(self.text) if right < 0 else right

    def short_line(self, start: int, end: int, most: int) -> tuple[int, int] | None:
        """The line around a folded span, if it has at most ``most`` characters to either side."""
        text = self.text
        low, high = max(start - most, 0), min(end + most, len(text))
        left, right = text.rfind("\n", low, start) + 1, text.find("\n", end, high)
        if (not left and low) or (right < 0 and high < len(text)):
            return None
        return max(left, low), len(text) if right < 0 else right

    def is_word(self, start: int, end: int) -> bool:
        """Whether a folded span stands as one or more whole words, or inside one, in its sentence.

        The span is no word only if a boundary lies inside a word at one of its ends while the word there
        reaches beyond it on that side and the span does not lie inside that single word (手机密码 cuts
        机密 in two; 国家机密文件 has it within one). A word that stands in no dictionary is a guess and hides
        nothing: an organisation's own names are unknown to it.
        """
        if beaten(self.text, start, end):
            return False
        if not self._crossed(start, end):
            return True
        left, right = self._run(start, end)
        at = left
        for word in self.segmenter.words(self.text[left:right]):
            stop = at + len(word)
            inside = at <= start and end <= stop
            if not inside and (at < start < stop or at < end < stop) and self.segmenter.knows(word):
                return False
            at = stop
        return True

    def _crossed(self, start: int, end: int) -> bool:
        """Whether any word of the dictionary reaches over an end of the span; else nothing need be cut."""
        text, knows = self.text, self.segmenter.knows
        return any(
            knows(text[left:right])
            for left in range(max(start - CROSSING, 0), start)
            for right in range(start + 1, end)
        ) or any(
            knows(text[left:right])
            for left in range(start + 1, end)
            for right in range(end + 1, min(end + CROSSING, len(text)) + 1)
        )

    def _run(self, start: int, end: int) -> tuple[int, int]:
        """The run of Chinese characters, letters and digits around a span: jieba cuts each run by itself."""
        text, left = self.text, start
        while left and _RUN.match(text[left - 1]):
            left -= 1
        stop = _RUN.match(text, end)
        return left, stop.end() if stop else end


@runtime_checkable
class Listener(Protocol):
    """Is told by the shared automaton where its fixed strings stand (``View.hits_of``)."""

    name: str

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """Fixed strings to be told of: (term in folded form, payload)."""


class Recognizer(Listener, Protocol):
    """Turns a document into matches."""

    def find(self, view: View) -> Iterable[Match]:
        """Matches, in any order."""


Combiner = Callable[[View, Sequence["Match"]], Iterable["Match"]]
"""Looks at all matches of a document and gives those that hold: raised, vetoed, joined or added to.

A combiner may be a listener too.
"""
