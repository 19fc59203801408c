"""Several names in a sentence."""

from __future__ import annotations

from collections.abc import Iterable


def conjunction(names: Iterable[str]) -> str:
    """Join names with commas and "and".

    >>> conjunction(["Ann", "Ben", "Cay"]), conjunction(["Ann"]), conjunction([])
    ('Ann, Ben and Cay', 'Ann', '')
    """
    return _joined(names, "and")


def disjunction(names: Iterable[str]) -> str:
    """Join names with commas and "or".

    >>> disjunction(["person", "organization", "group"])
    'person, organization or group'
    """
    return _joined(names, "or")


def _joined(names: Iterable[str], word: str) -> str:
    *rest, last = list(names) or [""]
    return f"{', '.join(rest)} {word} {last}" if rest else last
