"""Triples derived from the records of a workspace by the rules of :mod:`kg.model`.

These are the days on which statements count, relations, broader issues and directions at any distance, and
positions. A relation is stored if at least one record that asserts it counts. Retracted and superseded
readings, and readings of retracted and superseded statements, make no positions.

Days and relations follow from one sheet, since a record is corrected and retracted in its own sheet.
Positions follow from all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from kg.coding.graph.triples import Triples
from kg.errors import SheetError
from kg.model import positions
from kg.model.closure import closure
from kg.model.counting import counted
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried
from kg.model.positions import Dated, runs
from kg.namespaces import BASIS, PROV, RDF, SKOS, WSW


class Held(NamedTuple):
    """A reading that makes a position: everything that the position needs to know, as IRIs and ISO days."""

    holder: str
    target: str
    #: ``wsw:stance`` or ``wsw:evaluation``.
    judging: str
    reading: str
    statement: str
    #: IRI of the stance or evaluation.
    value: str
    earliest: str | None
    latest: str | None


def standing(out: Triples) -> Callable[[str], bool]:
    """Return a function that tells whether a record or reading is neither superseded nor retracted."""
    gone = {revised for _, revised in out.pairs(PROV.wasRevisionOf)}
    gone |= {retracted for retracted, _ in out.pairs(PROV.invalidatedAtTime)}
    return lambda node: node not in gone


def write_counting(out: Triples) -> None:
    """Write the days on which each statement counts: its own date, or the publication of its source."""
    for statement in {statement for statement, _ in out.pairs(WSW.speaker)}:
        source = out.value(statement, WSW.reportedIn)
        basis = out.value(statement, WSW.dateBasis)
        own, published = _days(out, statement), (None, None) if source is None else _days(out, source)
        found = counted(*own, None if basis is None else basis.rsplit("#", 1)[-1], *published)
        out.day(statement, WSW.countsFrom, found.earliest)
        out.day(statement, WSW.countsUntil, found.latest)
        out.link(statement, WSW.countsBy, BASIS[found.basis])


def _days(out: Triples, node: str) -> tuple[date | None, date | None]:
    return _day(out.value(node, WSW.earliest)), _day(out.value(node, WSW.latest))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value is not None else None


def write_relations(out: Triples) -> None:
    """Write each relation as a triple of its own, if a record that asserts it counts."""
    counts = standing(out)
    for relation, kind in out.pairs(RDF.type):
        if kind != WSW.RelationRecord or not any(
            counts(record.value) for record in out.values(relation, WSW.backedBy)
        ):
            continue
        subject, predicate, value = (
            out.value(relation, term) for term in (RDF.subject, RDF.predicate, RDF.object)
        )
        if subject is not None and predicate is not None:
            out.link(subject, predicate, value)


def held(out: Triples) -> list[Held]:
    """Return the readings that make positions, sorted."""
    counts = standing(out)
    found = []
    for reading, statement in out.pairs(WSW.readingOf):
        holder, target = out.value(statement, WSW.speaker), out.value(reading, WSW.target)
        if holder is None or target is None or not (counts(reading) and counts(statement)):
            continue
        first, last = (out.value(statement, term) for term in (WSW.countsFrom, WSW.countsUntil))
        for predicate in (WSW.stance, WSW.evaluation):
            for code in out.values(reading, predicate):
                found.append(Held(holder, target, predicate, reading, statement, code.value, first, last))
    return sorted(found)


def write_positions(out: Triples, readings: Iterable[Held]) -> None:
    """Write the positions that follow from readings, which must be all of each holder."""
    groups: dict[tuple[str, str, str], list[Dated]] = defaultdict(list)
    for one in readings:
        dated = Dated(one.reading, one.value.split("#")[1], _day(one.earliest), _day(one.latest))
        groups[one.holder, one.target, one.judging].append(dated)
    for (holder, target, judging), group in sorted(groups.items()):
        found = runs(group)
        for run in found:
            path = positions.path(holder, target, run)
            for term, value, datatype in positions.description(
                holder, target, judging, run, current=run is found[-1]
            ):
                if datatype is None:
                    out.link(path, term, value)
                else:
                    out.typed(path, term, value, datatype)


def write_closure(out: Triples) -> None:
    """Write every broader issue of each issue, so that queries need no property paths.

    Raises:
        SheetError: an issue is broader than itself.
    """
    broader: dict[str, set[str]] = defaultdict(set)
    for one, other in out.pairs(SKOS.broader):
        broader[one].add(other)
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
    coded: dict[str, dict[str, int]] = defaultdict(dict)
    for term, side in ((WSW.furthers, FURTHERS), (WSW.worksAgainst, WORKS_AGAINST)):
        for one, other in out.pairs(term):
            coded[one][other] = side if coded[one].get(other, side) == side else 0
    topics = {topic for topic, kind in out.pairs(RDF.type) if kind == WSW.Topic}
    for issue, reached in carried(coded, topics).items():
        for broader, side in reached.items():
            if side >= 0:
                out.link(issue, WSW.furthersTransitive, broader)
            if side <= 0:
                out.link(issue, WSW.worksAgainstTransitive, broader)
