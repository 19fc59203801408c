"""Questions to an endpoint by the SPARQL 1.1 Protocol, each read to its end or refused.

A query goes as a form by POST, which every engine takes and no log keeps. No engine's own parameter for a
time limit is sent: ``timeout`` is seconds here and milliseconds there, and Virtuoso answers it with a
part of the rows. When the time is over the connection is closed, by which servers know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.errors import KgError, OutOfTime
from kg.store.endpoint import refusals, responses
from kg.store.endpoint.body import Source, kind_of, not_an_answer, reading
from kg.store.endpoint.exchange import Exchange
from kg.store.endpoint.refusals import Asked
from kg.store.endpoint.retries import Clock, Patience
from kg.store.endpoint.server_words import is_page, speaks_of_time
from kg.store.terms import Triple

T = TypeVar("T")
#: No server gives a number of rows with more.
_DIGITS = 18


class Client:
    """An endpoint that can be asked.

    Attributes:
        asked: the endpoint.
        settings: how it is asked.
        clock: the time.
        cap: rows that the endpoint gives at most; None as long as that is not known.
        is_virtuoso: whether it is, as its answers say; some things are other there.
    """

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self.asked = asked
        self.settings = asked.settings
        self.clock = clock
        self.cap: int | None = None
        self.is_virtuoso = False
        self._exchange = Exchange(asked)

    def close(self) -> None:
        """Let go of the connections."""
        self._exchange.close()

    @contextmanager
    def timed(self, patience: Patience) -> Iterator[None]:
        """Break the connections off when the time is over, and say so whatever that looked like.

        Raises:
            OutOfTime: it is.
        """
        try:
            with self._exchange.watch.within(patience.left):
                yield
        except KgError as error:
            if not isinstance(error, OutOfTime) and patience.left <= 0:
                patience.check()
            raise

    def rows(self, sparql: str, patience: Patience, read: Callable[[Source], T]) -> T:
        """Put a SELECT or ASK.

        Args:
            sparql: the query.
            patience: how long it may take.
            read: what makes an answer of the JSON.

        Raises:
            KgError: there is no answer, or not in time.
        """

        def attempt() -> T:
            with self.answer(sparql, patience) as body:
                return read(body)

        return patience.keep_trying(attempt)

    def triples(self, sparql: str, patience: Patience) -> list[Triple]:
        """Put a CONSTRUCT or DESCRIBE; errors as of :meth:`rows`."""

        def attempt() -> list[Triple]:
            with self._sent(sparql, patience, responses.TRIPLES_ACCEPT, responses.is_triples) as (body, kind):
                return responses.triples(body, kind)

        return patience.keep_trying(attempt)

    @contextmanager
    def answer(self, sparql: str, patience: Patience) -> Iterator[Source]:
        """The JSON that answers a SELECT or ASK, tried once.

        Raises:
            Passing: it is worth another try.
            KgError: there is no answer.
        """
        with self._sent(sparql, patience, responses.ROWS_ACCEPT, responses.is_rows) as (body, _):
            yield body

    @contextmanager
    def _sent(
        self, sparql: str, patience: Patience, accept: str, fits: Callable[[str], bool]
    ) -> Iterator[tuple[Source, str]]:
        form = {"query": sparql, "default-graph-uri": list(self.settings.graphs)}
        headers = {"Accept": accept}
        with (
            refusals.told(self.asked),
            self._exchange.send("POST", patience.left, headers=headers, data=form) as response,
        ):
            kind = kind_of(response)
            if not fits(kind):
                begin = refusals.head(response)
                if speaks_of_time(begin) and not is_page(begin):
                    raise refusals.out_of_time(begin, self.asked)
                raise not_an_answer(begin, kind, self.asked)
            self.is_virtuoso = response.headers.get("server", "").startswith("Virtuoso")
            said = response.headers.get("x-sparql-maxrows", "")
            if said.isdecimal() and len(said) < _DIGITS:
                self.cap = int(said)
            with reading(response, patience, self.asked) as body:
                yield body, kind
