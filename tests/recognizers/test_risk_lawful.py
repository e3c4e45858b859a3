"""What a publication names by law is not asked of the risk model; one column more and it is."""

from __future__ import annotations

import pytest

from review.document import plain_document
from review.recognizers.risk_lawful import Lawful
from review.recognizers.risk_spoken import Spoken
from review.recognizers.view import Settings
from review.scanner import Scanner

SCANNER = Scanner()
TITLE = "东风镇2026年第三季度低保对象公示\n"
ROWS = (
    "序号\t户主姓名\t家庭人口\t保障类别\t月保障金额（元）\t村组{head}\n"
    "1\t王桂兰\t1\tA类\t620\t三组{one}\n"
    "2\t李福生\t3\tB类\t1350\t一组{two}"
)
LIST = ROWS.format(head="", one="", two="")


def lawful(text: str, publication: str = "") -> list[str]:
    """The lawful stretches of a text."""
    view = SCANNER.view(plain_document(text, name="t", sha256=""))
    return [view.text[a:b] for a, b in Lawful(Settings(publication=publication)).tables(view)]


@pytest.mark.parametrize("title", [TITLE, "東風鎮2026年第三季度低保對象公示\n"])
def test_the_fields_that_the_law_allows(title: str) -> None:
    """社会救助暂行办法 11: name, class and sum are published."""
    assert lawful(title + LIST) == [LIST]


def test_the_sheet_may_name_the_kind_of_publication() -> None:
    """The document itself need not."""
    assert not lawful("名单\n" + LIST)
    assert lawful("名单\n" + LIST, "低保公示")


@pytest.mark.parametrize(
    "more",
    [
        ("\t备注", "\t尿毒症", "\t"),
        ("\t住址", "\t柳树村12号", "\t柳树村15号"),
        ("\t爱好", "\t下棋", "\t"),
        ("\t等级", "\t妻子常年卧床，儿子在外地打工多年不归", "\t"),
    ],
)
def test_one_column_more_and_the_model_is_asked(more: tuple[str, str, str]) -> None:
    """A remark, a home, a column nobody knows, sentences below a harmless header."""
    assert not lawful(TITLE + ROWS.format(head=more[0], one=more[1], two=more[2]))


def test_only_what_is_of_persons_is_said() -> None:
    """A lawful table says nothing of secrets, and nothing of the text below it."""
    spoken = Spoken([], [(0, 100)])
    assert set(spoken.says(0, 100)) == {"personal", "sensitive_personal"}
    assert not spoken.says(80, 200)
