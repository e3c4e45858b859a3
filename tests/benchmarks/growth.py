"""How time and memory grow: with the document, its findings, the lexicon, the number of files.

``python -m tests.benchmarks.growth [--write]``; each point is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLOT = ROOT / "docs" / "growth.svg"

_HEAD = """
import json, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.benchmarks.contestants import peak_megabytes
from tests.benchmarks.texts import dense, notices, statutes
from review import Scanner
n = int(sys.argv[1])
"""
_TAIL = """
print(json.dumps([time.perf_counter() - start, peak_megabytes()]))
"""
SERIES: dict[str, tuple[str, tuple[int, ...], str]] = {
    "characters of one clean document": ("""
text = "".join(statutes("hans").texts)
text = (text * (n // len(text) + 1))[:n]
scanner = Scanner()
start = time.perf_counter()
scanner.scan_text(text)
""", (10_000, 100_000, 1_000_000, 10_000_000, 30_000_000), "10 kB to 90 MB of UTF-8"),
    "characters of notices and prose": ("""
text = "\\n".join(notices().texts)
text = (text * (n // len(text) + 1))[:n]
scanner = Scanner()
start = time.perf_counter()
scanner.scan_text(text)
""", (10_000, 100_000, 1_000_000, 3_000_000), "in one document"),
    "characters of one line": ("""
text = "，".join("".join(notices().texts).split())
text = (text * (n // len(text) + 1))[:n]
scanner = Scanner()
start = time.perf_counter()
scanner.scan_text(text)
""", (10_000, 100_000, 1_000_000, 3_000_000), "the same without line ends"),
    "findings in one document": ("""
text = dense(n // 2, each=n // 2).texts[0]
scanner = Scanner()
start = time.perf_counter()
scanner.scan_text(text)
""", (100, 1_000, 10_000, 100_000, 1_000_000), "two to a line, each of its own"),
    "terms of an organisation's own": ("""
from review.recognizers.view import Settings
folder = TemporaryDirectory()
path = Path(folder.name) / "own.txt"
path.write_text("\\n".join(f"青石{i:07d}号工程" for i in range(n)), encoding="utf-8")
texts = statutes("hans").texts[:100]
start = time.perf_counter()
scanner = Scanner(Settings(lexicons=(path,)))
for text in texts:
    scanner.scan_text(text)
""", (100, 1_000, 10_000, 100_000, 200_000), "with building, 100 statutes"),
    "files": ("""
from review.batch import scan_files
from review.policy import default_policy
folder = TemporaryDirectory()
texts = statutes("hans").texts
paths = [Path(folder.name) / f"{i}.txt" for i in range(n)]
for i, path in enumerate(paths):
    path.write_text(texts[i % len(texts)][:2000], encoding="utf-8")
start = time.perf_counter()
for _ in scan_files(default_policy(), paths, jobs=1, cached=False):
    pass
""", (1, 10, 100, 1_000, 10_000, 100_000), "2,000 characters each, one process"),
}  # fmt: skip


def point(code: str, n: int) -> tuple[float, float]:
    """Seconds and peak MB of one size."""
    done = subprocess.run(
        [sys.executable, "-c", _HEAD + code + _TAIL, str(n)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def table(measured: dict[str, list[tuple[int, float, float]]]) -> list[str]:
    """Markdown rows; the last column is the growth of time over the growth of size since the row before."""
    rows = [
        "| what grows | size | seconds | peak MB | time ÷ size, against the row before |",
        "|---|---|---|---|---|",
    ]
    for name, points in measured.items():
        before: tuple[int, float] | None = None
        for n, seconds, peak in points:
            ratio = f"{(seconds / before[1]) / (n / before[0]):.2f}" if before else ""
            rows.append(f"| {name} ({SERIES[name][2]}) | {n:,} | {seconds:.3f} | {peak:.0f} | {ratio} |")
            before = (n, seconds)
    return rows


def plot(measured: dict[str, list[tuple[int, float, float]]]) -> str:
    """Seconds over size, both logarithmic, as SVG; a straight line of the grid's slope is linear growth."""
    colours = ("#1b6ca8", "#b8860b", "#555555", "#c0392b", "#2e8b57", "#8e44ad")
    across = [math.log10(n) for points in measured.values() for n, _s, _p in points]
    up = [math.log10(max(s, 1e-4)) for points in measured.values() for _n, s, _p in points]
    left, right, low, high = 0, math.ceil(max(across)), math.floor(min(up)), math.ceil(max(up))

    def at(n: float, s: float) -> tuple[float, float]:
        return 60 + 560 * (n - left) / (right - left), 360 - 320 * (s - low) / (high - low)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 400" font-family="sans-serif" font-size="12">'
    ]
    for decade in range(left, right + 1):
        x, _y = at(decade, low)
        parts.append(
            f'<path d="M{x:.0f} 40V360" stroke="#ddd"/><text x="{x:.0f}" y="378" text-anchor="middle">10^{decade}</text>'
        )
    for decade in range(low, high + 1):
        _x, y = at(left, decade)
        parts.append(
            f'<path d="M60 {y:.0f}H620" stroke="#ddd"/><text x="52" y="{y + 4:.0f}" text-anchor="end">10^{decade} s</text>'
        )
    for i, (name, points) in enumerate(measured.items()):
        places = [at(math.log10(n), math.log10(max(s, 1e-4))) for n, s, _p in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colours[i]}" stroke-width="2"/>')
        parts.append(f'<text x="640" y="{60 + 22 * i}" fill="{colours[i]}">{name}</text>')
    return "\n".join((*parts, "</svg>", ""))


def measure() -> dict[str, list[tuple[int, float, float]]]:
    """All series, printed as they come."""
    measured: dict[str, list[tuple[int, float, float]]] = {}
    for name, (code, sizes, _note) in SERIES.items():
        for n in sizes:
            measured.setdefault(name, []).append((n, *point(code, n)))
            print(name, measured[name][-1], flush=True)
    return measured


def main() -> None:
    """Measure; with ``--write`` the plot goes into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    measured = measure()
    print("\n".join(table(measured)))
    if given.write:
        PLOT.write_text(plot(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
