"""Notes of the drafter that something must not go out: 此段发文时删, 不写入正式答疑, 请勿对外透露.

Such a note stays in by mistake, and with it what it speaks of: the whole sentence is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.patterns import lazy
from review.recognizers.context import Context
from review.recognizers.risk_law import LAWS
from review.recognizers.risk_passages import preview_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.view import Settings, View

_OUT = (
    r"(?:发文|发出|发布|公开|公布|公示|公告|刊[出登发]|上网|挂网|上传|印发|见报|登报|推送|付印|定稿|外发|"
    r"对外|发表|播出|张贴|寄出)"
)
_FINAL = r"(?:正式|公[开示]|见报|对外|外发|挂网|上网)(?:文|文稿|稿|版本?|件|文件|文本|发文|答[疑复])"
_SELF = (
    r"[此本该这](?:一)?(?:段|条|句|项|行|列|栏|处|数|表|页|节|点|部分|内容|意见|情况)"
    r"(?:内容|文字|话|数据|信息)?"
)
_STRIKE = r"(?:删(?![节减改繁])|去掉|隐去|略去|拿掉|撤下|抽掉|划掉)"
_PLEASE = r"(?:请|务请|须|需|要|应|务必|一定|记得|先){0,2}"
_NOT = r"(?:不|勿|别|不要)"
_NOTES = lazy(
    rf"{_OUT}(?:网站|出去|出来|之|以|的)?(?:时|前|时候)[^，,。；;\n()（）]{{0,8}}?{_STRIKE}"
    rf"|{_FINAL}[中里]?{_PLEASE}(?:{_STRIKE}|不(?:写|列|放|体现|出现))"
    rf"|{_SELF}{_PLEASE}{_NOT}(?:写[入进]|列入|"
    r"(?:对外|公开|公布|发布|发出|刊[出登发]|上网|挂网|外传){1,2}(?![^，,。；;)）\s了]))"
    rf"|{_NOT}(?:写|列|放)[入进到](?:正式|公开|公示|见报|对外)"
    r"|(?:勿|不要|别)(?:(?:事先|提前|预先|事前|过早|擅自|再|先)?(?:[对向]外|向[^，,。；;\n]{1,8}?)?"
    r"(?:透露|泄露|披露|外传|外泄|声张)|[对向]外(?:讲|说|公布|公开|宣布|发布|扩散))"
    r"|[仅只][供限](?:于)?(?:评审|评标|评委|评卷|命题|考务|监考|主考|班子|编辑|审稿|校对)"
)
_HOOKS = (
    *"删勿", "去掉", "隐去", "略去", "拿掉", "撤下", "抽掉", "划掉", "不写", "不列", "不体现", "不出现",
    "不对外", "不公开", "不公布", "不发布", "不上网", "不挂网", "不外传", "不刊", "不放", "不发出", "别发",
    "别刊", "别对外", "别外传", "别公开", "不要", "仅供", "只供", "仅限", "只限",
)  # fmt: skip
_GUIDANCE = lazy(
    r"应当|个人信息|个人隐私|隐私|敏感|涉密|密级|规定|填写|示例|模板|格式|验证码|密码|银行卡|账号|诈骗|谣|陌生|短信|"
    r"病毒|违反|依法|不得少于|样品|样机|退还|投标人"
)
"""Words of a sentence that teaches how to publish, or what to tell nobody: no note on this very text."""
_REACH = 40
_ALONE, _LONGEST = 24, 300
_LAW = LAWS["process"]
_WHAT = marked("a note that this is not to go out")


class Struck:
    """Sentences that their own author meant to take out, or nobody to be told of."""

    name = "struck"

    def __init__(self, _settings: Settings) -> None:
        """Alike under every setting."""

    def vocabulary(self) -> Iterator[tuple[str, None]]:
        """The verbs of such notes."""
        for word in _HOOKS:
            yield word, None

    def find(self, view: View) -> Iterator[Match]:
        """Each sentence once, however many notes it holds."""
        done, context = 0, Context(view)
        for hit in sorted(view.hits_of(self.name)):
            if hit.start < done:
                continue
            low = max(hit.start - _REACH, view.text.rfind("\n", 0, hit.start) + 1)
            note = next(
                (n for n in _NOTES.finditer(view.text, low, hit.end + _REACH) if n.end() >= hit.end), None
            )
            if note is None or context.quoted(*note.span()) or context.normative(*note.span()):
                continue
            start, end = _said_of(view, *note.span())
            if _GUIDANCE.search(view.text, start, end) is None:
                yield self._match(view, (start, end))
            done = end

    def _match(self, view: View, span: tuple[int, int]) -> Match:
        start, end = view.span(*span)
        return Match(
            rule="process.struck", category=_LAW.category, severity=Severity.DISCRETION,
            confidence=Confidence.HIGH, start=start, end=end, basis=_LAW.basis,
            preview=preview_of(view.document, start, end),
            evidence=(Evidence(kind="rule", detail=_WHAT),),
        )  # fmt: skip


def _said_of(view: View, start: int, end: int) -> tuple[int, int]:
    """The sentence of a note, and where it says little else also the one before it in the line."""
    text = view.text
    first, last = _trimmed(text, *view.sentence(start, end))
    if last - first < _ALONE and text[first - 1 : first] not in {"", "\n", "\t"}:
        first, _ = _trimmed(text, *view.sentence(first - 1, first))
    return max(first, start - _LONGEST), min(last, end + _LONGEST)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
