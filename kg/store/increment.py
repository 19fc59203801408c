"""A few triples added to a large store, at a cost that follows the change.

The new generation starts as a copy: RocksDB's files are linked, and the index is copied. The new triples tell
which statements, readings, positions, relations and issues they can affect
(:mod:`kg.store.derived.affected`). Only these are staged, derived by the same rules as in a load of the whole
store, and renewed in the index, so that the result is the same.

The whole store is derived and indexed again where this cannot be known or would take longer:

- the store was made by other rules (another version of kg) or has no record of them, or its index is damaged;
- a statement or reading has, or gets, two values of a column of the index, or a blank node or text as value;
- a relation has a property from which other triples are derived, such as ``wsw:speaker``;
- there are too many new triples, or they affect too many readings.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kg.namespaces import RDF
from kg.store.derived import Derived, closures, counting, positions, relations
from kg.store.derived.affected import Additions, Affected, TooMany, is_read
from kg.store.derived.changes import Changes
from kg.store.generations import Generation
from kg.store.index import record_columns
from kg.store.index.harvest import Harvest
from kg.store.index.update import Update

#: A load of at most one new triple for so many in the store is derived by itself ...
_SHARE: Final = 40
#: ... and so is one of at most this number; more than the other are never held in memory.
_FEW, _MOST = 2_000, 200_000
#: At most one reading for so many triples in the store, and a few more, is followed.
_FOLLOWED: Final = 100
#: Errors of SQLite from which no other way of loading would recover.
_FATAL: Final = frozenset(
    (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT)
)


def most(before: Generation) -> int:
    """Return the number of new triples up to which a load into a generation is derived by itself."""
    return min(max(before.triples // _SHARE, _FEW), _MOST)


def add(
    graph: pyoxigraph.Store, quads: Sequence[Quad], before: Generation, folder: Path
) -> tuple[int, Derived] | None:
    """Add triples to a copy of a generation, with derived triples and the index.

    Args:
        graph: the graph of the new generation, which is a copy of that of ``before``.
        quads: the triples, few enough for memory; the graph may have some of them already.
        before: the generation.
        folder: the folder of the new generation, which gets the index.

    Returns:
        The number of triples of the graph, and what was derived; None if everything must be derived and
        indexed again. The graph has the triples in either case.

    Raises:
        OSError, sqlite3.Error: the disk is full or broken.
    """
    quads = [quad for quad in dict.fromkeys(quads) if quad not in graph]
    graph.extend(quads)
    new = Additions(graph, quads)
    if is_read(graph) or not record_columns.are_iris(new.quads):
        return None
    index = folder / before.index.name
    shutil.copyfile(before.index, index)
    try:
        with (
            closing(Harvest(staged := folder / "harvest.db")) as harvest,
            closing(Update(index, staged, graph, new.quads)) as update,
        ):
            derived = _derive(graph, new, harvest, update, before.triples)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _FATAL:
            raise
        derived = None
    if derived is None:
        index.unlink()
        return None
    return before.triples + len(new.quads) + derived.added - derived.removed, derived


def _derive(
    graph: pyoxigraph.Store, new: Additions, harvest: Harvest, update: Update, triples: int
) -> Derived | None:
    """Derive what the new triples affect, and update the index; None if it cannot be known."""
    if not update.is_whole():
        return None
    try:
        affected = Affected(new, update.file, triples // _FOLLOWED + _FEW)
    except TooMany:
        return None
    origins = affected.origins()
    harvest.gather_of(graph, origins)
    update.stage(affected.known, origins)
    harvest.finish(graph)
    if not record_columns.is_single(harvest):
        return None
    counting.fill(harvest)
    with closing(Changes(graph, None)) as changes:
        closures.update_broader(graph, harvest, changes)
        if affected.directions:
            closures.update_directions(graph, changes)
        counting.update(graph, harvest, changes)
        relations.update_some(graph, affected.relations, new.quads, changes)
        positions.update(harvest, changes)
        added, removed = changes.quads()
    things = {
        *new.nodes(RDF.type),
        *new.superseded(),
        *(quad.subject for quad in (*added, *removed) if isinstance(quad.subject, NamedNode)),
    }
    counted = update.counts(things, before=True)
    graph.extend(added)
    for quad in removed:
        graph.remove(quad)
    update.begin()
    update.write_words(new.worded())
    update.write_names(new.named())
    update.write_records()
    update.write_tallies(counted, update.counts(things))
    update.commit()
    return Derived(len(added), len(removed))
