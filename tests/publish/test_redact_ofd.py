"""The redacted OFD file: the value goes from pages, and everything that a reader does not see goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.readers import read_bytes
from tests.builders.ofd import content, ofd, text_object, xml
from tests.publish.playing import PHONE
from tests.publish.test_redact import bytes_inside, copy_of

if TYPE_CHECKING:
    from collections.abc import Callable

SHOW = text_object(f"手机{PHONE}")
GLYPHS = f'<ofd:CGTransform CodePosition="0" CodeCount="{len(PHONE) + 2}" GlyphCount="1"><ofd:Glyphs>77</ofd:Glyphs></ofd:CGTransform>'
NOTE = {"Doc_0/Annots/Page_0/Annotation.xml": xml("PageAnnot", f'<ofd:Annot ID="3" Type="Stamp"><ofd:Remark>{PHONE}</ofd:Remark></ofd:Annot>')}  # fmt: skip
PLACES: list[tuple[str, Callable[[], bytes]]] = [
    ("page", lambda: ofd(SHOW)),
    ("two objects of a line", lambda: ofd(text_object("手机" + PHONE[:4]) + text_object(PHONE[4:], 50))),
    ("glyphs", lambda: ofd(text_object(f"手机{PHONE}", inner=GLYPHS))),
    ("template", lambda: ofd(SHOW, document='<ofd:TemplatePage ID="1" BaseLoc="T/Content.xml"/>', parts={"Doc_0/T/Content.xml": content(SHOW)})),
    ("title and author", lambda: ofd(SHOW, info=f"<ofd:Title>{PHONE}</ofd:Title><ofd:Author>{PHONE}</ofd:Author>")),
    ("outline", lambda: ofd(SHOW, document=f'<ofd:Outlines><ofd:OutlineElem Title="{PHONE}"/></ofd:Outlines>')),
    ("link", lambda: ofd(SHOW, document=f'<ofd:Actions><ofd:Action><ofd:URI URI="tel:{PHONE}"/></ofd:Action></ofd:Actions>')),
    ("note", lambda: ofd(SHOW, parts=NOTE)),
    ("attachment", lambda: ofd(SHOW, parts={"Doc_0/Attachs/a.txt": PHONE.encode()})),
    ("signature", lambda: ofd(SHOW, parts={"Doc_0/Signs/Sign_0/Seal.esl": b"\x0c\x0b" + PHONE.encode()})),
    ("comment of the zip", lambda: ofd(SHOW, comment=PHONE.encode())),
]  # fmt: skip


@pytest.mark.parametrize("make", [row[1] for row in PLACES], ids=[row[0] for row in PLACES])
def test_the_value_is_nowhere(make: Callable[[], bytes]) -> None:
    """Neither our reader nor the raw bytes of any part hold it; the rest of the page stays."""
    copy = copy_of(make(), "a.ofd")
    after = read_bytes(copy, name="a.ofd")
    assert PHONE not in "".join(after.text.split())
    assert PHONE.encode() not in bytes_inside(copy)
    assert "手机" in after.text
    assert b"CGTransform" not in bytes_inside(copy)
