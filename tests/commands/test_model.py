# ruff: noqa: D103 - the names of these tests are sentences
"""``review model``: measuring, describing, comparing and learning from the command line."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from review import i18n
from review.commands import main
from review.commands.model import command
from review.errors import DataError, UsageError
from review.model.labels import LABELS
from review.reports.terminal import width
from review.reports.wording import LABELS as WORDS
from review.resources import data_folder

if TYPE_CHECKING:
    from pathlib import Path

RUNNER = CliRunner()
ROWS = [
    ("下周三上午对宏发餐馆等五家店突击检查，不要提前告知，检查组在后门集合。", ["work_secret"]),
    ("我家孩子今年六岁，去年查出白血病，住院半年，多亏医生。", ["sensitive_personal"]),
    ("图书馆暑期每天八时开馆，凭证即可入馆，欢迎市民前来。", []),
    ("国家秘密的保密期限届满，自行解密。", ["clean"]),
]


def run(*arguments: str) -> Result:
    return RUNNER.invoke(command, arguments, catch_exceptions=False)


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.jsonl"
    lines = (json.dumps({"text": t, "labels": ls}, ensure_ascii=False) for t, ls in ROWS)
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_evaluate_prints_every_label_with_intervals(rows: str) -> None:
    """One line each, in the words of the sheet, and what the columns mean."""
    lines = run("evaluate", rows).output.splitlines()
    titles = [WORDS[label] for label in LABELS] + ["any of them"]
    assert [line[: len(title)] for line, title in zip(lines[1:], titles, strict=False)] == titles
    assert "[" in lines[2]
    assert any(line.startswith("false alarms: ") for line in lines)


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_the_table_speaks_chinese_and_is_aligned(rows: str, language: str) -> None:
    """No label or column is left in English but F1; columns end where their heads end."""
    i18n.use(language)
    lines = run("evaluate", rows).output.splitlines()[: len(LABELS) + 2]
    assert set(re.findall("[A-Za-z]+[0-9]?", " ".join(lines))) == {"F1"}
    assert len({width(line) for line in lines}) == 1


def test_a_place_without_a_model_is_one_line(rows: str, tmp_path: Path) -> None:
    """Not a hint to install the program again."""
    with pytest.raises(UsageError, match="there is no model in this place"):
        run("evaluate", rows, "--model", str(tmp_path))


def test_evaluate_in_json(rows: str) -> None:
    record = {one["label"]: one for one in json.loads(run("evaluate", rows, "--format", "json").output)}
    assert record["any"]["recall"]["value"] == 1
    assert record["any"]["false_alarms"]["hits"] == 0


def test_a_model_is_no_worse_than_itself(rows: str) -> None:
    assert run("evaluate", rows, "--against", str(data_folder("models") / "risk")).exit_code == 0


def _blind(to: Path) -> Path:
    """The shipped model with thresholds out of reach: it finds nothing."""
    from hashlib import sha256

    folder = shutil.copytree(data_folder("models") / "risk", to)
    body = (folder / "model.json").read_bytes().rpartition(b',\n"sha256": ')[0]
    record = json.loads(body + b"}")
    record["thresholds"] = [1.1] * len(LABELS)
    body = ("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in record.items())).encode()
    seal = f',\n"sha256": "{sha256(body).hexdigest()}"\n}}\n'
    (folder / "model.json").write_bytes(body + seal.encode())
    return folder


def test_a_worse_model_is_refused(rows: str, tmp_path: Path) -> None:
    folder = _blind(tmp_path / "risk")
    with pytest.raises(DataError, match=r"the new model is worse: work secret: F1 1\.00"):
        run("evaluate", rows, "--model", str(folder), "--against", str(data_folder("models") / "risk"))


@pytest.fixture
def extra(tmp_path: Path) -> str:
    """Ten rows, of which the fifth and the tenth, a risky one each, are kept from training."""
    path = tmp_path / "extra.jsonl"
    order = [ROWS[i] for i in (2, 3, 2, 3, 0, 2, 3, 2, 3, 1)]
    lines = (json.dumps({"text": t, "labels": ls}, ensure_ascii=False) for t, ls in order)
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def _trains(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[int]:
    """Training gives the model of this folder; the list tells on how many extra rows, each time."""
    import review.learning.train
    from review.model.files import load

    taught: list[int] = []

    def train(out: Path, *, extra: list[object], **_: object) -> object:
        taught.append(len(extra))
        shutil.copytree(folder, out)
        return load(out)

    monkeypatch.setattr(review.learning.train, "train", train)
    return taught


def test_training_that_ends_worse_changes_nothing(
    extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught = _trains(monkeypatch, _blind(tmp_path / "blind"))
    out = tmp_path / "out"
    with pytest.raises(DataError, match=r"the new model is worse: .*work secret") as error:
        run("train", "--out", str(out), "--extra", extra)
    assert taught == [8]
    assert not out.exists()
    assert "宏发" not in str(error.value)


def test_a_worse_model_is_taken_when_forced(
    extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _trains(monkeypatch, _blind(tmp_path / "blind"))
    assert run("train", "--out", str(tmp_path / "out"), "--extra", extra, "--force").exit_code == 0
    assert (tmp_path / "out" / "model.json").read_bytes() == (tmp_path / "blind" / "model.json").read_bytes()


def test_a_model_that_is_no_worse_takes_its_place(
    extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _trains(monkeypatch, data_folder("models") / "risk")
    result = run("train", "--out", str(tmp_path / "new" / "out"), "--extra", extra)
    assert result.exit_code == 0
    assert "model so far" in result.output
    assert {p.name for p in (tmp_path / "new" / "out").iterdir()} == {"model.json", "weights.npz"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "甲", "labels": ["secret"]}', r"extra\.jsonl:11: unknown label secret"),
        (
            '{"text": "图书馆暑期每天八时开馆，凭证即可入馆，欢迎市民前来。", "labels": ["personal"]}',
            "contradicts row 1",
        ),
    ],
)
def test_bad_extra_rows_are_named_before_anything_is_trained(
    line: str, message: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "extra.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + line)
    taught = _trains(monkeypatch, data_folder("models") / "risk")
    with pytest.raises(DataError, match=message):
        run("train", "--out", str(tmp_path / "out"), "--extra", extra)
    assert not taught


def test_the_card_tells_origin_quality_and_limits() -> None:
    output = run("card").output
    for word in ("corpus (SHA-256)", "laws_hans", "kinds of text", "average precision", "limits"):
        assert word in output


def test_a_bad_row_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "x", "labels": ["secret"]}', encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["model", "evaluate", str(path)])
    assert end.value.code == 1
    assert f"{path}:1" in capsys.readouterr().err
