"""The form as a Word file, written part by part: no template, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

from review.publish.form import ITEM_WIDTHS, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.publish.form import Box, Form, Row

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDE = 9240
"""Width of the text on A4 between margins of 24 mm, in twentieths of a point."""
_LINE = 320
_EDGES = {**dict.fromkeys(("top", "left", "bottom", "right"), 12), "insideH": 4, "insideV": 4}
"""Lines around and inside a table, in eighths of a point."""
_FONTS = {"zh_Hans": ("仿宋", "宋体"), "zh_Hant": ("標楷體", "新細明體")}

_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""  # noqa: E501
_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>"""  # noqa: E501
_DOCUMENT_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/footer" Target="footer1.xml"/><Relationship Id="rId2" Type="{_R}/styles" Target="styles.xml"/></Relationships>"""  # noqa: E501


def form_docx(form: Form) -> bytes:
    """The Word file."""
    body, head = _FONTS.get(form.language, _FONTS["zh_Hans"])
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": _document(form, head),
        "word/footer1.xml": _footer(form),
        "word/styles.xml": _styles(body),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return out.getvalue()


def _document(form: Form, head: str) -> str:
    inner = "".join(
        (
            _paragraph(form.title, size=36, bold=True, centred=True, font=head, after=120),
            _paragraph(form.under, after=60),
            _table(form.rows, WIDTHS),
            _paragraph(form.foot, size=18, after=0),
            _paragraph(
                form.items_title, size=28, bold=True, centred=True, font=head, after=120, new_page=True
            ),
            _table(form.items, ITEM_WIDTHS, size=18),
            _paragraph("", size=18),
            _table(form.digests, WIDTHS, size=16),
            _paragraph(
                form.seals_title, size=28, bold=True, centred=True, font=head, after=240, new_page=True
            ),
            _table(form.seals, WIDTHS),
        )
    )
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1247" w:right="1333" w:bottom="1134" w:left="1333"'
        ' w:header="720" w:footer="600" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return _xml(f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{inner}{section}</w:body></w:document>')


def _xml(text: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'


def _paragraph(
    text: str, *, size: int = 21, bold: bool = False, centred: bool = False, font: str = "", after: int = 0,
    new_page: bool = False,
) -> str:  # fmt: skip
    place = '<w:jc w:val="center"/>' if centred else ""
    page = "<w:pageBreakBefore/>" if new_page else ""
    looks = f'<w:rFonts w:eastAsia="{font}"/>' if font else ""
    looks += "<w:b/>" if bold else ""
    looks += f'<w:sz w:val="{size}"/>'
    runs = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(_clean(line))}</w:t>' for line in text.split("\n")
    )
    return (
        f'<w:p><w:pPr>{page}<w:spacing w:before="0" w:after="{after}"/>{place}</w:pPr>'
        f"<w:r><w:rPr>{looks}</w:rPr>{runs}</w:r></w:p>"
    )


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def _table(rows: Iterable[Row], widths: tuple[int, ...], *, size: int = 21) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{thick}" w:space="0" w:color="000000"/>'
        for side, thick in _EDGES.items()
    )
    air = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
    grid = "".join(f'<w:gridCol w:w="{_WIDE * width // 100}"/>' for width in widths)
    lines = "".join(_row(row, widths, size) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDE}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{air}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _row(row: Row, widths: tuple[int, ...], size: int) -> str:
    height = _LINE * row.lines + 120
    cells = "".join(_cell(box, width, size) for box, width in _placed(row.boxes, widths))
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'
    )


def _placed(boxes: Iterable[Box], widths: tuple[int, ...]) -> Iterator[tuple[Box, int]]:
    at = 0
    for box in boxes:
        yield box, _WIDE * sum(widths[at : at + box.span]) // 100
        at += box.span


def _cell(box: Box, width: int, size: int) -> str:
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    text = _paragraph(box.text, size=size, bold=False, centred=box.label)
    looks = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{text}</w:tc>"


def _footer(form: Form) -> str:
    from review.publish.form_words import word

    before, middle, after = _around(word("page", form.language))
    looks = '<w:rPr><w:sz w:val="18"/></w:rPr>'

    def text(words: str) -> str:
        return f'<w:r>{looks}<w:t xml:space="preserve">{words}</w:t></w:r>'

    def number(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r>{looks}<w:t>1</w:t></w:r></w:fldSimple>'

    inner = text(before) + number("PAGE") + text(middle) + number("NUMPAGES") + text(after)
    return _xml(f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{inner}</w:p></w:ftr>')


def _around(pattern: str) -> tuple[str, str, str]:
    before, _n, rest = pattern.partition("{n}")
    middle, _total, after = rest.partition("{total}")
    return before, middle, after


def _styles(font: str) -> str:
    return _xml(
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
        f' w:eastAsia="{font}"/>'
        '<w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style></w:styles>'
    )
