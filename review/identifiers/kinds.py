"""Kinds of identifier: category, severity, legal basis, how each is masked, which words announce it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.finding import Severity
from review.identifiers.previews import Mask, mask_all, mask_email

if TYPE_CHECKING:
    from collections.abc import Callable

PERSON = ("个人信息保护法 第二十五条", "政府信息公开条例 第十五条")
SENSITIVE = ("个人信息保护法 第二十五条", "个人信息保护法 第二十八条", "政府信息公开条例 第十五条")
TAIWAN = ("個人資料保護法 第五條", "政府資訊公開法 第十八條第一項第六款")
HONG_KONG = ("個人資料（私隱）條例 附表1 第3原則", "身分證號碼及其他身分代號實務守則 2.7.1")
MACAU = ("第8/2005號法律 個人資料保護法",)
PUBLIC = ("政府信息公开条例 第二十条第二项",)
COMPANY = ("企业信息公示暂行条例 第六条",)
NETWORK = ("网络安全法 第二十一条",)


_LAST_FOUR = Mask(0, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of identifier.

    Attributes:
        name: end of the rule's id, ``personal.<name>``.
        mask: how many characters of a value a preview shows.
        rule: id of the rule that a finding names.
        preview: masks a value.
    """

    name: str
    category: str
    severity: Severity = Severity.CONSENT
    basis: tuple[str, ...] = PERSON
    mask: Mask = _LAST_FOUR
    rule: str = field(init=False)
    preview: Callable[[str], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rule", f"personal.{self.name}")
        object.__setattr__(self, "preview", _PREVIEWS.get(self.name, self.mask.apply))


_PREVIEWS: dict[str, Callable[[str], str]] = {
    "email": mask_email,
    "public_email": mask_email,
    "uscc": lambda value: value,
    "organisation_code": lambda value: value,
    "tw_company": lambda value: value,
    "military_id": mask_all,
}
"""Codes of organisations and addresses of offices are public: they are shown as they stand."""

_NOTICE = Severity.NOTICE
_KINDS = (
    Kind(name="resident_id", category="personal.id.resident_id", mask=Mask(4, 4)),
    Kind(name="residence_permit", category="personal.id.residence_permit", mask=Mask(4, 4)),
    Kind(name="permanent_residence", category="personal.id.permanent_residence", mask=Mask(3, 4)),
    Kind(name="disability_id", category="personal.id.disability_id", basis=SENSITIVE, mask=Mask(4, 0)),
    Kind(name="student_id", category="personal.id.student_id", mask=Mask(3, 4)),
    Kind(name="military_id", category="personal.id.military_id", basis=SENSITIVE),
    Kind(name="tw_id", category="personal.id.tw_id", basis=TAIWAN, mask=Mask(4, 0)),
    Kind(name="hk_id", category="personal.id.hk_id", basis=HONG_KONG, mask=Mask(2, 0)),
    Kind(name="mo_id", category="personal.id.mo_id", basis=MACAU, mask=Mask(1, 0)),
    Kind(name="passport", category="personal.travel.passport", mask=Mask(2, 2)),
    Kind(name="hkmo_permit", category="personal.travel.hkmo_permit", mask=Mask(2, 2)),
    Kind(name="tw_permit", category="personal.travel.tw_permit", mask=Mask(2, 2)),
    Kind(name="mobile", category="personal.contact.mobile", mask=Mask(3, 4)),
    Kind(name="mobile_tw", category="personal.contact.mobile", basis=TAIWAN, mask=Mask(4, 2)),
    Kind(name="mobile_hk", category="personal.contact.mobile", basis=HONG_KONG, mask=Mask(0, 2)),
    Kind(name="mobile_mo", category="personal.contact.mobile", basis=MACAU, mask=Mask(0, 2)),
    Kind(
        name="phone_public",
        category="personal.contact.mobile",
        severity=_NOTICE,
        basis=PUBLIC,
        mask=Mask(3, 4),
    ),
    Kind(
        name="landline", category="personal.contact.landline", severity=_NOTICE, basis=PUBLIC, mask=Mask(4, 2)
    ),
    Kind(name="landline_home", category="personal.contact.landline", mask=Mask(4, 2)),
    Kind(
        name="phone_foreign",
        category="personal.contact.mobile",
        severity=Severity.DISCRETION,
        mask=Mask(4, 2),
    ),
    Kind(name="email", category="personal.contact.email"),
    Kind(name="public_email", category="personal.contact.email", severity=_NOTICE, basis=PUBLIC),
    Kind(name="qq", category="personal.contact.qq", mask=Mask(2, 2)),
    Kind(name="wechat", category="personal.contact.wechat", mask=Mask(2, 1)),
    Kind(name="bank_card", category="personal.finance.bank_card", basis=SENSITIVE),
    Kind(name="bank_account", category="personal.finance.bank_account", basis=SENSITIVE),
    Kind(name="company_account", category="organisation.bank_account", severity=_NOTICE, basis=COMPANY),
    Kind(name="uscc", category="organisation.uscc", severity=_NOTICE, basis=COMPANY),
    Kind(name="organisation_code", category="organisation.uscc", severity=_NOTICE, basis=COMPANY),
    Kind(name="tw_company", category="organisation.uscc", severity=_NOTICE, basis=("公司法 第三百九十三條",)),
    Kind(name="plate", category="personal.vehicle.plate", mask=Mask(2, 2)),
    Kind(name="property_certificate", category="personal.property.certificate", mask=Mask(1, 2)),
    Kind(name="medical_record", category="personal.health", basis=SENSITIVE, mask=Mask(0, 2)),
    Kind(name="social_card", category="personal.finance.bank_account", basis=SENSITIVE, mask=Mask(0, 3)),
    Kind(name="driver_file", category="personal.vehicle.plate", mask=Mask(0, 4)),
    Kind(name="device", category="personal.whereabouts", severity=Severity.DISCRETION, mask=Mask(2, 2)),
    Kind(name="position", category="personal.whereabouts", severity=Severity.DISCRETION, mask=Mask(3, 0)),
    Kind(
        name="network_address",
        category="system.internal_address",
        severity=Severity.DISCRETION,
        basis=NETWORK,
        mask=Mask(3, 0),
    ),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
