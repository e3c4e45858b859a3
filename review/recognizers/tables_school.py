"""Marks and ranks of pupils: which columns of a table hold them, and how a line tells them.

未成年人学校保护规定 (2021) 10: a school lets pupil and parents know them, and does not publish them. Who is
examined for a post or a degree is no pupil: those lists have no 语文 beside another subject of school.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.patterns import lazy
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Mapping

BASIS = ("未成年人学校保护规定 第十条", "个人信息保护法 第二十八条")
_CHINESE = "语文|国文|国语|中文"
_OTHERS = "数学|英语|英文|外语|物理|化学|生物|道法|道德与法治|政治|历史|地理|科学|自然|社会|常识|体育"
_MARK = r"[0-9]{1,3}(?:\.[0-9])?"
_HEADER = lazy(rf"(?P<chinese>{_CHINESE})(?:成绩|分数)?|(?:{_OTHERS})(?:成绩|分数)?")
_SUM = lazy(r"总分|总成绩|平均分?|名次|排名|[班年校全]级?[名排][次名]|[班校]排|等第")
_CELL = lazy(rf"{_MARK}分?|[A-Ea-e][+-]?|[甲乙丙丁]|缺考|不及格")
IN_LINE = lazy(
    rf"(?:{_CHINESE})[：: ]{{0,2}}{_MARK}分?[、，,；; \t\u3000]{{0,3}}(?:{_OTHERS})[：: ]{{0,2}}{_MARK}"
    rf"|(?:{_OTHERS})[：: ]{{0,2}}{_MARK}分?[、，,；; \t\u3000]{{0,3}}(?:{_CHINESE}|英文)[：: ]{{0,2}}{_MARK}"
)


def mark_columns(headers: Mapping[int, str]) -> frozenset[int]:
    """Columns with marks: 语文 and another subject of school, then sums and ranks as well."""
    folded = {column: "".join(fold_term(text).split()) for column, text in headers.items()}
    subjects = {column: found for column, text in folded.items() if (found := _HEADER.fullmatch(text))}
    if len(subjects) < 2 or not any(found["chinese"] for found in subjects.values()):  # noqa: PLR2004 - 语文 and another
        return frozenset()
    return frozenset(subjects) | {column for column, text in folded.items() if _SUM.fullmatch(text)}


def is_mark(text: str) -> bool:
    """Whether a cell holds a mark, a grade or a rank; a timetable's names of teachers are none."""
    return _CELL.fullmatch(text.strip()) is not None
