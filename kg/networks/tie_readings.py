"""The readings behind every tie of a network, many ties at a time.

Finding those of a single tie compares all readings of both nodes
(:meth:`kg.networks.network.Network.evidence`). For a file with all ties, the readings of both nodes of
thousands of ties are compared in a few operations on arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from kg.networks.score_counts import Counts, Numbers

if TYPE_CHECKING:
    import pandas as pd

#: Number of readings that are compared at a time.
_TOGETHER: Final = 2_000_000
#: Finds the readings of the ties in a table: ``a``, ``b``, and in a two-mode network ``scheme``, ``stance``.
Behind = Callable[["pd.DataFrame"], list[tuple[str, ...]]]


class TieReadings:
    """Finds the readings of ties of a one-mode network.

    Args:
        counts: the readings as numbers.
        readings: their IRIs.
        meets: scores x scores, whether a pair of readings with these scores enters the weight.
    """

    def __init__(self, counts: Counts, readings: list[str], meets: NDArray[np.bool_]) -> None:
        iris, rank = np.unique(np.array(readings, dtype=object), return_inverse=True)
        self._iris: NDArray[np.object_] = iris
        self._twice = len(iris) < len(readings)
        self._number = {iri: number for number, iri in enumerate(counts.nodes)}
        there = np.flatnonzero(counts.weight > 0)
        # Those of one node are consecutive, in order of their IRIs.
        there = there[np.lexsort((rank[there], counts.node[there]))]
        self._rank, self._cell = (array[there].astype(np.int32) for array in (rank, counts.cell))
        self._start = np.searchsorted(counts.node[there], np.arange(len(counts.nodes) + 1))
        levels, items = len(counts.scores), len(counts.items)
        has, met = np.zeros((2, len(counts.nodes), levels, items), bool)
        has[counts.node[there], counts.level[there], counts.item[there]] = True
        for level, other in zip(*np.nonzero(meets), strict=True):
            met[:, level] |= has[:, other]
        #: Nodes x (scores times items): whether such a reading meets one of the node's.
        self._met = met.reshape(len(counts.nodes), levels * items)

    def of(self, a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the IRIs of the readings by either node that enter the weight of each tie, sorted."""
        one, other = (np.array([self._number[iri] for iri in ends], np.int64) for ends in (a, b))
        size = np.cumsum(self._sizes(one) + self._sizes(other))
        at = 0
        while at < len(one):
            before = int(size[at - 1]) if at else 0
            end = max(at + 1, int(np.searchsorted(size, before + _TOGETHER)))
            yield from self._of(one[at:end], other[at:end])
            at = end

    def _sizes(self, nodes: Numbers) -> Numbers:
        found: Numbers = self._start[nodes + 1] - self._start[nodes]
        return found

    def _of(self, one: Numbers, other: Numbers) -> Iterator[tuple[str, ...]]:
        keys = np.concatenate([self._meeting(one, other), self._meeting(other, one)])
        keys.sort()
        if self._twice:  # a reading may have a stance and an evaluation
            keys = keys[np.diff(keys, prepend=-1) != 0]
        tie, rank = np.divmod(keys, len(self._iris))
        iris = self._iris[rank].tolist()
        bounds = np.searchsorted(tie, np.arange(len(one) + 1)).tolist()
        for start, stop in pairwise(bounds):
            yield tuple(iris[start:stop])

    def _meeting(self, mine: Numbers, theirs: Numbers) -> Numbers:
        """Return the readings of one node of each tie that meet one of the other node's.

        Each is a number: that of the tie times the number of IRIs, plus that of the IRI.
        """
        size = self._sizes(mine)
        shift = self._start[mine] - np.cumsum(size) + size
        place = np.repeat(shift, size) + np.arange(int(size.sum()))
        tie = np.repeat(np.arange(len(mine)), size)
        kept = self._met[theirs[tie], self._cell[place]]
        found: Numbers = tie[kept] * len(self._iris) + self._rank[place[kept]]
        return found
