"""Pictures: their size, what their metadata says, the words in them if they can be recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.image_tags import Tag, tags_of
from review.readers.sniff import sniff

if TYPE_CHECKING:
    from review.readers.source import Source

_VECTOR = frozenset({"emf", "wmf"})
_LEGIBLE = 512
"""Pixels: a page that is no higher or wider shows its running text in letters of six pixels."""
_NO_WORDS = (32, 12)  # pixels: smaller pictures cannot hold words


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add metadata and recognised words; a picture that nobody could read is a gap."""
    media = sniff(source.data)
    if media in _VECTOR:
        _add_drawing(media, source, builder)
        return
    for tag in tags_of(source.data, media):
        _add_tag(tag, source, builder)
    size = _size(source.data, media)
    if size is None:
        builder.gap("image_text", source.at(part="file"), media)
    elif size[0] * size[1] > source.limits.pixels:
        builder.gap("too_large", source.at(part="image"), f"{size[0]}×{size[1]}")
    elif max(size) < _NO_WORDS[0] or min(size) < _NO_WORDS[1] or _one_color(source.data, media):
        return
    elif source.budget.is_new(source.data):
        _add_words(source, builder, f"{media} {size[0]}×{size[1]}")


def read_thumbnail(part: str, source: Source, builder: DocumentBuilder) -> bool:
    """Note the small picture of its first page that a file carries; False for one large enough to be read.

    It shows again what is read as text, too small to be read itself; but it may be out of date.
    """
    media = sniff(source.data)
    size = None if media in _VECTOR else _size(source.data, media)
    if size is None or max(size) > _LEGIBLE:
        return False
    for tag in tags_of(source.data, media):
        _add_tag(tag, source, builder)
    from review.readers import ocr

    allowed = ocr.available() and source.budget.recognise(source.limits)
    lines = (ocr.words_in(source.data) if allowed else None) or ()
    text = "\n".join((f"{media} {size[0]}×{size[1]}", *lines))
    builder.add(text, BlockKind.OTHER, source.at(part="thumbnail", name=part), Visibility.HIDDEN)
    return True


def _size(data: bytes, media: str) -> tuple[int, int] | None:
    from review.readers.image_size import size_of

    return size_of(data, media)


def _add_tag(tag: Tag, source: Source, builder: DocumentBuilder) -> None:
    if tag.text is None:
        builder.gap("unknown_part", source.at(part="part", name=tag.name))
        return
    place = source.at(part="metadata", name=tag.name)
    kind = BlockKind.COMMENT if tag.name == "comment" else BlockKind.PROPERTY
    builder.add(
        tag.text, kind, place, Visibility.HIDDEN if tag.name == "after the end" else Visibility.METADATA
    )


def _add_words(source: Source, builder: DocumentBuilder, detail: str) -> None:
    from review.readers import ocr

    allowed = ocr.available() and source.budget.recognise(source.limits)
    lines = ocr.words_in(source.data) if allowed else None
    if lines is None:
        builder.gap("image_text", source.at(part="image"), detail)
    else:
        builder.add("\n".join(lines), BlockKind.OTHER, source.at(part="ocr"))


def _one_color(data: bytes, media: str) -> bool:
    from review.readers.image_size import one_color

    return media == "png" and one_color(data)


def _add_drawing(media: str, source: Source, builder: DocumentBuilder) -> None:
    """Words that a metafile sets as text; what it draws otherwise is a gap."""
    from review.readers.metafile import drawn_words, wholly_told

    builder.add("\n".join(drawn_words(source.data, media)), BlockKind.OTHER, source.at(part="image"))
    if media != "emf" or not wholly_told(source.data):
        builder.gap("image_text", source.at(part="image"), media)
