"""Everything in a PDF that is no page text: properties, notes, fields, names, scripts, files, left-overs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.pdf_strings import reads_as_text, references_in, strings_in, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.readers.source import Source

ObjectId = tuple[int, int]
Rule = tuple[str, BlockKind, Visibility]

HIDDEN, METADATA, VISIBLE = Visibility.HIDDEN, Visibility.METADATA, Visibility.VISIBLE
_PROPERTY: Rule = ("property", BlockKind.PROPERTY, METADATA)
_BY_KEY: dict[str, Rule] = {
    "/Contents": ("annotation", BlockKind.ANNOTATION, HIDDEN),
    "/RC": ("annotation", BlockKind.ANNOTATION, HIDDEN),
    "/Subj": ("annotation", BlockKind.PROPERTY, METADATA),
    "/OverlayText": ("annotation", BlockKind.ANNOTATION, VISIBLE),
    "/V": ("form_field", BlockKind.FIELD, VISIBLE),
    "/DV": ("form_field", BlockKind.FIELD, HIDDEN),
    "/Opt": ("form_field", BlockKind.FIELD, VISIBLE),
    "/TU": ("form_field", BlockKind.FIELD, HIDDEN),
    "/TM": ("form_field", BlockKind.FIELD, HIDDEN),
    "/CA": ("form_field", BlockKind.FIELD, VISIBLE),
    "/RV": ("form_field", BlockKind.FIELD, HIDDEN),
    "/ActualText": ("alternative_text", BlockKind.ALT_TEXT, HIDDEN),
    "/Alt": ("alternative_text", BlockKind.ALT_TEXT, HIDDEN),
    "/E": ("alternative_text", BlockKind.ALT_TEXT, HIDDEN),
    "/JS": ("script", BlockKind.SCRIPT, HIDDEN),
    "/URI": ("link", BlockKind.LINK, HIDDEN),
    "/Title": ("outline", BlockKind.OTHER, METADATA),
    "/F": ("attachment", BlockKind.NAME, HIDDEN),
    "/UF": ("attachment", BlockKind.NAME, HIDDEN),
    "/Desc": ("attachment", BlockKind.OTHER, HIDDEN),
    **dict.fromkeys(
        (
            "/Author",
            "/Creator",
            "/Producer",
            "/Keywords",
            "/Subject",
            "/Company",
            "/Manager",
            "/SourceModified",
        ),
        _PROPERTY,
    ),
    "/Reason": _PROPERTY,
    "/Location": _PROPERTY,
    "/ContactInfo": _PROPERTY,
}
_NO_TEXT = frozenset(
    {
        "/ID",
        "/O",
        "/U",
        "/OE",
        "/UE",
        "/Perms",
        "/CheckSum",
        "/Cert",
        "/ByteRange",
        "/Lookup",
        "/Panose",
        "/IDS",
    }
    | {
        "/CharSet",
        "/CIDSet",
        "/Data",
        "/TransferFunction",
        "/FontFamily",
        "/FontName",
        "/BaseFont",
        "/Encoding",
    }
)
"""Keys of bytes that are no words, and of names of fonts."""
_SELDOM = frozenset(
    {
        "/Registry",
        "/Ordering",
        "/DA",
        "/DS",
        "/Lang",
        "/NM",
        "/M",
        "/CreationDate",
        "/ModDate",
        "/LastModified",
    }
    | {"/Ver", "/OutputCondition", "/OutputConditionIdentifier", "/RegistryName", "/Info"}
)
"""Keys of technical words, told only when they hold Chinese or words run together."""
_NAMES = frozenset({"/Names", "/Dest", "/D", "/Limits", "/T", "/Kids", "/Nums"})
_TELLING = re.compile(r"[^\x00-\x7f]|\d{5}|@|[A-Z]{4}")
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Z]{4}[a-z]|[a-z][A-Z]{4}|[A-Za-z]{4,}_[A-Za-z]{3,}")
_ENOUGH = re.compile(r"[^\W\d_]{2}|\d{4}|[\u3400-\u9fff]")
_MANY_RECENT = 500
_UNSEEN_FLAGS = 0x22  # hidden, or not on screen (ISO 32000-1 table 165)
_BLANKS = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Text without blanks: what two extractions of the same words have in common."""
    return _BLANKS.sub("", text)


@dataclass(slots=True, kw_only=True)
class Walk:
    """A PDF's objects and what is known of them.

    Attributes:
        file: the file, opened with pikepdf.
        pages: object id of each page → its number.
        roles: object id → keys under which others refer to it.
        reachable: ids of objects that the document uses.
        on_page: id of an annotation → number of its page.
        unseen: ids of appearances of hidden annotations.
        known: text that was read already, without blanks; ``recent`` is what was added since.
    """

    file: pikepdf.Pdf
    source: Source
    builder: DocumentBuilder
    pages: dict[ObjectId, int] = field(default_factory=dict)
    roles: dict[ObjectId, set[str]] = field(default_factory=dict)
    reachable: set[ObjectId] = field(default_factory=set)
    on_page: dict[ObjectId, int] = field(default_factory=dict)
    unseen: set[ObjectId] = field(default_factory=set)
    known: str = ""
    recent: list[str] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    def things(self) -> Iterator[Any]:
        """Every object that has a number and is more than a number itself."""
        return (thing for thing in self.file.objects if hasattr(thing, "objgen"))

    def is_new(self, text: str) -> bool:
        """Whether nothing read so far holds the text."""
        wanted = squeezed(text)
        return wanted not in self.known and not any(wanted in piece for piece in self.recent)

    def learn(self, text: str) -> None:
        """From here on the text is known."""
        self.recent.append(squeezed(text))
        if len(self.recent) >= _MANY_RECENT:
            self.known = "\n".join((self.known, *self.recent))
            self.recent = []

    def say(self, text: str, rule: Rule, *, page: int | None = None, name: str | None = None) -> None:
        """Add a block once."""
        part, kind, visibility = rule
        if (part, text) not in self.told and text.strip():
            self.told.add((part, text))
            self.builder.add(text, kind, self.source.at(part=part, page=page, name=name), visibility)


def survey(walk: Walk) -> None:
    """Find out who refers to what, which page an annotation stands on, and what nobody uses."""
    for number, page in enumerate(walk.file.pages, 1):
        walk.pages[page.obj.objgen] = number
        for annotation in _array(page.obj.get("/Annots")):
            walk.on_page[getattr(annotation, "objgen", (0, 0))] = number
            _note_appearance(walk, annotation, number)
    waiting: list[ObjectId] = [gen for _key, gen in references_in(walk.file.trailer)]
    for key, gen in references_in(walk.file.trailer):
        walk.roles.setdefault(gen, set()).add(key)
    links: dict[ObjectId, list[ObjectId]] = {}
    for thing in walk.things():
        links[thing.objgen] = []
        for key, gen in references_in(thing):
            walk.roles.setdefault(gen, set()).add(key)
            links[thing.objgen].append(gen)
    while waiting:
        gen = waiting.pop()
        if gen not in walk.reachable:
            walk.reachable.add(gen)
            waiting += links.get(gen, ())


def _note_appearance(walk: Walk, annotation: Any, number: int) -> None:
    appearance = annotation.get("/AP") if hasattr(annotation, "get") else None
    for _key, gen in references_in(appearance) if appearance is not None else ():
        walk.on_page[gen] = number
        if int(annotation.get("/F", 0)) & _UNSEEN_FLAGS:
            walk.unseen.add(gen)


def add_strings(walk: Walk) -> None:
    """Add every string of every object, each under the part that its key and owner say."""
    info = walk.file.trailer.get("/Info")
    own_info = getattr(info, "objgen", None)
    for thing in walk.things():
        gen = thing.objgen
        page = walk.on_page.get(gen) or walk.pages.get(gen)
        for key, raw, around in strings_in(thing, min(walk.roles.get(gen, ()), default="")):
            text = text_of(raw) if key not in _NO_TEXT or gen == own_info else None
            if text is None or not text.strip():
                continue
            rule = _PROPERTY if gen == own_info else _rule(key, around)
            if _repeats(rule, around) and not walk.is_new(text):
                continue
            if rule[0] == "part" and not (says_something(key, text) and reads_as_text(text)):
                continue
            if gen not in walk.reachable:
                rule = ("orphan", BlockKind.OTHER, HIDDEN)
            said = _plain(text) if key in {"/RC", "/RV"} else text
            walk.say(said, rule, page=page, name=_name(key, around))
            walk.learn(text)


def _rule(key: str, around: Any) -> Rule:
    kind, subtype = str(around.get("/Type", "")), str(around.get("/Subtype", ""))
    special = {
        ("/Name", "/OCG"): ("layer", BlockKind.NAME, METADATA),
        ("/Name", "/Sig"): _PROPERTY,
        ("/Contents", "/FreeText"): ("annotation", BlockKind.ANNOTATION, VISIBLE),
        ("/T", "/Widget"): ("form_field", BlockKind.NAME, HIDDEN),
    }
    rule = special.get((key, kind)) or special.get((key, subtype))
    if rule is not None:
        return rule
    if key == "/T":
        annotation = ("annotation", BlockKind.PROPERTY, METADATA)
        return annotation if subtype else ("form_field", BlockKind.NAME, HIDDEN)
    if key == "/V" and int(around.get("/F", 0)) & _UNSEEN_FLAGS:
        return "form_field", BlockKind.FIELD, HIDDEN
    return _BY_KEY.get(key, ("part", BlockKind.OTHER, HIDDEN))


def _repeats(rule: Rule, around: Any) -> bool:
    """Whether this often says what the page says: alternatives of text, descriptions of links."""
    return rule[0] == "alternative_text" or (rule[0] == "annotation" and around.get("/Subtype") == "/Link")


def says_something(key: str, text: str) -> bool:
    """Whether a string of unknown meaning can be words or a number that matters."""
    if key in _NO_TEXT or key in _SELDOM:
        return key in _SELDOM and _WORDS.search(text) is not None
    return bool((_TELLING if key in _NAMES else _ENOUGH).search(text))


def _name(key: str, around: Any) -> str:
    subtype = str(around.get("/Subtype", "")).lstrip("/")
    title = around.get("/T") if key in {"/V", "/DV", "/TU"} else None
    if title is not None:
        return text_of(bytes(title)) or "V"
    return subtype if subtype and key in {"/Contents", "/RC", "/T"} else key.lstrip("/")


def _plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", " ", markup).strip()


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []
