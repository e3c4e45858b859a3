"""The categories of findings and how people call them (DESIGN §7)."""

from __future__ import annotations

from review.i18n import _, marked

CATEGORIES: dict[str, str] = {
    "secrecy.state.mark": marked("state secret mark"),
    "secrecy.state.content": marked("content that may be a state secret"),
    "secrecy.work": marked("work secret"),
    "secrecy.commercial": marked("commercial secret"),
    "secrecy.mark_misuse": marked("secret mark where none may be"),
    "openness.withheld": marked("marked as not for publication"),
    "openness.conflict": marked("contradictory openness marks"),
    "openness.missing": marked("openness attribute missing"),
    "process.draft": marked("process information"),
    "internal.affairs": marked("internal affairs"),
    "personal": marked("personal information"),
    "personal.name": marked("name"),
    "personal.birth_date": marked("date of birth"),
    "personal.id": marked("identity document"),
    "personal.id.resident_id": marked("resident identity number"),
    "personal.id.tw_id": marked("Taiwan identity number"),
    "personal.id.hk_id": marked("Hong Kong identity card number"),
    "personal.id.mo_id": marked("Macau identity card number"),
    "personal.id.residence_permit": marked("residence permit of a Hong Kong, Macau or Taiwan resident"),
    "personal.id.permanent_residence": marked("foreigner's permanent residence number"),
    "personal.id.military_id": marked("military identity number"),
    "personal.id.disability_id": marked("disability certificate number"),
    "personal.id.student_id": marked("student number"),
    "personal.travel": marked("travel document"),
    "personal.travel.passport": marked("passport number"),
    "personal.travel.hkmo_permit": marked("Hong Kong and Macau travel permit"),
    "personal.travel.tw_permit": marked("Taiwan travel permit"),
    "personal.contact.mobile": marked("mobile number"),
    "personal.contact.landline": marked("telephone number"),
    "personal.contact.email": marked("e-mail address"),
    "personal.contact.qq": marked("QQ number"),
    "personal.contact.wechat": marked("WeChat name"),
    "personal.contact.address": marked("address"),
    "personal.finance.bank_card": marked("bank card number"),
    "personal.finance.bank_account": marked("bank account number"),
    "personal.finance.income": marked("income"),
    "personal.finance.debt": marked("debt"),
    "personal.vehicle.plate": marked("number plate"),
    "personal.property.certificate": marked("property certificate number"),
    "personal.health": marked("health information"),
    "personal.minor": marked("information on a minor"),
    "personal.religion": marked("religious belief"),
    "personal.criminal": marked("criminal record"),
    "personal.biometric": marked("biometric information"),
    "personal.whereabouts": marked("whereabouts"),
    "personal.hardship": marked("hardship of a person"),
    "personal.victim": marked("victim, witness or informant"),
    "personal.combination": marked("details that together point to a person"),
    "personal.weak_mask": marked("mask that can be undone"),
    "organisation.uscc": marked("unified social credit code"),
    "organisation.bank_account": marked("organisation's bank account"),
    "system.credential": marked("password or account"),
    "system.api_key": marked("access key"),
    "system.internal_address": marked("internal network address"),
    "hidden.tracked_change": marked("tracked changes"),
    "hidden.comment": marked("comments"),
    "hidden.text": marked("hidden text"),
    "hidden.sheet": marked("hidden sheet or slide"),
    "hidden.column": marked("hidden column"),
    "hidden.row": marked("hidden row"),
    "hidden.notes": marked("speaker notes"),
    "hidden.metadata": marked("personal details in the file's properties"),
    "hidden.embedded": marked("embedded file"),
    "hidden.thumbnail": marked("small picture of the first page"),
    "hidden.failed_redaction": marked("blacked out but still readable"),
    "hidden.earlier_revision": marked("earlier version inside the file"),
}  # fmt: skip

SEVERITIES: dict[str, str] = {
    "block": marked("not to be published"),
    "consent": marked("only with consent or a legal basis"),
    "discretion": marked("to be weighed"),
    "notice": marked("for information"),
}
CONFIDENCES: dict[str, str] = {
    "high": marked("certain"),
    "medium": marked("likely"),
    "low": marked("possible"),
}
VISIBILITIES: dict[str, str] = {
    "visible": marked("visible"),
    "hidden": marked("hidden from readers"),
    "metadata": marked("in the file's data"),
}


def category_title(category: str) -> str:
    """What people call a category; one that extends the table is called like its head."""
    head = category
    while head and head not in CATEGORIES:
        head = head.rpartition(".")[0]
    return _(CATEGORIES[head]) if head else category
