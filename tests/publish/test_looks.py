"""Copies and forms open in an office program and look as they should (needs LibreOffice)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest

from review.publish.annotate import annotate
from review.publish.form import make_form
from review.publish.form_docx import form_docx
from review.publish.redact import redact
from review.reports.wording import reasons_of
from review.scanner import Scanner
from tests.builders.ooxml import docx, paragraph, run
from tests.publish.playing import SCANNER, decided
from tests.shared_data import shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)"),
]
DRAFTS = Path(__file__).resolve().parents[2] / "examples" / "drafts"


def printed(folder: Path, name: str, data: bytes) -> pypdfium2.PdfDocument:
    """The file as LibreOffice lays it out."""
    source = folder / name
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    if not source.with_suffix(".pdf").exists():
        pytest.skip("this LibreOffice lacks the program for such files")
    return pypdfium2.PdfDocument(source.with_suffix(".pdf").read_bytes())


def pages(folder: Path, name: str, data: bytes) -> list[str]:
    """Text of each page as LibreOffice lays it out."""
    document = printed(folder, name, data)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def drawn(document: pypdfium2.PdfDocument) -> list[NDArray[np.int16]]:
    """Each page's grey values."""
    return [page.render(scale=1, grayscale=True).to_numpy().squeeze().astype(np.int16) for page in document]


SAME_LOOK = [
    "docx_hidden/HC019-Hidden-Run.docx",
    "docx_hidden/TaskPlanTemplate.docx",
    "docx_hidden/headerFooter.docx",
    "docx_hidden/endnotes.docx",
    "xlsx_hidden/46535.xlsx",
    "xlsx_hidden/WidthsAndHeights.xlsx",
    "xlsx_hidden/49273.xlsx",
    "xlsx_hidden/with-annotation.ods",
]


@pytest.mark.parametrize("name", SAME_LOOK)
def test_a_real_file_looks_as_before(name: str, tmp_path: Path) -> None:
    """Hidden things and authors are gone, and the pages are the same to the eye: hardly a pixel differs."""
    path = shared("data/files") / name
    data = path.read_bytes()
    scan = SCANNER.scan_bytes(data, name=path.name)
    before = drawn(printed(tmp_path, f"before{path.suffix}", data))
    copy = redact(data, decided(scan), scan, SCANNER).data
    after = drawn(printed(tmp_path, f"after{path.suffix}", copy))
    assert [page.shape for page in after] == [page.shape for page in before]
    for one, other in zip(before, after, strict=True):
        assert (abs(one - other) > 64).mean() < 0.002


def test_white_words_leave_their_room_on_the_page(tmp_path: Path) -> None:
    """Words behind white ones stand where they stood."""
    hidden = run("看不见的字and hidden words", '<w:color w:val="FFFFFF"/>')
    data = docx(paragraph("前面", hidden, "后面的字"), paragraph("手机13800138000"), "末段")
    scan = SCANNER.scan_bytes(data, name="a.docx")
    copy = redact(data, decided(scan), scan, SCANNER).data
    places = []
    for name, file in (("before.docx", data), ("after.docx", copy)):
        text = printed(tmp_path, name, file)[0].get_textpage()
        at = text.get_text_range().index("后面的字")
        places.append(text.get_charbox(at)[0])
    assert abs(places[0] - places[1]) < 30  # points, after 22 letters


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
        assert len(pages(tmp_path, f"notes{ending}", annotate(data, scan, reasons_of))) >= len(before)


def test_the_form_opens(tmp_path: Path) -> None:
    """Three pages: the form, the record, the seals."""
    scan = SCANNER.scan_text("关于值班的通知\n手机13800138000。\n", name="a.txt")
    found = pages(tmp_path, "form.docx", form_docx(make_form(decided(scan), "ab" * 32, [], "zh_Hans")))
    assert len(found) == 3
    assert "政府信息公开保密审查表" in found[0]
