"""A division of nodes into groups, with its stability over several runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A division into groups.

    Attributes:
        membership: group by node, from 1; group 1 is the largest; groups of equal size are in order of their
            first label. A node without ties is a group of its own.
        labels: label by node, in the same order (by label).
        modularity: of this division; None if no tie of the network counts.
        method: a key of ``METHODS``.
        resolution: 1.0 if the method has none.
        seed: of the first run; the others use the following numbers.
        trials: number of runs.
        together: nodes x nodes, the share of runs in which both were in one group.
        notes: what was left out and why, in sentences.
    """

    membership: Mapping[str, int]
    labels: Mapping[str, str]
    modularity: float | None
    method: str
    resolution: float
    seed: int
    trials: int
    together: pd.DataFrame
    notes: tuple[str, ...]

    def nodes(self) -> pd.DataFrame:
        """Return one row per node, index ``node``.

        Columns: ``label``, ``group``, ``kept`` (mean share of runs in which it was together with another
        member of its group; 1 for a group of one), ``rival`` (the other group that it was most often with; 0
        if none) and ``rival_share``.
        """
        groups = np.array(list(self.membership.values()), dtype=np.int64)
        shares = self.together.to_numpy()
        rows = []
        for i, (node, group) in enumerate(self.membership.items()):
            own = groups == group
            own[i] = False
            others = [(-float(shares[i, groups == g].mean()), g) for g in np.unique(groups) if g != group]
            rival = min(others, default=(0.0, 0))
            kept = float(shares[i, own].mean()) if own.any() else 1.0
            rows.append((self.labels[node], group, kept, int(rival[1]) if rival[0] else 0, 0.0 - rival[0]))
        names = ["label", "group", "kept", "rival", "rival_share"]
        index = pd.Index(list(self.membership), name="node", dtype="str")
        return pd.DataFrame(rows, columns=names, index=index)

    def groups(self) -> pd.DataFrame:
        """Return one row per group, index ``group``.

        Columns: ``size``, ``members`` (labels), ``kept`` (share of runs in which two members were together,
        the mean of all pairs; 1 for a group of one) and ``weakest`` (the same for the pair that was
        together least).
        """
        groups = np.array(list(self.membership.values()), dtype=np.int64)
        shares = self.together.to_numpy()
        labels = list(self.labels.values())
        rows = []
        for group in sorted(set(self.membership.values())):
            inside = np.flatnonzero(groups == group)
            pairs = shares[np.ix_(inside, inside)][np.triu_indices(len(inside), 1)]
            kept, weakest = (float(pairs.mean()), float(pairs.min())) if pairs.size else (1.0, 1.0)
            rows.append((len(inside), tuple(labels[i] for i in inside), kept, weakest))
        index = pd.RangeIndex(1, len(rows) + 1, name="group")
        return pd.DataFrame(rows, columns=["size", "members", "kept", "weakest"], index=index)
