"""VML drawings: old-style shapes, WordArt and form controls, seldom well-formed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from review.document import BlockKind, Visibility
from review.readers.docx_drawing import alt_texts, vml_words
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from review.readers.ooxml import Office


_CLIENT = "{urn:schemas-microsoft-com:office:excel}ClientData"
_SETTING = re.compile(r"[\s\d,.-]*|True|False|Center|Left|Right|Top|Bottom|Pict\w*|Single|Button|Auto\w*")
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
"""Office writes breaks as in HTML of old, which is no XML."""


def read_vml(office: Office, part: str, data: bytes) -> None:
    """Text boxes and WordArt of a VML part; one that is broken is read as far as it goes, and is a gap."""
    try:
        root = parse(_OPEN_BREAK.sub(rb"<br/>", data))
    except XmlError as error:
        office.builder.gap(error.code, office.at(part="part", name=part))
        if error.root is None:
            return
        root = error.root
    office.sweep(part, root)
    for text in vml_words(root):
        office.told.add(text)
        office.add(text, BlockKind.WATERMARK, part="part", name=part)
    for box in root.iter("{urn:schemas-microsoft-com:vml}textbox"):
        office.add("".join(map(str, box.itertext())).strip(), BlockKind.TEXTBOX, part="textbox", name=part)
    for text, _hidden in alt_texts(root):
        office.told.add(text)
        office.add(text, BlockKind.ALT_TEXT, Visibility.METADATA, part="part", name=part)
    said = (e.text or "" for data in root.iter(_CLIENT) for e in data.iterchildren(etree.Element))
    formulas = [text.strip() for text in said if not _SETTING.fullmatch(text)]
    office.add("\n".join(formulas), BlockKind.FIELD, Visibility.METADATA, part="field", name=part)
