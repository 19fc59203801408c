"""The readings behind a tie, found when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload


class Evidence(Sequence[str]):
    """IRIs of readings, sorted; a network of millions of ties would not hold them all.

    >>> Evidence(lambda: ("urn:r1", "urn:r2"))
    Evidence('urn:r1', 'urn:r2')
    """

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[], tuple[str, ...]]) -> None:
        self._find = find

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """One IRI, or several."""
        return self._find()[at]

    def __len__(self) -> int:
        return len(self._find())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._find())

    def __repr__(self) -> str:
        return f"Evidence{self._find()!r}"
