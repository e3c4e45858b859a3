"""What a group of rich text inherits: where its text goes, its font and its looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from review.readers.colors import PAPER, melts

_CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_PAGES = {936: "gb18030", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8", 10000: "mac_roman", 0: "cp1252"}
_PROPERTIES = {
    "title",
    "subject",
    "author",
    "manager",
    "company",
    "operator",
    "category",
    "keywords",
    "doccomm",
} | {"hlinkbase", "propname", "staticval", "docvar", "revtbl", "objclass", "objname", "userprops", "comment"}
_TARGETS: dict[str, str] = {
    **{word: f"property:{word}" for word in _PROPERTIES},
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    **dict.fromkeys(("shptxt", "do", "txbx"), "textbox"),
    **dict.fromkeys(("atnauthor", "atnid"), "property:comment author"),
    "fonttbl": "fonts", "colortbl": "colours", "pict": "picture", "objdata": "object", "footnote": "footnote",
    "annotation": "comment", "fldinst": "link", "bkmkstart": "bookmark", "fldrslt": "", "result": "",
    "datastore": "object", "shppict": "", "shprslt": "part:shprslt", "pntext": "", "listtext": "", "ud": "",
    "tc": "part:tc", "xe": "part:xe",
}  # fmt: skip
_NO_TEXT = frozenset(
    {
        "rsidtbl",
        "generator",
        "themedata",
        "pgdsctbl",
        "colorschememapping",
        "latentstyles",
        "nonshppict",
        "bkmkend",
    }
    | {
        "atrfstart",
        "atrfend",
        "atnref",
        "atndate",
        "atntime",
        "atnicn",
        "atnparent",
        "ftnsep",
        "ftnsepc",
        "ftncn",
    }
    | {
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "blipuid",
        "panose",
        "falt",
        "expandedcolortbl",
        "defchp",
        "defpap",
        "sn",
    }
    | {"pnseclvl", "creatim", "revtim", "printim", "buptim", "levelnumbers", "htmltag", "wgrffmtfilter"}
)
_QUIET = frozenset(
    {"stylesheet", "listtable", "listoverridetable", "filetbl", "pgptbl", "xmlnstbl", "mmathPr", "sp", "pn"}
    | {"leveltext"}
)
"""Destinations of names and settings, told only when they hold more than ASCII."""
_FLAGS = {"v": "hidden", "deleted": "deleted"}
_VALUES = {
    "cf": "colour", "highlight": "ground", "cb": "ground", "chcbpat": "ground", "cbpat": "ground",
    "fs": "size", "f": "font", "af": "font", "uc": "fallback", "charscalex": "scale",
}  # fmt: skip
_PLACES = frozenset({"li", "posx", "posy", "absw", "shpleft", "shptop"})
_FIXED = {"intbl": {"in_table": True}, "pard": {"in_table": False, "far": False}}
_PLAIN = {"hidden": False, "colour": 0, "ground": 0, "size": 24, "scale": 100, "tight": False}
_LEFT, _RIGHT, _TIGHT, _NARROW = -12_000, 24_000, -400, 5
"""Twentieths of a point beside the largest sheets; between letters; percent of their width."""
_TINY = 3  # half points


@dataclass(slots=True)
class Settings:
    """Tables of the whole file: code page, fonts with their code pages, colours."""

    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[tuple[int, int, int] | None] = field(default_factory=list)
    colour: dict[str, int] = field(default_factory=dict)

    def end_colours(self, count: int) -> None:
        """So many colours end here; the first is the one now described."""
        for _ in range(count):
            whole = tuple(self.colour.get(c, 0) for c in ("red", "green", "blue")) if self.colour else None
            self.colours.append(whole)  # type: ignore[arg-type]  # three by construction
            self.colour = {}


@dataclass(slots=True)
class Group:
    """State of one group; ``skip`` counts characters still to leave out after a Unicode character."""

    target: str = "body"
    font: int | None = None
    fallback: int = 1
    skip: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    colour: int = 0
    ground: int = 0
    size: int = 24
    scale: int = 100
    tight: bool = False
    far: bool = False
    ignorable: bool = False
    digits: bytearray = field(default_factory=bytearray)
    binary: bytearray = field(default_factory=bytearray)

    def inner(self) -> Group:
        """State of a group that begins inside this one; pictures and objects share their bytes."""
        return replace(self, skip=0, ignorable=False)

    def take(self, word: str, number: int | None, settings: Settings) -> bool:
        """Note what a word says about looks or tables; False if it is about something else."""
        if word in _FLAGS:
            setattr(self, _FLAGS[word], number != 0)
        elif word in _VALUES:
            setattr(self, _VALUES[word], max(number or 0, 0))
        elif word in _PLACES:
            self.far = self.far or not _LEFT < (number or 0) < _RIGHT
        elif word == "expndtw":
            self.tight = (number or 0) <= _TIGHT
        elif word in _FIXED or word == "plain":
            for name, value in _FIXED.get(word, _PLAIN).items():
                setattr(self, name, value)
        else:
            return self._take_setting(word, number or 0, settings)
        return True

    def _take_setting(self, word: str, value: int, settings: Settings) -> bool:
        if word == "ansicpg":
            settings.codec = _PAGES.get(value, f"cp{value}")
        elif word == "mac":
            settings.codec = "mac_roman"
        elif word in {"red", "green", "blue"}:
            settings.colour[word] = value
        elif word in {"fcharset", "cpg"}:
            codec = _PAGES.get(value, f"cp{value}") if word == "cpg" else _CHARSETS.get(value)
            if self.font is not None and codec and value:
                settings.fonts[self.font] = codec
        else:
            return False
        return True

    def enter(self, word: str) -> None:
        """A word that names a destination: from here on text goes there."""
        if word in _TARGETS:
            target = _TARGETS[word]
            if target and self.target != "none":
                self._start(target)
        elif word in _NO_TEXT:
            self._start("none")
        elif word in _QUIET and self.target != "none":
            self._start(f"quiet:{word}")
        elif self.ignorable and self.target != "none":
            self._start(f"part:{word}" if self.target == "body" else self.target)
        self.ignorable = False

    def _start(self, target: str) -> None:
        if target != self.target:
            self.digits, self.binary = bytearray(), bytearray()
        self.target = target

    def unseen(self, settings: Settings) -> bool:
        """Whether text is hidden, tiny, squeezed, off the page or of the colour it stands on."""
        crushed = self.size <= _TINY or self.scale <= _NARROW or self.tight
        return (
            self.hidden
            or crushed
            or self.far
            or melts(self._hex(self.colour, settings), self._under(settings))
        )

    def _under(self, settings: Settings) -> str | None:
        return self._hex(self.ground, settings) if self.ground else PAPER

    @staticmethod
    def _hex(number: int, settings: Settings) -> str | None:
        colour = settings.colours[number] if 0 < number < len(settings.colours) else None
        return None if colour is None else "".join(f"{channel & 255:02X}" for channel in colour)


def codec_of(group: Group, settings: Settings) -> str:
    """Encoding of bytes in this group: its font's, else the file's."""
    import codecs

    name = settings.fonts.get(group.font, settings.codec) if group.font is not None else settings.codec
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "gb18030"
