"""A time limit for work that cannot be cancelled.

pyoxigraph neither stops a query nor sees Ctrl-C while one runs. The work therefore runs in a daemon
thread and the calling thread waits in short slices, in which signals arrive. A thread that is deep in
the engine goes on after :class:`~kg.errors.OutOfTime` or ``KeyboardInterrupt``: the process has to end
with ``os._exit`` (124 and 130), since an ordinary exit may wait for it or crash in it.

A thread that is done waits for the next piece of work: an answer is put together from some ten
queries, and a new thread for each of them would take as long as the queries.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

from kg.errors import OutOfTime

T = TypeVar("T")
#: Asked now and then by the work: whether nobody waits for it any more.
Abandoned = Callable[[], bool]
_SLICE = 0.1


class _Worker(threading.Thread):
    """A daemon thread that does one piece of work after the other."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="kg-query")
        self.tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while True:
            self.tasks.get()()


#: Workers that have nothing to do. One that was given up is never among them.
_idle: list[_Worker] = []


def within(seconds: float | None, work: Callable[[Abandoned], T]) -> T:
    """Do ``work`` and give back what it returns, or raise what it raises.

    Args:
        seconds: how long it may take; None to do it in the calling thread, with no limit.
        work: called with a function that turns true once the result is no longer wanted.

    Raises:
        OutOfTime: ``seconds`` have passed. The work may still be going on in this process.

    >>> within(5, lambda abandoned: 6 * 7)
    42
    """
    if seconds is None:
        return work(lambda: False)
    finished, abandoned = threading.Event(), threading.Event()
    context = copy_context()  # of which question this is part
    results: list[T] = []
    errors: list[BaseException] = []

    def body() -> None:
        try:
            results.append(context.run(work, abandoned.is_set))
        except BaseException as error:  # carried over to the thread that waits
            errors.append(error)
        finally:
            finished.set()

    end = time.monotonic() + seconds
    worker = _hire()
    worker.tasks.put(body)
    try:
        while not finished.wait(max(0.0, min(_SLICE, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise OutOfTime(
                    f"the query took longer than {seconds:g} seconds and was given up",
                    hint="narrow it, for example with LIMIT, or allow more time",
                )
    finally:
        abandoned.set()
    _idle.append(worker)
    if errors:
        raise errors[0]
    return results[0]


def _hire() -> _Worker:
    """A worker with nothing to do: one that waits, or a new one."""
    with suppress(IndexError):  # no more that wait
        while True:
            worker = _idle.pop()
            if worker.is_alive():  # in a forked process none of them is
                return worker
    return _Worker()
