"""Distances between networks of the same nodes, window by window.

``absdiff``
    Sum of the absolute differences of all cells.
``spectral``
    Euclidean distance of the eigenvalues of the Laplacian (degrees minus weights), each set divided by its
    sum. This is what DNA documents.
``normalized-laplacian``
    Euclidean distance of the eigenvalues of the Laplacian whose cells are divided by the roots of both
    degrees, so that it does not depend on the number of readings (Masuda & Holme 2019).
``dna-spectral``
    The distance that DNA 3 computes as "spectral": the absolute differences of the row sums in descending
    order, each divided by the sum of all, since DNA discards the result of its subtraction of the weights.
    It depends on how much each node is tied, not to which nodes. The diagonal counts as given.

Spectra need one-mode networks; negative weights (of "subtract") count as 0 there, as in DNA.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import laplacian
from scipy.spatial.distance import pdist, squareform

from kg.errors import QuestionError
from kg.networks.measures.spectra import row_sums, spectrum

Matrix = NDArray[np.float64]


def distances(networks: Sequence[ArrayLike], method: str = "absdiff", *, normalise: bool = False) -> Matrix:
    """Return the distances between all pairs of networks, windows by windows.

    Args:
        networks: weights of the same nodes in the same order, one matrix per window.
        method: one of :data:`DISTANCES`.
        normalise: first divide each network by the sum of its absolute weights, so that windows do not differ
            merely by the number of readings.

    Raises:
        QuestionError: an unknown method, matrices of different shapes, or spectra of two-mode networks.

    >>> distances([[[0, 1], [1, 0]], [[0, 3], [3, 0]]]).tolist()
    [[0.0, 4.0], [4.0, 0.0]]
    >>> distances([[[0, 1], [1, 0]], [[0, 3], [3, 0]]], normalise=True).tolist()
    [[0.0, 0.0], [0.0, 0.0]]
    """
    if method not in DISTANCES:
        raise QuestionError(f"unknown distance {method!r}", hint=f"expected one of: {', '.join(DISTANCES)}")
    found = [np.array(network, dtype=float) for network in networks]
    shapes = {matrix.shape for matrix in found}
    if len(shapes) > 1 or any(len(shape) != 2 for shape in shapes):
        raise QuestionError(
            "the networks of the windows have different nodes", hint="keep isolates in every window"
        )
    if any(not np.isfinite(matrix).all() for matrix in found):
        raise QuestionError("a network has weights that are not finite numbers")
    if method != "absdiff" and any(len(m) != len(m.T) or not np.allclose(m, m.T) for m in found):
        raise QuestionError(
            f"the distance {method!r} needs one-mode networks", hint="use 'absdiff' for two-mode networks"
        )
    if len(found) < 2 or not found[0].size:
        return np.zeros((len(found), len(found)))
    if normalise:
        found = [_scaled(matrix, float(np.abs(matrix).sum())) for matrix in found]
    features, metric = DISTANCES[method]
    return np.asarray(squareform(pdist(np.array([features(matrix) for matrix in found]), metric)))


def _scaled(values: Matrix, total: float) -> Matrix:
    return np.asarray(values / total) if total else values


def _normalized_spectrum(weights: Matrix) -> Matrix:
    adjacency = np.clip(weights, 0, None)
    np.fill_diagonal(adjacency, 0.0)
    return np.asarray(np.linalg.eigvalsh(np.asarray(laplacian(adjacency, normed=True))))


def _degrees(weights: Matrix) -> Matrix:
    sums = np.sort(row_sums(np.clip(weights, 0, None)))[::-1]
    return _scaled(sums, float(sums.sum()))


#: Distance to the values of a network and a metric of ``scipy.spatial.distance.pdist``.
DISTANCES: Final[dict[str, tuple[Callable[[Matrix], Matrix], Literal["cityblock", "euclidean"]]]] = {
    "absdiff": (np.ravel, "cityblock"),
    "spectral": (spectrum, "euclidean"),
    "normalized-laplacian": (_normalized_spectrum, "euclidean"),
    "dna-spectral": (_degrees, "cityblock"),
}
