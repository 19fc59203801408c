"""Positions of passages, in words."""

from __future__ import annotations


def characters(start: object, end: object) -> str:
    """A span of characters of a text; empty if it is unknown, or not numbers, as in graphs from elsewhere.

    >>> characters(10, 1250), characters(None, None), characters(10, "the end")
    ('characters 10 to 1,250', '', '')
    """
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    return f"characters {start:,} to {end:,}"
