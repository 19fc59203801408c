"""Retries: how long to wait, how often, and when to give up.

They are for reads; :mod:`kg.store.endpoint.publishing` says why batches may be sent again.
Libraries for retries (tenacity, stamina, httpx-retries) have no limit that covers all attempts and waits, and
wait for a Retry-After beyond it instead of reporting it at once. Only the loop below would be left of them.
"""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kg.errors import EndpointBusy, EndpointError
from kg.store.deadline import out_of_time
from kg.store.memory import Bound
from kg.wording.counts import count

T = TypeVar("T")
_FIRST, _LONGEST = 0.25, 60.0


class Passing(Exception):
    """A transient failure.

    Args:
        error: the error for the user if it persists.
        after: seconds that the server asks to wait; None if it does not.
        tries: maximum number of attempts; None for that of the settings.
    """

    def __init__(self, error: EndpointError, *, after: float | None = None, tries: int | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after
        self.tries = tries


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock; tests replace it."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Patience:
    """The time limit of one question, with all attempts and waits.

    Attributes:
        end: the deadline, in the time of ``clock``.
        tries: maximum number of attempts.
        clock: the clock.
        abandoned: whether the result is no longer needed.
        limit: the time limit in seconds; None for none.
        bound: the memory limit of the result.
    """

    end: float
    tries: int
    clock: Clock
    abandoned: Callable[[], bool]
    limit: float | None = None
    bound: Bound = field(default_factory=lambda: Bound(None))

    @classmethod
    def until(
        cls,
        limit: float | None,
        tries: int,
        clock: Clock,
        abandoned: Callable[[], bool] = lambda: False,
        bound: Bound | None = None,
    ) -> Patience:
        """Return a time limit of ``limit`` seconds from now; None for none."""
        end = math.inf if limit is None else clock.now() + limit
        return cls(end, tries, clock, abandoned, limit, Bound(None) if bound is None else bound)

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.end - self.clock.now()

    def check(self) -> None:
        """Raise an error if time or memory is used up, or the result is no longer needed.

        Raises:
            OutOfTime, OutOfMemory: time or memory is used up.
        """
        if self.abandoned() or self.left <= 0:
            raise out_of_time(self.limit)
        self.bound.check()

    def keep_trying(self, attempt: Callable[[], T]) -> T:
        """Return the result of ``attempt``, repeated while it raises :class:`Passing`.

        The wait doubles each time, from a quarter of a second, unless the server asks for another.

        Raises:
            EndpointError: the error of the last attempt.
            OutOfTime: the time is over.
        """
        tried = 0
        while True:
            self.check()
            tried += 1
            try:
                return attempt()
            except Passing as passing:
                wait = passing.after
                if wait is None:
                    wait = min(_LONGEST, _FIRST * 2 ** (tried - 1))
                if tried >= min(self.tries, passing.tries or self.tries) or wait > _LONGEST * 5:
                    raise passing.error from None
                if wait >= self.left:
                    raise _too_late(passing.error, wait) from None
            self.clock.sleep(wait)


def _too_late(error: EndpointError, wait: float) -> EndpointError:
    seconds = count(math.ceil(wait), "second")
    return EndpointBusy(
        f"{error.message}; the next attempt would be in {seconds}, after the time limit",
        where=error.where,
        hint="try again later, or allow more time: --limit-time",
    )


def retry_after(header: str | None) -> float | None:
    """Return the seconds in a ``Retry-After`` header; None if it has none.

    >>> retry_after("3"), retry_after("soon"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (3.0, None, 0.0)
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = email.utils.parsedate_to_datetime(header).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, moment - time.time())
