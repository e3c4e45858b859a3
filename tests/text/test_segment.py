"""Segmentation: jieba's own cuts, from a dictionary that is ready at once and silent."""

from __future__ import annotations

import subprocess
import sys
import warnings

import pytest

from review.text.segment import _TOTAL, Segmenter, _TrieDictionary

SENTENCES = [
    "请不要把手机密码告诉他人，拒绝密切接触者入内",
    "极机密文书应当由专人保管",
    "国家机密文件不得外传",
    "青石镇人民政府关于2026年农村危房改造补助对象的公示",
    "",
]


@pytest.fixture(scope="module")
def jieba_itself(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """All of jieba with its whole dictionary, its cache in a private folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


@pytest.mark.parametrize("sentence", SENTENCES)
def test_cuts_are_jiebas(sentence: str, jieba_itself) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The trie gives the cuts that the full dictionary gives."""
    assert list(Segmenter().words(sentence)) == list(jieba_itself.cut(sentence))


def test_dictionary_is_jiebas(jieba_itself) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The shipped trie holds every word and prefix of jieba's dictionary with its frequency."""
    trie = _TrieDictionary(())
    assert jieba_itself.total == _TOTAL
    wrong = [word for word, count in jieba_itself.FREQ.items() if trie.get(word) != count]
    assert not wrong


def test_own_words_hold_together() -> None:
    """A word of one's own is cut as one."""
    assert "临江书远" in Segmenter(["临江书远"]).words("由临江书远承办")


def test_segmenting_is_silent_and_leaves_no_cache(tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Nothing on stderr, nothing in the temporary folder."""
    code = "from review.text.segment import Segmenter; print(Segmenter().words('手机密码'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []
