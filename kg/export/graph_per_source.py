"""TriG and N-Quads with a graph for each source, for engines whose rights or updates are per graph.

A triple is in the graph of its subject. A source's graph holds the source itself, what is reported in it
(``wsw:reportedIn``: statements, narrated claims, attributions, contrasts), and what belongs only to these:
readings, characterizations, passages and quotations. One more graph holds everything else: actors, issues,
measures and other things that several sources mention, the relations and figures that they support, coders,
and derived data, such as positions. It also holds what would belong to two sources.

Each triple is in exactly one graph, and the graphs together hold the same triples as the other formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from kg.export.ntriples import joined, text
from kg.export.sorted_lines import in_chunks, texts_in_order
from kg.export.spelling import Triples, checked, portable
from kg.export.subjects import by_subject
from kg.export.turtle import Abbreviations, of_subject
from kg.namespaces import DATA, WSW
from kg.store import tsv
from kg.store.oxigraph import OxigraphStore
from kg.store.terms import Term

#: Path under the base for the graph of what belongs to no source.
SHARED = "graph/shared"

_UPWARD = frozenset((WSW.reportedIn, WSW.readingOf, WSW.characterizedIn))
_DOWNWARD = frozenset((WSW.passage, WSW.quotation))
_DEPTH = 8
_BETWEEN = "\t"  # not in any IRI, and sorts before all their characters


def trig(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graphs as TriG, each in braces, one statement per line.

    Args:
        store: yields the triples, twice.
        base: the common beginning of the workspace's IRIs.
    """
    names = Abbreviations(base)
    pairs = _sorted(store, base, of_subject(names), "  {} .".format)
    yield "".join(f"@prefix {prefix}: <{names.used[prefix]}> .\n" for prefix in sorted(names.used))
    for graph, group in groupby(pairs, key=lambda pair: pair[0].partition(_BETWEEN)[0]):
        yield f"\n<{graph}> {{\n"
        yield from in_chunks(group)
        yield "}\n"


def nquads(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graphs as N-Quads, one after the other; for the arguments see :func:`trig`."""
    return in_chunks(_sorted(store, base, lambda start, lines: (start, lines), "{} <{}> .".format))


def _sorted(
    store: Triples,
    base: str,
    write: Callable[[str, list[str]], tuple[str, list[str]]],
    in_graph: Callable[[str, str], str],
) -> Iterator[tuple[str, str]]:
    """Graph and subject, and the lines of the subject, in order.

    Args:
        store: yields the triples, twice.
        base: the common beginning of the workspace's IRIs.
        write: turns the lines of a subject, and their beginning, into those of the format.
        in_graph: makes a line of a line without its full stop and the graph.
    """
    owners = Owners(store, base)

    def texts() -> Iterator[tuple[str, str]]:
        for start, lines in by_subject(store, base):
            graph = owners.of(start[1:-2])
            subject, body = write(start, lines)
            yield f"{graph}{_BETWEEN}{subject}", text([in_graph(line[:-2], graph) for line in body])

    return texts_in_order(texts(), joined)


class Owners:
    """The graph of each subject.

    Args:
        store: yields the triples that decide it.
        base: the common beginning of the workspace's IRIs.
    """

    def __init__(self, store: Triples, base: str) -> None:
        self.shared = base + SHARED
        self._sources: set[str] = set()
        self._above: dict[str, str | tuple[str, ...]] = {}
        for subject, predicate, value in _relations(store, base):
            child, parent = (value, subject) if predicate in _DOWNWARD else (subject, value)
            if predicate == WSW.reportedIn:
                self._sources.add(parent)
            self._add(child, parent)

    def of(self, subject: str) -> str:
        """Return the graph of a subject."""
        found = self._found(subject, _DEPTH)
        return next(iter(found)) if len(found) == 1 else self.shared

    def _add(self, child: str, parent: str) -> None:
        before = self._above.get(child, ())
        if not before:
            self._above[child] = parent
        else:
            self._above[child] = (*((before,) if isinstance(before, str) else before), parent)

    def _found(self, subject: str, depth: int) -> set[str]:
        if subject in self._sources:
            return {subject}
        above = self._above.get(subject, ())
        if depth == 0 or not above:
            return {self.shared}
        return {
            name
            for parent in ((above,) if isinstance(above, str) else above)
            for name in self._found(parent, depth - 1)
        }


def _relations(store: Triples, base: str) -> Iterator[tuple[str, str, str]]:
    """The subject, predicate and object of the triples that decide the graph of a subject."""
    wanted = _UPWARD | _DOWNWARD
    if not isinstance(store, OxigraphStore):
        for triple in store.triples():
            if triple[1].value in wanted:
                subject, predicate, value = (term.value for term in checked(triple, base))
                yield subject, predicate, value
        return
    for predicate in sorted(wanted):
        rows = store.tsv(f"SELECT ?subject ?value {{ ?subject <{predicate}> ?value }}", limit=None)
        for row in rows.decode("utf-8", "surrogatepass").split("\n")[1:-1]:
            subject, _, value = row.partition("\t")
            yield _name(subject, base), predicate, _name(value, base)


def _name(cell: str, base: str) -> str:
    """The IRI of a cell, or the value of a literal."""
    term = Term("bnode", cell[2:]) if cell.startswith("_:") else Term("iri", tsv.value(cell))
    return portable(term, base).value
