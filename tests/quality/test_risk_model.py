# ruff: noqa: D103 - the names of these tests are sentences
"""Quality of the shipped risk model: floors that are not lowered, silence where the law speaks of secrecy."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.learning.evaluate import ANY, evaluate
from review.learning.rows import read_rows
from review.learning.train import train
from review.model.files import load
from review.model.passages import passages
from review.model.windows import windows
from review.recognizers.risk import Risk
from review.recognizers.view import Settings
from review.scanner import Scanner
from review.text.folding import fold_term
from tests.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = load()
HELD_OUT = Path(__file__).with_name("risk_held_out.jsonl")
"""78 paragraphs written apart from the corpus and never trained on; 48 risky, 30 that only look so."""
BY_OTHERS = sorted(Path(__file__).parent.glob("risk_by_others*.jsonl"))
ALIKE = 0.98
"""Share of texts by others of which a rebuilt model says something, or nothing, like the shipped one."""
CHARACTERS_A_FINDING = 200_000
LINES_A_MEGABYTE = 120
"""What the gate lets through; a hundred before one strong word opened it (decision 0121), at no cost in time."""

SILENT = [
    # DOMAIN: the same word in another sense
    "系统从机密性、完整性、可用性三方面评估，采用机密计算技术。",
    "孩子们找到了秘密花园，解开了生命的秘密，这是公开的秘密，也是他的秘密武器。",
    "邮件使用密件抄送，收件人彼此不可见。",
    "本条例所称商业秘密保护，适用《商业秘密保护条例》。",
    "单位内部治安保卫条例；内部控制与内部审计；住宅内部装修；内部结构图。",
    "秘书处设秘书长一名，负责日常工作。",
    "高密市、密云区人口密度较高，两地往来密切。",
    "加急办理的，两个工作日内办结；特急列车停靠本站。",
    "现将本办法征求意见稿向社会公布，公开征求意见。",
    "影片《绝密飞行》《机密档案》今起上映。",
    "敏感词过滤、敏感元件、语言敏感期、隐私玻璃。",
    "正确处理人民内部矛盾；情报学研究与情报所简介。",
    # texts that talk about secrecy
    "机关、单位应当对拟公开的信息进行保密审查，先审查、后公开，一事一审。",
    "违反本法规定，泄露国家秘密的，依法给予处分；构成犯罪的，依法追究刑事责任。",
    "竊取國家機密者，處五年以上有期徒刑。",
    "本人承诺：不泄露工作中知悉的国家秘密、工作秘密和商业秘密。承诺人签名：____",
    "关于举办保密宣传教育培训班的通知：请各单位派一名同志参加。",
    "涉密人员上岗应当经过保密教育培训，签订保密承诺书。",
    "投标人应对本项目内容保密，中标后签订保密协议。",
    "岗位要求：能够通过保密审查，熟悉公文写作。",
    "不予公开情况：属于国家秘密0件，保护第三方合法权益0件。",
    "密级：无　公开属性：主动公开　紧急程度：/",
    "密等及解密條件或保密期限：　速別：普通件",
    "书店新到历年真题，封面印有绝密启用前字样。",
]


def test_floors_on_text_it_never_saw() -> None:
    """Figures may rise and must not fall."""
    found = {one.label: one for one in evaluate(MODEL, read_rows(HELD_OUT))}
    assert found[ANY].recall.value >= FLOORS["recall"]
    assert found[ANY].precision.value >= FLOORS["precision"]
    assert found[ANY].average_precision >= FLOORS["average_precision"]


FLOORS = {"recall": 0.75, "precision": 0.95, "average_precision": 0.97}
"""At the lowest probability that counts (decision 0041); what it costs on ordinary prose is in test_by_others."""


def test_the_gate_stops_no_risky_paragraph() -> None:
    """A risky paragraph that is never looked at is a miss whatever the weights say."""
    stopped = [row.where for row in read_rows(HELD_OUT) if row.labels and not any(_looked_at(row.text))]
    assert not stopped


def _looked_at(text: str) -> Iterator[bool]:
    folded = fold_term(text)
    for passage in (folded[start:end] for start, end in passages(folded)):
        cues = list(MODEL.gate.cues(passage))
        for start, end in windows(passage):
            yield MODEL.gate.sum(cues, start, end) >= MODEL.gate.threshold


@pytest.mark.slow
def test_the_gate_lets_few_published_lines_through() -> None:
    passed = size = 0
    for text in _clean():
        size += len(text.encode())
        folded = fold_term(text)
        for passage in (folded[start:end] for start, end in passages(folded)):
            passed += MODEL.gate.sum(MODEL.gate.cues(passage), 0, len(passage)) >= MODEL.gate.threshold
    assert passed <= LINES_A_MEGABYTE * size / 1e6


@pytest.mark.parametrize("text", SILENT)
def test_talk_about_secrecy_is_silent(text: str) -> None:
    assert MODEL.judge(fold_term(text)) == []


def _clean() -> Iterator[str]:
    for name in ("laws_hans", "laws_hant", "policies_hans"):
        with gzip.open(shared(f"data/clean/{name}.jsonl.gz"), "rt", encoding="utf-8") as rows:
            for row in rows:
                yield json.loads(row)["text"]


@pytest.mark.slow
def test_published_documents_hardly_ever_alarm() -> None:
    """At most one finding in 200,000 characters of published statutes and policies."""
    settings = Settings()
    scanner = Scanner(settings, recognizers=[], combiners=[Risk(settings)])
    findings = characters = 0
    for text in _clean():
        findings += len(scanner.scan_text(text).findings)
        characters += len(text)
    assert findings <= characters / CHARACTERS_A_FINDING


@pytest.mark.slow
def test_the_shipped_model_is_rebuilt(tmp_path: Path) -> None:
    """The repository and the published texts that the card names give the shipped bytes, or their like.

    Sums in another order (another processor, other versions of the libraries) move weights a little; what
    is counted and not summed is the same everywhere, and so is nearly every judgement.
    """
    again = train(tmp_path / "risk", clean=shared("data/clean"), say=lambda _: None)
    shipped = Path(__file__).parents[2] / "models" / "risk"
    if (tmp_path / "risk" / "weights.npz").read_bytes() == (shipped / "weights.npz").read_bytes():
        assert _recipe(tmp_path / "risk") == _recipe(shipped)
        return
    for key in ("corpus_sha256", "seeds", "paragraphs", "windows", "clean_files"):
        assert again.card[key] == MODEL.card[key]
    assert (again.gate.threshold, again.gate.terms) == (MODEL.gate.threshold, MODEL.gate.terms)
    texts = [fold_term(row.text) for path in BY_OTHERS for row in read_rows(path)]
    alike = sum(bool(again.judge(text)) == bool(MODEL.judge(text)) for text in texts)
    assert alike >= ALIKE * len(texts)


def _recipe(folder: Path) -> dict[str, object]:
    """The record but for its digest and the figures of cross-validation, which have another run behind them (0121)."""
    record: dict[str, object] = json.loads((folder / "model.json").read_bytes())
    card = record.pop("card")
    assert isinstance(card, dict)
    return {**record, "sha256": "", "card": {key: value for key, value in card.items() if key != "quality"}}


@pytest.mark.slow
def test_the_repository_alone_trains_a_model_that_holds_a_floor(tmp_path: Path) -> None:
    model = train(tmp_path / "risk", say=lambda _: None)
    found = {one.label: one for one in evaluate(model, read_rows(HELD_OUT))}
    assert found[ANY].average_precision >= FLOORS["average_precision"] - 0.04
