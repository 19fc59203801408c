"""Differences between coders, in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def differ(readings: Iterable[tuple[Hashable, str, str]]) -> str:
    """List coders who read the same passage differently, with their readings; empty if there are none.

    The rule is :func:`kg.model.positions.coders_differ`.

    Args:
        readings: of one holder on one target, as passage, name of the coder, and code.

    >>> differ([("p1", "Ann", "support"), ("p1", "Ben", "oppose"), ("p2", "Ann", "neutral")])
    'coders differ: Ann support, Ben oppose'
    >>> differ([("p1", "Ann", "support"), ("p2", "Ben", "oppose")])
    ''
    """
    passages: dict[Hashable, set[tuple[str, str]]] = {}
    for passage, coder, value in readings:
        passages.setdefault(passage, set()).add((coder or "a coder without a name", value))
    found = {pair for pairs in passages.values() if len({value for _, value in pairs}) > 1 for pair in pairs}
    return (
        f"coders differ: {', '.join(f'{coder} {value}' for coder, value in sorted(found))}" if found else ""
    )
