"""``make bench``: our pipeline beside others on the same texts, in one run; ratios, not only times.

The rivals are installed into a throw-away environment. ``--quick`` measures a tenth of the texts,
``--write`` puts the tables into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from tests.benchmarks.texts import Corpus, dense, statutes

ROOT = Path(__file__).resolve().parents[2]
RIVALS = ("helan==0.1.0", "argus-redact==0.8.22")
SLOW = {"argus-redact": 0.1, "jieba": 0.1}
"""Share of the texts that slow ones are measured on."""


def measure(python: str, contestant: str, corpus: Corpus, share: float) -> dict[str, float]:
    """MB/s, findings per million characters and peak MB of one contestant on one corpus."""
    count = max(1, int(len(corpus.texts) * share))
    texts = (
        corpus.texts[:count]
        if len(corpus.texts) > 1
        else (corpus.texts[0][: int(corpus.characters * share)],)
    )
    part = Corpus(name=corpus.name, texts=texts)
    done = subprocess.run(
        [python, str(Path(__file__).with_name("contestants.py")), contestant],
        input=json.dumps(texts), capture_output=True, text=True, check=True,
        env=os.environ | ({"PYTHONPATH": str(ROOT)} if python == sys.executable else {}),
    )  # fmt: skip
    got = json.loads(done.stdout)
    return {
        "MB/s": part.megabytes / got["seconds"],
        "per million": got["found"] / part.characters * 1e6,
        "peak MB": got["peak"],
    }


def cold_start(python: str, arguments: list[str]) -> float:
    """Median seconds of a whole process over eleven runs."""
    times = []
    for _ in range(11):
        start = time.perf_counter()
        subprocess.run([python, *arguments], capture_output=True, check=False, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def rivals() -> str:
    """Python of a throw-away environment with the rivals in it."""
    folder = Path(tempfile.gettempdir()) / f"review-bench-{os.getuid()}"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *RIVALS], check=True)
    return str(python)


def speed_table(share: float) -> list[str]:
    """Rows of the speed table, ours first."""
    others = rivals()
    contestants = [
        ("ours", sys.executable), ("helan", others), ("argus-redact", others),
        ("automaton", sys.executable), ("folding", sys.executable), ("jieba", sys.executable),
    ]  # fmt: skip
    rows = [
        "| text | contestant | MB/s | ratio ours to it | findings per million characters | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    for corpus in (statutes("hans"), statutes("hant"), dense()):
        ours = 0.0
        for name, python in contestants:
            got = measure(python, name, corpus, share * SLOW.get(name, 1))
            ours = ours or got["MB/s"]
            rows.append(
                f"| {corpus.name} ({corpus.megabytes:.1f} MB) | {name} | {got['MB/s']:.1f} | {ours / got['MB/s']:.2f} "
                f"| {got['per million']:.1f} | {got['peak MB']:.0f} |"
            )
            print(rows[-1], flush=True)
    return rows


def start_table() -> list[str]:
    """Cold start in its parts."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "line.txt"
        draft.write_text("关于图书馆国庆假期开放时间的通知\n", encoding="utf-8")
        parts = {
            "python -c pass": ["-c", "pass"],
            "import click": ["-c", "import click"],
            "review --version": ["-m", "review", "--version"],
            "build a Scanner": ["-c", "from review import Scanner; Scanner()"],
            "review check on one line": ["-m", "review", "check", str(draft)],
        }
        return ["| process | seconds |", "|---|---|"] + [
            f"| `{name}` | {cold_start(sys.executable, arguments):.3f} |" for name, arguments in parts.items()
        ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    start = start_table()
    print("\n".join(start), flush=True)
    speed = speed_table(0.1 if given.quick else 1.0)
    if given.write:
        machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        text = f"# Performance\n\n`make bench`, {dt.datetime.now(dt.UTC):%Y-%m-%d}, {machine}.\n\n"
        text += "\n".join(("## Cold start", "", *start, "", "## Speed", "", *speed, ""))
        (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
