"""How hard a picture is to follow: lines that run under a box that is not theirs, and crossings.

A line under a box reads as a line to it, which would be untrue; it weighs most.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

_THROUGH = 5.0
_LENGTH = 1 / 400
_MARGIN = 3.0

Point = Sequence[float]
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


def tangle(points: Sequence[Point], boxes: Sequence[Box], pairs: Sequence[Pair]) -> float:
    """The sum over the whole picture: 5 for a line under a box, 1 for a crossing, a little for length.

    >>> square = [(0, 0), (100, 100), (0, 100), (100, 0)]
    >>> boxes = [Box(9, 4, 4)] * 4
    >>> tangle(square, boxes, [(0, 1), (2, 3)]) - tangle(square, boxes, [(0, 2), (1, 3)]) > 1
    True
    """
    cost = sum(_of_line(points, boxes, pair) for pair in pairs)
    return cost + sum(_crossings(points, one, pairs[i + 1 :]) for i, one in enumerate(pairs))


def untangle(
    points: list[list[float]],
    boxes: Sequence[Box],
    pairs: Sequence[Pair],
    width: float,
    height: float,
    chance: random.Random,
    *,
    gap: float = 8.0,
) -> None:
    """Move single boxes to free places wherever that makes the picture clearer, never onto others."""
    mine: list[list[Pair]] = [[pair for pair in pairs if i in pair] for i in range(len(points))]
    others = [[pair for pair in pairs if i not in pair] for i in range(len(points))]

    def cost(i: int, limit: float = float("inf")) -> float:
        total = 0.0
        for pair in mine[i]:
            total += _of_line(points, boxes, pair)
            if total >= limit:
                return total
            total += _crossings(points, pair, others[i])
        if total < limit:
            total += _THROUGH * _lines_under(points, boxes, i, others[i])
        return total

    turns = max(12, min(60, 2400 // max(1, len(points))))
    for turn in range(turns):
        reach = 0.5 * max(width, height) * (1 - turn / turns) + 12
        for i, point in enumerate(points):
            old, before = point[:], cost(i)
            if before < 1 and turn > turns // 3:
                continue
            for _ in range(16 if before >= _THROUGH else 3):
                point[0], point[1] = (
                    old[0] + chance.uniform(-reach, reach),
                    old[1] + chance.uniform(-reach, reach),
                )
                keep_inside(point, boxes[i], width, height)
                if _free(points, boxes, i, gap) and cost(i, before) < before - 1e-6:
                    break
                point[:] = old


def keep_inside(point: list[float], box: Box, width: float, height: float) -> None:
    """Move a point so that its box lies in the frame."""
    point[0] = min(max(point[0], box.width / 2), width - box.width / 2)
    point[1] = min(max(point[1], box.above), height - box.below)


def _free(points: Sequence[Point], boxes: Sequence[Box], i: int, gap: float) -> bool:
    p, a = points[i], boxes[i]
    for j, q in enumerate(points):
        b = boxes[j]
        if (
            j != i
            and abs(p[0] - q[0]) < (a.width + b.width) / 2 + gap
            and p[1] - a.above < q[1] + b.below + gap
            and q[1] - b.above < p[1] + a.below + gap
        ):
            return False
    return True


def _of_line(points: Sequence[Point], boxes: Sequence[Box], pair: Pair) -> float:
    """What one line costs by its length and the boxes that it runs under."""
    p, q = points[pair[0]], points[pair[1]]
    left, right = (p[0], q[0]) if p[0] < q[0] else (q[0], p[0])
    top, bottom = (p[1], q[1]) if p[1] < q[1] else (q[1], p[1])
    under = 0
    for i, at in enumerate(points):
        box = boxes[i]
        across = box.width / 2 + _MARGIN
        if (
            at[0] + across < left
            or at[0] - across > right
            or at[1] + box.below + _MARGIN < top
            or at[1] - box.above - _MARGIN > bottom
            or i in pair
        ):
            continue
        under += _under(p, q, at, box)
    return _THROUGH * under + math.dist(p, q) * _LENGTH


def _lines_under(points: Sequence[Point], boxes: Sequence[Box], i: int, pairs: Sequence[Pair]) -> int:
    """How many of the lines run under box i."""
    at, box = points[i], boxes[i]
    across = box.width / 2 + _MARGIN
    left, right, top, bottom = (
        at[0] - across,
        at[0] + across,
        at[1] - box.above - _MARGIN,
        at[1] + box.below + _MARGIN,
    )
    found = 0
    for a, b in pairs:
        p, q = points[a], points[b]
        if (
            (p[0] < left and q[0] < left)
            or (p[0] > right and q[0] > right)
            or (p[1] < top and q[1] < top)
            or (p[1] > bottom and q[1] > bottom)
        ):
            continue
        found += _under(p, q, at, box)
    return found


def _crossings(points: Sequence[Point], one: Pair, pairs: Sequence[Pair]) -> int:
    """How many of the lines one line crosses; lines that share an end do not cross."""
    (px, py), (qx, qy) = points[one[0]], points[one[1]]
    dx, dy = qx - px, qy - py
    found = 0
    for two in pairs:
        if one[0] in two or one[1] in two:
            continue
        (rx, ry), (sx, sy) = points[two[0]], points[two[1]]
        if (dx * (ry - py) > dy * (rx - px)) == (dx * (sy - py) > dy * (sx - px)):
            continue
        ex, ey = sx - rx, sy - ry
        found += (ex * (py - ry) > ey * (px - rx)) != (ex * (qy - ry) > ey * (qx - rx))
    return found


def _under(p: Point, q: Point, at: Point, box: Box) -> bool:
    """Whether the line from p to q runs under the box (Liang-Barsky)."""
    enter, leave = 0.0, 1.0
    across = box.width / 2 + _MARGIN
    for axis, low, high in (
        (0, at[0] - across, at[0] + across),
        (1, at[1] - box.above - _MARGIN, at[1] + box.below + _MARGIN),
    ):
        way = q[axis] - p[axis]
        if -1e-9 < way < 1e-9:
            if not low <= p[axis] <= high:
                return False
            continue
        one, two = (low - p[axis]) / way, (high - p[axis]) / way
        if one > two:
            one, two = two, one
        enter, leave = (one if one > enter else enter), (two if two < leave else leave)
        if enter >= leave:
            return False
    return True
