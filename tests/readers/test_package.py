"""A zip is read within limits, and one that no honest packer made is told apart."""

from __future__ import annotations

import io
import struct
import zipfile
from random import Random
from typing import TYPE_CHECKING

import pytest

from review.document import DocumentBuilder
from review.readers import read_here
from review.readers.package import open_package
from review.readers.source import Limits, Source
from tests.builders.ooxml import docx, zipped

if TYPE_CHECKING:
    from review.document import Document

SMALL = Limits(part_bytes=1 << 22, total_bytes=1 << 23, archive_entries=50, depth=3)


def gaps(data: bytes, limits: Limits = SMALL) -> list[tuple[str, str]]:
    """Codes and details of the gaps of an archive."""
    return [(g.code, g.detail) for g in read(data, limits).gaps]


def read(data: bytes, limits: Limits = SMALL) -> Document:
    """An archive as read in this process."""
    return read_here(data, name="x.zip", limits=limits)


def twins() -> bytes:
    """Two entries of the same name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "前")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "后")
    return buffer.getvalue()


def test_a_plain_archive_is_read_whole() -> None:
    """Every file inside is read, its name too, and nothing is a gap."""
    doc = read(zipped({"一.txt": "甲".encode(), "b/二.docx": docx("乙")}))
    assert doc.gaps == ()
    places = {doc.text_of(b): b.location.container for b in doc.blocks}
    assert places["甲"] == ("一.txt",)
    assert places["乙"] == ("b/二.docx",)
    assert "b/二.docx" in places


def test_both_of_two_files_with_one_name_are_read() -> None:
    """Programs differ in which twin they show, so both are read and the archive is suspicious."""
    doc = read(twins())
    assert [(g.code, g.detail) for g in doc.gaps] == [("suspicious_archive", "duplicate_names")]
    assert "前" in doc.text
    assert "后" in doc.text


def test_bytes_of_no_entry_are_told() -> None:
    """An entry taken out of the directory stays in the file: text nobody sees."""
    first = zipped({"secret.txt": "机密".encode()})
    second = zipped({"a.txt": "文".encode()})
    body = first[: first.index(b"PK\x01\x02")]
    assert gaps(body + second) == [("suspicious_archive", "stray_bytes")]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt"])
def test_ways_out_of_the_archive_are_told(name: str) -> None:
    """A name that leads out of the folder is no honest one; the file is read all the same."""
    doc = read(zipped({name: "文".encode()}))
    assert [(g.code, g.detail) for g in doc.gaps] == [("suspicious_archive", "path_traversal")]
    assert "文" in doc.text


def test_a_bomb_is_not_unpacked() -> None:
    """A part that unpacks to more than its share is refused before it is unpacked."""
    assert gaps(zipped({"a.txt": b"a" * (1 << 22)})) == [("suspicious_archive", "compression_ratio")]


def test_a_part_beyond_the_limit_is_not_unpacked() -> None:
    """Size limits hold whatever the ratio."""
    assert gaps(zipped({"a.txt": b"a" * ((1 << 22) + 1)})) == [("too_large", "part_bytes")]


def test_too_many_entries() -> None:
    """An archive of more entries than the limit is not opened."""
    assert gaps(zipped({f"{n}.txt": b"a" for n in range(51)})) == [("too_large", "archive_entries")]


def test_nesting_ends_at_the_limit() -> None:
    """Archives in archives are read down to the limit, and the rest is a gap."""
    data = "文".encode()
    for _ in range(6):
        data = zipped({"inner.zip" if data.startswith(b"PK") else "a.txt": data})
    assert [code for code, _detail in gaps(data)] == ["too_deep"]


def test_a_shared_budget_bounds_the_whole() -> None:
    """Many files within the limit of one are still bounded by the limit of all."""
    noise = Random(0).randbytes(1 << 20)
    codes = [code for code, _d in gaps(zipped({f"{n}.bin": noise + bytes([n]) for n in range(12)}))]
    assert "too_large" in codes


def test_a_lying_size_is_found_out() -> None:
    """An entry that says it is smaller than it is fails its checksum."""
    data = bytearray(zipped({"a.txt": b"abcdef" * 10}))
    at = data.index(b"PK\x01\x02") + 24
    struct.pack_into("<I", data, at, 3)
    assert gaps(bytes(data)) == [("unread_part", "BadZipFile")]


def test_overlapping_entries_are_refused() -> None:
    """Entries that share bytes make bombs without nesting (CVE-2024-0450)."""
    data = bytearray(zipped({"a.txt": b"x" * 50, "b.txt": b"y" * 50}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, second + 42, 0)
    assert ("suspicious_archive", "overlap") in gaps(bytes(data))


def test_a_locked_entry_is_a_gap() -> None:
    """An encrypted entry is named as such."""
    data = bytearray(zipped({"a.txt": b"abc"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert gaps(bytes(data)) == [("encrypted", "")]


def test_an_unknown_way_of_packing_is_one_gap() -> None:
    """However many files are packed in a way nobody unpacks, it is one gap, and their names are read."""
    data = bytearray(zipped({"甲.txt": b"a", "乙.txt": b"b"}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<H", data, at + 10, 6)
        at += 1
    doc = read(bytes(data))
    assert [(g.code, g.detail) for g in doc.gaps] == [("unread_part", "compression method 6")]
    assert {"甲.txt", "乙.txt"} <= {doc.text_of(b) for b in doc.blocks}


def test_a_truncated_archive_is_damaged() -> None:
    """Half an archive is no archive."""
    assert gaps(docx("文")[:-30]) == [("damaged", "BadZipFile")]


def test_names_in_national_encodings() -> None:
    """Names without the UTF-8 flag are read as GB18030, as zips made on Chinese Windows have them."""
    builder = DocumentBuilder(name="x", sha256="", media="zip")
    plain = zipped({"a.txt": b"a"}).replace(b"a.txt", "名单".encode("gb18030") + b".")
    package = open_package(Source(name="x", data=plain), builder)
    assert package is not None
    assert package.names == ("名单.",)
