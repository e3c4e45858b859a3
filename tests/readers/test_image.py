"""Pictures: metadata is read, limits hold before anything is decoded, words are a gap without the extra."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, Document, DocumentBuilder, Visibility
from review.readers import image, ocr, read_bytes
from review.readers.exif import exif_texts
from review.readers.image_size import one_color, size_of
from review.readers.metafile import drawn_words, wholly_told
from review.readers.source import Source
from tests.builders.ooxml import Part, docx

if TYPE_CHECKING:
    from collections.abc import Iterable

T = "秘密甲"
PNG = b"\x89PNG\r\n\x1a\n"


def read(data: bytes) -> Document:
    """A picture as read."""
    builder = DocumentBuilder(name="a", sha256="", media="image")
    image.read(Source(name="a", data=data), builder)
    return builder.build()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    *chunks: bytes, width: int = 200, height: int = 100, after: bytes = b"", dot: bytes = b"\xff"
) -> bytes:
    """A black PNG with a ``dot`` in its upper left corner."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = zlib.compress(b"\0" + dot + b"\0" * ((min(width, 500) + 1) * min(height, 500) - 2))
    return PNG + head + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + after


def jpeg(*parts: tuple[int, bytes], after: bytes = b"") -> bytes:
    """A JPEG with a frame of 200 by 100 and the given segments."""
    frame = (0xC0, struct.pack(">BHHB", 8, 100, 200, 1) + b"\x01\x11\x00")
    segments = b"".join(
        b"\xff" + bytes([m]) + struct.pack(">H", len(d) + 2) + d for m, d in (*parts, frame, (0xDA, b"\0"))
    )
    return b"\xff\xd8" + segments + b"\x12\x34\xff\xd9" + after


def exif(entries: Iterable[tuple[int, int, bytes]], gps: Iterable[tuple[int, int, bytes]] = ()) -> bytes:
    """A TIFF structure: tag, type and value of each entry."""
    directories = [list(entries), list(gps)]
    if directories[1]:
        directories[0].append((0x8825, 4, b""))
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    sizes = [2 + 12 * len(d) + 4 for d in directories]
    heap = bytearray()
    heap_at = 8 + sum(sizes)
    for directory in directories:
        out += struct.pack("<H", len(directory))
        for tag, kind, value in directory:
            count = len(value) // {2: 1, 5: 8, 1: 1, 7: 1, 4: 4}[kind]
            if tag == 0x8825:
                out += struct.pack("<HHII", tag, 4, 1, 8 + sizes[0])
            elif len(value) <= 4:
                out += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
            else:
                out += struct.pack("<HHII", tag, kind, count, heap_at + len(heap))
                heap += value
        out += struct.pack("<I", 0)
    return bytes(out + heap)


def rational(*numbers: tuple[int, int]) -> bytes:
    """Fractions of a GPS place."""
    return b"".join(struct.pack("<II", a, b) for a, b in numbers)


EXIF = exif(
    [(0x010E, 2, T.encode()), (0x013B, 2, "张三".encode("gb18030")), (0x9C9C, 1, "批注".encode("utf-16-le"))],
    [
        (1, 2, b"N\0"),
        (2, 5, rational((39, 1), (54, 1), (15, 1))),
        (3, 2, b"E\0"),
        (4, 5, rational((116, 1), (24, 1), (27, 1))),
    ],
)
XMP = f"<x:xmpmeta><rdf:RDF><rdf:Description photoshop:City='x' dc:y=\"{T}\"/></rdf:RDF></x:xmpmeta>".encode()
IPTC = b"Photoshop 3.0\0" + b"\x1c\x02\x78" + struct.pack(">H", len(T.encode())) + T.encode()
PLACES = [
    ("exif of a jpeg", jpeg((0xE1, b"Exif\0\0" + EXIF)), "ImageDescription"),
    ("comment of a jpeg", jpeg((0xFE, T.encode("gb18030"))), "comment"),
    ("xmp of a jpeg", jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), "XMP y"),
    ("iptc of a jpeg", jpeg((0xED, IPTC)), "Caption"),
    ("after a jpeg", jpeg(after=(T + "关于通知").encode()), "after the end"),
    ("text of a png", png(chunk(b"tEXt", b"Author\0" + T.encode())), "Author"),
    ("packed text of a png", png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(T.encode()))), "Author"),
    (
        "international text of a png",
        png(chunk(b"iTXt", b"Title\0\1\0zh\0x\0" + zlib.compress(T.encode()))),
        "Title",
    ),
    ("exif of a png", png(chunk(b"eXIf", EXIF)), "ImageDescription"),
    ("after a png", png(after=(T + "关于通知").encode()), "after the end"),
    ("tiff", EXIF, "ImageDescription"),
]


@pytest.mark.parametrize(("data", "name"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_metadata_is_read(data: bytes, name: str) -> None:
    """Each place of metadata gives its text and its name."""
    doc = read(data)
    place, seen = doc.locate(doc.text.index(T), doc.text.index(T) + 1)
    assert (place.part, place.name) == ("metadata", name)
    assert seen is not Visibility.VISIBLE


def test_where_a_picture_was_taken() -> None:
    """The place is told as decimal degrees; authors in the encodings that occur."""
    told = dict(exif_texts(EXIF))
    assert told["GPS"] == "39.904167N 116.407500E"
    assert (told["Artist"], told["Comment"]) == ("张三", "批注")


@pytest.mark.parametrize(
    ("data", "code"),
    [(png(), "image_text"), (png(width=100_000, height=100_000), "too_large"), (jpeg(), "image_text"),
     (PNG + b"\0" * 40, "image_text"), (png(after=bytes(range(256))), "unknown_part"),
     (b"\xd7\xcd\xc6\x9a" + b"\0" * 60, "image_text")],
    ids=["png", "100,000 × 100,000", "jpeg", "damaged", "bytes after the end", "metafile"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is never clean as long as nobody read it."""
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert code in {gap.code for gap in read(data).gaps}


def test_a_picture_too_small_for_words_is_no_gap() -> None:
    """Bullets and tracking pixels hold no text."""
    assert read(png(width=16, height=16)).gaps == ()


def test_recognised_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra the words stand in a block of their own, and the gap is closed."""
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "words_in", lambda _picture: [T, "乙"])
    doc = read(png())
    assert doc.gaps == ()
    assert [(b.kind, b.location.part) for b in doc.blocks] == [(BlockKind.OTHER, "ocr")]


def test_a_recogniser_that_fails_leaves_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not read is not clean."""
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: 1 / 0)
    assert [gap.code for gap in read(png()).gaps] == ["image_text"]


@pytest.mark.parametrize(
    ("data", "media", "size"),
    [(png(width=7, height=9), "png", (7, 9)), (jpeg(), "jpeg", (200, 100)), (b"GIF89a\x07\0\x09\0", "gif", (7, 9)),
     (b"BM" + b"\0" * 16 + struct.pack("<ii", 7, -9), "bmp", (7, 9)), (exif([(256, 4, struct.pack("<I", 7)), (257, 4, struct.pack("<I", 9))]), "tiff", (7, 9)),
     (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x06\0\0\x08\0\0", "webp", (7, 9)), (b"", "png", None), (b"x", "svg", None)],
)  # fmt: skip
def test_sizes(data: bytes, media: str, size: tuple[int, int] | None) -> None:
    """Pixels are told without decoding."""
    assert size_of(data, media) == size


def test_words_of_metafiles() -> None:
    """Text that a metafile sets as text."""
    said = T.encode("utf-16-le")
    record = struct.pack("<II", 84, 76 + len(said) + 2) + b"\0" * 36 + struct.pack("<II", len(T), 76)
    record = record.ljust(76, b"\0") + said + b"\0\0"
    assert drawn_words(struct.pack("<II", 1, 8) + record, "emf") == [T]
    raw = T.encode("gb18030")
    text_out = struct.pack("<IHH", (8 + len(raw)) // 2, 0x0521, len(raw)) + raw
    assert drawn_words(b"\0" * 18 + text_out, "wmf") == [T]


@given(
    st.binary(max_size=200),
    st.sampled_from([PNG, b"\xff\xd8\xff", b"GIF89a", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP", b"BM"]),
)
def test_any_bytes_are_read(data: bytes, magic: bytes) -> None:
    """Nothing makes the reader raise."""
    read(magic + data)
    drawn_words(data, "emf")
    drawn_words(data, "wmf")


def test_only_so_many_pictures_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognition takes seconds; pictures beyond the time a file has stay gaps, and always the same ones."""
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "words_in", lambda _picture: [])
    source = Source(name="a", data=png())
    builder = DocumentBuilder(name="a", sha256="", media="image")
    for number in range(1, 6):
        image.read(replace(source, data=png(dot=bytes([number]))), builder)
    assert len(builder.build().gaps) == 2


def test_one_colour_holds_no_word() -> None:
    """A picture that is one colour all over is no gap; a single dot makes it one."""
    assert not read(png(dot=b"\0")).gaps
    assert read(png()).gaps


@pytest.mark.parametrize(
    ("lines", "plain"),
    [
        ([b"\0\x07\x07\x07", b"\2\0\0\0", b"\4\0\0\0"], True),
        ([b"\1\x07\0\0", b"\0\x07\x07\x07"], True),
        ([b"\1\x07\1\0", b"\2\0\0\0"], False),
        ([b"\0\x07\x07\x07", b"\2\0\1\0"], False),
    ],
)
def test_one_colour_in_every_way_of_writing_it(lines: list[bytes], plain: bool) -> None:  # noqa: FBT001  a row of data
    """Lines may be told by themselves or by their difference from their neighbours."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, len(lines), 8, 0, 0, 0, 0))
    assert one_color(PNG + head + chunk(b"IDAT", zlib.compress(b"".join(lines)))) is plain


@pytest.mark.parametrize(("side", "gap"), [(512, False), (513, True)])
def test_a_small_thumbnail_is_a_sign_and_no_gap(side: int, gap: bool) -> None:  # noqa: FBT001  a row of data
    """The picture of the first page that a file carries is told; one that could be read is a gap."""
    picture = Part(
        name="docProps/thumbnail.png", content=png(width=side, height=200), kind="metadata/thumbnail", of=""
    )
    doc = read_bytes(docx("文", parts=(picture,)), name="a.docx")
    told = [b.visibility for b in doc.blocks if b.location.part == "thumbnail"]
    assert (bool(doc.gaps), told) == (gap, [] if gap else [Visibility.HIDDEN])


def test_the_same_picture_twice_is_one_gap() -> None:
    """A logo on every page is one picture."""
    parts = [Part(name=f"word/media/{n}.png", content=png(), kind="image") for n in (1, 2)]
    assert len(read_bytes(docx("文", parts=parts), name="a.docx").gaps) == 1


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (struct.pack("<II", 43, 24) + bytes(16), True),
        (struct.pack("<II", 81, 20_000) + bytes(19_992), False),
        (struct.pack("<II", 70, 16) + b"\x04\0\0\0EMF+", False),
        ((struct.pack("<II", 85, 12) + bytes(4)) * 9, False),
    ],
    ids=["rectangle", "bitmap", "EMF+", "curves"],
)
def test_a_metafile_that_only_sets_text_is_told(record: bytes, told: bool) -> None:  # noqa: FBT001  a row of data
    """Bitmaps, curves and what newer programs add may hold words that are not told."""
    assert wholly_told(record) is told
