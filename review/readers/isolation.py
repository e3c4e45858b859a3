"""Reading in a child process: a file that crashes, hangs or eats memory costs itself and nothing else."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, cast

from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.readers.source import DEFAULT_LIMITS, Limits
from review.readers.wire import WireError, decode
from review.readers.worker import ANSWER, command, request

if TYPE_CHECKING:
    from io import BufferedReader

_GRACE = 1.0


class Isolation:
    """One child process that reads file after file; it is started when needed and replaced when it dies."""

    def __init__(self) -> None:
        """No process yet."""
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def read(self, data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
        """The document in ``data``; a child that died or was stopped leaves a gap."""
        child = self._running()
        stopped = [False]

        def stop() -> None:
            stopped[0] = True
            _kill(child)

        timer = Timer(limits.seconds + _GRACE, stop)
        timer.daemon = True
        timer.start()
        try:
            return _of(data, decode(_ask(child, name, data, limits)))
        except (OSError, EOFError, WireError):
            timer.cancel()
            self.close()
            late = stopped[0] or child.returncode == -getattr(signal, "SIGXCPU", 0)
            return _failed(name, data, "timeout" if late else "reader_failed", child.returncode)
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the child; the next file starts another. A forked copy of us leaves our child alone."""
        child, self._child = self._child, None
        if os.getpid() != self._owner:
            return
        if child is not None:
            _kill(child)
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            child.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                command(sys.path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        return self._child


def read_isolated(
    path: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS, *, name: str | None = None
) -> Document:
    """The document in a file, read by this process's child."""
    file = Path(path)
    return held(os.getpid()).read(file.read_bytes(), name=name or file.name, limits=limits)


@cache
def held(_process: int) -> Isolation:
    """The child of a process, kept for its next file; a forked process gets its own."""
    isolation = Isolation()
    atexit.register(isolation.close)
    return isolation


def _ask(child: subprocess.Popen[bytes], name: str, data: bytes, limits: Limits) -> bytearray:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    for piece in request(name, data, limits):
        child.stdin.write(piece)
    child.stdin.flush()
    (size,) = ANSWER.unpack(_exactly(cast("BufferedReader", child.stdout), ANSWER.size))
    if size > limits.output_bytes:
        raise EOFError
    return _exactly(cast("BufferedReader", child.stdout), size)


def _of(data: bytes, doc: Document) -> Document:
    """The answer, if it speaks of the file that was asked for: sign-offs hang on this digest."""
    if doc.sha256 != sha256(data).hexdigest():
        raise WireError("digest")
    return doc


def _exactly(stream: BufferedReader, size: int) -> bytearray:
    """So many bytes, in memory once: ``read`` gathers pieces and joins them."""
    data = bytearray(size)
    filled = 0
    with memoryview(data) as room:
        while filled < size:
            count = stream.readinto(room[filled:])
            if not count:
                raise EOFError
            filled += count
    return data


def _kill(child: subprocess.Popen[bytes]) -> None:
    """The whole group, so that nothing a reader started is left behind."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _failed(name: str, data: bytes, code: str, status: int | None) -> Document:
    builder = DocumentBuilder(name=name, sha256=sha256(data).hexdigest(), media="unknown")
    builder.gap(code, Location(part="file"), "" if code == "timeout" else f"exit {status}")
    builder.add(name, BlockKind.FILE_NAME, Location(part="file_name"), Visibility.METADATA)
    return builder.build()
