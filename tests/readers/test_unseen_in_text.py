"""Rich text, odd encodings and zips: what hides there is read, and marked as hidden."""

from __future__ import annotations

import io
import zipfile

import pytest

from review.document import Visibility
from review.readers import read_here
from review.readers.decode import decode
from tests.readers.tokens import found

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
COLOURS = r"{\colortbl;\red255\green255\blue255;\red255\green0\blue0;\red0\green0\blue0;}"
WORD = "秘密"
LETTERS = "".join(f"\\u{ord(c)}?" for c in WORD)


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        (r"{\cf1 %s}", HIDDEN),
        (r"{\cf2\highlight2 %s}", HIDDEN),
        (r"{\cf1\highlight3 %s}", SEEN),
        (r"{\cf3 %s}", SEEN),
        (r"{\charscalex1 %s}", HIDDEN),
        (r"{\expndtw-600 %s}", HIDDEN),
        (r"\pard\li31000 %s\par", HIDDEN),
        (r"\pard\li31000 x\par\pard %s\par", SEEN),
        (r"\pard\posx-30000 %s\par", HIDDEN),
        (r"{\shp{\*\shpinst\shpleft-30000{\shptxt %s\par}}}", HIDDEN),
        (r"{\shp{\*\shpinst\shpleft0{\shptxt %s\par}}}", SEEN),
        (r"{\tc %s}", HIDDEN),
        (r"{\upr{?}{\*\ud{%s}}}", SEEN),
    ],
)
def test_rich_text(how: str, seen: Visibility) -> None:
    """Colours, squeezing and places off the page hide text."""
    data = rf"{{\rtf1\ansi{COLOURS}\pard {how.replace('%s', LETTERS)}\par}}".encode()
    assert {visibility for _block, _part, visibility in found(read_here(data, name="a.rtf"), WORD)} == {seen}


TEXT = "关于印发《管理办法》的通知，请遵照执行。\n"


@pytest.mark.parametrize("encoding", ["hz", "utf-7", "iso2022_jp_2"])
def test_encodings_in_seven_bits(encoding: str) -> None:
    """Chinese written in plain ASCII is read as Chinese."""
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.sure) == (TEXT, True)


@pytest.mark.parametrize(
    "text", ["a ~{b~} c", "+8613800138000, +1-202", "x = y+abcd-1", "~{not~}", "+AGEAYg-", "Tel +86-10-1234"]
)
def test_plain_ascii_stays_what_it_is(text: str) -> None:
    """Tildes and plus signs alone make no encoding."""
    assert decode(text.encode()).text == text


def test_a_zip_speaks_beside_its_files() -> None:
    """Comments of entries, names of empty folders, words in extra fields."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.comment = "秘密甲".encode()
        entry.extra = b"\xfe\xca\x0a\x00TOKENWORDS"
        archive.writestr(entry, "文")
        archive.writestr("秘密乙/", "")
    text = read_here(out.getvalue(), name="a.zip").text
    assert all(word in text for word in ("秘密甲", "秘密乙", "TOKENWORDS"))
