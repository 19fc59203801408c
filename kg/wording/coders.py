"""That coders read the same words differently, in words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def differ(readings: Iterable[tuple[Hashable, str, str]]) -> str:
    """Who reads what as what, where coders read the same words differently; empty where they do not.

    The rule is :func:`kg.model.positions.coders_differ`.

    Args:
        readings: of one holder on one target: the passage that is read, the name of the coder, the code.

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
