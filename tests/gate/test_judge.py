"""Which files the gate looks at, and what it goes by."""

from __future__ import annotations

import pytest

from review.errors import DataError
from review.gate.judge import (
    Rules,
    document_of,
    documents_in,
    guarded_files,
    judge,
    judge_change,
    load_rules_from,
    only_sets_up,
)
from review.policy import load_policy
from review.sheet.facts import read_facts
from review.signoff.refusals import Refusal
from tests.builders.office import NAME, NOW, POLICY, signed_desk
from tests.laws.test_signoff_laws import Files, files_of

FILES = files_of(signed_desk())


def rules(**changes: object) -> Rules:
    """The rules of the tests."""
    policy, signers = load_rules_from(Files(FILES), "base")
    return Rules(policy=policy, signers=signers, now=NOW, read_sheet=read_facts, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("a.docx", "a.docx"),
        ("x/a.docx.review.yaml", "x/a.docx"),
        ("x/a.docx.signoff.jsonl", "x/a.docx"),
        (".review.yaml", ".review.yaml"),
        ("x/.signoff.jsonl", "x/.signoff.jsonl"),
        ("a.REVIEW.YAML", "a.REVIEW.YAML"),
    ],
)
def test_what_belongs_to_which_document(path: str, document: str) -> None:
    """Only the exact endings are ours; everything else is a document."""
    assert document_of(path) == document


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ((NAME,), (NAME,)),
        ((NAME + ".review.yaml",), (NAME,)),
        ((NAME + ".signoff.jsonl", NAME), (NAME,)),
        (("gone.txt",), ()),
        (("gone.txt.review.yaml",), ()),
        (("公开/x.docx.review.yaml",), ("公开/x.docx.review.yaml",)),
        (("elsewhere/y.txt",), ()),
    ],
)
def test_which_documents_a_change_touches(changed: tuple[str, ...], found: tuple[str, ...]) -> None:
    """By themselves or by what stands beside them; nothing slips out under a sheet's name."""
    tree = Files({**FILES, "公开/x.docx.review.yaml": b"", "elsewhere/y.txt": b""})
    assert documents_in(changed, tree, load_policy(POLICY.encode())) == found


def test_the_policy_is_no_document() -> None:
    """With a scope of everything the policy can still be changed, on its own."""
    policy = load_policy(b"format: policy/1\njurisdiction: cn\n")
    tree = Files({**FILES, "sub/review.yaml": b""})
    changed = ("allowed_signers", "review.yaml", "sub/review.yaml")
    assert documents_in(changed, tree, policy) == ("sub/review.yaml",)


def test_own_lexicons_and_models_are_guarded() -> None:
    """Whoever can change the rules can change the verdict."""
    policy = load_policy((POLICY + "lexicons: [词表.yaml]\nmodel: 模型\n").encode())
    changed = ("a.docx", "allowed_signers", "review.yaml", "模型/weights.npz", "模型2/x", "词表.yaml")
    assert guarded_files(policy, changed) == (
        "allowed_signers",
        "review.yaml",
        "模型/weights.npz",
        "词表.yaml",
    )


def test_a_guarded_change_refuses_every_document() -> None:
    """Even a document that is signed by all."""
    (verdict,) = judge_change((NAME,), Files(FILES), rules(), ("review.yaml",))
    assert verdict.refusal is not None
    assert verdict.refusal.code == "policy_in_same_change"
    (verdict,) = judge_change((NAME,), Files(FILES), rules())
    assert verdict.refusal is None


@pytest.mark.parametrize(
    ("path", "code"), [("review.yaml", "policy_missing"), ("allowed_signers", "keys_missing")]
)
def test_no_policy_no_release(path: str, code: str) -> None:
    """The gate has no default."""
    with pytest.raises(Refusal) as caught:
        load_rules_from(Files({p: d for p, d in FILES.items() if p != path}), "base")
    assert caught.value.code == code


def test_a_policy_that_cannot_be_read_is_a_failure() -> None:
    """With the place in the file, and the commit it was read from."""
    with pytest.raises(DataError) as caught:
        load_rules_from(Files({**FILES, "review.yaml": POLICY.encode() + b"x: 1\n"}), "base")
    assert caught.value.where == "base:review.yaml: x"


def test_a_sheet_with_a_typo_is_named() -> None:
    """The refusal says where in the sheet."""
    broken = {**FILES, NAME + ".review.yaml": FILES[NAME + ".review.yaml"].replace(b"item:", b"itme:")}
    refusal = judge(Files(broken), NAME, rules()).refusal
    assert refusal is not None
    assert refusal.code == "sheet_unreadable"
    assert f"{NAME}.review.yaml: " in str(refusal)


def test_what_a_new_scan_finds_is_refused() -> None:
    """``compare`` names what the sheet does not list."""
    refusal = judge(Files(FILES), NAME, rules(compare=lambda *_: ("正文第1段",))).refusal
    assert refusal is not None
    assert refusal.code == "not_in_sheet"
    assert judge(Files(FILES), NAME, rules(compare=lambda *_: ())).refusal is None


@pytest.mark.parametrize(
    ("changed", "sets_up"),
    [
        (("review.yaml", "allowed_signers", ".gitattributes", ".github/workflows/x.yml"), True),
        (("review.yaml", "a.docx"), False),
        (("sub/review.yaml",), False),
    ],
)
def test_the_first_commit_may_only_set_up(changed: tuple[str, ...], sets_up: bool) -> None:  # noqa: FBT001
    """Where there is no policy yet, only the policy may come."""
    assert only_sets_up(changed) is sets_up
