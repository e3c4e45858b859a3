"""Names of those who hold a public office, told by the office beside the name, or in its row.

Who heads an office and how it is reached must be published (政府信息公开条例 第二十条第二项); judges and
officers sign what they decide. Such a name is a notice with its reason. Private details of the same person
(identity number, home, own mobile) are judged as anybody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence
from review.identifiers.kinds import PUBLIC
from review.patterns import lazy
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.document import Document
    from review.recognizers.tables_grid import Grid

RULE = "personal.name_official"
REASON = Evidence(kind="context", detail="official in office")
BASIS = PUBLIC
_SURE = (
    "局长|厅长|司长|署长|县长|市长|省长|州长|区长|镇长|乡长|处长|科长|股长|庭长|检察长|审判长|审判员|审判官|陪审员|"
    "书记员|书记官|法官|法官助理|检察官|检察员|检察事务官|民警|警官|警员|督察|执法人员|执法员|承办法官|承办人|立法委员|"
    "立委|县议员|市议员|里长|政务司长|行政长官|主任委员|总书记|党委书记|党组书记|县委书记|市委书记|省委书记|区委书记|"
    "镇党委书记|村支部书记|第一书记|支队长|大队长|总队长|巡视员|调研员|公证员|大使|领事|总理|国务委员|部长助理"
)
_OF_BODY = (
    "主任|书记|部长|院长|主席|委员|代表|秘书长|站长|所长|校长|参事|馆长|科员|队长|常委|主委|处座|组长|负责人"
)
_BODY = "局厅部委办院府会处所室科股队庭镇乡县市区省村国关署站党盟旗校"
"""What stands before an office that private bodies have as well: 市教育局办公室主任, 村委会主任."""
_OFFICE = rf"(?:(?:副|原|时任|代)?(?:{_SURE})|(?<=[{_BODY}])(?:第一|常务)?副?(?:{_OF_BODY}))"
_LEFT = lazy(rf"{_OFFICE}(?:[（(][^）)\n]{{1,12}}[）)])?[：: \u3000]{{0,3}}$")
_RIGHT = lazy(
    rf"(?:[ \u3000]?(?:{_SURE})(?![师的])|"
    rf"(?:同志)?(?:[，,（(]|[ \u3000]{{1,8}})[\u4e00-\u9fff]{{0,16}}?{_OFFICE}(?![\u4e00-\u9fff])|"
    rf"(?:同志)?(?:任|担任|出任|当选|为|的)[\u4e00-\u9fff]{{0,16}}?{_OFFICE})"
)
"""张三局长; 张三（市水利局局长）, with nobody named behind; 张三任市水利局局长."""
_BEFORE, _BEHIND = 24, 32
_ENDS = frozenset(word[-1] for word in f"{_SURE}|{_OF_BODY}".split("|"))
"""Last characters of offices: most names have none of them near, which is seen at once."""
_RIGHT_BEFORE = _ENDS | set("：: \u3000）)")
_LEFT_BEHIND = {word[0] for word in _SURE.split("|")} | set(" \u3000同，,（(任担出当为的")
"""What ``_RIGHT`` begins with."""
Span = tuple[int, int]
_DUTY = lazy(r"职务|职位|官职|职称职务|现任|岗位职务")
_HEAD = lazy(r"负责人|领导|局长|主任|书记|法官|承办|执法人员|值班|带班|联系人|主管|首长|分管|姓名")
_UNIT = lazy(r"单位|部门|机构|机关|科室|处室|乡镇|街道|局名")
_PUBLIC_BODY = lazy(
    r"(?:局|厅|委|办|政府|办公室|委员会|法院|检察院|街道|镇|乡|派出所|大队|支队|中队|管理处|服务中心|科|处|股|署|所|站)$"
)
_OFFICE_PHONE = lazy(r"办公电话|值班电话|公务电话|座机|洽公电话")
_CELL = lazy(
    rf"^(?:[\u4e00-\u9fff、，,]{{0,20}}?)(?:{_SURE}|{_OF_BODY}|副局|副主任|副书记|政委|教导员|指导员)$"
)


def in_office(text: str, names: Iterable[Span]) -> Iterator[Span]:
    """Those names of a folded text, given in order, that have a public office right beside them.

    A label with a colon holds for all names of the list behind it: 执法人员：张三、李四.
    """
    labelled, last = False, -1
    for start, end in names:
        listed = labelled and start == last + 1 and text[last] == "、"
        office = listed or _beside_office(text, start, end)
        labelled = listed or (office and text[start - 1 : start] in {"：", ":"})
        last = end
        if office:
            yield start, end


def _beside_office(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] in _RIGHT_BEFORE:
        before = text[max(start - _BEFORE, 0) : start]
        if not _ENDS.isdisjoint(before) and _LEFT.search(before.rpartition("\n")[2]):
            return True
    if text[end : end + 1] not in _LEFT_BEHIND:
        return False
    behind = text[end : end + _BEHIND]
    return not _ENDS.isdisjoint(behind) and _RIGHT.match(behind) is not None


def official_rows(grid: Grid, document: Document) -> frozenset[int]:
    """Rows of a table that name somebody in office: an office in a column of its own, or a list of heads.

    A list of heads has public bodies, one person for each, and the telephones of offices.
    """
    headers = {column: fold_term(text) for column, text in grid.headers.items()}
    duties = {c for c, text in headers.items() if _DUTY.search(text)}
    units = {c for c, text in headers.items() if _UNIT.search(text)}
    heads = any(_HEAD.search(text) for text in headers.values())
    phones = any(_OFFICE_PHONE.search(text) for text in headers.values())
    if not duties and not (units and heads and phones):
        return frozenset()
    return frozenset(_rows(grid, document, duties, units if heads and phones else set()))


def _rows(grid: Grid, document: Document, duties: set[int], units: set[int]) -> Iterable[int]:
    for row, column, _, text in grid.cells(document):
        if column in duties or column in units:
            folded = fold_term(text.strip())
            pattern = _CELL if column in duties else _PUBLIC_BODY
            if pattern.search(folded) and not folded.endswith(("公司", "医师")):
                yield row
