"""Pictures keep what is seen and lose what was written into them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from review.publish.pictures import without_metadata


def picture(kind: str) -> bytes:
    """A small picture with an author in its metadata."""
    out = io.BytesIO()
    image = Image.new("RGB", (8, 8), (200, 10, 10))
    exif = Image.Exif()
    exif[0x013B] = "Zhang San"
    image.save(out, kind, exif=exif)
    return out.getvalue()


def png_text(data: bytes) -> bytes:
    """With a text chunk before its end."""
    body = b"tEXtAuthor\0Zhang San"
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    at = data.rindex(b"IEND") - 4
    return data[:at] + chunk + data[at:]


@pytest.mark.parametrize(
    "data",
    [picture("JPEG"), picture("PNG"), png_text(picture("PNG")), picture("JPEG") + b"Zhang San after the end"],
    ids=["jpeg", "png", "png text", "trailing bytes"],
)
def test_metadata_goes_and_the_pixels_stay(data: bytes) -> None:
    """Author, place and whatever stands behind the end."""
    assert b"Zhang San" in data
    clean = without_metadata(data)
    assert b"Zhang San" not in clean
    pixels = [Image.open(io.BytesIO(one)).convert("RGB").tobytes() for one in (data, clean)]
    assert pixels[0] == pixels[1]


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b""]))
def test_broken_pictures_do_no_harm(rest: bytes, start: bytes) -> None:
    """Never an exception, never longer than before."""
    assert len(without_metadata(start + rest)) <= len(start + rest)
