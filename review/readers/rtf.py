"""Rich text: body and tables, notes, comments, properties, deleted and hidden text, embedded files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.rtf_state import Group, Settings, codec_of
from review.readers.rtf_tokens import Token, tokens
from review.readers.strings import strings
from review.readers.sweep import telling

if TYPE_CHECKING:
    from review.readers.source import Source

_CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "tab": "\t", "line": "\n", "softline": "\n", "nestcell": "\t", "nestrow": "\n",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_ENDS = frozenset({"par", "sect", "page", "column"})
_OLE, _MAGICS = b"\xd0\xcf\x11\xe0", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\xd7\xcd\xc6\x9a")
_PLACES: dict[str, tuple[str, BlockKind, Visibility]] = {
    "header": ("header", BlockKind.HEADER, Visibility.VISIBLE),
    "footer": ("footer", BlockKind.FOOTER, Visibility.VISIBLE),
    "footnote": ("footnote", BlockKind.FOOTNOTE, Visibility.VISIBLE),
    "textbox": ("textbox", BlockKind.TEXTBOX, Visibility.VISIBLE),
    "comment": ("comment", BlockKind.COMMENT, Visibility.HIDDEN),
    "property": ("property", BlockKind.PROPERTY, Visibility.METADATA),
    "link": ("link", BlockKind.LINK, Visibility.HIDDEN),
    "bookmark": ("outline", BlockKind.NAME, Visibility.HIDDEN),
    "hidden": ("invisible_text", BlockKind.OTHER, Visibility.HIDDEN),
    "deleted": ("revision", BlockKind.DELETED, Visibility.HIDDEN),
    "part": ("part", BlockKind.OTHER, Visibility.HIDDEN),
    "quiet": ("part", BlockKind.NAME, Visibility.METADATA),
}


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add a rich-text file."""
    reader = _Reader(source, builder)
    for token in tokens(source.data):
        reader.take(token)
    reader.finish()


def plain_lines(data: bytes) -> list[str]:
    """Lines of a rich text's body, for mails that carry one beside their plain text."""
    from review.readers.source import Source

    builder = DocumentBuilder(name="", sha256="", media="rtf")
    read(Source(name="", data=data), builder)
    doc = builder.build()
    return [line for b in doc.blocks if b.location.part == "body" for line in doc.text_of(b).split("\n")]


class _Reader:
    """Follows the groups; what it collects goes to the builder at the end of each paragraph or part."""

    def __init__(self, source: Source, builder: DocumentBuilder) -> None:
        self._source, self._builder = source, builder
        self._settings = Settings()
        self._stack: list[Group] = []
        self._group = Group()
        self._texts: dict[str, list[str]] = {}
        self._bytes = bytearray()
        self._paragraphs = self._tables = 0
        self._cells: list[tuple[int, int, str]] = []
        self._row = self._column = 0
        self._after = bytearray()
        self._closed = False

    def take(self, token: Token) -> None:
        """The next token."""
        if self._closed:
            self._after += token.data
        elif token.kind == "bytes":
            self._take_bytes(token)
        else:
            self._flush_bytes()
            getattr(self, f"_take_{token.kind}")(token)

    def finish(self) -> None:
        """End of the file: what is open is closed."""
        self._flush_bytes()
        while self._stack:
            self._take_close(Token("close"))
        self._end_paragraph()
        self._end_table()
        for name in list(self._texts):
            self._emit(name)
        if self._after.strip(b"\0 \r\n\t"):
            words = "\n".join(strings(bytes(self._after)))
            self._builder.add(words, BlockKind.OTHER, self._source.at(part="part"), Visibility.HIDDEN)
            self._builder.gap(
                "unknown_part", self._source.at(part="part", name="after }"), f"{len(self._after)} B"
            )

    # tokens

    def _take_open(self, _token: Token) -> None:
        self._stack.append(self._group)
        self._group = self._group.inner()

    def _take_close(self, _token: Token) -> None:
        group = self._group
        if not self._stack:
            self._closed = True
            return
        self._group = self._stack.pop()
        if group.target != self._group.target:
            if group.target in {"picture", "object"}:
                self._end_binary(group)
            elif group.target != "body":
                self._emit(group.target)
        self._closed = not self._stack

    def _take_binary(self, token: Token) -> None:
        self._group.binary += token.data

    def _take_symbol(self, token: Token) -> None:
        if token.word == "*":
            self._group.ignorable = True
        elif self._skipped():
            return
        elif token.word in _SYMBOLS:
            self._put(_SYMBOLS[token.word])

    def _take_bytes(self, token: Token) -> None:
        group = self._group
        data = token.data
        while group.skip and data:
            data = data[1:]
            group.skip -= 1
        if not data or group.target == "none":
            return
        if group.target in {"picture", "object"}:
            group.digits += data
        elif group.target == "colours":
            self._settings.end_colours(data.count(b";"))
        elif group.target == "fonts":
            group.digits += data
        else:
            self._bytes += data

    def _take_word(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "u" and number is not None:
            if not self._skipped():
                self._put(chr(number & 0xFFFF))
                self._group.skip = self._group.fallback
        elif self._group.skip and word not in {"uc", "par", "cell", "row"}:
            self._group.skip -= 1
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _ENDS:
            self._end_line()
        elif word in {"cell", "row", "trowd"}:
            self._take_table(word)
        elif not self._group.take(word, number, self._settings):
            self._group.enter(word)

    def _take_table(self, word: str) -> None:
        if word == "cell" and self._group.target == "body":
            self._cells.append((self._row, self._column, "".join(self._texts.pop("body", [])).strip()))
            self._column += 1
        elif word == "row" and self._group.target == "body":
            self._row, self._column = self._row + 1, 0

    # text

    def _skipped(self) -> bool:
        if self._group.skip:
            self._group.skip -= 1
            return True
        return False

    def _flush_bytes(self) -> None:
        if self._bytes:
            codec = codec_of(self._group, self._settings)
            text = bytes(self._bytes).decode(codec, "replace")
            self._bytes.clear()
            if "\ufffd" in text:
                self._builder.gap("undecodable", self._source.at(), codec)
            self._put(text)

    def _put(self, text: str) -> None:
        target = self._group.target
        if target in {"none", "picture", "object", "fonts", "colours"}:
            return
        if target == "body" and self._group.deleted:
            target = "deleted"
        elif target in {"body", "textbox"} and self._group.unseen(self._settings):
            target = "hidden"
        self._texts.setdefault(target, []).append(text)

    def _end_line(self) -> None:
        if self._group.target != "body":
            self._put("\n")
        elif self._group.in_table:
            self._texts.setdefault("body", []).append("\n")
        else:
            self._end_table()
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        text = _paired("".join(self._texts.pop("body", []))).strip()
        if text:
            self._paragraphs += 1
            self._builder.add(text, BlockKind.PARAGRAPH, self._source.at(paragraph=self._paragraphs))
        for name in ("deleted", "hidden"):
            self._emit(name)

    def _end_table(self) -> None:
        if self._cells:
            self._tables += 1
            cells = [(row, column, _paired(text)) for row, column, text in self._cells]
            self._builder.add_table(cells, self._source.at(table=self._tables))
            self._cells, self._row, self._column = [], 0, 0

    def _emit(self, name: str) -> None:
        """Add what was collected for a part."""
        target, _colon, label = name.partition(":")
        text = _paired("".join(self._texts.pop(name, []))).strip(" \t\r\n;")
        if target == "quiet":
            text = " ".join(name for name in re.split(r"[;\x00-\x1f]+", text) if telling(name))
        if text and target in _PLACES:
            part, kind, visibility = _PLACES[target]
            self._builder.add(text, kind, self._source.at(part=part, name=label or None), visibility)

    # embedded files

    def _end_binary(self, group: Group) -> None:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", bytes(group.digits))
        data = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii")) or bytes(group.binary)
        start = data.find(_OLE)
        if group.target == "object" and start < 0:
            if data:
                words = "\n".join(strings(data))
                place = self._source.at(part="embedded")
                self._builder.add(words, BlockKind.OTHER, place, Visibility.HIDDEN)
                self._builder.gap("embedded_object", self._source.at(part="embedded"))
            return
        if group.target == "object":
            self._nested("object.ole", data[start:])
        elif data and not data.startswith(_MAGICS):
            self._builder.gap("image_text", self._source.at(part="image"), "wmf/emf")
        elif data:
            self._nested("picture", data)

    def _nested(self, name: str, data: bytes) -> None:
        from review.readers import read_into

        read_into(self._source.inner(name, data), self._builder, named=False)


def _paired(text: str) -> str:
    """Surrogate pairs written as two characters become one; a lone half becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
