"""Content that is risky without saying so, found by the risk model: paragraph by paragraph, row by row.

The shared automaton tells of the gate's cue words; only lines whose cues suffice are looked at in full.
The model speaks last: where plain facts already say the same of a passage, it has nothing to add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.document import BlockKind
from review.errors import DataError
from review.finding import Confidence, Evidence, Match, Severity
from review.recognizers.risk_alike import Outlines
from review.recognizers.risk_general import is_general
from review.recognizers.risk_law import LAWS, Law, head_of
from review.recognizers.risk_lawful import Lawful
from review.recognizers.risk_passages import passages_of, preview_of
from review.recognizers.risk_rows import worth_weighing
from review.recognizers.risk_spoken import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.document import Block
    from review.model.risk_model import Judged, Reasons, RiskModel
    from review.recognizers.risk_alike import Outline
    from review.recognizers.risk_passages import Passage
    from review.recognizers.view import Settings, View

HIGH, MEDIUM = 0.95, 0.8
"""Probabilities from which the program is sure, and fairly sure."""
_PERSONAL = ("personal", "sensitive_personal")
_OF_PERSONS = tuple(f"model.risk.{label}" for label in _PERSONAL)
_GUESS, _MASK = 0.65, "某"
"""Below this, a passage that masks whom it speaks of and names nobody is let go: police bulletins, cases."""
_SHOWN = 2
"""Words shown for an idea."""


class Risk:
    """The combiner; without a model it says so, once for every document (a gap), and adds nothing."""

    name = "risk"

    def __init__(self, settings: Settings) -> None:
        self._lawful = Lawful(settings)
        self._model: RiskModel | None = None
        self._missing: DataError | None = None
        try:
            self._model = _load(settings)
        except DataError as error:
            self._missing = error

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """The gate's cue words with their weights."""
        return tuple((t, (t, w)) for t, w in self._model.gate.terms.items()) if self._model else ()

    def __call__(self, view: View, matches: Sequence[Match]) -> list[Match]:
        """All matches, and one for each label and stretch that the model judges risky.

        Raises:
            DataError: the model could not be loaded.
        """
        if self._model is None:
            raise self._missing or DataError("no model")
        found = list(self._found(view, self._model, matches))
        if any(match.rule in _OF_PERSONS for match in found) and self._lawful.describes_persons(view):
            found = [match for match in found if match.rule not in _OF_PERSONS]
        return [*matches, *found]

    def _found(self, view: View, model: RiskModel, matches: Sequence[Match]) -> Iterator[Match]:
        spoken, outlines = Spoken(matches, self._lawful.tables(view)), Outlines(view, matches)
        quiet: set[Outline] = set()
        hits = worth_weighing(view, view.hits_of(self.name))
        for passage in passages_of(view, hits, model.gate.threshold):
            start, end = passage.start, passage.end
            outline = outlines.of(start, end, spoken.says(*view.span(start, end)))
            if outline in quiet:
                continue
            judged = list(self._judged(view, model, spoken, passage))
            if outline and not judged:
                quiet.add(outline)
            yield from judged

    def _judged(self, view: View, model: RiskModel, spoken: Spoken, passage: Passage) -> Iterator[Match]:
        text = view.text[passage.start : passage.end]

        def span(start: int, end: int) -> tuple[int, int]:
            return view.span(*_trimmed(text, start, end, passage.start))

        for judged in model.judge(text, passage.cues, lambda start, end: spoken.says(*span(start, end))):
            if _is_anonymous(judged, text) and not spoken.names(*span(judged.start, judged.end)):
                continue
            if judged.probability < HIGH and is_general(judged.label, text[judged.start : judged.end]):
                continue
            reasons = model.reasons(text[judged.start : judged.end], judged.label)
            yield self._match(view, span(judged.start, judged.end), judged, reasons)

    def _match(self, view: View, span: tuple[int, int], judged: Judged, reasons: Reasons) -> Match:
        start, end = span
        block = view.document.block_at(start)
        law = LAWS[judged.label]
        confidence = _confidence(judged.probability)
        category, basis = head_of(judged.label, (idea for idea, _ in reasons))
        return Match(
            rule=f"model.risk.{judged.label}", category=category, severity=_severity(law, confidence),
            confidence=confidence, start=start, end=end, basis=basis, group=_group(block, category),
            preview=preview_of(view.document, start, end),
            evidence=_evidence(judged, reasons),
        )  # fmt: skip


def _is_anonymous(judged: Judged, text: str) -> bool:
    """Whether a mere guess speaks of persons who are masked."""
    guessed = judged.label in _PERSONAL and judged.probability < _GUESS
    return guessed and _MASK in text[judged.start : judged.end]


def _load(settings: Settings) -> RiskModel:
    from review.model.files import load

    return load(settings.model)


def _trimmed(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """A window without the spaces at its ends, counted from the beginning of the document."""
    part = text[start:end]
    return at + start + len(part) - len(part.lstrip()), at + end - len(part) + len(part.rstrip())


def _confidence(probability: float) -> Confidence:
    if probability >= HIGH:
        return Confidence.HIGH
    return Confidence.MEDIUM if probability >= MEDIUM else Confidence.LOW


def _severity(law: Law, confidence: Confidence) -> Severity:
    """What the law says of the label; a guess asks for a look and forbids nothing."""
    return Severity.DISCRETION if confidence is Confidence.LOW else Severity(law.severity)


def _evidence(judged: Judged, reasons: Reasons) -> tuple[Evidence, ...]:
    """Label with probability, then the ideas. NOTE: what points at a person is named by its idea only."""
    ideas = " + ".join(_told(judged.label, idea, words) for idea, words in reasons)
    label = Evidence(kind="model", detail=f"{judged.label} p={judged.probability:.2f}")
    return (label, Evidence(kind="model_terms", detail=ideas)) if ideas else (label,)


def _told(label: str, idea: str, words: tuple[str, ...]) -> str:
    shown = "、".join(sorted(words)[:_SHOWN])
    return idea if label in _PERSONAL or not shown else f"{idea}（{shown}）"


def _group(block: Block, category: str) -> tuple[int, str] | None:
    """Rows of one table with the same kind of risk are one finding."""
    return (block.start, category) if block.kind is BlockKind.TABLE else None
