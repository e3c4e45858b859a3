"""A document in, findings out: every recognizer looks, the matches are merged and put in order."""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from review.automaton import Automaton, Hit
from review.document import Document, Gap, Location, plain_document
from review.errors import DataError
from review.finding import Finding, Severity
from review.laws import Laws
from review.merging import merge
from review.recognizers import build_combiners, build_recognizers
from review.recognizers.masks_persons import masked_persons, sealed
from review.recognizers.view import Listener, Settings, View
from review.ruleset import Ruleset, ruleset_of, settings_of
from review.scrub import Scrubber
from review.text.folding import fold
from review.text.markdown import MARKUP, unmarked
from review.text.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.finding import Match
    from review.policy import Policy
    from review.readers.source import Limits
    from review.recognizers.masks_persons import MaskedPerson
    from review.recognizers.view import Combiner, Recognizer


class ScanOutcome(StrEnum):
    """What a machine can say of a document; only people say that it may go out."""

    CLEAR = "clear"
    FINDINGS = "findings"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One document as scanned. ``document`` holds the text and stays in memory.

    ``masked`` are the persons whose numbers are masked (``review.batch_across``); their names are in clear as
    long as the text is there.
    """

    document: Document = field(repr=False)
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    characters: int
    masked: tuple[MaskedPerson, ...] = field(default=(), repr=False)

    def without_text(self, key: bytes) -> Scan:
        """What may be kept or sent: no text, and of names only digests under ``key``."""
        return replace(
            self,
            document=replace(self.document, text="", blocks=()),
            masked=sealed(self.masked, key),
        )

    def outcome(self, threshold: Severity = Severity.DISCRETION) -> ScanOutcome:
        """Findings at or above ``threshold`` come before gaps, gaps before clear."""
        if any(finding.severity.at_least(threshold) for finding in self.findings):
            return ScanOutcome.FINDINGS
        return ScanOutcome.GAPS if self.gaps else ScanOutcome.CLEAR


class Scanner:
    """Built once from settings, cheap to hold, the same for any number of documents."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        recognizers: Sequence[Recognizer] | None = None,
        combiners: Sequence[Combiner] | None = None,
        limits: Limits | None = None,
        policy_sha256: str = "",
    ) -> None:
        self.settings = settings or Settings()
        self.policy_sha256 = policy_sha256
        with _uncollected():
            self._recognizers = (
                tuple(recognizers) if recognizers is not None else build_recognizers(self.settings)
            )
            self._combiners = tuple(combiners) if combiners is not None else build_combiners(self.settings)
            self._automaton = Automaton(
                (term, (listener.name, payload))
                for listener in (*self._recognizers, *self._combiners)
                if isinstance(listener, Listener)
                for term, payload in listener.vocabulary()
            )
        self._limits = limits
        self._segmenter = Segmenter()
        self._laws = Laws(self.settings.jurisdiction)

    @classmethod
    def from_policy(cls, policy: Policy, *, publication: str = "") -> Scanner:
        """A scanner with an organisation's jurisdiction, lexicons, model and limits.

        ``publication`` is the kind of publication that the sheet names.
        """
        settings = settings_of(policy, publication=publication)
        return cls(settings, limits=policy.limits, policy_sha256=policy.sha256)

    def prepare(self) -> None:
        """Build now what a scan would build when first needed, so that copies of this process share it."""
        self._automaton.built  # noqa: B018 - built by being asked for

    @cached_property
    def ruleset(self) -> Ruleset:
        """Digests of lexicons, models and policy."""
        return ruleset_of(self.settings, self.policy_sha256)

    def scan_file(self, path: Path | str, *, name: str | None = None) -> Scan:
        """Scan a file; what cannot be read is a gap.

        Raises:
            UsageError: there is no such file.
        """
        from review.readers import read_file

        path = Path(path)
        if self._limits is None:
            return self.scan_document(read_file(path, name=name))
        return self.scan_document(read_file(path, name=name, limits=self._limits))

    def scan_bytes(self, data: bytes, *, name: str) -> Scan:
        """Scan a file's bytes."""
        from review.readers import read_bytes

        if self._limits is None:
            return self.scan_document(read_bytes(data, name=name))
        return self.scan_document(read_bytes(data, name=name, limits=self._limits))

    def scan_text(self, text: str, *, name: str = "text") -> Scan:
        """Scan a text; spans count its code points."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self.scan_document(plain_document(text, name=name, sha256=digest))

    def scan_document(self, document: Document) -> Scan:
        """Scan what was read."""
        with _uncollected():
            return self._scan(document)

    def _scan(self, document: Document) -> Scan:
        view = self.view(document)
        matches: list[Match] = []
        gaps = [*document.gaps]
        for recognizer in self._recognizers:
            try:
                matches += recognizer.find(view)
            except DataError as error:
                gaps.append(_missing(error))
        for combine in self._combiners:
            try:
                matches = list(combine(view, matches))
            except DataError as error:
                gaps.append(_missing(error))
        merged = merge(document, matches)
        scrub = Scrubber(document, merged)
        return Scan(
            document=document,
            findings=tuple(scrub.finding(self._laws.of(finding)) for finding in merged),
            gaps=tuple(scrub.gap(gap) for gap in gaps),
            characters=len(document.text),
            masked=tuple(
                person.at(scrub.place(person.occurrence.location)) for person in masked_persons(view, matches)
            ),
        )

    def view(self, document: Document) -> View:
        """A document folded and searched, as recognizers get it."""
        text = document.text
        folded = fold(unmarked(text) if document.media in MARKUP else text)
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        new = tuple.__new__  # a call of ``Hit`` takes twice as long, and prose has fifty hits to a page
        for start, end, payloads in self._automaton.raw(folded.text):
            for name, payload in payloads:
                hits[name].append(new(Hit, (start, end, payload)))
        return View(
            document=document, folded=folded, settings=self.settings, segmenter=self._segmenter, hits=hits
        )


def _missing(error: DataError) -> Gap:
    """What lacks its data is a gap."""
    return Gap(code="model_missing", location=Location(part="file"), detail=error.what)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, which neither a scan nor the rules make.

    A long list makes a hundred thousand small objects that all live to the end of the scan, the rules some
    tens of thousands that stay: the collector would go through them again and again and free nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def scan_file(path: Path | str) -> Scan:
    """Scan one file with the shipped rules."""
    return Scanner().scan_file(path)


def scan_text(text: str, *, name: str = "text") -> Scan:
    """Scan one text with the shipped rules."""
    return Scanner().scan_text(text, name=name)
