"""Space between boxes: their frame, free places, and pushing them apart."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from kg.export.layout.clutter import Boxes, Floats, Truths

#: Pixels between boxes that were pushed apart, and the minimum after a move.
GAP, _LEAST_GAP = 10.0, 6.0
#: Rounds of pushing, and approximate number of places tried for a box that still overlaps another.
_ROUNDS, _PLACES = 30, 1500


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture."""

    width: float
    height: float

    @property
    def size(self) -> Floats:
        """Width and height as an array."""
        return np.array([self.width, self.height])

    @classmethod
    def of(cls, boxes: Boxes, aspect: float, room: float) -> Frame:
        """Return a frame ``room`` times as large as all boxes with their gaps, at least as large as each.

        >>> from kg.export.layout.clutter import Box
        >>> Frame.of(Boxes.of([Box(90, 20, 20)] * 2), 2.0, 2.0)
        Frame(width=200.0, height=100.0)
        """
        sides = 2 * boxes.half + GAP
        area = float(taken(boxes).sum()) * room
        least = sides.max(axis=0) + GAP
        width = max((area * aspect) ** 0.5, float(least[0]))
        return cls(width, max(area / width, float(least[1])))

    def bounds(self, boxes: Boxes) -> tuple[Floats, Floats]:
        """Return the smallest and the largest coordinates of each node whose box is inside.

        >>> from kg.export.layout.clutter import Box
        >>> [bound.tolist() for bound in Frame(100, 50).bounds(Boxes.of([Box(20, 5, 15)]))]
        [[[10.0, 5.0]], [[90.0, 35.0]]]
        """
        down = np.stack([np.zeros_like(boxes.lower), boxes.lower], axis=1)
        return boxes.half - down, self.size - boxes.half - down

    def inside(self, boxes: Boxes, points: Floats) -> Floats:
        """Return points moved so that all boxes are in the frame.

        >>> from kg.export.layout.clutter import Box
        >>> Frame(100, 50).inside(Boxes.of([Box(20, 5, 15)]), np.array([(-9.0, 48.0)])).tolist()
        [[10.0, 35.0]]
        """
        return np.clip(points, *self.bounds(boxes))


def taken(boxes: Boxes) -> Floats:
    """Return the area of each box with its gaps, in square pixels.

    >>> taken(Boxes(half=np.array([(20.0, 5.0)]), lower=np.zeros(1))).tolist()
    [1000.0]
    """
    room: Floats = (2 * boxes.half + GAP).prod(axis=1)
    return room


def free(boxes: Boxes, points: Floats, i: int, places: Floats) -> Truths:
    """Return at which places node i would keep its distance from all others.

    >>> from kg.export.layout.clutter import Box
    >>> boxes, points = Boxes.of([Box(20, 5, 5)] * 2), np.array([(10.0, 5.0), (60.0, 5.0)])
    >>> free(boxes, points, 0, np.array([(31.0, 5.0), (35.0, 5.0), (35.0, 30.0)])).tolist()
    [True, False, True]
    """
    near = boxes.half + (boxes.half[i] + _LEAST_GAP)
    apart = places[:, :1] - points[:, 0]
    hit = np.abs(apart, out=apart) < near[:, 0]
    np.subtract(places[:, 1:] + boxes.lower[i], points[:, 1] + boxes.lower, out=apart)
    hit &= np.abs(apart, out=apart) < near[:, 1]
    hit[:, i] = False
    found: Truths = ~np.logical_or.reduce(hit, axis=1)
    return found


def spaced(boxes: Boxes, points: Floats, frame: Frame, chance: random.Random) -> tuple[Floats, bool]:
    """Return points with overlapping boxes moved apart, and whether no overlaps remain.

    Boxes push each other, mostly along the shorter axis, for 30 rounds. Of two that still overlap, the
    smaller moves to the nearest free place, which may not exist in a tight frame.

    >>> from kg.export.layout.clutter import Box
    >>> boxes, points = Boxes.of([Box(20, 5, 5)] * 2), np.array([(40.0, 20.0), (40.0, 24.0)])
    >>> spaced(boxes, points, Frame(80, 40), random.Random(1))
    (array([[40., 12.],
           [40., 32.]]), True)
    """
    points = _pushed(boxes, points, frame, chance)
    order = np.argsort(boxes.half.prod(axis=1), kind="stable").tolist()
    grid, (least, most) = _grid(frame), frame.bounds(boxes)
    for i in order:
        if free(boxes, points, i, points[[i]])[0]:
            continue
        places = np.clip(grid, least[i], most[i])
        places = places[free(boxes, points, i, places)]
        if len(places):
            points[i] = places[np.argmin(np.hypot(*(places - points[i]).T))]
    return points, all(free(boxes, points, i, points[[i]])[0] for i in order)


def _grid(frame: Frame) -> Floats:
    """Return a grid of places over a frame."""
    step = (frame.width * frame.height / _PLACES) ** 0.5
    right, down = np.meshgrid(np.arange(step / 2, frame.width, step), np.arange(step / 2, frame.height, step))
    return np.stack([right.ravel(), down.ravel()], axis=1)


def _pushed(boxes: Boxes, points: Floats, frame: Frame, chance: random.Random) -> Floats:
    """Return points after some rounds in which each overlapping pair of boxes is moved apart."""
    reach = boxes.half + GAP / 2
    wide, tall = (half[:, None] + half - 0.01 for half in reach.T)
    below = np.tri(len(points), k=-1, dtype=bool)
    middle = points + np.stack([np.zeros_like(boxes.lower), boxes.lower], axis=1)
    least, most = boxes.half.tolist(), (frame.size - boxes.half).tolist()
    half, at = reach.tolist(), middle.tolist()
    for _ in range(_ROUNDS):
        x, y = np.array(at).T
        hit = np.abs(x[:, None] - x) < wide
        hit &= np.abs(y[:, None] - y) < tall
        pairs = np.argwhere(hit & below).tolist()
        if not pairs:
            break
        for i, j in pairs:
            p, q = at[i], at[j]
            over = [half[i][axis] + half[j][axis] - abs(p[axis] - q[axis]) for axis in (0, 1)]
            if min(over) <= 0.01:
                continue
            axis = 0 if (over[0] < over[1]) == (chance.random() < 0.9) else 1
            step = over[axis] / 2 if p[axis] >= q[axis] else -over[axis] / 2
            p[axis] = min(max(p[axis] + step, least[i][axis]), most[i][axis])
            q[axis] = min(max(q[axis] - step, least[j][axis]), most[j][axis])
    apart: Floats = np.array(at)
    apart[:, 1] -= boxes.lower
    return apart
