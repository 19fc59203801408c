"""What the program computes: relations, the closure of the issue scheme, and positions.

A relation is stored while a record that asserts it counts.

A position is, for one holder and one target, an unbroken run of readings of one stance in order of
time; the newest is the current one. Readings of different stance whose dates cannot be put in order
make one position ``mixed`` that names them all. Readings that are ``unclear`` settle nothing: they
make a position only where a holder has no others. Retracted and superseded readings, and readings
of retracted and superseded statements, are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.coding.ids import content_id
from kg.coding.triples import Triples
from kg.errors import SheetError
from kg.namespaces import EVALUATION, PROV, RDF, SKOS, STANCE, WSW


@dataclass(frozen=True, slots=True)
class Dated:
    """A reading as positions see it: its value (a code's local name) and the days of its statement."""

    reading: str
    value: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Run:
    """One position: its value, its first and last day, its readings in a fixed order."""

    value: str
    earliest: date | None
    latest: date | None
    readings: tuple[str, ...]


def runs(readings: list[Dated]) -> list[Run]:
    """The positions of one holder on one target, the oldest first.

    >>> day = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)
    >>> one, two = (Dated("a", "support", d, d) for d in day[:2])
    >>> three = Dated("c", "oppose", day[2], day[2])
    >>> [(run.value, len(run.readings)) for run in runs([three, one, two])]
    [('support', 2), ('oppose', 1)]
    >>> [run.value for run in runs([one, Dated("x", "oppose", None, None)])]
    ['mixed']
    """
    settled = [item for item in readings if item.value != "unclear"] or readings
    clusters = _clusters(settled)
    found: list[Run] = []
    for value, group in groupby(clusters, key=_value):
        members = [item for cluster in group for item in cluster]
        firsts = [item.earliest for item in members if item.earliest is not None]
        lasts = [item.latest for item in members if item.latest is not None]
        names = tuple(sorted(item.reading for item in members))
        found.append(Run(value, min(firsts, default=None), max(lasts, default=None), names))
    return found


def _clusters(readings: list[Dated]) -> list[list[Dated]]:
    """Readings in order of time; those that cannot be put in order stand together."""
    if any(item.earliest is None or item.latest is None for item in readings):
        return [readings]
    clusters: list[list[Dated]] = []
    reach = date.min
    for item in sorted(readings, key=lambda item: (item.earliest or date.min, item.latest or date.min)):
        if clusters and item.earliest is not None and item.earliest <= reach:
            clusters[-1].append(item)
        else:
            clusters.append([item])
        reach = max(reach, item.latest or date.min)
    return clusters


def _value(cluster: list[Dated]) -> str:
    values = {item.value for item in cluster}
    return values.pop() if len(values) == 1 else "mixed"


def standing(graph: Graph) -> Callable[[Node], bool]:
    """Whether a record or reading still counts: neither superseded nor retracted."""
    gone = set(graph.objects(None, URIRef(PROV.wasRevisionOf)))
    gone |= set(graph.subjects(URIRef(PROV.invalidatedAtTime)))
    return lambda node: node not in gone


def write_relations(out: Triples) -> None:
    """Store each relation as a triple of its own, if a record that asserts it still counts."""
    graph, counts = out.graph, standing(out.graph)
    for relation in list(graph.subjects(URIRef(RDF.type), URIRef(WSW.RelationRecord))):
        if any(counts(record) for record in graph.objects(relation, URIRef(WSW.backedBy))):
            subject, predicate, value = (
                graph.value(relation, URIRef(term)) for term in (RDF.subject, RDF.predicate, RDF.object)
            )
            if subject is not None and predicate is not None and value is not None:
                out.link(str(subject), str(predicate), str(value))


def write_positions(out: Triples) -> None:
    """Write the positions that the readings of the graph make."""
    graph = out.graph
    held: dict[tuple[str, str, str], list[Dated]] = defaultdict(list)
    counts = standing(graph)
    for reading, statement in graph.subject_objects(URIRef(WSW.readingOf)):
        if not (counts(reading) and counts(statement)):
            continue
        holder, target = graph.value(statement, URIRef(WSW.speaker)), graph.value(reading, URIRef(WSW.target))
        if holder is None or target is None:
            continue
        first, last = _day(graph, statement, WSW.earliest), _day(graph, statement, WSW.latest)
        for predicate in (WSW.stance, WSW.evaluation):
            for code in graph.objects(reading, URIRef(predicate)):
                dated = Dated(str(reading), str(code).split("#")[1], first, last)
                held[str(holder), str(target), predicate].append(dated)
    for (holder_iri, target_iri, predicate), readings in sorted(held.items()):
        found = runs(readings)
        for run in found:
            path = content_id("position", holder_iri, target_iri, *run.readings)
            out.types(path, WSW.Position, PROV.Entity)
            out.link(path, WSW.holder, holder_iri)
            out.link(path, WSW.target, target_iri)
            scheme = STANCE if predicate == WSW.stance else EVALUATION
            out.link(path, predicate, scheme[run.value])
            out.day(path, WSW.earliest, run.earliest)
            out.day(path, WSW.latest, run.latest)
            out.integer(path, WSW.readingCount, len(run.readings))
            out.boolean(path, WSW.isCurrent, run is found[-1])
            for name in run.readings:
                out.link(path, PROV.wasDerivedFrom, name)


def _day(graph: Graph, statement: Node, predicate: str) -> date | None:
    value = graph.value(statement, URIRef(predicate))
    return date.fromisoformat(str(value)) if value is not None else None


def write_closure(out: Triples) -> None:
    """Store every broader issue of each issue, so that no question needs a property path.

    Raises:
        SheetError: an issue is broader than itself.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    for one, other in out.graph.subject_objects(URIRef(SKOS.broader)):
        broader[str(one)].add(str(other))
    for narrow in sorted(broader):
        found: set[str] = set()
        todo = sorted(broader[narrow])
        while todo:
            issue = todo.pop()
            if issue not in found:
                found.add(issue)
                todo += sorted(broader.get(issue, ()))
        if narrow in found:
            slug, *circle = (issue.rsplit("/", 1)[1] for issue in (narrow, *sorted(found)))
            raise SheetError(
                f"issue {slug!r} is broader than itself",
                where=narrow,
                hint=f"break the circle in 'broader' of: {', '.join(circle)}",
            )
        for issue in sorted(found):
            out.link(narrow, SKOS.broaderTransitive, issue)
