"""Memory limits for the results of queries.

Linux reports the current memory of a process; other systems report its peak, or nothing. A running engine
can only be stopped from outside, see :mod:`kg.store.sandbox`; rows are checked while they arrive.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from kg.errors import OutOfMemory

#: Default limit of a query: a quarter of the machine's memory, at most 2 GB.
SHARE, MOST = 4, 2 << 30
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE = re.compile(r"\s*(\d{1,15}(?:\.\d{1,9})?)\s*([KMGT])(?:I?B)?\s*", re.IGNORECASE)
_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


@cache
def default() -> int:
    """Return the default memory limit of a query, in bytes."""
    return min(MOST, _machine() // SHARE)


@cache
def default_for_graph() -> int:
    """Return the default memory limit for reading a whole graph, in bytes: half of the machine's memory."""
    return _machine() // 2


def parse(text: str) -> int:
    """Parse a size; return it in bytes.

    A unit is required: 500 would hardly mean 500 bytes.

    Raises:
        ValueError: the text is not a size.

    >>> parse("500M"), parse("1.5 GB"), parse("2gib")
    (524288000, 1610612736, 2147483648)
    >>> parse("much")
    Traceback (most recent call last):
    ValueError: 'much' is not a size (expected a number with a unit, for example 500M or 4G)
    """
    found = _SIZE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a size (expected a number with a unit, for example 500M or 4G)")
    return int(float(found[1]) * _UNITS[found[2].upper()])


def shown(size: int) -> str:
    """Return a number of bytes in words.

    >>> shown(524288000), shown(2 << 30), shown(1610612736), shown(10)
    ('500 MB', '2 GB', '1.5 GB', '10 bytes')
    """
    for unit in ("G", "M", "K"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.3g} {unit}B"
    return f"{size} bytes"


class Bound:
    """The memory limit of a result, counted from now on.

    Args:
        limit: the limit in bytes; None for none.
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._start = None if limit is None else resident()

    def check(self, elsewhere: int = 0) -> None:
        """Raise an error if the result needs more memory.

        Args:
            elsewhere: bytes used for it by another process.

        Raises:
            OutOfMemory: the limit is exceeded.
        """
        if self.limit is None or self._start is None:
            return
        here = resident()
        if here is not None and here - self._start + elsewhere > self.limit:
            raise self.passed()

    def passed(self) -> OutOfMemory:
        """Return the error for an exceeded limit."""
        allowed = "available" if self.limit is None else shown(self.limit)
        return OutOfMemory(
            f"the query needs more memory than {allowed} and was stopped",
            hint="narrow the query, for example with LIMIT, or allow more memory: --limit-memory",
        )


def resident(process: int | str = "self") -> int | None:
    """Return the memory of a process in bytes; None if the system does not report it.

    >>> (resident() or 2 << 20) > 1 << 20
    True
    """
    try:
        with open(f"/proc/{process}/statm", "rb", buffering=0) as file:  # noqa: PTH123  # asked for often
            return int(file.read(200).split()[1]) * _page()
    except (OSError, IndexError, ValueError):
        return _most() if process == "self" else None


@cache
def _page() -> int:
    return os.sysconf("SC_PAGE_SIZE")


def _most() -> int | None:
    """The peak of this process, in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if os.uname().sysname == "Darwin" else peak << 10


def _machine() -> int:
    """The memory of the machine, or the limit of its container, in bytes."""
    try:
        sizes = [os.sysconf("SC_PHYS_PAGES") * _page()]
    except (AttributeError, OSError, ValueError):  # Windows
        sizes = [MOST * SHARE]
    for path in _GROUPS:
        try:
            sizes.append(int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):  # missing, or "max"
            continue
    return min(sizes)
