"""The grammar of secrecy marks, on folded text with all blanks taken out.

Sources: 国家秘密文件、资料和其他物品标志的规定 (1990), 保守国家秘密法实施条例 21, GB/T 9704-2012 7.2,
中央企业商业秘密保护暂行规定 13–15. A mark is a level, perhaps a separator, perhaps a term; around it
stand brackets, the copy number before and the urgency behind.
"""

from __future__ import annotations

from review.patterns import lazy

LEVEL = "绝对机密|高度机密|极机密|绝密|机密|秘密|限阅"
COMMERCIAL = "核心商密|普通商密|核心商业秘密|普通商业秘密"
STAR = "[★☆✩✪✫✬✭✮✯⭐🌟※▲△◆◇●✱✲✳✴✶✷❋❊]"
_SEPARATOR = f"(?:{STAR}|[*＊·•・‧∙⋅.．:：_—－–|/-]{{1,2}})"
_NOISE = r"[^\s\d年月日〇零一二两三四五六七八九十百是为的和与或及等在有不为、，。；：（()）]"
"""What a scanner makes of the star (机密女10年): any character that could not stand there in a sentence."""
DIGITS = "0-9oOlI|〇○零一二两三四五六七八九十百"
_NUMBER = f"[{DIGITS}]{{1,4}}"
_DATE = (
    f"[{DIGITS}]{{2,5}}年(?:[{DIGITS}]{{1,3}}月(?:[{DIGITS}]{{1,3}}[日号])?)?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_CONDITION = "[^，。；：、（）()【】★☆]{2,12}?(?:前|后|时|之日|结束|解密)"
TERM = f"(?:长期|永久|{_DATE}|{_NUMBER}(?:年|个月|月|个工作日|天|日)(?:以上|以内)?)"
_COPY = r"(?:(?:份号|编号|No\.?|№|NO\.?|第)?[:：]?\d{1,8}(?:号|份)?|(?:份号|编号)[:：])"
URGENCY = "(?:特提|特急|加急|平急|急件|紧急)"
_OPEN, _CLOSED = r"[（(【\[〔〖<＜「『{]", r"[）)】\]〕〗>＞」』}]"

_NAMES = f"(?P<level>{LEVEL})|(?P<trade>{COMMERCIAL})"
MARK = (
    f"(?:{_NAMES})(?:级|件)?"
    f"(?:(?P<star>{_SEPARATOR})(?P<term>{TERM}|{_CONDITION})?|(?P<bare>{TERM}|启用前|公布前|解密前|使用前)"
    f"|(?P<noise>{_NOISE})(?P<noisy>{TERM}|启用前))?"
)
ALONE = lazy(
    f"(?:{_COPY})?(?:密级|密等|保密等级)?[:：]?{_OPEN}{{0,2}}{MARK}{_CLOSED}{{0,2}}"
    f"(?:文件|资料|材料|档案|文档|公文|传真|电报)?{_CLOSED}{{0,2}}[!！]?(?:{_COPY})?{_OPEN}?{URGENCY}?{_CLOSED}?"
    f"(?:{_COPY}|第\\d+页(?:共\\d+页)?|[-—]?\\d+[-—]?)?"
)
"""A whole line or cell that is a mark."""
_GAP = r"[ \t\u3000]{0,6}"
STARRED = lazy(
    f"(?:{_NAMES}){_GAP}(?:级)?{_GAP}(?P<star>{STAR}){_GAP}(?P<term>{TERM}|{_CONDITION}(?=[（(）)】”」\\s，。]|$))?"
)
"""A mark with its star, wherever it stands."""
TERMED = lazy(f"(?:{_NAMES}){_GAP}(?:级)?{_GAP}(?P<star>[*＊·•]){_GAP}(?P<term>{TERM})")
LAST_BLANKS = " \t\n\u3000\u00a0\u2002\u2003\u2009"
"""Blanks before the last character of a level, for the automaton: a regular expression costs far more."""
MISUSED = lazy(
    r"(?:工作秘密|工作机密|商业秘密|商业机密|(?<!核心)(?<!普通)商密|内部(?:资料|文件|事项)?|敏感(?:信息)?|个人隐私)"
    r"(?:级)?[ \t\u3000]*$"
)
TELEGRAM = lazy(r"密电(?:发)?[ \t\u3000]*[〔\[（(【［]?[ \t\u3000]*(?:19|20)\d\d")
DECLASSIFY = lazy(
    r"(?:本件|本文|本案|本函|附件|主件|本文件|本资料)[^\n。；;]{0,24}?"
    r"(?:解密|注销密等|免密|解除机密|变更密等|列为普通件)|工作完成或会议终了时解密"
)
NAMED = lazy(
    f"(?:^|[\\s_\\-—–－+,，、.．()（）【】\\[\\]〔〕「」『』《》#&])"
    f"(?P<mark>(?P<level>{LEVEL}|密件)(?:级|件)?(?:[★☆*＊·•_-]?{TERM}|[★☆])?)"
    f"(?:文件|资料|材料|档案|版)?(?=$|[\\s_\\-—–－+,，、.．()（）【】\\[\\]〔〕「」『』《》#&★☆])"
)
"""A level as one of the words of a file name or property."""
OPEN, CLOSED = "（(【[〔〖", "）)】]〕〗"
NUMBERING = lazy(r"^[\s\u3000]{0,20}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?[\s\u3000]{0,4}){0,2}")
"""一、 or （1） before a passage."""
SAID = lazy(rf"(?:定|确定|核定)?(?:为|是|系)[“「]?(?P<level>{LEVEL})(?:级)?")
"""The value of a field in a sentence: 密级为机密."""
_PAPER = "文件|文稿|文|件|函|报告|资料|材料|通知|方案|项目|纪要|名单|数据|公文|批复|案|简报|专报|电报|稿"
_IS = r"(?:已|拟)?(?:属于?|为|系|是|[定列划]为|确定为|核定为)[“「]?$"
_ENDS = r"(?=[，,。；;、\s）)]|$)"
DECLARED = (
    lazy(rf"(?:[此本](?:{_PAPER})|(?P<annex>附件[一二三四五六七八九十\d]*))(?:内容|全文|密级)?{_IS}"),
    lazy(rf"[级件]?[”」]?的?(?:国家秘密|国家机密|文件|资料|材料|公文|事项|信息|档案|件)?{_ENDS}"),
)
"""What stands before and behind a level that a paper gives itself in a sentence: 此件为机密级国家秘密."""
DECIDED = (
    lazy(_IS),
    lazy(rf"级?(?:国家秘密)?[，,、；; ]{{0,2}}(?:保密)?期限(?:为|是|[：:])?(?P<term>{TERM})"),
)
"""A level with its term, whatever it is given to: 定为秘密级，保密期限五年."""
KEPT = (
    lazy(r"(?:^|[^\u4e00-\u9fff]|[此本](?:件|文件))请?(?:一律)?按照?[“「]?$"),
    lazy(rf"级?[”」]?(?:文件|件|资料)?(?:管理|保管|处理|对待){_ENDS}"),
)
"""请按机密级管理."""
_REQUESTS = (
    "注意保存|注意保管|注意保密|妥善保管|不得外传|严禁外传|请勿外传|禁止外传|"
    "严禁复制|不得复制|会后收回|阅后[退收销]"
)
REQUESTED = (
    lazy(r"(?:^|[^\u4e00-\u9fff])$"),
    lazy(rf"[级件]?(?:文件|资料|材料|件)[\s，,；;！!]{{0,3}}请?(?:{_REQUESTS})"),
)
"""机密文件 不得外传, at the beginning of a line."""
MARGIN = lazy(
    f"(?:(?:{LEVEL})(?:级|件)?(?:文件|资料|材料|档案|文档|公文|传真)|(?<![\u4e00-\u9fff])(?:{LEVEL})(?:级|件)?"
    "|(?:绝密|机密))(?=$|[^\u4e00-\u9fff]|第|共)"
)
"""A level in a header or footer, where company names and page numbers stand beside it."""

_CHINESE = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
            "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip


def number(text: str) -> int | None:
    """The number that digits of either kind write, as a scanner may have read them (1O is 10)."""
    plain = text.translate(str.maketrans("oOlI|", "00111"))
    if plain.isdigit() and plain.isascii():
        return int(plain)
    if all(c in _CHINESE for c in plain):
        return int("".join(str(_CHINESE[c]) for c in plain))
    total, unit = 0, 0
    for c in plain:
        if c in _CHINESE:
            unit = _CHINESE[c]
        elif c in "十百":
            total += (unit or 1) * (10 if c == "十" else 100)
            unit = 0
        else:
            return None
    return total + unit
