"""Trying again: how long to wait, how often, and when it is no use.

Only reads are tried again here; of loading, :mod:`kg.store.endpoint.publishing` says why it may be.
Libraries that wait (tenacity, stamina, httpx-retries) know nothing of a limit that covers all tries and
waits together, nor of a Retry-After that passes it, where waiting is no use and the user is told at once.
What would be left of theirs is the loop below.
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

T = TypeVar("T")
_FIRST, _LONGEST = 0.25, 60.0


class Passing(Exception):
    """What may be over in a moment.

    Args:
        error: what the user is told if it is not.
        after: seconds that the server asks to wait; None where it does not say.
        tries: how often it is worth trying; None for as often as the settings allow.
    """

    def __init__(self, error: EndpointError, *, after: float | None = None, tries: int | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after
        self.tries = tries


@dataclass(frozen=True, slots=True)
class Clock:
    """The time; another one in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one question may take, with all tries and waits.

    Attributes:
        end: when it is over, in the time of ``clock``.
        tries: how often it is tried at most.
        clock: the time.
        abandoned: whether nobody waits any more.
        limit: how many seconds there were in all; None where there is no end.
        bound: how much memory the answer may take.
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
        """Patience for ``limit`` seconds from now; None for no end."""
        end = math.inf if limit is None else clock.now() + limit
        return cls(end, tries, clock, abandoned, limit, Bound(None) if bound is None else bound)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.end - self.clock.now()

    def check(self) -> None:
        """Stop work that has run out of time or memory, or that nobody waits for.

        Raises:
            OutOfTime, OutOfMemory: so it is.
        """
        if self.abandoned() or self.left <= 0:
            raise out_of_time(self.limit)
        self.bound.check()

    def keep_trying(self, attempt: Callable[[], T]) -> T:
        """What ``attempt`` gives, once it does not raise :class:`Passing`.

        Waits twice as long each time, from a quarter of a second, or as long as the server asks.

        Raises:
            EndpointError: of the last attempt.
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
                    raise _no_use(passing.error, wait) from None
            self.clock.sleep(wait)


def _no_use(error: EndpointError, wait: float) -> EndpointError:
    return EndpointBusy(
        f"{error.message}; the next try would be in {math.ceil(wait)} seconds, when the time is over",
        where=error.where,
        hint="try again later, or allow more time: --limit-time",
    )


def retry_after(header: str | None) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait; None where it does not say.

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
