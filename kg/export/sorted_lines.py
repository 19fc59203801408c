"""Sort distinct lines, and texts with keys, including more than fit into memory."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, BinaryIO

from kg.errors import OutputError

#: Number of lines sorted in memory; larger inputs use sorted runs on disk. About 200 MB.
AT_ONCE = 1_000_000
#: Number of characters of texts that are sorted in memory; larger inputs use sorted runs on disk. Few, since
#: an engine that writes the input waits during the sort.
CHARACTERS = 1 << 24
#: Between a key and its text, and after the text; lines of files have no control characters but line breaks.
_KEY_END, _TEXT_END = "\x1f", "\x1e"
_PAGE = 1 << 17


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


def in_chunks(texts: Iterable[tuple[str, str]], size: int = 500) -> Iterator[str]:
    """Join the texts of pairs to chunks of an efficient size for writing."""
    waiting = iter(texts)
    while some := [text for _, text in islice(waiting, size)]:
        yield "".join(some)


def batches(lines: Iterable[str], size: int = 2_000) -> Iterator[str]:
    """Join lines with their line breaks to chunks of an efficient size for writing."""
    lines = iter(lines)
    while chunk := list(islice(lines, size)):
        yield "\n".join(chunk) + "\n"


def texts_in_order(
    texts: Iterable[tuple[str, str]],
    joined: Callable[[list[str]], str],
    at_once: int = CHARACTERS,
) -> Iterator[tuple[str, str]]:
    """Return keys with their texts, by key. All are read before this returns.

    Args:
        texts: pairs of key and text, without control characters other than line breaks.
        joined: makes one text of several with the same key.
        at_once: how many characters to hold in memory.

    >>> list(texts_in_order([("b", "1"), ("a", "2"), ("b", "3")], "+".join, at_once=1))
    [('a', '2'), ('b', '1+3')]
    """
    runs: list[Iterator[tuple[str, str]]] = []
    spill: BinaryIO | None = None
    some, size = list[tuple[str, str]](), 0
    for pair in texts:
        some.append(pair)
        size += len(pair[1])
        if size >= at_once:
            spill = _temporary() if spill is None else spill
            runs.append(_spilled_run(sorted(some), spill))
            some, size = [], 0
    some.sort()
    return _joined(some, joined) if spill is None else _merged(spill, [*runs, iter(some)], joined)


def _merged(
    spill: BinaryIO, runs: list[Iterator[tuple[str, str]]], joined: Callable[[list[str]], str]
) -> Iterator[tuple[str, str]]:
    with spill:
        yield from _joined(heapq.merge(*runs), joined)


def _joined(
    pairs: Iterable[tuple[str, str]], joined: Callable[[list[str]], str]
) -> Iterator[tuple[str, str]]:
    """The pairs, those with the same key as one."""
    waiting = iter(pairs)
    if (before := next(waiting, None)) is None:
        return
    for pair in waiting:
        if pair[0] == before[0]:
            before = before[0], joined([before[1], pair[1]])
        else:
            yield before
            before = pair
    yield before


def _spilled_run(pairs: list[tuple[str, str]], spill: BinaryIO) -> Iterator[tuple[str, str]]:
    """Write pairs to the end of a file; return them, to be read from it."""
    try:
        start = spill.seek(0, 2)
        for at in range(0, len(pairs), 1_000):
            page = "".join([f"{key}{_KEY_END}{text}{_TEXT_END}" for key, text in pairs[at : at + 1_000]])
            spill.write(page.encode("utf-8", "surrogatepass"))
        end = spill.tell()
    except OSError as error:
        raise _cannot_spill(error) from error
    return _read_run(spill, start, end)


def _read_run(spill: BinaryIO, start: int, end: int) -> Iterator[tuple[str, str]]:
    mark = _TEXT_END.encode()
    rest = b""
    while start < end:
        spill.seek(start)
        page = spill.read(min(_PAGE, end - start))
        start += len(page)
        whole, _, rest = (rest + page).rpartition(mark)
        for one in whole.decode("utf-8", "surrogatepass").split(_TEXT_END) if whole else ():
            key, _, text = one.partition(_KEY_END)
            yield key, text


def _temporary() -> BinaryIO:
    try:
        return tempfile.TemporaryFile("w+b")
    except OSError as error:
        raise _cannot_spill(error) from error


def _cannot_spill(error: OSError) -> OutputError:
    return OutputError(
        f"cannot write temporary files: {error.strerror}", where=tempfile.gettempdir(), hint="set TMPDIR"
    )


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
        raise _cannot_spill(error) from error
    return _read(run)


def _read(run: IO[str]) -> Iterator[str]:
    with run:
        for line in run:
            yield line.rstrip("\n")
