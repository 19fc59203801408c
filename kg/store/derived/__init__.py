"""Derived triples: recomputed when files are loaded, as ``kg build`` computes them within one workspace.

Files that were built separately each have the positions of their own readings. Together they have others: a
position that was current in one file may be followed by a reading in the other, and a record that one file
retracts may support a relation of the other. So a load recomputes the days on which statements count,
positions, relations, broader issues and directions from the whole store, by the rules of :mod:`kg.model`, and
writes the differences.

After a small load, only what it can affect is recomputed (:mod:`kg.store.derived.affected`).

Triples derived from records that the store does not have are kept as loaded.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.store.derived import closures, counting, positions, relations
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest


class Derived(NamedTuple):
    """The number of derived triples that a load added and removed."""

    added: int
    removed: int


def derive(graph: pyoxigraph.Store, harvest: Harvest, scratch: Path | None = None) -> Derived:
    """Update the derived triples of ``graph``.

    Args:
        graph: the new generation, with all files.
        harvest: the finished staging tables of the graph.
        scratch: a temporary file, removed at the end; None for memory.
    """
    with closing(Changes(graph, scratch)) as changes:
        closures.update_broader(graph, harvest, changes)
        closures.update_directions(graph, changes)
        counting.update(graph, harvest, changes)
        relations.update(graph, harvest, changes)
        positions.update(harvest, changes)
        changes.apply()
        return Derived(changes.added, changes.removed)


def derive_in_memory(graph: pyoxigraph.Store) -> Derived:
    """As :func:`derive`, for a graph in memory outside a load."""
    with closing(Harvest()) as harvest:
        harvest.gather(graph)
        harvest.finish(graph)
        counting.fill(harvest)
        return derive(graph, harvest)
