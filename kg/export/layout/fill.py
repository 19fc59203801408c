"""Turn a drawing and stretch it over a frame, so that a dense middle opens up and no corner is empty.

A node is placed half by strips of the frame that are filled evenly, a quarter by where it was drawn, and a
quarter by its rank from left to right and from top to bottom. In ranks and strips it has the room that its
box takes, so that hubs are seen apart.
"""

from __future__ import annotations

import math

import numpy as np

from kg.export.layout.tangle import Floats, Numbers

#: The share of nodes that may lie beyond each end of a scale: a few stragglers would press the rest together.
_STRAGGLERS = 0.01
#: How many nodes a strip has side by side, about.
_ABREAST = 2


def turned(points: Floats, angle: float) -> Floats:
    """Points turned around 0, 0 by an angle in radians.

    >>> turned(np.array([(1.0, 0.0)]), math.pi / 2).round(6).tolist()
    [[0.0, 1.0]]
    """
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y = points.T
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=1)


def laid(points: Floats) -> Floats:
    """Points turned so that they reach farthest from left to right.

    >>> laid(np.array([(1.0, 1.0), (3.0, 3.0)])).round(6).tolist()
    [[1.414214, 0.0], [4.242641, 0.0]]
    """
    x, y = (points - points.mean(axis=0)).T
    return turned(points, -math.atan2(2 * float((x * y).sum()), float((x * x - y * y).sum())) / 2)


def filled(drawing: Floats, room: Floats, size: Floats) -> Floats:
    """Points between 0, 0 and the size.

    Args:
        drawing: shape (nodes, 2), in any units.
        room: what each node's box takes.
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
    """Where each value comes in its strip, from 0 to 1: after the room that the lower ones take."""
    order = np.lexsort((values, strip))
    sums = np.bincount(strip, room)
    before = np.cumsum(room[order]) - room[order] / 2 - (np.cumsum(sums) - sums)[strip[order]]
    ranks = np.empty(len(values))
    ranks[order] = before / sums[strip[order]]
    return ranks
