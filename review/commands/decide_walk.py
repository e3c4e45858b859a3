"""The walk of ``review decide``: one finding after the other, every verdict saved at once, with undo."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.commands.decide_screen import (
    KEYS,
    Progress,
    finding_screen,
    gap_screen,
    key_lines,
    no_key,
    reason_menu,
    wrong_key,
)
from review.i18n import _
from review.sheet.repeats import found_values, says
from review.sheet.types import Decision
from review.sheet.verdicts import FINDING_VERDICTS, GAP_VERDICTS, REASONS, VERDICTS, Verdict, reasons_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from review.finding import Finding
    from review.scanner import Scan
    from review.sheet.types import Sheet
    from review.sheet.verdicts import Reason

_BACK = "\x1b"


@dataclass(kw_only=True)
class Terminal:
    """How the walk speaks with a person: a key, a line of text, a line shown."""

    key: Callable[[], str]
    ask: Callable[[str], str]
    show: Callable[[str], None]


@dataclass(kw_only=True)
class Walk:
    """State of one walk; ``save`` is called with the sheet after every change."""

    sheet: Sheet
    scan: Scan
    terminal: Terminal
    save: Callable[[Sheet], object]
    decided_by: str
    now: Callable[[], str]
    _done: list[tuple[int, Sheet]] = field(default_factory=list)
    _all_alike: bool = False
    _everything: bool = False

    def run(self, ids: tuple[str, ...]) -> Sheet:
        """Go through ``ids`` until the end or until the person quits."""
        at: int | None = 0
        while at is not None:
            at = self._one(ids, at) if at < len(ids) else self._end(len(ids))
        return self.sheet

    def _end(self, last: int) -> int | None:
        """All were shown: the last verdict can still be undone."""
        if not self._done:
            return None
        self.terminal.show("")
        self.terminal.show(_("that was the last one") + f"  [u] {_('undo')}  [q] {_('save and quit')}")
        while (key := normal(self.terminal.key())) not in ("u", "q", "\r", "\n"):
            self.terminal.show(wrong_key("uq"))
        return self._undo(last) if key == "u" else None

    def _one(self, ids: tuple[str, ...], at: int) -> int | None:
        """Show one and do what the key says; the place to go on, or nothing to quit."""
        self._show(ids, at)
        while True:
            key = normal(self.terminal.key())
            if key in KEYS and KEYS[key] in self._verdicts(ids[at]):
                return self._next(ids, at) if self._decide(ids, at, KEYS[key]) else at
            if key == "s":
                return self._step(at)
            if key == "u":
                return self._undo(at)
            if key == "a":
                self._all_alike = not self._all_alike and self.sheet.finding(ids[at]) is not None
                return at
            if key == "m":
                self._everything = not self._everything
                return at
            if key == "q":
                return None
            self.terminal.show(no_key(self._verdicts(ids[at])))

    def _step(self, at: int) -> int:
        self._all_alike = self._everything = False
        return at + 1

    def _next(self, ids: tuple[str, ...], at: int) -> int:
        """The next one that is still undecided; those decided together with this one are passed over."""
        alike, self._all_alike = self._all_alike, False
        at = self._step(at)
        while alike and at < len(ids) and self.sheet.decision(ids[at]):
            at += 1
        return at

    def _verdicts(self, one: str) -> tuple[Verdict, ...]:
        return FINDING_VERDICTS if self.sheet.finding(one) else GAP_VERDICTS

    def _show(self, ids: tuple[str, ...], at: int) -> None:
        one = ids[at]
        alike = len(self._alike(one)) if self._all_alike else 0
        progress = Progress(
            number=at + 1, total=len(ids), decided=len(self.sheet.decisions),
            name=self.sheet.document.name, same_kind=alike,
        )  # fmt: skip
        decision = self.sheet.decision(one)
        finding = self._finding(one)
        if finding is not None:
            lines = finding_screen(finding, self.scan, decision, progress, everything=self._everything)
        else:
            gap = next(g for g in self.sheet.gaps if g.id == one)
            lines = gap_screen(gap, decision, progress)
        self._lines(lines)
        self._lines(key_lines(self._verdicts(one), progress))

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.terminal.show(line)

    def _finding(self, one: str) -> Finding | None:
        return next((f for f in self.scan.findings if f.id == one), None)

    def _alike(self, one: str) -> tuple[str, ...]:
        """This one and every undecided finding of its category and severity."""
        own = self.sheet.finding(one)
        undecided = {one, *self.sheet.undecided()}
        return tuple(
            f.id for f in self.sheet.findings
            if own and f.id in undecided and (f.category, f.severity) == (own.category, own.severity)
        )  # fmt: skip

    def _decide(self, ids: tuple[str, ...], at: int, verdict: Verdict) -> bool:
        """Ask for reason and note and write the decision down; not if the person steps back."""
        one = ids[at]
        finding = self.sheet.finding(one)
        codes = (
            reasons_for(verdict, finding.severity, finding.category)
            if finding
            else reasons_for(verdict, None)
        )
        code = self._reason(verdict, codes)
        if code is None:
            return False
        note = self._note(code)
        if note is None:
            return False
        targets = self._alike(one) if self._all_alike else (one,)
        self._done.append((at, self.sheet))
        decided_at = self.now()
        self._change(
            self.sheet.decide(
                *(
                    Decision(
                        finding_id=target, verdict=verdict, reason_code=code, note=note,
                        decided_by=self.decided_by, decided_at=decided_at,
                    )
                    for target in targets
                )
            )
        )  # fmt: skip
        return True

    def _reason(self, verdict: Verdict, codes: Mapping[str, Reason]) -> str | None:
        menu = list(reason_menu(codes, self.sheet.scan.jurisdiction))
        self.terminal.show(_(VERDICTS[verdict][0]) + " · " + _("for which reason?"))
        for _key, _code, line in menu:
            self.terminal.show(line)
        self.terminal.show("  " + _("[0] back"))
        by_key = {key: code for key, code, _line in menu}
        while True:
            key = normal(self.terminal.key())
            if key in by_key:
                return by_key[key]
            if key in ("0", _BACK):
                return None
            self.terminal.show(wrong_key((*by_key, "0")))

    def _note(self, code: str) -> str | None:
        """A note, which some reasons need; an empty line steps back where it is needed."""
        needed = REASONS[code].note
        question = _("note (needed: which authority, date or file)") if needed else _("note (may be empty)")
        while says(note := " ".join(self.terminal.ask(question).split()), self._values):
            self.terminal.show(
                _("this repeats what was found in the draft") + " → " + _("write it without the value")
            )
        return None if needed and not note else note

    @cached_property
    def _values(self) -> frozenset[str]:
        return found_values(self.scan)

    def _undo(self, at: int) -> int:
        if not self._done:
            self.terminal.show(_("there is nothing to undo"))
            return at
        at, before = self._done.pop()
        self._change(before)
        return at

    def _change(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.save(sheet)


def normal(key: str) -> str:
    """A key in lower case, full width or not (an input method may send ｒ for r)."""
    return unicodedata.normalize("NFKC", key).lower()
