"""Relations between entities: stored as a triple while a record that counts asserts them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest

_QUERY: Final = Path(__file__).with_name("relations.rq")


def update(graph: pyoxigraph.Store, harvest: Harvest, changes: Changes) -> None:
    """Add missing triples, and remove those that no record supports any more."""
    gone = {node for (node,) in harvest.tables.execute("SELECT node FROM gone")}
    asserted: dict[Quad, bool] = {}
    found = graph.query(_QUERY.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    for subject, predicate, value, record in found:
        if all(isinstance(term, NamedNode) for term in (subject, predicate, record)):
            quad = Quad(subject, predicate, value)
            asserted[quad] = asserted.get(quad, False) or record.value not in gone
    for quad, counts in asserted.items():
        if counts and quad not in graph:
            changes.add(quad.subject.value, [(quad.predicate.value, str(quad.object))])  # type: ignore[union-attr]
        elif not counts and quad in graph:
            changes.remove(quad)
