"""The weight of a reading by its distance from the middle of a window.

d is the distance as a share of half the window: 0 in the middle, 1 at its ends. Formulas: Silverman, B. W.
(1986), Density Estimation for Statistics and Data Analysis, table 3.1. A pair of readings weighs the root of
the product of both kernels, so that a tie of two readings at the same distance weighs as much as each. A
reading therefore enters a one-mode network with the root of its kernel, and a two-mode network with the
kernel.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Distances = NDArray[np.float64]


def _uniform(d: Distances) -> Distances:
    return np.asarray(np.where(np.abs(d) <= 1, 0.5, 0.0), dtype=float)


def _triangular(d: Distances) -> Distances:
    found: Distances = np.clip(1 - np.abs(d), 0.0, None)
    return found


def _epanechnikov(d: Distances) -> Distances:
    found: Distances = np.clip(0.75 * (1 - d**2), 0.0, None)
    return found


def _gaussian(d: Distances) -> Distances:
    found: Distances = np.exp(-0.5 * d**2) / np.sqrt(2 * np.pi)
    return found


#: Kernel to its function of d. The Gaussian has no bounds: every dated reading counts in every window.
KERNELS: dict[str, Callable[[Distances], Distances]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "epanechnikov": _epanechnikov,
    "gaussian": _gaussian,
}
