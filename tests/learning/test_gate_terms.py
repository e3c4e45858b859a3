# ruff: noqa: D103 - the names of these tests are sentences
"""The gate's words: of several seeds, rare in published text, with a threshold from genres never seen."""

from __future__ import annotations

import numpy as np

from review.learning.gate_terms import LEAST_SEEDS, find_cues, make_gate

RISKY = [(seed, seed, f"第{seed}组凌晨收网，暗号照旧，依法处理。") for seed in range(40)]
CLEAN = ["行政机关应当依法处理。"] * 400


def test_words_of_published_text_are_no_cues() -> None:
    cues = find_cues(["收网"], ["凌晨", "依法"], RISKY, CLEAN)
    gate = make_gate(cues, np.array([seed % 4 for seed, _, _ in RISKY]))
    assert set(gate.terms) == {"收网", "凌晨"}


def test_a_string_of_too_few_seeds_is_no_cue_but_an_idea_is() -> None:
    few = [(seed % (LEAST_SEEDS - 1), i, text) for i, (seed, _, text) in enumerate(RISKY)]
    cues = find_cues(["收网"], ["凌晨"], few, CLEAN)
    assert set(make_gate(cues, np.arange(len(few)) % 2).terms) == {"收网"}
    weights = dict(zip(cues.words, cues.weights(np.ones(len(few), dtype=bool)).tolist(), strict=True))
    assert weights["收网"] > 0 == weights["凌晨"]


def test_nearly_every_paragraph_of_an_unseen_genre_passes() -> None:
    cues = find_cues(["收网"], ["凌晨", "暗号"], RISKY, CLEAN)
    gate = make_gate(cues, np.array([seed % 4 for seed, _, _ in RISKY]))
    assert gate.threshold <= sum(gate.terms.values())
    assert gate.threshold > 0


def test_one_character_and_plain_numbers_are_no_cues() -> None:
    assert find_cues(["网"], ["12", "收网"], RISKY, CLEAN).words == ["收网"]
