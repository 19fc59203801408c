"""TriG and N-Quads with a graph for each source, for engines in which rights or updates go by graph.

A triple stands where its subject belongs. To a source belongs the source itself, what is reported in it
(``wsw:reportedIn``: statements, narrated claims, attributions, contrasts), and what belongs to one of these
alone: its readings, characterizations, passages and quotations. All else stands in one graph more: actors,
issues, measures and other things that several sources speak of, the relations and figures that they back,
coders, and what is derived, such as positions. What would belong to two sources stands there too.

Each triple stands in one graph, and the graphs together hold what the other formats hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from kg.export.sorted_lines import batches, in_order
from kg.export.spelling import Triples, checked
from kg.export.turtle import Abbreviations
from kg.namespaces import DATA, RDF, WSW
from kg.store.terms import Term

#: Under the base, the name of the graph of what belongs to no source.
SHARED = "graph/shared"

_UPWARD = frozenset((WSW.reportedIn, WSW.readingOf, WSW.characterizedIn))
_DOWNWARD = frozenset((WSW.passage, WSW.quotation))
_DEPTH = 8
_BETWEEN = "\t"  # in no IRI, and before every character of one


def trig(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """The graphs as TriG, each in its braces, one statement a line.

    Args:
        store: gives the triples, twice.
        base: IRI under which the workspace's entities live.
    """
    names = Abbreviations(base)
    lines = _lines(store, base, names.spelled, "a")
    yield "".join(f"@prefix {prefix}: <{names.used[prefix]}> .\n" for prefix in sorted(names.used))
    for graph, group in groupby(lines, key=lambda line: line.partition(_BETWEEN)[0]):
        yield f"\n<{graph}> {{\n"
        yield from batches(f"  {line.partition(_BETWEEN)[2]} ." for line in group)
        yield "}\n"


def nquads(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """The graphs as N-Quads, one after the other; arguments as of :func:`trig`."""
    lines = _lines(store, base, Term.n3, f"<{RDF.type}>")
    return batches(f"{line} <{graph}> ." for graph, _, line in (each.partition(_BETWEEN) for each in lines))


def _lines(store: Triples, base: str, spelled: Callable[[Term], str], verb: str) -> Iterator[str]:
    """Graph and triple of each line, in order."""
    owners = Owners(store, base)

    def written() -> Iterator[str]:
        for triple in store.triples():
            subject, predicate, value = checked(triple, base)
            name = verb if predicate.value == RDF.type else spelled(predicate)
            yield f"{owners.of(subject.value)}{_BETWEEN}{spelled(subject)} {name} {spelled(value)}"

    return in_order(written())


class Owners:
    """Which graph each subject belongs to.

    Args:
        store: gives the triples that say so.
        base: IRI under which the workspace's entities live.
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
        """The graph that a subject belongs to."""
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
