"""The layout of a small picture: no two boxes overlap, and little clutter.

It starts from a few drawings, each turned by several angles and stretched over the frame; the best are pushed
apart, and the best of those is untangled.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import product

import numpy as np

from kg.export.layout.clutter import Boxes, Diagram, Floats, cost
from kg.export.layout.fill import filled, turned
from kg.export.layout.spacing import Frame, spaced, taken
from kg.export.layout.untangle import untangle

#: Number of angles of a drawing, of starts that are pushed apart, and of pairs of lines compared to rank
#: starts.
_TURNS, _PUSHED, _WORK = 4, 3, 6_000_000
#: Growth of a frame in which boxes cannot be pushed apart, a little more each time.
_GROWTH = 0.02
#: Narrower pictures grow in height only: a telephone has no more width.
_NARROW = 0.5


def clearest(diagram: Diagram, drawings: Sequence[Floats], frame: Frame, seed: int) -> Floats:
    """Return the positions of the nodes; if they do not fit the frame, in a larger one of about its aspect.

    Args:
        diagram: boxes and lines.
        drawings: of the diagram's network, at any scale.
        frame: the smallest frame.
        seed: of the moves that are tried.

    >>> from kg.export.layout.springs import drawn
    >>> from kg.export.layout.clutter import Box, Boxes
    >>> diagram = Diagram.of(Boxes.of([Box(20, 5, 5)] * 3), [(0, 1), (1, 2)])
    >>> clearest(diagram, [drawn(3, [(0, 1), (1, 2)], seed=1)], Frame(100, 50), seed=1).shape
    (3, 2)
    """
    room = taken(diagram.boxes)
    few = max(1, min(_TURNS * len(drawings), _WORK // max(1, len(diagram.one)) ** 2))
    starts = [
        frame.inside(diagram.boxes, filled(turned(drawing, math.pi * turn / _TURNS), room, frame.size))
        for turn, drawing in list(product(range(_TURNS), drawings))[:few]
    ]
    if few > 1:
        starts = sorted(starts, key=lambda points: cost(diagram, points))[:_PUSHED]
    ready = [_spaced(diagram.boxes, points, frame, random.Random(seed)) for points in starts]
    if len(ready) > 1:
        ready.sort(key=lambda one: cost(diagram, one[0]) * math.sqrt(one[1].width * one[1].height))
    points, frame = ready[0]
    return untangle(diagram, points, frame, np.random.default_rng(seed))


def _spaced(boxes: Boxes, points: Floats, frame: Frame, chance: random.Random) -> tuple[Floats, Frame]:
    """Return the points after pushing, with the smallest frame in which the boxes fit."""
    growth = 1.0
    points, apart = spaced(boxes, points, frame, chance)
    while not apart:
        growth += _GROWTH
        wider = 1.0 if frame.width < _NARROW * frame.height else growth
        frame = Frame(frame.width * wider, frame.height * growth)
        points, apart = spaced(boxes, points * (wider, growth), frame, chance)
    return points, frame
