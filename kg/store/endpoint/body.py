"""Response bodies as files while they arrive; faults become errors that a user can act on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from kg.errors import EndpointError, OutOfTime, QueryRefused
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
    """A body as input of pyoxigraph.

    Attributes:
        numerals: whether booleans are always 1 and 0, as in Virtuoso.
        repeats: whether a SELECT DISTINCT may repeat rows, as in Virtuoso those with two columns without a
            value.
    """

    numerals = False
    repeats = False


class Body(io.RawIOBase):
    """A response as a file while it arrives; keeps its beginning and end for messages.

    Args:
        response: the unread response.
        patience: stops reading when the time is over.
        asked: the endpoint, with the maximum size of a response.
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
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into ``buffer``; return 0 at the end."""
        target = memoryview(cast(bytearray, buffer))
        while not self._rest:
            try:
                self._patience.check()
                chunk = next(self._chunks, None)
            except BaseException as error:  # a parser may replace it by its own
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
                "the response is too large",
                where=self._where,
                hint="narrow the query, or raise answer-bytes under [endpoint] in kg.toml",
            )
            raise self.failure
        if len(self.begin) < _KEPT:
            self.begin = (self.begin + chunk)[:_KEPT]
        self.end = (self.end + chunk)[-_KEPT:] if len(chunk) < _KEPT else chunk[-_KEPT:]
        self._rest = memoryview(chunk)


@contextmanager
def reading(response: httpx.Response, patience: Patience, asked: Asked) -> Iterator[Source]:
    """Open the body as a file; faults become errors that a user can act on.

    Raises:
        OutOfTime: the time is over, here or on the server.
        EndpointError: the body is incomplete, or not a result.
    """
    body = Body(response, patience, asked)
    try:
        source = Source(body, _CHUNK)
        source.numerals = source.repeats = response.headers.get("server", "").startswith("Virtuoso")
        yield source
    except Exception as error:
        if body.failure is not None:
            raise body.failure from None
        if isinstance(error, QueryRefused):  # the query's own kind was known before it was sent
            raise EndpointError(
                "returned another kind of result than the query asks for (rows for ASK, or true or false "
                "for SELECT)",
                where=asked.where,
                hint=refusals.TO_ASK,
            ) from None
        if is_value_too_long(error):
            raise EndpointError(TOO_LONG, where=asked.where, hint=SHORTEN) from None
        if isinstance(error, SyntaxError | MemoryError | ValueError):
            raise _unreadable(body, str(getattr(error, "msg", error)), asked) from None
        raise


def _unreadable(body: Body, problem: str, asked: Asked) -> EndpointError | OutOfTime:
    begin, end = body.begin.decode("utf-8", "replace"), body.end.decode("utf-8", "replace")
    # Text after the last row is not data; it may give the reason for the end.
    after = max(end.rfind(mark) for mark in '}]["\n') + 1
    if speaks_of_time(end[after:]):
        return refusals.out_of_time(end[after:], asked)
    if not begin.lstrip().startswith(("{", "[")) and not begin.lstrip().startswith(
        ("<http", "_:", "@prefix")
    ):
        return not_an_answer(begin, None, asked)
    return EndpointError(
        f"the response is incomplete or damaged: {asked.words(problem)}",
        where=asked.where,
        hint="try again; if this persists, the server stops early: narrow the query, or check its log",
    )


def not_an_answer(begin: str, kind: str | None, asked: Asked) -> EndpointError:
    """Return the error for a body that is not a query result.

    Args:
        begin: its first characters.
        kind: its media type.
        asked: the endpoint.
    """
    said = asked.words(begin)
    what = "a web page" if is_page(begin) else f"{asked.words(kind or '') or 'text'}"
    return EndpointError(
        f"the response is not a query result but {what}" + (f": {said[:200]}" if said else ""),
        where=asked.where,
        hint="check that this is the address of the endpoint, not of a page about it or a login page",
    )


def kind_of(response: httpx.Response) -> str:
    """Return the media type of a response, without parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
