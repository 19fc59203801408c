"""pyoxigraph as a store: a graph in memory, or a RocksDB folder opened for reading.

All triples are in the default graph, as :mod:`kg.store.loading` writes them. pyoxigraph can also query the
union of all graphs, but counts a triple once for each graph that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph

from kg.containment import inside, refuse_special, workspace_of
from kg.errors import QueryRefused, QuerySyntaxError, StoreDamaged, StoreError
from kg.store.base import DEFAULT_LIMIT, Answer, Result, Store
from kg.store.deadline import Abandoned, check, within
from kg.store.guard import query_kind
from kg.store.memory import Bound
from kg.store.terms import Triple, from_oxigraph

T = TypeVar("T")
#: Bytes of N-Triples from which a snapshot (:mod:`kg.store.snapshot`) saves time: reading them takes 0.1 s.
LARGE = 4_000_000
#: Number of triples between checks of the time.
_LOOK = 4096
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


class OxigraphStore(Store):
    """A pyoxigraph ``Store`` as a store."""

    def __init__(self, label: str, engine: pyoxigraph.Store, triples: int | None = None) -> None:
        super().__init__(label)
        self._engine: pyoxigraph.Store | None = engine
        self._triples = triples

    @property
    def engine(self) -> pyoxigraph.Store:
        """The open pyoxigraph store.

        Raises:
            StoreError: the store is closed.
        """
        if self._engine is None:
            raise StoreError("the store is closed", where=self.label)
        return self._engine

    def tsv(self, sparql: str, *, limit: float | None = DEFAULT_LIMIT) -> bytes:
        """As in :class:`Store`, but written by the engine, which is about ten times as fast."""
        return self._within(limit, lambda engine, _: _tsv(engine, sparql), sparql)

    def _evaluate(self, sparql: str, limit: float | None) -> Answer:
        return self._within(limit, lambda engine, abandoned: _answer(engine, sparql, abandoned), sparql)

    def _confined(self, sparql: str, limit: float | None, bound: Bound) -> Answer:
        from kg.store import sandbox

        engine = self.engine
        if not sandbox.is_possible():
            return self._evaluate(sparql, limit)
        return self._translated(lambda: sandbox.answer(engine, sparql, limit, bound), sparql)

    def _within(
        self, limit: float | None, work: Callable[[pyoxigraph.Store, Abandoned], T], sparql: str
    ) -> T:
        engine, bound = self.engine, Bound(self.memory_of_all)
        return self._translated(
            lambda: within(limit, lambda abandoned: work(engine, abandoned), bound.check), sparql
        )

    def _translated(self, work: Callable[[], T], sparql: str) -> T:
        """Run ``work``; errors of the engine become those of a store."""
        try:
            return work()
        except SyntaxError as error:
            raise _syntax_error(sparql, str(error)) from None
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the engine failed: {error}", where=self.label) from error

    def triples(self) -> Iterator[Triple]:
        """Yield each triple of the store once.

        Raises:
            OutOfTime: the time of the current question is over.
        """
        quads = self.engine.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())
        for number, quad in enumerate(quads):
            if number % _LOOK == 0:
                check()
            yield from_oxigraph(quad.subject), from_oxigraph(quad.predicate), from_oxigraph(quad.object)

    def lines(self) -> Iterator[bytes] | None:
        """As in :class:`Store`; the engine writes while the caller works on what has come."""
        from kg.store import dump  # questions do not need it

        return self._dumped(dump.lines(self.engine)) if dump.is_possible() else None

    def _dumped(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from lines
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the engine failed: {error}", where=self.label) from error

    def count(self) -> int:
        """Return the number of triples; in a large store, counting takes seconds unless it is known."""
        engine = self.engine
        if self._triples is not None:
            return self._triples
        if next(iter(engine.named_graphs()), None) is None:
            return len(engine)
        value = self.select(_COUNT, limit=None).rows[0][0]
        return 0 if value is None else int(value.value)

    def close(self) -> None:
        """Release the engine, which closes its files."""
        self._engine = None
        if self.index is not None:
            self.index.close()


def in_memory(path: Path, label: str) -> OxigraphStore:
    """Read an N-Triples file written by kg into memory.

    Raises:
        StoreError: the file cannot be read.
        StoreDamaged: the file is not N-Triples.
        OutOfTime: the time of the current question is over.
        OutsideWorkspace: the path leads out of its workspace.
    """
    engine = pyoxigraph.Store()
    real = inside(path)
    try:
        if workspace_of(path) is not None:
            refuse_special(real.stat(), path)
        within(
            None, lambda abandoned: engine.bulk_load(path=str(real), format=pyoxigraph.RdfFormat.N_TRIPLES)
        )
    except SyntaxError as error:
        raise StoreDamaged(
            f"not valid N-Triples: {error.msg}", where=str(path), hint="build it again: kg build"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror or error}", where=str(path)) from None
    return OxigraphStore(label, engine)


def on_disk(folder: Path, label: str, triples: int | None = None) -> OxigraphStore:
    """Open the RocksDB folder of a generation for reading.

    Args:
        folder: the folder.
        label: name of the store in messages.
        triples: number of triples, if known.

    Raises:
        FileNotFoundError: the folder does not exist, or has just been removed.
        StoreDamaged: the database is damaged.
        StoreError: the folder cannot be read.
    """
    try:
        engine = pyoxigraph.Store.read_only(str(folder))
    except FileNotFoundError:
        raise
    except PermissionError as error:
        raise StoreError(f"cannot be read: {error}", where=str(folder)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreDamaged(
            f"the database is damaged: {error}",
            where=str(folder),
            hint="build it again (kg build), or load the files with kg load --replace",
        ) from None
    store = OxigraphStore(label, engine, triples)
    store.by_subject = True
    return store


def _tsv(engine: pyoxigraph.Store, sparql: str) -> bytes:
    found = engine.query(sparql)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise QueryRefused("expected a SELECT query")
    return bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b"")


def _answer(engine: pyoxigraph.Store, sparql: str, abandoned: Abandoned) -> Answer:
    found = engine.query(sparql)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    if isinstance(found, pyoxigraph.QueryTriples):
        triples: dict[Triple, None] = {}
        for s, p, o in found:
            if abandoned():
                break
            triples[from_oxigraph(s), from_oxigraph(p), from_oxigraph(o)] = None
        return list(triples)
    columns = tuple(variable.value for variable in found.variables)
    rows = []
    for solution in found:
        if abandoned():
            break
        rows.append(tuple([None if term is None else from_oxigraph(term) for term in solution]))
    return Result(columns, rows)


#: Maximum number of expected tokens that an error lists.
_TOKENS = 8


def _syntax_error(sparql: str, message: str) -> QuerySyntaxError:
    import re

    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if found is None:
        return QuerySyntaxError(f"the SPARQL does not parse: {message}")
    try:
        query_kind(sparql)
    except QuerySyntaxError as error:
        return error
    line, column, what = int(found[1]), int(found[2]), " ".join(found[3].split())
    text = next(iter(sparql.split("\n")[line - 1 : line]), "")[: column - 1].strip()
    if "Prefix not found" in what:
        what, hint = "undeclared prefix", "declare it: " + _prefix_hint(sparql)
    else:
        what = re.sub(r",? \[_\]", "", what)  # any character: says nothing to a person
        if what.count(", ") > _TOKENS:
            what = "unexpected text, or the end of the query"
        hint = f"the parser got this far: {text[-80:]}" if text else "is the query complete?"
    return QuerySyntaxError(
        f"the SPARQL does not parse: {what}", where=f"line {line}, column {column}", hint=hint
    )


def _prefix_hint(sparql: str) -> str:
    import re

    from kg.namespaces import PREFIXES

    used = set(re.findall(r"([A-Za-z][\w.-]*):", sparql))
    declared = set(re.findall(r"prefix\s+([\w.-]*):", sparql, re.IGNORECASE))
    missing = sorted((used - declared) & PREFIXES.keys())
    return " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in missing) or "PREFIX name: <IRI>"
