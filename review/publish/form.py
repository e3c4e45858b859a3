"""The printable 保密审查表 as rows of labelled boxes, filled in from a sheet and its sign-offs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.categories import CATEGORIES, SEVERITIES
from review.finding import Severity
from review.i18n import in_locale
from review.publish.form_words import word
from review.sheet.grounds import basis_of
from review.sheet.verdicts import REASONS, VERDICTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.sheet.record import Decision, Sheet
    from review.signoff.statement import SignOff

WIDTHS = (22, 28, 22, 28)
"""Columns of the first table, in hundredths of its width."""
ITEM_WIDTHS = (7, 15, 22, 12, 10, 20, 14)
_SEAL_LINES = 11
_TICKED, _BLANK = "■", "□"
"""As forms print them; every Chinese font has both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell: its text, how many columns it takes, whether it is a label."""

    text: str
    span: int = 1
    label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Boxes beside each other; ``lines`` is the least height in lines of text."""

    boxes: tuple[Box, ...]
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is printed: a title, a line under it, the form, the record of decisions, a page for seals."""

    language: str
    title: str
    under: str
    rows: tuple[Row, ...]
    items_title: str
    items: tuple[Row, ...]
    digests: tuple[Row, ...]
    foot: str
    seals_title: str
    seals: tuple[Row, ...]


def make_form(sheet: Sheet, sheet_sha256: str, signed: Iterable[SignOff], language: str) -> Form:
    """The form of a sheet; ``signed`` are sign-offs over this very sheet whose signatures were verified."""
    item = sheet.item

    def say(key: str) -> str:
        return word(key, language)

    rows = (
        *_item_rows(sheet, language),
        _wide(say("review"), _counts(sheet, language)),
        _wide(say("outcome"), _ticks(_OUTCOMES, sheet.outcome or "", language)),
        _wide(say("grounds"), _grounds(sheet, language), 2),
        _pair(say("third_party"), item.third_party, say("other_organ"), item.other_organ),
        _pair(say("author"), item.author, say("author_phone"), item.author_phone),
        *_stages(tuple(signed), language),
        _wide(say("referred_to"), item.referred_to),
        _pair(say("published_by"), "", say("published_at"), ""),
        _wide(say("published_url"), ""),
        _wide(say("remarks"), item.remarks),
    )
    return Form(
        language=language,
        title=say("title"),
        under=f"{say('number')}：{item.number or '　' * 8}　　{say('filled')}：{_filled(sheet) or '　' * 8}",
        rows=rows,
        items_title=say("items"),
        items=tuple(_items(sheet, language)),
        digests=tuple(_digests(sheet, sheet_sha256, language)),
        foot=say("kept"),
        seals_title=say("seals"),
        seals=tuple(_seal(say(key), language) for key in ("department_head", "reviewer", "leader")),
    )


def _item_rows(sheet: Sheet, language: str) -> Iterator[Row]:
    item = sheet.item

    def pair(one: str, other: str) -> Row:
        values = getattr(item, one), getattr(item, other)
        return _pair(word(one, language), values[0], word(other, language), values[1])

    yield pair("unit", "document_number")
    yield _wide(word("item_title", language), item.title or sheet.document.name)
    yield pair("index_number", "date")
    yield _wide(word("summary", language), item.summary, 2)
    mark = item.mark or word("none", language)
    yield _pair(word("source", language), item.source, word("mark", language), mark)
    yield _wide(word("openness", language), _ticks(_OUTCOMES[:4], item.openness, language))
    yield pair("channel", "audience")
    yield pair("planned_for", "column")
    yield _wide(word("touches", language), _touches(sheet, language))


def _pair(label: str, text: str, other_label: str, other: str) -> Row:
    return Row(
        boxes=(
            Box(text=label, label=True),
            Box(text=text),
            Box(text=other_label, label=True),
            Box(text=other),
        )
    )


def _wide(label: str, text: str, lines: int = 1) -> Row:
    return Row(boxes=(Box(text=label, label=True), Box(text=text, span=3)), lines=lines)


_OUTCOMES = ("publish", "on_request", "withhold", "publish_redacted", "refer")


def _ticks(keys: Iterable[str], chosen: str, language: str) -> str:
    return "　".join(f"{_TICKED if key == chosen else _BLANK}{word(key, language)}" for key in keys)


_TOUCHES = {
    "state_secret": ("secrecy.state",),
    "work_secret": ("secrecy.work", "internal", "process"),
    "trade_secret": ("secrecy.commercial",),
    "personal": ("personal",),
    "hidden": ("hidden",),
}


def _touches(sheet: Sheet, language: str) -> str:
    """What was found and is no false alarm; another organ's information where a person says so."""
    held = {
        f.category
        for f in sheet.findings
        if (decision := sheet.decision(f.id)) is None or decision.reason_code != "false_alarm"
    }
    ticked = {key for key, heads in _TOUCHES.items() if any(c.startswith(heads) for c in held)}
    if sheet.item.other_organ or any(d.reason_code == "other_organ" for d in sheet.decisions):
        ticked.add("others")
    words = [f"{_TICKED if key in ticked else _BLANK}{word(key, language)}" for key in (*_TOUCHES, "others")]
    return "\n".join(("　".join(words[:3]), "　".join(words[3:])))


def _counts(sheet: Sheet, language: str) -> str:
    verdicts = Counter(d.verdict.value for d in sheet.decisions)
    return word("counts", language).format(
        findings=len(sheet.findings),
        gaps=len(sheet.gaps),
        decided=len(sheet.decisions),
        **{verdict.value: verdicts[verdict.value] for verdict in Verdict},
    )


def _grounds(sheet: Sheet, language: str) -> str:
    """Reasons for what is not published, each once, with law and article."""
    codes = dict.fromkeys(
        d.reason_code
        for d in sheet.decisions
        if d.verdict in (Verdict.REDACT, Verdict.WITHHOLD, Verdict.REFER)
    )
    lines = (
        in_locale(REASONS[code].text, language)
        + (f"（{basis}）" if (basis := basis_of(code, sheet.scan.jurisdiction)) else "")
        for code in codes
    )
    return "；".join(lines) or word("none", language)


def _stages(signed: tuple[SignOff, ...], language: str) -> Iterator[Row]:
    for role in ("department_head", "reviewer", "leader", "principal"):
        lines = [_signature(one, language) for one in signed if one.role == role]
        yield _wide(word(role, language), "\n".join((*lines, word("sign", language))), 2)
    for one in signed:
        if one.role not in ("department_head", "reviewer", "leader", "principal"):
            yield _wide(one.role, _signature(one, language))


def _signature(one: SignOff, language: str) -> str:
    when = one.signed_at.astimezone().strftime("%Y-%m-%d %H:%M")
    outcome = word(one.outcome, language) if one.outcome in _OUTCOMES else one.outcome
    return f"{outcome}　{word('signed', language)}：{one.signer}　{when}"


def _digests(sheet: Sheet, sheet_sha256: str, language: str) -> Iterator[Row]:
    yield Row(boxes=(Box(text=word("digests", language), span=4, label=True),))
    yield _wide(word("document", language), f"{sheet.document.name}\n{sheet.document.sha256}")
    yield _wide(word("sheet", language), sheet_sha256)
    if sheet.released:
        yield _wide(word("released", language), f"{sheet.released.name}\n{sheet.released.sha256}")
        if sheet.released.removed:
            yield _wide(word("removed", language), _removed(sheet.released.removed, language))


def _removed(lines: tuple[str, ...], language: str) -> str:
    counted = (line.rpartition(": ") for line in lines)
    return "；".join(f"{_category(kind, language)} {count}" for kind, _colon, count in counted)


def _seal(who: str, language: str) -> Row:
    """A seal is put on the date."""
    label = Box(text=f"{who}\n{word('seal', language)}", label=True)
    return Row(boxes=(label, Box(text="　" * 17 + word("day", language), span=3)), lines=_SEAL_LINES)


def _filled(sheet: Sheet) -> str:
    return max((d.decided_at[:10] for d in sheet.decisions), default="")


def _items(sheet: Sheet, language: str) -> Iterator[Row]:
    heads = ("id", "what", "where", "severity", "verdict", "reason", "by")
    yield Row(boxes=tuple(Box(text=word(key, language), label=True) for key in heads))
    for finding in sheet.findings:
        more = "" if finding.count == 1 else f"（{finding.count}）"
        yield _item(
            (
                finding.id,
                _category(finding.category, language),
                finding.places[0] + more,
                in_locale(SEVERITIES[finding.severity], language),
            ),
            sheet.decision(finding.id),
            "／" if finding.severity is Severity.NOTICE else word("undecided", language),
            language,
        )
    for gap in sheet.gaps:
        words = (gap.id, word("gap", language), gap.place, gap.reason)
        yield _item(words, sheet.decision(gap.id), word("undecided", language), language)


def _item(words: tuple[str, str, str, str], decision: Decision | None, open_word: str, language: str) -> Row:
    verdict, reason, by = open_word, "", ""
    if decision is not None:
        verdict = in_locale(VERDICTS[decision.verdict][0], language)
        reason = in_locale(REASONS[decision.reason_code].text, language)
        reason += f"。{decision.note}" if decision.note else ""
        by = f"{decision.decided_by}\n{decision.decided_at[:10]}"
    return Row(boxes=tuple(Box(text=text) for text in (*words, verdict, reason, by)))


def _category(category: str, language: str) -> str:
    head = category
    while head and head not in CATEGORIES:
        head = head.rpartition(".")[0]
    return in_locale(CATEGORIES[head], language) if head else category
