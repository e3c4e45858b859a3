"""Readable strings are found in bytes nobody understands, and noise makes few of them."""

from __future__ import annotations

from random import Random

import pytest

from review.readers.strings import strings


@pytest.mark.parametrize("before", [b"", b"\x00", b"\x01\x02\x03"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("text", ["机密名单附件", "機密名單附件", "绝密Report2026"])
def test_chinese_at_any_alignment(text: str, codec: str, before: bytes) -> None:
    """UTF-8 and UTF-16 text of both scripts is found wherever it begins."""
    assert any(text in found for found in strings(before + text.encode(codec) + b"\xff\xff\x00"))


def test_ascii_is_found() -> None:
    """Plain and wide ASCII."""
    assert strings(b"\x00\x01password\xff\xff" + "secret".encode("utf-16-le")) == ["password", "secret"]


def test_noise_says_little() -> None:
    """A million random bytes make next to no Chinese."""
    found = strings(Random(1).randbytes(1_000_000))
    assert sum(any(c > "\u3400" for c in text) for text in found) < 200
