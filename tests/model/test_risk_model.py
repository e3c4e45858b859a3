# ruff: noqa: D103 - the names of these tests are sentences
"""The risk model at run time: laziness changes nothing, bad folders are refused, no value is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import timeit
import zipfile
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import DataError
from review.model.features import ANY_NUMBER, NEEDS, SHAPES
from review.model.files import load
from review.model.labels import HEADS, LABELS
from review.model.scores import both, logistic
from review.model.strings import KnownStrings, plain
from review.model.windows import windows
from review.recognizers.view import Settings
from review.resources import data_folder
from review.scanner import Scanner
from review.text.folding import fold_term

MODEL = load()
_WORDS = st.sampled_from(
    [
        *sorted(MODEL.gate.terms)[::25],
        "，",
        "。",
        "应当",
        "规定",
        "张某",
        "3月18日",
        "6岁",
        "\t",
        "\n",
        "的",
        "和",
    ]
)
_LINES = st.lists(_WORDS, max_size=60).map("".join)

HASTY = KnownStrings(MODEL.weights.strings, patience=0)
RISKY = [
    ("work_secret", "下周三上午对宏发餐馆等五家店突击检查，不要提前告知，检查组在后门集合。"),
    ("sensitive_personal", "我儿子才六岁，查出白血病以来一直住在三楼病房，全家都很感激。"),
    ("state_secret", "军列将于5日凌晨两点从东站发车，装载坦克三十辆，沿途道口由民兵值守。"),
    ("process", "表决时五票赞成、三票反对，李某认为其资历不够，会议没有形成一致意见。"),
    ("work_secret", "该局视频会议系统仍使用出厂口令，尚未整改。"),  # one strong word (decision 0121)
]
RISKY_LINE = fold_term(RISKY[0][1])


@pytest.mark.parametrize(("label", "text"), RISKY)
def test_risky_content_without_a_mark_is_found(label: str, text: str) -> None:
    assert label in {judged.label for judged in MODEL.judge(fold_term(text))}


@given(_LINES)
def test_lazy_is_eager(line: str) -> None:
    """Law 5: judging only what passes the gate gives what judging every window and asking the gate after gives."""
    line = fold_term(line)
    cues = list(MODEL.gate.cues(line))
    eager = set()
    for start, end in windows(line):
        chances = MODEL.probabilities(line[start:end])
        if MODEL.gate.sum(cues, start, end) >= MODEL.gate.threshold:
            above = zip(LABELS, chances, MODEL.thresholds, strict=True)
            eager |= {(label, round(p, 9)) for label, p, t in above if p >= t}
    lazy = MODEL.judge(line)
    assert {(j.label, round(j.probability, 9)) for j in lazy} <= eager
    assert {label for label, _ in eager} == {j.label for j in lazy}
    for label in {label for label, _ in eager}:
        assert max(p for name, p in eager if name == label) == max(
            round(j.probability, 9) for j in lazy if j.label == label
        )


@given(_LINES, st.sets(st.sampled_from(LABELS)), st.integers(0, 40))
def test_what_need_not_be_told_need_not_be_asked(line: str, labels: set[str], at: int) -> None:
    """Judging with what is said already gives what judging all and leaving out what is said gives."""
    line = fold_term(line)

    def said(start: int, end: int) -> set[str]:
        return labels if start <= at < end else set()

    everything = MODEL.judge(line)
    assert MODEL.judge(line, said=said) == [j for j in everything if j.label not in said(j.start, j.end)]


def test_one_line_may_be_long() -> None:
    """Cues are looked for near a window only: ten times the line takes about ten times as long."""
    sentence = fold_term(RISKY[1][1])
    short, long = (
        min(timeit.repeat(partial(MODEL.judge, sentence * n), timer=process_time, number=1, repeat=3))
        for n in (60, 600)
    )
    assert long < 30 * short


@given(_LINES)
def test_windows_of_one_label_do_not_overlap(line: str) -> None:
    judged = MODEL.judge(fold_term(line))
    for label in LABELS:
        spans = [(j.start, j.end) for j in judged if j.label == label]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


_LETTERS = "0123456789一二百万亿元块票比分%成岁\t男女*某×王:.@《》第条款号楼室组名人时点凌晨夜热专线_无/问， 月周星期礼拜明天今后日底初节前吨辆家处公里亩"


@given(st.text(alphabet=_LETTERS, max_size=40))
def test_no_shape_is_missed_for_want_of_a_letter(text: str) -> None:
    for shape, letters in NEEDS.items():
        assert not SHAPES[shape].search(text) or set(text) & set(letters)


@given(st.text(alphabet=_LETTERS, max_size=40))
def test_one_number_is_as_good_as_another(text: str) -> None:
    for shape in ANY_NUMBER:
        assert bool(SHAPES[shape].search(text)) == bool(SHAPES[shape].search(plain(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("定于3月18日召开", True), ("定于十月上旬召开", True), ("请于本月报送", True), ("下周三到岗", True),
        ("礼拜日休息", True), ("截至5日", True), ("乘5号线", False), ("身份证号", False), ("每月报送", False),
        ("月底前报送", True), ("三月有余", False),
    ],
)  # fmt: skip
def test_a_date_is_a_shape(text: str, shown: bool) -> None:  # noqa: FBT001
    assert bool(SHAPES["日期"].search(text)) is shown


@given(_LINES)
def test_pieces_and_automaton_know_the_same_strings(line: str) -> None:
    """Law 4: however many windows there were, the same strings are known."""
    short = plain(fold_term(line))
    assert KnownStrings(MODEL.weights.strings).rows(short) == HASTY.rows(short)


@given(st.floats(-800, 800))
def test_logistic_is_a_probability(z: float) -> None:
    assert 0 <= logistic(z) <= 1
    assert logistic(z) == pytest.approx(1 - logistic(-z))


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_label_scores_no_higher_than_being_risky(risky: float, label: float) -> None:
    assert min(risky, label) - 1 < both(risky, label) == both(label, risky) <= min(risky, label)


def test_neither_numpy_nor_sklearn_is_imported_to_judge() -> None:
    code = (
        "import sys; from review.model.files import load; m = load();"
        f"assert m.judge({fold_term(RISKY[0][1])!r});"
        "assert not {'numpy', 'sklearn', 'scipy', 'jieba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])


def test_numpy_reads_the_weights_too() -> None:
    import numpy as np

    with np.load(data_folder("models") / "risk" / "weights.npz", allow_pickle=False) as arrays:
        assert arrays["weights"].shape == (len(MODEL.weights.ideas) + len(MODEL.weights.strings), len(HEADS))
        assert arrays["weights"].ravel().tolist() == MODEL.weights.table.tolist()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model that may be damaged."""
    return Path(shutil.copytree(data_folder("models") / "risk", tmp_path / "risk"))


def _seal(path: Path, record: dict[str, object]) -> None:
    """Write a record with a digest that holds, as one who forges it would."""
    rows = (
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in record.items() if k != "sha256"
    )
    body = ("{\n" + ",\n".join(rows)).encode()
    path.write_bytes(body + b',\n"sha256": ' + f'"{sha256(body).hexdigest()}"\n}}\n'.encode())


def _record(folder: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads((folder / "model.json").read_bytes())
    return record


def test_no_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the risk model is not there"):
        load(tmp_path / "none")


def test_another_format_version_is_refused(folder: Path) -> None:
    _seal(folder / "model.json", {**_record(folder), "format": "risk-model/2"})
    with pytest.raises(DataError, match=r"another format version than risk-model/3"):
        load(folder)


def test_an_edited_model_is_refused(folder: Path) -> None:
    path = folder / "model.json"
    path.write_bytes(path.read_bytes().replace(b'"thresholds": [0.', b'"thresholds": [9.', 1))
    with pytest.raises(DataError, match=r"model\.json: the model file was changed after training"):
        load(folder)


def test_edited_weights_are_refused(folder: Path) -> None:
    path = folder / "weights.npz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(DataError, match=r"weights\.npz: the weights are not those that the model names"):
        load(folder)


def test_weights_that_do_not_fit_are_refused(folder: Path) -> None:
    record = _record(folder)
    ideas = record["ideas"]
    assert isinstance(ideas, list)
    _seal(folder / "model.json", {**record, "ideas": ideas[:-1]})
    with pytest.raises(DataError, match="the weights do not fit the vocabulary"):
        load(folder).judge(RISKY_LINE)


@pytest.mark.parametrize("name", ["weights", "intercepts", "biases", "outputs", "output_intercepts"])
def test_a_weight_that_is_no_number_is_refused(folder: Path, name: str) -> None:
    import numpy as np

    path = folder / "weights.npz"
    with np.load(path, allow_pickle=False) as archive:
        arrays = dict(archive)
    arrays[name].flat[2] = np.nan
    np.savez(path, **arrays)
    record = _record(folder)
    _seal(folder / "model.json", {**record, "weights": {"sha256": sha256(path.read_bytes()).hexdigest()}})
    with pytest.raises(DataError, match="a weight is not a number"):
        load(folder).judge(RISKY_LINE)


def test_a_zip_of_other_things_is_refused(folder: Path) -> None:
    path = folder / "weights.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("weights.npy", b"no array")
    record = _record(folder)
    _seal(folder / "model.json", {**record, "weights": {"sha256": sha256(path.read_bytes()).hexdigest()}})
    with pytest.raises(DataError, match="the weights are damaged"):
        load(folder).judge(RISKY_LINE)


def test_a_model_with_a_part_missing_is_refused(folder: Path) -> None:
    record = _record(folder)
    del record["gate"]
    _seal(folder / "model.json", record)
    with pytest.raises(DataError, match="the model file is not complete"):
        load(folder)


def test_weights_that_fail_when_they_are_needed_are_a_gap(folder: Path) -> None:
    """They are read late; a text that needs them is never silently clean."""
    record = _record(folder)
    ideas = record["ideas"]
    assert isinstance(ideas, list)
    _seal(folder / "model.json", {**record, "ideas": ideas[:-1]})
    scan = Scanner(Settings(model=folder)).scan_text(RISKY[0][1])
    assert [gap.code for gap in scan.gaps] == ["model_missing"]
