"""What every store can do, whichever engine stands behind it.

An implementation supplies :meth:`Store._evaluate`, :meth:`Store.triples`, :meth:`Store.count` and
:meth:`Store.close`; a SPARQL endpoint can be one. What is asked is always the default graph, and it
holds every triple of the store: a triple of a named graph stands in both.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.errors import QueryRefused
from kg.store import memory
from kg.store.memory import Bound
from kg.store.terms import Term, Triple

if TYPE_CHECKING:
    from kg.store.index.lookup import Index

#: Seconds that a query may take unless the caller says otherwise.
DEFAULT_LIMIT = 30.0


class Result(NamedTuple):
    """The rows of a SELECT; None where a variable has no value.

    Attributes:
        columns: names of the variables, without ``?``, in the order of the query.
        rows: one list of terms a row, in the order of ``columns``.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


#: What a query of any kind gives: rows (SELECT), a truth value (ASK), triples (CONSTRUCT, DESCRIBE).
Answer = Result | bool | list[Triple]


class Store(ABC):
    """A graph that can be asked, and is never changed through this class.

    Attributes:
        label: what it is, in words for a person: "the bundled graph", a path.
        limit: seconds that a caller wants each query to take at most; the questions pass it on.
        memory: bytes that an answer may take if a user wrote the query or another machine answers it;
            None for no bound.
        memory_of_all: the same for every query and for reading the whole graph; None by default.
        notices: what the user should know about it, one sentence each.
        resolved: names that were typed, and what each was taken to mean where that is not what was typed.
        index: its words, names and counts, where it has an index of them.
        folder: the folder that it stands in, where kg load wrote it to one.
    """

    index: Index | None = None
    folder: Path | None = None

    def __init__(self, label: str) -> None:
        self.label = label
        self.limit: float | None = DEFAULT_LIMIT
        self.memory: int | None = memory.default()
        self.memory_of_all: int | None = None
        self.notices: list[str] = []
        self.resolved: dict[str, str] = {}

    def select(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> Result:
        """The rows of a SELECT that the program itself wrote; see :meth:`run` for a user's.

        Args:
            sparql: the query.
            limit: seconds that it may take, from the call to the last row; None for no limit.

        Raises:
            QuerySyntaxError: it does not parse.
            OutOfTime: it took longer than ``limit``; see :mod:`kg.store.deadline`.
            StoreError: the engine failed.
        """
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, Result):
            raise QueryRefused("a SELECT was expected, and the query is of another kind")
        return answer

    def ask(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bool:
        """The truth value of an ASK; arguments and errors as for :meth:`select`."""
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, bool):
            raise QueryRefused("an ASK was expected, and the query is of another kind")
        return answer

    def construct(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; arguments and errors as for :meth:`select`."""
        answer = self._evaluate(sparql, limit)
        if not isinstance(answer, list):
            raise QueryRefused("a CONSTRUCT was expected, and the query is of another kind")
        return answer

    def tsv(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bytes:
        """The rows of a SELECT as :mod:`kg.store.tsv` has them: for what reads them by the million.

        Arguments and errors are those of :meth:`select`.
        """
        from kg.store import tsv

        return tsv.written(*self.select(sparql, limit=limit))

    def run(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT, bound: Bound | None = None) -> Answer:
        """The answer to a user's query of any kind, once it is known to be read-only.

        Args:
            sparql: the query.
            limit: as for :meth:`select`.
            bound: how much memory the answer may take; ``memory`` bytes from now on by default.

        Raises:
            QueryRefused: it would write, or fetch from elsewhere; no engine has seen it.
            QuerySyntaxError: it does not parse, or is nested too deeply for an engine to try.
            OutOfTime: it took longer than ``limit``.
            OutOfMemory: its answer takes more than ``bound``.
            StoreError: the engine failed.
        """
        from kg.store.guard import check_depth, check_read_only

        check_read_only(sparql)
        check_depth(sparql)
        return self._confined(sparql, limit, Bound(self.memory) if bound is None else bound)

    def _confined(self, sparql: str, limit: float | None, bound: Bound) -> Answer:
        """As :meth:`_evaluate`, for a query that may be made to harm this process."""
        return self._evaluate(sparql, limit)

    @abstractmethod
    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        """Evaluate ``sparql``, which need not have been checked, within ``limit`` seconds."""

    @abstractmethod
    def triples(self) -> Iterator[Triple]:
        """Every triple of the store, each once, in no fixed order."""

    @abstractmethod
    def count(self) -> int:
        """How many triples :meth:`triples` gives."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the files; the store cannot be asked afterwards."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
