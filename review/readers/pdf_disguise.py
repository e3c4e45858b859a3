"""A PDF without its ActualText, so that what is read from a page is what is drawn on it.

ActualText tells a program what to read instead of the glyphs that are drawn (ISO 32000-1, 14.9.4), and
pdfium obeys. A page could show one thing and say another; both are read, each in its place.
"""

from __future__ import annotations

import io
import re

import pikepdf

_KEY = re.compile(b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (c, c, c) for c in b"ActualText"))
"""The name as it may be written: any character can stand as its number (ISO 32000-1, 7.3.5)."""
_OTHER = b"/ActualTexx"
_NO_CONTENT = ("/Length1", "/FunctionType", "/ShadingType", "/N", "/CMapName")


def undisguised(file: pikepdf.Pdf, data: bytes) -> bytes:
    """The bytes of ``file`` with every ActualText of its pages under a name that says nothing.

    ``data`` itself comes back when there is none, which is the rule.
    """
    if not any(_disguises(thing) for thing in file.objects):
        return data
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as copy:
        for thing in copy.objects:
            if _disguises(thing):
                _undisguise(thing)
        out = io.BytesIO()
        copy.save(out)
    return out.getvalue()


def _disguises(thing: pikepdf.Object) -> bool:
    if isinstance(thing, pikepdf.Stream):
        return _is_content(thing) and _KEY.search(_bytes(thing)) is not None
    return isinstance(thing, pikepdf.Dictionary) and any(True for _ in _marks(thing))


def _undisguise(thing: pikepdf.Object) -> None:
    if isinstance(thing, pikepdf.Stream) and _is_content(thing):
        thing.write(_KEY.sub(_OTHER, _bytes(thing)))
    for mark in list(_marks(thing)):
        del mark["/ActualText"]


def _marks(thing: pikepdf.Object) -> list[pikepdf.Object]:
    """The object, and the marks in its resources, as far as they have an ActualText."""
    found = [thing] if "/ActualText" in thing and "/S" not in thing else []
    for holder in (thing, thing.get("/Resources")):
        properties = holder.get("/Properties") if isinstance(holder, pikepdf.Dictionary) else None
        if isinstance(properties, pikepdf.Dictionary):
            found += [
                value
                for _key, value in properties.items()
                if isinstance(value, pikepdf.Dictionary) and "/ActualText" in value
            ]
    return found


def _is_content(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") != "/Image" and not any(key in stream for key in _NO_CONTENT)


def _bytes(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""
