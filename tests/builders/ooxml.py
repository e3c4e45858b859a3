"""Office files made in code: only the parts that are asked for, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships" xmlns:a="{DRAWING}" xmlns:m="{OFFICE}/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a package.

    Attributes:
        kind: last word of the relation that leads to it; empty for an orphan.
        of: the part the relation starts from; empty for the package, None for the main part.
        type: content type, when the extension does not tell it.
        id: of the relation.
    """

    name: str
    content: str | bytes
    kind: str = ""
    of: str | None = None
    type: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A relation to somewhere outside the file."""

    target: str
    kind: str
    of: str | None = None
    id: str = ""


def package(
    parts: Sequence[Part], outside: Sequence[Outside] = (), *, main: str, comment: bytes = b""
) -> bytes:
    """A zip with content types and relations filled in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "[Content_Types].xml", _types(parts))
        for owner, links in _links(parts, outside, main).items():
            folder, _slash, name = owner.rpartition("/")
            head = f"{folder}/" if folder else ""
            _write(
                archive,
                f"{head}_rels/{name}.rels",
                f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
            )
        for part in parts:
            _write(archive, part.name, part.content)
        archive.comment = comment
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content.encode() if isinstance(content, str) else content)


def _types(parts: Sequence[Part]) -> str:
    made = "".join(
        f'<Override PartName="/{escape(p.name)}" ContentType="{p.type}"/>' for p in parts if p.type
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def _links(parts: Sequence[Part], outside: Sequence[Outside], main: str) -> dict[str, str]:
    links: dict[str, str] = {}
    for number, part in enumerate(parts, 1):
        if part.kind:
            owner = main if part.of is None else part.of
            links[owner] = links.get(owner, "") + (
                f'<Relationship Id="{part.id or f"rId{number}"}" Type="{OFFICE}/relationships/{part.kind}"'
                f' Target="/{escape(part.name)}"/>'
            )
    for number, link in enumerate(outside, 1):
        owner = main if link.of is None else link.of
        links[owner] = links.get(owner, "") + (
            f'<Relationship Id="{link.id or f"ext{number}"}" Type="{OFFICE}/relationships/{link.kind}"'
            f' Target="{escape(link.target)}" TargetMode="External"/>'
        )
    return links


def core(**properties: str) -> Part:
    """Core properties such as ``creator``, ``lastModifiedBy`` or ``title``."""
    dublin = {"creator", "title", "subject", "description", "language", "identifier"}
    inner = "".join(
        f"<{'dc' if k in dublin else 'cp'}:{k}>{escape(v)}</{'dc' if k in dublin else 'cp'}:{k}>"
        for k, v in properties.items()
    )
    names = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return Part(
        name="docProps/core.xml", content=f"<cp:coreProperties {names}>{inner}</cp:coreProperties>",
        kind="core-properties", of="",
    )  # fmt: skip


# Word


def run(text: str, properties: str = "") -> str:
    """A run; ``properties`` is the inside of ``w:rPr``."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    """A paragraph of runs; bare text becomes a run."""
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{looks}{''.join(i if i.startswith('<') else run(i) for i in inner)}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of texts; a cell that starts with ``<`` is taken as paragraphs."""
    lines = ("".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def inserted(text: str, author: str = "甲", date: str = "2026-01-01T00:00:00Z") -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="{author}" w:date="{date}">{run(text)}</w:ins>'


def deleted(text: str, author: str = "甲", date: str = "2026-01-01T00:00:00Z") -> str:
    """A tracked deletion."""
    return f'<w:del w:id="2" w:author="{author}" w:date="{date}"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'


def comments(*texts: str, author: str = "甲") -> Part:
    """A part with comments."""
    inner = "".join(
        f'<w:comment w:id="{n}" w:author="{author}">{paragraph(text)}</w:comment>'
        for n, text in enumerate(texts)
    )
    return word_part("word/comments.xml", "comments", inner, kind="comments")


def word_part(name: str, root: str, inner: str, *, kind: str = "", id_: str = "") -> Part:
    """A part in the vocabulary of Word."""
    return Part(name=name, content=f"<w:{root} {NAMES}>{inner}</w:{root}>", kind=kind, id=id_)


def docx(
    *blocks: str, parts: Sequence[Part] = (), outside: Sequence[Outside] = (), comment: bytes = b""
) -> bytes:
    """A Word file: ``blocks`` are the inside of ``w:body``; bare text becomes a paragraph."""
    body = "".join(b if b.startswith("<") else paragraph(b) for b in blocks)
    main = Part(
        name="word/document.xml",
        content=f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        kind="officeDocument",
        of="",
        type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    )
    return package((main, *parts), outside, main=main.name, comment=comment)


# Excel


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A sheet: rows of values (text, number or None), 0-based hidden rows and columns.

    Attributes:
        raw: rows as XML instead, when the values need types or styles.
        before, after: XML before and after the rows.
    """

    name: str
    rows: Sequence[Sequence[str | float | None]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    state: str = "visible"
    raw: str = ""
    before: str = ""
    after: str = ""


def xlsx(
    *tabs: Tab,
    parts: Sequence[Part] = (),
    outside: Sequence[Outside] = (),
    book: str = "",
    comment: bytes = b"",
) -> bytes:
    """An Excel file with its texts as inline strings; sheet N is the part ``xl/worksheets/sheetN.xml``."""
    listed = "".join(
        f'<sheet name="{escape(t.name)}" sheetId="{n}" state="{t.state}" r:id="sheet{n}"/>'
        for n, t in enumerate(tabs, 1)
    )
    main = Part(
        name="xl/workbook.xml",
        content=f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheets>{listed}</sheets>{book}</workbook>',
        kind="officeDocument",
        of="",
        type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    )
    sheets = [
        Part(name=f"xl/worksheets/sheet{n}.xml", content=_sheet(t), kind="worksheet", id=f"sheet{n}")
        for n, t in enumerate(tabs, 1)
    ]
    return package((main, *sheets, *parts), outside, main=main.name, comment=comment)


def _sheet(tab: Tab) -> str:
    columns = "".join(f'<col min="{c + 1}" max="{c + 1}" hidden="1"/>' for c in sorted(tab.hidden_columns))
    rows = tab.raw or "".join(_row(n, row, hidden=n in tab.hidden_rows) for n, row in enumerate(tab.rows))
    around = f"<cols>{columns}</cols>" if columns else ""
    return (
        f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships">{tab.before}{around}'
        f"<sheetData>{rows}</sheetData>{tab.after}</worksheet>"
    )


def _row(number: int, row: Sequence[str | float | None], *, hidden: bool) -> str:
    cells = "".join(_cell(number, column, value) for column, value in enumerate(row) if value is not None)
    return f'<row r="{number + 1}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{cells}</row>'


def _cell(row: int, column: int, value: str | float) -> str:
    name = f"{letters(column)}{row + 1}"
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def letters(column: int) -> str:
    """Letters of a 0-based column."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


# PowerPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A slide: the inside of its shape tree, and of its notes page if it has one."""

    shapes: str
    notes: str = ""
    hidden: bool = False


SLIDE_NAMES = (
    f'xmlns:p="{SLIDE}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def shape(
    text: str, *, holder: str = "", at: tuple[int, int] = (0, 0), attributes: str = "", looks: str = ""
) -> str:
    """A shape with one paragraph; ``looks`` is the inside of ``a:rPr``, ``holder`` a placeholder's type."""
    place = f'<p:nvPr><p:ph type="{holder}"/></p:nvPr>' if holder else "<p:nvPr/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape 1" {attributes}/><p:cNvSpPr/>{place}</p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="100" cy="100"/></a:xfrm></p:spPr>'
        f"<p:txBody><a:p><a:r><a:rPr>{looks}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def pptx(
    *slides: Slide, parts: Sequence[Part] = (), outside: Sequence[Outside] = (), book: str = ""
) -> bytes:
    """A PowerPoint file; slide N is the part ``ppt/slides/slideN.xml``."""
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="slide{n}"/>' for n, _s in enumerate(slides, 1))
    main = Part(
        name="ppt/presentation.xml",
        content=f"<p:presentation {SLIDE_NAMES}><p:sldIdLst>{listed}</p:sldIdLst>"
        f'<p:sldSz cx="9144000" cy="6858000"/>{book}</p:presentation>',
        kind="officeDocument",
        of="",
        type="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    )
    made: list[Part] = []
    for number, slide in enumerate(slides, 1):
        name = f"ppt/slides/slide{number}.xml"
        show = ' show="0"' if slide.hidden else ""
        made.append(
            Part(name=name, content=_slide("sld", slide.shapes, show), kind="slide", id=f"slide{number}")
        )
        if slide.notes:
            notes = f"ppt/notesSlides/notesSlide{number}.xml"
            made.append(Part(name=notes, content=_slide("notes", slide.notes), kind="notesSlide", of=name))
    return package((main, *made, *parts), outside, main=main.name)


def _slide(root: str, shapes: str, attributes: str = "") -> str:
    return f"<p:{root} {SLIDE_NAMES}{attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{root}>"


def slide_part(name: str, root: str, shapes: str, *, kind: str = "", of: str | None = None) -> Part:
    """A layout or master."""
    return Part(name=name, content=_slide(root, shapes), kind=kind, of=of)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A plain zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            _write(archive, name, content)
    return buffer.getvalue()
