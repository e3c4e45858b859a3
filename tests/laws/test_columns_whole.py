"""A column that is judged as one gives the findings that its cells give one by one."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from review.column import Column
from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.finding import Cells, Confidence, Evidence, Finding, Match, Severity
from review.merging import merge
from review.recognizers.identifiers import Identifiers
from review.recognizers.identifiers_cells import WholeCells
from review.recognizers.tables_columns import Columns
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident(number: int) -> str:
    """A number of nobody alive with a right check character."""
    body = f"11010119000307{number:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


numbers = st.one_of(
    st.integers(0, 999).map(resident),
    st.integers(0, 10**8 - 1).map(lambda n: f"138{n:08d}"),
    st.integers(10**15, 10**17 - 1).map(lambda n: f"62{n}"),
    st.integers(0, 10**6).map(str),
    st.integers(0, 10**7 - 1).map(lambda n: f"010-6{n:07d}"),
    st.integers(0, 999).map(lambda n: resident(n)[:14]),
    st.integers(0, 999).map(lambda n: resident(n)[14:]),
    st.sampled_from(
        ["", "无", "手机", "91110000100000000X", "6228480402564890X", "王伟13800138000", " 13800138000 "]
    ),
)
headers = st.sampled_from(["身份证号码", "手机号码", "银行卡号", "联系电话", "账号", "QQ", "编号", "备注"])


@st.composite
def tables(draw: st.DrawFn) -> Document:
    """A table of numbers under headers, beside text that holds some of them as well."""
    width = draw(st.integers(1, 4))
    head = draw(st.lists(headers, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=1, max_size=7))
    cells = [(r, c, text) for r, row in enumerate([head, *rows]) for c, text in enumerate(row)]
    builder = DocumentBuilder(name="名单.xlsx", sha256="0" * 64, media="xlsx")
    builder.add(f"联系人电话{rows[0][0]}", BlockKind.PARAGRAPH, Location(paragraph=1))
    builder.add_table(
        (cell for cell in cells if cell[2]), Location(sheet=draw(st.sampled_from(["名单", rows[0][-1]]))),
        hidden_rows=draw(st.sampled_from([(), (1,)])), hidden_columns=draw(st.sampled_from([(), (0,)])),
    )  # fmt: skip
    between = draw(st.sampled_from(["\t", ",", "，", "|"]))
    builder.add("\n".join(between.join(row) for row in [head, *rows]), BlockKind.TEXT, Location())
    return builder.build()


def spelled(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with every occurrence made."""
    return [replace(finding, occurrences=tuple(finding.occurrences)) for finding in findings]


def findings(document: Document) -> list[Finding]:
    """What identifiers are found, columns joined."""
    settings = Settings()
    scanner = Scanner(settings, recognizers=(Identifiers(settings),), combiners=(Columns(settings),))
    return spelled(scanner.scan_document(document).findings)


def table_of(*rows: Sequence[str]) -> Document:
    """A table and nothing else."""
    builder = DocumentBuilder(name="名单.xlsx", sha256="0" * 64, media="xlsx")
    builder.add_table(((r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), Location())
    return builder.build()


def text_of(*rows: Sequence[str]) -> Document:
    """The same in running text, with commas."""
    builder = DocumentBuilder(name="名单.csv", sha256="0" * 64, media="csv")
    builder.add("\n".join(map(",".join, rows)), BlockKind.TEXT, Location())
    return builder.build()


@given(tables())
@example(text_of(("姓名", "备注", "QQ"), *[("王伟", "手机", f"1380013800{n}") for n in range(3)]))
@example(table_of(("账号", "编号"), *[(resident(n)[:14], resident(n)[14:]) for n in range(3)]))
def test_whole_cells_are_what_they_are_one_by_one(document: Document) -> None:
    """The short way for cells that are one number changes no finding."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WholeCells, "sift", lambda _self, spans: spans)
        one_by_one = findings(document)
    assert findings(document) == one_by_one


LONG_TABLE = "\n".join(["姓名\t号码", *(f"王{i}\t138{i:08d}" for i in range(40))])


def document_of_cells() -> Document:
    """Two columns of forty cells."""
    builder = DocumentBuilder(name="a", sha256="", media="xlsx")
    cells = [
        (r, c, t) for r, line in enumerate(LONG_TABLE.split("\n")) for c, t in enumerate(line.split("\t"))
    ]
    builder.add_table(cells, Location(sheet="表", table=1), hidden_rows=(3,))
    return builder.build()


DOCUMENT = document_of_cells()


def column_match(indexes: Sequence[int], severity: Severity, *, whole: bool) -> list[Match]:
    """One match for some cells of the second column, or one for each."""
    table = DOCUMENT.blocks[0].table
    assert table is not None
    cells = Cells(
        array("i", indexes),
        array("q", (table.starts[i] for i in indexes)),
        array("q", (table.ends[i] for i in indexes)),
        [f"*{i}" for i in indexes],
    )
    alike = Match(
        rule="r", category="personal.contact.mobile", severity=severity, confidence=Confidence.HIGH, start=0,
        end=0, preview="", evidence=(Evidence("label", severity.value),), basis=(severity.value,), group="g",
    )  # fmt: skip
    each = [
        replace(alike, start=start, end=end, preview=preview)
        for _, start, end, preview in zip(*cells, strict=True)
    ]
    return [replace(each[0], cells=cells)] if whole else each


@given(
    st.sets(st.integers(1, 40), min_size=2),
    st.sets(st.integers(1, 40), min_size=2),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 30)), max_size=4),
)
def test_columns_merge_as_their_cells_do(
    grave: set[int], light: set[int], others: list[tuple[int, int]]
) -> None:
    """Whole or cell by cell, also where other matches of the category overlap the column."""
    single = [
        Match(
            rule="s", category="personal.contact.mobile", severity=Severity.CONSENT, start=start,
            confidence=Confidence.LOW, end=start + length, preview="*", key="k",
        )
        for start, length in others
    ]  # fmt: skip
    ways = []
    for whole in (True, False):
        matches = list(single)
        for rows, severity in ((grave, Severity.BLOCK), (light, Severity.CONSENT)):
            matches += column_match([row * 2 + 1 for row in sorted(rows)], severity, whole=whole)
        ways.append(spelled(merge(DOCUMENT, matches)))
    assert ways[0] == ways[1]


def test_a_column_is_kept_as_arrays() -> None:
    """A place is made when it is looked at: cell, hidden row, slice, and the spans without any place."""
    (finding,) = merge(DOCUMENT, column_match([3, 5, 7, 9], Severity.CONSENT, whole=True))
    column = finding.occurrences
    assert isinstance(column, Column)
    assert [one.location.cell for one in column] == ["B2", "B3", "B4", "B5"]
    assert [one.visibility for one in column][1:3] == [Visibility.VISIBLE, Visibility.HIDDEN]
    assert column[-1] == tuple(column)[3] == column[3:][0]
    assert DOCUMENT.locate(*column[2].span) == (column[2].location, column[2].visibility)
    with pytest.raises(IndexError):
        column[4]
