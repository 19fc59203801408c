"""Sweeps that tests share: one takes a second or more, and each of its four tables is looked at often."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from inspect import getclosurevars
from typing import Any

import pytest

from kg.networks.analyses import sweep as analysis
from kg.networks.certainty.sweep import Sweep, sweep
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings


class Sweeps:
    """Every sweep that was made, by what it was made of.

    Attributes:
        round: sweeps of one round are made once; those of another are made anew.
    """

    def __init__(self) -> None:
        self.round = 0
        self._made: dict[Hashable, Sweep] = {}

    def __call__(
        self, readings: Readings, base: Settings, *, divide: Callable[..., Any] | None = None
    ) -> Sweep:
        """The sweep, made when it is first asked for."""
        seed = None if divide is None else getclosurevars(divide).nonlocals["seed"]
        key = (self.round, readings.frame.to_csv(), readings.notes, str(base), seed)
        if key not in self._made:
            self._made[key] = sweep(readings, base, divide=divide)
        return self._made[key]


@contextmanager
def shared() -> Iterator[Sweeps]:
    """Make each sweep of an analysis once while this lasts."""
    with pytest.MonkeyPatch.context() as patch:
        sweeps = Sweeps()
        patch.setattr(analysis, "sweep_settings", sweeps)
        yield sweeps
