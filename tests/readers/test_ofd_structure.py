"""The structure of GB/T 33190: bodies, versions, drawing parameters, graphics, clips."""

from __future__ import annotations

import pytest

from review.document import Document, Visibility
from review.readers import read_here
from tests.builders.ofd import HEAD, content, ofd, text_object, xml

SEEN, HIDDEN = Visibility.VISIBLE, Visibility.HIDDEN
WORD = "秘密甲"
PLAIN = text_object("关于印发办法的通知", 20, 50)
WHITE = '<ofd:FillColor Value="255 255 255"/>'
PARAMS = xml(
    "Res",
    f'<ofd:DrawParams><ofd:DrawParam ID="51">{WHITE}</ofd:DrawParam><ofd:DrawParam ID="50" Relative="51"/>'
    '<ofd:DrawParam ID="52" Relative="52"/></ofd:DrawParams><ofd:CompositeGraphicUnits>'
    f'<ofd:CompositeGraphicUnit ID="60"><ofd:Content>{text_object(WORD, 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    '<ofd:CompositeGraphicUnit ID="61"><ofd:Content><ofd:CompositeObject Boundary="0 0 9 9" ResourceID="61"/></ofd:Content>'
    "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
)
CLIP = (
    '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="{}"><ofd:AbbreviatedData>M 0 0 L 1 1 C</ofd:AbbreviatedData>'
    "</ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
)
EMPTY = f'<ofd:TextObject ID="9" Boundary="20 30 0 0" Font="1" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="5 5">{WORD}</ofd:TextCode></ofd:TextObject>'
PATTERN = (
    '<ofd:PathObject ID="8" Boundary="0 0 9 9" Fill="true"><ofd:FillColor><ofd:Pattern><ofd:CellContent>'
    f"{text_object(WORD)}</ofd:CellContent></ofd:Pattern></ofd:FillColor></ofd:PathObject>"
)


def sight(doc: Document) -> tuple[Visibility, str]:
    """Visibility and part of the only place where the word stands."""
    assert doc.text.count(WORD) == 1
    at = doc.text.index(WORD)
    place, seen = doc.locate(at, at + len(WORD))
    return seen, place.part


@pytest.mark.parametrize(
    ("objects", "seen", "part"),
    [
        pytest.param(text_object(WORD, extra='DrawParam="51"'), HIDDEN, "invisible_text", id="white parameter"),
        pytest.param(text_object(WORD, extra='DrawParam="50"'), HIDDEN, "invisible_text", id="relative parameter"),
        pytest.param(text_object(WORD, extra='DrawParam="52"'), SEEN, "body", id="parameter that leans on itself"),
        pytest.param(
            text_object(WORD, extra='DrawParam="51"', inner='<ofd:FillColor Value="0 0 0"/>'),
            SEEN, "body", id="own colour first",
        ),
        pytest.param(text_object(WORD, extra='HScale="0.001"'), HIDDEN, "invisible_text", id="no width"),
        pytest.param(text_object(WORD, inner=CLIP.format("0 0 0.1 0.1")), HIDDEN, "invisible_text", id="clipped"),
        pytest.param(text_object(WORD, inner=CLIP.format("0 0 90 90")), SEEN, "body", id="inside its clip"),
        pytest.param(EMPTY, HIDDEN, "invisible_text", id="empty boundary"),
        pytest.param(PATTERN, HIDDEN, "orphan", id="pattern"),
        pytest.param("<ofd:Unknown>" + text_object(WORD) + "</ofd:Unknown>", HIDDEN, "orphan", id="unknown holder"),
    ],
)  # fmt: skip
def test_what_a_page_shows(objects: str, seen: Visibility, part: str) -> None:
    """Parameters, clips and boundaries decide whether text is seen; text nobody comes by is told all the same."""
    resources = PARAMS.replace(WORD, "乙")
    doc = read_here(ofd(PLAIN + objects, parts={"Doc_0/DocumentRes.xml": resources}), name="a.ofd")
    assert sight(doc) == (seen, part)


@pytest.mark.parametrize(
    ("objects", "seen", "part"),
    [
        ('<ofd:CompositeObject Boundary="20 90 50 9" ResourceID="60"/>', SEEN, "body"),
        ('<ofd:CompositeObject Boundary="20 90 50 9" ResourceID="61"/>', HIDDEN, "orphan"),
        ("", HIDDEN, "orphan"),
    ],
    ids=["used", "one that holds itself", "unused"],
)
def test_composite_graphics(objects: str, seen: Visibility, part: str) -> None:
    """A graphic shows where it is used; one that nothing uses is left over."""
    doc = read_here(ofd(PLAIN + objects, parts={"Doc_0/DocumentRes.xml": PARAMS}), name="a.ofd")
    assert sight(doc) == (seen, part)


def document(page: str) -> str:
    """A document of one page."""
    return xml("Document", f'<ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="{page}"/></ofd:Pages>')


VERSION = "<ofd:Versions><ofd:Version ID='1' Index='1' Current='{}' BaseLoc='Doc_0/V1.xml'/></ofd:Versions>"


@pytest.mark.parametrize(
    ("body", "seen", "part"),
    [
        (VERSION.format("false"), HIDDEN, "earlier_revision"),
        (VERSION.format("true"), SEEN, "body"),
        ("</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Old/Document.xml</ofd:DocRoot>", SEEN, "body"),
        ("", HIDDEN, "earlier_revision"),
    ],
    ids=["earlier version", "current version", "second body", "named by nobody"],
)
def test_bodies_and_versions(body: str, seen: Visibility, part: str) -> None:
    """Every body and the current version are seen; other versions are earlier ones."""
    parts: dict[str, bytes | str] = {
        "Doc_0/V1.xml": xml("DocVersion", "<ofd:DocRoot>/Old/Document.xml</ofd:DocRoot>"),
        "Old/Document.xml": document("P.xml"),
        "Old/P.xml": content(text_object(WORD)),
    }
    assert sight(read_here(ofd(PLAIN, body=body, parts=parts), name="a.ofd")) == (seen, part)


def test_a_file_without_a_root_shows_its_documents() -> None:
    """Where nothing says which document is current, none is called old."""
    doc = read_here(ofd(text_object(WORD), parts={"OFD.xml": f"{HEAD}<x/>"}), name="a.ofd")
    assert sight(doc) == (SEEN, "body")
