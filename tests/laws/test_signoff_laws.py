"""Laws 1 and 6: nothing that is taken away releases a document, and every changed byte is noticed."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.errors import ReviewError
from review.finding import Severity
from review.gate.judge import Rules, judge, load_rules_from
from review.sheet.facts import read_facts
from tests.builders.office import NAME, NOW, Desk, desk, signed_desk

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("data", "sheet", "bundle", "policy", "signers")
PATHS = {
    "data": NAME,
    "sheet": NAME + ".review.yaml",
    "bundle": NAME + ".signoff.jsonl",
    "policy": "review.yaml",
    "signers": "allowed_signers",
}


class Files:
    """A tree in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """The files by path."""
        self.files = files

    def kind(self, path: str) -> str:
        """Everything is a file."""
        return "file" if path in self.files else "missing"

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self.files[path]

    def ending_with(self, suffix: str) -> list[str]:
        """Paths that end so."""
        return sorted(path for path in self.files if path.endswith(suffix))


def files_of(one: Desk) -> dict[str, bytes]:
    """The draft with everything beside it."""
    return {PATHS[part]: getattr(one, part) for part in PARTS}


def released(files: Mapping[str, bytes]) -> bool:
    """Whether the gate lets the draft out. A program that fails releases nothing."""
    tree = Files(files)
    try:
        policy, signers = load_rules_from(tree, "here")
        rules = Rules(policy=policy, signers=signers, now=NOW, read_sheet=read_facts)
        return judge(tree, NAME, rules).refusal is None
    except ReviewError:
        return False


@cache
def complete() -> Desk:
    """Three findings, three signatures: it may go out."""
    one = desk(Severity.BLOCK, Severity.CONSENT, Severity.NOTICE)
    one = one.signed("li@office", "department_head").signed("wang@office", "reviewer")
    return one.signed("zhao@office", "leader")


def test_the_complete_one_is_released() -> None:
    """So that the laws below do not hold for nothing."""
    assert released(files_of(complete()))
    assert released(files_of(signed_desk()))


@pytest.mark.parametrize("part", ["data", "sheet", "bundle", "policy"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_flipped_byte_is_refused(part: str, data: st.DataObject) -> None:
    """Law 6: document, sheet, sign-offs, policy."""
    files = files_of(complete())
    whole = bytearray(files[PATHS[part]])
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert not released({**files, PATHS[part]: bytes(whole)})


@pytest.mark.parametrize("part", ["data", "sheet", "bundle", "policy"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_cut_or_growth_is_refused(part: str, data: st.DataObject) -> None:
    """A byte more, a byte less, a tail cut off."""
    files = files_of(complete())
    whole = files[PATHS[part]]
    at = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(at + 1, len(whole)))
    for changed in (whole[:at] + whole[end:], whole[:at] + b"\n" + whole[at:], whole + whole[at:end]):
        assert not released({**files, PATHS[part]: changed})


@pytest.mark.parametrize("count", range(1, len(PARTS) + 1))
def test_a_missing_file_is_refused(count: int) -> None:
    """Law 1: whichever files are taken away, alone or together; nothing missing means yes."""
    files = files_of(complete())
    for gone in combinations(PARTS, count):
        if gone == ("data",):
            continue  # what is not there does not go out
        assert not released({path: files[path] for part, path in PATHS.items() if part not in gone})


@pytest.mark.parametrize("part", ["sheet", "bundle", "policy"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_lines_taken_away_release_nothing(part: str, data: st.DataObject) -> None:
    """Law 1: fields, decisions, sign-offs, people, stages."""
    files = files_of(complete())
    lines = files[PATHS[part]].splitlines(keepends=True)
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    if not all(kept):
        changed = b"".join(line for line, keep in zip(lines, kept, strict=True) if keep)
        assert not released({**files, PATHS[part]: changed})


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_keys_taken_away_release_nothing(data: st.DataObject) -> None:
    """Law 1: a document is released with some keys only if it is released with all of them."""
    one = data.draw(st.sampled_from([complete(), signed_desk(), desk()]))
    files = files_of(one)
    lines = files[PATHS["signers"]].splitlines(keepends=True)
    kept = data.draw(st.sets(st.sampled_from(lines)))
    fewer = released({**files, PATHS["signers"]: b"".join(line for line in lines if line in kept)})
    assert not fewer or released(files)


def _without(value: Any, path: tuple[Any, ...]) -> Any:
    """A JSON value without the field at ``path``."""
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return copy


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys: Any = ()
    if isinstance(value, dict):
        keys = value
    elif isinstance(value, list):
        keys = range(len(value))
    return [deeper for key in keys for deeper in ((*path, key), *_paths(value[key], (*path, key)))]


def test_fields_taken_out_of_an_envelope_release_nothing() -> None:
    """Law 1: every field of the envelope and of the statement in it."""
    files = files_of(signed_desk())
    *before, last = files[PATHS["bundle"]].splitlines(keepends=True)
    envelope = json.loads(last)
    statement = json.loads(base64.b64decode(envelope["payload"]))
    fewer = [_without(envelope, path) for path in _paths(envelope)]
    for path in _paths(statement):
        payload = json.dumps(
            _without(statement, path), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        fewer.append({**envelope, "payload": base64.b64encode(payload.encode()).decode()})
    assert len(fewer) > 25
    for one in fewer:
        line = (json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()
        assert not released({**files, PATHS["bundle"]: b"".join((*before, line))})


@given(
    signed=st.lists(st.sampled_from(["li@office", "wang@office", "zhao@office", "zhang@office"]), max_size=4)
)
@settings(max_examples=40, deadline=None)
def test_only_the_right_people_in_the_right_order(signed: list[str]) -> None:
    """Of all ways to sign honestly for the stage whose turn it is, few release."""
    one = desk(Severity.BLOCK)
    for principal in signed:
        one = one.forged(principal)
    leaders = {"wang@office", "zhao@office"}
    right = (
        signed[:2] == ["li@office", "wang@office"] and len(signed) == 3 and signed[2] in leaders - {signed[1]}
    )
    assert released(files_of(one)) is right


def test_an_older_round_does_not_speak_for_a_newer_sheet() -> None:
    """Sign-offs of a draft do not pass on to the next version of it."""
    old = complete()
    newer = replace(old, data=old.data + b".")
    assert not released(files_of(newer))
