"""The layout of a large picture, in which nodes are symbols: it fills its frame evenly.

Each connected component gets its own part of the frame, in proportion to the size of its symbols, and is
stretched over it. Symbols that cover each other are then moved apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from kg.export.layout.clutter import Boxes, Floats, Numbers, Pair
from kg.export.layout.fill import filled, laid
from kg.export.layout.spacing import GAP, Frame, taken
from kg.export.layout.springs import drawn

#: Rounds of moving symbols apart, and the share of symbols no larger than the largest one searched for.
_ROUNDS, _LOOKED_FOR = 6, 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A component: its nodes and their drawn positions, turned so that the longest extent is horizontal."""

    nodes: Numbers
    drawing: Floats


def parts(count: int, pairs: Sequence[Pair], seed: int) -> list[Part]:
    """Return the components of a network, drawn separately, the largest first.

    >>> [part.nodes.tolist() for part in parts(4, [(1, 2), (2, 3)], seed=1)]
    [[1, 2, 3], [0]]
    """
    member = np.array(igraph.Graph(n=count, edges=pairs).connected_components().membership, dtype=np.intp)
    nodes, sizes = np.argsort(member, kind="stable"), np.bincount(member)
    starts = np.cumsum(sizes) - sizes
    place = np.empty(count, dtype=np.intp)
    place[nodes] = np.arange(count) - np.repeat(starts, sizes)
    lines = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    owner = member[lines[:, 0]]
    ends = np.cumsum(np.bincount(owner, minlength=len(sizes)))
    lines = place[lines[np.argsort(owner, kind="stable")]]
    found = [
        Part(mine, laid(drawn(len(mine), own.tolist(), seed)))
        for mine, own in zip(np.split(nodes, starts[1:]), np.split(lines, ends[:-1]), strict=True)
    ]
    return sorted(found, key=lambda part: (-len(part.nodes), part.nodes[0]))


def spread(boxes: Boxes, components: Sequence[Part], frame: Frame) -> Floats:
    """Return the positions of the nodes in a frame: evenly spread, with hardly any overlapping symbols.

    >>> from kg.export.layout.clutter import Box
    >>> boxes = Boxes.of([Box(8, 4, 4)] * 4)
    >>> points = spread(boxes, parts(4, [(0, 1), (2, 3)], seed=1), Frame(100, 50))
    >>> bool(points[:2, 0].max() < 50 < points[2:, 0].min())
    True
    """
    points = np.empty_like(boxes.half)
    room = taken(boxes)
    shares = _cut([float(room[part.nodes].sum()) for part in components], np.zeros(2), frame.size)
    for part, (corner, size) in zip(components, shares, strict=True):
        margin = np.minimum(GAP / 2, size / 10)
        drawing = part.drawing if size[0] >= size[1] else part.drawing[:, ::-1]
        points[part.nodes] = corner + margin + filled(drawing, room[part.nodes], size - 2 * margin)
    return _eased(boxes, frame.inside(boxes, points), frame)


def _cut(rooms: Sequence[float], corner: Floats, size: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Yield the corner and size of each part's share of a frame, which is split across its longer side."""
    if len(rooms) == 1:
        yield corner, size
        return
    sums = np.cumsum(rooms) / sum(rooms)
    first = 1 + int(np.argmin(np.abs(sums[:-1] - 0.5)))
    along = np.where([size[0] >= size[1], size[0] < size[1]], size, 0.0)
    cut = along * sums[first - 1]
    yield from _cut(rooms[:first], corner, size - along + cut)
    yield from _cut(rooms[first:], corner + cut, size - cut)


def _eased(boxes: Boxes, points: Floats, frame: Frame) -> Floats:
    """Return points whose symbols, as discs, cover each other less or not at all."""
    from scipy.spatial import cKDTree  # takes as long to import as pandas; small pictures need none

    radius = boxes.half.max(axis=1) + 1
    reach = 2 * float(np.quantile(radius, _LOOKED_FOR))
    for _ in range(_ROUNDS):
        one, other = cKDTree(points).query_pairs(reach, output_type="ndarray").T
        way = points[one] - points[other]
        far = np.hypot(way[:, 0], way[:, 1])
        near = far < radius[one] + radius[other]
        one, other, way, far = one[near], other[near], way[near], far[near]
        if not len(one):
            break
        way[far < 1e-6] = (1e-6, 0.0)
        step = way * ((radius[one] + radius[other] - far) / np.maximum(far, 1e-6) / 2)[:, None]
        moved = [np.bincount(one, s, len(points)) - np.bincount(other, s, len(points)) for s in step.T]
        points = frame.inside(boxes, points + np.stack(moved, axis=1))
    return points
