"""Reduce the clutter of a picture: one box at a time moves to the best of a few free places.

A move that makes the picture worse is accepted at times, less and less often (simulated annealing;
Kirkpatrick et al. 1983, doi:10.1126/science.220.4598.671), so that a box can leave a place that is only good
as long as nothing else moves. The visits to boxes have a total budget, so that a dense network takes no
longer than another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kg.export.layout.clutter import (
    LENGTH,
    MARGIN,
    THROUGH,
    Diagram,
    Floats,
    Numbers,
    Truths,
    count_crossings,
    meet,
)
from kg.export.layout.spacing import Frame, free

#: Places tried in a visit, and how many of the free ones are compared.
_SOUGHT, _COMPARED = 64, 10
#: Fewer are compared if that takes more pairs than this, but not fewer than these.
_MOST_PAIRS, _FEWEST = 300_000, 4
#: Mean number of visits to each box, and the budget of all visits, in pairs of a place and a node, or of a
#: line
#: and another or a box. A visit without comparisons costs as much as this many pairs.
_VISITS, _WORK, _VISIT = 12, 80_000_000, 30_000
#: With more lines, all boxes are visited equally often, since counting all crossings would take too long.
MANY_LINES = 1_500
#: How much worse a move may make the picture, on average, at the start and at the end.
_WARM, _COLD = 1.0, 0.05
#: How far a box moves at the start and at the end, as a share of the frame.
_FAR, _NEAR = 0.33, 0.03
#: The share of places near the middle of a node's neighbours.
_MIDDLE = 0.4


def untangle(diagram: Diagram, points: Floats, frame: Frame, chance: np.random.Generator) -> Floats:
    """Return points with less clutter, or the same; boxes move, but never onto others.

    Args:
        diagram: boxes and lines.
        points: positions of the nodes, shape (nodes, 2); they are not modified.
        frame: limits the boxes.
        chance: random numbers for the places that are tried.
    """
    now, best = np.array(points, order="F"), points
    least, most = frame.bounds(diagram.boxes)
    visits = _VISITS * len(points) if len(diagram.one) else 0
    spent, gained, record = 0, 0.0, 1e-9
    queue: list[int] = []
    lines = _Lines.of(diagram, now)
    visited: dict[int, _Visited] = {}
    for visit in range(visits):
        left = 1 - max(visit / visits, spent / _WORK)
        if left <= 0:
            break
        queue = queue or _round(diagram, now, chance)
        i = queue.pop()
        pairs = (1 + len(diagram.neighbours[i])) * (len(points) + len(diagram.one))
        places = _places(diagram, now, i, frame, left, chance)
        places = np.minimum(np.maximum(places, least[i]), most[i])
        compared = min(_COMPARED, max(_FEWEST, _MOST_PAIRS // pairs))
        places = places[free(diagram.boxes, now, i, places)][:compared]
        spent += _VISIT + _SOUGHT * len(points) + len(places) * pairs
        if not len(places):
            continue
        if i not in visited:
            visited[i] = _Visited.of(diagram, i)
        costs = _costs(lines, visited[i], np.concatenate((now[i : i + 1], places)))
        k = 1 + int(np.argmin(costs[1:]))
        worse = float(costs[k] - costs[0])
        if worse < -_WARM * (_COLD / _WARM) ** (1 - left) * math.log(1 - chance.random()):
            now[i] = places[k - 1]
            lines = _Lines.of(diagram, now)
            gained -= worse
            if gained > record:
                record, best = gained, now.copy(order="F")
    return best


def costs_at(diagram: Diagram, points: Floats, i: int, places: Floats) -> Floats:
    """Return the cost of the picture with node i at each of the places, without constant terms.

    That is the length of its lines, the boxes that they run under, the lines that they cross, and the other
    lines that run under its box.

    Args:
        diagram: boxes and lines.
        points: positions of all nodes.
        i: the node.
        places: shape (places, 2).

    >>> from kg.export.layout.clutter import Box, Boxes
    >>> diagram = Diagram.of(Boxes.of([Box(9, 4, 4)] * 4), [(0, 1), (2, 3)])
    >>> points = np.array([(0.0, 0.0), (90.0, 90.0), (0.0, 90.0), (90.0, 0.0)])
    >>> costs_at(diagram, points, 0, np.array([(0.0, 0.0), (90.0, 200.0)])).round(2).tolist()
    [1.32, 0.28]
    """
    return _costs(_Lines.of(diagram, points), _Visited.of(diagram, i), places)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """The points and lines of a picture, which stay the same until a box moves.

    Attributes:
        x: horizontal coordinate of each node.
        y: vertical coordinate of each node.
        start_x: horizontal coordinate of the start of each line.
        start_y: vertical coordinate of the start of each line.
        way_x: extent of each line to the right.
        way_y: extent of each line downwards.
        one: the node at the start of each line.
        other: the node at its end.
    """

    x: Floats
    y: Floats
    start_x: Floats
    start_y: Floats
    way_x: Floats
    way_y: Floats
    one: Numbers
    other: Numbers

    @classmethod
    def of(cls, diagram: Diagram, points: Floats) -> _Lines:
        x, y = np.ascontiguousarray(points.T)
        one, other = diagram.one, diagram.other
        start_x, start_y = x.take(one), y.take(one)
        return cls(x, y, start_x, start_y, x.take(other) - start_x, y.take(other) - start_y, one, other)


@dataclass(frozen=True, slots=True, eq=False)
class _Visited:
    """What stays the same of a node at all visits.

    Attributes:
        mine: the other ends of its lines.
        half: half the width and height of its box, with the margin.
        lower: how far the middle of its box is below its point.
        elsewhere: whether each line ends at other nodes.
        apart: whether each of its lines shares no end with each line, shape (own lines, lines).
        others: whether each of its lines does not end at each node, shape (own lines, nodes).
        wide: half the width of all boxes, with the margin; ``tall`` is half their height.
        lowers: how far the middles of all boxes are below their points.
    """

    mine: Numbers
    half: Floats
    lower: float
    elsewhere: Truths
    apart: Truths
    others: Truths
    wide: Floats
    tall: Floats
    lowers: Floats

    @classmethod
    def of(cls, diagram: Diagram, i: int) -> _Visited:
        mine = diagram.neighbours[i]
        others = np.ones((len(mine), len(diagram.neighbours)), dtype=bool)
        others[:, i] = False
        others[np.arange(len(mine)), mine] = False
        return cls(
            mine=mine,
            half=diagram.boxes.half[i] + MARGIN,
            lower=float(diagram.boxes.lower[i]),
            elsewhere=diagram.elsewhere[i],
            apart=diagram.elsewhere[mine] & diagram.elsewhere[i],
            others=others,
            wide=np.ascontiguousarray(diagram.boxes.half[:, 0]) + MARGIN,
            tall=np.ascontiguousarray(diagram.boxes.half[:, 1]) + MARGIN,
            lowers=diagram.boxes.lower,
        )


def _costs(lines: _Lines, node: _Visited, places: Floats) -> Floats:
    """Return the same as :func:`costs_at`."""
    mine, px, py = node.mine, places[:, :1], places[:, 1:]
    to_box_x, to_box_y = px - lines.start_x, py - lines.start_y
    under = meet(lines.way_x, lines.way_y, to_box_x, to_box_y + node.lower, *node.half)
    under &= node.elsewhere
    total: Floats = THROUGH * np.add.reduce(under, axis=1)
    if not len(mine):
        return total
    right, down = lines.x - px, lines.y - py
    to_x, to_y = right[:, mine, None], down[:, mine, None]
    right, down = right[:, None], down[:, None]
    total += LENGTH * np.add.reduce(np.hypot(to_x, to_y), axis=(1, 2))
    left = to_x * down > to_y * right
    crossings = left.take(lines.one, axis=2) != left.take(lines.other, axis=2)
    here = lines.way_x * to_box_y < lines.way_y * to_box_x
    ends_x, ends_y = lines.x.take(mine)[:, None], lines.y.take(mine)[:, None]
    there = lines.way_x * (ends_y - lines.start_y) < lines.way_y * (ends_x - lines.start_x)
    crossings &= here[:, None] != there
    crossings &= node.apart
    total += np.add.reduce(crossings, axis=(1, 2))
    passed = meet(to_x, to_y, right, down + node.lowers, node.wide, node.tall)
    passed &= node.others
    total += THROUGH * np.add.reduce(passed, axis=(1, 2))
    return total


def _round(diagram: Diagram, points: Floats, chance: np.random.Generator) -> list[int]:
    """Return the nodes to visit, as many as there are; those with cluttered lines occur more often."""
    count = len(points)
    weights = np.ones(count)
    if len(diagram.one) <= MANY_LINES:
        crossed, under = count_crossings(diagram, points)
        cluttered = crossed + THROUGH * under.sum(axis=1)
        weights = THROUGH * under.sum(axis=0)
        for end in (diagram.one, diagram.other):
            weights += np.bincount(end, cluttered, count)
        weights = np.sqrt(weights) + 0.1
    ends = np.floor(np.cumsum(weights) * (count / weights.sum()) + chance.random())
    visits = np.repeat(np.arange(count), np.diff(ends, prepend=0).astype(np.intp))
    order: Numbers = np.argsort(chance.random(len(visits)), kind="stable")
    return [int(i) for i in visits[order]] or list(range(count))


def _places(
    diagram: Diagram, points: Floats, i: int, frame: Frame, left: float, chance: np.random.Generator
) -> Floats:
    """Places to try: around the node, and around the middle of its neighbours."""
    around = 2 * chance.random((2, _SOUGHT)).T - 1
    places: Floats = points[i] + around * ((_FAR * left + _NEAR) * frame.size)
    mine = diagram.neighbours[i]
    if len(mine):
        near = round(_MIDDLE * _SOUGHT)
        spread = chance.random((2, near)).T + chance.random((2, near)).T - 1
        middle = np.add.reduce(points[mine], axis=0) / len(mine)
        places[:near] = middle + spread * ((0.5 * left + 0.1) * frame.size)
    return places
