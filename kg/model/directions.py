"""Which way a stance is carried from an issue to a broader one.

Nobody is for or against a topic, so a stance on a narrower issue says nothing of the broader one by
itself. It is carried only where a coder has written a direction: an issue *furthers* the broader one
(whoever supports it supports that too) or *works against* it (whoever supports it opposes that). Along a
path the sides multiply. A path ends at a topic: that a proposal furthers a topic is said, and carries no
stance to it nor beyond it. Where two paths lead to the same issue with different sides, nothing is carried.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

#: What a direction does to a stance: keeps its side, or turns it.
FURTHERS, WORKS_AGAINST = 1, -1


def carried(
    directions: Mapping[str, Mapping[str, int]], topics: Set[str] = frozenset()
) -> dict[str, dict[str, int]]:
    """For every issue, the broader issues that a path of coded directions leads to.

    Args:
        directions: for every issue, the next broader issues and :data:`FURTHERS` or :data:`WORKS_AGAINST`; 0
            where both are coded, which carries nothing.
        topics: issues at which a path ends.

    Returns:
        The side of the path by broader issue: 1 where a stance keeps its side, -1 where it turns, 0 where
        two paths say different things.

    >>> coded = {"relief": {"lower": 1}, "lower": {"tariffs": -1}, "tariffs": {"trade": 1}}
    >>> carried(coded, {"trade"})["relief"]
    {'lower': 1, 'tariffs': -1, 'trade': -1}
    >>> carried({"a": {"b": 1, "c": -1}, "b": {"d": 1}, "c": {"d": 1}})["a"]["d"]
    0
    """
    found: dict[str, dict[str, int]] = {}
    for issue in sorted(directions):
        sides: dict[str, set[int]] = {}
        waiting, seen = [(issue, FURTHERS)], {(issue, FURTHERS)}
        while waiting:
            one, side = waiting.pop()
            if one in topics and one != issue:
                continue
            for broader, direction in directions.get(one, {}).items():
                reached = broader, side * direction
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)
                    sides.setdefault(broader, set()).add(reached[1])
        found[issue] = {
            broader: its.pop() if len(its) == 1 else 0
            for broader, its in sorted(sides.items())
            if broader != issue
        }
    return found
