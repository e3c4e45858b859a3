"""Remake the tables in ``review/text``: ``python -m tests.tools.text_tables``.

``variants.txt``: two lines of equal length, each character of the first folds to the one below it.
Traditional and variant characters by OpenCC's t2s dictionary (Apache-2.0), compatibility characters by
Unicode's NFKC, the CJK Radicals Supplement by the table below (NFKC leaves it alone).
``words.marisa``: jieba's dictionary (MIT) as a trie of word -> frequency, prefixes with frequency 0.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from review.text.segment import _TOTAL

TEXT = Path(__file__).resolve().parents[2] / "review" / "text"

RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽"
        "⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂几刀刂卜㔾小小兀尢尢尢巳幺彑彐忄心扌攵旡日月歹母民氵氺灬爪爪丬牛犭王疋目示礻竹糸纟罒罒网罒罒羊羊羊耂肀聿肉臼"
        "艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅长镸长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=True,
    )
)
WIDE_MARKS = "．－＋＠＊／＿＃％＝＆｜＼～＂＇＜＞＄￥"
"""Full-width punctuation that folds; brackets, commas and colons stay: they are how Chinese is written."""


def simple(char: str) -> str:
    """What one character folds to by Unicode alone; letters, digits, radicals, a few marks."""
    if char in RADICALS:
        return RADICALS[char]
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "L" or char in WIDE_MARKS or "\u2f00" <= char <= "\u2fdf":
        folded = unicodedata.normalize("NFKC", char)
        return folded if len(folded) == 1 else char
    return char


def variants() -> dict[str, str]:
    """Every character that folds to another one; folding twice changes nothing more."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    table: dict[str, str] = {}
    points = [
        *range(0x80, 0xD800),
        *range(0xF900, 0xFFFE),
        *range(0x1D400, 0x1D800),
        *range(0x20000, 0x2FA20),
    ]
    for point in points:
        char = chr(point)
        if unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc", "Cf", "Mn"):
            continue
        folded = simple(char)
        plain = convert(folded)
        target = plain if len(plain) == 1 else folded
        if target != char:
            table[char] = target
    table |= dict.fromkeys("\u2010\u2011\u2012\u2212", "-") | {"祕": "秘"}
    return {char: table.get(target, target) for char, target in table.items()}


def write_variants() -> None:
    """Write ``variants.txt``."""
    table = dict(sorted(variants().items()))
    text = "".join(table) + "\n" + "".join(table.values()) + "\n"
    (TEXT / "variants.txt").write_text(text, encoding="utf-8", newline="\n")


def write_words() -> None:
    """Write ``words.marisa`` and the total of all frequencies."""
    import jieba
    import marisa_trie

    tokenizer = jieba.Tokenizer()
    freq, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    trie = marisa_trie.RecordTrie("<I", ((word, (count,)) for word, count in sorted(freq.items())))
    trie.save(str(TEXT / "words.marisa"))
    assert total == _TOTAL, "write the new total into review/text/segment.py"


if __name__ == "__main__":
    write_variants()
    write_words()
