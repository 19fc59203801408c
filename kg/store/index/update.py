"""Update of a copy of an index after a few triples were added to its graph.

The result has the same words, names, columns and counts as a new index of the graph; only the numbers of
rows differ, and terms that no row uses any more are kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.namespaces import OA, PROV, RDF, RDFS, SKOS, WSW
from kg.store.index import record_columns
from kg.store.index.creation import COUNTED, base_of, words_of
from kg.store.index.harvest import UNSAFE
from kg.store.index.words import folded

Node = NamedNode | BlankNode
_TYPE, _EXACT = NamedNode(RDF.type), NamedNode(OA.exact)
_TEXT, _QUOTATION = NamedNode(WSW.text), NamedNode(WSW.quotation)
_NAMES: Final = tuple(NamedNode(term) for term in (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel))
_INVALIDATED, _REVISES = NamedNode(PROV.invalidatedAtTime), NamedNode(PROV.wasRevisionOf)
_COUNTED: Final = frozenset(NamedNode(name) for name in COUNTED)
_OFFICE: Final = NamedNode(WSW.Office)
_NONE: Final[frozenset[Quad]] = frozenset()
_KNOWN: Final = Path(__file__).with_name("known_readings.sql")
#: The number of speakers of all statements, and of those that count.
_SPEAKERS: Final = (
    "SELECT COUNT(DISTINCT speaker), COUNT(DISTINCT CASE WHEN NOT gone THEN speaker END) FROM statement"
)
#: The same, of the speakers in the staging tables alone.
_SPEAKERS_STAGED: Final = """SELECT COUNT(*), COALESCE(SUM(current), 0) FROM (
    SELECT EXISTS(SELECT 1 FROM statement WHERE speaker = term.id AND NOT gone) AS current FROM term
    WHERE value IN (SELECT value FROM staged.speaker)
        AND EXISTS(SELECT 1 FROM statement WHERE speaker = term.id)
)"""
#: Whether a statement in the staging tables had the first, and the last, of all days.
_EXTREME: Final = (
    "SELECT COALESCE(MAX(statement.first = span.first), 0), COALESCE(MAX(statement.last = span.last), 0)"
    " FROM span, statement WHERE node IN (SELECT node FROM staged.counted)"
)
#: The number of things by class and by whether superseded and retracted ones count ("all", "current").
Counts = Counter[tuple[str, str]]


class Update:
    """A copy of the index of the graph before, brought in step with the graph.

    Args:
        path: the copy.
        staged: the file of the :class:`~kg.store.index.harvest.Harvest` of everything affected.
        graph: the graph with the new triples.
        new: the new triples.
    """

    def __init__(self, path: Path, staged: Path, graph: pyoxigraph.Store, new: Set[Quad]) -> None:
        self.file = sqlite3.connect(path, isolation_level=None)
        try:
            self.file.executescript(UNSAFE)
            self.file.execute("ATTACH ? AS staged", [str(staged)])
        except sqlite3.Error:
            self.file.close()
            raise
        self._graph = graph
        self._new = new
        self._default = DefaultGraph()
        self._heard = (0, 0)

    def is_whole(self) -> bool:
        """Return whether the columns are those of the whole graph before."""
        return bool(self.file.execute("SELECT records FROM whole").fetchone()[0])

    def stage(self, known: Iterable[NamedNode], gathered: Iterable[NamedNode]) -> None:
        """Put readings whose statements are unchanged into the staging tables, with these statements.

        Args:
            known: the readings, which the index has.
            gathered: things that are in the staging tables already.
        """
        for name, nodes in (("known", known), ("gathered", gathered)):
            self.file.execute(f"CREATE TEMP TABLE {name} (node TEXT PRIMARY KEY) WITHOUT ROWID")
            self.file.executemany(f"INSERT INTO {name} VALUES (?)", ((node.value,) for node in nodes))  # noqa: S608
        self.file.executescript(_KNOWN.read_text(encoding="utf-8"))

    def begin(self) -> None:
        """Begin to write. The staging tables must be finished."""
        self.file.execute("BEGIN")

    def commit(self) -> None:
        """Write everything to the file."""
        self.file.execute("COMMIT")

    def write_words(self, nodes: Iterable[NamedNode]) -> None:
        """Add the new words of texts and quotations of some things."""
        for node in nodes:
            for text in self._pieces(node, _NONE) - self._pieces(node, self._new):
                row = self.file.execute("INSERT INTO piece (statement) VALUES (?)", [node.value]).lastrowid
                self.file.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", [row, text])

    def write_names(self, nodes: Iterable[NamedNode]) -> None:
        """Add the new names of some things that are in one of the classes with names."""
        ask = self.file.execute
        for node in nodes:
            entity, office = node.value, Quad(node, _TYPE, _OFFICE) in self._graph
            if ask("SELECT id FROM named WHERE entity = ?", [entity]).fetchone() is None:
                ask(
                    "INSERT INTO base VALUES (?, 1) ON CONFLICT (base) DO UPDATE SET things = things + 1",
                    [base_of(entity)],
                )
            ask(
                "INSERT INTO named (entity, office) VALUES (?, ?)"
                " ON CONFLICT (entity) DO UPDATE SET office = excluded.office",
                [entity, office],
            )
            names = {"", *(name for term in _NAMES for name in self._literals(node, term, _NONE))}
            words = {word for name in names for word in words_of(entity, name, is_office=office)}
            self.file.executemany(
                "INSERT OR IGNORE INTO name_word SELECT ?, id FROM named WHERE entity = ?",
                ((word, entity) for word in sorted(words)),
            )

    def write_records(self) -> None:
        """Set the columns of statements and readings in the staging tables, and the first and last day."""
        ask = self.file.execute
        before = ask(_SPEAKERS_STAGED).fetchone()
        had_first, had_last = ask(_EXTREME).fetchone()
        record_columns.update(self.file)
        after = ask(_SPEAKERS_STAGED).fetchone()
        self._heard = after[0] - before[0], after[1] - before[1]
        first, last = ask("SELECT MIN(first), MAX(last) FROM staged.counted").fetchone()
        earliest, latest = ask("SELECT first, last FROM span").fetchone()
        if had_first and (first is None or first > earliest):
            (first,) = ask("SELECT MIN(first) FROM statement").fetchone()
        elif first is None or (earliest is not None and earliest < first):
            first = earliest
        if had_last and (last is None or last < latest):
            (last,) = ask("SELECT MAX(last) FROM statement").fetchone()
        elif last is None or (latest is not None and latest > last):
            last = latest
        ask("UPDATE span SET first = ?, last = ?", [first, last])

    def counts(self, nodes: Iterable[Node], *, before: bool = False) -> Counts:
        """Return the number of some things by class; with ``before``, without the new triples."""
        found: Counts = Counter()
        ignored = self._new if before else _NONE
        for node in nodes:
            types = self._graph.quads_for_pattern(node, _TYPE, None, self._default)
            classes = [quad.object for quad in types if quad.object in _COUNTED and quad not in ignored]
            if not classes:
                continue
            is_gone = self._is_gone(node, ignored)
            for cls in classes:
                assert isinstance(cls, NamedNode)
                found[cls.value, "all"] += 1
                if not is_gone:
                    found[cls.value, "current"] += 1
        return found

    def write_tallies(self, before: Counts, after: Counts) -> None:
        """Set the number of things of each class, and of speakers.

        Args:
            before: what :meth:`counts` returned for everything whose class or validity may have changed.
            after: what it returns for the same things now.
        """
        ask = self.file.execute
        their = "WHERE class = ? AND versions = ?"
        statements = [WSW.Statement, "all"]
        (had,) = ask(f"SELECT things FROM tally {their}", statements).fetchone()  # noqa: S608
        for key in before.keys() | after.keys():
            ask(f"UPDATE tally SET things = things + ? {their}", [after[key] - before[key], *key])  # noqa: S608
        (has,) = ask(f"SELECT things FROM tally {their}", statements).fetchone()  # noqa: S608
        for place, versions in enumerate(("all", "current")):
            (known,) = ask(f"SELECT speakers FROM tally {their}", [WSW.Statement, versions]).fetchone()  # noqa: S608
            if not has:
                known = 0
            elif not had:
                known = ask(_SPEAKERS).fetchone()[place]
            else:
                known += self._heard[place]
            ask(f"UPDATE tally SET speakers = ? {their}", [known, WSW.Statement, versions])  # noqa: S608

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def _pieces(self, node: NamedNode, ignored: Set[Quad]) -> set[str]:
        """The different texts and quotations of a thing, as the index has them."""
        found = set(self._literals(node, _TEXT, ignored))
        for quad in self._graph.quads_for_pattern(node, _QUOTATION, None, self._default):
            if isinstance(quad.object, NamedNode) and quad not in ignored:
                found.update(self._literals(quad.object, _EXACT, ignored))
        return {text if text.isascii() else folded(text) for text in found}

    def _literals(self, node: NamedNode, term: NamedNode, ignored: Set[Quad]) -> list[str]:
        found = self._graph.quads_for_pattern(node, term, None, self._default)
        return [
            quad.object.value for quad in found if isinstance(quad.object, Literal) and quad not in ignored
        ]

    def _is_gone(self, node: Node, ignored: Set[Quad]) -> bool:
        """Whether a thing is superseded or retracted."""
        if not isinstance(node, NamedNode):
            return False
        found = self._graph.quads_for_pattern(node, _INVALIDATED, None, self._default)
        revisions = self._graph.quads_for_pattern(None, _REVISES, node, self._default)
        return any(isinstance(quad.object, Literal) and quad not in ignored for quad in found) or any(
            quad not in ignored for quad in revisions
        )
