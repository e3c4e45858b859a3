"""Chinese and Portuguese names in Latin letters, as Hong Kong and Macau write them in running text.

A name is told by a surname in capitals with given syllables (CHAN Tai Man), by surname, comma and given name
(Chan, Tai-man), or by what stands before it: a title, a label, the name in characters. English prose,
companies, streets and stations are none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence
from review.identifiers.facts import fact_lines
from review.patterns import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_SYLLABLE = (
    r"(?:(?:[bcdfghjklmnpqrstwxyz]|[cszkt]h|t[sz]|sz|kw|gw|ng|hs)?[iuy]?[aeiouü]{1,3}(?:ng|[nmptkhrwiuy])?|"
    r"tsz|sz|ng)"
)
_GIVEN = (
    rf"(?=[A-Z][a-z]+(?![A-Za-z]))(?i:{_SYLLABLE}{{1,2}})(?![A-Za-z])"
    rf"(?:[ -](?=[A-Za-z][a-z]*(?![A-Za-z]))(?i:{_SYLLABLE}{{1,2}})(?![A-Za-z])){{0,2}}"
)
"""One to three words of Chinese syllables; the first has a capital."""
_CAPITALS = lazy(rf"(?<![A-Za-z])(?<![A-Z][ -])([A-Z]{{2,}}(?:[ -](?:YEUNG|TO|MA))?),? (?:{_GIVEN})")
_COMMA = lazy(rf"(?<![A-Za-z])([A-Z][a-z]{{1,6}}), (?:{_GIVEN})")
_ALL_CAPITALS = lazy(
    r"(?<![A-Za-z])([A-Z]{2,}), (?=[A-Z]+(?:-[A-Z]+)?(?![A-Za-z]))"
    rf"(?i:{_SYLLABLE}{{1,2}}(?:-{_SYLLABLE}{{1,2}})?)(?![A-Za-z])"
)
"""As passports and pictures of hospitals have it: WENG, SHIH-CHANG."""
_VALUE = lazy(r"[ \u3000]*([A-Z][A-Za-z'.]*(?:[ -][A-Z][A-Za-z'.]*|, ?[A-Z][A-Za-z'.]*){1,5})(?![A-Za-z0-9])")
_COMPANY = lazy(
    r"(?i)\b(?:limited|ltd|co|company|inc|corp|corporation|bank|group|holdings|university|college|school|"
    r"association|society|department|office|plc|llc|gmbh|institute|foundation|centre|center)\b"
)
_NAMED = lazy(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mdm|Madam|Dr|Prof|Name|Applicant|Tenant|Owner)[.:]?|[\u3400-\u9fff][:：]|"
    rf"[\u3400-\u9fff]{{2,4}} ?[(（]) ?(([A-Z][A-Za-z]{{1,6}})(?:[ -]Yeung)? (?:{_GIVEN}))"
)
_PORTUGUESE = lazy(
    r"(?:Sr\.|Sra\.|Senhora?|Dr\.|Dra\.|Eng\.|Exm[oa]\.)[ªºao]?(?: (?:Sr|Dr)a?\.[ªa]?)? ?"
    r"([A-ZÀ-Þ][a-zà-ÿ]+(?: (?:d[aeo]s? )?[A-ZÀ-Þ][a-zà-ÿ]+){1,5})"
)
_AFTER = lazy(
    r",? ?(?:(?i:road|street|lane|avenue|path|estate|house|court|mansion|building|centre|center|plaza|tower|"
    r"garden|village|station|school|college|university|hospital|clinic|company|co\b|ltd|limited|bank|holdings|"
    r"group|international|district|park|market|bay|island|hill|tsuen|tsui|line|temple|society|association))"
)
_ENGLISH = frozenset({
    "am", "an", "as", "at", "be", "do", "go", "he", "in", "is", "it", "me", "no", "on", "or", "so", "the",
    "to", "up", "us", "we",
})  # fmt: skip
"""English words that are syllables too: SO We Go."""
_LONG_GIVEN = 6
_LONGEST_ENGLISH = 16
_ENGLISH_BEFORE = lazy(
    r"(?<![A-Za-z])(?!(?:Dear|Miss|Mrs|Prof|Madam|The|And|With|From|Name|By|To|Hi)\b)[A-Z][a-z]{2,} $"
)
_ENGLISH_BEHIND = lazy(r", [A-Z][a-z]{2,}(?= ?(?:[^A-Za-z ,]|,|$))")
_SHORT = 2
_WORD = lazy(r" [A-ZÀ-Þ][a-zà-ÿ]|, [A-Z]{2}")
"""Every name has a word with a capital behind a space, or is all capitals; most texts have none."""
_TITLE = (Evidence(kind="name", detail="title beside"),)
_FORM = (Evidence(kind="form", detail="Latin letters"),)

Named = tuple[int, int, Confidence, tuple[Evidence, ...]]


def latin_names(text: str) -> Iterator[Named]:
    """(start, end, confidence, evidence) of names that do not overlap, in order."""
    reach = 0
    for one in _found(text):
        if one[0] >= reach:
            reach = one[1]
            yield one


def latin_value(text: str, at: int) -> tuple[int, int] | None:
    """Span of a name of several words in Latin letters behind a label for names, whosesoever it is."""
    match = _VALUE.match(text, at)
    return match.span(1) if match and _COMPANY.search(match.group(1)) is None else None


def _found(text: str) -> Iterator[Named]:
    """Names in the lines that may have one: a list of thousands may have one such line."""
    end = 0
    while word := _WORD.search(text, end):
        start = text.rfind("\n", end, word.start()) + 1 or end
        stop = text.find("\n", word.end())
        end = stop if stop >= 0 else len(text)
        yield from sorted(_in_line(text, start, end), key=lambda one: (one[0], -one[1]))


def _in_line(text: str, start: int, end: int) -> Iterator[Named]:
    for match in _CAPITALS.finditer(text, start, end):
        if _is_name(text, match, match.group(1), 0):
            yield *_with_english(text, *match.span()), Confidence.MEDIUM, _FORM
    for match in _ALL_CAPITALS.finditer(text, start, end):
        if _is_name(text, match, match.group(1), 0):
            yield *match.span(), Confidence.MEDIUM, _FORM
    for match in _COMMA.finditer(text, start, end):
        if "-" in match.group() and _is_name(text, match, match.group(1), 0):
            yield *match.span(), Confidence.LOW, _FORM
    for match in _NAMED.finditer(text, start, end):
        if _is_name(text, match, match.group(2), 1):
            yield *match.span(1), Confidence.MEDIUM, _TITLE
    for match in _PORTUGUESE.finditer(text, start, end):
        yield *match.span(1), Confidence.MEDIUM, _TITLE


def _with_english(text: str, start: int, end: int) -> tuple[int, int]:
    """With an English given name before or behind: Raymond TSANG Chi Kin; CHEUNG Mei Ling, Maggie."""
    before = _ENGLISH_BEFORE.search(text, max(start - _LONGEST_ENGLISH, 0), start)
    behind = _ENGLISH_BEHIND.match(text, end)
    return (before.start() if before else start), (behind.end() if behind else end)


def _is_name(text: str, match: re.Match[str], surname: str, group: int) -> bool:
    """Whether the surname is one, and neither a place nor a company or a street follows."""
    words = match.group(group).lower().replace(",", "").split()
    if surname.isupper() and len(surname) == _SHORT:
        alone = len(words) == _SHORT and len(words[1]) < _LONG_GIVEN
        if alone or not _ENGLISH.isdisjoint(words[1:]):
            return False
    surnames, places = _known()
    return (
        surname.lower().partition(" ")[0] in surnames
        and not " ".join(words).startswith(places)
        and _AFTER.match(text, match.end(group)) is None
    )


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """Romanised surnames, and places whose names look like those of persons."""
    return frozenset(fact_lines("surnames_latin.txt")), tuple(fact_lines("places_latin.txt"))
