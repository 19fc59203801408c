"""A SPARQL endpoint as a store: the same questions, the same rows as from a graph on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from kg.store.base import DEFAULT_LIMIT, Answer, Result, Store
from kg.store.deadline import Abandoned, within
from kg.store.endpoint import address, answers
from kg.store.endpoint.client import Client
from kg.store.endpoint.patience import Clock, Patience
from kg.store.endpoint.settings import Settings
from kg.store.guard import query_kind
from kg.store.terms import Term, Triple

T = TypeVar("T")
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


class EndpointStore(Store):
    """A store that is a SPARQL endpoint.

    Args:
        client: puts the questions.
        label: what the endpoint is called in messages.
    """

    def __init__(self, client: Client, label: str) -> None:
        super().__init__(label)
        self._client = client

    def csv(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bytes:
        """As of :class:`Store`; written by pyoxigraph from the JSON that comes."""
        return self._within(limit, lambda patience: self._client.rows(sparql, patience, answers.table))

    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        kind = query_kind(sparql)
        if kind == "select":
            return self._within(limit, lambda patience: self._client.rows(sparql, patience, _result))
        if kind == "ask":
            return self._within(limit, lambda patience: self._client.rows(sparql, patience, answers.truth))
        return self._within(limit, lambda patience: self._client.triples(sparql, patience))

    def _within(self, limit: float | None, work: Callable[[Patience], T]) -> T:
        """Do ``work`` in a thread that can be given up: finding a host's address cannot be stopped."""
        client = self._client

        def patiently(abandoned: Abandoned) -> T:
            return work(Patience.until(limit, client.settings.tries, client.clock, abandoned))

        return within(limit, patiently)

    def triples(self) -> Iterator[Triple]:
        """Every triple of the endpoint's default graph, each once, while they come."""
        patience = Patience.until(None, 1, self._client.clock)
        with self._client.answer(_ALL, patience) as body:
            for row in answers.solutions(body)[1]:
                yield _triple(row)

    def count(self) -> int:
        """How many triples the default graph has."""
        value = self.select(_COUNT, limit=None).rows[0][0]
        return 0 if value is None else int(value.value)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def connect(
    url: str,
    settings: Settings | None = None,
    *,
    label: str | None = None,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> EndpointStore:
    """An endpoint to be asked; nothing is sent before the first question.

    Args:
        url: the endpoint's; a user and password in it are taken out and never shown.
        settings: how it is asked; the usual by default.
        label: what it is called in messages; the URL by default.
        environ: the environment, see :mod:`kg.store.endpoint.settings`; the process's by default.
        clock: the time.

    Raises:
        EndpointError: no URL of an endpoint, or secrets that may not be sent there.

    >>> store = connect("https://ann:secret@sparql.example.org/query")
    >>> store.label
    'https://sparql.example.org/query'
    >>> store.close()
    """
    place = address.parse(url)
    chosen = (settings or Settings()).for_address(place, os.environ if environ is None else environ)
    return EndpointStore(Client(place, chosen, clock or Clock()), label or str(place))


def _result(source: answers.Source) -> Result:
    columns, rows = answers.solutions(source)
    return Result(columns, list(rows))


def _triple(row: tuple[Term | None, ...]) -> Triple:
    subject, predicate, value = row
    assert subject is not None and predicate is not None and value is not None
    return subject, predicate, value
