"""Commands for one file: the same line for a folder, a missing file, two files and standard input."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

import click
import pytest
from click.testing import CliRunner

from review.commands.one_file import OneFile, OneFileCommand
from review.commands.paths import documents, typed
from review.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

ONE_FILE = [
    ("sheet",), ("decide",), ("sign", "--as", "reviewer", "--key", "k"), ("verify",), ("redact", "-o", "o.txt"),
    ("annotate", "-o", "o.docx"), ("form", "-o", "o.docx"), ("read",), ("model", "evaluate"),
]  # fmt: skip
"""Every command that takes one file, with what else it needs."""
OTHERS = [
    ("check", "a.txt", "--policy"), ("check", "a.txt", "--output"), ("sheet", "a.txt", "--earlier"),
    ("redact", "a.txt", "-o"), ("annotate", "a.txt", "-o"), ("form", "a.txt", "-o"), ("sign", "a.txt", "--key"),
    ("lexicon", "check"), ("lexicon", "try"), ("lexicon", "seal"), ("model", "train", "--extra"),
    ("model", "feedback"), ("gate", "a.txt", "--policy"),
]  # fmt: skip
"""Other places where one file is wanted."""


def refused(*arguments: str) -> UsageError:
    """What the command says."""
    name, *rest = arguments
    command = cast("click.Command", import_module(f"review.commands.{name}").command)
    error = CliRunner().invoke(command, rest).exception
    assert isinstance(error, UsageError), error
    return error


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("无事。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("无事。\n", encoding="utf-8")
    (tmp_path / "甲 乙").mkdir()


@pytest.mark.parametrize("arguments", [*ONE_FILE, *OTHERS], ids=" ".join)
@pytest.mark.parametrize("folder", [".", "甲 乙"])
def test_a_folder(arguments: tuple[str, ...], folder: str) -> None:
    """The same words everywhere, and what to do instead."""
    error = refused(*arguments, folder)
    assert error.what == "this is a folder; one file is wanted"
    assert error.where == folder
    assert error.remedy.startswith("name ")
    assert "{" not in error.remedy


@pytest.mark.parametrize("arguments", ONE_FILE, ids=" ".join)
def test_a_file_that_is_not_there(arguments: tuple[str, ...]) -> None:
    """A name that fell apart at a blank is what mostly happens; a name may be too long for the disk."""
    for name in ("公示", "长" * 200):
        error = refused(*arguments, name, "名单.xlsx")
        assert (error.what, error.where) == ("there is no such file", name)
        assert "quotes" in error.remedy


@pytest.mark.parametrize("arguments", ONE_FILE, ids=" ".join)
def test_two_files(arguments: tuple[str, ...]) -> None:
    """One at a time, and the names are said."""
    error = refused(*arguments, "a.txt", "b.txt")
    assert error.what == "this command takes one file at a time"
    assert error.where == "a.txt b.txt"
    assert error.remedy


def test_two_documents_have_two_sheets() -> None:
    """The call that makes both is there to copy."""
    assert refused("sheet", "a.txt", "b.txt").remedy.endswith("review check --sheet a.txt b.txt")


@pytest.mark.parametrize("arguments", [a for a in ONE_FILE if a != ("read",)], ids=" ".join)
def test_standard_input(arguments: tuple[str, ...]) -> None:
    """What is not a file has no sheet, no copy and no signature."""
    assert refused(*arguments, "-").what == "standard input cannot be used here"


def test_standard_input_is_checked_alone() -> None:
    """Not as a file called ``-``."""
    assert refused("check", "a.txt", "-").what == "standard input is checked on its own"


def test_a_sheet_stands_for_its_draft(tmp_path: Path) -> None:
    """A form can be printed when the draft is elsewhere."""
    (tmp_path / "c.txt.review.yaml").touch()
    assert OneFile().convert("c.txt", None, None).name == "c.txt"
    assert OneFile().convert("none.txt.review.yaml", None, None).name == "none.txt.review.yaml"


@pytest.mark.parametrize("given", ["", "长" * 200, "none"])
def test_what_is_not_there_is_not_the_folder_one_stands_in(given: str) -> None:
    """An empty variable of the shell must not check everything around."""
    with pytest.raises(UsageError, match="there is no such file"):
        documents([given])


@pytest.mark.parametrize(
    ("path", "shown"), [("公示/名单.xlsx", "公示/名单.xlsx"), ("名 单.txt", "'名 单.txt'"), ("a;b", "'a;b'")]
)
def test_a_path_to_copy(path: str, shown: str) -> None:
    """Chinese needs no quotes, blanks and signs of the shell do."""
    assert typed(path) == shown


@pytest.mark.parametrize("arguments", [("redact", "a.txt", "-o"), ("check", "a.txt", "-o")], ids=" ".join)
def test_a_copy_in_a_folder_that_is_not_there(arguments: tuple[str, ...]) -> None:
    """Said before anything is read, and not as a full disk."""
    assert refused(*arguments, "nowhere/b.txt").what == "there is no such folder"


def test_usage_of_others_is_as_ever() -> None:
    """One file is one file."""

    @click.command(cls=OneFileCommand)
    @click.argument("file", type=OneFile())
    def one(file: Path) -> None:
        click.echo(file.name)

    assert CliRunner().invoke(one, ["a.txt"]).output == "a.txt\n"


def test_a_copy_that_is_refused_names_the_file(tmp_path: Path) -> None:
    """A cut file: the part that is not understood is said, and whose it is."""
    broken = tmp_path / "半截.docx"
    broken.write_bytes(b"PK\x03\x04" + b"word/document.xml" * 9)
    command = cast("click.Command", import_module("review.commands.annotate").command)
    error = CliRunner().invoke(command, [str(broken), "-o", str(tmp_path / "copy.docx")]).exception
    assert isinstance(error, RefusedError), error
    assert error.where.startswith(str(broken))
    assert not (tmp_path / "copy.docx").exists()
