"""The interface of all stores, independent of the engine.

An implementation, such as that for a SPARQL endpoint, defines :meth:`Store._evaluate`, :meth:`Store.triples`,
:meth:`Store.count` and :meth:`Store.close`. Queries always run on the default graph, which has all triples of
the store: triples of named graphs are in both.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.errors import QueryRefused
from kg.namespaces import DATA
from kg.store import memory
from kg.store.memory import Bound
from kg.store.terms import Term, Triple

if TYPE_CHECKING:
    from kg.store.index.lookup import Index

#: Default time limit of a query, in seconds.
DEFAULT_LIMIT = 30.0


class Result(NamedTuple):
    """The rows of a SELECT; None for a variable without a value.

    Attributes:
        columns: names of the variables, without ``?``, in the order of the query.
        rows: one tuple of terms for each row, in the order of ``columns``.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


#: The result of any query: rows (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).
Answer = Result | bool | list[Triple]


class Store(ABC):
    """A graph that can be queried; this class never changes it.

    Attributes:
        label: what the graph is, in words: "the bundled graph", a path.
        limit: time limit of each query in seconds, which the questions pass on.
        memory: memory limit in bytes for results of users' queries and of endpoints; None for none.
        memory_of_all: memory limit in bytes for all queries and for reading the whole graph; None by default.
        notices: notices for the user, one sentence each.
        resolved: typed names that resolved to something else, with what they mean.
        index: the index of words, names and counts, if there is one.
        folder: the folder of a store on disk.
        base: what the IRIs of its entities begin with, as far as is known.
        by_subject: whether :meth:`lines` has all triples of a subject together.
        on_read: called with the number of triples or statements read, and of all, while they are read for a
            file.
    """

    index: Index | None = None
    folder: Path | None = None
    base: str = DATA
    by_subject: bool = False
    on_read: Callable[[int, int], None] | None = None

    def __init__(self, label: str) -> None:
        self.label = label
        self.limit: float | None = DEFAULT_LIMIT
        self.memory: int | None = memory.default()
        self.memory_of_all: int | None = None
        self.notices: list[str] = []
        self.resolved: dict[str, str] = {}

    def select(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> Result:
        """Return the rows of a SELECT written by the program; see :meth:`run` for those of users.

        Args:
            sparql: the query.
            limit: time limit in seconds, from the call to the last row; None for no limit.

        Raises:
            QuerySyntaxError: the query does not parse.
            OutOfTime: the query took longer than ``limit``; see :mod:`kg.store.deadline`.
            StoreError: the engine failed.
        """
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, Result):
            raise QueryRefused("expected a SELECT query")
        return answer

    def ask(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bool:
        """Return the truth value of an ASK; arguments and errors as for :meth:`select`."""
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, bool):
            raise QueryRefused("expected an ASK query")
        return answer

    def construct(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE; arguments and errors as for :meth:`select`."""
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, list):
            raise QueryRefused("expected a CONSTRUCT or DESCRIBE query")
        return answer

    def tsv(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bytes:
        """Return the rows of a SELECT in the format of :mod:`kg.store.tsv`, for reading millions of rows.

        Arguments and errors are those of :meth:`select`.
        """
        from kg.store import tsv

        return tsv.written(*self.select(sparql, limit=limit))

    def run(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT, bound: Bound | None = None) -> Answer:
        """Check that a user's query only reads, and return its result.

        Args:
            sparql: the query.
            limit: as for :meth:`select`.
            bound: the memory limit of the result; by default, ``memory`` bytes from now on.

        Raises:
            QueryRefused: the query would write or fetch from elsewhere; it was not run.
            QuerySyntaxError: the query does not parse, or is nested too deeply to be run.
            OutOfTime: the query took longer than ``limit``.
            OutOfMemory: the result needs more than ``bound``.
            StoreError: the engine failed.
        """
        from kg.store.guard import check_depth, check_read_only

        check_read_only(sparql)
        check_depth(sparql)
        return self._confined(sparql, limit, Bound(self.memory) if bound is None else bound)

    def _confined(self, sparql: str, limit: float | None, bound: Bound) -> Answer:
        """As :meth:`_evaluate`, for a query that may harm this process."""
        return self._evaluate(sparql, limit)

    @abstractmethod
    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        """Evaluate ``sparql``, unchecked, within ``limit`` seconds."""

    @abstractmethod
    def triples(self) -> Iterator[Triple]:
        """Yield each triple of the store once, in any order."""

    def lines(self) -> Iterator[bytes] | None:
        """Return the triples as N-Triples in UTF-8, many whole lines at a time, as an engine writes them.

        None if no engine does. See :mod:`kg.export.subjects` for how files spell terms.
        """
        return None

    @abstractmethod
    def count(self) -> int:
        """Return the number of triples of :meth:`triples`."""

    @abstractmethod
    def close(self) -> None:
        """Close the store; it cannot be queried afterwards."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
