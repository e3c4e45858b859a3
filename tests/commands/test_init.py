"""``review init``: a repository is set up, and nothing in it is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.policy import load_policy
from review.signoff.keys import load_signers
from tests.builders.repository import Repository, make_repository

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("review.yaml", "allowed_signers", ".gitattributes", ".git/hooks/pre-commit", ".git/hooks/pre-push")


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """An empty repository."""
    return make_repository(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("jurisdiction", ["cn", "tw", "hk", "mo"])
def test_what_it_writes_can_be_read(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, language: str, jurisdiction: str
) -> None:
    """The policy and the keys load as they stand, in each language."""
    monkeypatch.setenv("REVIEW_LANG", language)
    key = repository.key("li")
    done = repository.review(
        "init", "--jurisdiction", jurisdiction, "--signer", "李 “四”", "reviewer", "li@office", f"{key}.pub"
    )
    assert done.code == 0, done.text
    policy = load_policy((repository.top / "review.yaml").read_bytes())
    assert policy.jurisdiction == jurisdiction
    assert policy.people[0].name == "李 “四”"
    (signer,) = load_signers((repository.top / "allowed_signers").read_bytes(), "f")
    assert signer.principals == ("li@office",)
    assert all((repository.top / name).stat().st_mode & 0o111 for name in FILES[3:])


def test_nothing_is_overwritten(repository: Repository) -> None:
    """What is there stays, and a person is told which lines are missing."""
    for name in FILES:
        repository.write(name, b"mine\n")
    done = repository.review("init")
    assert done.code == 0
    assert all((repository.top / name).read_bytes() == b"mine\n" for name in FILES)
    assert done.text.count("kept as it is") == len(FILES)
    assert "run gate --staged" in done.text
    assert "*.review.yaml -text" in done.text


def test_twice_is_as_good_as_once(repository: Repository) -> None:
    """Running it again changes nothing."""
    repository.review("init")
    before = [(repository.top / name).read_bytes() for name in FILES]
    assert repository.review("init").code == 0
    assert [(repository.top / name).read_bytes() for name in FILES] == before


def test_without_people_it_says_so(repository: Repository) -> None:
    """The next steps come in order."""
    done = repository.review("init")
    assert "Add people to review.yaml" in done.text
    assert load_policy((repository.top / "review.yaml").read_bytes()).people == ()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--signer", "A", "reviewer", "two words", "k.pub"), 2),
        (("--signer", "A", "reviewer", "a@x", "none.pub"), 2),
        (("--signer", "A", "reviwer", "a@x", "KEY"), 2),
        (("--jurisdiction", "xx"), 2),
    ],
)
def test_bad_arguments_write_nothing(repository: Repository, arguments: tuple[str, ...], code: int) -> None:
    """First everything is checked, then written."""
    key = f"{repository.key('k')}.pub"
    done = repository.review("init", *(key if a == "KEY" else a for a in arguments))
    assert done.code == code, done.text
    assert not any((repository.top / name).exists() for name in FILES)


def test_outside_a_repository(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hooks need git; without hooks any folder will do."""
    place = tmp_path / "plain"
    place.mkdir()
    monkeypatch.chdir(place)
    assert repository.review("init").code == 2
    assert repository.review("init", "--no-hooks").code == 0
    assert (place / "review.yaml").exists()


def test_the_pre_push_hook(repository: Repository, tmp_path: Path) -> None:
    """A push is stopped by a document without sign-off, even if it was committed past the hook."""
    repository.review("init", "--scope", "公开/**")
    repository.commit("review.yaml", "allowed_signers", ".gitattributes")
    remote = tmp_path / "remote.git"
    repository.git("init", "--quiet", "--bare", str(remote))
    repository.git("remote", "add", "origin", str(remote))
    assert repository.git("push", "origin", "main", check=False).code == 0
    repository.write("公开/a.txt", b"x\n")
    repository.commit(".", hooks=False)
    stopped = repository.git("push", "origin", "main", check=False)
    assert stopped.code != 0
    assert "there is no review sheet" in stopped.text
    repository.git("checkout", "--quiet", "-b", "other")
    assert repository.git("push", "origin", "other", check=False).code != 0
    repository.git("rm", "--quiet", "公开/a.txt")
    repository.commit(".")
    assert repository.git("push", "origin", "other", check=False).code == 0
