"""Masks in ``review.yaml``: what may be said, and which one holds."""

from __future__ import annotations

import pytest

from review.errors import DataError
from review.policy import load_policy
from review.policy_masks import style_for

HEAD = "format: policy/1\njurisdiction: cn\nmasks:\n"


def masks(text: str) -> str:
    """A policy with these masks."""
    return HEAD + "\n".join(f"  {line}" for line in text.split("\n"))


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("personal.id.resident: full", "masks.personal.id.resident", "unknown category"),
        ("hidden.comment: full", "masks.hidden.comment", "unknown category"),
        ("personal.id: none", "masks.personal.id", "unknown value → write one of: full"),
        ("personal.id: {frist: 4}", "masks.personal.id.frist", "unknown key"),
        ("personal.id: {first: 99}", "masks.personal.id.first", "between 0 and 16"),
        ("personal.id: {first: 4, fill: '**'}", "masks.personal.id.fill", "must be one character"),
        ("personal.id: {first: 4, fill: '0'}", "masks.personal.id.fill", "no digit"),
        ("personal.name: {surname: 某, first: 1}", "masks.personal.name.first", "unknown key"),
        ("personal.name: 3", "masks.personal.name", "must be"),
    ],
)
def test_a_slip_is_refused_with_its_place(text: str, where: str, says: str) -> None:
    """What, where, what to do."""
    with pytest.raises(DataError) as caught:
        load_policy(masks(text).encode())
    assert caught.value.where == f"review.yaml: {where}"
    assert says in str(caught.value)


def test_the_narrowest_holds() -> None:
    """A rule before its category, a category before the one above; none where nothing fits."""
    text = (
        "personal: full\npersonal.id: {first: 1}\npersonal.id.resident_id: {first: 2}\ncn.special: {first: 3}"
    )
    styles = load_policy(masks(text).encode()).masks
    found = [
        style_for(styles, rule, category)
        for rule, category in (
            ("x", "personal.name"), ("x", "personal.id.tw_id"), ("x", "personal.id.resident_id"),
            ("cn.special", "personal.id.resident_id"), ("x", "personal.idle"), ("x", "system.api_key"),
        )
    ]  # fmt: skip
    assert [None if s is None else (s.full, s.first) for s in found] == [
        (True, 0), (False, 1), (False, 2), (False, 3), (True, 0), None,
    ]  # fmt: skip


def test_no_masks_is_no_key() -> None:
    """Policies written before stay as they are."""
    assert load_policy(b"format: policy/1\njurisdiction: cn\n").masks == ()
