"""Evidence is told in the reader's words."""

from __future__ import annotations

import pytest

from review import i18n
from review.finding import Evidence
from review.reports.wording import evidence_phrase


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


@pytest.mark.parametrize(
    ("evidence", "phrase"),
    [
        (Evidence(kind="checksum", detail="failed"), "check digit does not hold"),
        (Evidence(kind="checksum", detail="3/8 failed"), "check digit does not hold in 3 of 8"),
        (Evidence(kind="label", detail="身份证号"), "label “身份证号”"),
        (Evidence(kind="model", detail="work_secret p=0.93"), "model: work secret (probability 0.93)"),
        (Evidence(kind="name", detail="characters"), "surname and characters as names have them"),
        (Evidence(kind="name", detail="title beside"), "a title or a form of address beside it"),
        (Evidence(kind="label", detail="company_address"), "label “address of an office or a business”"),
        (Evidence(kind="label", detail="resident_id"), "label “resident identity number”"),
        (Evidence(kind="label", detail="remark"), "label “remarks”"),
        (Evidence(kind="exactness", detail="village group"), "exact to the village group or neighbourhood"),
        (Evidence(kind="together", detail="personal.name + address"), "together: name + home address"),
        (Evidence(kind="together", detail="personal.name + village"), "together: name + village or group"),
        (Evidence(kind="tied to", detail="personal.mobile"), "stands with: mobile number"),
        (Evidence(kind="rule", detail="未公布的人事任免"), "未公布的人事任免"),
        (Evidence(kind="something new", detail="x"), "something new: x"),
        (Evidence(kind="sealed"), ""),
    ],
)
def test_phrases(evidence: Evidence, phrase: str) -> None:
    """Known kinds by their phrase, unknown ones as they are."""
    assert evidence_phrase(evidence) == phrase
