"""Rows that an endpoint leaves out without a word: found out, and fetched all the same.

Many endpoints give so many rows and no more (Virtuoso 10,000 as it comes), with a status of 200. Whether
this one does is found out once, by a query for more empty rows than the answer has: it costs 3 bytes a row
and no data. Where rows are left out they are fetched page by page, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import (
    AccessDenied,
    AnswerCapped,
    EndpointBusy,
    EndpointError,
    KgError,
    OutOfTime,
    QuerySyntaxError,
)
from kg.store.base import Result
from kg.store.endpoint import responses
from kg.store.endpoint.body import Source
from kg.store.endpoint.client import Client
from kg.store.endpoint.paging import Select, empty_rows, number_of_empty_rows
from kg.store.endpoint.retries import Patience
from kg.store.terms import Term

Row = tuple[Term | None, ...]
_LEAST = 1_000
#: No graph has a number of triples with more digits.
_DIGITS = 100
_SETTING = "rows = N under [endpoint] in kg.toml says how many rows the endpoint gives at most, 0 for no cap"


class Caps:
    """What is known of the rows that an endpoint gives at most."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._where = client.asked.where
        #: An answer of so many rows is known to come whole.
        self._full = 0

    def cap(self, rows: int, patience: Patience) -> int | None:
        """How many rows the endpoint gives at most; None if it gives ``rows`` and more.

        Raises:
            EndpointError: it answers no query for empty rows.
            OutOfTime: the time is over.
        """
        client = self._client
        if client.settings.rows is not None:
            return client.settings.rows or None
        if client.cap is not None:
            return client.cap
        if rows <= self._full:
            return None
        wanted = max(_LEAST, 2 * rows)
        got = client.rows(empty_rows(wanted), patience, _counted)
        if got < number_of_empty_rows(wanted):
            client.cap = client.cap or got
            return client.cap
        self._full = wanted
        return None

    def knows(self, rows: int) -> bool:
        """Whether an answer of ``rows`` rows is known to be whole, with no look at its query."""
        cap = self._client.cap if self._client.settings.rows is None else self._client.settings.rows
        if cap is not None:
            return cap == 0 or rows < cap
        return rows <= self._full

    def lacks_rows(self, query: Select, rows: int, patience: Patience) -> bool:
        """Whether an answer of ``rows`` rows may not be the whole answer.

        Raises:
            EndpointError: it cannot be found out.
        """
        if query.limit is not None and rows >= query.limit:
            return False
        try:
            cap = self.cap(rows, patience)
        except (OutOfTime, AccessDenied, EndpointBusy):
            raise
        except KgError:
            return self._goes_on(query, rows, patience)
        return cap is not None and rows >= cap

    def _goes_on(self, query: Select, rows: int, patience: Patience) -> bool:
        try:
            return self._client.rows(query.after(rows), patience, _counted) > 0
        except (EndpointError, QuerySyntaxError) as error:
            raise EndpointError(
                f"whether these {rows:,} rows are all cannot be found out: {error.message}",
                where=self._where,
                hint=_SETTING,
            ) from None

    def fetch(self, query: Select, columns: Sequence[str], size: int, patience: Patience) -> Result:
        """All rows of a query, page by page, in its order.

        Raises:
            AnswerCapped: that cannot be done, or the pages do not add up.
        """
        try:
            rows = list(self.pages(query, columns, size, patience))
        except AnswerCapped:
            if self._client.is_virtuoso or not query.can_be_paged:
                raise
            rows = list(self.pages(query, columns, size, patience, nested=True))
        return Result(tuple(columns), rows)

    def pages(
        self,
        query: Select,
        columns: Sequence[str],
        size: int,
        patience: Patience,
        *,
        nested: bool = False,
    ) -> Iterator[Row]:
        """The rows of all pages, one after the other, then counted.

        The number of different rows is compared too: told to sort and cut at once, Virtuoso 7.2.5 gives the
        right number of rows, of which some stand there twice, some are missing and some are made up.

        Raises:
            AnswerCapped: see :meth:`fetch`; the rows so far have been given then.
        """
        if not query.can_be_paged:
            raise self._capped(size, "its order, LIMIT or OFFSET stand before a VALUES block")
        nested = nested or self._client.is_virtuoso
        expected = self._number(query.counted(), patience)
        came, seen = 0, set[int]()
        while came < expected:
            try:
                page = self._page(query.page(columns, size, came, nested=nested), tuple(columns), patience)
            except (EndpointError, QuerySyntaxError) as error:
                raise self._capped(size, error.message) from None
            if not page:
                break
            for row in page:
                if any(term is not None and term.kind == "bnode" for term in row):
                    raise self._capped(size, "blank nodes have other names on each page")
                seen.add(hash(row))
                yield row
            came += len(page)
        if came != expected or came < size:  # as many came at the first asking
            raise self._does_not_add_up(came, expected, size, "rows")
        different = self._number(query.counted_once(columns), patience)
        if len(seen) != different:
            raise self._does_not_add_up(len(seen), different, size, "different rows")

    def _page(self, sparql: str, columns: tuple[str, ...], patience: Patience) -> list[Row]:
        def read(source: Source) -> list[Row]:
            found, rows = responses.solutions(source)
            if found != columns:
                raise EndpointError(
                    "one page of the answer has different columns from the others", where=self._where
                )
            return list(rows)

        return self._client.rows(sparql, patience, read)

    def _number(self, sparql: str, patience: Patience) -> int:
        return self._client.rows(sparql, patience, number)

    def _capped(self, cap: int, problem: str) -> AnswerCapped:
        return AnswerCapped(
            f"gives {cap:,} rows at most, this answer has more, and pages of it cannot be fetched: {problem}",
            where=self._where,
            hint=f"narrow the query, or ask whoever runs the endpoint for a higher cap; {_SETTING}",
        )

    def _does_not_add_up(self, got: int, expected: int, cap: int, what: str) -> AnswerCapped:
        return AnswerCapped(
            f"gives {cap:,} rows at most, and the pages of this answer do not add up: {got:,} {what} came, "
            f"and it counts {expected:,}",
            where=self._where,
            hint="try again, if the data changed meanwhile; or narrow the query",
        )


def number(source: Source) -> int:
    """The one number of an answer."""
    for row in responses.solutions(source)[1]:
        if row and row[0] is not None and row[0].value.isdecimal() and len(row[0].value) <= _DIGITS:
            return int(row[0].value)
    raise SyntaxError("a number was expected")


def _counted(source: Source) -> int:
    return sum(1 for _ in responses.solutions(source)[1])
