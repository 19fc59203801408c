"""Offices, with how they are known, in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest


def known(offices: Iterable[str], how: Iterable[str] = ()) -> list[str]:
    """Offices, each with how it is known that it was held.

    Args:
        offices: ``speaker_roles`` or ``holder_roles`` of a row.
        how: ``speaker_roles_known`` or ``holder_roles_known`` of the row; empty if unknown.

    >>> known(["Mayor of Eastford", "Member of the Council"], ["since 2024-01-01", ""])
    ['Mayor of Eastford (since 2024-01-01)', 'Member of the Council']
    """
    return [f"{office} ({why})" if why else office for office, why in zip_longest(offices, how) if office]
