"""A page of a PDF as a picture, its values painted over, put in the place of the page."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.errors import RefusedError
from review.i18n import _

if TYPE_CHECKING:
    from review.publish.pdf_letters import Box

DPI = 200
_POINTS = 72
_LARGEST_PIXELS = 60_000_000
_WIDEN = 1.0
"""Points by which a box is widened, so that no edge of a glyph stays."""
_COLOUR = 24
"""Difference between the channels of a pixel from which a page counts as coloured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as it will be published: 8-bit pixels, grey or RGB."""

    width: int
    height: int
    colour: bool
    pixels: bytes


def picture_of(page: Any, boxes: list[Box]) -> Picture:
    """The page as it is shown, forms and comments too, with black boxes.

    Raises:
        RefusedError: it is too large.
    """
    import numpy as np

    width, height = page.get_size()
    scale = DPI / _POINTS
    if width * height * scale * scale > _LARGEST_PIXELS:
        raise RefusedError(
            _("a page is too large to be made a picture"), remedy=_("save it in a smaller format")
        )
    bitmap = page.render(
        scale=scale, may_draw_forms=True, draw_annots=True, rev_byteorder=True, prefer_bgrx=True
    )
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
    rows, columns = pixels.shape[:2]
    for box in boxes:
        left, top, right, bottom = on_bitmap(page, box, columns, rows)
        pixels[top:bottom, left:right] = 0
    spread = pixels.max(axis=2).astype(int) - pixels.min(axis=2)
    colour = bool((spread > _COLOUR).any())
    data = pixels.tobytes() if colour else pixels[:, :, 1].tobytes()
    return Picture(width=columns, height=rows, colour=colour, pixels=data)


def on_bitmap(page: Any, box: Box, columns: int, rows: int) -> tuple[int, int, int, int]:
    """A box of the page, turned as the page is shown, in pixels."""
    import ctypes

    from pypdfium2 import raw

    corners = []
    for x, y in ((box[0] - _WIDEN, box[1] - _WIDEN), (box[2] + _WIDEN, box[3] + _WIDEN)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, columns, rows, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return max(min(x1, x2), 0), max(min(y1, y2), 0), max(x1, x2) + 1, max(y1, y2) + 1


def put_picture(pdf: Any, page: Any, picture: Picture) -> None:
    """Put the picture on the page, upright, as large as the page was shown; nothing else stays on it."""
    from pikepdf import Array, Dictionary, Name, Stream

    image = Stream(pdf, zlib.compress(picture.pixels, 9))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
    image.ColorSpace = Name.DeviceRGB if picture.colour else Name.DeviceGray
    image.Filter = Name.FlateDecode
    width, height = picture.width * _POINTS / DPI, picture.height * _POINTS / DPI
    for key in [k for k in page.obj if k not in ("/Type", "/Parent")]:
        del page.obj[key]
    page.obj.MediaBox = Array([0, 0, round(width, 3), round(height, 3)])
    page.obj.Rotate = 0
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
    page.obj.Contents = Stream(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode("ascii"))
