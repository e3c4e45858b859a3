"""Law 7: no report, sheet, error or exit message holds a found value, nor a bare hash of it."""

from __future__ import annotations

import hashlib
import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review import i18n
from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.finding import Severity
from review.policy import default_policy
from review.reports.record import document_record
from review.reports.sarif import sarif_record
from review.reports.terminal import render
from review.scanner import Scan, Scanner
from review.sheet.record import dump_sheet, new_sheet

SCANNER = Scanner()
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(year: int, number: int) -> str:
    """A valid number of nobody alive (GB 11643)."""
    body = f"110101{year}0307{number:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, _WEIGHTS, strict=True)) % 11]


def bank_card(number: int) -> str:
    """A card number that passes the Luhn check."""
    body = f"622200{number:012d}"
    total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


values = st.one_of(
    st.builds(resident_id, st.integers(1890, 1905), st.integers(0, 999)),
    st.integers(0, 10**8 - 1).map(lambda n: f"138{n:08d}"),
    st.integers(0, 10**12 - 1).map(bank_card),
    st.from_regex(r"[a-z]{5}[0-9]{4}@example\.org", fullmatch=True),
)
frames = st.sampled_from(
    [
        "手机：{}。", "联系电话{}，请保密", "身份证号：{}", "關於{}同志任職的通知", "公民身份号码 {} 的持有人", "{}",
        "银行卡号：{}", "電子郵件：{}", "关于{}的公示",
    ]
)  # fmt: skip


def document(lines: list[str], cells: list[str]) -> Document:
    """The lines as paragraphs, comments and properties; the cells as a table with a hidden column."""
    builder = DocumentBuilder(name="通知.docx", sha256="0" * 64, media="docx")
    for number, line in enumerate(lines, 1):
        builder.add(line, BlockKind.PARAGRAPH, Location(paragraph=number))
        builder.add(line, BlockKind.COMMENT, Location(part="comment", index=number), Visibility.HIDDEN)
        builder.add(line, BlockKind.PROPERTY, Location(part="property", name="creator"), Visibility.METADATA)
    rows = [(0, 0, "姓名"), (0, 1, "身份证号")]
    rows += [(i, c, text) for i, cell in enumerate(cells, 1) for c, text in ((0, "王某"), (1, cell))]
    builder.add_table(rows, Location(sheet=lines[0][:31] if lines else "表", table=1), hidden_columns=(1,))
    return builder.build()


def outputs(scan: Scan) -> dict[str, str]:
    """Everything that is written down or printed about a scan."""
    policy = default_policy()
    return {
        "text": render("通知.docx", scan, Severity.NOTICE, everything=True),
        "json": json.dumps(document_record("通知.docx", scan), ensure_ascii=False),
        "sarif": json.dumps(sarif_record([("通知.docx", scan)]), ensure_ascii=False),
        "sheet": dump_sheet(new_sheet(scan, policy, SCANNER.ruleset)).decode(),
        "scan": repr(scan),
    }


def traces(value: str) -> set[str]:
    """The value, and what a bare hash of it would look like."""
    data = value.encode()
    return {value, *(hashlib.new(name, data).hexdigest() for name in ("md5", "sha1", "sha256"))}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(st.tuples(frames, values), min_size=1, max_size=4),
    cells=st.lists(values, max_size=4),
    language=st.sampled_from(i18n.LOCALES),
)
def test_no_value_in_any_output(lines: list[tuple[str, str]], cells: list[str], language: str) -> None:
    """Whatever is found, wherever it stands, only its masked form is shown."""
    i18n.use(language)
    scan = SCANNER.scan_document(document([frame.format(value) for frame, value in lines], cells))
    found = {
        scan.document.text[slice(*o.span)]
        for f in scan.findings
        if f.category.startswith("personal.") for o in f.occurrences
    }  # fmt: skip
    planted = {value for _frame, value in lines} | set(cells)
    for kind, text in outputs(scan).items():
        for value in planted & found:
            assert not [t for t in traces(value) if t in text], kind


@pytest.mark.parametrize("command", ["check", "sheet", "gate", "verify", "redact", "annotate", "form"])
def test_no_value_in_an_error(command: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A draft that makes a command stumble is not quoted in what it says."""
    from importlib import import_module

    value = resident_id(1900, 1)
    draft = tmp_path_factory.mktemp("d") / "通知.docx"
    draft.write_bytes(f"PK\x03\x04{value}".encode())
    extra = ["-o", str(draft.with_name("out.docx"))] if command in ("redact", "annotate", "form") else []
    result = CliRunner().invoke(import_module(f"review.commands.{command}").command, [str(draft), *extra])
    assert value not in result.output
    assert value not in repr(result.exception)
    for beside in draft.parent.iterdir():
        if beside != draft:
            assert value.encode() not in beside.read_bytes()
