"""What ``review decide`` shows: one finding or gap with its passage, within 80 by 24 characters."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from review.categories import CONFIDENCES, SEVERITIES, VISIBILITIES, category_title
from review.document import Visibility
from review.finding import Severity
from review.i18n import _, language, marked
from review.legible import legible
from review.reports.terminal import pad, width
from review.reports.wording import reasons_of
from review.sheet.grounds import basis_of
from review.sheet.verdicts import REASONS, VERDICTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from review.finding import Finding, Occurrence
    from review.scanner import Scan
    from review.sheet.types import Decision, SheetGap
    from review.sheet.verdicts import Reason

KEYS: dict[str, Verdict] = {
    "r": Verdict.RELEASE,
    "d": Verdict.REDACT,
    "w": Verdict.WITHHOLD,
    "f": Verdict.REFER,
    "i": Verdict.INSPECTED,
}
"""One key for each verdict."""

_OTHER_KEYS = {
    "a": marked("all of this category"),
    "m": marked("all places"),
    "s": marked("skip"),
    "u": marked("undo"),
    "q": marked("save and quit"),
}
"""Keys that are no verdict."""

_SIGNS = {
    Severity.BLOCK: ("■", "red"),
    Severity.CONSENT: ("▲", "yellow"),
    Severity.DISCRETION: ("●", "cyan"),
    Severity.NOTICE: ("·", None),
}
_OPEN, _CLOSE = "【", "】"
_BEFORE, _AFTER, _LONGEST = 60, 60, 120
_TALL = 30
_WIDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where the walk is: this one's number of all, how many are decided, what the key ``a`` is set to."""

    number: int
    total: int
    decided: int
    name: str
    same_kind: int = 0


def columns() -> int:
    """Columns of the terminal that are used."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def _places() -> int:
    """Passages shown at first: on 24 lines one, so that the longest list of reasons fits below."""
    return 2 if shutil.get_terminal_size((80, 24)).lines >= _TALL else 1


def finding_screen(
    finding: Finding, scan: Scan, decision: Decision | None, progress: Progress, *, everything: bool
) -> Iterator[str]:
    """A finding: what, where, the passage, why, the law; ``everything`` shows all its places."""
    sign, colour = _SIGNS[finding.severity]
    title = click.style(category_title(finding.category), bold=True)
    what = f"{_(SEVERITIES[finding.severity])} · {_(CONFIDENCES[finding.confidence])}"
    count = _("{n} places").format(n=len(finding.occurrences))
    yield from _head(progress)
    yield f"{click.style(sign, fg=colour)} {finding.id} {title} · {what} · {count}"
    if finding.place is not None:
        yield from _labelled(_("where"), finding.place.human(language()))
    shown = finding.occurrences if everything else finding.occurrences[: _places()]
    for occurrence in shown:
        yield from _passage(occurrence, scan)
    more = len(finding.occurrences) - len(shown)
    if more:
        yield "  " + _("… and {n} more places").format(n=more) + " (m)"
    if finding.evidence:
        yield from _labelled(_("why"), reasons_of(finding))
    if finding.basis:
        yield from _labelled(_("basis"), "; ".join(finding.basis))
    yield from _decided(decision)


def gap_screen(gap: SheetGap, decision: Decision | None, progress: Progress) -> Iterator[str]:
    """A gap: what could not be read, and what can be done."""
    yield from _head(progress)
    detail = f" ({gap.detail})" if gap.detail else ""
    yield f"? {gap.id} {click.style(_('not read'), bold=True)}"
    yield from _labelled(_("where"), gap.place)
    yield from _labelled(_("why"), gap.reason + detail)
    yield from _labelled("→", gap.remedy)
    yield from _decided(decision)


def _head(progress: Progress) -> Iterator[str]:
    wide = columns()
    left = f"{progress.name}"
    right = f"{progress.number}/{progress.total} · " + _("{n} decided").format(n=progress.decided)
    room = wide - width(right) - 1
    yield ""
    yield pad(_cut(left, room), room + 1) + right
    yield "─" * wide


def _cut(text: str, room: int) -> str:
    while text and width(text) > room:
        text = text[:-1]
    return text


def _labelled(label: str, text: str) -> Iterator[str]:
    """A label and its text, which is folded under itself."""
    indent = 8
    for number, line in enumerate(fold_lines(text, columns() - indent)):
        yield f"{pad('  ' + label if not number else '', indent)}{line}"


def _passage(occurrence: Occurrence, scan: Scan) -> Iterator[str]:
    place = occurrence.location.human(language())
    if occurrence.visibility is not Visibility.VISIBLE:
        place += f" [{_(VISIBILITIES[occurrence.visibility])}]"
    yield "  " + click.style(place, fg="cyan")
    before, found, after = passage(scan.document.text, occurrence.span)
    text = f"{before}{_OPEN}{found}{_CLOSE}{after}"
    marked = range(len(before), len(before) + len(found) + 2)
    at = 0
    for line in fold_lines(text, columns() - 4):
        yield "    " + _styled(line, at, marked)
        at += len(line)


def passage(text: str, span: tuple[int, int]) -> tuple[str, str, str]:
    """The words before, the words found, and those after, on their line; long ones are shortened."""
    start, end = span
    left = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + _AFTER)
    found = text[start:end]
    if len(found) > _LONGEST:
        found = found[: _LONGEST - 20] + " … " + found[-20:]
    return _plain(text[left:start]), _plain(found), _plain(text[end:right])


def _plain(text: str) -> str:
    return legible(text.replace("\t", " │ ").replace("\n", " ⏎ "), " ")


def _styled(line: str, at: int, marked: range) -> str:
    """The part of the line that lies in ``marked`` in reverse; brackets say the same without colour."""
    start, end = max(marked.start - at, 0), min(max(marked.stop - at, 0), len(line))
    if start >= end:
        return line
    return line[:start] + click.style(line[start:end], reverse=True) + line[end:]


def fold_lines(text: str, room: int) -> list[str]:
    """Text cut into lines of at most ``room`` columns; a Chinese character takes two."""
    lines, line, used = [], "", 0
    for character in text:
        wide = width(character)
        if used + wide > room and line:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + wide
    return [*lines, line]


def _decided(decision: Decision | None) -> Iterator[str]:
    if decision is not None:
        word = _(VERDICTS[decision.verdict][0])
        reason = _(REASONS[decision.reason_code].text)
        note = f" · {decision.note}" if decision.note else ""
        yield from _labelled("✓", f"{word} · {reason}{note} · {decision.decided_by}")


def key_lines(verdicts: Iterable[Verdict], progress: Progress) -> Iterator[str]:
    """What can be pressed."""
    by_verdict = {verdict: key for key, verdict in KEYS.items()}
    yield "─" * columns()
    if progress.same_kind:
        yield click.style("a ✓ ", bold=True) + _(
            "the next verdict is for all {n} undecided findings of this category"
        ).format(n=progress.same_kind)
    yield "  ".join(f"[{by_verdict[v]}] {_(VERDICTS[v][0])}" for v in verdicts)
    yield "  ".join(f"[{key}] {_(word)}" for key, word in _OTHER_KEYS.items())


def no_key(verdicts: Iterable[Verdict]) -> str:
    """One line for a key that does nothing on the screen of a finding or gap."""
    return wrong_key((*(key for key, verdict in KEYS.items() if verdict in verdicts), *_OTHER_KEYS))


def wrong_key(keys: Iterable[str]) -> str:
    """One line for a key that does nothing: those that do."""
    return _("this key does nothing here; the keys are: {keys}").format(keys=" ".join(keys))


def reason_menu(reasons: Mapping[str, Reason], jurisdiction: str) -> Iterator[tuple[str, str, str]]:
    """(key, reason code, line) for each reason, with the law of that jurisdiction."""
    for key, (code, reason) in zip("123456789abcdefgh", reasons.items(), strict=False):
        note = " ✎" if reason.note else ""
        cited = basis_of(code, jurisdiction)
        basis = f" ({cited})" if cited else ""
        yield key, code, _cut(f"  [{key}] {_(reason.text)}{note}{basis}", columns())
