"""Copies and forms open in an office program and look as they should (needs LibreOffice)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from review.publish.annotate import annotate
from review.publish.form import make_form
from review.publish.form_docx import form_docx
from review.publish.redact import redact
from review.scanner import Scanner
from tests.publish.playing import SCANNER, decided

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)"),
]
DRAFTS = Path(__file__).resolve().parents[2] / "examples" / "drafts"


def pages(folder: Path, name: str, data: bytes) -> list[str]:
    """Text of each page as LibreOffice lays it out."""
    source = folder / name
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    if not source.with_suffix(".pdf").exists():
        pytest.skip("this LibreOffice lacks the program for such files")
    document = pypdfium2.PdfDocument(source.with_suffix(".pdf").read_bytes())
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("name", ["01-危房改造公示.docx", "02-附件-补助对象名单.xlsx", "10-节水宣传.pptx"])
def test_a_copy_keeps_its_pages(name: str, tmp_path: Path) -> None:
    """Redacted and annotated copies open and have as many pages as the draft."""
    data = (DRAFTS / name).read_bytes()
    scanner = Scanner()
    scan = scanner.scan_bytes(data, name=name)
    ending = Path(name).suffix
    before = pages(tmp_path, f"before{ending}", data)
    after = pages(tmp_path, f"after{ending}", redact(data, decided(scan), scan, scanner).data)
    assert len(after) == len(before)
    if ending != ".pptx":
        assert len(pages(tmp_path, f"notes{ending}", annotate(data, scan))) >= len(before)


def test_the_form_opens(tmp_path: Path) -> None:
    """Three pages: the form, the record, the seals."""
    scan = SCANNER.scan_text("关于值班的通知\n手机13800138000。\n", name="a.txt")
    found = pages(tmp_path, "form.docx", form_docx(make_form(decided(scan), "ab" * 32, [], "zh_Hans")))
    assert len(found) == 3
    assert "政府信息公开保密审查表" in found[0]
