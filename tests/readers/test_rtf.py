"""Rich text: encodings, hidden and deleted text, notes, properties, tables, embedded files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import Document, Visibility
from review.readers import read_bytes
from tests.shared_data import shared

T = "秘密甲"
SEEN, UNSEEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
U = "".join(f"\\u{ord(c)}?" for c in T)
GB = "".join(f"\\'{b:02x}" for b in T.encode("gb18030"))
B5 = "".join(f"\\'{b:02x}" for b in "個人資料".encode("big5"))
FONTS = r"{\fonttbl{\f0 Arial;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 MingLiU;}}"


def read(body: str) -> Document:
    """A rich text as read."""
    return read_bytes(("{\\rtf1\\ansi\\ansicpg936" + FONTS + body + "}").encode("latin-1"), name="a.rtf")


def sight(doc: Document, text: str = T) -> tuple[Visibility, str]:
    """Visibility and part of the first place where ``text`` stands."""
    at = doc.text.index(text)
    place, seen = doc.locate(at, at + len(text))
    return seen, place.part


PLACES = [
    ("unicode", f"\\pard {U}\\par", SEEN, "body"),
    ("code page of the file", f"\\pard {GB}\\par", SEEN, "body"),
    ("code page of the font", f"\\pard\\f1 {GB}\\par", SEEN, "body"),
    ("broken over lines", f"\\pard {U[:8]}\r\n{U[8:]}\\par", SEEN, "body"),
    ("two fallback characters", "\\uc2" + "".join(f"\\u{ord(c)}\\'a1\\'a1" for c in T), SEEN, "body"),
    ("no fallback character", "\\uc0" + "".join(f"\\u{ord(c)}" for c in T) + "\\par", SEEN, "body"),
    ("groups", "\\pard {\\b \\u31192?}{\\i \\u23494?}\\u30002?\\par", SEEN, "body"),
    ("field result", "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt " + U + "}}", SEEN, "body"),
    ("field instruction", "{\\field{\\*\\fldinst HYPERLINK " + U + "}{\\fldrslt a}}", UNSEEN, "link"),
    ("cell", f"\\trowd\\cellx1000\\pard\\intbl {U}\\cell\\row\\pard", SEEN, "body"),
    ("header", "{\\header " + U + "\\par}", SEEN, "header"),
    ("footer", "{\\footerf " + U + "\\par}", SEEN, "footer"),
    ("footnote", "a{\\footnote " + U + "}", SEEN, "footnote"),
    ("text box", "{\\shp{\\*\\shpinst{\\shptxt " + U + "\\par}}}", SEEN, "textbox"),
    ("comment", "a{\\*\\annotation " + U + "}", UNSEEN, "comment"),
    ("author of a comment", "a{\\*\\atnauthor " + U + "}", META, "property"),
    ("hidden", f"a {{\\v {U}}} b\\par", UNSEEN, "invisible_text"),
    ("white", "{\\colortbl;\\red255\\green255\\blue255;}{\\cf1 " + U + "}\\par", UNSEEN, "invisible_text"),
    ("tiny", f"{{\\fs2 {U}}}\\par", UNSEEN, "invisible_text"),
    ("deleted", f"a {{\\deleted {U}}} b\\par", UNSEEN, "revision"),
    ("author of a revision", "{\\*\\revtbl {Unknown;}{" + U + ";}}", META, "property"),
    ("title", "{\\info{\\title " + U + "}}", META, "property"),
    ("own property", "{\\*\\userprops{\\propname a}{\\staticval " + U + "}}", META, "property"),
    ("variable", "{\\*\\docvar {a}{" + U + "}}", META, "property"),
    ("bookmark", "{\\*\\bkmkstart " + U + "}", UNSEEN, "outline"),
    ("name of a style", "{\\stylesheet{\\s1 " + U + ";}}a", META, "part"),
    ("name of a list", "{\\*\\listtable{\\list{\\listname " + U + ";}}}a", META, "part"),
    ("property of a shape", "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv " + U + "}}}}a", META, "part"),
    ("background", "{\\*\\background{\\shp{\\*\\shpinst{\\shptxt " + U + "}}}}", SEEN, "textbox"),
    ("default of a form field", "{\\*\\formfield{\\*\\ffdeftext " + U + "}}a", UNSEEN, "part"),
    ("unknown destination", "{\\*\\secret " + U + "}", UNSEEN, "part"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "seen", "part"), [r[1:] for r in PLACES], ids=[r[0] for r in PLACES])
def test_every_place_is_read(body: str, seen: Visibility, part: str) -> None:
    """Each hiding place gives its text, with its visibility and part."""
    assert sight(read(body)) == (seen, part)


def test_each_font_has_its_code_page() -> None:
    """Two encodings in one line."""
    assert "个秘密甲個人資料".removeprefix("个") in read(f"\\pard\\f1 {GB}\\f2 {B5}\\par").text


def test_hidden_text_does_not_cut_the_paragraph() -> None:
    """A term is found though something unseen stands in its middle."""
    assert "秘密甲乙" in read("\\u31192?{\\v x}\\u23494?\\u30002?\\u20057?\\par").text


def test_table() -> None:
    """Cells have their rows and columns."""
    doc = read("\\trowd\\pard\\intbl A\\cell B\\cell\\row\\trowd C\\cell D\\cell\\row\\pard e\\par")
    cells = {c: doc.locate(doc.text.index(c), doc.text.index(c) + 1)[0].cell for c in "ABCD"}
    assert cells == {"A": "A1", "B": "B1", "C": "A2", "D": "B2"}


@pytest.mark.parametrize(
    ("body", "code"),
    [("{\\pict\\wmetafile8 010009000003}", "image_text"), ("{\\object{\\*\\objdata 0105000002}}", "embedded_object"),
     ("\\pard\\f1 \\'ff\\'ff\\par", "undecodable"), ("a}bytes after the end{", "unknown_part")],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(body: str, code: str) -> None:
    """Pictures, objects, bytes that are no text and bytes after the end are never clean."""
    assert code in {gap.code for gap in read(body).gaps}


def test_a_picture_is_read_as_a_file() -> None:
    """Hexadecimal and binary pictures reach the reader of pictures."""
    assert read("{\\pict\\pngblip " + (b"\x89PNG\r\n\x1a\n" + b"\0" * 30).hex() + "}").gaps
    data = b"{\\rtf1{\\pict\\pngblip\\bin12 \x89PNG\r\n\x1a\n}}{{}}"
    assert read_bytes(data, name="a.rtf").gaps


@pytest.mark.parametrize(
    ("name", "texts"),
    [("testComment.rtf", ["Here is some text.", "Here is a comment"]), ("testRTFJapanese.rtf", ["ゾルゲと尾崎、淡々と最期"]),
     ("testRTFUnicodeUCNControlWordCharacterDoubling.rtf", ["年 abc 念"])],
)  # fmt: skip
def test_expected_text_of_real_files(name: str, texts: list[str]) -> None:
    """Text that real files are known to hold."""
    path = shared(f"data/files/legacy_office/{name}")
    text = read_bytes(path.read_bytes(), name=path.name).text
    assert [t for t in texts if t not in text] == []


@given(st.text(st.sampled_from("{}\\'*uvpar0123456789 \nab"), max_size=80))
def test_any_bytes_are_read(body: str) -> None:
    """Nothing makes the reader raise."""
    assert not any(gap.code == "reader_failed" for gap in read(body).gaps)
