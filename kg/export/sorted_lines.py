"""Lines in order, each once, more of them than memory holds."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

from kg.errors import OutputError

#: Lines that are sorted in memory; the rest goes through sorted runs on disk. About 200 MB.
AT_ONCE = 1_000_000


def in_order(lines: Iterable[str], at_once: int = AT_ONCE) -> Iterator[str]:
    """The lines by code point, without repetition. All are read before this returns.

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
    """Lines with their line breaks, joined to chunks that are worth a write."""
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
            f"no room to sort: {error.strerror}", where=tempfile.gettempdir(), hint="set TMPDIR"
        ) from error
    return _read(run)


def _read(run: IO[str]) -> Iterator[str]:
    with run:
        for line in run:
            yield line.rstrip("\n")
