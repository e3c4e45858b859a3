"""Whether anything decided for redaction can still be found in the copy, by reading it again in full."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

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
    decided on, the copy's whole text with blanks and width aside, and its raw bytes in five encodings.
    """
    text = _squeezed(copy.document.text)
    again = {(f.rule, _value(copy, f, i)) for f in copy.findings for i in range(len(f.occurrences))}
    hidden = {f.category for f in copy.findings} & targets.hidden
    raw = list(_contents(data, 0))
    found = []
    for finding in targets.findings:
        if finding.category in hidden:
            found.append(finding.id)
        elif not finding.category.startswith("hidden."):
            values = {_value(original, finding, i) for i in range(len(finding.occurrences))}
            if (
                any((finding.rule, value) in again for value in values)
                or any(_squeezed(value) in text for value in values if _squeezed(value))
                or _in_bytes(values, raw)
            ):
                found.append(finding.id)
    return (*found, *(f.id for f in targets.settled if _stands(f, copy)))


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


def _value(scan: Scan, finding: Finding, number: int) -> str:
    return scan.document.text[slice(*finding.occurrences[number].span)]


def _squeezed(text: str) -> str:
    return "".join(fold(text).text.split())


def _in_bytes(values: Iterable[str], contents: list[bytes]) -> bool:
    needles = {
        value.encode(encoding)
        for value in values
        if len(value) >= _SHORTEST_RAW
        for encoding in _ENCODINGS
        if _fits(value, encoding)
    }
    return any(needle in content for needle in needles for content in contents)


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
