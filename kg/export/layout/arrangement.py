"""Layouts of a picture: drawn by igraph, seeded, and then made clear or even.

A picture has one layout per shape of screen, all from the same drawing by igraph. Up to 150 nodes, boxes are
pushed apart until none overlap, and then untangled. Larger pictures are spread evenly, since the page shows
them as symbols. All lengths are pixels at scale 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.export.layout.clear import clearest
from kg.export.layout.clutter import Box, Boxes, Diagram, Floats
from kg.export.layout.spacing import Frame
from kg.export.layout.spread import parts, spread
from kg.export.layout.springs import drawn

#: A picture with more nodes is spread evenly, and the page chooses which labels fit.
SPREAD_LIMIT = 150
_DRAWINGS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its size and the point of each node, in whole pixels from the top left corner."""

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
    """Return the layout for one shape of screen; see :func:`arrangements`.

    >>> box = Box(80, 10, 24)
    >>> layout = arrange({"a": box, "b": box, "c": box}, [("a", "b"), ("b", "c")], aspect=1.5)
    >>> overlaps(layout, {"a": box, "b": box, "c": box})
    0
    """
    return arrangements(boxes, edges, [(aspect, room)], seed=seed)[0]


def arrangements(
    boxes: Mapping[str, Box],
    edges: Sequence[tuple[str, str]],
    screens: Sequence[tuple[float, float]],
    *,
    seed: int = 1,
) -> list[Layout]:
    """Return layouts for several shapes of screen.

    The same arguments give the same layouts, and the layout of a screen does not depend on the others. With
    150 nodes or fewer, no two boxes overlap.

    Args:
        boxes: the size of each node.
        edges: the lines; direction and repetition do not matter.
        screens: the aspect (width divided by height) of each, and the area of its frame as a multiple of the
            area of all boxes. The frame is enlarged if boxes do not fit, and cropped where its margin is
            empty.
        seed: of igraph's initial positions and of the moves that are tried.

    >>> boxes = {name: Box(80, 10, 24) for name in "abc"}
    >>> wide, tall = arrangements(boxes, [("a", "b"), ("b", "c")], [(1.9, 2.5), (0.4, 2.5)])
    >>> wide.width > wide.height, tall.width > tall.height
    (True, False)
    """
    if not boxes:
        return [Layout(0, 0, {}) for _ in screens]
    index = {name: i for i, name in enumerate(boxes)}
    pairs = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a, b in edges if a != b})
    sizes = Boxes.of(boxes.values())
    frames = [Frame.of(sizes, aspect, room) for aspect, room in screens]
    if len(boxes) > SPREAD_LIMIT:
        components = parts(len(boxes), pairs, seed)
        return [_layout(sizes, spread(sizes, components, frame), index) for frame in frames]
    diagram = Diagram.of(sizes, pairs)
    drawings = [drawn(len(boxes), pairs, seed * 1000 + i) for i in range(_DRAWINGS)]
    return [_layout(sizes, clearest(diagram, drawings, frame, seed), index) for frame in frames]


def overlaps(layout: Layout, boxes: Mapping[str, Box]) -> int:
    """Return the number of pairs of boxes that overlap.

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


def _layout(boxes: Boxes, points: Floats, names: Mapping[str, int]) -> Layout:
    """Return points in whole pixels, in a frame that ends at the outermost boxes."""
    middle = points + np.stack([np.zeros_like(boxes.lower), boxes.lower], axis=1)
    least, most = (middle - boxes.half).min(axis=0), (middle + boxes.half).max(axis=0)
    width, height = (math.ceil(length) for length in most - least)
    whole = np.rint(points - least).astype(int).tolist()
    return Layout(width, height, {name: (whole[i][0], whole[i][1]) for name, i in names.items()})
