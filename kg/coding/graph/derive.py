"""Triples derived from the records of a workspace by the rules of :mod:`kg.model`.

These are the days on which statements count, relations, broader issues and directions at any distance, and
positions. A relation is stored if at least one record that asserts it counts. Retracted and superseded
readings, and readings of retracted and superseded statements, make no positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.coding.graph.triples import Triples
from kg.errors import SheetError
from kg.model import positions
from kg.model.closure import closure
from kg.model.counting import counted
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried
from kg.model.positions import Dated, runs
from kg.namespaces import BASIS, PROV, RDF, SKOS, WSW


def standing(graph: Graph) -> Callable[[Node], bool]:
    """Return a function that tells whether a record or reading is neither superseded nor retracted."""
    gone = set(graph.objects(None, URIRef(PROV.wasRevisionOf)))
    gone |= set(graph.subjects(URIRef(PROV.invalidatedAtTime)))
    return lambda node: node not in gone


def write_counting(out: Triples) -> None:
    """Write the days on which each statement counts: its own date, or the publication of its source."""
    graph = out.graph
    for statement in set(graph.subjects(URIRef(WSW.speaker))):
        source = graph.value(statement, URIRef(WSW.reportedIn))
        basis = graph.value(statement, URIRef(WSW.dateBasis))
        own, published = _days(graph, statement), (None, None) if source is None else _days(graph, source)
        found = counted(*own, None if basis is None else str(basis).rsplit("#", 1)[-1], *published)
        out.day(str(statement), WSW.countsFrom, found.earliest)
        out.day(str(statement), WSW.countsUntil, found.latest)
        out.link(str(statement), WSW.countsBy, BASIS[found.basis])


def _days(graph: Graph, node: Node) -> tuple[date | None, date | None]:
    return _day(graph, node, WSW.earliest), _day(graph, node, WSW.latest)


def write_relations(out: Triples) -> None:
    """Write each relation as a triple of its own, if a record that asserts it counts."""
    graph, counts = out.graph, standing(out.graph)
    for relation in list(graph.subjects(URIRef(RDF.type), URIRef(WSW.RelationRecord))):
        if any(counts(record) for record in graph.objects(relation, URIRef(WSW.backedBy))):
            subject, predicate, value = (
                graph.value(relation, URIRef(term)) for term in (RDF.subject, RDF.predicate, RDF.object)
            )
            if subject is not None and predicate is not None and value is not None:
                out.link(str(subject), str(predicate), str(value))


def write_positions(out: Triples) -> None:
    """Write the positions derived from the readings of the graph."""
    graph = out.graph
    held: dict[tuple[str, str, str], list[Dated]] = defaultdict(list)
    counts = standing(graph)
    for reading, statement in graph.subject_objects(URIRef(WSW.readingOf)):
        if not (counts(reading) and counts(statement)):
            continue
        holder, target = graph.value(statement, URIRef(WSW.speaker)), graph.value(reading, URIRef(WSW.target))
        if holder is None or target is None:
            continue
        first, last = (_day(graph, statement, term) for term in (WSW.countsFrom, WSW.countsUntil))
        for predicate in (WSW.stance, WSW.evaluation):
            for code in graph.objects(reading, URIRef(predicate)):
                dated = Dated(str(reading), str(code).split("#")[1], first, last)
                held[str(holder), str(target), predicate].append(dated)
    for (holder_iri, target_iri, predicate), readings in sorted(held.items()):
        found = runs(readings)
        for run in found:
            path = positions.path(holder_iri, target_iri, run)
            for term, value, datatype in positions.description(
                holder_iri, target_iri, predicate, run, current=run is found[-1]
            ):
                if datatype is None:
                    out.link(path, term, value)
                else:
                    out.typed(path, term, value, datatype)


def _day(graph: Graph, node: Node, predicate: str) -> date | None:
    value = graph.value(node, URIRef(predicate))
    return date.fromisoformat(str(value)) if value is not None else None


def write_closure(out: Triples) -> None:
    """Write every broader issue of each issue, so that queries need no property paths.

    Raises:
        SheetError: an issue is broader than itself.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    for one, other in out.graph.subject_objects(URIRef(SKOS.broader)):
        broader[str(one)].add(str(other))
    for narrow, found in closure(broader):
        if narrow in found:
            slug, *circle = (issue.rsplit("/", 1)[1] for issue in (narrow, *found))
            raise SheetError(
                f"issue {slug!r} is broader than itself",
                where=narrow,
                hint=f"break the cycle in 'broader' of: {', '.join(circle)}",
            )
        for issue in found:
            out.link(narrow, SKOS.broaderTransitive, issue)


def write_directions(out: Triples) -> None:
    """Write for each issue the broader ones on which it implies a stance, and in which direction.

    If two paths lead to the same issue with opposite directions, both are stored and no stance is implied.
    """
    graph = out.graph
    coded: dict[str, dict[str, int]] = defaultdict(dict)
    for term, side in ((WSW.furthers, FURTHERS), (WSW.worksAgainst, WORKS_AGAINST)):
        for one, other in graph.subject_objects(URIRef(term)):
            coded[str(one)][str(other)] = side if coded[str(one)].get(str(other), side) == side else 0
    topics = {str(topic) for topic in graph.subjects(URIRef(RDF.type), URIRef(WSW.Topic))}
    for issue, reached in carried(coded, topics).items():
        for broader, side in reached.items():
            if side >= 0:
                out.link(issue, WSW.furthersTransitive, broader)
            if side <= 0:
                out.link(issue, WSW.worksAgainstTransitive, broader)
