"""SPARQL results that another process or machine sends, read as terms."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph

from kg.errors import QueryRefused
from kg.store.terms import Term, Triple, from_oxigraph

JSON = pyoxigraph.QueryResultsFormat.JSON
#: Terms that are kept, since the next row may have them again.
_KNOWN = 50_000
#: What to say of a value that pyoxigraph's readers do not take.
TOO_LONG = "a single value of the answer is longer than 16 MB and cannot be read"
SHORTEN = "ask for a part of it with SUBSTR, or for its length with STRLEN"


class _Terms(dict[object, "Term | None"]):
    """Terms by what pyoxigraph has for them: the same few IRIs stand in most rows, and are made once."""

    def __init__(self, make: Callable[[object], Term]) -> None:
        super().__init__({None: None})
        self._make = make

    def __missing__(self, value: object) -> Term | None:
        if len(self) > _KNOWN:
            self.clear()
            self[None] = None
        return self.setdefault(value, None if value is None else self._make(value))


@contextmanager
def many() -> Iterator[None]:
    """Make millions of terms without Python's search for reference cycles, which would double the time.

    Terms and rows are in no cycles.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def solutions(
    source: Any, make: Callable[[object], Term] = from_oxigraph
) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """The columns and rows of a SELECT in JSON, one after the other.

    Args:
        source: a binary file.
        make: what makes a term of one of pyoxigraph's.

    Raises:
        QueryRefused: it is the answer to an ASK.
        SyntaxError: it is not a result.
        MemoryError: see :func:`is_value_too_long`.
    """
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        raise QueryRefused("a SELECT was expected, and the query is of another kind")
    term = _Terms(make).__getitem__
    return tuple(variable.value for variable in found.variables), (tuple(map(term, row)) for row in found)


def triples(source: Any, format: pyoxigraph.RdfFormat) -> list[Triple]:
    """The triples of a CONSTRUCT or DESCRIBE, each once."""
    found: dict[Triple, None] = {}
    with many():
        for quad in pyoxigraph.parse(source, format=format):
            triple = from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object)
            found[triple] = None
        return list(found)


def is_value_too_long(error: BaseException) -> bool:
    """Whether reading failed at a single value that is longer than pyoxigraph takes.

    >>> is_value_too_long(MemoryError("Reached the buffer maximal size of 16777216"))
    True
    """
    return isinstance(error, MemoryError) and "buffer" in str(error)
