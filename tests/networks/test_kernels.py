"""How much a reading counts by its distance from the middle of a window."""

from __future__ import annotations

import numpy as np
import pytest

from kg.networks.kernels import KERNELS

ENDING = [name for name in KERNELS if name != "gaussian"]
FINE = np.linspace(-8, 8, 160_001)


@pytest.mark.parametrize("name", list(KERNELS))
def test_a_kernel_is_a_density(name: str) -> None:
    """It is nowhere below 0, and the area under it is 1."""
    values = KERNELS[name](FINE)
    assert values.min() >= 0
    assert values.sum() * (FINE[1] - FINE[0]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", list(KERNELS))
def test_before_and_after_count_alike(name: str) -> None:
    assert KERNELS[name](FINE) == pytest.approx(KERNELS[name](-FINE))


@pytest.mark.parametrize("name", list(KERNELS))
def test_nothing_counts_more_than_the_middle_and_less_the_farther_away(name: str) -> None:
    later = KERNELS[name](np.linspace(0, 8, 1000))
    assert (np.diff(later) <= 1e-15).all()
    assert later[0] > 0


@pytest.mark.parametrize("name", ENDING)
def test_beyond_the_ends_of_the_window_nothing_counts(name: str) -> None:
    assert KERNELS[name](np.array([-1.0001, 1.0001, 5.0])).tolist() == [0, 0, 0]
    assert (KERNELS[name](np.array([-0.99, 0.99])) > 0).all()


def test_the_gaussian_kernel_has_no_ends() -> None:
    assert KERNELS["gaussian"](np.array([5.0]))[0] > 0


@pytest.mark.parametrize(
    ("name", "middle", "halfway"),
    [
        ("uniform", 0.5, 0.5),
        ("triangular", 1.0, 0.5),
        ("epanechnikov", 0.75, 0.5625),
        ("gaussian", 0.398942, 0.352065),
    ],
)
def test_a_kernel_has_the_values_of_its_formula(name: str, middle: float, halfway: float) -> None:
    """Silverman (1986), table 3.1."""
    assert KERNELS[name](np.array([0.0, 0.5])) == pytest.approx([middle, halfway], abs=1e-6)
