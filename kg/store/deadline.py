"""A time limit for work that cannot be cancelled.

pyoxigraph neither stops a query nor sees Ctrl-C while one runs. The work therefore runs in a daemon
thread and the calling thread waits in short slices, in which signals arrive. A thread that is deep in
the engine goes on after :class:`~kg.errors.OutOfTime` or ``KeyboardInterrupt``: the process has to end
with ``os._exit`` (124 and 130), since an ordinary exit may wait for it or crash in it.

A question that is put together from several queries has one deadline for all of them and for the work on
their rows: see :func:`question`.

A thread that is done waits for the next piece of work: an answer is put together from some ten
queries, and a new thread for each of them would take as long as the queries.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar, copy_context
from queue import SimpleQueue
from typing import TypeVar

from kg.errors import OutOfTime

T = TypeVar("T")
#: Asked now and then by the work: whether nobody waits for it any more.
Abandoned = Callable[[], bool]
_SLICE = 0.1


#: When the time of the question is over that is being answered, and how many seconds it had.
_deadline: ContextVar[tuple[float, float] | None] = ContextVar("_deadline", default=None)


@contextmanager
def question(seconds: float | None) -> Iterator[None]:
    """Give all that is asked in a ``with`` block one time limit; of two inside each other the outer counts.

    Args:
        seconds: None for no limit of its own.

    >>> with question(60), question(3600):
    ...     round(left(None)), left(5)
    (60, 5)
    >>> left(None) is None
    True
    """
    if seconds is None or _deadline.get() is not None:
        yield
        return
    token = _deadline.set((time.monotonic() + seconds, seconds))
    try:
        yield
    finally:
        _deadline.reset(token)


def left(seconds: float | None) -> float | None:
    """What a query may take that may take ``seconds``, as part of the question that is being answered."""
    found = _deadline.get()
    if found is None:
        return seconds
    rest = max(0.0, found[0] - time.monotonic())
    return rest if seconds is None else min(seconds, rest)


def check() -> None:
    """Stop work on a question whose time is over.

    Raises:
        OutOfTime: so it is.
    """
    if left(None) == 0:
        raise out_of_time(None)


def out_of_time(seconds: float | None) -> OutOfTime:
    """What to raise when a query, or the question that it is part of, has taken too long."""
    found = _deadline.get()
    if found is not None and time.monotonic() >= found[0] - _SLICE:
        seconds = found[1]
    allowed = "it may" if seconds is None else f"{seconds:g} seconds"
    return OutOfTime(
        f"the query took longer than {allowed} and was given up",
        hint="narrow it, for example with LIMIT, or allow more time: --limit-time",
    )


class _Worker(threading.Thread):
    """A daemon thread that does one piece of work after the other."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="kg-query")
        self.tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while (task := self.tasks.get()) is not None:
            task()


#: Workers that have nothing to do. One that was given up is never among them.
_idle: list[_Worker] = []


def within(
    seconds: float | None, work: Callable[[Abandoned], T], watch: Callable[[], None] = lambda: None
) -> T:
    """Do ``work`` and give back what it returns, or raise what it raises.

    Args:
        seconds: how long it may take, if the question that it is part of leaves it that long; None to
            do it in the calling thread, with no limit of its own.
        work: called with a function that turns true once the result is no longer wanted.
        watch: called ten times a second meanwhile; an error of it gives the work up.

    Raises:
        OutOfTime: ``seconds`` have passed. The work may still be going on in this process.

    >>> within(5, lambda abandoned: 6 * 7)
    42
    """
    allowed, seconds = seconds, left(seconds)
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
            let_go(error)
            errors.append(error)
        finally:
            finished.set()

    end = time.monotonic() + seconds
    worker = _hire()
    worker.tasks.put(body)
    try:
        while not finished.wait(max(0.0, min(_SLICE, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise out_of_time(allowed)
            watch()
    except BaseException:
        worker.tasks.put(None)  # its last piece of work
        raise
    finally:
        abandoned.set()
    _idle.append(worker)
    if errors:
        raise errors[0]
    return results[0]


def let_go(error: BaseException) -> None:
    """Drop what the frames of an error hold: pyoxigraph's readers must be freed in their own thread."""
    import traceback  # which few questions need

    seen: BaseException | None = error
    while seen is not None:
        traceback.clear_frames(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__


def _hire() -> _Worker:
    """A worker with nothing to do: one that waits, or a new one."""
    with suppress(IndexError):  # no more that wait
        while True:
            worker = _idle.pop()
            if worker.is_alive():  # in a forked process none of them is
                return worker
    return _Worker()
