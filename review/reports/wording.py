"""Evidence in the words of the person who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.categories import CATEGORIES, category_title
from review.i18n import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.finding import Evidence, Finding

KINDS: dict[str, str] = {
    "at least": marked("a bulk list in the sense of 法释〔2017〕10号: {} and more"),
    "candidates": marked("{} candidates remain"),
    "cells": marked("{} cells"),
    "checksum": marked("check digit {}"),
    "context": marked("context: {}"),
    "exactness": marked("exact to the {}"),
    "expiry": marked("would end on {}; a person must confirm"),
    "form": marked("form: {}"),
    "issuer": marked("issued by {}"),
    "label": marked("label “{}”"),
    "level": marked("level {}"),
    "model": marked("model: {}"),
    "model_terms": marked("words that weighed: {}"),
    "name": "{}",
    "near": marked("beside “{}”"),
    "noise": "{}",
    "not allowed in": marked("not allowed in a publication of the kind “{}”"),
    "persons": marked("{} persons"),
    "place": marked("stands at: {}"),
    "publication": marked("lawful in a publication of the kind “{}”"),
    "reason": "{}",
    "region": marked("region {}"),
    "rule": "{}",
    "sealed": "{}",
    "term": marked("term of secrecy “{}”"),
    "tied to": marked("stands with: {}"),
    "together": marked("together: {}"),
}
"""Kind of evidence → phrase."""

WORDS: dict[str, str] = {
    "passed": marked("holds"),
    "failed": marked("does not hold"),
    "number": marked("a number beside it"),
    "list": marked("a list of names"),
    "spaced": marked("set apart with spaces"),
    "no name beside it": marked("no name beside it"),
    "said to be made up": marked("said to be made up"),
    "official in office": marked("official in office"),
    "masked differently in two documents": marked("masked differently in two documents"),
    "Latin letters": marked("Latin letters"),
    "embedded": marked("inside a longer number"),
    "split": marked("split over lines or cells"),
    "scientific notation": marked("stored as a rounded number"),
    "house number": marked("house number"),
    "unit": marked("room or household"),
    "address": marked("home address"),
    "village": marked("village or group"),
    "village group": marked("village group or neighbourhood"),
    "office": marked("where an office or a business is"),
    "company_address": marked("address of an office or a business"),
    "characters": marked("surname and characters as names have them"),
    "title beside": marked("a title or a form of address beside it"),
    "verb behind": marked("behind it what persons do (said, was appointed, reported)"),
    "sex behind": marked("sex, age or year of birth behind it"),
    "names beside it": marked("in a row with other names"),
    "masked name": marked("a masked name"),
    "role in a case": marked("victim, suspect or other party to a case"),
    "school or home": marked("school, home or telephone named"),
    "people": marked("persons"),
    "remark": marked("remarks"),
    "disability": marked("disability"),
    "marriage": marked("marriage and births"),
    "sex": marked("sex"),
    "age": marked("age"),
    "ethnicity": marked("ethnic group"),
    "relation": marked("family relation"),
    "organisation": marked("organisation"),
    "date": marked("date"),
}
"""Words of the program that stand as details."""

LABELS: dict[str, str] = {
    "state_secret": marked("content that may be a state secret"),
    "work_secret": marked("work secret"),
    "commercial_secret": marked("commercial secret"),
    "personal": marked("personal information"),
    "sensitive_personal": marked("sensitive personal information"),
    "process": marked("process information"),
}
"""Labels of the risk model."""

_MOST = 4
_SHORT = {name.rpartition(".")[2]: name for name in CATEGORIES}


def evidence_phrase(evidence: Evidence) -> str:
    """One reason as a phrase; a kind without wording is shown as it is."""
    word = _DETAILS.get(evidence.kind, _plain)
    detail = word(evidence.detail) if evidence.detail else ""
    form = KINDS.get(evidence.kind)
    if form is not None:
        return (_(form) if form != "{}" else form).format(detail)
    return f"{evidence.kind}: {detail}" if detail else evidence.kind


def reasons_of(finding: Finding) -> str:
    """The first reasons of a finding on one line: those that say most stand first."""
    return "; ".join(evidence_phrase(evidence) for evidence in finding.evidence[:_MOST])


def _plain(detail: str) -> str:
    return _(WORDS.get(detail, detail))


def _judgement(detail: str) -> str:
    """``work_secret p=0.93`` as a person says it."""
    label, _sep, probability = detail.partition(" p=")
    if not probability:
        return detail
    named = _(LABELS[label]) if label in LABELS else label
    return _("{label} (probability {probability})").format(label=named, probability=probability)


def _checked(detail: str) -> str:
    """``3/8 failed`` of a column's check digits as a person says it."""
    counts, _sep, said = detail.rpartition(" ")
    failed, _sep, checked = counts.partition("/")
    if not counts:
        return _plain(said)
    return _("does not hold in {failed} of {all}").format(failed=failed, all=checked)


def _things(detail: str) -> str:
    """Categories joined by `` + ``, each by its title."""
    return " + ".join(_thing(part) for part in detail.split(" + "))


def _thing(part: str) -> str:
    """A category, or a kind of column, by its title; a header of the document as it stands."""
    if part in WORDS:
        return _(WORDS[part])
    name = part if part in CATEGORIES else _SHORT.get(part.rpartition(".")[2], part)
    return category_title(name) if "." in name else part


_DETAILS: dict[str, Callable[[str], str]] = {
    "checksum": _checked, "label": _thing, "model": _judgement, "together": _things, "tied to": _things,
}  # fmt: skip
