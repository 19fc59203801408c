"""The staging tables of a load: the data for the index and the derived triples.

The data is collected while the graph is written. Each relevant property has a table (``staging.sql``) in a
SQLite file that is removed after the load, because millions of statements do not fit into memory as Python
objects.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.namespaces import OA, PROV, RDF, RDFS, SKOS, WSW
from kg.store.index.words import folded

#: Table of each property.
TABLES: Final = {
    WSW.text: "text",
    WSW.quotation: "quotation",
    OA.exact: "exact",
    RDFS.label: "name",
    SKOS.altLabel: "name",
    SKOS.hiddenLabel: "name",
    RDF.type: "class",
    WSW.readingOf: "reading_of",
    WSW.target: "target",
    WSW.stance: "stance",
    WSW.evaluation: "evaluation",
    WSW.speaker: "speaker",
    WSW.earliest: "earliest",
    WSW.latest: "latest",
    WSW.dateBasis: "date_basis",
    WSW.reportedIn: "reported_in",
    WSW.passage: "passage",
    WSW.countsFrom: "counts_from",
    WSW.countsUntil: "counts_until",
    WSW.countsBy: "counts_by",
    PROV.invalidatedAtTime: "gone",
    WSW.holder: "holder",
    PROV.wasDerivedFrom: "derived_from",
    WSW.isCurrent: "current",
    SKOS.broader: "broader",
}
#: Classes of the things with a name that users may type.
NAMED: Final = (
    *(WSW.Actor, WSW.Issue, WSW.Measure, WSW.Agreement, WSW.Event),
    *(WSW.Place, WSW.Source, WSW.Office, WSW.Coder, WSW.Term),
)
#: Settings of a file that is removed if the load fails, and so needs no journal.
UNSAFE: Final = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
_SCHEMA = Path(__file__).with_name("staging.sql")
_KEYS = Path(__file__).with_name("keys.sql")
_BATCH = 10_000
#: Tables of properties with literals as values; the values of the others are IRIs.
_LITERAL: Final = frozenset(
    ("text", "exact", "name", "earliest", "latest", "counts_from", "counts_until", "gone", "current")
)

_Kind = type[Literal] | type[NamedNode]


class Harvest:
    """The staging tables of one load.

    Args:
        path: the file, removed at the end; None for memory.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        where = ":memory:" if path is None else path
        self.tables = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        self.tables.executescript(UNSAFE + _read(_SCHEMA))
        self._rows: dict[str, list[tuple[str, str]]] = {table: [] for table in TABLES.values()}
        self._revises = NamedNode(PROV.wasRevisionOf)
        self._sinks: dict[NamedNode, tuple[str, list[tuple[str, str]], _Kind | None]] = {
            NamedNode(term): (table, self._rows[table], Literal if table in _LITERAL else NamedNode)
            for term, table in TABLES.items()
        }
        self._sinks[self._revises] = ("gone", self._rows["gone"], None)  # the value is gone, not the subject
        self._named = {NamedNode(name) for name in NAMED}
        self._default = DefaultGraph()

    def passing(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield the quads unchanged, and collect the relevant ones."""
        sinks, named, default = self._sinks, self._named, self._default
        for quad in quads:
            predicate = quad.predicate
            sink = sinks.get(predicate)
            if sink is not None:
                table, rows, kind = sink
                value, subject = quad.object, quad.subject
                # Other data may have blank nodes, or a name instead of an IRI: not collected.
                if kind is None:
                    if type(value) is NamedNode:
                        rows.append((value.value, ""))
                elif (
                    type(value) is kind
                    and type(subject) is NamedNode
                    and (table != "class" or value in named)
                    and quad.graph_name == default
                ):
                    text = value.value
                    if kind is Literal and not text.isascii() and table in ("text", "exact"):
                        text = folded(text)
                    rows.append((subject.value, text))
                    if len(rows) >= _BATCH:
                        self._write(table)
            yield quad

    def gather(self, store: Store) -> None:
        """Collect the relevant triples of an existing graph."""
        for term in (*TABLES, PROV.wasRevisionOf):
            found = store.quads_for_pattern(None, NamedNode(term), None, self._default)
            deque(self.passing(found), maxlen=0)

    def gather_of(self, store: Store, nodes: Iterable[NamedNode]) -> None:
        """Collect the relevant triples of some things, and whether they are superseded."""
        for node in nodes:
            deque(self.passing(store.quads_for_pattern(node, None, None, self._default)), maxlen=0)
            deque(self.passing(store.quads_for_pattern(None, self._revises, node, self._default)), maxlen=0)

    def finish(self, graph: Store) -> None:
        """Write the rows that are still in memory, and create the keys of the tables.

        Args:
            graph: the graph as written. If the files repeat triples, the data is collected again from it:
                joins of tables with repeated rows would grow with the square of the repetitions.
        """
        for table in self._rows:
            self._write(table)
        try:
            self.tables.executescript(_read(_KEYS))
        except sqlite3.IntegrityError:
            self.tables.executescript("".join(f"DROP TABLE {table};" for table in (*self._rows, "counted")))
            self.tables.executescript(_read(_SCHEMA))
            self.gather(graph)
            for table in self._rows:
                self._write(table)
            self.tables.executescript(_read(_KEYS))

    def _write(self, table: str) -> None:
        rows = self._rows[table]
        self.tables.execute("BEGIN")
        self.tables.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608  # a name of TABLES
        self.tables.execute("COMMIT")
        rows.clear()

    def close(self) -> None:
        """Remove the tables."""
        self.tables.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
