r"""Scores of a division of actors into groups, from the networks of agreement and disagreement.

Two scores, each over all ordered pairs of actors, with c = congruence, f = conflict:

``modularity`` (Gómez, Jensen & Arenas 2009, doi:10.1103/PhysRevE.80.016114). How much more agreement is
within the groups, and how much more disagreement between them, than if every actor spread its ties at
random. 0 for one group; 1/2 for two equal camps that agree only within and disagree only across.

``dna`` (Discourse Network Analyzer 3). The summed absolute difference of both networks from those of two
perfectly separated groups: congruence spread evenly within, conflict spread evenly between. It is a
*distance* from perfect separation: opposed camps have a low value and mixed ones a high value, and DNA
reports its maximum. It is included to reproduce DNA's figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kg.networks.measures.division_search import PairTables, Sizes

#: The scores that :func:`kg.networks.measures.polarisation.polarise` can maximise.
MEASURES: Final = ("modularity", "dna")

Matrix = NDArray[np.float64]


def quality(
    memberships: Sequence[int] | NDArray[np.intp],
    congruence: ArrayLike,
    conflict: ArrayLike,
    *,
    normalise: bool = True,
) -> float:
    """Return DNA's polarisation score of a division of the actors.

    Args:
        memberships: the group of each actor; any numbers.
        congruence: actors by actors; cells on the diagonal count only in the sum of weights, as in DNA.
        conflict: actors by actors.
        normalise: divide by twice the sum of all weights; otherwise the score is halved, as in DNA.

    Returns:
        The score, 0 if there are no weights.

    Two camps of two that agree only within and disagree only across, then the same actors mixed:

    >>> agree = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    >>> clash = [[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]
    >>> quality([0, 0, 1, 1], agree, clash), round(quality([0, 1, 0, 1], agree, clash), 4)
    (0.25, 0.5833)
    """
    c, f = np.asarray(congruence, dtype=float), np.asarray(conflict, dtype=float)
    total = float(np.abs(c).sum() + np.abs(f).sum())
    if not total:
        return 0.0
    _, number = np.unique(np.asarray(memberships), return_inverse=True)
    size = np.bincount(number)[number].astype(float)
    same = number[:, None] == number
    within = float((size - 1).sum())
    between = len(number) * (len(number) - 1) - within
    inside = np.abs(c - _ratio(np.abs(c).sum() * size * (size - 1), within)[:, None]) + np.abs(f)
    across = np.abs(c) + np.abs(f - _ratio(np.abs(f).sum() * np.outer(size, size), between))
    cells = np.where(same, inside, across)
    score = float(cells.sum() - np.trace(cells))
    return score / (2 * total) if normalise else score / 2


def signed_modularity(
    memberships: Sequence[int] | NDArray[np.intp], congruence: ArrayLike, conflict: ArrayLike
) -> float:
    """Return the modularity of a division of a network with agreement and disagreement; 0 without ties.

    >>> agree = [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]
    >>> clash = [[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]
    >>> signed_modularity([0, 0, 1, 1], agree, clash), signed_modularity([0, 0, 0, 0], agree, clash)
    (0.5, 0.0)
    """
    number = np.asarray(memberships)
    excess = _excess(np.asarray(congruence, dtype=float), np.asarray(conflict, dtype=float))
    return float(excess[number[:, None] == number].sum())


def dna_tables(congruence: Matrix, conflict: Matrix) -> PairTables:
    """Return the pair tables of DNA's score; both matrices have an empty diagonal."""
    c_sum, f_sum = np.abs(congruence).sum(), np.abs(conflict).sum()
    off = 1 - np.eye(len(congruence))

    def tables(sizes: Sizes) -> Matrix:
        s = np.array(sizes, dtype=float)
        within = float((s * (s - 1)).sum())
        between = s.sum() * (s.sum() - 1) - within
        inside = _ratio(c_sum * s * (s - 1), within)
        across = _ratio(f_sum * np.outer(s, s), between)
        out = np.abs(congruence) + np.abs(conflict - across[:, :, None, None])
        for g, expected in enumerate(inside):
            out[g, g] = np.abs(congruence - expected) + np.abs(conflict)
        return np.asarray(out * off)

    return tables


def modularity_tables(congruence: Matrix, conflict: Matrix, groups: int) -> PairTables:
    """Return the pair tables of the signed modularity: the same for all sizes."""
    excess = _excess(congruence, conflict)
    np.fill_diagonal(excess, 0.0)
    table = np.eye(groups)[:, :, None, None] * excess
    return lambda sizes: table


def _excess(congruence: Matrix, conflict: Matrix) -> Matrix:
    """Agreement above and disagreement below the values expected from the actors' activity, per pair."""
    total = float(congruence.sum() + conflict.sum())
    if not total:
        return np.zeros_like(congruence)
    surplus = [w - np.outer(w.sum(axis=1), w.sum(axis=0)) / (w.sum() or 1.0) for w in (congruence, conflict)]
    return np.asarray((surplus[0] - surplus[1]) / total)


def _ratio(numerator: Matrix, pairs: float) -> Matrix:
    """Return the expected weight per pair: DNA divides by the number of pairs twice; 0 without pairs."""
    return numerator / pairs**2 if pairs else np.zeros_like(numerator)
