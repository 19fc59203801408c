"""A body while it comes over the network, as a file, and its faults as errors that a user can act on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from kg.errors import EndpointError, OutOfTime
from kg.store.endpoint import refusals
from kg.store.endpoint.server_words import is_page, speaks_of_time
from kg.store.results import SHORTEN, TOO_LONG, is_value_too_long

if TYPE_CHECKING:
    import httpx

    from kg.store.endpoint.refusals import Asked
    from kg.store.endpoint.retries import Patience

_KEPT = 600
_CHUNK = 1 << 16


class Source(io.BufferedReader):
    """A body as pyoxigraph reads it.

    Attributes:
        numerals: whether truth values come as 1 and 0, whatever was loaded: Virtuoso has no others.
        repeats: whether a row of a SELECT DISTINCT can come more than once: in Virtuoso some do that have
            two columns without a value.
    """

    numerals = False
    repeats = False


class Body(io.RawIOBase):
    """What of an answer has come so far, as a file; remembers how it began and ended.

    Args:
        response: an answer that has not been read.
        patience: stops the reading when the time is over.
        asked: the endpoint, and how many bytes are taken in.
    """

    def __init__(self, response: httpx.Response, patience: Patience, asked: Asked) -> None:
        self._chunks = response.iter_bytes()
        self._rest = memoryview(b"")
        self._patience = patience
        self._left = asked.settings.answer_bytes
        self._where = asked.where
        self.begin = self.end = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        """That it is for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with what has come; 0 at the end."""
        target = memoryview(cast(bytearray, buffer))
        while not self._rest:
            try:
                self._patience.check()
                chunk = next(self._chunks, None)
            except BaseException as error:  # a parser on the way may make another one of it
                self.failure = error
                raise
            if chunk is None:
                return 0
            self._take(chunk)
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _take(self, chunk: bytes) -> None:
        self._left -= len(chunk)
        if self._left < 0:
            self.failure = EndpointError(
                "the answer is larger than what is taken in",
                where=self._where,
                hint="narrow the query; answer-bytes under [endpoint] in kg.toml is the limit",
            )
            raise self.failure
        if len(self.begin) < _KEPT:
            self.begin = (self.begin + chunk)[:_KEPT]
        self.end = (self.end + chunk)[-_KEPT:] if len(chunk) < _KEPT else chunk[-_KEPT:]
        self._rest = memoryview(chunk)


@contextmanager
def reading(response: httpx.Response, patience: Patience, asked: Asked) -> Iterator[Source]:
    """The body as a file, whose faults become errors that a user can act on.

    Raises:
        OutOfTime: the time is over, here or there.
        EndpointError: the body is cut off, or is something else.
    """
    body = Body(response, patience, asked)
    try:
        source = Source(body, _CHUNK)
        source.numerals = source.repeats = response.headers.get("server", "").startswith("Virtuoso")
        yield source
    except Exception as error:
        if body.failure is not None:
            raise body.failure from None
        if is_value_too_long(error):
            raise EndpointError(TOO_LONG, where=asked.where, hint=SHORTEN) from None
        if isinstance(error, SyntaxError | MemoryError | ValueError):
            raise _unreadable(body, str(getattr(error, "msg", error)), asked) from None
        raise


def _unreadable(body: Body, problem: str, asked: Asked) -> EndpointError | OutOfTime:
    begin, end = body.begin.decode("utf-8", "replace"), body.end.decode("utf-8", "replace")
    # What follows the last row is no data, and may say why there are no more.
    after = max(end.rfind(mark) for mark in '}]["\n') + 1
    if speaks_of_time(end[after:]):
        return refusals.out_of_time(end[after:], asked)
    if not begin.lstrip().startswith(("{", "[")) and not begin.lstrip().startswith(
        ("<http", "_:", "@prefix")
    ):
        return not_an_answer(begin, None, asked)
    return EndpointError(
        f"the answer is cut off or damaged: {asked.words(problem)}",
        where=asked.where,
        hint="try again; if it happens again, the server gives up half-way: ask for less, or look at its log",
    )


def not_an_answer(begin: str, kind: str | None, asked: Asked) -> EndpointError:
    """What to say of a body that is no answer to a query.

    Args:
        begin: its first characters.
        kind: what it calls itself.
        asked: the endpoint.
    """
    said = asked.words(begin)
    what = (
        "a page for a browser"
        if is_page(begin)
        else f"{asked.words(kind or '') or 'text'} that is no answer to a query"
    )
    return EndpointError(
        f"gives {what}" + (f": {said[:200]}" if said else ""),
        where=asked.where,
        hint="is it the address of the endpoint itself, and not of a page about it, or of a log-in?",
    )


def kind_of(response: httpx.Response) -> str:
    """What the answer calls itself, without parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
