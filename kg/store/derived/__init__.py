"""Keeping in step, when files are loaded, what ``kg build`` computes within one workspace.

Files that were built apart each have the positions of their own readings. Loaded together they make
others: a position that was current in one may be followed by a reading of the other, and a record that
one retracts may be what a relation of the other rests on. So a load computes the days on which statements
count, positions, relations, broader issues and directions again from all that the store then holds, by the
rules of :mod:`kg.model`, and writes what differs.

What rests on records that the store does not hold is left as it was loaded.
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
    """How many derived triples a load wrote and took away."""

    added: int
    removed: int


def derive(graph: pyoxigraph.Store, harvest: Harvest, scratch: Path | None = None) -> Derived:
    """Bring the derived triples of ``graph`` in step with what it holds.

    Args:
        graph: the new generation, with all files in it.
        harvest: what was collected of it, finished.
        scratch: a file for what is written meanwhile, removed at the end; None for memory.
    """
    with closing(Changes(graph, scratch)) as changes:
        closures.renew_broader(graph, harvest, changes)
        closures.renew_directions(graph, changes)
        counting.renew(harvest, changes)
        relations.renew(graph, harvest, changes)
        positions.renew(harvest, changes)
        changes.apply()
        return Derived(changes.added, changes.removed)


def derive_in_memory(graph: pyoxigraph.Store) -> Derived:
    """As :func:`derive`, for a graph in memory that is not part of a load."""
    with closing(Harvest()) as harvest:
        harvest.gather(graph)
        harvest.finish(graph)
        counting.work_out(harvest)
        return derive(graph, harvest)
