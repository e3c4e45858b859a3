"""Whether a text talks about secrecy, and how it knows."""

from __future__ import annotations

import pytest

from review.document import plain_document
from review.recognizers.context import KINDS, Context
from tests.recognizers.scans import CN

ARTICLES = "某某规定\n第一条　为了工作。\n第二条　本规定适用于机关。\n第三条　机关应当努力。\n"


def talk(text: str, word: str) -> str:
    """What the context says of the first place of a word."""
    view = CN.view(plain_document(text, name="x", sha256=""))
    start = view.text.index(word)
    return Context(view).of(start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("《机密档案》上映", "机密", "title"),
        ("标有“机密”的文件", "机密", "quotation"),
        ("標有「機密」的文件", "机密", "quotation"),
        (f"{ARTICLES}机密文件由专人看管。", "机密", "statute"),
        ("第五条　机密文件由专人看管。", "机密", "statute"),
        ("泄露机密的人", "机密", "offence"),
        ("对机密事项予以保密", "机密", "duty"),
        ("机密级文件的标注方法", "机密", "procedure"),
        ("举办机密文件处理培训", "机密", "training"),
        ("本项目不涉及机密", "机密", "denial"),
        ("机密文件已送达", "机密", ""),
        ("“好”的机密文件", "机密", ""),
        ("泄露了。机密文件已送达", "机密", ""),
        ("培训结束\n机密文件已送达", "机密", ""),
        ("“没有右引号，机密文件已送达", "机密", ""),
    ],
)
def test_kind_of_talk(text: str, word: str, kind: str) -> None:
    """The sentence decides; another sentence or line does not."""
    assert talk(text, word) == kind
    assert kind in {"", *KINDS}
