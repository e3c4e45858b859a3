"""XML parts: document types are refused, damage is survived, strict names are read as transitional."""

from __future__ import annotations

import pytest

from review.readers.sweep import Sweep, speaks, telling
from review.readers.xml import XmlError, parse, stream

ROWS = b"<a><row>1</row><row>2</row><rest/></a>"


def test_a_stream_gives_each_element_and_then_the_rest() -> None:
    """Elements come one by one; the root comes last, without them."""
    texts = [(e.tag, e.text) for e in stream(ROWS, "row")]
    assert texts == [("row", "1"), ("row", "2"), ("a", None)]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a><a/>",
        "<!DOCTYPE a><a/>".encode("utf-16"),
        b"<!-- " + b"x" * 5000 + b" --><!DOCTYPE a><a/>",
    ],
)
def test_a_document_type_is_refused(data: bytes) -> None:
    """Wherever it stands and however it is encoded."""
    with pytest.raises(XmlError) as parsed:
        parse(data)
    with pytest.raises(XmlError) as streamed:
        list(stream(data, "row"))
    assert parsed.value.code == streamed.value.code == "doctype"


def test_damage_keeps_what_came_before() -> None:
    """The tree up to the break is given with the error."""
    with pytest.raises(XmlError) as broken:
        parse(b"<a><b>text</b><c")
    assert broken.value.root is not None
    assert broken.value.root.findtext("b") == "text"


def test_strict_names_are_read_as_transitional() -> None:
    """ISO/IEC 29500-1 and -4 differ in the names of their vocabularies."""
    root = parse(b'<d xmlns="http://purl.oclc.org/ooxml/drawingml/main"/>')
    assert root.tag == "{http://schemas.openxmlformats.org/drawingml/2006/main}d"


@pytest.mark.parametrize(
    ("value", "tells"),
    [
        ("张三", True),
        ("13800138000", True),
        ("138-0013-8000", True),
        ("a@example.org", True),
        ("https://example.org/x", True),
        ("C:\\Users\\zhang", True),
        ("two words", True),
        ("00AB12CD", False),
        ("http://schemas.openxmlformats.org/x", False),
        ("{12345678-1234-1234-1234-123456789012}", False),
        ("0.31496062992125984", False),
        ("heading 1", False),
        ("914400", False),
    ],
)
def test_what_tells_something(value: str, tells: bool) -> None:  # noqa: FBT001  a row of data
    """Numbers of layout and identifiers of machines say nothing; names, numbers of people and paths do."""
    assert telling(value) is tells


def test_a_sweep_sees_attributes_comments_and_people() -> None:
    """A person's name is told though its letters say nothing."""
    data = b'<a b="x" author="zhangsan" c="two words"><!-- note --></a>'
    sweep = Sweep()
    sweep.add(parse(data))
    assert speaks(data)
    assert set(sweep.values) == {"zhangsan", "two words"}
    assert list(sweep.comments) == ["note"]
