"""Every hiding place that our readers know, emptied: the samples of the readers' own tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from review.errors import RefusedError
from review.finding import Confidence, Match, Severity
from review.publish.redact import redact
from review.readers import read_bytes
from review.recognizers.hidden import Hidden
from review.recognizers.view import Settings
from review.scanner import Scanner
from tests.builders.ooxml import docx, pptx, xlsx
from tests.publish.playing import decided
from tests.publish.test_redact import bytes_inside
from tests.readers import test_docx, test_html, test_mail, test_ofd, test_pdf, test_pptx, test_xlsx
from tests.readers.tokens import token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _pytest.mark import ParameterSet

    from review.recognizers.view import View

WORDS = re.compile(r"秘密[A-Z0-9甲一二三]*")
_ASCII = re.compile(r"[A-Z]{4,}")


class Tokens:
    """Every word that a sample hides."""

    name = "tokens"

    def vocabulary(self) -> Iterable[tuple[str, str]]:
        """Nothing fixed."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Each word is a value of its own."""
        for match in WORDS.finditer(view.text):
            start, end = view.span(*match.span())
            yield Match(
                rule="test.token", category="personal.name", severity=Severity.CONSENT,
                confidence=Confidence.HIGH, start=start, end=end, preview="■", key=match[0],
            )  # fmt: skip


SCANNER = Scanner(recognizers=[Tokens(), Hidden(Settings())], combiners=[])
MATRICES: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: docx(*test_docx.BLOCKS, parts=test_docx.PARTS, outside=test_docx.OUTSIDE, comment=token("ZIP").encode()),
    "a.xlsx": lambda: xlsx(*test_xlsx.TABS, parts=test_xlsx.PARTS, outside=test_xlsx.OUTSIDE, book=test_xlsx.BOOK),
    "a.pptx": lambda: pptx(*test_pptx.SLIDES, parts=test_pptx.PARTS, outside=test_pptx.OUTSIDE, book=test_pptx.BOOK),
}  # fmt: skip
SINGLE: list[tuple[str, str, Callable[[], bytes]]] = [
    *(("a.html", row[0], lambda body=row[1]: f"<html><body>{body}</body></html>".encode()) for row in test_html.PLACES),
    *(("a.ofd", row[0], row[1]) for row in test_ofd.PLACES),
    *(("a.pdf", row[0], row[1]) for row in test_pdf.PLACES),
    *(("a.eml", row[0], lambda data=row[1]: data) for row in test_mail.PLACES),
]  # fmt: skip


def copy_of(data: bytes, name: str) -> bytes | None:
    """The copy after everything was decided to be redacted; nothing if it is refused."""
    scan = SCANNER.scan_bytes(data, name=name)
    assert scan.findings
    try:
        return redact(data, decided(scan), scan, SCANNER).data
    except RefusedError:
        return None


@pytest.mark.parametrize("name", MATRICES)
def test_a_file_with_every_place(name: str) -> None:
    """Sixty places of a Word file, forty-five of a workbook, eighteen of a presentation at once."""
    data = MATRICES[name]()
    copy = copy_of(data, name)
    assert copy is not None
    assert not WORDS.search("".join(read_bytes(copy, name=name).text.split()))
    assert "秘密" not in bytes_inside(copy).decode("utf-8", "replace")


REFUSED = frozenset({("a.pdf", "soft mask")})
"""Places that a person has to empty; everything else is done."""


def _row(name: str, place: str, make: Callable[[], bytes]) -> ParameterSet:
    """Pages of a PDF take a second each, so they wait for ``make test-all``."""
    marks = [pytest.mark.slow] if name == "a.pdf" else []
    return pytest.param(name, place, make, id=f"{name[2:]} {place}", marks=marks)


@pytest.mark.parametrize(("name", "place", "make"), [_row(*row) for row in SINGLE])
def test_each_place(name: str, place: str, make: Callable[[], bytes]) -> None:
    """Nothing is left that our reader finds; or the copy is refused, which is known here."""
    copy = copy_of(make(), name)
    assert (copy is None) == ((name, place) in REFUSED)
    if copy is not None:
        assert not WORDS.search("".join(read_bytes(copy, name=name).text.split()))
