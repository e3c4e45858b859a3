"""Names that are no text, and pipes that know few characters: nothing fails, and JSON stays JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from review.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
LEAK = "联系人电话：13800000001\n"
GBK = "名单.txt".encode("gbk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Drafts out of an old archive: one whose name is in GBK, one in UTF-8."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "公告.txt").write_text(LEAK, encoding="utf-8")
    try:
        (drafts / os.fsdecode(GBK)).write_text(LEAK, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    if os.fsencode(GBK.decode("utf-8", "surrogateescape")) != GBK:
        pytest.skip("names are not bytes on this system")
    return drafts


def review(*arguments: Path | str, encoding: str = "utf-8") -> tuple[int, bytes, str]:
    """Exit code, bytes on standard output, standard error; the pipe refuses what its encoding lacks."""
    done = subprocess.run(
        [sys.executable, "-m", "review", *map(str, arguments)], cwd=ROOT, capture_output=True, check=False,
        env=os.environ | {"PYTHONIOENCODING": f"{encoding}:strict", "REVIEW_LANG": "zh_Hans"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_name_that_is_no_text_stops_no_check(folder: Path, tmp_path: Path, form: str) -> None:
    """Every document is checked, on the screen and into a file."""
    code, out, err = review("check", folder, "--format", form)
    assert (code, err) == (ExitCode.FINDINGS, "")
    assert out.decode().count("138****0001") == 2 or form == "sarif"
    report = tmp_path / "report"
    assert review("check", folder, "--format", form, "-o", report)[0] == ExitCode.FINDINGS
    assert report.stat().st_size > 100


def test_reports_name_such_a_file_so_that_it_can_be_opened(folder: Path) -> None:
    """JSON by its own escape, SARIF by the bytes of the name."""
    documents = json.loads(review("check", folder, "--format", "json")[1])["documents"]
    assert GBK in {os.fsencode(Path(one["path"]).name) for one in documents}
    results = json.loads(review("check", folder, "--format", "sarif")[1])["runs"][0]["results"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    assert any(unquote_to_bytes(uri).endswith(b"/" + GBK) for uri in uris)


@pytest.mark.parametrize("command", ["sheet", "check --sheet"])
def test_nobody_signs_for_a_name_that_is_no_text(folder: Path, command: str) -> None:
    """A sheet could not say which document it is of: rename it first."""
    code, _out, err = review(*command.split(), folder / os.fsdecode(GBK))
    assert code == ExitCode.USAGE
    assert "不是 UTF-8" in err
    assert not list(folder.glob("*.review.yaml"))


def test_reading_such_a_file(folder: Path) -> None:
    """``read`` shows its name, in words and in JSON."""
    path = folder / os.fsdecode(GBK)
    assert review("read", path)[0] == ExitCode.CLEAR
    assert os.fsencode(json.loads(review("read", path, "--format", "json")[1])["name"]) == GBK


@pytest.mark.parametrize("encoding", ["gbk", "big5", "ascii"])
def test_a_pipe_that_knows_few_characters(tmp_path: Path, encoding: str) -> None:
    """Text has escapes where there is no other way; JSON is whole in any encoding."""
    draft = tmp_path / "㐂𠮷🙂.txt"
    draft.write_text(LEAK, encoding="utf-8")
    code, out, err = review("check", draft, encoding=encoding)
    assert (code, err) == (ExitCode.FINDINGS, "")
    assert out.decode(encoding)
    out = review("check", draft, "--format", "json", encoding=encoding)[1]
    assert json.loads(out.decode(encoding))["documents"][0]["path"] == str(draft)


def test_a_name_cannot_forge_a_line(tmp_path: Path) -> None:
    """Neither a line end nor the colours of a terminal come through."""
    draft = tmp_path / "甲\n✓ 乙\x1b[32m.txt"
    try:
        draft.write_text(LEAK, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    for command in (["check"], ["read"], ["sheet", "--set", "author=丙"], ["check", "--sheet"], ["verify"]):
        _code, out, err = review(*command, draft)
        said = out.decode() + err
        assert said
        assert not [line for line in said.splitlines() if line.startswith("✓")], command
        assert "\x1b" not in said, command


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device on this system")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_no_room_for_the_report(tmp_path: Path, form: str) -> None:
    """A full disk is told as such, and is no verdict."""
    (tmp_path / "a.txt").write_text(LEAK, encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "review", "check", str(tmp_path), "--format", form], cwd=ROOT,
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env=os.environ | {"REVIEW_LANG": "zh_Hans"},
        )  # fmt: skip
    assert done.returncode == ExitCode.FAILED
    assert "文件无法写入" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="the shell closes the streams")
def test_closed_streams_change_no_verdict(tmp_path: Path) -> None:
    """A daemon may have none of the three; standard input is empty then, which is a gap."""
    draft = tmp_path / "a.txt"
    draft.write_text(LEAK, encoding="utf-8")
    for given, code in ((str(draft), ExitCode.FINDINGS), ("-", ExitCode.GAPS)):
        called = f'"{sys.executable}" -m review check "{given}" <&- >&- 2>&-'
        assert subprocess.run(["sh", "-c", called], cwd=ROOT, check=False).returncode == code


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_whoever_wants_no_colour_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """On a terminal too; without the variable there are colours."""
    pty = pytest.importorskip("pty")
    draft = tmp_path / "a.txt"
    draft.write_text(LEAK, encoding="utf-8")

    def shown() -> bytes:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "review", "check", str(draft)]
        subprocess.run(command, cwd=ROOT, stdout=theirs, stderr=subprocess.PIPE, check=False)
        os.close(theirs)
        out = os.read(ours, 100_000)
        os.close(ours)
        return out

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert b"\x1b[" in shown()
    monkeypatch.setenv(variable, value)
    assert b"\x1b[" not in shown()


def test_a_locale_without_unicode_stops_nothing(tmp_path: Path) -> None:
    """In the plain C locale, reports and errors come in escapes; the verdict is the same."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "REVIEW_LANG": "zh_Hans"}
    (tmp_path / "a.txt").write_text(LEAK, encoding="utf-8")
    for arguments, code in (("check a.txt", ExitCode.FINDINGS), ("check none.txt", ExitCode.USAGE)):
        done = subprocess.run(
            [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv.pop(1)); import cli; cli.main()",
             str(ROOT), *arguments.split()],
            cwd=tmp_path, env=os.environ | plain, capture_output=True, check=False, text=True,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
