"""Large documents: processor time of the bare parser, of reading and of the whole check, and the memory it takes.

``python -m tests.benchmarks.reading``; each measurement is a process of its own, the best of three counts.
"""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.contestants import peak_megabytes
from tests.benchmarks.texts import person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
_LINE = "各县（市、区）人民政府，市政府各部门、各直属机构：经研究同意，现将有关事项通知如下，请认真贯彻执行。"
_ROUNDS = 3


def word(pages: int = 170) -> bytes:
    """A Word file: twenty paragraphs a page, a table of 5 × 4 on every tenth."""
    from tests.builders.ooxml import docx, paragraph, table

    blocks: list[str] = []
    for page in range(pages):
        blocks += (paragraph(f"{page}.{line} {_LINE}") for line in range(20))
        if page % 10 == 0:
            blocks.append(table([[f"{row}-{column}" for column in range(4)] for row in range(5)]))
    return docx(*blocks)


COLUMNS = ("序号", "姓名", "身份证号", "手机", "单位", "职务", "金额", "日期", "批次", "状态", "类别", "备注")


def roster(rows: int) -> Iterator[tuple[str, ...]]:
    """A list of persons as offices keep them: twelve columns, three of which name somebody."""
    draw = random.Random(3)
    yield COLUMNS
    for row in range(1, rows):
        number, name, mobile = person(draw)
        yield (
            str(row), name, number, mobile, f"第{row % 97}服务站", "工作人员", f"{draw.randint(100, 9999)}.00",
            f"2026年{row % 12 + 1}月{row % 28 + 1}日", f"第{row % 9 + 1}批", "已发放", "一般", "",
        )  # fmt: skip


def workbook(rows: int) -> bytes:
    """A workbook with its texts in the cells."""
    from tests.builders.ooxml import Tab, xlsx

    return xlsx(Tab(name="名单", rows=tuple(roster(rows))))


def delimited(rows: int = 100_000) -> bytes:
    """A table in plain text."""
    return "\n".join(map(",".join, roster(rows))).encode()


def pages(count: int = 200) -> bytes:
    """A PDF of thirty lines a page in one embedded font."""
    from tests.builders.pdf import Pdf

    pdf = Pdf()
    for number in range(count):
        lines = "".join(pdf.show(f"{number}{_LINE[:36]}", 40, 800 - 25 * line) for line in range(30))
        pdf.page(lines)
    return pdf.saved()


FILES: dict[str, Callable[[], bytes]] = {
    "docx, 170 pages": word,
    "xlsx, 5,000 × 12": lambda: workbook(5_000),
    "xlsx, 100,000 × 12": lambda: workbook(100_000),
    "csv, 100,000 × 12": delimited,
    "pdf, 200 pages": pages,
}


def bare(path: Path) -> tuple[float, float]:
    """Parse the same parts with lxml, the same rows with csv, the text of the same pages with pdfium."""
    name = path.name
    data = path.read_bytes()
    if name.startswith("pdf"):
        import pypdfium2

        for page in pypdfium2.PdfDocument(data):
            page.get_textpage().get_text_range()
    elif name.startswith("csv"):
        import csv

        for _row in csv.reader(io.StringIO(data.decode())):
            pass
    else:
        from lxml import etree

        archive = zipfile.ZipFile(io.BytesIO(data))
        for part in archive.namelist():
            etree.fromstring(archive.read(part))
    return 0.0, 0.0


def ours(path: Path) -> tuple[float, float]:
    """Read the file as a run does, transfer included."""
    from review.readers import read_file

    read_file(path)
    return child_cost()


def whole(path: Path) -> tuple[float, float]:
    """Check the file from reading to findings, start included."""
    from review import Scanner

    Scanner().scan_file(path)
    return child_cost()


def child_cost() -> tuple[float, float]:
    """Processor seconds and peak of the process that read the file."""
    from review.readers.isolation import held

    child = held(os.getpid())._child
    if child is None:
        return 0.0, 0.0
    of = Path("/proc") / str(child.pid)
    spent = (of / "stat").read_text().rpartition(")")[2].split()[11:13]
    peak = next(line for line in (of / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) / 1024


WAYS = {"bare": bare, "ours": ours, "whole": whole}


def once(how: str, path: Path) -> dict[str, float]:
    """Processor seconds, and the peaks of this process and of its child, in MB."""
    start = time.process_time()
    seconds, peak = WAYS[how](path)
    return {"seconds": time.process_time() - start + seconds, "parent": peak_megabytes(), "child": peak}


def measured(how: str, path: Path) -> dict[str, float]:
    """The best of a few rounds, each in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.reading", how, str(path)]
    rounds = [
        json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
        for _ in range(_ROUNDS)
    ]
    return min(rounds, key=lambda found: found["seconds"])


def documents_table() -> list[str]:
    """A row a file; seconds of processor time, and the peak of both processes together."""
    rows = [
        "| file | MB | bare parser | reading | ratio | whole check | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            path = Path(folder) / f"{name.partition(',')[0]}-{len(name)}.{name.partition(',')[0]}"
            path.write_bytes(make())
            parser, reader, check = (measured(how, path) for how in WAYS)
            rows.append(
                f"| {name} | {path.stat().st_size / 1e6:.1f} | {parser['seconds']:.2f} | {reader['seconds']:.2f} "
                f"| {reader['seconds'] / parser['seconds']:.1f} | {check['seconds']:.2f} "
                f"| {check['parent'] + check['child']:.0f} |"
            )
            print(rows[-1], flush=True)
    return rows


def main() -> None:
    """Print the table; with two words, measure one way of going through one file."""
    if len(sys.argv) > 2:
        sys.stdout.write(json.dumps(once(sys.argv[1], Path(sys.argv[2]))))
        return
    documents_table()


if __name__ == "__main__":
    main()
