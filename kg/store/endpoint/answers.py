"""A body that comes over the network, read as rows, a truth value or triples while it comes.

JSON is asked for because it shows where it ends: a server that runs out of time after the first row has
said 200 already and can only stop. CSV that stops looks whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import pyoxigraph

from kg.errors import EndpointError, OutOfTime, QueryRefused
from kg.namespaces import XSD
from kg.store.endpoint import refusals
from kg.store.endpoint.words import is_page, speaks_of_time
from kg.store.terms import Term, Triple, from_oxigraph, literal

if TYPE_CHECKING:
    import httpx

    from kg.store.endpoint.patience import Patience
    from kg.store.endpoint.refusals import Asked

JSON = pyoxigraph.QueryResultsFormat.JSON
#: What is asked for, and what an answer may call itself.
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
_KEPT = 600
_CHUNK = 1 << 16


class Source(io.BufferedReader):
    """A body as pyoxigraph reads it.

    Attributes:
        numerals: whether truth values come as 1 and 0, whatever was loaded: Virtuoso has no others.
        repeats: whether a row of a SELECT DISTINCT can come more than once: in Virtuoso some do that have
            two columns without a value.
    """

    numerals = False
    repeats = False


class Body(io.RawIOBase):
    """What of an answer has come so far, as a file; remembers how it began and ended.

    Args:
        response: an answer that has not been read.
        patience: stops the reading when the time is over.
        asked: the endpoint, and how many bytes are taken in.
    """

    def __init__(self, response: httpx.Response, patience: Patience, asked: Asked) -> None:
        self._chunks = response.iter_bytes(_CHUNK)
        self._rest = memoryview(b"")
        self._patience = patience
        self._left = asked.settings.answer_bytes
        self._where = asked.where
        self.begin = self.end = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        """That it is for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with what has come; 0 at the end."""
        target = memoryview(cast(bytearray, buffer))
        while not self._rest:
            try:
                self._patience.check()
                chunk = next(self._chunks, None)
            except BaseException as error:  # a parser on the way may make another one of it
                self.failure = error
                raise
            if chunk is None:
                return 0
            self._take(chunk)
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _take(self, chunk: bytes) -> None:
        self._left -= len(chunk)
        if self._left < 0:
            self.failure = EndpointError(
                "the answer is larger than what is taken in",
                where=self._where,
                hint="narrow the query; answer-bytes under [endpoint] in kg.toml is the limit",
            )
            raise self.failure
        if len(self.begin) < _KEPT:
            self.begin = (self.begin + chunk)[:_KEPT]
        self.end = (self.end + chunk)[-_KEPT:] if len(chunk) < _KEPT else chunk[-_KEPT:]
        self._rest = memoryview(chunk)


@contextmanager
def reading(response: httpx.Response, patience: Patience, asked: Asked) -> Iterator[Source]:
    """The body as a file, whose faults become errors that a user can act on.

    Raises:
        OutOfTime: the time is over, here or there.
        EndpointError: the body is cut off, or is something else.
    """
    body = Body(response, patience, asked)
    try:
        source = Source(body, _CHUNK)
        source.numerals = source.repeats = response.headers.get("server", "").startswith("Virtuoso")
        yield source
    except Exception as error:
        if body.failure is not None:
            raise body.failure from None
        if isinstance(error, SyntaxError | MemoryError | ValueError):
            raise _unreadable(body, str(getattr(error, "msg", error)), asked) from None
        raise


def _unreadable(body: Body, problem: str, asked: Asked) -> EndpointError | OutOfTime:
    begin, end = body.begin.decode("utf-8", "replace"), body.end.decode("utf-8", "replace")
    # What follows the last row is no data, and may say why there are no more.
    after = max(end.rfind(mark) for mark in '}]["\n') + 1
    if speaks_of_time(end[after:]):
        return refusals.out_of_time(end[after:], asked)
    if not begin.lstrip().startswith(("{", "[")) and not begin.lstrip().startswith(
        ("<http", "_:", "@prefix")
    ):
        return not_an_answer(begin, None, asked)
    return EndpointError(
        f"the answer is cut off or damaged: {asked.words(problem)}",
        where=asked.where,
        hint="try again; if it happens again, the server gives up half-way: ask for less, or look at its log",
    )


def not_an_answer(begin: str, kind: str | None, asked: Asked) -> EndpointError:
    """What to say of a body that is no answer to a query.

    Args:
        begin: its first characters.
        kind: what it calls itself.
        asked: the endpoint.
    """
    said = asked.words(begin)
    what = "a page for a browser" if is_page(begin) else f"{kind or 'text'} that is no answer to a query"
    return EndpointError(
        f"gives {what}" + (f": {said[:200]}" if said else ""),
        where=asked.where,
        hint="is it the address of the endpoint itself, and not of a page about it, or of a log-in?",
    )


def kind_of(response: httpx.Response) -> str:
    """What the answer calls itself, without parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def is_rows(kind: str) -> bool:
    """Whether it calls itself SPARQL results in JSON."""
    return kind in _ROWS


def is_triples(kind: str) -> bool:
    """Whether it calls itself N-Triples or Turtle."""
    return kind in _TRIPLES


def solutions(source: Source) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """The columns and rows of a SELECT, one after the other.

    Raises:
        QueryRefused: it is the answer to an ASK.
        SyntaxError: it is none.
    """
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        raise QueryRefused("a SELECT was expected, and the query is of another kind")
    term = _spelled_out if source.numerals else from_oxigraph
    return tuple(variable.value for variable in found.variables), (
        tuple([None if value is None else term(value) for value in row]) for row in found
    )


def _spelled_out(value: object) -> Term:
    found = from_oxigraph(value)
    return _SPELLED.get(found, found) if found.datatype == XSD.boolean else found


def truth(source: Source) -> bool:
    """The answer to an ASK; errors as of :func:`solutions`. Virtuoso 7.2.5 gives it as a row of a table."""
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    if [variable.value for variable in found.variables] == ["__ASK_RETVAL"]:
        return any(value is not None and from_oxigraph(value).value == "1" for row in found for value in row)
    raise QueryRefused("an ASK was expected, and the query is of another kind")


def table(source: Source) -> tuple[bytes, int]:
    """The rows of a SELECT as CSV, written by pyoxigraph while they come, and how many they are."""
    if source.numerals:
        return _table(*solutions(source))
    found = pyoxigraph.parse_query_results(source, format=JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        raise QueryRefused("a SELECT was expected, and the query is of another kind")
    written = bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.CSV) or b"")
    if b'"' not in written:
        return written, written.count(b"\n") - 1
    return written, sum(1 for _ in csv.reader(io.StringIO(written.decode(), newline=""))) - 1


def _table(columns: tuple[str, ...], rows: Iterator[tuple[Term | None, ...]]) -> tuple[bytes, int]:
    text, count = io.StringIO(newline=""), 0
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        count += 1
        writer.writerow(["" if term is None else term.value for term in row])
    return text.getvalue().encode(), count


def triples(source: Source, kind: str) -> list[Triple]:
    """The triples of a CONSTRUCT or DESCRIBE, each once."""
    found: dict[Triple, None] = {}
    for quad in pyoxigraph.parse(source, format=_TRIPLES[kind]):
        found[from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object)] = None
    return list(found)
