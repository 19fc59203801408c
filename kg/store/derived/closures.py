"""Transitive triples of the scheme of issues, stored so that no query needs a property path.

There are two kinds: the broader issues of each issue, directly or through others (:func:`update_broader`),
and the issues that each issue furthers or works against (:func:`update_directions`), to which its stances
count.
"""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.model.closure import closure
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried
from kg.namespaces import RDF, SKOS, WSW
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest
from kg.store.terms import iri

#: The effect of each coded direction on a stance.
CODED = {WSW.furthers: FURTHERS, WSW.worksAgainst: WORKS_AGAINST}
#: The properties of transitive directions.
TRANSITIVE = (WSW.furthersTransitive, WSW.worksAgainstTransitive)


def update_broader(graph: pyoxigraph.Store, harvest: Harvest, changes: Changes) -> None:
    """Add missing ``skos:broaderTransitive`` triples; none are removed.

    A concept that is broader than itself, as in some published thesauri, does not get itself.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    for narrow, broad in harvest.tables.execute("SELECT node, value FROM broader"):
        broader[narrow].add(broad)
    for narrow, found in closure(broader):
        for broad in found:
            quad = Quad(NamedNode(narrow), NamedNode(SKOS.broaderTransitive), NamedNode(broad))
            if broad != narrow and quad not in graph:
                changes.add(narrow, [(SKOS.broaderTransitive, iri(broad).n3())])


def update_directions(graph: pyoxigraph.Store, changes: Changes) -> None:
    """Update the transitive directions from the coded ones."""
    coded: dict[str, dict[str, int]] = defaultdict(dict)
    for term, side in CODED.items():
        for one, other in _pairs(graph, term):
            known = coded[one].get(other, side)
            coded[one][other] = side if known == side else 0
    topics = {
        quad.subject.value
        for quad in graph.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(WSW.Topic), DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    }
    found = carried(coded, topics)
    stored = {one for term in TRANSITIVE for one, _ in _pairs(graph, term)}
    for issue in sorted(stored | found.keys()):
        reached = found.get(issue, {})
        for term, sides in ((WSW.furthersTransitive, (1, 0)), (WSW.worksAgainstTransitive, (-1, 0))):
            changes.set(issue, term, [iri(other).n3() for other, side in reached.items() if side in sides])


def _pairs(graph: pyoxigraph.Store, term: str) -> list[tuple[str, str]]:
    """The subjects and values of a property, where both are IRIs."""
    return [
        (quad.subject.value, quad.object.value)
        for quad in graph.quads_for_pattern(None, NamedNode(term), None, DefaultGraph())
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    ]
