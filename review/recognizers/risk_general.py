"""What is told of everybody in the words of a risk: illnesses that are insured, warnings of floods."""

from __future__ import annotations

from review.patterns import lazy

_GENERAL = {
    "sensitive_personal": (
        lazy(r"病种|慢特病|起付|报销比例|医保目录|(?:主任|主治)医[师生]|[坐出]诊"),
        lazy(r"患者|病人|[他她其某您]|入院|出院|确诊|患有?|病史|手术后|住院号"),
    ),
    "state_secret": (
        lazy(r"预警信号|防汛|三防|抗旱|防台|台风|地质灾害|森林防火"),
        lazy(r"部队|驻军|军[区队营地事用]|官兵|武警|弹药|雷达|导弹|战备|油库|[机绝秘]密|不得外|内部"),
    ),
}
"""For each label that the model mistakes such text for: words of what concerns everybody, and those by which
a passage would be about somebody, or some secret, all the same.
"""


def is_general(label: str, passage: str) -> bool:
    """Whether a folded passage that was taken for this label is told of everybody."""
    if label not in _GENERAL:
        return False
    everybody, somebody = _GENERAL[label]
    return everybody.search(passage) is not None and somebody.search(passage) is None
