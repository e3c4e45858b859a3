"""Bytes to text: byte-order mark, then strict UTF-8, then the reading that looks most like language.

``gb2312`` and ``gbk`` are always read as GB18030, which holds both; Big5 always with the Hong Kong
supplementary characters. The same bytes always give the same answer.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache

from review.patterns import lazy, lazy_bytes
from review.readers.common_characters import COMMON

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
_HANDICAP = {"utf-8": -2.0, "cp1252": 1.5, "utf-16-le": 0.3, "utf-16-be": 0.3}
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "ms936": "gb18030", "gb18030-2000": "gb18030", "gb18030-2005": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "cp950": "big5hkscs", "ms950": "big5hkscs", "x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "utf8": "utf-8", "unicode": "utf-16", "latin1": "cp1252",
    "iso-8859-1": "cp1252", "us-ascii": "ascii",
}  # fmt: skip
_SAMPLE = 1 << 15
_MOST_BAD = 1000
_STRANGE = 50
"""One private or unassigned character in so many is more than names and symbols of one's own explain."""
_SURE_SCORE = 0.7
_SURE_MARGIN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a file.

    Attributes:
        text: the byte-order mark left out, line ends as they stand, U+FFFD for what is no text.
        encoding: Python's name of it.
        sure: whether no other encoding reads nearly as well.
        bad: offsets of bytes that are no text in that encoding (the first thousand).
    """

    text: str = field(repr=False)
    encoding: str
    sure: bool = True
    bad: tuple[int, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of ``data`` in the encoding it was most likely written in."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_marked(data, encoding, len(mark))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest(data)
    if "\0" in text or _looks_misread(text):
        return _likeliest(data)
    if text.isascii() and (shifted := _shifted(data)) is not None:
        return shifted
    return Decoded(text=text, encoding="utf-8")


_SHIFTS = (
    (lazy_bytes(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}"), "hz"),
    (lazy_bytes(rb"\x1b\$[@AB()]"), "iso2022_jp_2"),
    (lazy_bytes(rb"\+[A-Za-z0-9+/]{4,}"), "utf-7"),
)
"""Encodings that write Chinese in plain ASCII, told by how they switch to it (RFC 1843, 1468, 2152)."""
_CHINESE = lazy("[\u3400-\u9fff]")


def _shifted(data: bytes) -> Decoded | None:
    """The text of ASCII bytes that stand for Chinese; none for what is just ASCII."""
    for sign, encoding in _SHIFTS:
        if sign.search(data):
            decoded = decode_as(data, encoding)
            found = _CHINESE.findall(decoded.text)
            if len(found) > 1 and not decoded.bad and sum(map(weight, found)) > len(found) * _LIKELY:
                return decoded
            if encoding.startswith("iso2022"):
                return replace(decoded, sure=False)
    return None


_LIKELY = 0.8


def decode_labelled(data: bytes, label: str | None) -> Decoded:
    """Text of ``data`` that names its own encoding; a label that is wrong or unknown is not believed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_marked(data, encoding, len(mark))
    named = known_encoding(label)
    if named is None or named == "ascii":
        return decode(data)
    labelled = decode_as(data, named)
    if not labelled.bad and named != "cp1252":
        return labelled
    guessed = decode(data)
    return guessed if len(guessed.bad) < max(len(labelled.bad), 1) else labelled


def _as_marked(data: bytes, encoding: str, start: int) -> Decoded:
    """As the byte-order mark says; not sure if that gives characters that nobody writes."""
    decoded = decode_as(data, encoding, start=start)
    sample = decoded.text[:_SAMPLE]
    strange = sum(unicodedata.category(c) in ("Co", "Cn") for c in sample)
    return decoded if strange * _STRANGE <= len(sample) else replace(decoded, sure=False)


def known_encoding(label: str | None) -> str | None:
    """Python's name of a text encoding as files name it; none for one that is not known."""
    name = (label or "").strip().strip("\"'").lower()
    name = _ALIASES.get(name.replace("_", "-")) or _ALIASES.get(name) or name
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL inside the name
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def decode_as(data: bytes, encoding: str, *, start: int = 0) -> Decoded:
    """Text of ``data[start:]`` in a named encoding; U+FFFD stands where it does not decode."""
    try:
        return Decoded(text=data[start:].decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        text, bad = _mended(data, encoding, start)
    return Decoded(text=text, encoding=encoding, bad=bad)


def _mended(data: bytes, encoding: str, start: int) -> tuple[str, tuple[int, ...]]:
    view = memoryview(data)
    pieces: list[str] = []
    bad: list[int] = []
    while len(bad) < _MOST_BAD:
        try:
            pieces.append(codecs.decode(view[start:], encoding))
        except UnicodeDecodeError as error:
            pieces += (codecs.decode(view[start : start + error.start], encoding), "\ufffd")
            bad.append(start + error.start)
            start += max(error.end, error.start + 1)
        else:
            return "".join(pieces), tuple(bad)
    pieces.append(codecs.decode(view[start:], encoding, "replace"))
    return "".join(pieces), tuple(bad)


def _likeliest(data: bytes) -> Decoded:
    """The candidate whose reading scores best; how far the next one is behind tells whether it is sure."""
    sample = _sample(data)
    scored = sorted(
        ((_score(sample, encoding), -i, encoding) for i, encoding in enumerate(_CANDIDATES)), reverse=True
    )
    best = decode_as(data, scored[0][2])
    if best.bad:  # the sample may have been all right where the whole is not
        others = [decode_as(data, encoding) for score, _, encoding in scored[1:3] if score > 0]
        better = min([best, *others], key=lambda d: len(d.bad))
        best = better if len(better.bad) * 4 < len(best.bad) else best
    sure = scored[0][0] >= _SURE_SCORE and scored[0][0] - scored[1][0] >= _SURE_MARGIN
    return Decoded(text=best.text, encoding=best.encoding, sure=sure, bad=best.bad)


def _sample(data: bytes) -> bytes:
    """The beginning, an even number of bytes, ended where no character is cut (after a control byte)."""
    if len(data) <= _SAMPLE:
        return data
    end = max(data.rfind(b"\n", 0, _SAMPLE) + 1, data.rfind(b"\n\0", 0, _SAMPLE) + 2)
    return data[: end if end > _SAMPLE // 2 else _SAMPLE]


def _score(sample: bytes, encoding: str) -> float:
    """Mean weight of the characters that are not ASCII; an undecodable byte weighs like a control code."""
    text = sample.decode(encoding, "replace")
    if encoding.startswith("utf-16") and len(sample) % 2 and len(sample) < _SAMPLE:
        return -9.0
    total, count = 0.0, 0
    wide = encoding.startswith("utf-16")
    for character, times in Counter(text).items():
        if wide or character >= "\x80" or (character < " " and character not in "\t\n\r\f"):
            total += weight(character) * times
            count += times
    if not count:  # nothing but ASCII: good, unless the bytes say otherwise
        return 2.0
    return total / count - _HANDICAP.get(encoding, 0.0)


_RANKS = {character: i for i, character in enumerate(COMMON)}
_RANGES = (  # first, last, weight; the first row that holds a character counts
    (0x00, 0x08, -6.0), (0x0B, 0x0B, -6.0), (0x0E, 0x1F, -6.0), (0x09, 0x7E, 1.5), (0x7F, 0x9F, -6.0),
    (0xA0, 0xFF, 0.4), (0x100, 0x36F, -0.5), (0x370, 0x3FF, 0.2), (0x400, 0x45F, 0.2),
    (0x460, 0x1DFF, -2.0), (0x2000, 0x200F, -1.0), (0x2010, 0x206F, 1.5), (0x2070, 0x24FF, 0.8),
    (0x2500, 0x25FF, 2.0), (0x2600, 0x27BF, 0.5), (0x2E80, 0x2FDF, -0.5), (0x3000, 0x3015, 2.5),
    (0x3016, 0x303F, 0.3), (0x3040, 0x30FF, 0.5), (0x3100, 0x312F, 0.2), (0x3130, 0x33FF, 0.0),
    (0x3400, 0x4DBF, -1.5), (0x4E00, 0x9FFF, -1.5), (0xAC00, 0xD7AF, -1.0), (0xE000, 0xF8FF, -3.0),
    (0xF900, 0xFAFF, -1.0), (0xFE30, 0xFE4F, 0.3), (0xFF01, 0xFF5E, 2.0), (0xFFE0, 0xFFE6, 0.5),
    (0xFFFD, 0xFFFD, -6.0),
)  # fmt: skip


@cache
def weight(character: str) -> float:
    """How much one character speaks for text in Chinese: 4 for the commonest, below 0 for an unlikely one."""
    rank = _RANKS.get(character)
    if rank is not None:
        return 4.0 - 3.0 * rank / len(COMMON)
    if _taught(character):
        return 0.3
    code = ord(character)
    return next((score for first, last, score in _RANGES if first <= code <= last), -2.5)


def _taught(character: str) -> bool:
    """Whether it is of the first level of GB 2312 or of Big5, the characters everybody learns."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            code = character.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(code) > 1 and first <= code[0] <= last:
            return True
    return False


_THREE_BYTES = lazy("[^\x00-\u07ff]")
_SCRIPTS = ((0x80, 0x9F), (0xA0, 0x24F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x45F), (0x460, 0x7FF))


def _looks_misread(text: str) -> bool:
    """Whether valid UTF-8 is more likely GB18030: two-byte characters only, of scripts nobody mixes.

    Simplified text of a few characters can be valid UTF-8 by chance, and then mixes Latin, Cyrillic,
    Hebrew and Arabic letters.
    """
    if text.isascii() or _THREE_BYTES.search(text):
        return False
    letters = [ord(c) for c in set(text) if c >= "\x80"]
    used = {i for i, (first, last) in enumerate(_SCRIPTS) for code in letters if first <= code <= last}
    if len(used) < 2 and used.isdisjoint({0, 2, 5}):  # noqa: PLR2004  # two scripts
        return False
    return _score(text.encode(), "gb18030") > 1.0
