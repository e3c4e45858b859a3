"""Parts of an Open XML file that are no XML: pictures, embedded files, macros, printer settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import MEDIA, read_into
from review.readers.vml import read_vml
from review.readers.sniff import sniff
from review.readers.strings import strings

if TYPE_CHECKING:
    from review.readers.ooxml import Office

_NESTED = frozenset(MEDIA) | {"encrypted", "7z", "rar", "bz2", "xz"}


def read_binary(office: Office, part: str, kind: str, data: bytes) -> None:
    """Read a part by its content; what nobody understands is a gap, its readable strings given."""
    if part.lower().endswith(".vml"):
        read_vml(office, part, data)
        return
    if "vbaproject" in kind.lower() or part.lower().endswith("vbaproject.bin"):
        from review.readers.vba import read_project

        read_project(office, part, data)
        return
    if sniff(data, part) in _NESTED:
        read_into(office.source.inner(part, data), office.builder, named=False)
        return
    known = "printersettings" in kind.lower()
    seen = Visibility.METADATA if known else Visibility.HIDDEN
    office.add("\n".join(strings(data)), BlockKind.OTHER, seen, part="part", name=part)
    if not known:
        office.builder.gap("unknown_part", office.at(part="part", name=part))
