# ruff: noqa: D103 - the names of these tests are sentences
"""Floors on texts written by people who had not seen the rules, the corpus or the names the model learned.

Never train on these files. ``python -m pytest tests/quality/test_by_others.py -q -s`` prints the figures.

- ``risk_by_others.jsonl``: 452 paragraphs, 188 risky, the others hard to tell from them.
- ``risk_by_others_2.jsonl``: 420 paragraphs, forms and tables by another author, half of them risky.
- ``risk_by_others_3.jsonl``: 420 more by a fourth author, of which nobody who teaches the model has seen a line.
- ``risk_by_others_4.jsonl``: 420 by a fifth, each risky text beside a harmless twin; unseen as well.
- ``ordinary_prose.jsonl``: 160 paragraphs as offices, newspapers, schools and companies publish them.
- ``documents_by_others.jsonl``: 90 whole documents with heads, tables and contacts, as offices of the mainland (45),
  Taiwan (25), Hong Kong (14) and Macau (6) publish them, by two authors. Rules were mended after 14 of them had
  been held up, so the floor guards; it proves nothing new.
- ``documents_by_others_2.jsonl``: 30 of the mainland by another author, of kinds that are seldom thought of (a blood bank, a
  customs house, a bar association). 10 of them were held up at first sight.
- ``drafts_by_others.jsonl``: 70 whole drafts of the mainland by another author, 38 with one to four things in them that
  must not go out (``must``), 32 clean. Seen once, before rules were mended: 37 of 38 stopped, 76 of 107 things
  found, 10 of 32 clean ones held up.
- ``drafts_by_others_2.jsonl``: 56 more of Taiwan (20), Hong Kong (24) and Macau (12) by two authors, 43 with a leak. Seen once,
  before rules were mended: 41 of 43 stopped, 76 of 108 things found, 7 of 13 clean ones held up.
- ``drafts_by_others_3.jsonl``: 48 more of the mainland by another author, 36 with a leak, many of them told without a name, in a
  remark, in brackets or in a last line. Seen once, before rules were mended: 32 of 36 stopped, 66 of 92 things found, none of
  12 clean ones held up.
- ``names_by_others.jsonl``: 300 texts with the spans of names and addresses, a third of them traps without any.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from review import Scanner
from review.finding import Severity
from review.learning.evaluate import ANY, evaluate
from review.learning.rows import read_rows
from review.model.files import load
from review.model.labels import LABELS
from review.recognizers.view import Settings
from review.text.folding import fold_term

if TYPE_CHECKING:
    from review.finding import Finding

HERE = Path(__file__).parent
MODEL = load()
SCANNER = Scanner()


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def alarmed(text: str, scanner: Scanner = SCANNER) -> list[Finding]:
    """What asks for a decision."""
    return [f for f in scanner.scan_text(text).findings if f.severity.at_least(Severity.DISCRETION)]


def _touches(finding: Finding, start: int, end: int) -> bool:
    return any(one.span[0] < end and start < one.span[1] for one in finding.occurrences)


def share(texts: list[str], what: str) -> float:
    """Share of texts that ask for a decision, printed."""
    found = sum(bool(alarmed(text)) for text in texts)
    print(f"{what}: {found} of {len(texts)}")
    return found / len(texts)


SETS = {"risk_by_others.jsonl": (0.95, 0.02), "risk_by_others_2.jsonl": (0.88, 0.06),
        "risk_by_others_3.jsonl": (0.95, 0.03), "risk_by_others_4.jsonl": (0.88, 0.03)}  # fmt: skip
"""File → the share of risky texts that must be found, and of harmless ones that may be held up."""


@pytest.mark.parametrize(("name", "least"), [(name, least) for name, (least, _) in SETS.items()])
def test_risky_paragraphs_are_found(name: str, least: float) -> None:
    risky = [row["text"] for row in rows(name) if row["labels"]]
    assert share(risky, f"{name}: risky ones found by the whole program") >= least


@pytest.mark.parametrize(("name", "most"), [(name, most) for name, (_, most) in SETS.items()])
def test_paragraphs_that_only_look_risky_pass(name: str, most: float) -> None:
    clean = [row["text"] for row in rows(name) if not row["labels"]]
    assert share(clean, f"{name}: harmless ones held up") <= most


@pytest.mark.parametrize("broken", ["\t", "\n"])
def test_tables_of_several_rows_are_found(broken: str) -> None:
    """A row says little without its heading (decision 0043)."""
    tables = [
        row["text"] for row in rows("risk_by_others_2.jsonl") if row["labels"] and broken in row["text"]
    ]
    assert share(tables, f"risky texts with {broken!r} found") >= 0.72


def test_ordinary_prose_passes() -> None:
    """What is published every day is held up by nothing, or hardly ever."""
    assert share([row["text"] for row in rows("ordinary_prose.jsonl")], "ordinary prose held up") <= 0.04


@pytest.mark.parametrize("name", ["documents_by_others.jsonl", "documents_by_others_2.jsonl"])
def test_whole_documents_pass(name: str) -> None:
    """A clean public document is not held up: each is one decision too many, so they are counted whole."""
    scanners = {of: Scanner(Settings(jurisdiction=of)) for of in ("cn", "tw", "hk", "mo")}
    documents = rows(name)
    held = sum(bool(alarmed(row["text"], scanners[row["region"]])) for row in documents)
    print(f"{name}: published documents held up: {held} of {len(documents)}")
    assert held <= 0.08 * len(documents)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("drafts_by_others.jsonl", 0.97),
        ("drafts_by_others_2.jsonl", 0.97),
        ("drafts_by_others_3.jsonl", 0.91),
    ],
)
def test_whole_drafts(name: str, least: float) -> None:
    """A draft with a leak in it is stopped, most leaks are marked where they stand, and clean ones go through.

    A mere name is for information: of what must not go out it counts as not found.
    """
    drafts = rows(name)
    scanners = {of: Scanner(Settings(jurisdiction=of)) for of in {row["region"] for row in drafts}}
    found = {index: alarmed(row["text"], scanners[row["region"]]) for index, row in enumerate(drafts)}
    leaking = {index: row for index, row in enumerate(drafts) if row["must"]}
    stopped = sum(bool(found[index]) for index in leaking)
    held = sum(bool(found[index]) for index in range(len(drafts)) if index not in leaking)
    marked = [
        any(_touches(one, at, at + len(leak)) for one in found[index])
        for index, row in leaking.items()
        for leak in row["must"]
        for at in [row["text"].index(leak)]
    ]
    print(f"{name}: stopped: {stopped} of {len(leaking)}, leaks marked: {sum(marked)} of {len(marked)}, "
          f"clean ones held up: {held} of {len(drafts) - len(leaking)}")  # fmt: skip
    assert stopped >= least * len(leaking)
    assert sum(marked) >= 0.72 * len(marked)
    assert held <= 0.2 * (len(drafts) - len(leaking))


def test_the_model_alone() -> None:
    found = {one.label: one for one in evaluate(MODEL, read_rows(HERE / "risk_by_others.jsonl"))}
    for one in found.values():
        print(f"{one.label}: recall {one.recall.value:.2f} precision {one.precision.value:.2f} "
              f"average precision {one.average_precision:.2f}")  # fmt: skip
    assert found[ANY].recall.value >= 0.8
    assert found[ANY].precision.value >= 0.93
    assert found[ANY].average_precision >= 0.95


@pytest.mark.parametrize("label", LABELS)
def test_each_label_at_the_rate_a_clerk_accepts(label: str) -> None:
    """Recall where one clean paragraph in two hundred is held up for that label."""
    at = LABELS.index(label)
    all_rows = [row for name in (*SETS, "ordinary_prose.jsonl") for row in rows(name)]
    chances = [(MODEL.highest(fold_term(row["text"]))[at], row["labels"]) for row in all_rows]
    clean = sorted((chance for chance, labels in chances if not labels), reverse=True)
    wanted = [chance for chance, labels in chances if label in labels]
    recall = sum(chance > clean[len(clean) // 200] for chance in wanted) / len(wanted)
    print(f"{label}: {recall:.2f} of {len(wanted)}")
    assert recall >= 0.8


@pytest.mark.parametrize(
    ("kind", "category", "least_recall", "least_precision"),
    [("name", "personal.name", 0.75, 0.9), ("address", "personal.contact.address", 0.85, 0.95)],
)
def test_people_in_running_text(
    kind: str, category: str, least_recall: float, least_precision: float
) -> None:
    """Names of Chinese pattern and addresses; a name of another kind that is found is right, but not counted."""
    hits = wanted = right = found = 0
    for row in rows("names_by_others.jsonl"):
        spans = [(s, e, k) for s, e, k in row["spans"] if (k == "address") == (kind == "address")]
        places = [
            o.span for f in SCANNER.scan_text(row["text"]).findings if f.category == category
            for o in f.occurrences
        ]  # fmt: skip
        found += len(places)
        right += sum(any(a < e and s < b for s, e, _ in spans) for a, b in places)
        gold = [(s, e) for s, e, k in spans if k == kind]
        wanted += len(gold)
        hits += sum(any(a < e and s < b for a, b in places) for s, e in gold)
    print(f"{kind}: recall {hits}/{wanted}, precision {right}/{found}")
    assert hits / wanted >= least_recall
    assert right / found >= least_precision
