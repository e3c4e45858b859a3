"""``make bench``: our pipeline beside others on the same texts, in one run; ratios, not only times.

The rivals are installed into a throw-away environment. ``--quick`` measures a tenth of the texts,
``--write`` puts the tables into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import compileall
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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import growth
from tests.benchmarks.reading import documents_table
from tests.benchmarks.texts import Corpus, dense, notices, statutes
from tests.builders.ooxml import docx, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
WRITTEN = "## Where it stands"
RIVALS = ("helan==0.1.0", "argus-redact==0.8.22")
FAST = "ahocorasick-rs>=1.0.3"
"""The extra ``fast`` of ``pyproject.toml``."""
SLOW = 0.1
"""Share of the texts that slow ones are measured on."""
ROUNDS = 3
"""Runs of each, of which the quickest counts: a machine has other things to do as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """Who runs: a name in ``contestants.py``, the Python it runs in, and where that finds packages."""

    name: str
    python: str
    packages: tuple[Path, ...] = ()
    share: float = 1.0


def measure(contestant: Contestant, corpus: Corpus, share: float) -> dict[str, float]:
    """MB/s (of all, and when all is loaded), findings per million characters, peak MB of one contestant."""
    texts = corpus.texts[: max(1, int(len(corpus.texts) * share * contestant.share))]
    part = Corpus(name=corpus.name, texts=texts)
    later = Corpus(name=corpus.name, texts=texts[len(texts) // 5 :])
    done = subprocess.run(
        [contestant.python, str(Path(__file__).with_name("contestants.py")), contestant.name],
        input=json.dumps(texts), capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, contestant.packages))},
    )  # fmt: skip
    got = json.loads(done.stdout)
    return {
        "MB/s": part.megabytes / got["seconds"],
        "warm": later.megabytes / got["warm"],
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


def contestants() -> dict[str, Contestant]:
    """Ours first; the rivals in a throw-away environment, the quicker engine in a folder beside it."""
    folder = Path(tempfile.gettempdir()) / f"review-bench-{os.getuid()}"
    others = folder / "bin" / "python"
    if not others.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(others), "-m", "pip", "install", "-q", *RIVALS], check=True)
    fast = folder / "fast"
    if not fast.exists():
        subprocess.run([str(others), "-m", "pip", "install", "-q", "--target", str(fast), FAST], check=True)

    def here(name: str, *packages: Path, share: float = 1.0) -> Contestant:
        return Contestant(name=name, python=sys.executable, packages=(ROOT, *packages), share=share)

    return {
        "ours": here("ours"),
        "ours with `fast`": here("ours", fast),
        "helan": Contestant(name="helan", python=str(others)),
        "argus-redact": Contestant(name="argus-redact", python=str(others), share=SLOW),
        "automaton": here("automaton"),
        "folding": here("folding"),
        "jieba": here("jieba", share=SLOW),
    }


def speed_table(share: float) -> list[str]:
    """Rows of the speed table; the quickest of some rounds in which all take their turn."""
    everybody = contestants()
    rows = [
        "| text | contestant | MB/s | ratio ours to it | MB/s warm | ratio warm | findings per million characters | peak MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for corpus in (statutes("hans"), statutes("hant"), notices(), dense()):
        rounds = [
            {name: measure(one, corpus, share) for name, one in everybody.items()} for _ in range(ROUNDS)
        ]
        best = {
            name: {what: max(one[name][what] for one in rounds) for what in rounds[0][name]}
            for name in everybody
        }
        for name, got in best.items():
            all_of_it, warm = (best["ours"][what] / got[what] for what in ("MB/s", "warm"))
            rows.append(
                f"| {corpus.name} ({corpus.megabytes:.1f} MB) | {name} | {got['MB/s']:.1f} | {all_of_it:.2f} "
                f"| {got['warm']:.1f} | {warm:.2f} | {got['per million']:.1f} | {got['peak MB']:.0f} |"
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


RUNS = {
    "one process": ["--jobs", "1", "--no-cache"],
    "two processes": ["--jobs", "2", "--no-cache"],
    "two processes, keeping the scans": ["--jobs", "2"],
    "again, nothing changed": ["--jobs", "2"],
}
KINDS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "docx": lambda text: docx(*map(paragraph, text.split("\n"))),
}


def many_files_table() -> list[str]:
    """A thousand files: one process, two, and a second run over what has not changed."""
    columns = [list(_many_files(suffix, made)) for suffix, made in KINDS.items()]
    return [
        f"| run over 1,000 files of 6,000 characters | {' | '.join(KINDS)} |",
        "|---|" + "---|" * len(KINDS),
        *(f"| {name} | {' | '.join(row)} |" for name, *row in zip(RUNS, *columns, strict=True)),
    ]


def _many_files(suffix: str, made: Callable[[str], bytes]) -> Iterator[str]:
    """Seconds of each run, the quickest of some rounds."""
    texts = statutes("hans").texts
    with tempfile.TemporaryDirectory() as folder:
        drafts = Path(folder) / "drafts"
        drafts.mkdir()
        for i in range(1000):
            (drafts / f"{i}.{suffix}").write_bytes(made((texts[i % len(texts)] * 3)[:6000]))
        rounds = [
            [_seconds(drafts, options, f"{folder}/cache{number}") for options in RUNS.values()]
            for number in range(ROUNDS)
        ]
    for times in zip(*rounds, strict=True):
        yield f"{min(times):.2f}"


def _seconds(drafts: Path, options: list[str], cache: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "review", "check", str(drafts), "--format", "json", *options],
        capture_output=True, check=False, cwd=ROOT, env=os.environ | {"XDG_CACHE_HOME": cache},
    )  # fmt: skip
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    compileall.compile_dir(
        ROOT / "review", quiet=1
    )  # as an installed copy is: where nothing may be written, each start would compile
    start = start_table()
    print("\n".join(start), flush=True)
    speed = speed_table(0.1 if given.quick else 1.0)
    documents = documents_table()
    many = many_files_table()
    print("\n".join(many), flush=True)
    measured = growth.measure()
    if given.write:
        sections = {
            "Cold start": start, "Speed": speed, "Large documents": documents, "Many files": many,
            "Growth": [*growth.table(measured), "", "![seconds over size, both logarithmic](growth.svg)"],
        }  # fmt: skip
        PAGE.write_text(_page(sections, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        growth.PLOT.write_text(growth.plot(measured), encoding="utf-8")


def _page(sections: dict[str, list[str]], before: str) -> str:
    """The page with new tables; what a person wrote below ``WRITTEN`` stays and is his to bring up to date."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    today = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    head = f"# Performance\n\nMade by `make bench` on {today}: {machine}. Times differ from machine to machine; ratios less.\n"
    _, found, rest = before.partition(WRITTEN)
    own, _, _ = rest.partition("\n## ")
    kept = f"\n{WRITTEN}{own.rstrip()}\n" if found else ""
    return (
        head
        + kept
        + "".join(f"\n## {title}\n\n" + "\n".join(rows) + "\n" for title, rows in sections.items())
    )


if __name__ == "__main__":
    main()
