"""Where the nodes of a picture stand: by igraph, seeded, and pushed apart until no two boxes overlap.

A picture is laid out once per shape of screen. The layout starts from igraph's Kamada-Kawai (above 400
nodes Fruchterman-Reingold), drawn from several seeded starts; the one that
:mod:`kg.export.page.tangle` finds clearest is kept and untangled. All lengths are pixels at scale 1.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import igraph

from kg.export.page.tangle import Box, keep_inside, tangle, untangle

#: Above this many nodes boxes are no longer pushed apart: the page labels only the most active then.
SPREAD_LIMIT = 150
_STARTS = 16
_KEPT = 4
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Layout:
    """One arrangement: its size and the point of each node, whole pixels from the top left corner."""

    width: int
    height: int
    points: Mapping[str, tuple[int, int]]


def arrange(
    boxes: Mapping[str, Box],
    edges: Sequence[tuple[str, str]],
    *,
    aspect: float,
    room: float = 2.1,
    seed: int = 1,
) -> Layout:
    """Arrange nodes in a frame of about the given aspect (width divided by height).

    The frame is ``room`` times as large as all boxes together, and larger where they do not fit.
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
    starts = max(3, min(_STARTS, 600 // len(names))) if small else 1
    tries = []
    for start in range(starts):
        chance = random.Random(seed * 1000 + start)
        points, width, height = _place(
            _draw(len(sizes), pairs, chance), sizes, aspect, room, chance, small=small
        )
        cost = tangle(points, sizes, pairs) * (width * height) ** 0.5 if small else 0.0
        tries.append((cost, start, points, width, height))
    tries.sort(key=lambda t: t[:2])
    if small:
        kept = max(1, min(_KEPT, 160 // len(names)))
        for _, start, points, width, height in tries[:kept]:
            untangle(points, sizes, pairs, width, height, random.Random(start))
        tries[:kept] = sorted(tries[:kept], key=lambda t: (tangle(t[2], sizes, pairs), t[1]))
    _, _, points, width, height = tries[0]
    return Layout(
        math.ceil(width),
        math.ceil(height),
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
    rough: Sequence[Sequence[float]],
    sizes: Sequence[Box],
    aspect: float,
    room: float,
    chance: random.Random,
    *,
    small: bool,
) -> tuple[list[list[float]], float, float]:
    """Stretch one start to the smallest frame in which the boxes can be pushed apart."""
    area = sum((b.width + _GAP) * (b.above + b.below + _GAP) for b in sizes) * room
    width = max((area * aspect) ** 0.5, max(b.width for b in sizes) + 2 * _GAP)
    height = max(area / width, max(b.above + b.below for b in sizes) + 2 * _GAP)
    points = _stretch(rough, sizes, width, height)
    while small and not _push_apart(points, sizes, width, height, chance):
        wider = 1.0 if aspect < 0.5 else 1.04
        points = [[x * wider, y * 1.04] for x, y in points]
        width, height = width * wider, height * 1.04
    return points, width, height


def _draw(count: int, pairs: Sequence[tuple[int, int]], chance: random.Random) -> list[list[float]]:
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
        keep_inside(point, box, width, height)
    return points


def _push_apart(
    points: list[list[float]], sizes: Sequence[Box], width: float, height: float, chance: random.Random
) -> bool:
    """Move overlapping boxes apart, mostly along the shorter way; True once none overlaps."""
    half = [(b.width + _GAP) / 2 for b in sizes]
    tall = [(b.above + b.below + _GAP) / 2 for b in sizes]
    shift = [(b.below - b.above) / 2 for b in sizes]
    for _ in range(60):
        clean = True
        for i, p in enumerate(points):
            for j in range(i):
                q = points[j]
                right = p[0] - q[0]
                across = half[i] + half[j] - abs(right)
                if across <= 0.01:
                    continue
                lower = p[1] + shift[i] - q[1] - shift[j]
                down = tall[i] + tall[j] - abs(lower)
                if down <= 0.01:
                    continue
                clean = False
                axis = 0 if (across < down) == (chance.random() < 0.9) else 1
                step = (across if axis == 0 else down) / 2
                if (right if axis == 0 else lower) < 0:
                    step = -step
                p[axis] += step
                q[axis] -= step
                keep_inside(p, sizes[i], width, height)
                keep_inside(q, sizes[j], width, height)
        if clean:
            return True
    return False
