"""The child process that reads: takes files on its standard input, gives documents on its output."""

from __future__ import annotations

import json
import os
import struct
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

from review.document import Document, Gap, Location
from review.readers import read_here
from review.readers.source import Limits
from review.readers.wire import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FRAME = struct.Struct("<IQ")
ANSWER = struct.Struct("<Q")


def request(name: str, data: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """Head and body of a request."""
    head = json.dumps({"name": name, "limits": asdict(limits)}).encode()
    return FRAME.pack(len(head), len(data)) + head, data


def serve() -> None:
    """Read file after file until the input ends; whatever a reader prints goes nowhere."""
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    while (frame := source.read(FRAME.size)) and len(frame) == FRAME.size:
        _serve(source, answers, *FRAME.unpack(frame))


def _serve(source: BinaryIO, answers: BinaryIO, head: int, body: int) -> None:
    """Read one file; nothing of it is kept in memory for the next one."""
    asked = json.loads(source.read(head))
    limits = Limits(**asked["limits"])
    restrain(limits)
    doc = read_here(source.read(body), name=asked["name"], limits=limits)
    answer = pieces(doc)
    if _size(answer) > limits.output_bytes:
        answer = pieces(_too_large(doc))
    answers.write(ANSWER.pack(_size(answer)))
    answers.writelines(answer)
    answers.flush()


def _size(answer: Iterable[bytes | memoryview]) -> int:
    return sum(map(len, answer))


def _too_large(doc: Document) -> Document:
    gap = Gap(code="too_large", location=Location(part="file"), detail="output_bytes")
    return Document(
        name=doc.name, sha256=doc.sha256, media=doc.media, text="", blocks=(), gaps=(*doc.gaps, gap)
    )


def restrain(limits: Limits) -> None:
    """Bound memory and processor time, forbid files and core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + 1
    for which, amount in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(which)
        wanted = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(which, (wanted, hard))


def command(paths: Sequence[str]) -> list[str]:
    """How the child is started: the same interpreter, writing no byte code, seeing the same packages."""
    code = f"import sys; sys.path[:] = {list(paths)!r}; from review.readers.worker import serve; serve()"
    return [sys.executable, "-B", "-E", "-S", "-c", code]
