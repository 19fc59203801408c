"""Coders who read the same words differently."""

from __future__ import annotations

from collections.abc import Iterable


def coders_differ(readings: Iterable[tuple[str, str]]) -> bool:
    """Whether coders read the same passage differently.

    Args:
        readings: of one holder on one target, as pairs of passage and value.

    >>> one, other = ("p1", "support"), ("p2", "oppose")
    >>> coders_differ([one, ("p1", "oppose")]), coders_differ([one, other])
    (True, False)
    """
    found: dict[str, set[str]] = {}
    for passage, value in readings:
        found.setdefault(passage, set()).add(value)
    return any(len(values) > 1 for values in found.values())
