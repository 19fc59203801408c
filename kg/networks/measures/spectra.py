"""Spectral distance between two weighted networks of the same nodes.

A network is reduced to one value per node, the values are divided by their sum and put in descending
order, and two networks are compared by the sum of absolute differences (from 0 to 2). Negative weights
do not count.

==============  ==========================================================================
spectrum        the values
==============  ==========================================================================
``laplacian``   eigenvalues of the Laplacian D - W (D: row sums on the diagonal)
``dna``         the row sums themselves: Discourse Network Analyzer 3 computes D, subtracts W from it and
                continues with D. To reproduce DNA's figures; it depends on how much each node is tied,
                not to which nodes
==============  ==========================================================================

DNA's documentation calls the distance Euclidean, but it computes the city-block distance, as does this
module. A network without a positive tie has the values 0, and so is at distance 1 from any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from kg.errors import QuestionError

Array = npt.NDArray[np.float64]


def laplacian(weights: Array) -> Array:
    """Return the eigenvalues of the Laplacian of non-negative symmetric weights, ascending.

    >>> laplacian(np.array([[0.0, 1], [1, 0]])).round(6).tolist()
    [0.0, 2.0]
    """
    matrix = np.diag(weights.sum(axis=1)) - weights
    return np.clip(np.linalg.eigvalsh(matrix), 0, None)  # negative only by rounding


def row_sums(weights: Array) -> Array:
    """Return the values that DNA uses as eigenvalues.

    >>> row_sums(np.array([[0.0, 1], [1, 0]])).tolist()
    [1.0, 1.0]
    """
    return np.asarray(weights.sum(axis=1), dtype=np.float64)


#: Name of a spectrum to the function of the values.
SPECTRA: Mapping[str, Callable[[Array], Array]] = MappingProxyType({"laplacian": laplacian, "dna": row_sums})


def spectrum(weights: npt.ArrayLike, kind: str = "laplacian") -> Array:
    """Return the values of a network, descending, with sum 1 (all 0 without a positive tie).

    Args:
        weights: nodes x nodes, symmetric; the diagonal is left out.
        kind: a key of ``SPECTRA``.

    Raises:
        QuestionError: ``kind`` is not a key of ``SPECTRA``.
        ValueError: the weights are not square, finite and symmetric.

    >>> path = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    >>> spectrum(path).round(6).tolist(), spectrum(path, "dna").tolist()
    ([0.75, 0.25, 0.0], [0.5, 0.25, 0.25])
    """
    if kind not in SPECTRA:
        raise QuestionError(f"unknown spectrum {kind!r}", hint=f"expected one of: {', '.join(SPECTRA)}")
    matrix = np.array(weights, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"expected a square matrix of weights, got shape {matrix.shape}")
    if not np.isfinite(matrix).all() or not np.allclose(matrix, matrix.T):
        raise ValueError("expected finite and symmetric weights")
    np.fill_diagonal(matrix, 0)
    if not (matrix > 0).any():
        return np.zeros(len(matrix))
    values = SPECTRA[kind](np.clip(matrix, 0, None))
    return np.sort(values / values.sum())[::-1]


def distance(first: Array, second: Array) -> float:
    """Return the sum of absolute differences of two spectra of the same length.

    >>> distance(np.array([0.75, 0.25]), np.array([0.5, 0.5]))
    0.5
    """
    return float(np.abs(first - second).sum())
