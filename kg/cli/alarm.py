"""The time limit of the program's own work on a question.

:mod:`kg.store.deadline` limits the time of the store. Between its answers the program processes rows, which
takes long for millions of them; a signal interrupts it. Systems without such signals (Windows) have only
the limit of the store.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from kg.errors import OutOfTime
from kg.store import deadline

#: Seconds after which the signal is repeated: the first may come where Python cannot raise an error.
_AGAIN = 0.25

_is_paused = False
_covers_writing = False


@contextmanager
def within(seconds: float | None, *, writing: bool = False) -> Iterator[None]:
    """Raise :class:`~kg.errors.OutOfTime` in a block that takes longer, until its answer is being written.

    Args:
        seconds: None for no limit.
        writing: whether computing the text of the answer counts, too; see :func:`covers_writing`.

    >>> with within(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    kg.errors.OutOfTime: the query took longer than 0.01 seconds and was stopped
      narrow the query, for example with LIMIT, or allow more time: --limit-time
    """
    global _covers_writing
    if seconds is None:
        yield
        return
    _covers_writing = writing
    try:
        with _ringing(seconds):
            yield
    finally:
        _covers_writing = False


@contextmanager
def _ringing(seconds: float) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        if not _is_paused and not _is_importing(frame):
            raise deadline.out_of_time(seconds)

    unraisable = sys.unraisablehook

    def ignore(event: sys.UnraisableHookArgs) -> None:
        if not isinstance(event.exc_value, OutOfTime):  # raised in a finalizer; the signal is repeated
            unraisable(event)

    before = signal.signal(signal.SIGALRM, ring)
    sys.unraisablehook = ignore
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        off()
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = unraisable


def _is_importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported: interrupted, a library may stay half loaded, or end the process."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


@contextmanager
def paused() -> Iterator[None]:
    """Let a block finish that must not be interrupted; the time goes on."""
    global _is_paused
    before, _is_paused = _is_paused, True
    try:
        yield
    finally:
        _is_paused = before


def covers_writing() -> bool:
    """Return whether the time limit covers the computing of the text that is written."""
    return _covers_writing


def computed(chunks: Iterable[str]) -> Iterator[str]:
    """Yield chunks while the time that computing them takes is within what is left of the limit."""
    rest, waiting = deadline.left(None), iter(chunks)
    while True:
        start = time.monotonic()
        chunk = next(waiting, None)
        if chunk is None:
            return
        if rest is not None:
            rest -= time.monotonic() - start
            if rest < 0:
                raise deadline.out_of_time(None)
        yield chunk


def counted(chunks: Iterable[str]) -> Iterator[str]:
    """Yield chunks whose computation counts within a block that is :func:`paused`."""
    global _is_paused
    waiting = iter(chunks)
    while True:
        try:
            _is_paused = False
            deadline.check()
            chunk = next(waiting, None)
        finally:
            _is_paused = True
        if chunk is None:
            return
        yield chunk


def off() -> None:
    """End the time limit: the answer is ready, and reading it may take any time."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
