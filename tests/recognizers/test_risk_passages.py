# ruff: noqa: D103 - the names of these tests are sentences
"""Lines that only together say something risky: what is found, where it is said to stand, what is kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.recognizers.risk import Risk
from review.recognizers.risk_passages import passages_of
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from review.automaton import Hit

SETTINGS = Settings()
SCANNER = Scanner(SETTINGS, recognizers=[], combiners=[Risk(SETTINGS)])
TITLE = "各库情况"
ROWS = [
    ["库房", "弹药（箱）", "看守", "围墙"],
    ["甲库", "三百二十", "一人", "北侧倒塌"],
    ["乙库", "一百一十", "无人", "有缺口"],
]


def with_table(*, apart: bool = False) -> Document:
    """A title above a table, or in another part than the table."""
    builder = DocumentBuilder(name="x.docx", sha256="", media="docx")
    builder.add(
        TITLE,
        BlockKind.PARAGRAPH,
        Location(part="header", index=1) if apart else Location(paragraph=1),
        Visibility.VISIBLE,
    )
    cells = [(r, c, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    builder.add_table(cells, Location(table=1))
    return builder.build()


def test_no_row_says_it_alone_and_all_together_do() -> None:
    lines = ["\t".join(row) for row in ROWS]
    assert not [f for line in (TITLE, *lines) for f in SCANNER.scan_text(line).findings]
    found = SCANNER.scan_text("\n".join((TITLE, *lines))).findings
    assert found
    assert all(finding.category.startswith("secrecy.") for finding in found)


def test_the_preview_tells_from_where_to_where() -> None:
    finding, *_ = SCANNER.scan_document(with_table()).findings
    assert finding.occurrences[0].preview.startswith("（正文第1段至表1 D3")


def test_what_both_ends_share_is_said_once() -> None:
    text = "\n".join((TITLE, *("\t".join(row) for row in ROWS)))
    finding, *_ = SCANNER.scan_text(text).findings
    assert finding.occurrences[0].preview == f"（正文第1段至第4段，{len(text)}字）"


def test_a_header_is_no_title_of_the_body() -> None:
    """The rows are judged without it."""
    document = with_table(apart=True)
    (cut,) = [(p.start, p.end) for p in passages_of(SCANNER.view(document), _hits(document), 1.0)]
    assert document.text[slice(*cut)] == "\n".join("\t".join(row) for row in ROWS)


def _hits(document: Document) -> list[Hit]:
    return [hit for hit in SCANNER.view(document).hits_of("risk") if hit.start > len(TITLE)]
