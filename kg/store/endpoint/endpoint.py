"""A SPARQL endpoint as a store, with the same results as a local graph."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.errors import AnswerCapped, EndpointError, QueryRefused
from kg.store import memory
from kg.store.base import DEFAULT_LIMIT, Answer, Result, Store
from kg.store.deadline import Abandoned, left, within
from kg.store.endpoint import address, paging, responses
from kg.store.endpoint.body import Source
from kg.store.endpoint.client import Client
from kg.store.endpoint.connection import Settings
from kg.store.endpoint.refusals import TO_ASK, Asked
from kg.store.endpoint.retries import Clock, Patience
from kg.store.endpoint.row_caps import Caps, number
from kg.store.guard import query_kind, selected
from kg.store.memory import Bound
from kg.store.results import many
from kg.store.terms import Term, Triple

T = TypeVar("T")
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_SPO = ("s", "p", "o")
_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
#: Notice for users of this engine.
VIRTUOSO = (
    "This endpoint is Virtuoso; version 7.2.5 has been seen to return a wrong label in queries with hundreds "
    "of values (docs/stores.md). Check what you quote in another store."
)
#: Up to this number of rows, a cap is detected for results that do not show how many rows they should have.
_FAR = 100_000


class EndpointStore(Store):
    """A SPARQL endpoint as a store.

    Args:
        client: the client of the endpoint.
        label: name of the endpoint in messages.
    """

    def __init__(self, client: Client, label: str) -> None:
        super().__init__(label)
        self._client = client
        self._caps = Caps(client)

    def tsv(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bytes:
        """As in :class:`Store`, written by pyoxigraph from the JSON."""
        if query_kind(sparql) != "select":
            raise QueryRefused("expected a SELECT query")
        table = self._within(limit, lambda patience: self._table(sparql, patience))
        return super().tsv(sparql, limit=limit) if table is None else table

    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        kind = query_kind(sparql)
        if kind == "select":
            return self._within(limit, lambda patience: self._rows(sparql, patience))
        if kind == "ask":
            return self._within(limit, lambda patience: self._client.rows(sparql, patience, responses.truth))
        return self._within(limit, lambda patience: self._described(sparql, patience))

    def _within(self, limit: float | None, work: Callable[[Patience], T]) -> T:
        """Run ``work`` in a thread that can be abandoned, because a DNS lookup cannot be stopped.

        Endpoints on this machine need no lookup, and a thread would cost half the time of a small query:
        there it is enough to close connections.
        """
        limit, bound = left(limit), Bound(self.memory)
        client = self._client

        def patiently(abandoned: Abandoned = lambda: False) -> T:
            patience = Patience.until(limit, client.settings.tries, client.clock, abandoned, bound)
            with client.timed(patience):
                return work(patience)

        return patiently() if client.asked.address.is_loopback else within(limit, patiently)

    def _rows(self, sparql: str, patience: Patience) -> Result:
        result, repeats = self._client.rows(sparql, patience, lambda body: (_result(body), body.repeats))
        if not repeats and self._caps.knows(len(result.rows)):
            return self._as_asked(sparql, result)
        if self._client.is_virtuoso and VIRTUOSO not in self.notices:
            self.notices.append(VIRTUOSO)
        query = paging.parse(sparql)
        if self._caps.lacks_rows(query, len(result.rows), patience):
            result = self._caps.fetch(query, result.columns, len(result.rows), patience)
        if repeats and query.distinct:
            result = Result(result.columns, list(dict.fromkeys(result.rows)))
        return self._as_asked(sparql, result)

    def _as_asked(self, sparql: str, result: Result) -> Result:
        """The rows with the columns in the order of the query.

        Raises:
            EndpointError: the result has other columns.
        """
        asked = selected(sparql)
        if asked is None or asked == result.columns:
            return result
        if sorted(asked) != sorted(result.columns):
            raise _other_columns(result.columns, asked, self._client.asked)
        places = [result.columns.index(column) for column in asked]
        return Result(asked, [tuple(row[place] for place in places) for row in result.rows])

    def _table(self, sparql: str, patience: Patience) -> bytes | None:
        """The rows as TSV; None if they must be fetched page by page, or may be repeated."""
        (table, columns, rows), repeats = self._client.rows(
            sparql, patience, lambda body: (responses.table(body), body.repeats)
        )
        if columns != (selected(sparql) or columns):
            self._as_asked(sparql, Result(columns, []))
            return None  # only their order differs
        if not repeats and self._caps.knows(rows):
            return table
        query = paging.parse(sparql)
        lacking = self._caps.lacks_rows(query, rows, patience)
        return None if lacking or (repeats and query.distinct) else table

    def _described(self, sparql: str, patience: Patience) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; a row cap applies to their solutions."""
        triples = self._client.triples(sparql, patience)
        cap = self._caps.cap(max(len(triples), _FAR), patience) if triples else None
        if cap is None:
            return triples
        counting = paging.solutions_counted(sparql)
        solutions = len(triples) if counting is None else self._client.rows(counting, patience, number)
        if solutions < cap:
            return triples
        raise AnswerCapped(
            f"the endpoint returns at most {cap:,} rows, but these triples need {solutions:,}",
            where=self.label,
            hint="use SELECT, which is fetched page by page, or narrow the query",
        )

    def triples(self) -> Iterator[Triple]:
        """Yield each triple of the endpoint's default graph once, while they arrive.

        The only time limit is that of the current question. Memory used by the caller counts as well.

        Raises:
            OutOfTime: the time is over.
            OutOfMemory: they need more than ``memory_of_all`` bytes, by default half of the machine's.
            AnswerCapped: the number of triples is not the one that the endpoint counts.
        """
        bound = Bound(memory.default_for_graph() if self.memory_of_all is None else self.memory_of_all)
        tries, clock = self._client.settings.tries, self._client.clock
        patience = Patience.until(left(None), tries, clock, bound=bound)
        with self._client.timed(patience):
            yield from self._triples(patience)

    def _triples(self, patience: Patience) -> Iterator[Triple]:
        expected = self._client.rows(_COUNT, patience, number)
        cap = self._caps.cap(min(expected, _FAR), patience) if expected else None
        if cap is not None and expected >= cap:
            query = paging.parse(_ALL)
            yield from map(self._triple, self._caps.pages(query, _SPO, cap, patience))
            return
        came = 0
        with self._client.answer(_ALL, patience) as body:
            columns, rows = responses.solutions(body)
            if columns != _SPO:
                raise _other_columns(columns, _SPO, self._client.asked)
            for row in rows:
                came += 1
                yield self._triple(row)
        if came != expected:
            raise AnswerCapped(
                f"the endpoint returned {came:,} triples, expected {expected:,}",
                where=self.label,
                hint="try again, in case the data has changed; otherwise the endpoint truncates results",
            )

    def _triple(self, row: tuple[Term | None, ...]) -> Triple:
        subject, predicate, value = row
        if subject is None or predicate is None or value is None:
            raise self._no_triple("with a missing part")
        if subject.kind == "literal" or predicate.kind != "iri":
            raise self._no_triple("with a literal where an IRI belongs")
        return subject, predicate, value

    def _no_triple(self, what: str) -> EndpointError:
        return EndpointError(f"returned a triple {what}", where=self._client.asked.where, hint=TO_ASK)

    def count(self) -> int:
        """Return the number of triples of the default graph."""
        return self._within(None, lambda patience: self._client.rows(_COUNT, patience, number))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def connect(
    url: str,
    settings: Settings | None = None,
    *,
    label: str | None = None,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> EndpointStore:
    """Return the store for an endpoint; nothing is sent before the first query.

    Args:
        url: the URL of the endpoint; a user and password in it are removed and never shown.
        settings: connection settings.
        label: name of the endpoint in messages; by default, the URL.
        environ: the environment, see :mod:`kg.store.endpoint.connection`; by default, that of the process.
        clock: the clock.

    Raises:
        EndpointError: the URL is invalid, or secrets may not be sent there.

    >>> store = connect("https://ann:secret@sparql.example.org/query")
    >>> store.label
    'https://sparql.example.org/query'
    >>> store.close()
    """
    place = address.parse(url)
    chosen = (settings or Settings()).for_address(place, os.environ if environ is None else environ)
    return EndpointStore(Client(Asked(place, chosen), clock or Clock()), label or str(place))


def _other_columns(columns: Sequence[str], asked: Sequence[str], whom: Asked) -> EndpointError:
    return EndpointError(
        f"returned the columns {whom.words(_named(columns))}, expected {_named(asked)}",
        where=whom.where,
        hint="check that this is the address of a SPARQL endpoint, not of a query stored there",
    )


def _named(columns: Sequence[str]) -> str:
    """Columns for a message.

    >>> _named(["a", "b"]), _named([])
    ('a, b', 'none')
    """
    shown = ", ".join(column[:40] for column in columns[:8]) + (", ..." if len(columns) > 8 else "")
    return shown or "none"


def _result(source: Source) -> Result:
    columns, rows = responses.solutions(source)
    with many():
        return Result(columns, list(rows))
