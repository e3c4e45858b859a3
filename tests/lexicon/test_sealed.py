"""Sealed lexicons find what the plain ones find, and tell nobody what."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import DataError, ReviewError
from review.finding import Severity
from review.lexicon.key import AGENT_VARIABLE, FILE_VARIABLE, VARIABLE, sealed_key
from review.lexicon.rule import Rule
from review.lexicon.sealed import open_sealed, seal
from review.recognizers.sealed import SealedTerms
from review.recognizers.terms import Terms
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from review.finding import Match
    from review.recognizers.view import View

KEY = bytes(range(32))
TERMS = ("蓝隼行动", "星火", "Project Falcon", "三号工程")


def rule(*terms: str, **more: Any) -> Rule:
    """A rule of an organisation's own."""
    values = {"id": "own.names", "category": "secrecy.work", "severity": Severity.BLOCK, "talk": "found"}
    return Rule(terms=terms, **{**values, **more})


class Sealed:
    """A recognizer of one sealed lexicon alone."""

    name = "sealed"

    def __init__(self, data: bytes) -> None:
        self._terms = SealedTerms(open_sealed(data, KEY, "names.json"))

    def vocabulary(self) -> tuple[()]:
        return ()

    def find(self, view: View) -> Iterator[Match]:
        return self._terms.find(view)


def spans(recognizer: Any, text: str) -> list[tuple[int, int]]:
    """Where a recognizer finds something."""
    scan = Scanner(Settings(), recognizers=(recognizer,), combiners=()).scan_text(text)
    return sorted(o.span for f in scan.findings for o in f.occurrences)


SEALED = Sealed(seal("names", (rule(*TERMS),), KEY))
PLAIN = Terms(Settings(), rules=(rule(*TERMS, boundary="word"),))


@pytest.mark.parametrize(
    "text",
    [
        "關於藍隼行動的通知",
        "星火计划",
        "上海 Project Falcon 三号工程",
        "没有",
        "",
        "蓝隼行",
        "蓝\u200b隼行动",
    ],
)
def test_sealed_finds_what_plain_finds(text: str) -> None:
    """Both scripts, zero-width characters and short texts alike."""
    assert spans(SEALED, text) == spans(PLAIN, text)


@given(
    st.lists(st.sampled_from([*TERMS, "蓝隼", "行动", "的", "。", "A", "\n", "星"]), max_size=12).map("".join)
)
def test_sealed_equals_plain_on_random_texts(text: str) -> None:
    """Law: sealing changes who can read the list, not what it finds."""
    plain = Terms(Settings(), rules=(rule(*TERMS, boundary="anywhere"),))
    sealed = Sealed(seal("names", (rule(*TERMS, boundary="anywhere"),), KEY))
    assert spans(sealed, text) == spans(plain, text)


def test_the_file_holds_no_term_and_no_bare_hash() -> None:
    """Two sealings of one list share no hash: each has its own salt."""
    first, second = seal("names", (rule(*TERMS),), KEY), seal("names", (rule(*TERMS),), KEY)
    assert not any(term.encode() in first for term in TERMS)
    hashes = [json.loads(data)["rules"][0]["buckets"][0]["hashes"] for data in (first, second)]
    assert hashes[0] != hashes[1]


def test_a_hit_shows_the_rule_and_not_the_term() -> None:
    """Neither preview nor evidence holds the term."""
    scan = Scanner(Settings(), recognizers=(SEALED,), combiners=()).scan_text("关于蓝隼行动的通知")
    (finding,) = scan.findings
    shown = f"{finding.occurrences[0].preview} {finding.evidence}"
    assert "own.names" in shown
    assert "蓝隼" not in shown


def test_a_wrong_key_is_refused() -> None:
    """Never a silent no-match."""
    with pytest.raises(DataError) as caught:
        open_sealed(seal("names", (rule(*TERMS),), KEY), bytes(32), "names.json")
    assert caught.value.where == "names.json"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(format="sealed/9"),
        lambda d: d.update(extra=1),
        lambda d: d.update(salt="AAAA"),
        lambda d: d.update(salt="?"),
        lambda d: d.pop("check"),
        lambda d: d["rules"][0]["buckets"][0].update(hashes="AAAA"),
        lambda d: d["rules"][0]["buckets"][0].update(filter=""),
        lambda d: d["rules"][0]["buckets"][0].update(length=0),
        lambda d: d["rules"][0].update(category="politics"),
        lambda d: d["rules"][0].update(severity="deadly"),
    ],
)
def test_a_damaged_file_is_refused(change: Any) -> None:
    """Every field is checked before a single text is scanned."""
    body = json.loads(seal("names", (rule(*TERMS),), KEY))
    change(body)
    with pytest.raises(DataError):
        open_sealed(json.dumps(body).encode(), KEY, "names.json")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"format": "sealed/1", "format": "sealed/1"}', b"[" * 100_000]
)
def test_what_is_no_sealed_file_is_refused(data: bytes) -> None:
    """One sentence, no stack."""
    with pytest.raises(DataError):
        open_sealed(data, KEY, "names.json")


def test_a_rule_with_context_cannot_be_sealed() -> None:
    """Its other words would lie open, or be lost."""
    with pytest.raises(DataError):
        seal("names", (rule("蓝隼行动", near=("计划",)),), KEY)


def test_the_key_comes_from_the_environment_or_a_private_file(tmp_path: Path) -> None:
    """A file that others can read is refused."""
    path = tmp_path / "key"
    path.write_text(KEY.hex(), encoding="ascii")
    path.chmod(0o600)
    assert sealed_key("x", {VARIABLE: KEY.hex()}) == KEY
    assert sealed_key("x", {FILE_VARIABLE: str(path)}) == KEY
    path.chmod(0o644)
    with pytest.raises(DataError):
        sealed_key("x", {FILE_VARIABLE: str(path)})


@pytest.mark.parametrize(
    "environ", [{}, {VARIABLE: "abc"}, {FILE_VARIABLE: "/nonexistent"}, {AGENT_VARIABLE: "me"}]
)
def test_no_key_is_an_error_with_a_remedy(environ: dict[str, str]) -> None:
    """Who has no key learns how to give one, and the scan does not run without."""
    with pytest.raises(ReviewError) as caught:
        sealed_key("names.json", environ)
    assert caught.value.remedy


def test_a_scan_without_the_key_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon that cannot be opened is not an empty lexicon."""
    for name in (VARIABLE, FILE_VARIABLE, AGENT_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "names.json"
    path.write_bytes(seal("names", (rule(*TERMS),), KEY))
    with pytest.raises(DataError):
        Terms(Settings(lexicons=(path,)))
    monkeypatch.setenv(VARIABLE, KEY.hex())
    assert spans(Terms(Settings(lexicons=(path,))), "蓝隼行动") == [(0, 4)]


@pytest.mark.skipif(
    not (shutil.which("ssh-agent") and shutil.which("ssh-add")), reason="needs ssh-agent and ssh-add"
)
def test_the_key_comes_from_the_ssh_agent(tmp_path: Path) -> None:
    """The same Ed25519 key gives the same 32 bytes each time; another gives others or none."""
    address = tmp_path / "s"
    agent = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(address)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        environ = {"SSH_AUTH_SOCK": str(address), "PATH": os.environ["PATH"], AGENT_VARIABLE: "sealed@desk"}
        for kind, comment in (("ed25519", "sealed@desk"), ("ecdsa", "other@desk")):
            path = tmp_path / kind
            subprocess.run(
                ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", comment, "-f", str(path)], check=True
            )
            subprocess.run(["ssh-add", str(path)], env=environ, check=True, capture_output=True)
        first = sealed_key("x", environ)
        assert len(first) == len(KEY)
        assert sealed_key("x", environ) == first
        with pytest.raises(DataError):
            sealed_key("x", {**environ, AGENT_VARIABLE: "other@desk"})
        with pytest.raises(DataError):
            sealed_key("x", {**environ, AGENT_VARIABLE: "nobody@desk"})
    finally:
        agent.terminate()
        agent.wait(timeout=10)
