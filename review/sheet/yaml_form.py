"""The sheet's YAML form: laid out for people, read strictly, the same bytes for the same sheet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from review.finding import Confidence, Severity
from review.i18n import LOCALES, _, in_locale, marked
from review.sheet.types import (
    ITEM_FIELDS,
    Decision,
    FormerDecision,
    Item,
    Released,
    Sheet,
    SheetDocument,
    SheetFinding,
    SheetGap,
    SheetScan,
)
from review.sheet.verdicts import REASONS, VERDICTS, Outcome, Verdict
from review.strict import Record, load_yaml, read_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = "sheet/1"
DIGEST = re.compile(r"[0-9a-f]{64}")


def parse_sheet(data: bytes, where: str) -> Sheet:
    """The sheet in ``data``.

    Only the form is read here; ``review.sheet`` sees whether the parts agree.

    Raises:
        DataError: a key is unknown, missing, doubled or wrong, with its path in the file.
    """
    record = Record(load_yaml(data, where), where)
    record.choice("format", (FORMAT,))
    sheet = Sheet(
        document=_document(record.record("document")),
        item=_item(record.record("item")),
        scan=_scan(record.record("scan")),
        findings=read_all(record.records("findings"), _finding),
        gaps=read_all(record.records("gaps"), _gap),
        decisions=read_all(record.records("decisions"), _decision),
        not_holding=read_all(record.records("not_holding"), _former),
        released=_released(record) if "released" in record else None,
        outcome=_outcome(record),
    )
    record.done()
    return sheet


def _document(record: Record) -> SheetDocument:
    document = SheetDocument(
        name=record.text("name"),
        sha256=_digest(record),
        media=record.text("media"),
        characters=record.number("characters", most=1 << 40),
    )
    record.done()
    return document


def _digest(record: Record) -> str:
    value = record.text("sha256")
    if not DIGEST.fullmatch(value):
        raise record.error("sha256", _("must be a SHA-256 digest"), _("write the sheet again: review sheet"))
    return value


def _item(record: Record) -> Item:
    values = {name: _text_or_date(record, name) for name in ITEM_FIELDS if name != "openness"}
    openness = record.choice("openness", ("", *Outcome), "")
    record.done()
    return Item(openness=openness, **values)


def _text_or_date(record: Record, key: str) -> str:
    """A text; a date or number that a person wrote without quotes is taken as written."""
    value = record.take(key, object, "")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise record.error(key, _("must be text"), _("put it in quotation marks"))
    return str(value).strip()


def _scan(record: Record) -> SheetScan:
    values = {one.name: record.text(one.name) for one in fields(SheetScan) if one.name != "language"}
    scan = SheetScan(language=record.choice("language", LOCALES), **values)
    record.done()
    return scan


def _finding(record: Record) -> SheetFinding:
    return SheetFinding(
        id=record.text("id"),
        rule=record.text("rule"),
        category=record.text("category"),
        severity=Severity(record.choice("severity", Severity)),
        confidence=Confidence(record.choice("confidence", Confidence)),
        count=record.number("count", least=1),
        places=record.words("places"),
        preview=_text_or_date(record, "preview"),
        evidence=record.words("evidence", ()),
        basis=record.words("basis", ()),
    )


def _gap(record: Record) -> SheetGap:
    return SheetGap(
        id=record.text("id"),
        code=record.text("code"),
        place=record.text("place", ""),
        detail=_text_or_date(record, "detail"),
        reason=record.text("reason"),
        remedy=record.text("remedy"),
    )


def _decision(record: Record) -> Decision:
    return Decision(finding_id=record.text("id"), **_verdict(record))


def _former(record: Record) -> FormerDecision:
    return FormerDecision(
        rule=record.text("rule"),
        category=record.text("category", ""),
        place=record.text("place", ""),
        **_verdict(record),
    )


def _verdict(record: Record) -> dict[str, Any]:
    return {
        "verdict": Verdict(record.choice("verdict", Verdict)),
        "reason_code": record.choice("reason_code", REASONS),
        "note": _text_or_date(record, "note"),
        "decided_by": record.text("decided_by"),
        "decided_at": _time(record),
    }


def _time(record: Record) -> str:
    value = record.take("decided_at", object)
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise record.error(
            "decided_at",
            _("must be a time with its zone"),
            _("write it as {example}").format(example="2026-01-31T09:30:00+08:00"),
        )
    return value.isoformat()


def _released(record: Record) -> Released:
    inner = record.record("released")
    released = Released(
        name=inner.text("name"), sha256=_digest(inner), removed=inner.words("removed", ()),
        left_out=inner.words("left_out", ()), converted=inner.text("converted", ""),
    )  # fmt: skip
    inner.done()
    return released


def _outcome(record: Record) -> Outcome | None:
    value = record.choice("outcome", ("", *Outcome), "")
    return Outcome(value) if value else None


def format_sheet(sheet: Sheet) -> bytes:
    """The sheet's bytes, with comments that say how to fill it in."""
    lines = [*_heading(sheet, sheet.scan.language), "", f"format: {FORMAT}"]
    for key, value in _sections(sheet):
        section = _section(key, value)
        lines += ["", *(_explained(section, sheet.scan.language) if value is sheet.item else section)]
    lines += ["", f"outcome: {sheet.outcome or _quoted('')}", ""]
    return "\n".join(lines).encode("utf-8")


ITEM_TITLES: dict[str, str] = {
    "number": marked("number of the review"),
    "title": marked("title of the information"),
    "document_number": marked("document number"),
    "index_number": marked("index number"),
    "unit": marked("unit"),
    "date": marked("date of the document"),
    "summary": marked("summary"),
    "source": marked("source: own, or reposted and from where"),
    "mark": marked("secrecy mark and term"),
    "openness": marked("openness attribute: publish, on_request, withhold, …"),
    "publication": marked("kind of publication"),
    "channel": marked("where it will be published"),
    "audience": marked("for whom"),
    "planned_for": marked("when it will be published"),
    "column": marked("section of the website"),
    "author": marked("drafter; must be filled in before signing"),
    "author_phone": marked("drafter's telephone"),
    "third_party": marked("third party consulted, and the answer"),
    "other_organ": marked("other organ consulted, and the answer"),
    "referred_to": marked("authority asked to decide, and its reply"),
    "remarks": marked("remarks"),
}
"""Fields of the form as the paper form calls them."""
_TITLE = marked("Review sheet")
_NEEDS = marked("Every finding (F1, F2, …) but a notice, and every gap (G1, G2, …), needs a decision:")
_BY_HAND = marked("run review decide, or write it under decisions:")
_CODES = marked("Reason codes (* needs a note):")
_EXAMPLE = (
    "  - id: F1",
    "    verdict: release",
    "    reason_code: false_alarm",
    "    note: …",
    "    decided_by: …",
    '    decided_at: "2026-01-31T09:30:00+08:00"',
)


def _heading(sheet: Sheet, language: str) -> Iterator[str]:
    yield f"# {in_locale(_TITLE, language)} · {_one_line(sheet.document.name)}"
    yield "#"
    yield f"# {in_locale(_NEEDS, language)}"
    yield f"# {in_locale(_BY_HAND, language)}"
    yield from (f"# {line}" for line in _EXAMPLE)
    yield "#"
    for verdict, (_word, meaning) in VERDICTS.items():
        codes = ", ".join(code for code, reason in REASONS.items() if verdict in reason.verdicts)
        yield f"# {verdict}: {in_locale(meaning, language)}"
        yield f"#   {codes}"
    yield "#"
    yield f"# {in_locale(_CODES, language)}"
    for code, reason in REASONS.items():
        yield f"#   {code}{'*' if reason.note else ''}: {in_locale(reason.text, language)}"
    yield "#"
    yield f"# outcome: {', '.join(Outcome)}"


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _sections(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    yield "document", sheet.document
    yield "item", sheet.item
    yield "scan", sheet.scan
    yield "findings", sheet.findings
    yield "gaps", sheet.gaps
    yield "decisions", sheet.decisions
    if sheet.not_holding:
        yield "not_holding", sheet.not_holding
    if sheet.released:
        yield "released", sheet.released


def _section(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{key}:"
        yield from (f"  {line}" for line in _lines(value))
    elif not value:
        yield f"{key}: []"
    else:
        yield f"{key}:"
        for one in value:
            first, *rest = _lines(one)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)


def _explained(section: Iterable[str], language: str) -> Iterator[str]:
    """The lines of the form with what each field is called on paper."""
    for line in section:
        name = line.partition(":")[0].strip()
        yield f"{line}  # {in_locale(ITEM_TITLES[name], language)}" if name in ITEM_TITLES else line


_ALWAYS = ("category", "places", "reason", "remedy")
_KEYS = {"finding_id": "id"}


def _lines(record: Any) -> Iterator[str]:
    """A record's fields, one a line; fields that are empty are left out, but for a form to be filled in."""
    for one in fields(record):
        value = getattr(record, one.name)
        key = _KEYS.get(one.name, one.name)
        if isinstance(value, tuple):
            if value:
                yield f"{key}:"
                yield from (f"- {_scalar(item)}" for item in value)
        elif value != "" or isinstance(record, Item) or one.name in _ALWAYS:
            yield f"{key}: {_scalar(value)}"


_SAFE = r"A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff·、，。；（）《》〔〕“”★./+*-"
_PLAIN = re.compile(rf"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff](?:[{_SAFE}]| (?=[{_SAFE}]))*")
_WORDS_OF_YAML = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = re.compile(
    r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)


def _scalar(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and not _WORDS_OF_YAML.fullmatch(text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar on one line; controls, bidi marks and lone surrogates as escapes."""
    return '"' + _TO_ESCAPE.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(character, f"\\u{ord(character):04x}")
