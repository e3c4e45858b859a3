"""The whole story, in a real repository with real keys: scan, decide, sign, gate, and every way to cheat."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from review.signoff.dsse import load_bundle, pae
from tests.builders.armour import armor
from tests.builders.repository import Repository, make_repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAFT = "公开/通知.txt"
SHEET, BUNDLE = f"{DRAFT}.review.yaml", f"{DRAFT}.signoff.jsonl"
TEXT = "关于开展志愿服务活动的通知\n\n各社区：\n请于本月底前报送活动方案。\n"
PEOPLE = (
    ("张三", "drafter", "zhang@office", "zhang", "ed25519"),
    ("李四", "department_head", "li@office", "li", "ecdsa"),
    ("王五", "reviewer", "wang@office", "wang", "ed25519"),
    ("赵六", "leader", "zhao@office", "zhao", "ed25519"),
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the beginnings that many tests share are kept."""
    return tmp_path_factory.mktemp("saved")


@pytest.fixture
def office(
    tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """A repository that ``review init`` has set up and that is committed."""
    place = tmp_path / "office"
    place.mkdir()
    one = make_repository(place, monkeypatch, capsys)
    if (saved / "office").exists():
        one.recall(saved / "office")
        return one
    signers: list[str] = []
    for name, role, principal, key, kind in PEOPLE:
        signers += ["--signer", name, role, principal, f"{one.key(key, kind)}.pub"]
    set_up = one.review("init", "--scope", "公开/**", *signers)
    assert set_up.code == 0, set_up.text
    done = one.commit("review.yaml", "allowed_signers", ".gitattributes")
    assert done.code == 0, done.text
    one.remember(saved / "office")
    return one


@pytest.fixture
def signed_office(office: Repository, saved: Path) -> Repository:
    """The same with a draft that both have signed, staged."""
    if (saved / "signed").exists():
        office.recall(saved / "signed")
    else:
        signed(office)
        office.remember(saved / "signed")
    return office


def with_sheet(one: Repository) -> None:
    """A draft with a decided sheet that names its author."""
    one.write(DRAFT, TEXT.encode())
    written = one.review("sheet", DRAFT, "--set", "author=张三")
    assert written.code == 0, written.text
    one.decide(DRAFT)


def signed(one: Repository) -> None:
    """Draft, sheet and both signatures, staged."""
    with_sheet(one)
    for role, key in (("department_head", "li"), ("reviewer", "wang")):
        done = one.sign(DRAFT, role, key)
        assert done.code == 0, done.text
    one.git("add", "--all")


def refused(one: Repository, sentence: str, *arguments: str) -> None:
    """The gate says no, in one line for the document, with this sentence and what to do."""
    run = one.review("gate", *(arguments or ("--staged",)))
    assert run.code == 12, run.text
    (line,) = [row for row in run.text.splitlines() if row.startswith("REFUSED")]
    assert sentence in line
    assert " → " in line


def test_the_whole_way(office: Repository) -> None:
    """Committed, refused, sheet, decisions, two signatures in order, released."""
    office.write(DRAFT, TEXT.encode())
    office.git("add", DRAFT)
    refused(office, "there is no review sheet → run: review sheet 公开/通知.txt")
    stopped = office.commit(DRAFT)
    assert stopped.code != 0
    assert "there is no review sheet" in stopped.text

    assert office.review("sheet", DRAFT, "--set", "author=张三").code == 0
    office.decide(DRAFT)
    office.git("add", "--all")
    refused(office, "nobody has signed off")

    first = office.sign(DRAFT, "department_head", "li")
    assert first.code == 0, first.text
    assert "Next: reviewer" in first.text
    office.git("add", "--all")
    refused(office, "reviewer (secrecy review body) has not signed yet")

    second = office.sign(DRAFT, "reviewer", "wang")
    assert "Every stage has signed" in second.text
    office.git("add", "--all")
    passed = office.review("gate", "--staged")
    assert passed.code == 0, passed.text
    assert "may go out" in passed.text
    assert office.review("gate", DRAFT).code == 0
    shown = office.review("verify", DRAFT)
    assert shown.code == 0
    assert "MAY GO OUT" in shown.text
    committed = office.commit(".")
    assert committed.code == 0, committed.text
    assert office.review("gate", "--range", "HEAD~1..HEAD").code == 0


@pytest.mark.parametrize("path", [DRAFT, SHEET, BUNDLE])
@pytest.mark.parametrize("at", [0, 0.5, 0.999])
def test_one_byte_changes(signed_office: Repository, path: str, at: float) -> None:
    """Document, sheet or sign-offs: the gate refuses, and what git stores counts, not the work tree."""
    good = (signed_office.top / path).read_bytes()
    changed = bytearray(good)
    changed[int(at * (len(good) - 1))] ^= 1
    signed_office.write(path, bytes(changed))
    assert signed_office.review("gate", "--staged").code == 0
    signed_office.git("add", "--all")
    signed_office.write(path, good)
    refused(signed_office, "")


def policy_edit(one: Repository, old: str, new: str, path: str = "review.yaml") -> None:
    """Change the policy and commit it on its own."""
    place = one.top / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")
    one.git("reset", "--quiet")
    one.commit(path, hooks=False)
    one.git("add", "--all")


def _author(one: Repository) -> str:
    with_sheet(one)
    one.review("sheet", DRAFT, "--set", "author=李四")
    one.decide(DRAFT)
    return one.sign(DRAFT, "department_head", "li").text


def _role(one: Repository) -> str:
    with_sheet(one)
    return one.sign(DRAFT, "department_head", "wang").text


def _order(one: Repository) -> str:
    with_sheet(one)
    return one.sign(DRAFT, "reviewer", "wang").text


def _stranger(one: Repository) -> str:
    with_sheet(one)
    one.key("stranger")
    return one.sign(DRAFT, "department_head", "stranger").text


def _undecided(one: Repository) -> str:
    one.write(DRAFT, "联系人手机：13800138000\n".encode())
    one.review("sheet", DRAFT, "--set", "author=张三")
    return one.sign(DRAFT, "department_head", "li").text


def _other_version(one: Repository) -> str:
    with_sheet(one)
    one.write(DRAFT, (TEXT + "补充。\n").encode())
    return one.sign(DRAFT, "department_head", "li").text


def _expired_key(one: Repository) -> str:
    policy_edit(
        one,
        "li@office namespaces",
        'li@office valid-before="20200101Z",namespaces',
        "allowed_signers",
    )
    with_sheet(one)
    return one.sign(DRAFT, "department_head", "li").text


def _compromised(one: Repository) -> str:
    policy_edit(one, '- principal: "li@office"', '- principal: "li@office"\n    compromised: 2026-01-01')
    with_sheet(one)
    return one.sign(DRAFT, "department_head", "li").text


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        (_author, "李四 (li@office) is the author of the document and cannot approve it"),
        (_role, "王五 (wang@office) does not hold the role department_head"),
        (_order, "reviewer (secrecy review body) cannot sign now; it is the turn of department_head"),
        (_stranger, "is not in allowed_signers"),
        (_undecided, "not decided yet: F1"),
        (_other_version, "the review sheet is for another version of the document"),
        (_expired_key, "the key of 李四 (li@office) was not valid any more on"),
        (_compromised, "the key of 李四 (li@office) is reported as compromised"),
    ],
)
def test_signing_is_refused(office: Repository, play: Callable[[Repository], str], sentence: str) -> None:
    """Each with its own sentence, and nothing is written."""
    assert sentence in play(office)
    assert not (office.top / BUNDLE).exists()


def _gate_compromised(one: Repository) -> None:
    policy_edit(one, '- principal: "li@office"', '- principal: "li@office"\n    compromised: 2026-01-01')


def _policy_moved_on(one: Repository) -> None:
    policy_edit(one, "expires_days: 90", "expires_days: 91")


def _gate_key_gone(one: Repository) -> None:
    place = one.top / "allowed_signers"
    rows = place.read_text(encoding="utf-8").splitlines(keepends=True)
    place.write_text("".join(row for row in rows if not row.startswith("li@office")), encoding="utf-8")
    one.git("reset", "--quiet")
    one.commit("allowed_signers", hooks=False)
    one.git("add", "--all")


def _sheet_deleted(one: Repository) -> None:
    one.commit(".")
    (one.top / SHEET).unlink()
    one.git("add", "--all")


def _signoffs_deleted(one: Repository) -> None:
    one.commit(".")
    (one.top / BUNDLE).unlink()
    one.git("add", "--all")


def _renamed(one: Repository) -> None:
    one.commit(".")
    one.git("mv", DRAFT, "公开/别名.txt")


def _all_renamed(one: Repository) -> None:
    one.commit(".")
    for suffix in ("", ".review.yaml", ".signoff.jsonl"):
        one.git("mv", DRAFT + suffix, "公开/别名.txt" + suffix)


def _symlink(one: Repository) -> None:
    one.commit(".")
    (one.top / "公开" / "链接.txt").symlink_to("/etc/passwd")
    one.git("add", "--all")


def _symlinked_folder(one: Repository) -> None:
    one.commit(".")
    one.git("rm", "-r", "--quiet", "公开")
    one.write("内部/名单.txt", b"x")
    (one.top / "公开").symlink_to("内部", target_is_directory=True)
    one.git("add", "--all")


def _lfs(one: Repository) -> None:
    one.commit(".")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 5\n"
    one.write("公开/大.pdf", pointer.encode())
    one.git("add", "--all")


def _submodule(one: Repository) -> None:
    one.commit(".")
    head = one.git("rev-parse", "HEAD").text.strip()
    one.git("update-index", "--add", "--cacheinfo", f"160000,{head},公开/sub")


def _dressed_up(one: Repository) -> None:
    one.commit(".")
    one.write("公开/名单.review.yaml", "张某 13800138000\n".encode())
    one.git("add", "--all")


def _policy_too(one: Repository) -> None:
    place = one.top / "review.yaml"
    place.write_bytes(place.read_bytes() + b"# more\n")
    one.git("add", "--all")


def _keys_too(one: Repository) -> None:
    place = one.top / "allowed_signers"
    place.write_bytes(place.read_bytes() + b"# more\n")
    one.git("add", "--all")


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        (_gate_compromised, "the key of 李四 (li@office) is reported as compromised"),
        (_policy_moved_on, "the policy has changed since 李四 (li@office) signed"),
        (_gate_key_gone, "the key of li@office is not in allowed_signers"),
        (_sheet_deleted, "there is no review sheet"),
        (_signoffs_deleted, "nobody has signed off"),
        (_renamed, "there is no review sheet"),
        (_all_renamed, "the review sheet is for another version of the document"),
        (_symlink, "this is a link to another file"),
        (_symlinked_folder, "this is a link to another file"),
        (_lfs, "only a Git LFS pointer is stored here"),
        (_submodule, "this is a submodule"),
        (_dressed_up, "named like a sheet or sign-offs, but its document is not here"),
        (_policy_too, "review.yaml changes together with documents"),
        (_keys_too, "allowed_signers changes together with documents"),
    ],
)
def test_the_gate_refuses(
    signed_office: Repository, play: Callable[[Repository], None], sentence: str
) -> None:
    """What was signed by all and is changed, moved or dressed up afterwards."""
    play(signed_office)
    refused(signed_office, sentence)


def test_what_is_deleted_does_not_go_out(signed_office: Repository) -> None:
    """A document may be taken back without anybody's signature, with or without its records."""
    signed_office.commit(".")
    (signed_office.top / DRAFT).unlink()
    signed_office.git("add", "--all")
    assert signed_office.review("gate", "--staged").code == 0
    (signed_office.top / SHEET).unlink()
    (signed_office.top / BUNDLE).unlink()
    signed_office.git("add", "--all")
    assert signed_office.review("gate", "--staged").code == 0


def test_expired(signed_office: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature does not last for ever."""
    import review.commands.gate as module

    class Later(dt.datetime):
        """A clock that is a year ahead."""

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + dt.timedelta(days=365)

    class Clock:
        """The module ``datetime`` with that clock."""

        datetime, UTC = Later, dt.UTC

    monkeypatch.setattr(module, "dt", Clock)
    refused(signed_office, "the sign-off of 李四 (li@office) expired on")


def test_a_finding_taken_out_of_the_sheet(office: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """All scan again, so a sheet from which somebody cut a finding is not signed and releases nothing."""
    with_sheet(office)
    text = "联系人手机：13800138000\n".encode()
    office.write(DRAFT, text)
    office.review("sheet", DRAFT)
    office.decide(DRAFT)
    path = office.top / SHEET
    from dataclasses import replace

    from review.sheet.record import Outcome, dump_sheet, load_sheet

    sheet = load_sheet(path.read_bytes(), "sheet")
    assert sheet.findings
    path.write_bytes(dump_sheet(replace(sheet, findings=(), decisions=(), outcome=Outcome.PUBLISH)))
    stopped = office.sign(DRAFT, "department_head", "li")
    assert (stopped.code, "a new scan finds" in stopped.text) == (12, True)
    with monkeypatch.context() as without:
        without.setattr("review.commands.sign.must_list_all", lambda *_a, **_k: None)  # another tool signs
        for role, key in (("department_head", "li"), ("reviewer", "wang")):
            assert office.sign(DRAFT, role, key).code == 0
    office.git("add", "--all")
    refused(office, "a new scan finds what the sheet does not list")
    told = office.review("verify", DRAFT)
    assert (told.code, "a new scan finds" in told.text) == (12, True)


def test_a_sheet_that_repeats_what_was_found(office: Repository) -> None:
    """Written into it by hand, it is not signed."""
    from dataclasses import replace

    from review.sheet.record import dump_sheet, load_sheet

    with_sheet(office)
    office.write(DRAFT, "联系人手机：13800138000\n".encode())
    office.review("sheet", DRAFT)
    office.decide(DRAFT)
    path = office.top / SHEET
    sheet = load_sheet(path.read_bytes(), "sheet")
    path.write_bytes(dump_sheet(replace(sheet, item=replace(sheet.item, remarks="机主 138-0013-8000 同意"))))
    stopped = office.sign(DRAFT, "department_head", "li")
    assert (stopped.code, "the sheet repeats what was found (remarks)" in stopped.text) == (12, True)
    refused_set = office.review("sheet", DRAFT, "--set", "remarks=13800138000")
    assert (refused_set.code, "13800138000" in refused_set.text) == (2, False)


def redacted(office: Repository, draft: str, copy: str) -> None:
    """A draft whose redacted copy all have signed."""
    from dataclasses import replace

    from review.sheet.record import Decision, Released, Verdict, dump_sheet, load_sheet

    office.write(draft, "联系人手机：13800138000\n".encode())
    data = "联系人手机：■■■■■■■■■■■\n".encode()
    office.write(copy, data)
    office.review("sheet", draft, "--set", "author=张三")
    path = office.top / f"{draft}.review.yaml"
    sheet = load_sheet(path.read_bytes(), "sheet")
    for one in sheet.undecided():
        sheet = sheet.decide(
            Decision(
                finding_id=one, verdict=Verdict.REDACT, reason_code="not_needed", decided_by="王五",
                decided_at="2026-03-01T09:00:00+08:00",
            )
        )  # fmt: skip
    released = Released(name=copy.rpartition("/")[2], sha256=hashlib.sha256(data).hexdigest())
    path.write_bytes(dump_sheet(replace(sheet, released=released)))
    for role, key in (("department_head", "li"), ("reviewer", "wang"), ("leader", "zhao")):
        done = office.sign(draft, role, key)
        assert done.code == 0, done.text


def test_a_redacted_copy(office: Repository) -> None:
    """The draft stays where it is not published; its redacted copy goes out under the draft's sheet."""
    redacted(office, "草稿/名单.txt", "公开/名单.txt")
    office.git("add", "--all")
    passed = office.review("gate", "--staged")
    assert passed.code == 0, passed.text


@pytest.mark.parametrize("other", ["公开/甲.txt", "公开/一.txt"])
def test_a_redacted_copy_beside_the_draft_s_sheet(office: Repository, other: str) -> None:
    """The draft is not committed, its sheet and sign-offs are: they go out with the copy, and by it alone."""
    redacted(office, "公开/名单.txt", "公开/名单-公开版.txt")
    office.git("add", "公开/名单-公开版.txt", "公开/名单.txt.review.yaml", "公开/名单.txt.signoff.jsonl")
    passed = office.review("gate", "--staged")
    assert passed.code == 0, passed.text
    sheet = (office.top / "公开/名单.txt.review.yaml").read_bytes()
    office.write(f"{other}.review.yaml", sheet)
    office.git("add", f"{other}.review.yaml")
    stopped = office.review("gate", "--staged")
    assert stopped.code == 12, stopped.text
    office.git("rm", "--cached", "-q", f"{other}.review.yaml")
    (office.top / f"{other}.review.yaml").unlink()
    (office.top / "公开/名单-公开版.txt").write_text("换过的副本\n", encoding="utf-8")
    office.git("add", "公开/名单-公开版.txt")
    changed = office.review("gate", "--staged")
    assert (changed.code, changed.text.count("REFUSED")) == (12, 3), changed.text
    assert "is not the redacted copy that the sheet of 公开/名单.txt names" in changed.text
    assert "review redact 公开/名单.txt -o 公开/名单-公开版.txt" in changed.text


def test_a_range_reads_the_policy_at_its_base(signed_office: Repository) -> None:
    """Policy and document in two commits of one range are refused as well; so is the range from nothing."""
    base = signed_office.git("rev-parse", "HEAD").text.strip()
    signed_office.commit(".")
    assert signed_office.review("gate", "--range", f"{base}..HEAD").code == 0
    place = signed_office.top / "review.yaml"
    place.write_bytes(place.read_bytes() + b"# more\n")
    signed_office.commit("review.yaml", hooks=False)
    refused(signed_office, "review.yaml changes together with documents", "--range", f"{base}..HEAD")
    refused(signed_office, "there is no review.yaml at", "--range", f"{'0' * 40}..HEAD")


def test_a_branch_older_than_the_report_of_a_key(office: Repository) -> None:
    """The protected branch as it stands now counts: a branch begun earlier does not escape it."""
    office.git("checkout", "--quiet", "-b", "older")
    signed(office)
    office.commit(".")
    office.git("checkout", "--quiet", "main")
    _gate_compromised(office)
    assert office.review("gate", "--range", "main...older").code == 0
    sentence = "the key of 李四 (li@office) is reported as compromised"
    refused(office, sentence, "--range", "main...older", "--policy-ref", "main")


def test_part_of_what_is_staged(signed_office: Repository) -> None:
    """``git commit FILE`` takes an index of its own; the hook looks at that one."""
    alone = signed_office.git("commit", "--quiet", "-m", "x", "--", SHEET, BUNDLE, check=False)
    assert "named like a sheet or sign-offs, but its document is not here" in alone.text
    signed_office.write("公开/乙.txt", b"x\n")
    signed_office.git("add", "--all")
    stopped = signed_office.git("commit", "--quiet", "-m", "x", "--", "公开/乙.txt", check=False)
    assert stopped.code != 0
    assert "公开/乙.txt: there is no review sheet" in stopped.text
    assert (
        signed_office.git("commit", "--quiet", "-m", "x", "--", DRAFT, SHEET, BUNDLE, check=False).code == 0
    )


def test_in_another_work_tree(signed_office: Repository, tmp_path: Path) -> None:
    """The hooks of the repository hold in each of its work trees, and in folders inside them."""
    other = tmp_path / "other"
    signed_office.git("worktree", "add", "--quiet", str(other))
    (other / "公开").mkdir()
    (other / "公开" / "丙.txt").write_text("x", encoding="utf-8")
    signed_office.git("-C", str(other), "add", "--all")
    stopped = signed_office.git("-C", str(other / "公开"), "commit", "--quiet", "-m", "x", check=False)
    assert "公开/丙.txt: there is no review sheet" in stopped.text


def test_a_policy_that_is_approved_already(office: Repository) -> None:
    """A branch that brings the protected branch's own policy along changes nothing in it."""
    policy_edit(office, "expires_days: 90", "expires_days: 60")
    old = office.git("rev-parse", "HEAD~1").text.strip()
    signed(office)
    office.commit(".")
    assert office.review("gate", "--range", f"{old}..HEAD", "--policy-ref", "HEAD~1").code == 0
    assert office.review("gate", "--range", f"{'0' * 40}..HEAD", "--policy-ref", "HEAD").code == 0


def test_stock_ssh_keygen_accepts_our_envelopes(signed_office: Repository, tmp_path: Path) -> None:
    """Nobody needs this program to check a sign-off."""
    for envelope in load_bundle((signed_office.top / BUNDLE).read_bytes(), "f"):
        signer = json.loads(envelope.payload)["predicate"]["signer"]
        (tmp_path / "sig").write_bytes(armor(envelope.signature))
        command = ["ssh-keygen", "-Y", "verify", "-n", "review-signoff", "-I", signer]
        command += ["-f", str(signed_office.top / "allowed_signers"), "-s", str(tmp_path / "sig")]
        subprocess.run(command, input=pae(envelope.payload), check=True, capture_output=True)


def test_the_recipe_of_the_documentation(signed_office: Repository, tmp_path: Path) -> None:
    """docs/sign-off.md: from a line of the bundle to ssh-keygen with nothing but base64."""
    row = json.loads((signed_office.top / BUNDLE).read_text(encoding="utf-8").splitlines()[0])
    payload = base64.b64decode(row["payload"])
    head = f"DSSEv1 {len(row['payloadType'])} {row['payloadType']} {len(payload)} "
    body = row["signatures"][0]["sig"]
    (tmp_path / "sig").write_text(
        f"-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n", encoding="ascii"
    )
    command = ["ssh-keygen", "-Y", "verify", "-n", "review-signoff", "-I", "li@office"]
    command += ["-f", str(signed_office.top / "allowed_signers"), "-s", str(tmp_path / "sig")]
    subprocess.run(command, input=head.encode() + payload, check=True, capture_output=True)
