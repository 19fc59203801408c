"""Small worlds of readings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from kg.networks.reading_table import Readings, table

World = Callable[..., Readings]


@pytest.fixture
def world() -> World:
    """Makes seeded readings: actors a0.. on targets t0.. in sources s0.., over two years."""

    def make(
        number: int = 60, *, actors: int = 4, targets: int = 3, sources: int = 8, seed: int = 0
    ) -> Readings:
        rng = np.random.default_rng(seed)
        rows = []
        for n in range(number):
            source = int(rng.integers(sources))
            day = date(2024, 1, 1) + timedelta(days=int(rng.integers(700)))
            rows.append(
                {
                    "reading": f"urn:r{n:04}",
                    "statement": f"urn:st{n:04}",
                    "source": f"urn:s{source}",
                    "actor": f"urn:a{rng.integers(actors)}",
                    "target": f"urn:t{rng.integers(targets)}",
                    "value": str(rng.choice(["support", "oppose", "neutral"], p=[0.5, 0.3, 0.2])),
                    "earliest": day,
                    "latest": day,
                }
            )
        return Readings(table(rows))

    return make
