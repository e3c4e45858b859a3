"""``review gate``, ``sign`` and ``verify``: how they are called, and how they end."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.signoff.case import outcome_name
from tests.builders.office import DRAFT, NAME, POLICY, desk, signers_file
from tests.builders.repository import CHECKOUT, Repository, make_repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """A policy on disk and a draft with its sheet; nobody has signed."""
    one = make_repository(tmp_path, monkeypatch, capsys)
    one.write("review.yaml", POLICY.encode())
    one.write("allowed_signers", signers_file())
    one.write(NAME, DRAFT)
    one.write(NAME + ".review.yaml", desk().sheet)
    return one


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("gate",), "say what to check"),
        (("gate", "--staged", "--range", "A..B"), "say what to check"),
        (("gate", "--staged", NAME), "say what to check"),
        (("gate", "--policy-ref", "HEAD", NAME), "this option does not fit"),
        (("gate", "--policy", "review.yaml", "--staged"), "this option does not fit"),
        (("gate", "--range", "HEAD"), "this is no range"),
        (("gate", "--range", "nowhere..HEAD"), "there is no such commit"),
        (("gate", "none.txt"), "there is no such file"),
        (("gate", "--policy", "review.yaml", "/etc/hostname"), "outside the folder of the policy"),
        (("verify", "none.txt"), "there is no such file"),
        (("sign", NAME + ".review.yaml", "--as", "reviewer", "--key", "none"), "the key cannot be read"),
    ],
)
def test_wrong_usage_is_one_line(repository: Repository, arguments: tuple[str, ...], sentence: str) -> None:
    """Exit code 2, and never that of a verdict."""
    done = repository.review(*arguments)
    assert done.code == 2, done.text
    assert sentence in done.text
    assert len(done.text.splitlines()) == 1


def test_files_on_disk(repository: Repository) -> None:
    """A file, its sheet or the folder: the same verdict."""
    for path in (NAME, NAME + ".review.yaml", "."):
        done = repository.review("gate", path)
        assert done.code == 12, done.text
        assert "nobody has signed off" in done.text
    assert repository.review("verify", NAME).code == 12


def test_a_sheet_that_cannot_be_read_holds_the_draft(repository: Repository) -> None:
    """Whoever asks, it is refused, with the place in the file."""
    sheet = NAME + ".review.yaml"
    repository.write(sheet, b"x: [\n")
    for command in (("verify", NAME), ("gate", NAME), ("sign", sheet, "--as", "reviewer", "--key", "none")):
        done = repository.review(*command)
        assert done.code == 12, done.text
        assert f"the review sheet cannot be read: {sheet}:" in done.text


def test_a_named_file_is_checked_in_scope_or_not(repository: Repository) -> None:
    """Whoever names a file wants to know about it."""
    repository.write("draft.bin", b"x")
    assert repository.review("gate", "draft.bin").code == 12
    repository.write("sub/draft.bin", b"x")
    assert "no document in scope" in repository.review("gate", "sub").text


def test_a_link_is_refused(repository: Repository) -> None:
    """What it points to may be anything."""
    (repository.top / "链接.txt").symlink_to(NAME)
    assert "this is a link" in repository.review("gate", "链接.txt").text


def test_without_policy_the_gate_refuses(repository: Repository) -> None:
    """No default opens it."""
    (repository.top / "review.yaml").unlink()
    done = repository.review("gate", NAME)
    assert done.code == 12
    assert "there is no review.yaml" in done.text


def test_a_policy_with_a_typo_is_no_verdict(repository: Repository) -> None:
    """Exit code 1, the place in the file, and nobody is released."""
    repository.write("review.yaml", POLICY.encode() + b"threshhold: block\n")
    done = repository.review("gate", NAME)
    assert done.code == 1
    assert "review.yaml: threshhold: unknown key" in done.text


def test_a_first_commit_with_documents_is_refused(repository: Repository) -> None:
    """The policy comes first, on its own."""
    repository.git("add", "--all")
    done = repository.review("gate", "--staged")
    assert done.code == 12
    assert "there is no review.yaml at the commit before the first" in done.text
    repository.git("rm", "--cached", "--quiet", NAME, NAME + ".review.yaml")
    assert repository.review("gate", "--staged").code == 0


def test_nothing_in_scope(repository: Repository) -> None:
    """Other files pass without a word in quiet mode."""
    repository.commit("review.yaml", "allowed_signers")
    repository.write("src/code.py", b"x")
    repository.git("add", "src")
    assert "no document in scope is touched" in repository.review("gate", "--staged").text
    assert repository.review("gate", "--staged", "--quiet").text == ""


def test_many_documents_one_line_each(repository: Repository) -> None:
    """Whoever is refused knows each file that is to blame."""
    repository.commit("review.yaml", "allowed_signers")
    for number in range(5):
        repository.write(f"公开/{number}.txt", b"x")
    repository.git("add", "--all")
    done = repository.review("gate", "--staged")
    assert done.text.count("REFUSED") == 6
    assert "6 of 6 may not go out" in done.text


def test_verify_shows_the_chain(repository: Repository) -> None:
    """Who signed as what, and what is missing."""
    half = desk().signed("li@office", "department_head")
    half = replace(half, now=dt.datetime.now(dt.UTC), bundle=b"").signed("li@office", "department_head")
    repository.write(NAME + ".signoff.jsonl", half.bundle)
    done = repository.review("verify", NAME)
    assert done.code == 12
    assert "1. " in done.text
    assert "department_head (head of the drafting department)  李四 (li@office)  publish" in done.text
    assert "reviewer (secrecy review body) has not signed yet" in done.text
    assert "王五" in done.text


def test_an_outcome_is_said_in_words() -> None:
    """One that this program does not know stands as it was signed."""
    assert outcome_name("publish_redacted") == "publish with parts left out"
    assert outcome_name("later") == "later"


def test_help_does_not_load_cryptography(repository: Repository) -> None:
    """The gate starts fast; heavy things come when a signature is there to verify."""
    code = "import sys; import review.commands.gate, review.commands.sign; print('cryptography' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"], repository.top
