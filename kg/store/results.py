"""Reading SPARQL results of other processes and machines as terms."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph

from kg.errors import QueryRefused
from kg.store.terms import Term, Triple, from_oxigraph

JSON = pyoxigraph.QueryResultsFormat.JSON
#: Number of terms kept for reuse in later rows.
_KNOWN = 50_000
#: Message and hint for a value that pyoxigraph's readers do not accept.
TOO_LONG = "a single value of the result is longer than 16 MB and cannot be read"
SHORTEN = "select a part of it with SUBSTR, or its length with STRLEN"


class _Terms(dict[object, "Term | None"]):
    """Terms by those of pyoxigraph: most rows have the same few IRIs, which are converted once."""

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
    """Disable the garbage collector while millions of terms are made, which it would slow down by half.

    Terms and rows are not part of reference cycles.
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
    """Return the columns of a SELECT in JSON, and an iterator of its rows.

    Args:
        source: a binary file.
        make: converts a term of pyoxigraph.

    Raises:
        QueryRefused: it is the result of an ASK.
        SyntaxError: it is not a query result.
        MemoryError: see :func:`is_value_too_long`.
    """
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        raise QueryRefused("expected a SELECT query")
    term = _Terms(make).__getitem__
    return tuple(variable.value for variable in found.variables), (tuple(map(term, row)) for row in found)


def triples(source: Any, format: pyoxigraph.RdfFormat) -> list[Triple]:
    """Return the triples of a CONSTRUCT or DESCRIBE, each once."""
    found: dict[Triple, None] = {}
    with many():
        for quad in pyoxigraph.parse(source, format=format):
            triple = from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object)
            found[triple] = None
        return list(found)


def is_value_too_long(error: BaseException) -> bool:
    """Return whether reading failed at a single value that is too long for pyoxigraph.

    >>> is_value_too_long(MemoryError("Reached the buffer maximal size of 16777216"))
    True
    """
    return isinstance(error, MemoryError) and "buffer" in str(error)
