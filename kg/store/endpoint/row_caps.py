"""Row caps: truncated results are detected, and the missing rows fetched.

Many endpoints silently truncate results to a number of rows (Virtuoso by default to 10,000), with status
200. This is detected once, by a query for more empty rows than the result has, which costs 3 bytes per row
and reads no data. The rows of truncated results are fetched page by page, and counted.
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
#: Maximum number of digits of a number of triples.
_DIGITS = 100
_SETTING = (
    "set rows = N under [endpoint] in kg.toml to the maximum number of rows of the endpoint, 0 for no cap"
)


class Caps:
    """Knowledge of the row cap of an endpoint."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._where = client.asked.where
        #: Results with this many rows are known to be complete.
        self._full = 0

    def cap(self, rows: int, patience: Patience) -> int | None:
        """Return the row cap of the endpoint; None if it is above ``rows``.

        Raises:
            EndpointError: the endpoint does not answer a query for empty rows.
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
        """Return whether any result with ``rows`` rows is known to be complete."""
        cap = self._client.cap if self._client.settings.rows is None else self._client.settings.rows
        if cap is not None:
            return cap == 0 or rows < cap
        return rows <= self._full

    def lacks_rows(self, query: Select, rows: int, patience: Patience) -> bool:
        """Return whether the result of a query with ``rows`` rows may be incomplete.

        Raises:
            EndpointError: this cannot be determined.
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
                f"cannot determine whether these {rows:,} rows are complete: {error.message}",
                where=self._where,
                hint=_SETTING,
            ) from None

    def fetch(self, query: Select, columns: Sequence[str], size: int, patience: Patience) -> Result:
        """Fetch all rows of a query page by page, in its order.

        Raises:
            AnswerCapped: this is not possible, or the pages do not add up.
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
        """Yield the rows of all pages, and compare their number at the end.

        The number of distinct rows is compared as well: for a sorted query with LIMIT, Virtuoso 7.2.5
        returns the right number of rows, but with repeated, missing and wrong ones.

        Raises:
            AnswerCapped: see :meth:`fetch`; earlier rows have been yielded then.
        """
        if not query.can_be_paged:
            raise self._capped(size, "its ORDER BY, LIMIT or OFFSET comes before a VALUES block")
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
                    raise self._capped(size, "blank nodes have different names on each page")
                seen.add(hash(row))
                yield row
            came += len(page)
        if came != expected or came < size:  # the first response had as many
            raise self._does_not_add_up(came, expected, size, "rows")
        different = self._number(query.counted_once(columns), patience)
        if len(seen) != different:
            raise self._does_not_add_up(len(seen), different, size, "distinct rows")

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
            f"the endpoint returns at most {cap:,} rows, and further pages of this result cannot be fetched: "
            f"{problem}",
            where=self._where,
            hint=f"narrow the query, or ask the operator of the endpoint for a higher cap; {_SETTING}",
        )

    def _does_not_add_up(self, got: int, expected: int, cap: int, what: str) -> AnswerCapped:
        return AnswerCapped(
            f"the endpoint returns at most {cap:,} rows, and the pages of this result do not add up: "
            f"got {got:,} {what}, expected {expected:,}",
            where=self._where,
            hint="try again, in case the data has changed, or narrow the query",
        )


def number(source: Source) -> int:
    """Return the single number of a result."""
    for row in responses.solutions(source)[1]:
        if row and row[0] is not None and row[0].value.isdecimal() and len(row[0].value) <= _DIGITS:
            return int(row[0].value)
    raise SyntaxError("expected a number")


def _counted(source: Source) -> int:
    return sum(1 for _ in responses.solutions(source)[1])
