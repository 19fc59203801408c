"""Drawings of a network by igraph, each with its own random numbers.

Up to 150 nodes, Kamada-Kawai spreads a network by its distances, and Fruchterman-Reingold then evens out
loosely connected parts; either alone leaves more crossings. Larger networks are drawn only by
Fruchterman-Reingold, from points as far apart as its final distances: its grid has no effect on points that
start in one cell.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import igraph
import numpy as np

from kg.export.layout.clutter import Floats, Pair

#: Maximum number of nodes for distances, and minimum for repulsion by the cells of a grid.
_BY_DISTANCE, _BY_CELL = 150, 400
#: Rounds after Kamada-Kawai; otherwise fewer for more nodes, within these bounds.
_ROUNDS, _FEWEST, _MOST, _WORK = 100, 60, 300, 750_000


def drawn(count: int, pairs: Sequence[Pair], seed: int) -> Floats:
    """Return igraph's positions of the nodes, in its own units, shape (nodes, 2).

    >>> drawn(3, [(0, 1), (1, 2)], seed=1).shape
    (3, 2)
    """
    if count <= 3:
        turns = np.arange(count) * (2 * math.pi / 3)
        return np.stack([np.cos(turns), np.sin(turns)], axis=1)
    graph = igraph.Graph(n=count, edges=pairs)
    chance = random.Random(seed)
    far = 1.0 if count <= _BY_DISTANCE else math.sqrt(count)
    places = [[chance.uniform(-far, far), chance.uniform(-far, far)] for _ in range(count)]
    rounds = min(max(_WORK // count, _FEWEST), _MOST)
    with _seeded(chance):
        if count <= _BY_DISTANCE:
            places = graph.layout_kamada_kawai(seed=places).coords
            rounds = _ROUNDS
        layout = graph.layout_fruchterman_reingold(seed=places, niter=rounds, grid=count > _BY_CELL)
    return np.array(layout.coords, dtype=float)


@contextmanager
def _seeded(chance: random.Random) -> Iterator[None]:
    """Make igraph draw from our random numbers, and afterwards from Python's again."""
    igraph.set_random_number_generator(chance)
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
