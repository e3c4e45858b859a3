"""Old office files are read as far as their text goes, and always stay a gap."""

from __future__ import annotations

import struct
import zlib

import pytest

from review.document import BlockKind, Visibility
from review.readers import read_here
from review.readers.ole import OleError, OleFile
from tests.builders.ole import compound, packed_file
from tests.builders.ooxml import docx
from tests.readers.tokens import found

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA


def word(stories: dict[int, str], left_over: str = "") -> bytes:
    """A Word 97 file of one piece; ``stories`` by the place of their count in the header."""
    text = "".join(stories.values())
    header = bytearray(1024)
    struct.pack_into("<H", header, 0, 0xA5EC)
    struct.pack_into("<H", header, 10, 0x0200)
    for at, story in stories.items():
        struct.pack_into("<i", header, at, len(story))
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, len(header), 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", header, 0x1A2, 0, len(clx))
    stream = bytes(header) + text.encode("utf-16-le") + b"\xff\xff" + left_over.encode("utf-16-le")
    return compound({"WordDocument": stream, "1Table": clx})


def record(kind: int, data: bytes) -> bytes:
    """A record of Excel's binary format."""
    return struct.pack("<HH", kind, len(data)) + data


def text8(text: str, *, short: bool = False) -> bytes:
    """A text of BIFF8, two bytes a character."""
    return struct.pack("<B" if short else "<H", len(text)) + b"\x01" + text.encode("utf-16-le")


def excel() -> bytes:
    """A BIFF8 workbook: a shown and a hidden sheet, texts across records, a hidden row and column, a note."""
    strings = struct.pack("<II", 2, 2) + text8("共享文字")
    cut = struct.pack("<HB", 4, 1) + "前半".encode("utf-16-le")
    globals_ = [
        record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12)),
        record(0xE0, bytes(20)),
        record(0xE0, struct.pack("<HH", 0, 14) + bytes(16)),
        record(0xFC, strings + cut),
        record(0x3C, b"\x01" + "后半".encode("utf-16-le")),
    ]
    begin = record(0x809, struct.pack("<HH", 0x600, 16) + bytes(12))
    number = struct.pack("<HHHd", 1, 1, 0, 110101199003070.0)
    first = begin + b"".join(
        (
            record(0x208, struct.pack("<HHHHIHH", 2, 0, 3, 255, 0, 0x20, 0)),
            record(0x7D, struct.pack("<HHHHHH", 4, 5, 100, 0, 1, 0)),
            record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)),
            record(0xFD, struct.pack("<HHHI", 0, 1, 0, 1)),
            record(0x204, struct.pack("<HHH", 1, 0, 0) + text8("标签")),
            record(0x203, number),
            record(0x27E, struct.pack("<HHHI", 1, 2, 1, (45292 << 2) | 2)),
            record(0xBD, struct.pack("<HHHIHIH", 1, 3, 0, (7 << 2) | 2, 0, (150 << 2) | 3, 4)),
            record(0xFD, struct.pack("<HHHI", 2, 0, 0, 0)),
            record(0x06, struct.pack("<HHH", 3, 0, 0) + b"\x00" * 6 + b"\xff\xff" + bytes(8)),
            record(0x207, text8("公式结果")),
            record(0x14, text8("&L页眉")),
            record(0x1B6, bytes(18)),
            record(0x3C, b"\x01" + "批注".encode("utf-16-le")),
            record(0x0A, b""),
        )
    )
    second = begin + record(0x204, struct.pack("<HHH", 0, 0, 0) + text8("暗表")) + record(0x0A, b"")
    names = [text8("明", short=True), text8("暗", short=True)]
    size = sum(map(len, globals_)) + sum(4 + 6 + len(n) for n in names)
    sheets = [
        record(0x85, struct.pack("<IBB", size, 0, 0) + names[0]),
        record(0x85, struct.pack("<IBB", size + len(first), 1, 0) + names[1]),
    ]
    return compound({"Workbook": b"".join([*globals_, *sheets]) + first + second})


def atom(kind: int, data: bytes, *, inner: bool = False, instance: int = 0) -> bytes:
    """A record of PowerPoint's binary format."""
    return struct.pack("<HHI", (instance << 4) | (0xF if inner else 0), kind, len(data)) + data


def test_the_stories_of_a_word_file() -> None:
    """Body, footnotes, headers, comments stand one after the other; fields give code and result."""
    doc = read_here(
        word(
            {
                0x4C: '正文一\r\x13 HYPERLINK "秘密目标" \x14链接\x15\r单元\x07格\x07\r',
                0x50: "脚注\r",
                0x54: "页眉\r",
                0x5C: "批注\r",
                0x64: "文本框\r",
            },
            left_over="早先保存的文字",
        ),
        name="x.doc",
    )
    assert [g.code for g in doc.gaps] == ["legacy_format"]
    for words, part, seen in (
        ("正文一", "body", SEEN),
        ("链接", "body", SEEN),
        ("秘密目标", "field", META),
        ("单元\t格", "body", SEEN),
        ("脚注", "footnote", SEEN),
        ("页眉", "header", SEEN),
        ("批注", "comment", HIDDEN),
        ("文本框", "textbox", SEEN),
        ("早先保存的文字", "earlier_revision", HIDDEN),
    ):
        assert [(p, v) for _b, p, v in found(doc, words)] == [(part, seen)], words


def test_the_cells_of_an_excel_file() -> None:
    """Shared strings across records, labels, numbers, dates, results; hidden sheet, row and column."""
    doc = read_here(excel(), name="x.xls")
    assert [g.code for g in doc.gaps] == ["legacy_format"]
    first, second = (b for b in doc.blocks if b.table is not None)
    assert doc.text_of(first) == (
        "共享文字\t前半后半\n标签\t110101199003070\t2024-01-01\t7\t1.5\n共享文字\n公式结果"
    )
    assert first.table is not None
    assert first.table.hidden_rows == {2}
    assert first.table.hidden_columns == {4, 5}
    assert (doc.text_of(second), second.visibility, second.location.sheet) == ("暗表", HIDDEN, "暗")
    kinds = {doc.text_of(b): b.kind for b in doc.blocks}
    assert kinds["批注"] is BlockKind.COMMENT
    assert kinds["&L页眉"] is BlockKind.HEADER


def test_the_texts_of_a_powerpoint_file() -> None:
    """Slides, notes, masters and comments by their container; a packed object is read as a file."""
    packed = docx("对象")
    stream = b"".join(
        (
            atom(1006, atom(4000, "幻灯片\r第二段".encode("utf-16-le")), inner=True),
            atom(1008, atom(4000, "备注".encode("utf-16-le")), inner=True),
            atom(1016, atom(4008, b"master text"), inner=True),
            atom(12000, atom(4026, "批注".encode("utf-16-le")), inner=True),
            atom(4113, struct.pack("<I", len(packed)) + zlib.compress(packed), instance=1),
        )
    )
    doc = read_here(compound({"PowerPoint Document": stream}), name="x.ppt")
    assert [g.code for g in doc.gaps] == ["legacy_format"]
    for words, part, seen in (
        ("幻灯片", "body", SEEN),
        ("第二段", "body", SEEN),
        ("备注", "notes", HIDDEN),
        ("master text", "master", META),
        ("批注", "comment", HIDDEN),
        ("对象", "body", SEEN),
    ):
        assert [(p, v) for _b, p, v in found(doc, words)] == [(part, seen)], words


@pytest.mark.parametrize(
    ("data", "stream"),
    [
        (
            word({0x4C: "正文\r"}).replace(
                struct.pack("<HQH", 0xA5EC, 0, 0x0200), struct.pack("<HQH", 0xA5EC, 0, 0x0300)
            ),
            "WordDocument",
        ),
        (
            compound({"Workbook": record(0x809, struct.pack("<HH", 0x600, 5)) + record(0x2F, bytes(6))}),
            "Workbook",
        ),
    ],
)
def test_a_password_is_a_gap(data: bytes, stream: str) -> None:
    """An encrypted old file names what is locked."""
    assert ("encrypted", stream) in [(g.code, g.detail) for g in read_here(data, name="x").gaps]


def test_a_packed_file_is_read_with_its_path() -> None:
    """The Object Packager keeps where the file lay on its author's disk."""
    doc = read_here(packed_file("note.txt", "里面".encode()), name="x.bin")
    assert "里面" in doc.text
    assert [(p, v) for _b, p, v in found(doc, "C:\\note.txt")] == [("embedded", META)]


def test_properties_of_old_files() -> None:
    """Title and author of a summary stream, in the code page it names ([MS-OLEPS])."""
    author = "李四".encode("gb18030") + b"\0"
    values = struct.pack("<IHH", 2, 936, 0) + struct.pack("<II", 0x1E, len(author)) + author.ljust(8, b"\0")
    body = struct.pack("<IIIIII", 24 + len(values), 2, 1, 24, 4, 32) + values
    stream = struct.pack("<HHI16sI", 0xFFFE, 0, 0, bytes(16), 1) + bytes(16) + struct.pack("<I", 48) + body
    doc = read_here(compound({"\x05SummaryInformation": stream, "x": b""}), name="x")
    assert ("creator", "李四") in [(b.location.name, doc.text_of(b)) for b in doc.blocks]


def test_a_stream_nobody_knows_is_a_gap_and_its_strings_are_given() -> None:
    """Unknown streams are never passed over."""
    doc = read_here(compound({"Mystery": b"\x01\x02\x03" + "机密文字".encode("utf-16-le")}), name="x")
    assert [(g.code, g.location.name) for g in doc.gaps] == [("unknown_part", "Mystery")]
    assert "机密文字" in doc.text


@pytest.mark.parametrize("size", [0, 511, 512, 700])
def test_half_a_compound_file_says_so(size: int) -> None:
    """A header without its tables raises one error and no other."""
    with pytest.raises(OleError):
        OleFile(compound({"x": b"a"})[:size])


def test_a_chain_that_bites_its_tail_is_refused() -> None:
    """An allocation table with a loop ends."""
    data = bytearray(compound({"x": b"a"}))
    struct.pack_into("<I", data, 512 + 8, 2)
    ole = OleFile(bytes(data))
    with pytest.raises(OleError, match="tail"):
        ole.read(ole.entries[0])


@pytest.mark.parametrize(
    ("font", "colour", "fill", "code", "seen"),
    [
        (200, 0x7FFF, 0, "General", Visibility.VISIBLE),
        (40, 0x7FFF, 0, "General", Visibility.HIDDEN),
        (200, 9, 0, "General", Visibility.HIDDEN),
        (200, 9, 18, "General", Visibility.VISIBLE),
        (200, 10, 10, "General", Visibility.HIDDEN),
        (200, 0x7FFF, 0, ";;;", Visibility.HIDDEN),
    ],
    ids=["plain", "tiny", "white on paper", "white on blue", "red on red", "shows nothing"],
)
def test_letters_nobody_sees_in_an_old_workbook(
    font: int, colour: int, fill: int, code: str, seen: Visibility
) -> None:
    """Height, colour, ground and format of a cell hide its text; names and lists beside the cells are told."""
    look = struct.pack("<HHHBBBBII", 0, 164, 0, 0, 0, 0, 0, 0, (1 if fill else 0) << 26) + struct.pack(
        "<H", fill
    )
    name = text8("表", short=True)
    font_record = struct.pack("<HHHHHBBBB", font, 0, colour, 400, 0, 0, 0, 0, 0) + text8("宋体", short=True)
    head = b"".join(
        (
            record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12)),
            record(0x31, font_record),
            record(0x41E, struct.pack("<H", 164) + text8(code)),
            record(0xE0, look),
            record(0x18, b"\0" * 14 + "秘密名称".encode("utf-16-le")),
        )
    )
    listed = record(0x85, struct.pack("<IBB", len(head) + 4 + 6 + len(name), 0, 0) + name)
    cell = record(0x204, struct.pack("<HHH", 0, 0, 0) + text8("秘密单元"))
    sheet = record(0x809, struct.pack("<HH", 0x600, 16) + bytes(12)) + cell
    doc = read_here(compound({"Workbook": head + listed + sheet}), name="a.xls")
    assert {visible for _block, _part, visible in found(doc, "秘密单元")} == {seen}
    assert {visible for _block, _part, visible in found(doc, "秘密名称")} == {Visibility.METADATA}
