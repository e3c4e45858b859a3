"""What a column's header says that the column holds."""

from __future__ import annotations

import re
from functools import lru_cache

from review.patterns import lazy
from review.recognizers.identifiers_labels import Label, label_of
from review.text.folding import fold_term

_SPACES = lazy(r"[\s　*＊（）()_]+")
_LOOSE_SPACE = lazy(r" (?![0-9A-Za-z])|(?<![0-9A-Za-z.]) ")
"""A space that parts no two English words."""

TYPES: tuple[tuple[str, str], ...] = (
    ("remark", (
        r"备注|情况说明|致贫原因|缘由|申请理由|申请原因|救助原因|困难原因|原因|家庭情况|困难情况|情况$|"
        r"说明|类别原因|事由|困难类型|备考|体检|背调|政审|remark|note")),
    ("disability", r"残疾类[别型]|残疾等级|残疾程度|残疾情况|残疾|障别|障碍类别"),
    ("health", (
        r"死因|病种|疾病|诊断|病情|患病|健康状况|身体状况|病名|医疗|主诉|孕|血型|检查结果|检测结果|疾患")),
    ("hardship", (
        r"贫困|低保类别|低保|特困|困难程度|困难等级|困境|认定档次|资助档次|救助类别|贫困类型|"
        r"家庭经济")),
    ("religion", r"宗教|信仰"),
    ("criminal", r"前科|犯罪记录|罪名|刑期|判决|服刑"),
    ("marriage", r"婚姻|婚育|计生|生育"),
    ("company_address", (
        r"(?:公司|营业|单位|企业|机构|注册|办公|经营|厂|店|学校|项目|建设|会议|办理|洽办|领取|施工|工作|生产|"
        r"加工|制造|仓储|仓库|厂商|铺|商户|商号|网点|场所|供应商|投标人|中标人|代理人?机构|主体|法人|组织|"
        r"社团|牌照|处所|单位主要|服务|标的|工程|医院|诊所|药房|院|考点|窗口|受理|报名|培训|站点|活动|办事)[处室]?(?:所在地?|详细|通讯|联系)?(?:地址|地点|场所|处所|位置)"
        r"|(?<!居住)(?<!出生)(?<!家庭)地点$|(?:office|company|business|registered|shop|premises|factory|site|store|work|school|firm|vendor)"
        r" address")),
    ("address", r"地址|住址|住所|居所|处所|户籍|家庭地址|现住|居住地|通讯处|address"),
    ("birth_date", r"出生日期|出生年月|出生|生日|birth|(?<![a-z])d\.?o\.?b(?![a-z])"),
    ("sex", r"^性别|^sex|gender"),
    ("age", r"年龄|周岁|^岁"),
    ("ethnicity", r"^民族"),
    ("relation", r"关系"),
    ("village", (
        r"村组|村名|所在村|行政村|^村|社区|乡镇|街道|镇村|村委|居委|^镇|^乡|籍贯|(?:村民|居民)小组|里邻|村里|^里别?$|^邻别?$")),
    ("income", r"年收入|月收入|家庭收入|工资|薪[资酬金]|存款|财产|资产|负债|债务|欠款|收入"),
    ("organisation", (
        r"公司名称|企业名称|单位名称|单位$|部门$|机构$|机构名称|供应商|投标人|中标人|采购人|学校名称|"
        r"学校|院系|组织名称|营利事业名称|工作单位|公司$|企业$|厂商|厂家|店名|铺名|商户|商号|字号|[店铺厂]名称|"
        r"(?:company|shop|firm|business|vendor|supplier|school|organi[sz]ation|employer)(?: name)?$")),
    ("date", r"日期|时间|年月|年度"),
    ("name", (
        r"姓名|名字|户主|申请人|持证人|负责人|代表人|代理人|管理人|清算人|被保险人|受送达人|车主|"
        r"联系人|监护人|当事人|受益人|义务人|被处罚人|学生|学员|"
        r"投诉人|举报人|信访人|来访人|上访人|反映人|承租人|受害人|被害人|嫌疑人|被告人|死者|家属|"
        r"员工|职工|患者|家长|户名|收款人|领款人|领取人|受助人|权利人|产权人|被征收人|承包人|成员|考生|人选|拟录用|录用人员|签字|签名|配偶|父亲|"
        r"母亲|子女|经办人|承办人|校长|院长|主任|法人$|name")),
    ("people", (
        r"人员|领导|带班|值班|带队|组长|队长|选手|专家|代表|教师|导师|医生|干部|党员|"
        r"嘉宾|评委|委员|主持|记录人|责任人|对接人")),
)  # fmt: skip
_PATTERNS = tuple((kind, lazy(pattern, re.IGNORECASE)) for kind, pattern in TYPES)
_NOT_NAME = lazy(
    r"公司名称|项目名称|单位名称|文件名|人数|名称$|户数|数$|"
    r"(?:file|project|product|item|course|book|brand|event|scheme|team|hotel|street) ?name$",
    re.IGNORECASE,
)
_ROLE_NAME = lazy(r"(?:车主|负责人|代表人|户主|所有人|义务人|受处分人|当事人)(?:名称|姓名)?$")
_SENTENCE = frozenset("，。；！？“”")
_SHORT_LABEL = 2
"""手机, 电话: too short to count inside a header, only at its end."""
_MOST_DIGITS = 3
_LONGEST = 40


@lru_cache(maxsize=4096)
def heading_form(header: str) -> str:
    """A header as words are looked for in it: folded, without stars and brackets, English words parted."""
    parted = _SPACES.sub(" ", fold_term(header)).strip(" .:")
    return _LOOSE_SPACE.sub("", parted)[-_LONGEST:]


def column_label(header: str) -> Label:
    """The identifier that a header announces."""
    return label_of(heading_form(header))


@lru_cache(maxsize=4096)
def column_type(header: str) -> str:
    """Kind of identifier or content that a header announces; empty if none.

    Identifiers come first (联系人电话 is a phone), then the table above in its order.
    """
    folded = heading_form(header)
    if not folded:
        return ""
    if _ROLE_NAME.search(folded):
        return "name"
    if "名称" not in folded and folded.endswith(("姓名", "人", "名")) and _typed(folded) == "name":
        return "name"
    label = label_of(folded)
    if label.kind and label.word != "联系人" and (label.direct or len(label.word) > _SHORT_LABEL):
        return label.kind
    kind = _typed(folded)
    if kind == "name" and _NOT_NAME.search(folded):
        return "organisation" if "名称" in folded else ""
    return kind


def column_types(headers: dict[int, str]) -> dict[int, str]:
    """The kind of every column that has one; beside a firm's name an address is the firm's, not a home."""
    types = {column: kind for column, text in headers.items() if (kind := column_type(text))}
    if _of_firms(headers, types):
        for column, kind in types.items():
            if kind in _OF_FIRMS and not _PERSONS.search(heading_form(headers[column])):
                types[column] = _OF_FIRMS[kind]
    return types


_FIRM_KINDS = frozenset({"organisation", "uscc", "tw_company", "organisation_code"})
_FIRM = lazy(r"(?<![车辆])牌照|许可证|执照|营业|标案|得标|中标|[点口店馆所站院厂社部局校心地]名称$")
_PERSON_KINDS = frozenset({
    "name", "people", "resident_id", "tw_id", "hk_id", "mo_id", "student_id", "disability_id", "passport"
})  # fmt: skip
_ITS_PEOPLE = lazy(
    r"法定|法人|负责人|代表人|代理人|联系人|经办|检查人|执法人|监督人|经营者|contact", re.IGNORECASE
)
"""Who acts for a firm: a list of firms names them too."""
_SOMEBODY = lazy(r"[人者员户生主民]$")
_PERSONS = lazy(r"住址|家庭|户籍|居住|居所|病|患|身体|健康|residen|home", re.IGNORECASE)
_OF_FIRMS = {"address": "company_address", "health": "remark"}
"""检查结果 of a firm is nobody's health; it is read for single words like any remark."""


def _of_firms(headers: dict[int, str], types: dict[int, str]) -> bool:
    """Whether rows are about firms, shops, licences and none about a person but who acts for one."""
    forms = {column: heading_form(text) for column, text in headers.items()}
    firm = any(types.get(column) in _FIRM_KINDS or _FIRM.search(form) for column, form in forms.items())
    return firm and not any(
        (kind in _PERSON_KINDS or (kind not in _FIRM_KINDS and _SOMEBODY.search(form)))
        and not _ITS_PEOPLE.search(form)
        for form, kind in ((form, types.get(column, "")) for column, form in forms.items())
    )


def _typed(folded: str) -> str:
    for kind, pattern in _PATTERNS:
        if pattern.search(folded):
            return kind
    return ""


_PLAIN = lazy(
    r"序号|编号|号码|金额|数量|名称|人数|^no\.?$|年级|班级|专业|学院|职务|岗位|成绩|分数|名次|等级|面积|"
    r"单价|总价|类别|类型|结果|文号|备案|电话|^(?:总分|平均分?|座号|[班校年]?级?排名?|[班校]排)$",
    re.IGNORECASE,
)


_PLACE_NAME = lazy(
    r"(?!所|户|现|居|归|辖|管|各|本|该|村|镇|乡|申请|报名|服务|工作|登记|参保|常住)[\u4e00-\u9fff]{2,6}"
    r"(?:社区|街道|[村居]委会?|第?[0-9一二三四五六七八九十]+(?:村民|居民)小组)"
)
"""东风社区 stands in a list of communities; 所在社区 heads one."""


@lru_cache(maxsize=4096)
def header_words(cell: str) -> bool:
    """Whether a cell reads like a header."""
    folded = heading_form(cell)
    if (
        not folded
        or len(folded) > _LONGEST
        or not _SENTENCE.isdisjoint(folded)
        or sum(map(str.isdigit, folded)) > _MOST_DIGITS
        or _PLACE_NAME.fullmatch(folded)
    ):
        return False
    return bool(column_type(cell)) or _PLAIN.search(folded) is not None
