"""Transitive closure: all concepts broader than a concept, at any distance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def closure(broader: Mapping[str, set[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each concept with all broader ones, sorted; a concept in a cycle is broader than itself.

    Args:
        broader: the directly broader concepts of each concept.

    >>> list(closure({"tolls": {"roads"}, "roads": {"transport"}}))
    [('roads', ['transport']), ('tolls', ['roads', 'transport'])]
    """
    for narrow in sorted(broader):
        found: set[str] = set()
        todo = list(broader[narrow])
        while todo:
            broad = todo.pop()
            if broad not in found:
                found.add(broad)
                todo += broader.get(broad, ())
        yield narrow, sorted(found)
