"""Polarisation over time: one division into camps for each window, with camps that keep their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from kg.networks.measures.polarisation import polarise

_COLUMNS: Final = (
    "start middle stop score exact actors congruence conflict agreement_within conflict_between groups note"
)


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """Both networks of a time window; all slices of a series have the same actors in the same order."""

    start: datetime
    middle: datetime
    stop: datetime
    congruence: NDArray[np.float64]
    conflict: NDArray[np.float64]


def over_time(slices: Sequence[Slice], labels: Sequence[str], **settings: Any) -> pd.DataFrame:
    """Return the polarisation of each time window; ``settings`` are those of :func:`polarise`.

    Camps keep their number from window to window: each takes that of the earlier camp with which it shares
    most actors. Columns: ``start``, ``middle``, ``stop``, ``score``, ``exact``, ``actors`` (in a camp),
    ``congruence`` and ``conflict`` (sum of weights, each pair once), ``agreement_within``,
    ``conflict_between``, ``groups`` (the actors of each camp, by number), ``note``.

    >>> one = Slice(*[datetime(2026, 1, day) for day in (1, 2, 3)], np.zeros((2, 2)), 1 - np.eye(2))
    >>> table = over_time([one], ["Ann", "Ben"])
    >>> table["groups"].tolist(), table["conflict"].tolist()
    ([(('Ann',), ('Ben',))], [1.0])
    """
    rows: list[tuple[object, ...]] = []
    groups = int(settings.get("groups", 2))
    before = np.zeros(len(labels), dtype=np.intp)
    for one in slices:
        found = polarise(one.congruence, one.conflict, labels=labels, **settings)
        camp = _aligned(np.array(found.memberships, dtype=np.intp), before, groups)
        before = np.where(camp > 0, camp, before)
        named = tuple(
            tuple(sorted(label for label, c in zip(labels, camp, strict=True) if c == number))
            for number in range(1, groups + 1)
        )
        weights = [float(np.triu(matrix, 1).sum()) for matrix in (one.congruence, one.conflict)]
        scored = (found.score, found.exact, found.actors)
        shares = (found.agreement_within, found.conflict_between)
        rows.append((one.start, one.middle, one.stop, *scored, *weights, *shares, named, found.note))
    return pd.DataFrame(rows, columns=_COLUMNS.split())


def _aligned(camp: NDArray[np.intp], before: NDArray[np.intp], groups: int) -> NDArray[np.intp]:
    shared = np.array(
        [[np.sum((camp == a) & (before == b)) for b in range(1, groups + 1)] for a in range(1, groups + 1)]
    )
    if not shared.any():
        return camp
    number = np.concatenate([[0], linear_sum_assignment(-shared)[1] + 1])
    return np.asarray(number[camp], dtype=np.intp)
