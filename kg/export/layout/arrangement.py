"""Where the nodes of a picture stand: by igraph, seeded, and then as clear or as even as the page needs.

A picture is laid out once per shape of screen; igraph draws it once for all of them. Up to 150 nodes their
boxes are pushed apart until none overlaps, and untangled. More are spread evenly, since of them the page
shows symbols. All lengths are pixels at scale 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kg.export.layout.clear import clearest
from kg.export.layout.spacing import Frame
from kg.export.layout.spread import parts, spread
from kg.export.layout.springs import drawn
from kg.export.layout.tangle import Box, Boxes, Diagram, Floats

#: Above this many nodes a picture is spread evenly, and the page chooses which labels there is room for.
SPREAD_LIMIT = 150
_DRAWINGS = 4


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
    """Arrange nodes for one shape of screen; as :func:`arrangements` of that one.

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
    """Arrange nodes for several shapes of screen, one layout for each.

    The same arguments give the same layouts, and a screen gets the same one whichever others are asked for.
    With 150 nodes or fewer no two boxes overlap.

    Args:
        boxes: the room that each node takes.
        edges: the lines; which way they go, and how often, does not matter.
        screens: the aspect (width divided by height) of each, and how many times as large as all boxes
            together its frame is. It is larger where boxes do not fit, and cut where its margin is empty.
        seed: of the places that igraph starts from and of the moves that are tried.

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


def _layout(boxes: Boxes, points: Floats, names: Mapping[str, int]) -> Layout:
    """Points in whole pixels, in a frame that ends where the outermost boxes do."""
    middle = points + np.stack([np.zeros_like(boxes.lower), boxes.lower], axis=1)
    least, most = (middle - boxes.half).min(axis=0), (middle + boxes.half).max(axis=0)
    width, height = (math.ceil(length) for length in most - least)
    whole = np.rint(points - least).astype(int).tolist()
    return Layout(width, height, {name: (whole[i][0], whole[i][1]) for name, i in names.items()})
