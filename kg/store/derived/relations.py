"""Relations between entities: stored as a triple while a record that counts asserts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import product
from pathlib import Path
from typing import Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from kg.namespaces import PROV, RDF, WSW
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest

#: The properties of a relation's record.
PARTS: Final = (RDF.subject, RDF.predicate, RDF.object, WSW.backedBy)
_QUERY: Final = Path(__file__).with_name("relations.rq")
_SUBJECT, _PREDICATE, _OBJECT, _BACKED_BY = (NamedNode(term) for term in PARTS)
_DEFAULT: Final = DefaultGraph()


def update(graph: pyoxigraph.Store, harvest: Harvest, changes: Changes) -> None:
    """Add missing triples, and remove those that no record supports any more."""
    gone = {node for (node,) in harvest.tables.execute("SELECT node FROM gone")}
    found = graph.query(_QUERY.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    asserted: dict[Quad, bool] = {}
    for subject, predicate, value, record in found:
        if all(isinstance(term, NamedNode) for term in (subject, predicate, record)):
            quad = Quad(subject, predicate, value)
            asserted[quad] = asserted.get(quad, False) or record.value not in gone
    _update(graph, asserted, changes)


def update_some(
    graph: pyoxigraph.Store,
    records: Iterable[NamedNode | BlankNode],
    quads: Iterable[Quad],
    changes: Changes,
) -> None:
    """Update the triples that some records assert, and some other triples if any record asserts them."""
    asserted = {quad for record in records for quad in _asserted(graph, record)}
    known: dict[NamedNode, bool] = {}
    for quad in quads:
        if quad.predicate not in known:
            known[quad.predicate] = _has(graph, None, _PREDICATE, quad.predicate)
        if known[quad.predicate] and isinstance(quad.subject, NamedNode):
            asserted.add(quad)
    found: dict[Quad, bool] = {}
    for quad in asserted:
        backed = [_counts(graph, record) for record in _records(graph, quad)]
        if backed:
            found[quad] = any(backed)
    _update(graph, found, changes)


def _update(graph: pyoxigraph.Store, asserted: dict[Quad, bool], changes: Changes) -> None:
    """Add the triples that a record supports, and remove the others."""
    for quad, counts in asserted.items():
        if counts and quad not in graph:
            changes.add_quad(quad)
        elif not counts and quad in graph:
            changes.remove(quad)


def _asserted(graph: pyoxigraph.Store, relation: NamedNode | BlankNode) -> Iterator[Quad]:
    """The triples that a record of a relation asserts."""
    parts = [_values(graph, relation, term) for term in (_SUBJECT, _PREDICATE, _OBJECT)]
    for subject, predicate, value in product(*parts):
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            yield Quad(subject, predicate, value)


def _records(graph: pyoxigraph.Store, quad: Quad) -> Set[NamedNode]:
    """The statements and claims that back a triple."""
    kind, record = NamedNode(RDF.type), NamedNode(WSW.RelationRecord)
    found = set()
    for its in graph.quads_for_pattern(None, _OBJECT, quad.object, _DEFAULT):
        relation = its.subject
        wanted = ((_SUBJECT, quad.subject), (_PREDICATE, quad.predicate), (kind, record))
        if all(Quad(relation, term, value) in graph for term, value in wanted):
            found |= {node for node in _values(graph, relation, _BACKED_BY) if isinstance(node, NamedNode)}
    return found


def _counts(graph: pyoxigraph.Store, record: NamedNode) -> bool:
    """Whether a record is neither superseded nor retracted."""
    times = _values(graph, record, NamedNode(PROV.invalidatedAtTime))
    return not any(isinstance(time, Literal) for time in times) and not _has(
        graph, None, NamedNode(PROV.wasRevisionOf), record
    )


def _values(graph: pyoxigraph.Store, node: Any, term: NamedNode) -> list[Any]:
    return [quad.object for quad in graph.quads_for_pattern(node, term, None, _DEFAULT)]


def _has(graph: pyoxigraph.Store, subject: None, term: NamedNode, value: NamedNode) -> bool:
    return next(iter(graph.quads_for_pattern(subject, term, value, _DEFAULT)), None) is not None
