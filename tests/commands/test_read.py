"""``review read``: every block with its place, kind and visibility, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from review import i18n
from review.commands.read import KINDS, command
from review.document import BlockKind

if TYPE_CHECKING:
    from pathlib import Path


def test_every_kind_has_a_word() -> None:
    """A new kind of block needs one."""
    assert set(KINDS) == set(BlockKind)


def test_a_text_is_shown_in_words(tmp_path: Path) -> None:
    """Place, kind, text; the name of the file stands in the file's data."""
    i18n.use("zh_Hans")
    (tmp_path / "甲.txt").write_text("第一段\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "甲.txt")])
    assert result.output.splitlines() == ["正文第1段 (段落) 第一段", "文件名 [在文件数据中] (文件名) 甲.txt"]


def test_standard_input_is_read() -> None:
    """``-`` is no file here."""
    result = CliRunner().invoke(command, ["-"], input="第一段\n")
    assert "第一段" in result.output
