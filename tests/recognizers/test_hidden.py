"""Hidden content is found by where it stands, one finding for each kind."""

from __future__ import annotations

import pytest

from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.finding import Finding, Severity
from review.recognizers.hidden import Hidden
from review.recognizers.view import Settings
from review.scanner import Scanner

SCANNER = Scanner(recognizers=[Hidden(Settings())], combiners=[])


def findings(document: Document) -> dict[str, Finding]:
    """Findings by category; one each."""
    found = SCANNER.scan_document(document).findings
    assert len({f.category for f in found}) == len(found)
    return {f.category: f for f in found}


def builder(media: str = "docx") -> DocumentBuilder:
    """A document with one visible paragraph."""
    made = DocumentBuilder(name="d", sha256="0" * 64, media=media)
    made.add("正文。", BlockKind.PARAGRAPH, Location(paragraph=1))
    return made


HIDDEN, SEEN, META = Visibility.HIDDEN, Visibility.VISIBLE, Visibility.METADATA
ROWS = [
    (BlockKind.DELETED, Location(part="revision"), HIDDEN, "hidden.tracked_change", Severity.DISCRETION),
    (BlockKind.INSERTED, Location(part="revision"), META, "hidden.tracked_change", Severity.DISCRETION),
    (BlockKind.COMMENT, Location(part="comment", index=1), HIDDEN, "hidden.comment", Severity.DISCRETION),
    (BlockKind.NOTES, Location(part="notes", page=2), HIDDEN, "hidden.notes", Severity.DISCRETION),
    (BlockKind.PARAGRAPH, Location(paragraph=2), HIDDEN, "hidden.text", Severity.DISCRETION),
    (BlockKind.TEXTBOX, Location(part="textbox"), HIDDEN, "hidden.text", Severity.DISCRETION),
    (BlockKind.OTHER, Location(part="covered_text", page=1), HIDDEN, "hidden.failed_redaction", Severity.CONSENT),
    (BlockKind.OTHER, Location(part="earlier_revision"), HIDDEN, "hidden.earlier_revision", Severity.DISCRETION),
    (BlockKind.PROPERTY, Location(part="property", name="creator"), META, "hidden.metadata", Severity.NOTICE),
    (BlockKind.PROPERTY, Location(part="property", name="lastModifiedBy"), META, "hidden.metadata", Severity.NOTICE),
    (BlockKind.PARAGRAPH, Location(container=("名单.xlsx",)), SEEN, "hidden.embedded", Severity.DISCRETION),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "place", "seen", "category", "severity"), ROWS)
def test_each_kind_of_hiding(
    kind: BlockKind, place: Location, seen: Visibility, category: str, severity: Severity
) -> None:
    """A block that its reader does not see is a finding of its kind, with its place and no word of it."""
    made = builder()
    made.add("张三的说明", kind, place, seen)
    made.add("李四的说明", kind, place, seen)
    (found,) = findings(made.build()).values()
    assert (found.category, found.severity, len(found.occurrences)) == (category, severity, 2)
    assert not any("张三" in one.preview for one in found.occurrences)


ORDINARY = [
    (BlockKind.PROPERTY, Location(part="property", name="title"), META, "docx"),
    (BlockKind.FILE_NAME, Location(part="file_name"), META, "docx"),
    (BlockKind.LINK, Location(part="link"), META, "docx"),
    (BlockKind.ALT_TEXT, Location(), META, "docx"),
    (BlockKind.SCRIPT, Location(part="script"), HIDDEN, "html"),
    (BlockKind.ATTRIBUTE, Location(part="attribute"), HIDDEN, "html"),
    (BlockKind.DELETED, Location(), SEEN, "html"),
    (BlockKind.OTHER, Location(container=("word/media/image1.PNG",)), SEEN, "docx"),
    (BlockKind.PARAGRAPH, Location(container=("附件.docx",)), SEEN, "zip"),
    (BlockKind.PARAGRAPH, Location(container=("附件.docx",)), SEEN, "eml"),
]


@pytest.mark.parametrize(("kind", "place", "seen", "media"), ORDINARY)
def test_what_is_not_hiding(kind: BlockKind, place: Location, seen: Visibility, media: str) -> None:
    """Names of files, titles, scripts, links and the files of an archive hide nothing."""
    made = builder(media)
    made.add("内容", kind, place, seen)
    assert findings(made.build()) == {}


def test_a_folded_menu_in_a_web_page_is_a_notice() -> None:
    """Nearly every web page has hidden elements; they must not hold up a clean page."""
    made = builder("html")
    made.add("菜单", BlockKind.PARAGRAPH, Location(), HIDDEN)
    assert findings(made.build())["hidden.text"].severity is Severity.NOTICE


def table(**hidden: object) -> Document:
    """Four columns, three rows; column D is empty but for the heading."""
    cells = [(r, c, f"{r}{c}") for r in range(3) for c in range(4) if c < 3 or r == 0]
    made = builder("xlsx")
    made.add_table(cells, Location(sheet="名单", table=1), **hidden)  # type: ignore[arg-type]
    return made.build()


def test_hidden_columns() -> None:
    """Neighbouring hidden columns are one finding with their range as its place."""
    found = findings(table(hidden_columns=(1, 2)))["hidden.column"]
    assert found.place is not None
    assert found.place.human("zh_Hans") == "工作表“名单”表1 B1:C3"


def test_hidden_columns_apart_and_rows() -> None:
    """Columns that are not neighbours are two places of one finding; rows are their own."""
    found = findings(table(hidden_columns=(0, 2), hidden_rows=(1,)))
    assert [o.location.cell for o in found["hidden.column"].occurrences] == ["A1", "C1"]
    assert found["hidden.row"].place is not None


def test_an_empty_hidden_column_hides_nothing() -> None:
    """A hidden column without content is layout."""
    made = builder("xlsx")
    made.add_table([(0, 0, "名"), (0, 1, "")], Location(sheet="名单", table=1), hidden_columns=(1, 5))
    assert findings(made.build()) == {}


def test_a_hidden_sheet() -> None:
    """The table of a hidden sheet."""
    assert set(findings(table(visibility=HIDDEN))) == {"hidden.sheet"}


def test_unseen_cells_of_a_sheet_that_is_shown() -> None:
    """White on white is hidden text; the sheet is there for all to see."""
    made = builder("xlsx")
    place = Location(sheet="名单", table=1)
    made.add_table([(0, 0, "单位"), (0, 1, "电话")], place)
    made.add_table([(1, 1, "13800138000")], place, visibility=HIDDEN)
    assert set(findings(made.build())) == {"hidden.text"}
