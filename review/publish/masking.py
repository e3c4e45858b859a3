"""What must not stand in the published copy: the values decided for redaction, and their masking."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.column import spans_of
from review.errors import RefusedError
from review.i18n import _
from review.publish.mask_styles import masks_of
from review.sheet.verdicts import SETTLED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from review.document import Location
    from review.finding import Finding
    from review.publish.mask_styles import Mask
    from review.scanner import Scan
    from review.sheet.record import Sheet

MASK = "■"
SHORTEST = 2
"""A single character cannot be taken out wherever it stands; a person has to."""
_SHORTEST_LINE = 4
_ASIDE = frozenset({"annotation", "link", "form_field", "attachment", "outline", "property"})
"""Parts of a page that are taken off it as a whole; what stands on the page itself needs a picture."""
Files = tuple[str, ...]
"""A file inside others: their names and its own, outermost first; nothing for the draft itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What a redaction has to remove.

    Attributes:
        values: as they stand in the document's text, each distinct, the longest first. In memory only.
        spans: where they stand in the document's text, merged and in order.
        hidden: categories ``hidden.…`` of which nothing may be left.
        findings: those decided for redaction.
        settled: those released because the redactions leave nothing of them.
        masks: partial masks by value (138****8000), for copies that keep a part of it. In memory only.
        where: names of the files around the one being written, outermost first.
        files: files inside the draft, by such names, in which anything of this stands.
        pages: of each PDF, the values that stand on each page. In memory only.
        veiled: of each PDF, the pages on which hidden text stands that was decided on.
        left_out: names of files inside the draft that the copy does without.
        held: the masker once it was asked for; files inside share it.
    """

    values: tuple[str, ...] = field(repr=False)
    spans: tuple[tuple[int, int], ...]
    hidden: frozenset[str]
    findings: tuple[Finding, ...]
    settled: tuple[Finding, ...] = ()
    masks: Mapping[str, str] = field(default_factory=dict, repr=False)
    where: Files = ()
    files: frozenset[Files] = frozenset()
    pages: Mapping[Files, Mapping[int, frozenset[str]]] = field(default_factory=dict, repr=False)
    veiled: Mapping[Files, frozenset[int]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    held: list[Masker] = field(default_factory=list, repr=False, compare=False)

    def inside(self, name: str) -> Targets:
        """The same for a file inside this one."""
        return replace(self, where=(*self.where, name))

    def does_without(self, name: str) -> bool:
        """Whether a file inside is left out; its name may be given with or without folders and values."""
        names = {name, self.masker().mask(name)}
        return bool(self.left_out & (names | {one.rpartition("/")[2] for one in names}))

    @property
    def touched(self) -> bool:
        """Whether anything to be removed stands in the file that is being written."""
        return any(files[: len(self.where)] == self.where for files in self.files)

    def masker(self) -> Masker:
        """Finds and masks the values."""
        if not self.held:
            self.held.append(Masker(self.values, self.masks))
        return self.held[0]


def targets(sheet: Sheet, scan: Scan, *, mask: Mask | None = None, left_out: Iterable[str] = ()) -> Targets:
    """What the decisions of ``sheet`` ask for; ``scan`` is of the very document the sheet is of.

    ``mask`` says what stays of a value; without it nothing does.
    """
    wanted = {d.finding_id for d in sheet.decisions if d.verdict is Verdict.REDACT}
    findings = tuple(f for f in scan.findings if f.id in wanted)
    shown = [f for f in findings if not f.category.startswith("hidden.")]
    spans = _merged(span for f in shown for span in spans_of(f))
    text = scan.document.text
    values = dict.fromkeys(v for f in shown for a, b in spans_of(f) for v in _pieces(text[a:b]))
    return Targets(
        values=tuple(sorted(values, key=lambda v: (-len(v), v))),
        spans=spans,
        hidden=frozenset(f.category for f in findings if f.category.startswith("hidden.")),
        findings=findings,
        settled=_settled(sheet, scan),
        masks={} if mask is None else masks_of(shown, scan, mask),
        files=frozenset(_place(scan, start).container for f in findings for start, _ in spans_of(f)),
        pages=_pages(shown, scan),
        veiled=_veiled(findings, scan),
        left_out=frozenset(left_out),
    )


def _place(scan: Scan, start: int) -> Location:
    """NOTE: from the document, for names in the places of a scan are scrubbed of values."""
    return scan.document.block_at(start).location


def _pages(findings: Iterable[Finding], scan: Scan) -> dict[Files, dict[int, frozenset[str]]]:
    """Values by file and page."""
    found: dict[Files, dict[int, frozenset[str]]] = {}
    for start, end in (span for f in findings for span in spans_of(f)):
        place = _place(scan, start)
        if place.page is not None:
            pages = found.setdefault(place.container, {})
            values = _pieces(scan.document.text[start:end])
            pages[place.page] = pages.get(place.page, frozenset()).union(values)
    return found


def _veiled(findings: Iterable[Finding], scan: Scan) -> dict[Files, frozenset[int]]:
    """Pages with hidden text, if a kind of it was decided on: where one was seen others may be."""
    if not any(f.category.startswith("hidden.") for f in findings):
        return {}
    found: dict[Files, set[int]] = {}
    for block in scan.document.blocks:
        place = block.location
        if block.visibility == "hidden" and place.page is not None and place.part not in _ASIDE:
            found.setdefault(place.container, set()).add(place.page)
    return {files: frozenset(pages) for files, pages in found.items()}


def _settled(sheet: Sheet, scan: Scan) -> tuple[Finding, ...]:
    released = {d.finding_id for d in sheet.decisions if d.reason_code == SETTLED}
    return tuple(f for f in scan.findings if f.id in released)


def _pieces(value: str) -> Iterator[str]:
    """The value, and each line or cell of one that runs over several."""
    value = value.strip()
    if value:
        yield value
    lines = [line.strip() for line in value.replace("\t", "\n").split("\n")]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= _SHORTEST_LINE)


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


class Masker:
    """Finds values in other text and blacks them out, character for character."""

    def __init__(self, values: Iterable[str], masks: Mapping[str, str] | None = None) -> None:
        """Build one automaton over all values; a value in ``masks`` keeps a part of itself.

        Raises:
            RefusedError: a value is a single character.
        """
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        self.values = frozenset(values)
        self._masks = masks or {}
        for value in self.values:
            if len(value) < SHORTEST:
                raise RefusedError(
                    _("one character alone cannot be removed wherever it stands"),
                    remedy=_("remove it from the draft by hand and write the sheet again"),
                )
            self._automaton.add_word(value, len(value))
        if self.values:
            self._automaton.make_automaton()

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where values stand in ``text``, merged and in order."""
        if not self.values or not text:
            return ()
        return _merged((end + 1 - length, end + 1) for end, length in self._automaton.iter(text))

    def mask(self, text: str) -> str:
        """``text`` with every value masked; where values overlap, all of it is blacked out."""
        spans = self.spans(text)
        masked = black_out(text, spans)
        for start, end in spans:
            partial = self._masks.get(text[start:end])
            if partial is not None:
                masked = masked[:start] + partial + masked[end:]
        return masked


def black_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with ■ for each character of the spans; line ends and tabs stay, and so does its length."""
    characters = list(text)
    for start, end in spans:
        for at in range(start, end):
            if characters[at] not in "\n\r\t":
                characters[at] = MASK
    return "".join(characters)
