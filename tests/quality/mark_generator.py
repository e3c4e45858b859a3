"""Marks of every kind put into published documents in every place, and forms that are no marks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEVELS = ("绝密", "机密", "秘密")
LEVELS_HANT = ("絕密", "機密", "秘密", "祕密", "極機密", "絕對機密", "高度機密")
TERMS = ("1年", "3年", "10年", "6个月", "长期", "2029年12月31日", "20年", "5年", "18个月", "30年")
_CHINESE = ("一年", "三年", "十年", "六个月", "长期", "二十年", "五年")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NOISE = "女妇大太禾文k"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way of writing a mark."""

    name: str
    write: Callable[[random.Random], str]


def _plain(rng: random.Random) -> str:
    return f"{rng.choice(LEVELS)}★{rng.choice(TERMS)}"


FORMS: tuple[Form, ...] = (
    Form(name="star and term", write=_plain),
    Form(name="star without term", write=lambda r: f"{r.choice(LEVELS)}★"),
    Form(name="level alone", write=lambda r: r.choice(LEVELS)),
    Form(name="level word", write=lambda r: f"{r.choice(LEVELS)}级"),
    Form(
        name="brackets",
        write=lambda r: r.choice(("【{}】", "（{}）", "[{}]", "〔{}〕")).format(r.choice(LEVELS)),
    ),
    Form(name="letter spaced", write=lambda r: r.choice((" ", "\u3000", "  ")).join(_plain(r))),
    Form(name="full width", write=lambda r: f"{r.choice(LEVELS)}★{r.choice(TERMS)}".translate(_WIDE)),
    Form(name="other separator", write=lambda r: f"{r.choice(LEVELS)}{r.choice('☆*＊·•')}{r.choice(TERMS)}"),
    Form(name="Chinese numerals", write=lambda r: f"{r.choice(LEVELS)}★{r.choice(_CHINESE)}"),
    Form(name="traditional", write=lambda r: r.choice(LEVELS_HANT)),
    Form(
        name="traditional with star",
        write=lambda r: f"{r.choice(LEVELS_HANT[:4])}★{r.choice(('1年', '6個月', '長期'))}",
    ),
    Form(
        name="scanner noise",
        write=lambda r: f"{r.choice(LEVELS)}{r.choice(_NOISE)}{r.choice(('1年', '10年', '20年', '长期'))}",
    ),
    Form(
        name="scanner digits",
        write=lambda r: f"{r.choice(LEVELS)}★{r.choice(('1O年', 'l年', '2O年', 'I0年'))}",
    ),
    Form(
        name="copy number and urgency",
        write=lambda r: f"{r.randint(1, 999999):06d} {_plain(r)} {r.choice(('特急', '加急'))}",
    ),
    Form(
        name="condition", write=lambda r: f"{r.choice(LEVELS)}★{r.choice(('启用前', '公布前', '会议开始前'))}"
    ),
    Form(name="field", write=lambda r: f"密级：{_plain(r)}"),
    Form(name="vertical", write=lambda r: "\n".join(_plain(r))),
)

Place = tuple[str, "Callable[[str, str, str], Document]"]


def _text(name: str, text: str) -> Document:
    builder = DocumentBuilder(name=name, sha256="", media="txt")
    builder.add(text, BlockKind.TEXT, Location())
    return builder.build()


def _lines(text: str) -> list[str]:
    return text.split("\n")


def at_top(mark: str, name: str, text: str) -> Document:
    """First line."""
    return _text(name, f"{mark}\n{text}")


def after_title(mark: str, name: str, text: str) -> Document:
    """On the line below the title."""
    title, *rest = _lines(text)
    return _text(name, "\n".join([title or name, mark, *rest]))


def at_end(mark: str, name: str, text: str) -> Document:
    """Last line."""
    return _text(name, f"{text.rstrip()}\n\n{mark}\n")


def _with_block(mark: str, name: str, text: str, *, kind: BlockKind, part: str, seen: Visibility) -> Document:
    builder = DocumentBuilder(name=name, sha256="", media="docx")
    for line in _lines(text)[:40]:
        builder.add(line, BlockKind.PARAGRAPH, Location())
    builder.add(mark, kind, Location(part=part), seen)
    return builder.build()


def in_header(mark: str, name: str, text: str) -> Document:
    """In the page header."""
    return _with_block(mark, name, text, kind=BlockKind.HEADER, part="header", seen=Visibility.VISIBLE)


def in_footer(mark: str, name: str, text: str) -> Document:
    """In the page footer."""
    return _with_block(mark, name, text, kind=BlockKind.FOOTER, part="footer", seen=Visibility.VISIBLE)


def in_textbox(mark: str, name: str, text: str) -> Document:
    """In a text box."""
    return _with_block(mark, name, text, kind=BlockKind.TEXTBOX, part="textbox", seen=Visibility.VISIBLE)


def in_property(mark: str, name: str, text: str) -> Document:
    """In a property such as the keywords."""
    return _with_block(mark, name, text, kind=BlockKind.PROPERTY, part="property", seen=Visibility.METADATA)


def in_file_name(mark: str, name: str, text: str) -> Document:
    """In the file name, before or behind the title."""
    stem = f"（{mark}）{name}.docx" if len(mark) % 2 else f"{name}_{mark}.docx"
    return _with_block(stem, name, text, kind=BlockKind.FILE_NAME, part="file_name", seen=Visibility.METADATA)


PLACES: tuple[Place, ...] = (
    ("top", at_top), ("after the title", after_title), ("end", at_end), ("header", in_header),
    ("footer", in_footer), ("text box", in_textbox), ("property", in_property),
)  # fmt: skip
NAME_FORMS = tuple(
    f
    for f in FORMS
    if f.name
    in {"star and term", "star without term", "level alone", "level word", "traditional", "full width"}
)

NO_MARKS: tuple[str, ...] = (
    "（此件公开发布）", "（此件主动公开）", "信息公开选项：主动公开", "公开属性：主动公开", "密级：无",
    "密级：", "密级：公开", "密级：非密", "密级：×",
    "密级：——", "密　级：____", "是否涉密：否", "保密期限：/", "涉密状态：非涉密",
    "密等及解密條件或保密期限：", "密等及解密條件或保密期限：普通",
    "密等及解密條件或保密期限：普通件", "□机密 □秘密 ■普通", "密级：□绝密 □机密 □秘密 ☑无",
    "密级：机密□ 秘密□ 普通☑", "紧急程度：/", "速別：普通件",
    "各单位应当做好保密工作，不得泄露国家秘密。", "涉及绝密、机密、秘密级国家秘密的，按照有关规定执行。",
    "保障数据的机密性、完整性、可用性。",
    "请修改手机密码后登录。", "拒绝密切接触来历不明人员。", "这是自然界的奥秘密布之处。",
    "按规定标注“机密★1年”等字样的文件不得公开。",
    "属于国家秘密：0件", "本项目无密级，属非涉密项目。", "签订保密协议，遵守保密义务。",
    "市人大常委会办公室关于商业秘密保护的议案",
    "定密责任人应当接受培训。", "机密计算技术研讨会", "公开的秘密", "解开生命的秘密",
    "秘密花园景区开放公告", "绝密飞行（影片）将于周末放映",
)  # fmt: skip


def cases(
    documents: list[tuple[str, str]], *, seed: int = 20240501
) -> Iterator[tuple[str, str, str, Document]]:
    """(form, place, mark, document) for every document: one form in one place each, all pairs in turn."""
    rng = random.Random(seed)
    pairs = [
        (form, place)
        for form in FORMS
        for place in PLACES
        if not (form.name == "vertical" and place[0] == "property")
    ]
    pairs += [(form, ("file name", in_file_name)) for form in NAME_FORMS]
    for i, (name, text) in enumerate(documents):
        form, (place, put) = pairs[i % len(pairs)]
        mark = form.write(rng)
        yield form.name, place, mark, put(mark, name, text)
