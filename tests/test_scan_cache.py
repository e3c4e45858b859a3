"""Kept scans: found again, private, and never believed when they were touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.column import Column
from review.document import DocumentBuilder, Gap, Location, Visibility, plain_document
from review.finding import Confidence, Evidence, Finding, Occurrence, Severity
from review.ruleset import Ruleset
from review.scan_cache import ScanCache
from review.scanner import Scan, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = Ruleset(lexicons="sha256:1", model="sha256:2", policy="")
SCAN = Scan(
    document=plain_document("", name="名单.docx", sha256="ab"),
    findings=(
        Finding(
            id="F1", rule="r", category="personal.name", severity=Severity.CONSENT, confidence=Confidence.LOW,
            occurrences=(
                Occurrence(
                    location=Location(table=1, cell="B2", container=("附件.zip",)), span=(3, 5),
                    preview="王*", visibility=Visibility.HIDDEN,
                ),
            ),
            evidence=(Evidence(kind="label", detail="姓名"),), basis=("条例 第十五条",), place=Location(cell="B2:B9"),
        ),
    ),
    gaps=(Gap(code="image_page", location=Location(page=2), detail="1"),),
    characters=7,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache folder of the test's own."""
    return tmp_path


def test_a_scan_comes_back_whole(folder: Path) -> None:
    """Everything but the text."""
    ScanCache(RULES, "cn", folder).put("名单.docx", "ab", SCAN)
    assert ScanCache(RULES, "cn", folder).get("名单.docx", "ab") == SCAN


@pytest.mark.parametrize(
    ("rules", "settings", "name", "digest"),
    [
        (Ruleset(lexicons="sha256:9", model="sha256:2", policy=""), "cn", "名单.docx", "ab"),
        (RULES, "tw", "名单.docx", "ab"),
        (RULES, "cn", "别的.docx", "ab"),
        (RULES, "cn", "名单.docx", "ac"),
    ],
)
def test_other_rules_name_or_bytes_are_another_scan(
    folder: Path, rules: Ruleset, settings: str, name: str, digest: str
) -> None:
    """Nothing stale is reported as current."""
    ScanCache(RULES, "cn", folder).put("名单.docx", "ab", SCAN)
    assert ScanCache(rules, settings, folder).get(name, digest) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry.replace(b"consent", b"notice"),
        lambda entry: b"0" * 64 + entry[64:],
        lambda entry: "王".encode() + entry,
        lambda entry: entry.partition(b"\n")[2],
        lambda entry: entry[:-1],
        lambda entry: entry[:64],
        lambda _entry: b"",
    ],
)
def test_a_touched_entry_is_not_believed(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """A changed, cut or foreign entry is as if it were not there."""
    cache = ScanCache(RULES, "cn", folder)
    cache.put("名单.docx", "ab", SCAN)
    (path,) = (folder / "scans").glob("*.scan")
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert path.read_bytes() != whole
    assert cache.get("名单.docx", "ab") is None


def test_a_name_that_is_no_text_is_kept_too(folder: Path) -> None:
    """A file system may hold names that are not UTF-8; Python writes such bytes as halves of pairs."""
    name = "名\udcff.docx"
    scan = replace(SCAN, document=replace(SCAN.document, name=name))
    cache = ScanCache(RULES, "cn", folder)
    cache.put(name, "ab", scan)
    kept = cache.get(name, "ab")
    assert kept is not None
    assert kept.document.name == name


def test_an_entry_moved_to_another_name_is_not_believed(folder: Path) -> None:
    """A seal holds for its own place only: a clear file's scan cannot stand in for another's."""
    cache = ScanCache(RULES, "cn", folder)
    cache.put("名单.docx", "ab", SCAN)
    (path,) = (folder / "scans").glob("*.scan")
    kept = path.read_bytes()
    cache.put("别的.docx", "cd", SCAN)
    (other,) = set((folder / "scans").glob("*.scan")) - {path}
    other.write_bytes(kept)
    assert cache.get("别的.docx", "cd") is None


def test_entries_are_private(folder: Path) -> None:
    """Nobody else can read what was found where."""
    ScanCache(RULES, "cn", folder).put("名单.docx", "ab", SCAN)
    assert all(file.stat().st_mode & 0o077 == 0 for file in (folder / "scans").iterdir())


def test_passing_gaps_are_not_kept(folder: Path) -> None:
    """A file that was given up on is tried again."""
    cache = ScanCache(RULES, "cn", folder)
    gap = Gap(code="timeout", location=Location())
    cache.put("a", "b", Scan(document=SCAN.document, findings=(), gaps=(gap,), characters=0))
    assert cache.get("a", "b") is None


def test_a_column_comes_back_as_arrays(folder: Path) -> None:
    """A hundred thousand cells are kept without a hundred thousand records."""
    table = "\n".join(["姓名\t手机号码", *(f"王伟\t138{i:08d}" for i in range(50))])
    builder = DocumentBuilder(name="名单.xlsx", sha256="ab", media="xlsx")
    rows = enumerate(table.split("\n"))
    builder.add_table(
        ((r, c, text) for r, line in rows for c, text in enumerate(line.split("\t"))), Location(sheet="名单"),
        hidden_rows=(2, 3), hidden_columns=(1,),
    )  # fmt: skip
    scan = Scanner().scan_document(builder.build())
    assert any(isinstance(finding.occurrences, Column) for finding in scan.findings)
    cache = ScanCache(RULES, "cn", folder)
    cache.put("名单.xlsx", "ab", scan)
    kept = cache.get("名单.xlsx", "ab")
    assert kept is not None
    assert kept.findings == scan.findings
    (path,) = (folder / "scans").glob("*.scan")
    assert "138" + "0" * 8 not in path.read_text()
