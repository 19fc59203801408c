"""Readings as numbers: how often each node says what with which score.

In a one-mode network of actors the *nodes* are actors and the *items* that tie them are targets; in
one of issues it is the other way round.
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

#: Cells (nodes x items x scores) that are kept in memory at most: 1.6 GB.
CELLS = 200_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Readings as numbers, one place in each array a reading.

    Attributes:
        nodes: IRIs, in order of their labels.
        items: IRIs, likewise.
        scores: the scores that occur, ascending; one, 0, where stances do not matter.
        node: number of the node of each reading.
        item: number of its item.
        level: number of its score.
        weight: what it counts.
        statement: number of its statement.
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
        """Number of the pair of score and item of each reading."""
        return self.level * len(self.items) + self.item

    def matrix(self, weight: Matrix | None = None) -> Matrix:
        """Nodes x (scores times items): the sum of the weights in each cell.

        Args:
            weight: one number a reading instead of its own.
        """
        wide = len(self.scores) * len(self.items)
        if len(self.nodes) * wide > CELLS:
            raise QuestionError(
                f"{len(self.nodes):,} nodes and {len(self.items):,} items are too many for one network",
                hint="ask for nodes with more statements (--min-node), or for issues at a level (--level)",
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
    """Readings as numbers.

    Args:
        readings: those that count.
        of: whether actors or issues are the nodes.
        signed: whether scores matter.
        nodes: all nodes there are to be, should some have no reading; else those that have.
        items: likewise.

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
    """IRIs in order of their labels, small and capital letters alike, then of themselves."""
    return tuple(sorted((str(i) for i in iris), key=lambda iri: (background.label(iri).casefold(), iri)))


def _numbers(column: object, names: Sequence[str]) -> Numbers:
    place = {name: number for number, name in enumerate(names)}
    categories = column.cat.categories  # type: ignore[attr-defined]
    lookup = np.array([place.get(str(each), -1) for each in categories], np.int64)
    codes: Numbers = column.cat.codes.to_numpy()  # type: ignore[attr-defined]
    return lookup[codes] if len(lookup) else np.zeros(0, np.int64)
