"""Whether a stance on an issue implies a stance on a broader issue, and which.

A stance on a narrower issue by itself implies nothing about the broader one. It does so only if a coder has
coded a direction: an issue *furthers* the broader one (whoever supports it supports that too) or *works
against* it (whoever supports it opposes that). Along a path, directions multiply. A path ends at a topic,
toward which there are no stances: a proposal can further a topic, but that implies no stance toward it or
beyond it. If two paths lead to the same issue with opposite directions, no stance is implied.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

#: The effect of a direction on a stance: the side stays the same, or is reversed.
FURTHERS, WORKS_AGAINST = 1, -1


def carried(
    directions: Mapping[str, Mapping[str, int]], topics: Set[str] = frozenset()
) -> dict[str, dict[str, int]]:
    """Return, for every issue, the broader issues that a path of coded directions leads to.

    Args:
        directions: for every issue, the directly broader issues and :data:`FURTHERS` or
            :data:`WORKS_AGAINST`; 0 if both are coded, which implies no stance.
        topics: issues at which a path ends.

    Returns:
        The direction of the path by broader issue: 1 if a stance keeps its side, -1 if it is reversed, 0 if
        two paths contradict each other.

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
