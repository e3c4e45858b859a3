"""Masks of one person in several documents of a run, laid over each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from review.batch_across import Across, AcrossFinding
from review.commands import main
from review.finding import Severity
from tests.quality.test_personal_data import scanner

if TYPE_CHECKING:
    from pathlib import Path

    from review.scanner import Scanner

HEAD = "姓名\t身份证号\n{name}\t11010119000307****\n"
TAIL = "姓名\t身份证号\n{name}\t110101********0029\n"
_SCANNER = scanner()


def across(*texts: str, key: bytes | None = None, scan: Scanner = _SCANNER) -> tuple[AcrossFinding, ...]:
    """What documents say together."""
    together = Across()
    for number, text in enumerate(texts):
        one = scan.scan_text(text, name=f"{number}.txt")
        together.add(f"{number}.txt", one.without_text(key) if key else one)
    return together.findings()


@pytest.mark.parametrize(
    ("first", "second", "candidates"),
    [
        (TAIL.format(name="王小明"), HEAD.format(name="王小明"), "1"),
        (TAIL.format(name="王小明"), HEAD.format(name="王某"), "1"),
        (TAIL.format(name="王某明"), HEAD.format(name="王小明"), "1"),
        (TAIL.format(name="王小明"), "姓名\t身份证号\n王小明\t110101190003******\n", "4"),
        ("姓名\t手机\n王小明\t138****0029\n", "姓名\t手机\n王小明\t1380013****\n", "1"),
        (TAIL.format(name="王小明"), "申请人王某，身份证号11010119000307****，已受理。", "1"),
        (TAIL.format(name="王小明"), "请联系王小明（身份证号11010119000307****）。", "1"),
        (TAIL.format(name="王小明"), "值班人员\t身份证号\n李芳\t无\n王小明\t11010119000307****\n", "1"),
    ],
)
def test_two_masks_together(first: str, second: str, candidates: str) -> None:
    """What both leave together, with how many candidates; the order of the documents does not matter."""
    for texts in ((first, second), (second, first)):
        (found,) = across(*texts)
        assert found.finding.rule == "personal.masks_across_documents"
        assert found.paths == ("0.txt", "1.txt")
        assert [one.detail for one in found.finding.evidence[:2]] == [candidates, "1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TAIL.format(name="王小明"), HEAD.format(name="王小红")),  # somebody else
        (TAIL.format(name="王小明"), HEAD.format(name="李某")),
        (TAIL.format(name="王某明"), HEAD.format(name="王小红")),
        (TAIL.format(name="王小明"), TAIL.format(name="王小明")),  # the same mask twice adds nothing
        (TAIL.format(name="王小明"), "姓名\t身份证号\n王小明\t11010219000307****\n"),  # digits contradict
        (TAIL.format(name="王小明"), "姓名\t身份证号\n王小明\t11010119000308****\n"),  # the check contradicts
        ("姓名\t手机\n王小明\t138****0029\n", "姓名\t手机\n王某\t1380013****\n"),  # a surname, and no check
        (TAIL.format(name="王小明") + HEAD.format(name="王小明").partition("\n")[2], "无关的一份文件。"),
    ],
)
def test_what_is_nobody(first: str, second: str) -> None:
    """Other persons, equal masks and masks within one document say nothing across documents."""
    assert across(first, second) == ()


def test_a_shared_name_is_graver_than_a_shared_surname() -> None:
    """Equal names: consent. Only a surname in common: discretion, and low confidence."""
    (same,) = across(TAIL.format(name="王小明"), HEAD.format(name="王小明"))
    (surname,) = across(TAIL.format(name="王小明"), HEAD.format(name="王某"))
    assert (same.finding.severity, surname.finding.severity) == (Severity.CONSENT, Severity.DISCRETION)


def test_a_crowd_hides_each_other() -> None:
    """More than fifty rows with the same surname that fit single nobody out."""
    crowd = "".join(f"王某\t1101011900{1 + i // 28:02}{1 + i % 28:02}****\n" for i in range(51))
    head = "姓名\t身份证号\n"
    assert across(TAIL.format(name="王某"), head + crowd) == ()
    (few,) = across(TAIL.format(name="王某"), head + crowd[:200])
    assert few.finding.severity is Severity.DISCRETION


def test_digests_say_the_same_as_names() -> None:
    """What is kept or sent finds the same, and holds neither name nor text."""
    texts = (TAIL.format(name="王小明"), HEAD.format(name="王某"), HEAD.format(name="王小明"))
    assert across(*texts, key=b"k" * 32) == across(*texts)
    sealed = _SCANNER.scan_text(texts[0]).without_text(b"k" * 32)
    assert sealed.masked
    assert "王" not in str([person.name for person in sealed.masked])


def test_many_rows_take_linear_time() -> None:
    """Twenty thousand rows of one surname in two documents."""
    rows = [f"王某\t110101********{i:04}" for i in range(10_000)]
    heads = [f"王某\t110101{1950 + i % 60}0307****" for i in range(10_000)]
    assert across("姓名\t身份证号\n" + "\n".join(rows), "姓名\t身份证号\n" + "\n".join(heads)) == ()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three drafts; the last two have one person masked in two ways."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("REVIEW_LANG", "en")
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name, text in (
        ("a", "照常开放。"),
        ("b", TAIL.format(name="王小明")),
        ("c", HEAD.format(name="王小明")),
    ):
        (drafts / f"{name}.txt").write_text(text, encoding="utf-8")
    return drafts


def checked(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Standard output of a check with exit code 10."""
    with pytest.raises(SystemExit) as leave:
        main(["check", str(folder), *arguments])
    assert leave.value.code == 10
    return capsys.readouterr().out


@pytest.mark.parametrize("arguments", [(), ("--jobs", "2"), ("--no-cache",), ("--no-cache", "--jobs", "2")])
def test_a_run_says_it_however_it_runs(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """In one process or several, with kept scans or without; the second run like the first."""
    for _ in range(2):
        report: dict[str, Any] = json.loads(checked(folder, capsys, "--format", "json", *arguments))
        (found,) = report["across"]
        assert [one["path"].rpartition("/")[2] for one in found["occurrences"]] == ["b.txt", "c.txt"]
        assert "candidates: 1" in found["evidence"]
        assert all(
            "across" not in finding["rule"] for one in report["documents"] for finding in one["findings"]
        )


def test_an_interrupted_run_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file scanned in an earlier run is compared with one that is new."""
    kept = folder.parent / "kept"
    kept.mkdir()
    (folder / "c.txt").rename(kept / "c.txt")
    with pytest.raises(SystemExit):
        main(["check", str(folder)])
    (kept / "c.txt").rename(folder / "c.txt")
    capsys.readouterr()
    assert len(json.loads(checked(folder, capsys, "--format", "json", "--resume"))["across"]) == 1


def test_nobody_can_read_a_name_in_what_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kept scans hold digests under this user's key, and no report shows name or number."""
    for form in ("json", "sarif", "text"):
        out = checked(folder, capsys, "--format", form)
        assert "王小明" not in out
        assert "19000307" not in out
    kept = list((folder.parent / "cache").rglob("*.scan"))
    assert kept
    for path in kept:
        assert "小明" not in path.read_text(encoding="utf-8").encode().decode("unicode-escape")


def test_sarif_and_text_name_both_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One result with two places; a section of its own for people."""
    run = json.loads(checked(folder, capsys, "--format", "sarif"))["runs"][0]
    (result,) = [one for one in run["results"] if one["ruleId"] == "personal.masks_across_documents"]
    assert len(result["locations"]) == 2
    text = checked(folder, capsys)
    assert "across documents" in text
    assert "1 candidates remain" in text
