# ruff: noqa: D103 - the names of these tests are sentences
"""The corpus: balanced, varied, the same each time, and free of words that would give the answer away."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from review.errors import DataError
from review.learning.compose import Paragraph, compose
from review.learning.dice import Dice
from review.learning.examples import examples
from review.learning.seeds import read_seeds
from review.learning.slots import Filler
from review.learning.vocabulary import read_concepts
from review.model.labels import LABELS
from review.text.folding import fold_term

GIVE_AWAY = ("机密", "绝密", "秘密", "内部资料", "内部文件")


@cache
def corpus() -> tuple[Paragraph, ...]:
    return tuple(compose(read_seeds()))


def test_at_least_three_thousand_paragraphs_hardly_any_twice() -> None:
    texts = [p.text for p in corpus()]
    assert len(texts) >= 3000
    assert len(set(texts)) > 0.98 * len(texts)


def test_as_many_clean_paragraphs_as_risky_ones() -> None:
    clean = sum(not p.labels for p in corpus())
    assert clean >= len(corpus()) - clean


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_many_seeds_in_both_scripts(label: str) -> None:
    mine = [p for p in corpus() if label in p.labels]
    assert len({p.seed for p in mine}) >= 80
    assert {p.script for p in mine} == {"hans", "hant"}


def test_risky_seeds_do_not_give_themselves_away() -> None:
    """A positive that says 机密 teaches nothing that marks do not find."""
    telling = [
        s.id for s in read_seeds() if s.labels and any(word in fold_term(s.text) for word in GIVE_AWAY)
    ]
    assert not telling


def test_frames_give_nothing_away() -> None:
    """Openings are shared: no first six characters stand before risky paragraphs only, many times."""
    heads: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for p in corpus():
        start = p.cores[0][0]
        if start > 5:
            heads[bool(p.labels)][p.text[:6]] += 1
    assert not [h for h, n in heads[True].items() if n > 60 and not heads[False][h]]


def test_composing_twice_gives_the_same() -> None:
    seeds = read_seeds()[:40]
    assert list(compose(seeds)) == list(compose(seeds))


def test_the_core_is_where_it_is_said_to_be() -> None:
    for p in corpus()[::97]:
        start, end, labels = p.cores[0]
        assert 0 <= start < end <= len(p.text)
        assert labels == p.labels


def test_windows_beside_the_core_are_clean_and_half_of_it_is_none() -> None:
    text = "会议由主任主持。" + "甲" * 100 + "。请各科室配合工作。"
    p = Paragraph(text=text, labels=frozenset({"process"}), topic="t", seed="s", genre="g", script="hans",
                  cores=((8, 109, frozenset({"process"})),))  # fmt: skip
    found = {e.window: e.labels for e in examples([p])}
    assert found["会议由主任主持。"] == frozenset()
    assert found["甲" * 100 + "。"] == {"process"}


def test_dice_are_the_same_everywhere() -> None:
    """Fixed numbers: a change here changes every shipped weight."""
    dice = Dice("name")
    assert [dice.below(1000) for _ in range(4)] == [
        Dice("name").below(1000),
        *[dice_at(i) for i in (2, 3, 4)],
    ]


def dice_at(throw: int) -> int:
    from hashlib import sha256

    return int.from_bytes(sha256(f"name|{throw}".encode()).digest()[:8], "big") % 1000


def test_an_unknown_slot_is_named() -> None:
    with pytest.raises(DataError, match=r"unknown slot \{nobody\}"):
        Filler(Dice("x")).fill("{nobody}来了")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("句子\n", "a seed before the first section"),
        ("== a | secret | g | cn\n句子\n", "unknown label secret"),
        ("== a | personal | g | us\n句子\n", "unknown region us"),
        ("== a | personal\n句子\n", "a section needs"),
        ("== a | | g | cn\n句子\n== a | | g | cn\n", "topic a comes twice"),
    ],
)
def test_a_bad_seed_file_is_refused(tmp_path, text: str, message: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_seeds(tmp_path)


def test_concepts_stand_in_folded_form_and_once() -> None:
    for words in read_concepts().values():
        assert len(set(words)) == len(words)
        assert all(fold_term(word) == word for word in words)
