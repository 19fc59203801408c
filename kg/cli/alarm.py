"""The time limit of a question, where the program's own work takes long.

What the store does is watched by :mod:`kg.store.deadline`. Between its answers the program puts rows
together, and of millions of them that takes as long as it takes. A signal interrupts it, wherever it is.
Systems without such signals (Windows) have the limits of the store alone.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kg.store import deadline

#: The signal is sent again after so many seconds: one may come where Python cannot raise an error.
_AGAIN = 0.25


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raise :class:`~kg.errors.OutOfTime` in a block that takes longer, unless its answer is being written.

    Args:
        seconds: None for no limit.

    >>> with within(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    kg.errors.OutOfTime: the query took longer than 0.01 seconds and was stopped
      narrow the query, for example with LIMIT, or allow more time: --limit-time
    """
    if sys.platform == "win32":
        yield
        return
    in_main = threading.current_thread() is threading.main_thread()
    if seconds is None or not in_main:
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise deadline.out_of_time(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        off()
        signal.signal(signal.SIGALRM, before)


def off() -> None:
    """There is an answer, and whoever reads it may take their time."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
