"""Streams of a PDF that are no page: attached files, XML, scripts, and drawings nobody sees drawn."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from review.document import BlockKind
from review.readers.decode import decode
from review.readers.pdf_objects import HIDDEN, METADATA, VISIBLE, ObjectId, Rule, Walk
from review.readers.pdf_strings import reads_as_text, references_in, strings_in, text_of

_KNOWN_TYPES = frozenset({"/XRef", "/ObjStm", "/Halftone", "/CMap", "/Pattern", "/XObject", "/Page"})
_KNOWN_KEYS = frozenset(
    {"/FunctionType", "/ShadingType", "/PatternType", "/N", "/Length1", "/HalftoneType", "/CMapName"}
)
_KNOWN_ROLES = frozenset(
    {"/Contents", "/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/Font"}
    | {"/Encoding", "/UseCMap", "/CharProcs", "/ICCBased", "/DestOutputProfile", "/SMask", "/Mask", "/Thumb"}
    | {"/Lookup", "/ColorSpace", "/CS", "/TR", "/TR2", "/Indexed", "/Separation", "/DeviceN", "/BG", "/BG2"}
    | {"/UCR", "/UCR2", "/HT"}
)
_ROLES: dict[str, Rule] = {
    "/JS": ("script", BlockKind.SCRIPT, HIDDEN),
    "/XFA": ("form_field", BlockKind.FIELD, HIDDEN),
    "/RC": ("annotation", BlockKind.ANNOTATION, HIDDEN),
    "/V": ("form_field", BlockKind.FIELD, VISIBLE),
    "/RV": ("form_field", BlockKind.FIELD, HIDDEN),
    "/DV": ("form_field", BlockKind.FIELD, HIDDEN),
}
_MARKED = re.compile(rb"\b(?:BDC|DP)\b")
_SHOWS_TEXT = re.compile(rb"\bBT\b.*?\b(?:Tj|TJ)\b|\bDo\b", re.DOTALL)
_COMMENT = re.compile(rb"^[^\n\r(<]*?%([^\r\n]{3,300})", re.MULTILINE)
_TECHNICAL_DATA = re.compile(
    rb".{36}acsp|\x00\x01\x00\x00|OTTO|true|%!PS-AdobeFont|\x01\x00[\x04-\x10][\x01-\x04]|/CIDInit", re.DOTALL
)
"""Colour profiles and fonts, told by their first bytes."""
_HINT_KEYS = frozenset(
    {"/S", "/A", "/B", "/I", "/V", "/O", "/E", "/L", "/C", "/T", "/Length", "/Filter", "/DecodeParms"}
)
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,} [A-Za-z]{2,}|\d{6}|[A-Z]{5}|[A-Za-z]{3,}[-_][A-Za-z]{3,}")
_MOST_APART = 2000
_ATTRIBUTE = re.compile(r"([\w:]+)=(?:\"([^\"]*)\"|'([^']*)')")
_NO_WORDS = re.compile(
    r"^(?:xmlns.*|rdf:(?:about|parseType|resource|li)|x:xmptk|xml:lang|.*[iI]D|.*Date|.*[fF]ormat)$"
)


def add_streams(walk: Walk) -> list[ObjectId]:
    """Add what streams hold; returns the drawings, to be read by drawing them on pages of their own."""
    drawings: list[ObjectId] = []
    for thing in walk.things():
        if not isinstance(thing, pikepdf.Stream):
            continue
        try:
            _add_stream(walk, thing, drawings)
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
            place = walk.source.at(part="part", name=_label(thing))
            walk.builder.gap("unread_part", place, type(error).__name__)
    return drawings


def _add_stream(walk: Walk, stream: pikepdf.Stream, drawings: list[ObjectId]) -> None:
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    roles = walk.roles.get(stream.objgen, set())
    if kind == "/EmbeddedFile" or "/EF" in roles or (roles & {"/F", "/UF"} and kind != "/XObject"):
        _add_attachment(walk, stream)
    elif kind == "/Metadata" or subtype == "/XML" or "/Metadata" in roles:
        add_xml(walk, stream.read_bytes(), "XMP")
    elif subtype == "/Image" or "/ImageMask" in stream:
        return
    elif subtype == "/Form" or "/PatternType" in stream or roles & {"/N", "/R", "/D", "/AP"}:
        _add_marked(walk, stream)
        drawings.append(stream.objgen)
    elif "/Contents" in roles and stream.objgen in walk.reachable:
        _add_marked(walk, stream)
    else:
        _add_other(walk, stream, roles, drawings)


def _add_other(walk: Walk, stream: pikepdf.Stream, roles: set[str], drawings: list[ObjectId]) -> None:
    rule = next((_ROLES[role] for role in sorted(roles) if role in _ROLES), None)
    kind = str(stream.get("/Type", ""))
    if rule is not None:
        if "/XFA" in roles:
            add_xml(walk, stream.read_bytes(), "XFA")
        else:
            walk.say(text_of(stream.read_bytes()) or "", rule)
        return
    technical = kind in _KNOWN_TYPES or any(key in stream for key in _KNOWN_KEYS) or roles & _KNOWN_ROLES
    if (technical and stream.objgen in walk.reachable) or _is_hint(stream):
        return
    data = stream.read_bytes()
    if _SHOWS_TEXT.search(data):
        drawings.append(stream.objgen)
        _add_marked(walk, stream)
    elif not technical:
        _add_unknown(walk, stream, data)


def _add_unknown(walk: Walk, stream: pikepdf.Stream, data: bytes) -> None:
    text = text_of(data[: 1 << 20])
    if _TECHNICAL_DATA.match(data):
        return
    if text is None or not reads_as_text(text):
        walk.builder.gap("unknown_part", walk.source.at(part="part", name=_label(stream)))
    elif not text.isascii() or re.search(r"[A-Za-z]{4}|\d{5}", text):
        part = "part" if stream.objgen in walk.reachable else "orphan"
        walk.say(text, (part, BlockKind.OTHER, HIDDEN), name=_label(stream))


def _is_hint(stream: pikepdf.Stream) -> bool:
    """The hint tables of a linearized file, which nothing refers to (annex F)."""
    return "/S" in stream and all(key in _HINT_KEYS for key in stream)


def _label(stream: pikepdf.Stream) -> str:
    return f"{stream.objgen[0]} {stream.get('/Type', stream.get('/Subtype', ''))}".strip()


def _add_attachment(walk: Walk, stream: pikepdf.Stream) -> None:
    from review.readers import read_into

    name = _attachment_names(walk).get(stream.objgen, f"{stream.objgen[0]}.bin")
    read_into(walk.source.inner(name, stream.read_bytes()), walk.builder, named=True)


def _attachment_names(walk: Walk) -> dict[ObjectId, str]:
    names: dict[ObjectId, str] = {}
    for thing in walk.things():
        if not hasattr(thing, "get") or thing.get("/EF") is None:
            continue
        told = thing.get("/UF", thing.get("/F"))
        name = text_of(bytes(told)) if told is not None else None
        for _key, gen in references_in(thing.EF):
            names[gen] = (name or "").replace("\\", "/").rpartition("/")[2] or "attachment"
    return names


def add_xml(walk: Walk, data: bytes, name: str) -> None:
    """Text and attributes of XML, tags taken off; a document type is refused as everywhere."""
    markup = decode(data).text
    if "<!DOCTYPE" in markup or "<!ENTITY" in markup:
        walk.builder.gap("doctype", walk.source.at(part="property", name=name))
    from html import unescape

    visibility = METADATA if name == "XMP" else HIDDEN
    rule: Rule = ("property" if name == "XMP" else "form_field", BlockKind.PROPERTY, visibility)
    for tag, text in re.findall(r"<([\w:.-]+)[^<>]*>([^<]+)(?=</)", markup):
        if not _NO_WORDS.match(tag) or tag == "rdf:li":
            walk.say(unescape(text).strip(), rule, name=f"{name} {tag.rpartition(':')[2]}")
    for tag in re.findall(r"<[^!?/][^<>]*>", markup):
        for key, double, single in _ATTRIBUTE.findall(tag):
            if not _NO_WORDS.match(key) and not (double or single).startswith("http"):
                walk.say(unescape(double or single).strip(), rule, name=f"{name} {key.rpartition(':')[2]}")


def _add_marked(walk: Walk, stream: pikepdf.Stream) -> None:
    """Text that a drawing's marks and comments say instead of what it shows: 14.9.4."""
    data = stream.read_bytes()
    _add_comments(walk, data)
    if not _MARKED.search(data):
        return
    for instruction in pikepdf.parse_content_stream(stream):
        if str(instruction.operator) in {"BDC", "DP"}:
            for key, raw, _around in strings_in(instruction.operands[1]):
                text = text_of(raw)
                if text and key != "/Lang" and walk.is_new(text):
                    walk.say(text, ("alternative_text", BlockKind.ALT_TEXT, HIDDEN), name=key.lstrip("/"))


def _add_comments(walk: Walk, data: bytes) -> None:
    for found in _COMMENT.finditer(data) if b"%" in data else ():
        text = text_of(found[1].strip())
        if text and _WORDS.search(text) and not text.startswith("%"):
            walk.say(text, ("metadata", BlockKind.OTHER, METADATA), name="%")


def drawn_apart(walk: Walk, drawings: list[ObjectId]) -> tuple[bytes, list[ObjectId]] | None:
    """A file in which every drawing has a page of its own, deleted pages too; none if there is none."""
    new, sources = pikepdf.new(), []
    for gen in drawings[:_MOST_APART]:
        _draw(walk, new, walk.file.get_object(gen))
        sources.append(gen)
    for thing in walk.things():
        if thing.objgen not in walk.reachable and _is_page(thing):
            new.pages.append(pikepdf.Page(thing))
            sources.append(thing.objgen)
    if len(drawings) > _MOST_APART:
        walk.builder.gap("too_large", walk.source.at(part="part", name="form XObjects"))
    if not sources:
        return None
    out = io.BytesIO()
    new.save(out)
    return out.getvalue(), sources


def _is_page(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page" and "/Contents" in thing


def _draw(walk: Walk, new: pikepdf.Pdf, stream: Any) -> None:
    from pikepdf import Array, Dictionary, Name

    form = new.make_stream(stream.read_bytes())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([-5000, -5000, 5000, 5000])
    resources = stream.get("/Resources") or walk.file.pages[0].obj.get("/Resources", Dictionary())
    form.Resources = new.copy_foreign(walk.file.make_indirect(resources))
    page = new.add_blank_page(page_size=(10000, 10000))
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = new.make_stream(b"1 0 0 1 5000 5000 cm /X Do")
