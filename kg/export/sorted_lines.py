"""Sort distinct lines, including more than fit into memory."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

from kg.errors import OutputError

#: Number of lines sorted in memory; larger inputs use sorted runs on disk. About 200 MB.
AT_ONCE = 1_000_000


def in_order(lines: Iterable[str], at_once: int = AT_ONCE) -> Iterator[str]:
    """Return the lines by code point, without repetition. All are read before this returns.

    Args:
        lines: without line breaks.
        at_once: how many to hold in memory.

    >>> list(in_order(["b", "a", "c", "a"], at_once=2))
    ['a', 'b', 'c']
    """
    lines = iter(lines)
    runs: list[Iterable[str]] = []
    while chunk := list(islice(lines, at_once)):
        chunk.sort()
        if len(chunk) < at_once and not runs:
            return _once(chunk)
        runs.append(_spilled(chunk))
    return _once(heapq.merge(*runs))


def batches(lines: Iterable[str], size: int = 2_000) -> Iterator[str]:
    """Join lines with their line breaks to chunks of an efficient size for writing."""
    lines = iter(lines)
    while chunk := list(islice(lines, size)):
        yield "\n".join(chunk) + "\n"


def _once(lines: Iterable[str]) -> Iterator[str]:
    before = None
    for line in lines:
        if line != before:
            yield line
        before = line


def _spilled(lines: list[str]) -> Iterator[str]:
    try:
        run = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        run.writelines(batches(lines))
        run.seek(0)
    except OSError as error:
        raise OutputError(
            f"cannot write temporary files: {error.strerror}", where=tempfile.gettempdir(), hint="set TMPDIR"
        ) from error
    return _read(run)


def _read(run: IO[str]) -> Iterator[str]:
    with run:
        for line in run:
            yield line.rstrip("\n")
