"""A file that hangs, crashes or eats memory costs itself and nothing else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from review.readers import read_bytes, read_here
from review.readers.isolation import Isolation, read_isolated
from review.readers.source import Limits
from review.readers.wire import encode
from tests.builders.ooxml import Tab, docx, table, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and time are POSIX")


@pytest.fixture
def isolation() -> Iterator[Isolation]:
    """A child process that is ended after the test."""
    isolation = Isolation()
    yield isolation
    isolation.close()


def big() -> bytes:
    """A sheet that takes a while."""
    row = "".join(f"<c><v>{n}</v></c>" for n in range(50))
    return xlsx(Tab(name="表", raw="".join(f"<row><c><v>{n}</v></c>{row}</row>" for n in range(20_000))))


@pytest.mark.parametrize(
    "data", [docx("文", table([["甲", "乙"]])), xlsx(Tab(name="表", rows=[["甲", 1]])), b"PK\x05\x06"]
)
def test_a_child_reads_as_we_do(isolation: Isolation, data: bytes) -> None:
    """What comes back from the child is what reading here gives."""
    assert isolation.read(data, name="x") == read_here(data, name="x")


def test_one_child_reads_many_files(isolation: Isolation) -> None:
    """The child is kept from file to file."""
    isolation.read(docx("一"), name="x")
    first = isolation._child
    assert "二" in isolation.read(docx("二"), name="x").text
    assert isolation._child is first


def test_a_killed_child_is_a_gap_and_replaced(isolation: Isolation) -> None:
    """The file after a crash is read by a new child."""
    isolation.read(docx("一"), name="x")
    child = isolation._child
    assert child is not None
    assert child.stdin is not None
    child.kill()
    child.wait()
    assert isolation.read(docx("二"), name="x").gaps == ()


@posix
def test_a_file_that_takes_too_long_is_stopped(isolation: Isolation) -> None:
    """Processor time and wall time are bounded; the file is a gap, the next one is read."""
    data = big()
    begun = time.monotonic()
    doc = isolation.read(data, name="x.xlsx", limits=Limits(seconds=0.05))
    assert [g.code for g in doc.gaps] == ["timeout"]
    assert time.monotonic() - begun < 5
    assert isolation.read(docx("二"), name="x").gaps == ()


@posix
def test_a_file_that_eats_memory_is_stopped(isolation: Isolation) -> None:
    """Memory is bounded; the file is a gap."""
    doc = isolation.read(big(), name="x.xlsx", limits=Limits(memory_bytes=80 * 2**20))
    assert [g.code for g in doc.gaps] == ["reader_failed"]


def test_an_answer_about_another_file_is_refused(
    isolation: Isolation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that speaks of other bytes than it was given is not believed."""
    other = encode(read_here(docx("别的"), name="x"))
    monkeypatch.setattr("review.readers.isolation._ask", lambda *_args: other)
    assert [g.code for g in isolation.read(docx("文"), name="x").gaps] == ["reader_failed"]


def test_an_answer_beyond_the_limit_is_refused(isolation: Isolation) -> None:
    """What a child hands over is bounded."""
    doc = isolation.read(docx("文" * 10_000), name="x", limits=Limits(output_bytes=5_000))
    assert [g.code for g in doc.gaps] == ["too_large"]
    assert doc.text == ""


def test_plain_text_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text file needs no child: that keeps a cold start short."""
    monkeypatch.setattr("subprocess.Popen", None)
    assert read_bytes("正文".encode(), name="a.txt").text.startswith("正文")


def test_a_path_is_read(tmp_path: Path) -> None:
    """``read_isolated`` reads one file and names it."""
    file = tmp_path / "草稿.docx"
    file.write_bytes(docx("文"))
    doc = read_isolated(file)
    assert doc.name == "草稿.docx"
    assert "文" in doc.text
