"""Every broader issue of each issue, stored, so that no question needs a property path."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.model.closure import closure
from kg.namespaces import SKOS
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest
from kg.store.terms import iri


def renew(graph: pyoxigraph.Store, harvest: Harvest, changes: Changes) -> None:
    """Add the ``skos:broaderTransitive`` triples that are missing; nothing is taken away.

    A concept that is broader than itself, as thesauri of others have it, is given all but itself.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    for narrow, broad in harvest.tables.execute("SELECT node, value FROM broader"):
        broader[narrow].add(broad)
    for narrow, found in closure(broader):
        for broad in found:
            quad = Quad(NamedNode(narrow), NamedNode(SKOS.broaderTransitive), NamedNode(broad))
            if broad != narrow and quad not in graph:
                changes.add(narrow, [(SKOS.broaderTransitive, iri(broad).n3())])
