"""The things whose derived triples and index entries a few new triples can change.

A load adds triples and removes none, so what can change is found from the new triples alone:

- the days on which a statement counts, from a triple of the statement or of its source;
- the positions of one holder on one target, from a triple of a reading, of its statement or of a position,
  from new days of the statement, and from a retraction or revision of either;
- a relation, from a triple of its record, or from a retraction or revision of a record that backs it;
- the broader issues of an issue, from a broader issue of it or of an issue above it;
- the directions of all issues, from any direction, or from a topic on a path of directions.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.namespaces import PROV, RDF, SKOS, WSW
from kg.store.derived import closures, relations
from kg.store.index.harvest import NAMED, TABLES

Node = NamedNode | BlankNode
_TYPE: Final = NamedNode(RDF.type)
_HOLDER: Final = NamedNode(WSW.holder)
_SPEAKER: Final = NamedNode(WSW.speaker)
_READING_OF: Final = NamedNode(WSW.readingOf)
_TARGET: Final = NamedNode(WSW.target)
_REPORTED_IN: Final = NamedNode(WSW.reportedIn)
_DERIVED_FROM: Final = NamedNode(PROV.wasDerivedFrom)
_INVALIDATED: Final = NamedNode(PROV.invalidatedAtTime)
_REVISES: Final = NamedNode(PROV.wasRevisionOf)
_BROADER: Final = NamedNode(SKOS.broader)
_DATES: Final = (WSW.earliest, WSW.latest)
#: Properties of a statement on which its days, its positions or its columns depend.
_OF_STATEMENT: Final = (
    *_DATES,
    *(WSW.dateBasis, WSW.reportedIn, WSW.countsFrom, WSW.countsUntil, WSW.countsBy),
    *(WSW.speaker, WSW.passage),
)
_OF_READING: Final = (WSW.readingOf, WSW.target, WSW.stance, WSW.evaluation)
#: Properties that must not be derived from relations: other derived triples and the index depend on them.
_READ: Final = tuple(
    NamedNode(term)
    for term in (*TABLES, PROV.wasRevisionOf, *closures.CODED, *closures.TRANSITIVE, *relations.PARTS)
)
# The plus keeps SQLite from looking for the second condition in an index at every row of the first.
_BY_TARGET: Final = (
    "SELECT reading.node FROM reading CROSS JOIN statement ON statement.id = reading.statement"
    " WHERE reading.target = ? AND +statement.speaker = ?"
)
_BY_SPEAKER: Final = (
    "SELECT reading.node FROM statement CROSS JOIN reading ON reading.statement = statement.id"
    " WHERE +reading.target = ? AND statement.speaker = ?"
)


class Additions:
    """New triples of a graph that already has them.

    Args:
        graph: the graph.
        quads: quads that it did not have.

    Attributes:
        quads: those of the default graph.
    """

    def __init__(self, graph: pyoxigraph.Store, quads: Iterable[Quad]) -> None:
        self.graph = graph
        self._default = DefaultGraph()
        self.quads = frozenset(quad for quad in quads if quad.graph_name == self._default)
        self._subjects: dict[str, set[Node]] = defaultdict(set)
        for quad in self.quads:
            self._subjects[quad.predicate.value].add(quad.subject)  # type: ignore[arg-type]

    def subjects(self, *terms: str) -> set[NamedNode]:
        """Return the IRIs that have a new value of one of some properties."""
        return {node for node in self.nodes(*terms) if isinstance(node, NamedNode)}

    def nodes(self, *terms: str) -> set[Node]:
        """Return the things, with or without an IRI, that have a new value of one of some properties."""
        return {node for term in terms for node in self._subjects.get(term, ())}

    def of_class(self, *classes: str) -> set[NamedNode]:
        """Return the IRIs that are newly in one of some classes."""
        return {
            quad.subject
            for quad in self.quads
            if quad.predicate == _TYPE
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
            and quad.object.value in classes
        }

    def superseded(self) -> set[NamedNode]:
        """Return the things with a new retraction or revision."""
        found: set[NamedNode] = set()
        for quad in self.quads:
            if quad.predicate == _REVISES and isinstance(quad.object, NamedNode):
                found.add(quad.object)
            elif (
                quad.predicate == _INVALIDATED
                and isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, Literal)
            ):
                found.add(quad.subject)
        return found

    def named(self) -> set[NamedNode]:
        """Return the things of the index of names with a new name or class."""
        some = {term for term, table in TABLES.items() if table == "name"}
        candidates = self.subjects(*some)
        classes = {NamedNode(name) for name in NAMED}
        found = {node for node in candidates if not classes.isdisjoint(self.values(node, _TYPE))}
        return found | self.of_class(*NAMED)

    def worded(self) -> set[NamedNode]:
        """Return the things with a new text or quotation, or whose quotation has new words."""
        table = {name: term for term, name in TABLES.items()}
        found = self.subjects(table["text"], table["quotation"])
        for quotation in self.subjects(table["exact"]):
            found |= self.having(NamedNode(table["quotation"]), quotation)
        return found

    def values(self, node: NamedNode, term: NamedNode) -> list[NamedNode]:
        """Return the IRIs that a thing has as values of a property."""
        found = self.graph.quads_for_pattern(node, term, None, self._default)
        return [quad.object for quad in found if isinstance(quad.object, NamedNode)]

    def having(self, term: NamedNode, value: NamedNode) -> set[NamedNode]:
        """Return the IRIs of the things that have a value of a property."""
        found = self.graph.quads_for_pattern(None, term, value, self._default)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def has(self, node: NamedNode, term: NamedNode) -> bool:
        """Return whether a thing has an IRI as value of a property."""
        return bool(self.values(node, term))


class TooMany(Exception):
    """More readings are affected than can be followed one by one."""


class Affected:
    """What new triples affect, with everything from which it is derived.

    Args:
        new: the new triples.
        index: the index of the graph without them, whose columns are those of the whole graph.
        most: maximum number of statements and of readings.

    Raises:
        TooMany: there are more.

    Attributes:
        statements: statements whose days or columns may change.
        readings: readings that may be new or changed, or whose statements may.
        known: all other readings of each holder and target whose positions may change; those in the index.
        positions: the stored positions from these readings, and positions with new triples.
        relations: relations with new triples or new retractions of their records.
        issues: issues whose broader issues may change, and all issues above them.
        directions: whether directions may change.
    """

    def __init__(self, new: Additions, index: sqlite3.Connection, most: int) -> None:
        self._new = new
        self._index = index
        self._most = most
        gone = new.superseded()
        self.statements = self._statements(gone)
        self.readings: set[NamedNode] = set()
        self.known: set[NamedNode] = set()
        self.positions: set[NamedNode] = set()
        self._pairs: set[tuple[NamedNode, NamedNode]] = set()
        self._add_readings(gone)
        self.relations = new.nodes(RDF.type, *relations.PARTS)
        for node in gone:
            found = new.graph.quads_for_pattern(None, NamedNode(WSW.backedBy), node, DefaultGraph())
            self.relations |= {quad.subject for quad in found}  # type: ignore[misc]
        self.issues = self._issues()
        topics = new.of_class(WSW.Topic)
        self.directions = bool(new.subjects(*closures.CODED, *closures.TRANSITIVE)) or any(
            new.has(topic, NamedNode(term)) for topic in topics for term in closures.CODED
        )

    def _statements(self, gone: set[NamedNode]) -> set[NamedNode]:
        new = self._new
        found = new.subjects(*_OF_STATEMENT) | gone
        for source in new.subjects(*_DATES) | new.of_class(*NAMED):
            found |= new.having(_REPORTED_IN, source)
        if len(found) > self._most:
            raise TooMany
        return {node for node in found if new.has(node, _SPEAKER)}

    def _add_readings(self, gone: set[NamedNode]) -> None:
        """Find readings and positions: all of each holder and target that one of them has."""
        new = self._new
        subjects = {quad.subject for quad in new.quads}
        self.positions = {node for node in subjects if isinstance(node, NamedNode) and new.has(node, _HOLDER)}
        waiting = new.subjects(*_OF_READING) | gone
        for statement in self.statements:
            waiting |= new.having(_READING_OF, statement)
        for position in self.positions:
            waiting.update(new.values(position, _DERIVED_FROM))
        while waiting:
            readings = {node for node in waiting if new.has(node, _READING_OF)}
            self.readings |= readings
            found = {one for reading in readings for one in self._beside(reading)}
            waiting = found - self.readings - self.known
            if len(self.readings) + len(self.known) > self._most:
                raise TooMany

    def _beside(self, reading: NamedNode) -> Iterator[NamedNode]:
        """The other readings of the same holder and target, and of positions from this one."""
        new = self._new
        for target in new.values(reading, _TARGET):
            for statement in new.values(reading, _READING_OF):
                for holder in new.values(statement, _SPEAKER):
                    if (holder, target) not in self._pairs:
                        self._pairs.add((holder, target))
                        for other in self._of_pair(holder.value, target.value):
                            if other not in self.readings:
                                self.known.add(other)
                                yield from self._of_positions(other)
        yield from self._of_positions(reading)

    def _of_positions(self, reading: NamedNode) -> Iterator[NamedNode]:
        """All readings of the positions from one."""
        new = self._new
        for position in new.having(_DERIVED_FROM, reading):
            if position not in self.positions and new.has(position, _HOLDER):
                self.positions.add(position)
                yield from new.values(position, _DERIVED_FROM)

    def _of_pair(self, holder: str, target: str) -> list[NamedNode]:
        """The readings in the index of what a holder said about a target."""
        ask = self._index.execute
        ids = [ask("SELECT id FROM term WHERE value = ?", [value]).fetchone() for value in (target, holder)]
        if None in ids:
            return []
        about, by = (row[0] for row in ids)
        readings = ask("SELECT COUNT(*) FROM reading WHERE target = ?", [about]).fetchone()
        statements = ask("SELECT COUNT(*) FROM statement WHERE speaker = ?", [by]).fetchone()
        sql = _BY_TARGET if readings < statements else _BY_SPEAKER
        return [NamedNode(node) for (node,) in ask(sql, [about, by])]

    def _issues(self) -> set[NamedNode]:
        new = self._new
        waiting = new.subjects(SKOS.broader)
        below: set[NamedNode] = set()
        while waiting:
            below |= waiting
            waiting = {one for issue in waiting for one in new.having(_BROADER, issue)} - below
        found, waiting = set(below), below
        while waiting:
            waiting = {one for issue in waiting for one in new.values(issue, _BROADER)} - found
            found |= waiting
        return found

    def origins(self) -> set[NamedNode]:
        """Return all things whose triples the rules read; the index has what they need of ``known``."""
        new = self._new
        found = self.statements | self.readings | self.positions | self.issues
        statements = {one for reading in self.readings for one in new.values(reading, _READING_OF)}
        found |= statements
        for statement in statements | self.statements:
            found.update(new.values(statement, _REPORTED_IN))
        return found


def is_read(graph: pyoxigraph.Store) -> bool:
    """Return whether a relation of a graph has a property from which other triples are derived.

    Then a derived triple may change what is derived from it, which only the next load would follow.
    """
    predicate = NamedNode(RDF.predicate)
    return any(
        next(iter(graph.quads_for_pattern(None, predicate, term, DefaultGraph())), None) is not None
        for term in _READ
    )
