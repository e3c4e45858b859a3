"""Make the font of the printed form: ``python -m tests.tools.subset_font NotoSerifCJK-Regular.ttc``.

Keeps the characters of GB 2312 (6,763), those of level 1 of Big5 (5,401), Latin and punctuation of both,
from Noto Serif CJK SC (SIL Open Font License 1.1, which allows subsets under the same licence).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

FONT = Path(__file__).resolve().parents[2] / "review" / "publish" / "fonts" / "NotoSerifCJKsc-Subset.otf"
_NAME = 1
_EXTRA = "☐☑☒■□▲●·…—–×〔〕★№℃／〇鿏〻・「」『』　ｅ①②③④⑤⑥⑦⑧⑨⑩"


def characters() -> set[int]:
    """Code points to keep."""
    kept = set(range(0x20, 0x7F)) | set(map(ord, _EXTRA)) | set(range(0xFF01, 0xFF5F))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            kept |= _decoded(bytes((high, low)), "gb2312")
    for high in range(0xA1, 0xC7):
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            kept |= _decoded(bytes((high, low)), "big5")
    return kept


def _decoded(code: bytes, encoding: str) -> set[int]:
    try:
        return {ord(character) for character in code.decode(encoding)}
    except UnicodeDecodeError:
        return set()


def main() -> None:
    """Cut the font down and write it."""
    faces = TTCollection(sys.argv[1])
    font = next(f for f in faces.fonts if f["name"].getDebugName(_NAME) == "Noto Serif CJK SC")
    options = Options(
        layout_features=[], hinting=False, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14], notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG"]
    options.desubroutinize = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    FONT.parent.mkdir(exist_ok=True)
    font.save(FONT)


if __name__ == "__main__":
    main()
