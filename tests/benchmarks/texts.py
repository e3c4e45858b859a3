"""Texts to measure on: published statutes when they lie beside the checkout, else a stand-in that says so."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clean"
QUALITY = Path(__file__).resolve().parents[1] / "quality"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents and what they are."""

    name: str
    texts: tuple[str, ...]

    @property
    def megabytes(self) -> float:
        """Size in UTF-8."""
        return sum(len(text.encode()) for text in self.texts) / 1e6

    @property
    def characters(self) -> int:
        """Size in code points."""
        return sum(map(len, self.texts))


def statutes(script: str = "hans") -> Corpus:
    """Published statutes: clean text, nothing in it may be flagged above ``notice``."""
    path = SHARED / f"laws_{script}.jsonl.gz"
    if not path.exists():
        return Corpus(name=f"stand-in for statutes ({script})", texts=_stand_in())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return Corpus(name=f"statutes ({script})", texts=tuple(json.loads(line)["text"] for line in lines))


def _stand_in() -> tuple[str, ...]:
    words = re.findall(
        r"\S+",
        "各级 人民政府 应当 加强 对 本 区域 内 公共 服务 工作 的 组织 领导 ， 依法 履行 监督 管理 职责 。",
    )
    draw = random.Random(1)
    return tuple("".join(draw.choices(words, k=4000)) for _ in range(300))


def notices() -> Corpus:
    """Whole published documents and ordinary prose in both scripts, by authors who knew nothing of ours."""
    files = (QUALITY / "documents_by_others.jsonl", QUALITY / "ordinary_prose.jsonl")
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    texts = [json.loads(line)["text"] for line in lines]
    random.Random(3).shuffle(texts)
    return Corpus(name="notices and prose", texts=tuple(texts))


def person(draw: random.Random) -> tuple[str, str, str]:
    """Identity number (all of the year 1900), name and mobile of nobody."""
    head = f"1101011900{draw.randint(1, 12):02}{draw.randint(1, 28):02}{draw.randint(0, 999):03}"
    check = "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, head, strict=True)) % 11]
    name = draw.choice("王李张刘陈杨赵黄周吴") + draw.choice("伟芳娜敏静丽强磊军洋")
    return head + check, name, f"138{draw.randint(0, 99999999):08}"


def dense(rows: int = 20_000, each: int = 400) -> Corpus:
    """Lists with a name, an identity number and a mobile in every line (all of the year 1900)."""
    draw = random.Random(2)
    lines = []
    for _ in range(rows):
        number, name, mobile = person(draw)
        lines.append(f"{name}，身份证号{number}，手机{mobile}，住青石镇柳树村。")
    return Corpus(
        name="dense personal data",
        texts=tuple("\n".join(lines[at : at + each]) for at in range(0, rows, each)),
    )
