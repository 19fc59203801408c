"""Weights of the ties of a one-mode network, with their numbers of readings, statements and items.

With a(i, j, k) the number of readings by node i toward item j with score k, and R the range of the scores::

    congruence(i, i') = sum over j, k, k' of a(i, j, k) a(i', j, k') (1 - |k - k'| / R)
    conflict(i, i')   = sum over j, k, k' of a(i, j, k) a(i', j, k') |k - k'| / R
    subtract          = congruence - conflict
    cooccurrence(i, i') = sum over j of a(i, j) a(i', j)

Source: Leifeld, P. (2017), Discourse Network Analysis: Policy Debates as Dynamic Networks, in The Oxford
Handbook of Political Networks, chapter 12. Computed as matrix products, a block of rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.networks.normalisation import one_mode
from kg.networks.score_counts import Counts, Matrix, Numbers

if TYPE_CHECKING:
    from scipy import sparse

#: Cells in a block of rows.
BLOCK = 4_000_000

#: Number of terms of a dense product that take as long as one term of a sparse product.
SPARSE = 60

#: Cells of a matrix, and terms of a product, up to which it is dense: importing scipy.sparse takes 0.2 s.
FEW_CELLS, FEW_TERMS = 250_000, 2_000_000

TIES = ("i", "j", "weight", "readings", "statements", "shared")


def closeness(scores: Matrix, kind: str, width: float) -> Matrix:
    """Return what a pair of readings adds to the weight, for each pair of scores.

    Args:
        scores: the scores that occur.
        kind: "congruence", "conflict", "subtract" or "cooccurrence".
        width: the range R of the scores.

    >>> closeness(np.array([-1.0, 0.0, 1.0]), "congruence", 2)[0].tolist()
    [1.0, 0.5, 0.0]
    """
    if kind == "cooccurrence":
        return np.ones((len(scores), len(scores)))
    apart = np.abs(scores[:, None] - scores[None, :]) / (width or 1.0)
    return {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart}[kind]


def weights(
    counts: Counts,
    kind: str,
    width: float,
    normalization: str = "none",
    *,
    weight: Matrix | None = None,
    rows: slice | None = None,
) -> Matrix:
    """Return rows of the matrix of weights, with all nodes as columns; the diagonal is 0.

    Args:
        counts: the readings as numbers.
        kind: which weight.
        width: the range of the scores.
        normalization: a key of :data:`kg.networks.choices.ONE_MODE`.
        weight: one weight per reading to use instead of its own, as in resampling.
        rows: which nodes; None for all.
    """
    made = counts.matrix(weight)
    return _weights(made, counts, kind, width, normalization, rows or slice(0, len(counts.nodes)))


def _weights(made: Matrix, counts: Counts, kind: str, width: float, norm: str, rows: slice) -> Matrix:
    toward = _mixed(made, closeness(counts.scores, kind, width))
    own = own_congruence(made, counts, width) if norm == "cosine" else np.zeros(0)
    found = one_mode(_product(made[rows], toward), norm, rows, made, own)
    start = rows.start or 0
    number = np.arange(len(found))
    found[number, number + start] = 0.0
    return found


def tie_table(counts: Counts, kind: str, width: float, normalization: str = "none") -> pd.DataFrame:
    """Return every pair of nodes with readings that pair up, once.

    Returns:
        Columns ``i`` and ``j`` (indices of nodes, i before j), ``weight``, ``readings`` and ``statements``
        (numbers of readings, and of different statements, of either node that enter the weight) and
        ``shared`` (number of items). A pair whose readings cancel out is a tie with weight 0.
    """
    number = len(counts.nodes)
    step = max(1, BLOCK // max(number, 1))
    blocks = [
        _block(counts, kind, width, normalization, slice(at, min(at + step, number)), prepared)
        for prepared in [_Prepared(counts, kind, width)]
        for at in range(0, number, step)
    ]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=list(TIES))


class _Prepared:
    """What all blocks use: counts of readings, and the cells that readings of other nodes pair with."""

    def __init__(self, counts: Counts, kind: str, width: float) -> None:
        there = counts.weight > 0
        wide = len(counts.scores) * len(counts.items)
        self.made = counts.matrix()
        self.number = counts.matrix(there.astype(float))
        near = closeness(counts.scores, kind, width)
        meets = np.ones_like(near) if kind in ("subtract", "cooccurrence") else (near > 0).astype(float)
        self.meets = meets
        self.met = (_mixed((self.number > 0).astype(float), meets) > 0).astype(float)
        cells = pd.DataFrame({"statement": counts.statement, "node": counts.node, "cell": counts.cell})[
            there
        ].drop_duplicates()
        several = cells["statement"].duplicated(keep=False).to_numpy()
        self.single = self.number
        if several.any() or len(cells) < int(there.sum()):
            self.single = np.zeros((len(counts.nodes), wide))
            np.add.at(self.single, (cells["node"][~several], cells["cell"][~several]), 1.0)
        more = cells[several]
        key = more.groupby(["statement", "node"]).ngroup().to_numpy()
        rows = int(key.max()) + 1 if len(key) else 0
        self.cells_of = _ones(key.astype(np.int64), more["cell"].to_numpy(np.int64), (rows, wide))
        owner = more[["node"]].assign(key=key).drop_duplicates("key")
        node, owned = (owner[name].to_numpy(np.int64) for name in ("node", "key"))
        self.made_by = _ones(node, owned, (len(counts.nodes), rows))
        self.twice = self._twice(more)

    def _twice(self, cells: pd.DataFrame) -> Matrix | sparse.csr_array:
        """Nodes x nodes: statements counted twice, having readings on both nodes that pair."""
        pairs = cells.merge(cells, on="statement", suffixes=("", "_other"))
        pairs = pairs[pairs["node"] < pairs["node_other"]]
        pairs["mine"] = self.met[pairs["node_other"], pairs["cell"]] > 0
        pairs["theirs"] = self.met[pairs["node"], pairs["cell_other"]] > 0
        both = pairs.groupby(["statement", "node", "node_other"])[["mine", "theirs"]].any().all(axis=1)
        found = both[both].reset_index()
        one, other = (found[name].to_numpy(np.int64) for name in ("node", "node_other"))
        return _ones(one, other, (len(self.made),) * 2)


def _block(counts: Counts, kind: str, width: float, norm: str, rows: slice, ready: _Prepared) -> pd.DataFrame:
    found = _weights(ready.made, counts, kind, width, norm, rows)
    readings = _of_either(ready.number, ready.met, rows)
    upper = np.arange(len(counts.nodes))[None, :] > np.arange(rows.start, rows.stop)[:, None]
    i, j = np.nonzero((readings > 0) & upper)
    statements = readings if ready.single is ready.number else _of_either(ready.single, ready.met, rows)
    if ready.cells_of.shape[0]:
        mine = ready.made_by[rows] @ _touched(ready.cells_of, ready.met)
        theirs = (ready.made_by @ _touched(ready.cells_of, ready.met[rows])).T
        statements = statements + np.asarray(mine) + np.asarray(theirs) - _dense(ready.twice[rows])
    shared = np.zeros_like(found)
    for one, other, sign in _sharing(ready, len(counts.items)):
        shared += sign * _product(one[rows], other)
    return pd.DataFrame(
        {
            "i": i + rows.start,
            "j": j,
            "weight": found[i, j],
            "readings": readings[i, j].astype(np.int64),
            "statements": statements[i, j].astype(np.int64),
            "shared": shared[i, j].astype(np.int64),
        }
    )


def _of_either(made: Matrix, met: Matrix, rows: slice) -> Matrix:
    """Return the number of readings of either node that pair: some nodes x all nodes."""
    mine = _product(made[rows], met)
    return mine + (mine.T if len(mine) == len(made) else _product(met[rows], made))


def _product(left: Matrix, right: Matrix) -> Matrix:
    """Return ``left @ right.T``, as a product of sparse matrices if few cells are filled."""
    terms = float(np.count_nonzero(left, axis=0) @ np.count_nonzero(right, axis=0).astype(float))
    of_dense = float(left.shape[0]) * left.shape[1] * right.shape[0]
    if of_dense <= max(terms * SPARSE, FEW_TERMS):
        found: Matrix = left @ right.T
        return found
    from scipy import sparse

    return np.asarray((sparse.csr_array(left) @ sparse.csr_array(right).T).toarray(), dtype=float)


def _ones(row: Numbers, column: Numbers, shape: tuple[int, int]) -> Matrix | sparse.csr_array:
    """Return a matrix with 1 at these places, the sum where a place repeats: sparse unless it is small."""
    if shape[0] * shape[1] <= FEW_CELLS:
        found = np.zeros(shape)
        np.add.at(found, (row, column), 1.0)
        return found
    from scipy import sparse

    return sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)


def _dense(matrix: Matrix | sparse.csr_array) -> Matrix:
    return matrix if isinstance(matrix, np.ndarray) else np.asarray(matrix.toarray())


def _touched(cells_of: Matrix | sparse.csr_array, met: Matrix) -> Matrix:
    """Statements with several readings x nodes: 1 if at least one reading pairs with one of the node's."""
    touched: Matrix = np.asarray(np.asarray(cells_of @ met.T) > 0, dtype=float)
    return touched


def _sharing(ready: _Prepared, items: int) -> Iterator[tuple[Matrix, Matrix, float]]:
    """Yield triples of two matrices and a sign whose products sum to the number of shared items.

    Two nodes share an item if both have a reading on it, unless each has a single score there and these two
    scores do not pair.
    """
    there = (ready.number > 0).reshape(len(ready.number), len(ready.meets), items)
    some = there.any(axis=1).astype(float)
    yield some, some, 1.0
    alone = there & (there.sum(axis=1, keepdims=True) == 1)
    for one, other in zip(*np.nonzero(ready.meets == 0), strict=True):
        yield alone[:, one].astype(float), alone[:, other].astype(float), -1.0


def _mixed(matrix: Matrix, by: Matrix) -> Matrix:
    """Multiply a matrix of nodes x (scores times items) by a scores x scores matrix."""
    if len(by) == 1:
        return matrix * float(by[0, 0])
    cube = matrix.reshape(len(matrix), len(by), -1)
    mixed = np.zeros_like(cube)
    for k, one in zip(*np.nonzero(by), strict=True):
        mixed[:, k] += by[k, one] * cube[:, one]
    return mixed.reshape(matrix.shape)


def own_congruence(made: Matrix, counts: Counts, width: float) -> Matrix:
    """Return the congruence of each node with itself.

    Args:
        made: rows of :meth:`kg.networks.score_counts.Counts.matrix`.
        counts: the source of these rows.
        width: the range of the scores.
    """
    own: Matrix = (made * _mixed(made, closeness(counts.scores, "congruence", width))).sum(axis=1)
    return own
