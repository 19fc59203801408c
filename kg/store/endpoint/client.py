"""Client of the SPARQL 1.1 Protocol; results are read completely or not at all.

Queries are sent as a form by POST, which every engine accepts and servers do not log. No engine-specific time
limit is sent: ``timeout`` is in seconds for some and milliseconds for others, and Virtuoso returns partial
results. When the time is over, the connection is closed, which stops the query on the server.
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
#: Maximum number of digits of a row cap.
_DIGITS = 18


class Client:
    """A client of one endpoint.

    Attributes:
        asked: the endpoint.
        settings: its connection settings.
        clock: the clock.
        cap: maximum number of rows that the endpoint returns; None if not known yet.
        is_virtuoso: whether the server is Virtuoso, which needs special treatment.
    """

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self.asked = asked
        self.settings = asked.settings
        self.clock = clock
        self.cap: int | None = None
        self.is_virtuoso = False
        self._exchange = Exchange(asked)

    def close(self) -> None:
        """Close the connections."""
        self._exchange.close()

    @contextmanager
    def timed(self, patience: Patience) -> Iterator[None]:
        """Close the connections when the time is over, and report errors that follow as time-outs.

        Raises:
            OutOfTime: the time is over.
        """
        try:
            with self._exchange.watch.within(patience.left):
                yield
        except KgError as error:
            if not isinstance(error, OutOfTime) and patience.left <= 0:
                patience.check()
            raise

    def rows(self, sparql: str, patience: Patience, read: Callable[[Source], T]) -> T:
        """Run a SELECT or ASK.

        Args:
            sparql: the query.
            patience: the time limit.
            read: reads the result from the JSON.

        Raises:
            KgError: there is no result, or not in time.
        """

        def attempt() -> T:
            with self.answer(sparql, patience) as body:
                return read(body)

        return patience.keep_trying(attempt)

    def triples(self, sparql: str, patience: Patience) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE; errors as for :meth:`rows`."""

        def attempt() -> list[Triple]:
            with self._sent(sparql, patience, responses.TRIPLES_ACCEPT, responses.is_triples) as (body, kind):
                return responses.triples(body, kind)

        return patience.keep_trying(attempt)

    @contextmanager
    def answer(self, sparql: str, patience: Patience) -> Iterator[Source]:
        """Open the JSON result of a SELECT or ASK, in a single attempt.

        Raises:
            Passing: another attempt may succeed.
            KgError: there is no result.
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
            refusals.translated(self.asked),
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
