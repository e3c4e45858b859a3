"""Whether anything decided for redaction can still be found in the copy, by reading it again in full."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from review.column import spans_of
from review.errors import RefusedError
from review.finding import Severity
from review.i18n import _
from review.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.document import Location
    from review.finding import Finding
    from review.publish.masking import Targets
    from review.scanner import Scan

_SHORTEST_RAW = 5
"""Shorter values stand in compressed or binary data by chance."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
_DEEPEST = 4
_LARGEST = 256 << 20


def left_over(data: bytes, copy: Scan, targets: Targets, original: Scan) -> tuple[str, ...]:
    """Ids of findings of the draft that can still be found in the copy; empty if it may be handed out.

    Looked at are: findings in the copy of the same rule with the same value, hidden content of the kinds
    decided on, the copy's whole text with blanks and width aside, what extractors that share nothing with
    our readers make of it, and its raw bytes in five encodings.
    """
    again = {(f.rule, value) for f in copy.findings for value in _found(copy, f)}
    hidden = {f.category for f in copy.findings} & targets.hidden
    found = {f.id for f in targets.findings if f.category in hidden}
    values = dict(_values(original, targets))
    for value, ids in values.items():
        found |= {one for one, rule in ids if (rule, value) in again}
    found |= _in_text(values, _squeezed(copy.document.text))
    for text in _by_others(data):
        found |= _in_text(values, _squeezed(text))
    found |= _in_bytes(values, _contents(data, 0))
    found |= {f.id for f in targets.settled if _stands(f, copy)}
    order = [f.id for f in (*targets.findings, *targets.settled)]
    return tuple(sorted(found, key=order.index))


_WEAK = "personal.weak_mask"


def must_hide_people(copy: Scan, original: Scan) -> None:
    """See that the masks of the copy leave nobody to be found who was not found before.

    Raises:
        RefusedError: so few numbers fit a mask that whoever knows the place knows the person.
    """
    new = sum(len(f.occurrences) for f in copy.findings if f.category == _WEAK)
    new -= sum(len(f.occurrences) for f in original.findings if f.category == _WEAK)
    if new > 0:
        raise RefusedError(
            _("{n} masks show so much that they can be undone").format(n=new),
            remedy=_("let masks in review.yaml show less, or use --mask full"),
        )


def must_be_known(copy: Scan, original: Scan) -> None:
    """See that a copy in another format shows nothing to decide on that the draft did not show.

    Raises:
        RefusedError: it does; how much is said, and not what.
    """
    known = {_squeezed(value) for f in original.findings for value in _found(original, f)}
    new = {
        value
        for f in copy.findings
        if f.severity is not Severity.NOTICE and not f.category.startswith("hidden.")
        for value in map(_squeezed, _found(copy, f))
        if value not in known and "■" not in value
    }
    if new:
        raise RefusedError(
            _("the converted copy shows {n} things that the sheet does not list").format(n=len(new)),
            remedy=_("convert the draft by hand and write a sheet for the converted file"),
        )


Owners = frozenset[tuple[str, str]]
"""(id, rule) of the findings that a value belongs to."""


def _values(original: Scan, targets: Targets) -> dict[str, Owners]:
    values: dict[str, set[tuple[str, str]]] = {}
    for finding in targets.findings:
        if not finding.category.startswith("hidden."):
            for value in _found(original, finding):
                values.setdefault(value, set()).add((finding.id, finding.rule))
    return {value: frozenset(ids) for value, ids in values.items()}


def _stands(finding: Finding, copy: Scan) -> bool:
    """Whether the copy has the same kind of finding in one of the places."""
    places = {_place(one.location) for one in finding.occurrences}
    return any(
        (other.rule, other.category) == (finding.rule, finding.category) and _place(one.location) in places
        for other in copy.findings
        for one in other.occurrences
    )


def _place(location: Location) -> Location:
    return replace(location, char_start=None, char_end=None)


def _found(scan: Scan, finding: Finding) -> Iterator[str]:
    """The values of a finding as they stand in the document."""
    return (scan.document.text[start:end] for start, end in spans_of(finding))


def _squeezed(text: str) -> str:
    return "".join(fold(text).text.split())


def _in_text(values: dict[str, Owners], text: str) -> set[str]:
    needles = ((_squeezed(value), ids) for value, ids in values.items())
    return _search(needles, (text,))


def _in_bytes(values: dict[str, Owners], contents: Iterable[bytes]) -> set[str]:
    needles = (
        (value.encode(encoding).decode("latin-1"), ids)
        for value, ids in values.items()
        if len(value) >= _SHORTEST_RAW
        for encoding in _ENCODINGS
        if _fits(value, encoding)
    )
    return _search(needles, (content.decode("latin-1") for content in contents))


def _search(needles: Iterable[tuple[str, Owners]], texts: Iterable[str]) -> set[str]:
    """Ids of the needles that stand in a text; one pass over each text, however many needles."""
    import ahocorasick

    owners: dict[str, Owners] = {}
    for needle, ids in needles:
        if needle:
            owners[needle] = owners.get(needle, frozenset()) | ids
    if not owners:
        return set()
    automaton = ahocorasick.Automaton()
    for needle, ids in owners.items():
        automaton.add_word(needle, ids)
    automaton.make_automaton()
    return {one for text in texts for _end, ids in automaton.iter(text) for one, _rule in ids}


def _by_others(data: bytes) -> Iterator[str]:
    """A PDF's text as pdfium gives it, hidden or not, and as pypdf does where that is installed."""
    if not data.startswith(b"%PDF"):
        return
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()
    yield from _by_pypdf(data)


def _by_pypdf(data: bytes) -> Iterator[str]:
    from importlib.util import find_spec

    if find_spec("pypdf") is None:
        return
    import pypdf

    try:
        yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    except Exception:  # noqa: BLE001 - a second opinion: what it cannot read it has none on
        return


def _fits(value: str, encoding: str) -> bool:
    try:
        value.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _contents(data: bytes, depth: int) -> Iterator[bytes]:
    """The bytes, and those of every file packed into them."""
    yield data
    if data.startswith(b"PK\x03\x04") and depth < _DEEPEST:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.file_size <= _LARGEST:
                    yield from _contents(archive.read(info), depth + 1)
    elif data.startswith(b"%PDF"):
        yield from _streams(data)


def _streams(data: bytes) -> Iterator[bytes]:
    """Every object of a PDF, its streams unpacked."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    yield thing.read_raw_bytes()
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                yield thing.unparse(resolved=False)
