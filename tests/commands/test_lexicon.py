"""``review lexicon``: check, list, explain, try and seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from review.commands.lexicon import command
from review.errors import DataError, ExitCode, UsageError
from review.lexicon.key import VARIABLE
from review.lexicon.sealed import open_sealed

if TYPE_CHECKING:
    from pathlib import Path

OWN = """format: lexicon/1
id: own
jurisdiction: cn
rules:
- {id: own.falcon, title: 蓝隼, terms: [蓝隼行动], category: secrecy.work, severity: block, examples: [关于蓝隼行动的通知], negative_examples: [蓝色的隼]}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a policy."""
    monkeypatch.chdir(tmp_path)


def run(*arguments: object) -> Result:
    """The command's result; its errors are raised as the program would see them."""
    result = CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result


def own(folder: Path, text: str = OWN) -> Path:
    """A lexicon of one's own."""
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_check_runs_the_examples_of_what_ships() -> None:
    """A fresh installation checks itself."""
    result = run("check")
    assert result.return_value == ExitCode.CLEAR
    assert "0 wrong examples" in result.output


def test_check_names_the_example_that_fails(tmp_path: Path) -> None:
    """A rule that misses its own example, or finds its negative one, is named."""
    result = run(
        "check", own(tmp_path, OWN.replace("关于蓝隼行动的通知", "别的").replace("蓝色的隼", "蓝隼行动"))
    )
    assert result.return_value == ExitCode.FAILED
    assert "own.falcon: examples[0]" in result.output
    assert "own.falcon: negative_examples[0]" in result.output


def test_check_refuses_a_bad_file(tmp_path: Path) -> None:
    """File, rule and key."""
    with pytest.raises(DataError) as caught:
        run("check", own(tmp_path, OWN.replace("severity: block", "severity: bad")))
    assert caught.value.where.endswith("own.yaml: rules[0].severity")


def test_own_rules_of_the_policy_are_looked_at(tmp_path: Path) -> None:
    """``review.yaml`` in the folder names them."""
    own(tmp_path)
    (tmp_path / "review.yaml").write_text(
        "format: policy/1\njurisdiction: cn\nlexicons: [own.yaml]\n", encoding="utf-8"
    )
    assert "own.falcon" in run("list", "own").output
    assert "蓝隼行动" in run("explain", "own.falcon").output


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("cn.work.keep", "内部资料 注意保存"),
        ("內部資料 注意保存", "cn.work.keep"),
        ("mark.cn.state", "state secret mark"),
        ("極機密", "rank 2 of 3"),
        ("机密", "rank 2 of 3"),
        ("personal.mobile", "docs/personal-data.md"),
        ("personal.mobile", "only with consent"),
        ("model.risk.process", "docs/model.md"),
        ("hidden.comment", "docs/copies.md"),
    ],
)
def test_explain(word: str, said: str) -> None:
    """A rule by its id, a term in either script, a mark, a level, a rule that is no term."""
    assert said in run("explain", word).output


def test_explain_something_unknown() -> None:
    """One sentence and what to do."""
    for word in ("没有这样的词语吧", "personal", "personal."):
        with pytest.raises(UsageError) as caught:
            run("explain", word)
        assert caught.value.remedy


def test_list_shows_rules_and_marks() -> None:
    """Rules of files and of the grammar; a prefix picks some."""
    output = run("list").output
    assert "cn.work.keep" in output
    assert "mark.tw.state" in output
    assert "cn.work.keep" not in run("list", "system.").output


def test_try_says_what_a_rule_would_hit(tmp_path: Path) -> None:
    """Before a new rule annoys anybody."""
    documents = tmp_path / "published"
    documents.mkdir()
    (documents / "a.txt").write_text("关于蓝隼行动的通知", encoding="utf-8")
    (documents / "b.txt").write_text("别的通知", encoding="utf-8")
    output = run("try", own(tmp_path), documents).output
    assert "2 documents" in output
    assert "own.falcon: 1 hits" in output
    assert "a.txt" in output


def test_try_without_documents(tmp_path: Path) -> None:
    """A folder that is not there."""
    with pytest.raises(UsageError):
        run("try", own(tmp_path), tmp_path / "none")


def test_seal_writes_what_opens_with_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And never writes over a file."""
    monkeypatch.setenv(VARIABLE, "11" * 32)
    sealed = tmp_path / "own.json"
    run("seal", own(tmp_path), "-o", sealed)
    assert "蓝隼".encode() not in sealed.read_bytes()
    assert (
        open_sealed(sealed.read_bytes(), bytes.fromhex("11" * 32), "own.json").rules[0].rule.id
        == "own.falcon"
    )
    with pytest.raises(UsageError):
        run("seal", own(tmp_path), "-o", sealed)
    with pytest.raises(UsageError):
        run("seal", own(tmp_path), "-o", tmp_path / "own.txt")


def test_a_list_of_nothing_says_so() -> None:
    """Not an empty screen."""
    assert "cn.work" in run("list", "cn.work").output
    with pytest.raises(UsageError, match="no rule begins like this"):
        run("list", "无此")
