"""All that is broader than a concept, however many steps away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def closure(broader: Mapping[str, set[str]]) -> Iterator[tuple[str, list[str]]]:
    """Each concept with all that is broader, sorted; with itself where there is a circle.

    Args:
        broader: the next broader concepts of each.

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
