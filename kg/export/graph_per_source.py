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

from kg.export.sorted_lines import batches, in_order
from kg.export.spelling import Triples, checked
from kg.export.turtle import Abbreviations
from kg.namespaces import DATA, RDF, WSW
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
    lines = _lines(store, base, names.spelled, "a")
    yield "".join(f"@prefix {prefix}: <{names.used[prefix]}> .\n" for prefix in sorted(names.used))
    for graph, group in groupby(lines, key=lambda line: line.partition(_BETWEEN)[0]):
        yield f"\n<{graph}> {{\n"
        yield from batches(f"  {line.partition(_BETWEEN)[2]} ." for line in group)
        yield "}\n"


def nquads(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graphs as N-Quads, one after the other; for the arguments see :func:`trig`."""
    lines = _lines(store, base, Term.n3, f"<{RDF.type}>")
    return batches(f"{line} <{graph}> ." for graph, _, line in (each.partition(_BETWEEN) for each in lines))


def _lines(store: Triples, base: str, spelled: Callable[[Term], str], verb: str) -> Iterator[str]:
    """Yield graph and triple of each line, in order."""
    owners = Owners(store, base)

    def written() -> Iterator[str]:
        for triple in store.triples():
            subject, predicate, value = checked(triple, base)
            name = verb if predicate.value == RDF.type else spelled(predicate)
            yield f"{owners.of(subject.value)}{_BETWEEN}{spelled(subject)} {name} {spelled(value)}"

    return in_order(written())


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
        for triple in store.triples():
            predicate = triple[1].value
            if predicate in _UPWARD:
                child, _, parent = checked(triple, base)
            elif predicate in _DOWNWARD:
                parent, _, child = checked(triple, base)
            else:
                continue
            if predicate == WSW.reportedIn:
                self._sources.add(parent.value)
            self._add(child.value, parent.value)

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
