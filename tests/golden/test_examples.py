"""The fictional drafts: what must be found in each, and what must not be held up."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from examples.make import FILES
from review.finding import Severity
from review.scanner import Scan, Scanner, ScanOutcome

DRAFTS = Path(__file__).resolve().parents[2] / "examples" / "drafts"

MUST: dict[str, set[str]] = {
    "01-危房改造公示.docx": set(),
    "02-附件-补助对象名单.xlsx": {"personal.id.resident_id", "personal.health", "personal.hardship", "hidden.column"},
    "03-健康日致詞.txt": set(),
    "04-演练方案.docx": {"secrecy.state.mark"},
    "05-局长办公会议纪要.docx": {"process.draft", "hidden.tracked_change", "hidden.comment"},
    "06-成交结果公告.pdf": {"hidden.failed_redaction", "personal.finance.bank_card"},
    "07-行政处罚信息.html": {"personal.contact.mobile", "personal.contact.address"},
    "08-国庆值班安排.txt": {"personal.contact.mobile"},
    "09-文化節函.docx": set(),
    "10-节水宣传.pptx": {"secrecy.work", "hidden.notes"},
    "11-传输中断.docx": set(),
}  # fmt: skip
"""File → categories at or above ``discretion``; an empty set means that there must be none."""


@cache
def scan(name: str) -> Scan:
    """Each draft is scanned once."""
    return Scanner().scan_file(DRAFTS / name)


@pytest.mark.parametrize("name", MUST)
def test_what_is_found(name: str) -> None:
    """Every category that must be found is; a clean draft has nothing to decide."""
    found = {f.category for f in scan(name).findings if f.severity.at_least(Severity.DISCRETION)}
    assert found >= MUST[name]
    assert bool(found) == bool(MUST[name])


@pytest.mark.parametrize("name", MUST)
def test_only_the_damaged_file_has_a_gap(name: str) -> None:
    """The rest is read whole."""
    damaged = name.startswith("11-")
    assert bool(scan(name).gaps) == damaged
    assert (scan(name).outcome() is ScanOutcome.GAPS) == damaged


def test_the_identity_column_is_one_finding_in_hidden_cells() -> None:
    """Six numbers in a hidden column: one finding, six places, all hidden, a range people understand."""
    (column,) = [
        f for f in scan("02-附件-补助对象名单.xlsx").findings if f.category == "personal.id.resident_id"
    ]
    assert len(column.occurrences) == 6
    assert {o.visibility.value for o in column.occurrences} == {"hidden"}
    assert column.place is not None
    assert column.place.human("zh_Hans") == "工作表“补助对象”表1 C3:C8"


@pytest.mark.parametrize("name", [n for n in FILES if not n.endswith((".pdf", ".pptx"))])
def test_the_drafts_are_what_the_script_makes(name: str) -> None:
    """The committed files and the script that tells what is in them belong together."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("zlib of another Python packs the same content in other bytes")
    assert (DRAFTS / name).stat().st_size == pytest.approx(len(FILES[name]()), rel=0.05)
