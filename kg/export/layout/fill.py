"""Turn a drawing and stretch it over a frame, so that a dense centre opens up and no corner stays empty.

The position of a node is one half by evenly filled strips of the frame, one quarter by the drawing, and one
quarter by its rank from left to right and from top to bottom. Ranks and strips allow for the size of its box,
so that hubs are separated.
"""

from __future__ import annotations

import math

import numpy as np

from kg.export.layout.clutter import Floats, Numbers

#: The share of nodes that may lie beyond each end of a scale, so that outliers do not compress the rest.
_STRAGGLERS = 0.01
#: Approximate number of nodes side by side in a strip.
_ABREAST = 2


def turned(points: Floats, angle: float) -> Floats:
    """Return points turned around 0, 0 by an angle in radians.

    >>> turned(np.array([(1.0, 0.0)]), math.pi / 2).round(6).tolist()
    [[0.0, 1.0]]
    """
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y = points.T
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=1)


def laid(points: Floats) -> Floats:
    """Return points turned so that their longest extent is horizontal.

    >>> laid(np.array([(1.0, 1.0), (3.0, 3.0)])).round(6).tolist()
    [[1.414214, 0.0], [4.242641, 0.0]]
    """
    x, y = (points - points.mean(axis=0)).T
    return turned(points, -math.atan2(2 * float((x * y).sum()), float((x * x - y * y).sum())) / 2)


def filled(drawing: Floats, room: Floats, size: Floats) -> Floats:
    """Return points between 0, 0 and the size.

    Args:
        drawing: shape (nodes, 2), in any units.
        room: the room of each node's box.
        size: the width and height to fill.

    >>> filled(np.array([(0.0, 0.0), (2.0, 4.0), (4.0, 2.0)]), np.ones(3), np.array([60.0, 30.0])).tolist()
    [[7.5, 3.75], [30.0, 26.25], [52.5, 15.0]]
    """
    if len(drawing) == 1:
        return size[None] / 2
    ordered, beyond = np.sort(drawing, axis=0), int(_STRAGGLERS * len(drawing))
    least, most = ordered[beyond], ordered[-1 - beyond]
    as_drawn = np.clip((drawing - least) / np.maximum(most - least, 1e-9), 0, 1)
    whole = np.zeros(len(drawing), dtype=np.intp)
    ranks = np.stack([_ranked(values, room, whole) for values in drawing.T], axis=1)
    strips = max(1, round(math.sqrt(len(drawing) * size[0] / size[1]) / _ABREAST))
    strip = np.minimum((ranks[:, 0] * strips).astype(np.intp), strips - 1)
    evenly = np.stack([ranks[:, 0], _ranked(drawing[:, 1], room, strip)], axis=1)
    points: Floats = (as_drawn + ranks + 2 * evenly) / 4 * size
    return points


def _ranked(values: Floats, room: Floats, strip: Numbers) -> Floats:
    """Return the position of each value in its strip, from 0 to 1: after the room of the lower ones."""
    order = np.lexsort((values, strip))
    sums = np.bincount(strip, room)
    before = np.cumsum(room[order]) - room[order] / 2 - (np.cumsum(sums) - sums)[strip[order]]
    ranks = np.empty(len(values))
    ranks[order] = before / sums[strip[order]]
    return ranks
