"""Time limits for work that cannot be cancelled.

pyoxigraph can neither stop a query nor react to Ctrl-C while one runs. So the work runs in a daemon thread,
and the calling thread waits in short intervals, in which signals arrive. A thread inside the engine
continues after :class:`~kg.errors.OutOfTime` or ``KeyboardInterrupt``: the process must end with
``os._exit`` (124 and 130), because a normal exit may wait for the thread or crash in it.

A question with several queries has one deadline for all of them and for the work on their rows: see
:func:`question`.

Threads are reused: an answer takes about ten queries, and starting a thread for each would take as long as
the queries.
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
from kg.wording.counts import form

T = TypeVar("T")
#: Called by the work now and then: whether its result is no longer needed.
Abandoned = Callable[[], bool]
_SLICE = 0.1


#: The deadline of the current question, and its time limit in seconds.
_deadline: ContextVar[tuple[float, float] | None] = ContextVar("_deadline", default=None)


@contextmanager
def question(seconds: float | None) -> Iterator[None]:
    """Set one time limit for all queries in a ``with`` block; of nested blocks, the outer counts.

    Args:
        seconds: the time limit; None for none.

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
    """Return the seconds left for a query with a limit of ``seconds`` within the current question."""
    found = _deadline.get()
    if found is None:
        return seconds
    rest = max(0.0, found[0] - time.monotonic())
    return rest if seconds is None else min(seconds, rest)


def check() -> None:
    """Raise an error if the time of the current question is over.

    Raises:
        OutOfTime: the time is over.
    """
    if left(None) == 0:
        raise out_of_time(None)


def out_of_time(seconds: float | None) -> OutOfTime:
    """Return the error for a query, or a question, that took too long."""
    found = _deadline.get()
    if found is not None and time.monotonic() >= found[0] - _SLICE:
        seconds = found[1]
    allowed = "allowed" if seconds is None else f"{seconds:g} {form(seconds, 'second', 'seconds')}"
    return OutOfTime(
        f"the query took longer than {allowed} and was stopped",
        hint="narrow the query, for example with LIMIT, or allow more time: --limit-time",
    )


class _Worker(threading.Thread):
    """A daemon thread that runs tasks one after another."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="kg-query")
        self.tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while (task := self.tasks.get()) is not None:
            task()


#: Idle workers; those with abandoned work are never among them.
_idle: list[_Worker] = []


def within(
    seconds: float | None, work: Callable[[Abandoned], T], watch: Callable[[], None] = lambda: None
) -> T:
    """Run ``work`` with a time limit and return its result, or raise its error.

    Args:
        seconds: time limit, shortened to that of the current question; None to run in the calling thread
            without a limit of its own.
        work: called with a function that returns true when the result is no longer needed.
        watch: called ten times a second; if it raises an error, the work is abandoned.

    Raises:
        OutOfTime: ``seconds`` have passed. The work may still be running in this process.

    >>> within(5, lambda abandoned: 6 * 7)
    42
    """
    allowed, seconds = seconds, left(seconds)
    if seconds is None:
        return work(lambda: False)
    finished, abandoned = threading.Event(), threading.Event()
    context = copy_context()  # has the deadline of the question
    results: list[T] = []
    errors: list[BaseException] = []

    def body() -> None:
        try:
            results.append(context.run(work, abandoned.is_set))
        except BaseException as error:  # raised in the waiting thread
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
        worker.tasks.put(None)  # ends the worker after this task
        raise
    finally:
        abandoned.set()
    _idle.append(worker)
    if errors:
        raise errors[0]
    return results[0]


def let_go(error: BaseException) -> None:
    """Clear the frames of an error: pyoxigraph's readers must be freed in their own thread."""
    import traceback  # rarely needed

    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            traceback.clear_frames(one.__traceback__)
            waiting += [one.__cause__, one.__context__]


def _hire() -> _Worker:
    """An idle worker, or a new one."""
    with suppress(IndexError):  # none is idle
        while True:
            worker = _idle.pop()
            if worker.is_alive():  # none is, in a forked process
                return worker
    return _Worker()
