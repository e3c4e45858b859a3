"""Masks of a policy in the copy: what stays, what does not, and what is refused for showing too much."""

from __future__ import annotations

import pytest

from review.errors import RefusedError
from review.policy import load_policy
from review.policy_masks import MaskStyle
from review.publish.mask_styles import by_policy, masked
from review.publish.redact import redact
from review.readers import read_bytes
from review.scanner import Scanner
from tests.builders.ooxml import Tab, docx, paragraph, run, xlsx
from tests.publish.playing import decided
from tests.test_policy_masks import masks

ID, PHONE = "110101199003071233", "13800138000"
POLICY = "personal.id.resident_id: {first: 4, last: 4}\npersonal.contact.mobile: {first: 3, last: 4}\npersonal.name: {surname: 某}"


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (ID, {"first": 4, "last": 4}, "1101**********1233"),
        (PHONE, {"first": 3, "last": 4}, "138****8000"),
        ("138 0013-8000", {"first": 3, "last": 4}, "138 ****-8000"),
        (PHONE, {"first": 3, "fill": "×"}, "138××××××××"),
        ("张三", {"surname": True, "fill": "某"}, "张某"),
        ("張志明", {"surname": True, "fill": "某"}, "張某某"),
        ("欧阳娜娜", {"surname": True, "fill": "某"}, "欧阳某某"),
        ("歐陽娜娜", {"surname": True, "fill": "〇"}, "歐陽〇〇"),
        ("1234", {"first": 2, "last": 2}, ""),
        (PHONE, {"full": True}, ""),
        ("甲\n乙", {"first": 1}, ""),
    ],
)  # fmt: skip
def test_a_value_in_a_style(value: str, style: dict[str, int], expected: str) -> None:
    """As long as the value, or nothing: then all of it goes."""
    found = masked(value, MaskStyle(key="x", **style))  # type: ignore[arg-type]
    assert found == expected
    assert not found or len(found) == len(value)


TEXT = f"姓名：张志明，身份证号码：{ID}，手机：{PHONE}。\n"
FILES = [
    ("a.txt", TEXT.encode()),
    ("b.docx", docx(paragraph(run(TEXT[:9]), run(TEXT[9:25]), run(TEXT[25:].strip())))),
    ("c.xlsx", xlsx(Tab(name="表", rows=[["姓名", "身份证号码", "手机"], ["张志明", ID, int(PHONE)]]))),
    ("d.html", f"<html><body><p>{TEXT[:15]}<b>{TEXT[15:30]}</b>{TEXT[30:]}</p></body></html>".encode()),
]


@pytest.mark.parametrize(("name", "data"), FILES, ids=[name for name, _ in FILES])
def test_the_masks_of_the_policy_stand_in_the_copy(name: str, data: bytes) -> None:
    """Across runs and tags, in cells; the values themselves are gone."""
    policy = load_policy(masks(POLICY).encode())
    scanner = Scanner.from_policy(policy)
    scan = scanner.scan_bytes(data, name=name)
    copy = redact(data, decided(scan), scan, scanner, mask=by_policy(policy.masks))
    text = "".join(read_bytes(copy.data, name=name).text.split())
    for gone in (ID, PHONE, "张志明"):
        assert gone not in text
    for kept in ("1101**********1233", "138****8000", "张某某"):
        assert kept in text


def test_a_mask_that_can_be_undone_is_refused() -> None:
    """Region and date of birth say who it is in any village; the remedy is said, the value is not."""
    policy = load_policy(masks("personal.id.resident_id: {first: 14, last: 1}").encode())
    scanner = Scanner.from_policy(policy)
    scan = scanner.scan_bytes(TEXT.encode(), name="a.txt")
    with pytest.raises(RefusedError, match="can be undone") as caught:
        redact(TEXT.encode(), decided(scan), scan, scanner, mask=by_policy(policy.masks))
    assert "--mask full" in caught.value.remedy
    assert "19900307" not in str(caught.value)
