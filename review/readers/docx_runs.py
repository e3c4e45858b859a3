"""The inside of a Word paragraph: what is seen, what is hidden, what was deleted, what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.readers.docx_styles import GONE, LOOKS, NO_STYLE, Look, Style, ground, look_of, low
from review.readers.ooxml import MC, R, W

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SEEN, HIDDEN, DELETED, INSTRUCTION, RUBY = range(5)

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BREAKS = {W + name: text for name, text in _BREAKS.items()}
_TEXTS = {W + "t": SEEN, M + "t": SEEN, A + "t": SEEN}
_OTHERS = {
    W + "delText": DELETED,
    W + "instrText": INSTRUCTION,
    W + "delInstrText": INSTRUCTION,
}
_HANGING = frozenset({W + "drawing", W + "pict", W + "object"})
_PARAGRAPH, _STYLE, _SHADE = W + "pPr", W + "pStyle", W + "shd"
_RUN_LOOK, _VAL = W + "rPr", W + "val"
_SAYING = frozenset({*LOOKS, W + "rStyle"})
_GONE = frozenset({W + "del", W + "moveFrom"})
_NEW = frozenset({W + "ins", W + "moveTo"})
_PROPERTIES = frozenset(
    {W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr", W + "rubyPr", M + "rPr", W + "smartTagPr"}
)


@dataclass(slots=True, kw_only=True)
class Inline:
    """What a paragraph holds; a stream's neighbouring pieces are joined, others parted by a line feed.

    Attributes:
        streams: pieces by SEEN, HIDDEN, DELETED, INSTRUCTION, RUBY.
        hanging: drawings, pictures and objects.
        fallback: for older programs, the same in another form.
        links: ids of relations.
        changes: (author, date) of tracked insertions.
        last: the stream of the last piece.
        style: the paragraph's style.
    """

    streams: tuple[list[str], ...] = field(default_factory=lambda: ([], [], [], [], []))
    hanging: list[etree._Element] = field(default_factory=list)
    fallback: list[etree._Element] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    changes: dict[tuple[str, str], None] = field(default_factory=dict)
    last: int = SEEN
    style: Style = NO_STYLE

    def put(self, text: str, stream: int) -> None:
        """Add a piece to a stream."""
        pieces = self.streams[stream]
        if pieces and stream not in (SEEN, self.last):
            pieces.append("\n")
        self.last = stream
        pieces.append(text)

    @property
    def rich(self) -> bool:
        """Whether anything hangs on the paragraph beside what is seen."""
        return bool(any(self.streams[1:]) or self.hanging or self.fallback or self.links or self.changes)

    def text(self, stream: int) -> str:
        """A stream as one string."""
        pieces = self.streams[stream]
        return pieces[0] if len(pieces) == 1 else "".join(pieces)


class Inliner:
    """Reads paragraphs with a document's styles."""

    def __init__(self, styles: dict[str, Style]) -> None:
        """Looks of properties are remembered per style; ``unseen`` gathers hidden texts."""
        self._styles = styles
        self._default = styles.get("", NO_STYLE).look
        self._known: dict[object, Look] = {}
        self.unseen: list[etree._Element] = []

    def read(
        self, paragraph: etree._Element, *, deleted: bool, backdrop: str | None, covered: bool = False
    ) -> Inline:
        """Streams of a paragraph; ``backdrop`` is the fill it stands on, ``covered``: nobody sees it."""
        inline = Inline()
        gone = covered
        for element in _properties(paragraph):
            tag = element.tag
            if tag == _STYLE:
                inline.style = self._styles.get(element.get(_VAL) or "", NO_STYLE)
            elif tag == _SHADE:
                backdrop = ground(element)
            elif tag in _PLACES:
                gone = gone or _PLACES[tag](element)
        below = GONE if gone else self._below(inline.style.look, backdrop)
        self._children(paragraph, inline, below, DELETED if deleted else SEEN)
        return inline

    def _below(self, look: Look, backdrop: str | None) -> Look:
        """What the runs of a paragraph start from."""
        key = look, backdrop
        found = self._known.get(key)
        if found is None:
            found = look.over(self._default)
            if backdrop is not None:
                found = found.over(Look(fill=backdrop))
            self._known[key] = found
        return found

    def _children(self, parent: etree._Element, inline: Inline, below: Look, ink: int) -> None:
        for child in parent.iterchildren():
            tag = child.tag
            if tag == W + "r":
                self._run(child, inline, below, ink)
            elif tag in _PROPERTIES or not isinstance(tag, str):
                continue
            else:
                self._wrapper(child, tag, inline, below, ink)

    def _wrapper(self, child: etree._Element, tag: str, inline: Inline, below: Look, ink: int) -> None:
        if tag == M + "r":
            self._run(child, inline, below, ink)
            return
        if tag in _GONE:
            ink = DELETED
        elif tag in _NEW:
            inline.changes[child.get(W + "author") or "", child.get(W + "date") or ""] = None
        elif tag == W + "hyperlink" and child.get(R + "id"):
            inline.links.append(child.get(R + "id") or "")
        elif tag == W + "fldSimple":
            inline.put(child.get(W + "instr") or "", INSTRUCTION)
        elif tag == MC + "Fallback":
            inline.fallback.append(child)
            return
        elif tag == M + "phant" and _phantom(child):
            below = GONE
        if tag in _HANGING:
            inline.hanging.append(child)
        elif tag in _TEXTS or tag in _OTHERS or tag in _BREAKS:
            self._piece(child, tag, inline, below, ink)
        else:
            self._children(child, inline, below, ink)

    def _run(self, run: etree._Element, inline: Inline, below: Look, ink: int) -> None:
        look = below
        for child in run.iterchildren():
            tag = child.tag
            if tag in _TEXTS:
                if child.text and ink == SEEN and look.hidden:
                    self.unseen.append(child)
                    inline.put(child.text, HIDDEN)
                elif child.text:
                    inline.put(child.text, ink)
            elif tag == _RUN_LOOK:
                look = self._look(child, below)
            elif isinstance(tag, str):
                self._piece(child, tag, inline, below, HIDDEN if ink == SEEN and look.hidden else ink)

    def _piece(self, child: etree._Element, tag: str, inline: Inline, below: Look, ink: int) -> None:
        if tag in _WORDS:
            if ink == HIDDEN and tag not in _OTHERS:
                self.unseen.append(child)
            inline.put(_BREAKS.get(tag) or _symbol(child) or child.text or "", _OTHERS.get(tag, ink))
        elif tag == W + "rt":
            self._children(child, inline, below, RUBY)
        elif tag == W + "fldChar":
            inline.last = SEEN
        elif tag in _HANGING:
            inline.hanging.append(child)
        elif tag == MC + "Fallback":
            inline.fallback.append(child)
        elif tag in _CONTAINERS:
            for inner in child.iterchildren():
                if isinstance(inner.tag, str):
                    self._inner(inner, inline, below, ink)

    def _inner(self, inner: etree._Element, inline: Inline, below: Look, ink: int) -> None:
        if inner.tag == W + "r":
            self._run(inner, inline, below, ink)
        else:
            self._piece(inner, inner.tag, inline, below, ink)

    def _look(self, properties: etree._Element, below: Look) -> Look:
        # A look at each tag: lxml takes as long to prepare for twenty names as to give all children.
        said = tuple(
            [(c.tag, *c.attrib.items(), _inside(c)) for c in properties.iterchildren() if c.tag in _SAYING]
        )
        if not said:
            return below
        key = said, below
        found = self._known.get(key)
        if found is None:
            found = look_of(properties)
            named = properties.find(W + "rStyle")
            if named is not None:
                found = found.over(self._styles.get(named.get(W + "val") or "", NO_STYLE).look)
            found = self._known[key] = found.over(below)
        return found


_WORDS = frozenset({*_BREAKS, *_TEXTS, *_OTHERS, W + "sym"})
_CONTAINERS = frozenset({MC + "AlternateContent", MC + "Choice", W + "ruby", W + "rubyBase"})


def _properties(paragraph: etree._Element) -> Iterable[etree._Element]:
    """A paragraph's properties, which are its first child if it has any; in a damaged one they may follow."""
    if len(paragraph) and paragraph[0].tag == _PARAGRAPH:
        return paragraph[0]
    return next(paragraph.iterchildren(_PARAGRAPH), ())


def _inside(property_: etree._Element) -> tuple[object, ...]:
    """What a property's own elements say, where it has any."""
    return tuple((e.tag, *e.attrib.items()) for e in property_.iterdescendants()) if len(property_) else ()


def _phantom(element: etree._Element) -> bool:
    """Whether a formula keeps room for something it does not show (ISO/IEC 29500-1 §22.1.2.81)."""
    show = element.find(f"{M}phantPr/{M}show")
    return show is not None and show.get(M + "val") in ("0", "off", "false")


def _off_page(place: etree._Element) -> bool:
    """Whether a frame or an indent puts text beside the largest sheets (twentieths of a point)."""
    return any(
        (number := place.get(W + name)) is not None
        and number.lstrip("-").isdigit()
        and not _LEFT < int(number) < _RIGHT
        for name in ("x", "y", "left", "start")
    )


_LEFT, _RIGHT = -12_000, 24_000


def _flat(spacing: etree._Element) -> bool:
    """Whether lines are made so low that nothing of them shows."""
    return spacing.get(W + "lineRule") == "exact" and low(spacing.get(W + "line"))


def _symbol(element: etree._Element) -> str:
    """A ``w:sym`` of a real character; code points of a symbol font say nothing."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0xFFFF else chr(code)  # noqa: PLR2004  private use


_PLACES: dict[str, Callable[[etree._Element], bool]] = {
    W + "spacing": _flat,
    W + "framePr": _off_page,
    W + "ind": _off_page,
}
