"""Positions of passages, in words."""

from __future__ import annotations


def characters(start: int | None, end: int | None) -> str:
    """A span of characters of a text; empty if it is unknown.

    >>> characters(10, 1250), characters(None, None)
    ('characters 10 to 1,250', '')
    """
    return "" if start is None or end is None else f"characters {start:,} to {end:,}"
