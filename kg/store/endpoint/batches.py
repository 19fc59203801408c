"""Batches of triples from files, always the same ones for the same files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Quad

from kg.errors import LoadError
from kg.store import rdf_formats as formats

#: Triples per batch: about 2 MB, which every server accepts in one request.
SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some triples of one graph.

    Attributes:
        graph: IRI of their named graph; None for the graph that the user named, or the default graph.
        body: the triples in N-Triples, which is also Turtle.
        triples: number of triples.
        file: the file that they come from.
    """

    graph: str | None
    body: bytes
    triples: int
    file: Path


def batches(
    files: Sequence[Path],
    *,
    keep_graphs: bool = False,
    base_iri: str | None = None,
    on_read: Callable[[int], None] | None = None,
    size: int = SIZE,
) -> Iterator[Batch]:
    """Yield the triples of files in batches.

    Args:
        files: as for :func:`kg.store.loading.load`.
        keep_graphs: keep the named graphs of TriG and N-Quads; otherwise all triples go to one graph.
        base_iri: base of relative IRIs.
        on_read: called with the number of bytes after each read.
        size: triples per batch.

    Raises:
        LoadError: see :func:`kg.store.rdf_formats.quads`; or there is a blank node, which would become two
            in two batches.
    """
    for file in files:
        graph: str | None = None
        held: list[pyoxigraph.Triple] = []
        for quad in _once(formats.quads(file, base_iri=base_iri, on_read=on_read), keep_graphs):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise LoadError(
                    "blank nodes cannot be sent to an endpoint, because each batch would create new ones",
                    where=str(file),
                    hint=f"give the node with {quad.predicate} an IRI, or use the loader of the server",
                )
            name = None if quad.graph_name == DefaultGraph() else str(quad.graph_name.value)  # type: ignore[union-attr]
            if held and (name != graph or len(held) == size):
                yield _batch(graph, held, file)
                held = []
            graph = name
            held.append(quad.triple)
        if held:
            yield _batch(graph, held, file)


def _batch(graph: str | None, triples: list[pyoxigraph.Triple], file: Path) -> Batch:
    body = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Batch(graph, bytes(body or b""), len(triples), file)


def _once(quads: Iterable[Quad], keep_graphs: bool) -> Iterator[Quad]:
    """Each quad once, without the copies of named graphs in the default graph."""
    again = False
    for quad in quads:
        named = quad.graph_name != DefaultGraph()
        if named == keep_graphs or not (named or again):
            yield quad
        again = named
