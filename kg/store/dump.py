"""A whole graph as N-Triples, written by the engine in a thread while the caller works on what has come.

The engine writes without Python's lock, four times as fast as triples can be read one by one, and a second
core can work on the lines. The text passes through a pipe: if the caller stops, the engine does too.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyoxigraph

from kg.store.deadline import check

#: Bytes of a block, and of the pipe where the system allows it.
_BLOCK: Final = 1 << 20
_UNSYNCED: Final = (errno.EINVAL, errno.ENOTSUP)
_NUMBER: Final = re.compile(r"\(os error (\d+)\)")
_DESCRIPTORS: Final = Path("/dev/fd")


def is_possible() -> bool:
    """Return whether the engine can write into a pipe on this system."""
    return sys.platform != "win32" and _DESCRIPTORS.is_dir()


def lines(engine: pyoxigraph.Store) -> Iterator[bytes]:
    """Yield the default graph as N-Triples, many whole lines at a time, in the order of the engine.

    Raises:
        OutOfTime: the time of the current question is over.
        OSError, RuntimeError: the engine failed.
    """
    source, sink = os.pipe()
    _widen(sink)
    errors: list[Exception] = []

    def write() -> None:
        try:
            engine.dump(
                str(_DESCRIPTORS / str(sink)),
                format=pyoxigraph.RdfFormat.N_TRIPLES,
                from_graph=pyoxigraph.DefaultGraph(),
            )
        except Exception as error:  # raised where the lines are read
            if not _is_unsynced(error):
                errors.append(error)
        finally:
            os.close(sink)

    writer = threading.Thread(target=write, daemon=True, name="kg-dump")
    writer.start()
    try:
        yield from _whole_lines(source)
    finally:
        os.close(source)
        with suppress(RuntimeError):
            writer.join()
    if errors:
        raise errors[0]


def _is_unsynced(error: Exception) -> bool:
    """Whether an error is only that a pipe cannot be synchronised with a disk, which the engine does last."""
    found = _NUMBER.search(str(error))
    return found is not None and int(found[1]) in _UNSYNCED


def _whole_lines(source: int) -> Iterator[bytes]:
    rest: list[bytes] = []
    size = 0
    while piece := os.read(source, _BLOCK):
        check()
        rest.append(piece)
        size += len(piece)
        if size < _BLOCK:
            continue
        block = b"".join(rest)
        end = block.rfind(b"\n") + 1
        if end:
            yield block[:end]
        rest = [block[end:]]
        size = len(rest[0])
    if size:
        yield b"".join(rest)


def _widen(sink: int) -> None:
    """Let the engine write ahead while Python is busy."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(sink, fcntl.F_SETPIPE_SZ, _BLOCK)
