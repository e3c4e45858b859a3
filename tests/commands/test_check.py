"""``review check``: verdicts, exit codes, reports, and one line for each slip."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from review.commands import main
from review.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
CLEAN = "临江市图书馆将于国庆假期照常开放。\n"
LEAK = "联系人电话：13800000001\n"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("REVIEW_LANG", "en")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as leave:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(leave.value.code or 0), out, err


def draft(folder: Path, text: str, name: str = "draft.txt") -> str:
    """A draft with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to decide is exit code 0."""
    code, out, _err = run(capsys, "check", draft(tmp_path, CLEAN))
    assert (code, "✓" in out) == (ExitCode.CLEAR, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_pipes_are_read_once(tmp_path: Path, jobs: str) -> None:
    """A pipe is empty once it was read: looking it up in the cache would take what is to be checked."""
    pipes = [tmp_path / name for name in ("a.txt", "b.txt")]
    for pipe in pipes:
        os.mkfifo(pipe)
    command = [sys.executable, str(ROOT / "cli.py"), "check", "--jobs", jobs, *map(str, pipes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path) as run_of_ours:
        for pipe in pipes:
            pipe.write_text(LEAK, encoding="utf-8")
        assert run_of_ours.stdout is not None
        out = run_of_ours.stdout.read().decode()
    assert (run_of_ours.returncode, out.count("F1")) == (ExitCode.FINDINGS, 2)


@pytest.mark.skipif(os.name == "nt", reason="a current folder cannot be removed there")
def test_a_current_folder_that_was_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that says so, and no crash."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, _out, err = run(capsys, "check", ".")
    assert (code, err.count("\n")) == (ExitCode.USAGE, 1)


@pytest.mark.parametrize("text", [LEAK, "\x00\x01\x02abc"])
def test_standard_input_is_named_and_has_no_sheet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """The next step fits a text that is no file; ``-`` stays the path of reports for programs."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code, out, _err = run(capsys, "check", "-")
    assert code in (ExitCode.FINDINGS, ExitCode.GAPS)
    assert "standard input" in out.splitlines()[0]
    assert "DRAFT" not in out
    assert "save it as a file" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_no_crash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report cannot be written: that is said, and it is no verdict."""
    code, _out, err = run(capsys, "check", draft(tmp_path, CLEAN), "--format", "json", "-o", "/dev/full")
    assert code == ExitCode.FAILED
    assert "/dev/full: this file cannot be written" in err


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.pdf", "x.PPTX"])
@pytest.mark.parametrize("text", [CLEAN, "version https://git-lfs.github.com/spec/v1\n", "<html>404</html>"])
def test_text_under_another_name_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    """The file that was meant may be elsewhere: a gap. Under a name of text, or an old one, it is none."""
    code, out, _err = run(capsys, "check", draft(tmp_path, text, name))
    assert code == ExitCode.GAPS
    assert "only text" in out
    for other in ("x.txt", "x.doc", "x.xls", "x.html"):
        assert run(capsys, "check", draft(tmp_path, text, other))[0] == ExitCode.CLEAR


def test_an_unknown_language_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the languages there are; the locale counts instead."""
    monkeypatch.setenv("REVIEW_LANG", "fr")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    _code, out, err = run(capsys, "check", draft(tmp_path, CLEAN))
    assert err == "review: REVIEW_LANG=fr: this language is not known → one of: zh_Hans, zh_Hant, en\n"
    assert "nothing to decide" in out


def test_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding is exit code 10, its place and mask are shown, its value is not."""
    code, out, err = run(capsys, "check", draft(tmp_path, LEAK))
    assert code == ExitCode.FINDINGS
    assert "138****0001" in out
    assert "13800000001" not in out + err


def test_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What could not be read is exit code 11."""
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 cut off")
    code, out, _err = run(capsys, "check", str(tmp_path / "x.docx"))
    assert (code, "✗" in out) == (ExitCode.GAPS, True)


def test_json_is_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every field of the design, spans in code points of the file."""
    path = draft(tmp_path, LEAK)
    _code, out, _err = run(capsys, "check", path, "--format", "json")
    report: dict[str, Any] = json.loads(out)
    assert report["format"] == 1
    assert set(report) >= {"tool", "ruleset", "scanned_at", "documents"}
    assert report["ruleset"]["lexicons"].startswith("sha256:")
    (document,) = report["documents"]
    assert set(document) == {"path", "sha256", "media", "characters", "outcome", "findings", "gaps"}
    (finding,) = [f for f in document["findings"] if f["category"] == "personal.contact.mobile"]
    assert set(finding) >= {
        "id",
        "rule",
        "category",
        "severity",
        "confidence",
        "count",
        "basis",
        "evidence",
        "occurrences",
    }
    (occurrence,) = finding["occurrences"]
    start, end = occurrence["span"]
    assert LEAK[start:end] == "13800000001"
    assert occurrence["location"]["human"] == "body paragraph 1"
    assert "13800000001" not in out


def test_sarif(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A result per finding, with the line it stands in."""
    _code, out, _err = run(capsys, "check", draft(tmp_path, CLEAN + LEAK), "--format", "sarif")
    (result, *_rest) = json.loads(out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert "13800000001" not in out


def test_a_folder_is_walked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Recursively, in order; our own files, hidden ones and lock files are left out."""
    (tmp_path / "b").mkdir()
    draft(tmp_path / "b", LEAK)
    draft(tmp_path, CLEAN, "a.txt")
    for name in ("a.txt.review.yaml", "a.txt.signoff.jsonl", "review.yaml.bak", "~$a.docx", ".hidden"):
        (tmp_path / name).write_text("format: x\n")
    (tmp_path / "review.yaml.bak").unlink()
    code, out, _err = run(capsys, "check", str(tmp_path), "--format", "json")
    assert code == ExitCode.FINDINGS
    assert [Path(d["path"]).name for d in json.loads(out)["documents"]] == ["a.txt", "draft.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "{tmp}/none.docx"), "there is no such file"),
        (("check", "{tmp}/empty"), "there is no document in this folder"),
        (("check", "{tmp}/a.txt", "--reveal"), "on a terminal only"),
        (("check", "{tmp}/a.txt", "--policy", "{tmp}/none.yaml"), "the policy cannot be read"),
        (("check", "-", "--sheet"), "standard input has no sheet"),
        (("check", "{tmp}/a.txt", "-o", "{tmp}/none/report"), "there is no such folder"),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr says what, where and what to do; exit code 2."""
    draft(tmp_path, CLEAN, "a.txt")
    (tmp_path / "empty").mkdir()
    code, out, err = run(capsys, *(a.format(tmp=tmp_path) for a in arguments))
    assert (code, out) == (ExitCode.USAGE, "")
    assert says in err
    assert err.count("\n") == 1
    assert "→" in err


def test_unknown_key_in_the_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file and the key are named; this is a failure, not a verdict."""
    (tmp_path / "review.yaml").write_text("format: policy/1\njurisdiction: cn\ncolour: red\n")
    code, _out, err = run(capsys, "check", draft(tmp_path, CLEAN))
    assert code == ExitCode.FAILED
    assert "review.yaml" in err
    assert "colour" in err


def test_a_crash_is_no_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected exception is exit code 1 and tells nothing of what was read."""

    def fail(*_a: object, **_k: object) -> None:
        raise RuntimeError("13800000001")

    monkeypatch.setattr("review.scanner.merge", fail)
    code, out, err = run(capsys, "check", draft(tmp_path, LEAK))
    assert (code, out) == (ExitCode.FAILED, "")
    assert "13800000001" not in err
    assert "RuntimeError" in err


def test_stdin(tmp_path: Path) -> None:
    """``-`` reads a draft from standard input."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "check", "-"], input=LEAK.encode("gb18030"), capture_output=True,
        check=False, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == ExitCode.FINDINGS
    assert "138****0001" in done.stdout.decode()


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_same_report_whatever_the_jobs(jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Order and findings do not depend on how many work; a second run finds the same again."""
    for i in range(5):
        draft(tmp_path, CLEAN + (LEAK if i % 2 else ""), f"{i}.txt")
    first = run(capsys, "check", str(tmp_path), "--format", "json", "--jobs", jobs)
    second = run(capsys, "check", str(tmp_path), "--format", "json", "--jobs", jobs)
    documents = [json.loads(out)["documents"] for _code, out, _err in (first, second)]
    assert documents[0] == documents[1]
    assert [d["outcome"] for d in documents[0]] == ["clear", "findings", "clear", "findings", "clear"]


@pytest.mark.parametrize(("language", "word"), [("zh_Hans", "身份"), ("zh_Hant", "身分"), ("en", "identity")])
def test_languages(
    language: str,
    word: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Messages follow the locale."""
    monkeypatch.setenv("REVIEW_LANG", language)
    _code, out, _err = run(capsys, "check", draft(tmp_path, "身份证号：110101190003070010"))
    assert word in out


def test_cold_start_stays_light(tmp_path: Path) -> None:
    """A one-line file needs neither scikit-learn nor numpy nor jieba's dictionary nor any office library."""
    code = (
        "import sys\nfrom review.commands import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = {'sklearn', 'scipy', 'numpy', 'jieba', 'lxml', 'pikepdf', 'pypdfium2', 'cryptography', 'multiprocessing'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", draft(tmp_path, LEAK)], capture_output=True, check=True, cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stderr.decode().strip() == "[]"


def test_a_folder_that_may_not_be_looked_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named before anything is read: what lies in it would be left out in silence."""
    draft(tmp_path, LEAK)
    closed = tmp_path / "z"
    closed.mkdir()
    scandir = os.scandir

    def denied(path: Path) -> Any:
        if path == closed:
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    code, out, err = run(capsys, "check", str(tmp_path))
    assert (code, out) == (ExitCode.USAGE, "")
    assert err == f"review: {closed}: this folder cannot be read → check its permissions\n"


def test_links_in_a_folder_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left out is never left out in silence; a link that is named is read."""
    elsewhere = draft(tmp_path, LEAK)
    folder = tmp_path / "drafts"
    folder.mkdir()
    draft(folder, CLEAN)
    (folder / "link.txt").symlink_to(elsewhere)
    (folder / "loop").symlink_to(folder)
    code, out, err = run(capsys, "check", str(folder))
    assert code == ExitCode.CLEAR
    assert "1 checked" in out
    assert err == f"2 links were not followed ({folder / 'link.txt'}); name a file to have it checked\n"
    assert run(capsys, "check", str(folder / "link.txt"))[0] == ExitCode.FINDINGS


@pytest.mark.parametrize("victim", ["draft.txt", "draft.txt.review.yaml", "folder"])
def test_a_report_replaces_no_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str], victim: str) -> None:
    """Nothing is opened for writing that is checked, named or met in a folder, or that is a record of ours."""
    given = draft(tmp_path, LEAK)
    sheet = Path(f"{given}.review.yaml")
    sheet.write_text("x", encoding="utf-8")
    output = str(sheet) if victim.endswith("yaml") else given
    code, _out, err = run(capsys, "check", str(tmp_path) if victim == "folder" else given, "-o", output)
    assert (code, err.count("\n")) == (ExitCode.USAGE, 1)
    assert (Path(given).read_text(encoding="utf-8"), sheet.read_text(encoding="utf-8")) == (LEAK, "x")
