"""Macros are unpacked to their source."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from review.readers.vba import decompress, module_source


def packed(raw: bytes) -> bytes:
    """A container without back references, a chunk for every 4,096 bytes."""
    out = b"\x01"
    for at in range(0, len(raw), 3_600):
        piece = raw[at : at + 3_600]
        tokens = b"".join(b"\x00" + piece[i : i + 8] for i in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens
    return out


def test_a_back_reference_repeats_what_came_before() -> None:
    """The specification's own example of a run (3.2.3)."""
    assert decompress(bytes([0x01, 0x03, 0xB0, 0x02, 0x61, 0x45, 0x00])) == b"a" * 73


@given(st.binary(max_size=10_000))
def test_what_was_packed_comes_out(raw: bytes) -> None:
    """Literals come out as they went in, over several chunks."""
    assert decompress(packed(raw)) == raw


@given(st.binary(max_size=400))
def test_noise_is_survived(noise: bytes) -> None:
    """Bytes from anywhere end, and make no flood."""
    assert len(decompress(b"\x01" + noise)) <= 400 * 4098


def test_source_in_a_chinese_code_page() -> None:
    """Source is kept in the code page of the machine it was written on."""
    source = 'Attribute VB_Name = "m"\r\n\' 口令见附件'
    assert module_source(b"junk" + packed(source.encode("gb18030"))) == source
    assert module_source(b"nothing here") is None
