"""Documents: offsets, places and tables."""

from __future__ import annotations

import pytest

from review.document import (
    BlockKind,
    DocumentBuilder,
    Location,
    Visibility,
    cell_name,
    plain_document,
)


def test_plain_text_keeps_its_offsets() -> None:
    """A plain file's text is untouched; paragraphs are its lines that are not blank."""
    text = "甲\r\n\r\n乙丙\n"
    document = plain_document(text, name="x.txt", sha256="")
    assert document.text == text
    found = [
        (text[start:end], place.paragraph, place.line) for start, end, place, *_ in document.paragraphs()
    ]
    assert found == [("甲", 1, 1), ("乙丙", 2, 3)]
    place, _seen = document.locate(text.index("丙"), text.index("丙") + 1)
    assert (place.paragraph, place.line, place.char_start, place.char_end) == (2, 3, 1, 2)


def test_blocks_and_tables_keep_their_offsets() -> None:
    """What was added stands where its block says; a cell knows its row, column and visibility."""
    builder = DocumentBuilder(name="x.docx", sha256="", media="docx")
    builder.add("标题", BlockKind.HEADING, Location(paragraph=1))
    builder.add("   ", BlockKind.PARAGRAPH, Location(paragraph=2))
    builder.add_table(
        [(0, 0, "姓名"), (0, 2, "证号"), (1, 0, "王\n某"), (1, 2, "11")],
        Location(table=2),
        hidden_columns=[2],
    )
    builder.add("作者", BlockKind.PROPERTY, Location(part="property", name="creator"), Visibility.METADATA)
    document = builder.build()
    assert document.text == "标题\n姓名\t证号\n王\n某\t11\n作者"
    shown = [
        (document.text[s:e], place.human("zh_Hans"), seen.value)
        for s, e, place, seen, _ in document.paragraphs()
    ]
    assert shown == [
        ("标题", "正文第1段", "visible"),
        ("姓名", "表2 A1", "visible"),
        ("证号", "表2 C1", "hidden"),
        ("王\n某", "表2 A2", "visible"),
        ("11", "表2 C2", "hidden"),
        ("作者", "文档属性“creator”", "metadata"),
    ]
    at = document.text.index("11")
    assert document.locate(at, at + 2)[0].cell == "C2"


@pytest.mark.parametrize(
    ("place", "zh", "hant", "en"),
    [
        (Location(paragraph=3), "正文第3段", "正文第3段", "body paragraph 3"),
        (Location(table=2, cell="C14"), "表2 C14", "表2 C14", "table 2 C14"),
        (Location(part="comment", index=1), "批注1", "註解1", "comment 1"),
        (Location(sheet="名单", cell="B2:B9"), "工作表“名单” B2:B9", "工作表「名单」 B2:B9", "sheet “名单” B2:B9"),
        (Location(page=2, paragraph=3), "第2页第3段", "第2頁第3段", "page 2 paragraph 3"),
        (Location(part="notes", page=4), "第4张幻灯片备注页", "第4張投影片備忘稿", "slide 4 speaker notes"),
        (Location(container=("附件.zip",), paragraph=1), "附件.zip › 正文第1段", "附件.zip › 正文第1段", "附件.zip › body paragraph 1"),
    ],
)  # fmt: skip
def test_places_as_people_say_them(place: Location, zh: str, hant: str, en: str) -> None:
    """Three languages, one phrase each."""
    assert (place.human("zh_Hans"), place.human("zh_Hant"), place.human("en")) == (zh, hant, en)


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (13, 2, "C14"), (0, 26, "AA1"), (1048575, 16383, "XFD1048576")]
)
def test_cell_names(row: int, column: int, name: str) -> None:
    """Letters as spreadsheets count."""
    assert cell_name(row, column) == name
