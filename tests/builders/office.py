"""An office for tests: people with SSH keys, a policy, drafts with decided sheets."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from review.finding import Confidence, Severity
from review.policy import load_policy
from review.sheet.facts import read_facts
from review.sheet.record import (
    Decision,
    Item,
    Outcome,
    Sheet,
    SheetDocument,
    SheetFinding,
    SheetScan,
    Verdict,
    dump_sheet,
)
from review.signoff.case import Case
from review.signoff.dsse import Envelope, dump_envelope, envelope_digest, load_bundle, pae
from review.signoff.keys import load_signers
from review.signoff.refusals import Refusal
from review.signoff.signing import prepare, sign_off
from review.signoff.sshsig import NAMESPACE, pack
from review.signoff.statement import SignOff, dump_statement
from review.signoff.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DRAFT = "关于公布帮扶名单的通知\n".encode()
NAME = "通知.txt"

POLICY = """\
format: policy/1
jurisdiction: cn
scope:
  include: ["公开/**", "*.txt"]
stages:
  block: [department_head, reviewer, leader]
  consent: [department_head, reviewer, leader]
  discretion: [department_head, reviewer]
  notice: [department_head, reviewer]
  clear: [department_head, reviewer]
people:
- {name: 张三, roles: [drafter, department_head], keys: [{principal: zhang@office}]}
- {name: 李四, roles: [department_head, leader], keys: [{principal: li@office}]}
- {name: 王五, roles: [reviewer, leader], keys: [{principal: wang@office}, {principal: wang-2@office}]}
- {name: 赵六, roles: [leader], keys: [{principal: zhao@office}]}
releasable: [publish, publish_redacted]
expires_days: 30
rescan: false
"""
PRINCIPALS = ("zhang@office", "li@office", "wang@office", "wang-2@office", "zhao@office")


def needs_ssh_keygen() -> None:
    """Skip where the machine has no OpenSSH."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("needs ssh-keygen")


def make_key(folder: Path, name: str, kind: str = "ed25519", *, passphrase: str = "", bits: str = "") -> Path:
    """A real key, made by ssh-keygen; its .pub lies beside it."""
    needs_ssh_keygen()
    key = folder / name
    size = ["-b", bits] if bits else []
    command = ["ssh-keygen", "-q", "-t", kind, *size, "-N", passphrase, "-C", name, "-f", str(key)]
    subprocess.run(command, check=True)
    return key


@cache
def quick_key(principal: str) -> Ed25519PrivateKey:
    """A key in memory, the same for the same principal."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(principal.encode()).digest())


def quick_public(principal: str) -> bytes:
    """The SSH form of its public half."""
    raw = quick_key(principal).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return pack(b"ssh-ed25519") + pack(raw)


def quick_sign(message: bytes, principal: str, namespace: str = NAMESPACE) -> bytes:
    """An SSHSIG as ssh-keygen makes it, without a process."""
    data = (namespace.encode(), b"", b"sha512")
    digest = hashlib.sha512(message).digest()
    raw = quick_key(principal).sign(b"SSHSIG" + b"".join(map(pack, (*data, digest))))
    signature = pack(b"ssh-ed25519") + pack(raw)
    return b"SSHSIG\0\0\0\1" + b"".join(map(pack, (quick_public(principal), *data, signature)))


def signers_file(principals: tuple[str, ...] = PRINCIPALS, options: str = "") -> bytes:
    """An ``allowed_signers`` with the quick keys."""
    rows = (
        f'{p} namespaces="{NAMESPACE}"{options} ssh-ed25519 {base64.b64encode(quick_public(p)).decode()}\n'
        for p in principals
    )
    return "".join(rows).encode()


def finding(number: int = 1, severity: Severity = Severity.CONSENT) -> SheetFinding:
    """A finding as a sheet lists it."""
    return SheetFinding(
        id=f"F{number}", rule="cn.mobile", category="personal.contact.mobile", severity=severity,
        confidence=Confidence.HIGH, count=1, places=("正文第1段",), preview="138********",
    )  # fmt: skip


def release(finding_id: str) -> Decision:
    """A decision that lets the finding pass."""
    return Decision(
        finding_id=finding_id, verdict=Verdict.RELEASE, reason_code="false_alarm", decided_by="王五",
        decided_at="2026-03-01T09:00:00+08:00",
    )  # fmt: skip


def sheet(
    data: bytes = DRAFT, name: str = NAME, *, author: str = "张三", severities: tuple[Severity, ...] = ()
) -> Sheet:
    """A decided sheet for a draft."""
    findings = tuple(finding(i, s) for i, s in enumerate(severities, 1))
    empty = Sheet(
        document=SheetDocument(name=name, sha256=hashlib.sha256(data).hexdigest(), media="txt", characters=len(data)),
        item=Item(title="通知", author=author),
        scan=SheetScan(
            version="0.1.0", language="zh_Hans", jurisdiction="cn", lexicons="none", model="none", policy="default"
        ),
        findings=findings,
    )  # fmt: skip
    decided = empty.decide(*(release(f.id) for f in findings))
    return replace(decided, outcome=decided.outcome or Outcome.PUBLISH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A draft with everything beside it, in memory."""

    data: bytes = DRAFT
    name: str = NAME
    sheet: bytes = b""
    policy: bytes = POLICY.encode()
    signers: bytes = signers_file()
    bundle: bytes = b""
    now: dt.datetime = NOW

    def case(self) -> Case:
        """What is verified."""
        return Case(
            name=self.name,
            sha256=hashlib.sha256(self.data).hexdigest(),
            sheet_sha256=hashlib.sha256(self.sheet).hexdigest(),
            facts=read_facts(self.sheet, "sheet"),
            policy=load_policy(self.policy),
            signers=load_signers(self.signers, "allowed_signers"),
            now=self.now,
        )

    def signed(self, principal: str, role: str) -> Desk:
        """After this person signed in this role."""
        turn = prepare(self.case(), self.bundle, role, quick_public(principal))
        line = sign_off(turn, quick_public(principal), lambda message: quick_sign(message, principal))
        return replace(self, bundle=self.bundle + line)

    def forged(self, principal: str, namespace: str = NAMESPACE, **changes: Any) -> Desk:
        """After a sign-off that nobody checked: whatever ``changes`` say, honestly signed by this key."""
        case = self.case()
        earlier = load_bundle(self.bundle, "") if self.bundle else ()
        honest = SignOff(
            stage=len(earlier) + 1, role=case.stages[min(len(earlier), len(case.stages) - 1)], signer=principal,
            outcome=case.facts.outcome, document_name=case.facts.document_name,
            document_sha256=case.facts.document_sha256, sheet_name=case.sheet_name,
            sheet_sha256=case.sheet_sha256, policy_sha256=case.policy.sha256, signed_at=self.now,
            expires_at=self.now + dt.timedelta(days=30),
            previous=envelope_digest(earlier[-1]) if earlier else "",
        )  # fmt: skip
        payload = dump_statement(replace(honest, **changes))
        signature = quick_sign(pae(payload), principal, namespace)
        line = dump_envelope(Envelope(payload=payload, signature=signature)) + b"\n"
        return replace(self, bundle=self.bundle + line)

    def refusal(self) -> str:
        """The code of the refusal; empty when the draft may go out."""
        try:
            verify(self.case(), self.bundle)
        except Refusal as refusal:
            return refusal.code
        return ""


def desk(*severities: Severity, author: str = "张三") -> Desk:
    """A draft with findings of these severities, all decided, nobody has signed."""
    return Desk(sheet=dump_sheet(sheet(author=author, severities=severities)))


def signed_desk() -> Desk:
    """A draft without findings that two people have signed: it may go out."""
    return desk().signed("li@office", "department_head").signed("wang@office", "reviewer")
