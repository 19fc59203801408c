"""Numbers of actors by side, in words. The page's script uses the same wording (``sides.js``)."""

from __future__ import annotations

from typing import Protocol


class Counted(Protocol):
    """Numbers of actors by side, as in :class:`kg.model.sides.Sides`."""

    @property
    def for_(self) -> int:
        """Actors for it."""

    @property
    def against(self) -> int:
        """Actors against it."""

    @property
    def both(self) -> int:
        """Actors on both sides."""

    @property
    def other(self) -> int:
        """Actors on neither side."""

    @property
    def changed(self) -> int:
        """Actors among all these who were on another side before."""


def parts(count: Counted) -> list[tuple[str, int]]:
    """The sides with actors, each with their number."""
    every = (
        ("for", count.for_),
        ("against", count.against),
        ("both", count.both),
        ("other", count.other),
    )
    return [(side, number) for side, number in every if number]


def counted(count: Counted) -> str:
    """The numbers of actors by side, and how many of them have changed.

    >>> from kg.model.sides import Sides
    >>> counted(Sides(2, 1, 1, 0, 1)), counted(Sides(for_=1, changed=1)), counted(Sides())
    ('2 for, 1 against, 1 both; 1 of them changed', '1 for, who changed', 'no actors')
    """
    found = ", ".join(f"{number:,} {side}" for side, number in parts(count))
    return (found or "no actors") + changed(count)


def changed(count: Counted) -> str:
    """The end of :func:`counted`: how many actors were on another side before.

    >>> from kg.model.sides import Sides
    >>> changed(Sides(for_=3, changed=3)), changed(Sides(for_=3))
    ('; all of them changed', '')
    """
    if not count.changed:
        return ""
    actors = sum(number for _, number in parts(count))
    if actors == 1:
        return ", who changed"
    return f"; {'all' if count.changed == actors else f'{count.changed:,}'} of them changed"
