"""One contestant measured in its own process: ``python contestants.py NAME < texts.json``.

Runs with the standard library and the contestant alone, so that it also works in the throw-away environment
of the rivals. Prints JSON: seconds for all texts, seconds for those after the first fifth (by then all is loaded),
findings, peak memory in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Run = Callable[[list[str]], int]


def ours() -> Run:
    """The full pipeline, everything switched on."""
    from review import Scanner

    scanner = Scanner()
    return lambda texts: sum(len(scanner.scan_text(text).findings) for text in texts)


def folding() -> Run:
    """Folding alone."""
    from review.text.folding import fold

    return lambda texts: sum(len(fold(text).breaks) for text in texts)


def automaton() -> Run:
    """The bare automaton over the same terms: pyahocorasick on UTF-16 seen as Latin-1, hits counted only."""
    from review import Scanner
    from review.automaton import as_units
    from review.automaton_engines import in_c

    bare = in_c({as_units(term): term for term in Scanner()._automaton._payloads})
    return lambda texts: sum(sum(1 for _ in bare(as_units(text))) for text in texts)


def jieba_cut() -> Run:
    """Jieba on its own dictionary."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return lambda texts: sum(sum(1 for _ in jieba.cut(text)) for text in texts)


def helan() -> Run:
    """Helan's recognizers."""
    from helan import recognize

    return lambda texts: sum(len(recognize(text)) for text in texts)


def argus() -> Run:
    """argus-redact in its fast mode."""
    from argus_redact import redact

    return lambda texts: sum(
        len(redact(text, mode="fast", lang="zh", detailed=True)[2].get("entities", [])) for text in texts
    )


CONTESTANTS: dict[str, Callable[[], Run]] = {
    "ours": ours, "folding": folding, "automaton": automaton, "jieba": jieba_cut, "helan": helan, "argus-redact": argus,
}  # fmt: skip


def peak_megabytes() -> float:
    """Peak memory of this program alone: ``ru_maxrss`` also remembers the process that started it."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Warm up on two beginnings, then time all texts, and by themselves those after the first fifth."""
    texts = json.load(sys.stdin)
    run = CONTESTANTS[sys.argv[1]]()
    run([text[:2000] for text in texts[:2]])
    fifth = len(texts) // 5
    start = time.perf_counter()
    found = run(texts[:fifth])
    warm = time.perf_counter()
    found += run(texts[fifth:])
    end = time.perf_counter()
    peak = peak_megabytes()
    json.dump({"seconds": end - start, "warm": end - warm, "found": found, "peak": peak}, sys.stdout)


if __name__ == "__main__":
    main()
