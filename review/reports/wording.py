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
    "exactness": marked("exact to the {}"),
    "issuer": marked("issued by {}"),
    "form": marked("written as {}"),
    "tied to": marked("in one sentence with {}"),
    "together": marked("together: {}"),
    "persons": marked("{} persons"),
    "at least": marked("step of {} persons or more"),
    "candidates": marked("{} candidates remain"),
    "cells": marked("{} cells"),
    "publication": marked("a publication of the kind {} names this"),
    "not allowed in": marked("a publication of the kind {} must not name this"),
}
WORDS: dict[str, str] = {
    "passed": marked("holds"),
    "failed": marked("does not hold"),
    "absent": marked("absent"),
    "unit": marked("unit or room"),
    "house number": marked("house number"),
    "number": marked("a number beside it"),
    "list": marked("a list of names"),
    "embedded": marked("inside a longer number"),
    "split": marked("split over two lines or cells"),
    "scientific notation": marked("scientific notation of a spreadsheet"),
}


def evidence_phrase(evidence: Evidence) -> str:
    """One reason as a phrase; a kind without wording is shown as it is."""
    detail = _(WORDS[evidence.detail]) if evidence.detail in WORDS else evidence.detail
    if evidence.kind in KINDS:
        return _(KINDS[evidence.kind]).format(detail)
    return f"{evidence.kind}: {detail}" if detail else evidence.kind
