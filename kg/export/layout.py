"""Where the nodes of a picture stand: by igraph, seeded, and pushed apart until no two boxes overlap.

A picture is laid out once per shape of screen. The layout starts from igraph's Kamada-Kawai (above 400
nodes Fruchterman-Reingold), drawn from several seeded starts; the one in which lines
cross least and run through the fewest boxes is kept. All lengths are pixels at scale 1.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import igraph

#: Above this many nodes boxes are no longer pushed apart: the page labels only the most active then.
SPREAD_LIMIT = 150
_STARTS = 24
_GAP = 9.0


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


@dataclass(frozen=True, slots=True)
class Layout:
    """One arrangement: its size and the point of each node, whole pixels from the top left corner."""

    width: int
    height: int
    points: Mapping[str, tuple[int, int]]


def arrange(
    boxes: Mapping[str, Box], edges: Sequence[tuple[str, str]], *, aspect: float, seed: int = 1
) -> Layout:
    """Arrange nodes in a frame of about the given aspect (width divided by height).

    The same arguments give the same layout. With 150 nodes or fewer no two boxes overlap.

    >>> box = Box(80, 10, 24)
    >>> layout = arrange({"a": box, "b": box, "c": box}, [("a", "b"), ("b", "c")], aspect=1.5)
    >>> layout == arrange({"a": box, "b": box, "c": box}, [("a", "b"), ("b", "c")], aspect=1.5)
    True
    >>> overlaps(layout, {"a": box, "b": box, "c": box})
    0
    """
    names = list(boxes)
    if not names:
        return Layout(0, 0, {})
    index = {name: i for i, name in enumerate(names)}
    pairs = sorted({(index[a], index[b]) for a, b in edges if a != b})
    sizes = [boxes[name] for name in names]
    small = len(names) <= SPREAD_LIMIT
    best: tuple[float, list[list[float]], float, float] | None = None
    starts = max(3, min(_STARTS, 1200 // len(names))) if small else 1
    for start in range(starts):
        points, width, height = _place(sizes, pairs, aspect, seed * 1000 + start)
        cost = _cost(points, sizes, pairs) if small else 0.0
        if best is None or cost < best[0]:
            best = (cost, points, width, height)
    assert best is not None
    _, points, width, height = best
    return Layout(
        round(width),
        round(height),
        {name: (round(points[i][0]), round(points[i][1])) for name, i in index.items()},
    )


def overlaps(layout: Layout, boxes: Mapping[str, Box]) -> int:
    """How many pairs of boxes overlap.

    >>> overlaps(Layout(9, 9, {"a": (0, 0), "b": (5, 0)}), {"a": Box(8, 4, 4), "b": Box(8, 4, 4)})
    1
    """
    placed = [(layout.points[name], box) for name, box in boxes.items()]
    return sum(
        abs(p[0] - q[0]) < (a.width + b.width) / 2
        and p[1] - a.above < q[1] + b.below
        and q[1] - b.above < p[1] + a.below
        for (p, a), (q, b) in combinations(placed, 2)
    )


def _place(
    sizes: Sequence[Box], pairs: Sequence[tuple[int, int]], aspect: float, seed: int
) -> tuple[list[list[float]], float, float]:
    """One start: positions from igraph, stretched to the frame, boxes pushed apart."""
    rough = _draw(len(sizes), pairs, seed)
    area = sum((b.width + _GAP) * (b.above + b.below + _GAP) for b in sizes) * 2.3
    width = max((area * aspect) ** 0.5, max(b.width for b in sizes) + 2 * _GAP)
    height = max(area / width, max(b.above + b.below for b in sizes) + 2 * _GAP)
    for _ in range(40):
        points = _stretch(rough, sizes, width, height)
        if len(sizes) > SPREAD_LIMIT or _push_apart(points, sizes, width, height):
            break
        height *= 1.06
        width *= 1.02 if aspect < 0.8 else 1.06
    return points, width, height


def _draw(count: int, pairs: Sequence[tuple[int, int]], seed: int) -> list[list[float]]:
    chance = random.Random(seed)
    graph = igraph.Graph(n=count, edges=list(pairs))
    start = [[chance.uniform(-1, 1), chance.uniform(-1, 1)] for _ in range(count)]
    igraph.set_random_number_generator(chance)
    try:
        if count <= 400:
            drawn = graph.layout_kamada_kawai(seed=start)
        else:
            drawn = graph.layout_fruchterman_reingold(seed=start, grid=True, niter=300)
    finally:
        igraph.set_random_number_generator(random)
    return [list(point) for point in drawn]


def _stretch(
    rough: Sequence[Sequence[float]], sizes: Sequence[Box], width: float, height: float
) -> list[list[float]]:
    """Fill the frame: ranks mixed with positions, so that a dense middle opens up."""
    axes = []
    for axis, room in ((0, width), (1, height)):
        values = [p[axis] for p in rough]
        low, span = min(values), (max(values) - min(values)) or 1.0
        order = sorted(range(len(values)), key=lambda i: (values[i], i))
        rank = {i: r / max(1, len(values) - 1) for r, i in enumerate(order)}
        axes.append([room * (0.5 * (v - low) / span + 0.5 * rank[i]) for i, v in enumerate(values)])
    points = [[x, y] for x, y in zip(*axes, strict=True)]
    for point, box in zip(points, sizes, strict=True):
        _keep_inside(point, box, width, height)
    return points


def _keep_inside(point: list[float], box: Box, width: float, height: float) -> None:
    point[0] = min(max(point[0], box.width / 2), width - box.width / 2)
    point[1] = min(max(point[1], box.above), height - box.below)


def _push_apart(points: list[list[float]], sizes: Sequence[Box], width: float, height: float) -> bool:
    """Move overlapping boxes apart along the shorter way; True once none overlaps."""
    for _ in range(160):
        clean = True
        for i, j in combinations(range(len(points)), 2):
            p, q, a, b = points[i], points[j], sizes[i], sizes[j]
            across = (a.width + b.width) / 2 + _GAP - abs(p[0] - q[0])
            if across <= 0.01:
                continue
            upper = (p[1] - a.above + p[1] + a.below) / 2 <= (q[1] - b.above + q[1] + b.below) / 2
            down = (p[1] + a.below - q[1] + b.above if upper else q[1] + b.below - p[1] + a.above) + _GAP
            if down <= 0.01:
                continue
            clean = False
            axis, way = (0, across) if across < down else (1, down)
            first = (p[0] <= q[0]) if axis == 0 else upper
            step = way / 2 * (-1 if first else 1)
            p[axis] += step
            q[axis] -= step
            _keep_inside(p, a, width, height)
            _keep_inside(q, b, width, height)
        if clean:
            return True
    return False


def _cost(points: Sequence[Sequence[float]], sizes: Sequence[Box], pairs: Sequence[tuple[int, int]]) -> float:
    """Lines that run through a box weigh most, then crossings, then length."""
    through = crossings = 0
    length = 0.0
    for a, b in pairs:
        p, q = points[a], points[b]
        length += ((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2) ** 0.5
        through += sum(
            i not in (a, b) and _cuts(p, q, points[i], sizes[i]) for i in range(len(points))
        )
    for (a, b), (c, d) in combinations(pairs, 2):
        if len({a, b, c, d}) == 4:
            crossings += _cross(points[a], points[b], points[c], points[d])
    mean = length / max(1, len(pairs))
    return 3.0 * through + crossings + mean / 40


def _cuts(p: Sequence[float], q: Sequence[float], at: Sequence[float], box: Box) -> bool:
    """Whether the line from p to q runs through the box (Liang-Barsky)."""
    enter, leave = 0.0, 1.0
    sides = ((0, at[0] - box.width / 2, at[0] + box.width / 2), (1, at[1] - box.above, at[1] + box.below))
    for axis, low, high in sides:
        way = q[axis] - p[axis]
        if abs(way) < 1e-9:
            if not low <= p[axis] <= high:
                return False
            continue
        one, two = sorted(((low - p[axis]) / way, (high - p[axis]) / way))
        enter, leave = max(enter, one), min(leave, two)
    return enter < leave


def _cross(p: Sequence[float], q: Sequence[float], r: Sequence[float], s: Sequence[float]) -> bool:
    def side(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    return side(p, q, r) != side(p, q, s) and side(r, s, p) != side(r, s, q)
