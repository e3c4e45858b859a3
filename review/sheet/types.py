"""The review sheet as values: one document, what was found in it, what people decided."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from review.finding import Severity
from review.sheet.verdicts import Outcome, Verdict, allowed_outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.finding import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDocument:
    """Which document: ``sha256`` is the hex digest of its bytes, ``characters`` counts code points read."""

    name: str
    sha256: str
    media: str
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The form fields of a 保密审查表: read from the draft where possible, the rest filled in by people.

    All are text, empty when not known; ``openness`` is the word of an ``Outcome`` or empty.

    Attributes:
        number: 审查编号.
        title: 信息标题; a found value in it is masked.
        document_number: 文号.
        index_number: 索引号.
        unit: 单位名称.
        date: 成文日期.
        summary: 内容摘要.
        source: 信息来源: 本机关制发, or 转载 and from where.
        mark: 密级 and 保密期限 as they stand on the draft.
        openness: 公开属性.
        publication: kind of publication (录用公示, 低保公示, …).
        channel: 拟公开方式.
        audience: 拟公开范围.
        planned_for: 拟公开时间.
        column: 发布栏目.
        author: 拟稿人; never an approver of the document.
        author_phone: 拟稿人电话.
        third_party: 征求第三方意见及结果.
        other_organ: 征求其他机关意见及结果.
        referred_to: 报请确定单位及批复.
        remarks: 备注.
    """

    number: str = ""
    title: str = ""
    document_number: str = ""
    index_number: str = ""
    unit: str = ""
    date: str = ""
    summary: str = ""
    source: str = ""
    mark: str = ""
    openness: str = ""
    publication: str = ""
    channel: str = ""
    audience: str = ""
    planned_for: str = ""
    column: str = ""
    author: str = ""
    author_phone: str = ""
    third_party: str = ""
    other_organ: str = ""
    referred_to: str = ""
    remarks: str = ""


ITEM_FIELDS = tuple(one.name for one in fields(Item))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """What looked: the tool's version and the digests of its rules (``sha256:…``, or ``default``, ``none``).

    ``language`` is that of places, reasons and comments in the file.
    """

    version: str
    language: str
    jurisdiction: str
    lexicons: str
    model: str
    policy: str

    @property
    def ruleset(self) -> dict[str, str]:
        """The digests by name, as the JSON report has them."""
        return {"lexicons": self.lexicons, "model": self.model, "policy": self.policy}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFinding:
    """A finding as written down: where and what, never the value."""

    id: str
    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    count: int
    places: tuple[str, ...]
    preview: str = ""
    evidence: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGap:
    """A part that the program could not read."""

    id: str
    code: str
    place: str
    reason: str
    remedy: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A reviewer's verdict on one finding or gap; ``decided_at`` is an ISO 8601 time with its zone."""

    finding_id: str
    verdict: Verdict
    reason_code: str
    note: str = ""
    decided_by: str
    decided_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerDecision:
    """A decision on an earlier version that does not hold for this one; kept so that nothing is lost."""

    rule: str
    category: str
    place: str
    verdict: Verdict
    reason_code: str
    note: str = ""
    decided_by: str
    decided_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The redacted copy that goes out in place of the draft.

    Attributes:
        removed: what of the draft's hidden content it does without: ``hidden.comment: 3``.
        left_out: files inside the draft that it does without.
        converted: the old format of the draft (``doc``), if the copy has a newer one.
    """

    name: str
    sha256: str
    removed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    converted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One record for one item (一事一审)."""

    document: SheetDocument
    item: Item = field(default_factory=Item)
    scan: SheetScan
    findings: tuple[SheetFinding, ...] = ()
    gaps: tuple[SheetGap, ...] = ()
    decisions: tuple[Decision, ...] = ()
    not_holding: tuple[FormerDecision, ...] = ()
    released: Released | None = None
    outcome: Outcome | None = None

    def ids(self) -> tuple[str, ...]:
        """Everything that needs a decision, in order: findings, then gaps."""
        return (*(f.id for f in self.findings), *(g.id for g in self.gaps))

    def decision(self, finding_id: str) -> Decision | None:
        """The decision on a finding or gap, if there is one."""
        return next((d for d in self.decisions if d.finding_id == finding_id), None)

    def undecided(self) -> tuple[str, ...]:
        """Ids of findings and gaps that lack a decision; a notice may have one, but needs none."""
        done = {d.finding_id for d in self.decisions}
        done.update(f.id for f in self.findings if f.severity is Severity.NOTICE)
        return tuple(one for one in self.ids() if one not in done)

    def finding(self, finding_id: str) -> SheetFinding | None:
        """The finding of that id; nothing for a gap."""
        return next((f for f in self.findings if f.id == finding_id), None)

    def highest(self) -> Severity | None:
        """The gravest severity found."""
        return max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)

    def derived(self) -> Outcome | None:
        """What the decisions come to; nothing while one is missing."""
        return None if self.undecided() else _derived(self.decisions, self.item.openness)

    def decide(self, *decisions: Decision) -> Sheet:
        """The sheet with these decisions, in place of earlier ones on the same ids."""
        new = {d.finding_id: d for d in decisions}
        return self._with(d for d in (*self.decisions, *decisions) if new.get(d.finding_id, d) is d)

    def undo(self, *finding_ids: str) -> Sheet:
        """The sheet without the decisions on these ids."""
        return self._with(d for d in self.decisions if d.finding_id not in finding_ids)

    def _with(self, decisions: Iterable[Decision]) -> Sheet:
        order = {one: at for at, one in enumerate(self.ids())}
        ordered = tuple(sorted(decisions, key=lambda d: order[d.finding_id]))
        stated = self.outcome if self.outcome is not self.derived() else None
        return replace(self, decisions=ordered, released=None, outcome=stated).settled()

    def settled(self) -> Sheet:
        """The sheet with its outcome: the stated one if the decisions allow it, else what they come to."""
        derived = self.derived()
        if derived is not None and self.outcome in allowed_outcomes(derived):
            return self
        return replace(self, outcome=derived)


def _derived(decisions: Iterable[Decision], openness: str) -> Outcome:
    """The strictest verdict counts; a draft that is not for active publication is not published."""
    verdicts = {d.verdict for d in decisions}
    for verdict, outcome in _STRICTEST:
        if verdict in verdicts or outcome == openness:
            return outcome
    return Outcome.PUBLISH


_STRICTEST = (
    (Verdict.WITHHOLD, Outcome.WITHHOLD),
    (Verdict.REFER, Outcome.REFER),
    (None, Outcome.ON_REQUEST),
    (Verdict.REDACT, Outcome.PUBLISH_REDACTED),
)
