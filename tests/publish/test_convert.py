"""Old formats: converted by LibreOffice alone, in private, within a time; then redacted as any other."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING

import pytest

from review.errors import RefusedError, UsageError
from review.publish import convert as module
from review.publish.convert import convert
from review.publish.redact import redact
from review.readers import old_formats, read_bytes
from tests.builders.ooxml import docx
from tests.publish.playing import PHONE, SCANNER, decided

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RTF = rb"{\rtf1\ansi\ansicpg936\uc1 {\info{\author Zhang}}\u25163?\u26426? 138{\b 0013}8000\par {\v hidden words}end\par}"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program called soffice that does what the test writes into it, and a temporary folder of its own."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    work = tmp_path / "tmp"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    old_formats.program.cache_clear()
    yield program
    old_formats.program.cache_clear()


def write_program(path: Path, script: str) -> None:
    """An executable shell script; ``$out`` is where the converted file is expected."""
    path.write_text(
        f'#!/bin/sh\nout=$(dirname "${{@: -1}}")/out; mkdir -p "$out"\n{script}\n'.replace(
            "/bin/sh", "/bin/bash"
        )
    )
    path.chmod(0o755)


def test_the_converted_file_is_handed_over_and_nothing_is_left(office: Path, tmp_path: Path) -> None:
    """Its folder is ours alone while it lasts, with a profile of its own."""
    seen = tmp_path / "seen"
    script = f'echo "$@ $HOME" > {seen}; stat -c %a "$HOME" >> {seen}; echo -n made > "$out/in.docx"'
    write_program(office, script)
    assert convert(b"old", "doc", "a.DOCX") == (b"made", "docx")
    words = seen.read_text()
    for expected in ("UserInstallation=file://", "--headless", "\n700\n"):
        assert expected in words
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_program_that_hangs_is_killed_with_its_children(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time limit; nothing runs on, no folder stays."""
    monkeypatch.setattr(module, "_SECONDS", 0.5)
    pids = tmp_path / "pids"
    write_program(office, f"sleep 60 & echo $! $$ > {pids}; trap '' TERM; wait")
    with pytest.raises(RefusedError, match="could not convert"):
        convert(b"old", "xls", "a.xlsx")
    time.sleep(0.2)
    for pid in pids.read_text().split():
        state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
        assert state.stdout.strip()[:1] in ("", "Z")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_goes_wrong_is_said(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing made, not installed, the wrong ending; each with what to do."""
    write_program(office, "exit 1")
    with pytest.raises(RefusedError, match=r"could not convert.*save it as pptx"):
        convert(b"old", "ppt", "a.pptx")
    with pytest.raises(UsageError, match=r"becomes docx.*end with \.docx"):
        convert(b"old", "doc", "a.doc")
    monkeypatch.setattr(module, "program", lambda: None)
    with pytest.raises(RefusedError, match=r"not installed.*save it as docx"):
        convert(b"old", "rtf", "a.docx")


def test_the_whole_way(office: Path, tmp_path: Path) -> None:
    """What LibreOffice makes is cleaned and masked; the copy says where it comes from."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx(f"手机{PHONE}", "end"))
    write_program(office, f'cp {made} "$out/in.docx"')
    scan = SCANNER.scan_bytes(RTF, name="a.rtf")
    copy = redact(RTF, decided(scan), scan, SCANNER, name="b.docx")
    assert copy.converted == "rtf"
    assert PHONE not in read_bytes(copy.data, name="b.docx").text


def test_more_than_the_sheet_lists_is_refused(office: Path, tmp_path: Path) -> None:
    """The converter may show what our reader of the old format missed."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx(f"手机{PHONE}", "另13900139000"))
    write_program(office, f'cp {made} "$out/in.docx"')
    scan = SCANNER.scan_bytes(RTF, name="a.rtf")
    with pytest.raises(RefusedError, match="1 things that the sheet does not list"):
        redact(RTF, decided(scan), scan, SCANNER, name="b.docx")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_with_libreoffice_itself() -> None:
    """Rich text becomes a Word file without the number, the hidden words and the author."""
    scan = SCANNER.scan_bytes(RTF, name="a.rtf")
    copy = redact(RTF, decided(scan), scan, SCANNER, name="b.docx")
    text = read_bytes(copy.data, name="b.docx").text
    assert "手机" in text
    assert "end" in text
    for gone in (PHONE, "0013", "hidden words", "Zhang"):
        assert gone not in text
