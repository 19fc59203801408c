"""What the weight of a tie is divided by, so that frequent speakers do not dominate.

In the formulas, ``n(i)`` is the number of readings of node i, ``a(i, j, k)`` the number of them toward
target j with score k, and C(i, i') the congruence of i and i'. Sources: Leifeld, Gruber and Bossner,
Discourse Network Analyzer Manual; Leifeld, P. (2017), Discourse Network Analysis, in The Oxford Handbook
of Political Networks, chapter 12.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def one_mode(weights: Matrix, name: str, rows: slice, counts: Matrix, own: Matrix) -> Matrix:
    """Normalise some rows of a one-mode matrix.

    Args:
        weights: rows x nodes.
        name: a key of :data:`kg.networks.choices.ONE_MODE`.
        rows: the nodes of the rows.
        counts: nodes x (targets times scores).
        own: the congruence of each node with itself.
    """
    if name == "none":
        return weights
    made = counts.sum(axis=1)
    if name == "average":
        under = (made[rows, None] + made[None, :]) / 2
    elif name == "dna-cosine":
        under = made[rows, None] * made[None, :]
    elif name == "cosine":
        under = np.sqrt(own[rows, None] * own[None, :])
    else:
        there = (counts > 0).astype(float)
        alone = made[rows, None] - counts[rows] @ there.T
        other = made[None, :] - (counts @ there[rows].T).T
        under = alone + other + counts[rows] @ counts.T
    found: Matrix = np.divide(weights, under, out=np.zeros_like(weights), where=under != 0)
    return found


def two_mode(weights: Matrix, name: str, counts: Matrix) -> Matrix:
    """Normalise a two-mode matrix.

    Args:
        weights: actors x targets.
        name: a key of :data:`kg.networks.choices.TWO_MODE`.
        counts: actors x targets, numbers of readings.

    >>> two_mode(np.array([[1.0, -1.0]]), "activity", np.array([[3.0, 1.0]])).tolist()
    [[0.25, -0.25]]
    """
    if name == "none":
        return weights
    under = counts.sum(axis=1, keepdims=True) if name == "activity" else counts.sum(axis=0, keepdims=True)
    under = np.broadcast_to(under, weights.shape)
    found: Matrix = np.divide(weights, under, out=np.zeros_like(weights), where=under != 0)
    return found
