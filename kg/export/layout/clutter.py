"""Clutter of a picture: lines that run under a box that is not one of their ends, and edge crossings.

A line under a box looks like a line to it, which would be false, so it has the greatest weight. Everything is
counted with arrays, lines by nodes or lines by lines, since a picture is counted some thousand times.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Cost of a line under a box, cost of a pixel of a line, and distance in pixels at which a line counts as
#: under a box.
THROUGH, LENGTH, MARGIN = 5.0, 1 / 400, 3.0

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """The space that a node takes with its label, around the point where it is drawn.

    Attributes:
        width: of the wider of symbol and label, centred on the point.
        above: from the point to the upper edge.
        below: from the point to the lower edge.
    """

    width: float
    above: float
    below: float


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Many boxes as arrays, without their positions.

    Attributes:
        half: half the width and height of each box, shape (nodes, 2).
        lower: how far the middle of each box is below its point.
    """

    half: Floats
    lower: Floats

    @classmethod
    def of(cls, boxes: Collection[Box]) -> Boxes:
        """Return boxes as arrays, in their order.

        >>> Boxes.of([Box(9, 4, 6)])
        Boxes(half=array([[4.5, 5. ]]), lower=array([1.]))
        """
        sizes = np.array([(box.width, box.above, box.below) for box in boxes], dtype=float).reshape(-1, 3)
        width, above, below = sizes.T
        return cls(half=np.stack([width, above + below]).T / 2, lower=(below - above) / 2)


@dataclass(frozen=True, slots=True, eq=False)
class Diagram:
    """Boxes and the lines between them as arrays.

    Attributes:
        boxes: of the nodes.
        one: the node at one end of each line.
        other: the node at the other end.
        elsewhere: whether a line ends at other nodes than this one, shape (nodes, lines).
        neighbours: the other ends of each node's lines.
    """

    boxes: Boxes
    one: Numbers
    other: Numbers
    elsewhere: Truths
    neighbours: tuple[Numbers, ...]

    @classmethod
    def of(cls, boxes: Boxes, pairs: Sequence[Pair]) -> Diagram:
        """Return the diagram of boxes and of the pairs of their indices that lines join.

        >>> Diagram.of(Boxes.of([Box(9, 4, 6)] * 3), [(0, 1), (1, 2)]).neighbours[1].tolist()
        [0, 2]
        """
        one, other = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        elsewhere = np.ones((len(boxes.lower), len(pairs)), dtype=bool)
        for end in (one, other):
            elsewhere[end, np.arange(len(pairs))] = False
        mine: list[list[int]] = [[] for _ in boxes.lower]
        for a, b in pairs:
            mine[a].append(b)
            mine[b].append(a)
        return cls(
            boxes=boxes,
            one=one,
            other=other,
            elsewhere=elsewhere,
            neighbours=tuple(np.array(ends, dtype=np.intp) for ends in mine),
        )


def clutter(points: ArrayLike, boxes: Sequence[Box], pairs: Sequence[Pair]) -> float:
    """Return the sum over the whole picture: 5 for a line under a box, 1 for a crossing, a little for length.

    >>> square = [(0, 0), (100, 100), (0, 100), (100, 0)]
    >>> boxes = [Box(9, 4, 4)] * 4
    >>> clutter(square, boxes, [(0, 1), (2, 3)]) - clutter(square, boxes, [(0, 2), (1, 3)]) > 1
    True
    """
    return cost(Diagram.of(Boxes.of(boxes), pairs), np.asarray(points, dtype=float))


def cost(diagram: Diagram, points: Floats) -> float:
    """Return the same as :func:`clutter` for a diagram with nodes at these points, shape (nodes, 2)."""
    crossed, under = count_crossings(diagram, points)
    ways = points[diagram.other] - points[diagram.one]
    length = float(np.hypot(ways[:, 0], ways[:, 1]).sum())
    return float(crossed.sum()) / 2 + THROUGH * float(under.sum()) + LENGTH * length


def count_crossings(diagram: Diagram, points: Floats) -> tuple[Numbers, Truths]:
    """Return how many lines each line crosses, and which boxes each line runs under, shape (lines, nodes).

    Lines that share an end do not cross.

    >>> diagram = Diagram.of(Boxes.of([Box(9, 4, 4)] * 4), [(0, 1), (2, 3)])
    >>> points = np.array([(0.0, 0.0), (90.0, 90.0), (0.0, 90.0), (90.0, 0.0)])
    >>> crossed, under = count_crossings(diagram, points)
    >>> crossed.tolist(), under.any()
    ([1, 1], np.False_)
    """
    starts = points[diagram.one]
    ways = points[diagram.other] - starts
    right = points[:, 0] - starts[:, :1]
    down = points[:, 1] - starts[:, 1:]
    turn = ways[:, :1] * down - ways[:, 1:] * right
    left = turn > 0
    apart = left[:, diagram.one] != left[:, diagram.other]
    crossings = apart & apart.T
    for end in (diagram.one, diagram.other):
        crossings &= diagram.elsewhere[end]
    under = runs_under(ways[:, :1], ways[:, 1:], right, down + diagram.boxes.lower, *diagram.boxes.half.T)
    return np.count_nonzero(crossings, axis=1), under & diagram.elsewhere.T


def runs_under(
    across: Floats, along: Floats, right: Floats, down: Floats, wide: Floats, tall: Floats
) -> Truths:
    """Return whether lines run under boxes, or seem to because they are so near.

    No axis separates them: neither the line itself, nor the horizontal, nor the vertical (Gottschalk et al.
    1996,
    doi:10.1145/237170.237244). All arguments broadcast against each other.

    Args:
        across: horizontal extent of a line to the right.
        along: vertical extent of a line downwards.
        right: horizontal distance from the start of the line to the middle of a box.
        down: vertical distance from the start of the line to the middle of a box.
        wide: half the width of a box.
        tall: half the height of a box.

    >>> one = np.ones(1)
    >>> runs_under(90 * one, 0 * one, 50 * one, 7 * one, 20 * one, 5 * one).tolist()
    [True]
    """
    return meet(across, along, right, down, wide + MARGIN, tall + MARGIN)


def meet(across: Floats, along: Floats, right: Floats, down: Floats, wide: Floats, tall: Floats) -> Truths:
    """Return the same as :func:`runs_under` without a margin; arguments as there."""
    half_across, half_along = across * 0.5, along * 0.5
    far_across, far_along = np.abs(half_across), np.abs(half_along)
    apart = half_across * down
    apart -= half_along * right
    reach = far_along * wide
    reach += far_across * tall
    found: Truths = np.abs(apart, out=apart) <= reach
    np.subtract(right, half_across, out=apart)
    found &= np.abs(apart, out=apart) <= np.add(wide, far_across, out=reach)
    np.subtract(down, half_along, out=apart)
    found &= np.abs(apart, out=apart) <= np.add(tall, far_along, out=reach)
    return found
