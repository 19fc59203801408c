"""Readings as numbers: how often each node addresses each item with each score.

In a one-mode network of actors, the *nodes* are actors and the *items* that connect them are targets. In a
network of issues it is the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import QuestionError
from kg.networks.reading_table import Background, Readings

Matrix = NDArray[np.float64]
Numbers = NDArray[np.int64]

#: Maximum number of cells (nodes x items x scores) in memory: 1.6 GB.
CELLS = 200_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Readings as numbers; each array has one element per reading.

    Attributes:
        nodes: IRIs, in order of their labels.
        items: IRIs, in order of their labels.
        scores: the scores that occur, ascending; only 0 if stances do not matter.
        node: index of the node of each reading.
        item: index of its item.
        level: index of its score.
        weight: its weight.
        statement: index of its statement.
    """

    nodes: tuple[str, ...]
    items: tuple[str, ...]
    scores: Matrix
    node: Numbers
    item: Numbers
    level: Numbers
    weight: Matrix
    statement: Numbers

    @property
    def cell(self) -> Numbers:
        """Index of the pair of score and item of each reading."""
        return self.level * len(self.items) + self.item

    def matrix(self, weight: Matrix | None = None) -> Matrix:
        """Nodes x (scores times items): the sum of the weights in each cell.

        Args:
            weight: one weight per reading to use instead of its own.
        """
        wide = len(self.scores) * len(self.items)
        if len(self.nodes) * wide > CELLS:
            raise QuestionError(
                f"{len(self.nodes):,} nodes and {len(self.items):,} items are too many for one network",
                hint="keep only nodes with more statements (--min-node), or group issues by level (--level)",
            )
        flat: Matrix = np.bincount(
            self.node * wide + self.cell,
            weights=self.weight if weight is None else weight,
            minlength=len(self.nodes) * wide,
        ).astype(float)
        return flat.reshape(len(self.nodes), wide)


def counted(
    readings: Readings,
    of: str = "actors",
    *,
    signed: bool = True,
    nodes: Sequence[str] | None = None,
    items: Sequence[str] | None = None,
) -> Counts:
    """Return readings as numbers.

    Args:
        readings: those that count.
        of: whether actors or issues are the nodes.
        signed: whether scores matter.
        nodes: all nodes to include, even without readings; None for those with readings.
        items: the same for the items.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "value": "oppose"}]))
    >>> counts = counted(said)
    >>> counts.nodes, counts.items, counts.scores.tolist(), counts.matrix().tolist()
    (('urn:a',), ('urn:t',), [-1.0], [[1.0]])
    """
    frame, background = readings.frame, readings.background
    mine, theirs = ("actor", "target") if of == "actors" else ("target", "actor")
    names = tuple(nodes) if nodes is not None else ordered(frame[mine].astype(str).unique(), background)
    others = tuple(items) if items is not None else ordered(frame[theirs].astype(str).unique(), background)
    if signed:
        scores, level = np.unique(frame["score"].to_numpy(float), return_inverse=True)
    else:
        scores, level = np.zeros(1), np.zeros(len(frame), np.int64)
    return Counts(
        nodes=names,
        items=others,
        scores=scores if len(scores) else np.zeros(1),
        node=_numbers(frame[mine], names),
        item=_numbers(frame[theirs], others),
        level=level.astype(np.int64),
        weight=frame["weight"].to_numpy(float),
        statement=frame["statement"].astype("category").cat.codes.to_numpy().astype(np.int64),
    )


def ordered(iris: Iterable[object], background: Background) -> tuple[str, ...]:
    """Return IRIs in order of their labels, ignoring case, then of the IRIs."""
    return tuple(sorted((str(i) for i in iris), key=lambda iri: (background.label(iri).casefold(), iri)))


def _numbers(column: object, names: Sequence[str]) -> Numbers:
    place = {name: number for number, name in enumerate(names)}
    categories = column.cat.categories  # type: ignore[attr-defined]
    lookup = np.array([place.get(str(each), -1) for each in categories], np.int64)
    codes: Numbers = column.cat.codes.to_numpy()  # type: ignore[attr-defined]
    return lookup[codes] if len(lookup) else np.zeros(0, np.int64)
