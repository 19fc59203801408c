"""N-Triples: one full triple per line, sorted. It names no graph, so it is also N-Quads."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export.sorted_lines import batches, in_order
from kg.export.spelling import Triples, checked
from kg.namespaces import DATA


def chunks(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graph as N-Triples, which every RDF tool reads and ``diff`` compares.

    >>> from types import SimpleNamespace
    >>> from kg.store.terms import iri, literal
    >>> triple = (iri("https://example.org/a"), iri("https://example.org/b"), literal("c", language="EN"))
    >>> print("".join(chunks(SimpleNamespace(triples=lambda: [triple]))), end="")
    <https://example.org/a> <https://example.org/b> "c"@en .
    """
    return batches(in_order(_lines(store, base)))


def _lines(store: Triples, base: str) -> Iterator[str]:
    for triple in store.triples():
        subject, predicate, object_ = checked(triple, base)
        yield f"{subject.n3()} {predicate.n3()} {object_.n3()} ."
