"""Small worlds of actors and targets, projected without any reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from kg.networks.measures.losses import Project


@pytest.fixture
def world() -> Callable[..., Project]:
    """Makes the projection of a seeded world in which actors support (+) or oppose (-) targets."""

    def make(actors: int, targets: int, seed: int = 0) -> Project:
        stances = np.random.default_rng(seed).integers(-2, 3, (actors, targets)).astype(float)

        def project(kept: Sequence[int]) -> np.ndarray:
            chosen = stances[:, list(kept)]
            return np.asarray(chosen @ chosen.T)

        return project

    return make
