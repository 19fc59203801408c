"""The readings behind every tie of a one-mode network, one tie after the other.

Finding those of a single tie compares all readings of both nodes
(:meth:`kg.networks.network.Network.evidence`). For a file with all ties, each node's readings are grouped
once by item and score, and a tie looks only at the items that its two nodes share.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from kg.networks.score_counts import Counts
from kg.networks.weights import Matrix

#: A node's readings by item: the scores that occur, as bits; and by score, as a bit, the numbers of the
#: readings, which are in order of their IRIs.
_Cells = dict[int, tuple[int, list[tuple[int, list[int]]]]]


class TieEvidence:
    """Finds the readings of ties.

    Args:
        counts: the readings as numbers.
        readings: their IRIs.
        meets: scores x scores, whether a pair of readings with these scores enters the weight.
    """

    def __init__(self, counts: Counts, readings: list[str], meets: Matrix) -> None:
        self._iris = sorted(set(readings))
        number = {iri: place for place, iri in enumerate(self._iris)}
        rank = np.array([number[iri] for iri in readings], np.int64)
        self._twice = len(self._iris) < len(readings)
        self._number = {iri: number for number, iri in enumerate(counts.nodes)}
        cells: dict[int, dict[int, dict[int, list[int]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        there = np.flatnonzero(counts.weight > 0)
        columns = (array[there].tolist() for array in (counts.node, counts.item, counts.level, rank))
        for node, item, level, place in zip(*columns, strict=True):
            cells[node][item][level].append(place)
        self._cells: dict[int, _Cells] = {
            node: {
                item: (
                    sum(1 << level for level in its),
                    [(1 << level, numbers) for level, numbers in its.items()],
                )
                for item, its in items.items()
            }
            for node, items in cells.items()
        }
        #: By set of scores that one node has, as bits, the scores of the other that meet one of them.
        self._met = {
            present: sum(
                1 << level
                for level in range(len(meets))
                if any(meets[level, other] for other in range(len(meets)) if present >> other & 1)
            )
            for present in {its[0] for items in self._cells.values() for its in items.values()}
        }

    def of(self, a: str, b: str) -> tuple[str, ...]:
        """Return the IRIs of the readings by either node that enter the weight of their tie, sorted."""
        one, other = (self._cells.get(self._number.get(iri, -1), {}) for iri in (a, b))
        if len(other) < len(one):
            one, other = other, one
        found: list[int] = []
        for item, its in one.items():
            theirs = other.get(item)
            if theirs is None:
                continue
            for (_, mine), (present, _) in ((its, theirs), (theirs, its)):
                met = self._met[present]
                for bit, numbers in mine:
                    if bit & met:
                        found += numbers
        if self._twice:  # a reading may have a stance and an evaluation
            found = list(set(found))
        found.sort()
        iris = self._iris
        return tuple([iris[number] for number in found])
