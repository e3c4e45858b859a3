"""Evidence in the words of the person who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.i18n import _, marked

if TYPE_CHECKING:
    from review.finding import Evidence

KINDS: dict[str, str] = {
    "label": marked("label “{}”"),
    "checksum": marked("check digit {}"),
    "region": marked("region {}"),
    "term": marked("term “{}”"),
    "rule": marked("rule {}"),
    "level": marked("level {}"),
    "expiry": marked("would end on {}; a person must confirm"),
    "expires": marked("would end on {}; a person must confirm"),
    "place": marked("stands at: {}"),
    "header": marked("column heading “{}”"),
    "column": marked("column “{}”"),
    "context": marked("context: {}"),
    "near": marked("beside “{}”"),
    "model": marked("model: {}"),
    "terms": marked("words that weighed: {}"),
    "kind": marked("kind: {}"),
    "count": marked("{} places"),
    "name": marked("name {}"),
}
WORDS: dict[str, str] = {
    "passed": marked("holds"),
    "failed": marked("does not hold"),
    "absent": marked("absent"),
}


def evidence_phrase(evidence: Evidence) -> str:
    """One reason as a phrase; a kind without wording is shown as it is."""
    detail = _(WORDS[evidence.detail]) if evidence.detail in WORDS else evidence.detail
    if evidence.kind in KINDS:
        return _(KINDS[evidence.kind]).format(detail)
    return f"{evidence.kind}: {detail}" if detail else evidence.kind
