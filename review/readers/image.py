"""Pictures: their size, what their metadata says, the words in them if they can be recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.image_tags import Tag, tags_of
from review.readers.sniff import sniff

if TYPE_CHECKING:
    from review.readers.source import Source

_VECTOR = frozenset({"emf", "wmf"})
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
    elif max(size) >= _NO_WORDS[0] and min(size) >= _NO_WORDS[1]:
        _add_words(source, builder, f"{media} {size[0]}×{size[1]}")


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


def _add_drawing(media: str, source: Source, builder: DocumentBuilder) -> None:
    """Words that a metafile sets as text; what it draws otherwise is a gap."""
    from review.readers.metafile import drawn_words

    builder.add("\n".join(drawn_words(source.data, media)), BlockKind.OTHER, source.at(part="image"))
    builder.gap("image_text", source.at(part="image"), media)
