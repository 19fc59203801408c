"""Reading rows, truth values and triples from response bodies.

JSON is requested because its end is visible: a server that runs out of time after the first row has already
sent status 200 and can only stop. Incomplete CSV would look complete.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph

from kg.errors import QueryRefused
from kg.namespaces import XSD
from kg.store import results, tsv
from kg.store.endpoint.body import Source
from kg.store.terms import Term, Triple, from_oxigraph, literal

JSON = results.JSON
#: Requested media types, and those accepted in a response.
ROWS_ACCEPT = "application/sparql-results+json"
TRIPLES_ACCEPT = "application/n-triples, text/turtle;q=0.8"
_ROWS = frozenset((ROWS_ACCEPT, "application/json", "application/x-sparql-results+json"))
_TRIPLES = {
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "text/ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "text/plain": pyoxigraph.RdfFormat.N_TRIPLES,
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/x-turtle": pyoxigraph.RdfFormat.TURTLE,
}
_SPELLED = {
    literal("1", XSD.boolean): literal("true", XSD.boolean),
    literal("0", XSD.boolean): literal("false", XSD.boolean),
}


def is_rows(kind: str) -> bool:
    """Return whether a media type is SPARQL results in JSON."""
    return kind in _ROWS


def is_triples(kind: str) -> bool:
    """Return whether a media type is N-Triples or Turtle."""
    return kind in _TRIPLES


def solutions(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """Return the columns and rows of a SELECT; see :func:`kg.store.results.solutions`."""
    return results.solutions(source, _spelled_out if source.numerals else from_oxigraph)


def _spelled_out(value: object) -> Term:
    found = from_oxigraph(value)
    return _SPELLED.get(found, found) if found.datatype == XSD.boolean else found


def truth(source: Source) -> bool:
    """Return the result of an ASK; errors as for :func:`solutions`. Virtuoso 7.2.5 returns it as a row."""
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    if [variable.value for variable in found.variables] == ["__ASK_RETVAL"]:
        return any(value is not None and from_oxigraph(value).value == "1" for row in found for value in row)
    raise QueryRefused("expected an ASK query")


def table(source: Source) -> tuple[bytes, tuple[str, ...], int]:
    """Return the rows of a SELECT as TSV, its columns, and the number of rows."""
    if source.numerals:
        columns, rows = solutions(source)
        written = tsv.written(columns, rows)
    else:
        found = pyoxigraph.parse_query_results(source, format=JSON)
        if isinstance(found, pyoxigraph.QueryBoolean):
            raise QueryRefused("expected a SELECT query")
        columns = tuple(variable.value for variable in found.variables)
        written = bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b"")
    return written, columns, written.count(b"\n") - 1


def triples(source: Source, kind: str) -> list[Triple]:
    """Return the triples of a CONSTRUCT or DESCRIBE, each once."""
    return results.triples(source, _TRIPLES[kind])
