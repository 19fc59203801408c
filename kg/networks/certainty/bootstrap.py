"""Intervals of ties, measures and groups: how far they would differ with other sources and statements.

Columns of the tables:

``Bootstrap.ties``      the columns of the network's ``edges()``, and after ``weight``: ``low`` and ``high``
                        (the interval), ``survived`` (share of the draws in which the tie exists with the
                        same sign); at the end ``sources`` (number of sources) and ``why`` (why it has no
                        interval, in words, or "")
``Bootstrap.nodes``     ``measure``, ``iri``, ``label``, ``value``, ``low``, ``high``, ``statements``,
                        ``sources``, ``why``; a measure of the whole network has one row without an IRI
``Bootstrap.groups``    see :mod:`kg.networks.certainty.co_membership`

The draws of a measure are shifted so that their mean is its value in the network: a draw has fewer distinct
statements, hence fewer ties, and without the shift the interval of a degree would be below the degree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kg.errors import QuestionError
from kg.networks.bipartite import TwoMode
from kg.networks.certainty.co_membership import CoMembership, Divide
from kg.networks.certainty.draw_shares import shares
from kg.networks.certainty.intervals import bounds, units, why_none
from kg.networks.certainty.measure_intervals import NOTHING, Measure, measured, square, values
from kg.networks.certainty.resampling import Design, design, multiplicities
from kg.networks.certainty.reweighing import Reweighing, reweighing
from kg.networks.network import Network
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix
from kg.networks.settings import Settings

#: Maximum number of ties with intervals: the heaviest.
TIES = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """The results of the draws.

    Attributes:
        network: the network itself; see :func:`kg.networks.projection.project`.
        ties: see the module; the heaviest first.
        nodes: see the module; empty without measures.
        groups: the groups of the network with their stability; None without ``divide``.
        together: nodes x nodes, the share of draws in which two are in one group; None without ``divide``.
        draws: number of draws.
        seed: of the draws.
        level: of the intervals.
        notes: those of the network, and the limits of the intervals, one sentence each.
    """

    network: Network | TwoMode
    ties: pd.DataFrame
    nodes: pd.DataFrame
    groups: pd.DataFrame | None
    together: pd.DataFrame | None
    draws: int
    seed: int
    level: float
    notes: tuple[str, ...]


def bootstrap(
    readings: Readings,
    settings: Settings,
    *,
    draws: int = 500,
    seed: int = 0,
    level: float = 0.95,
    measures: Mapping[str, Measure] | None = None,
    divide: Divide | None = None,
    ties: int = TIES,
) -> Bootstrap:
    """Draw sources and statements again and compute the intervals of ties, measures and groups.

    Args:
        readings: as fetched.
        settings: of the network.
        draws: number of draws; 200 are enough for a first look.
        seed: of the draws; the order of the readings does not matter.
        level: of the intervals.
        measures: further measures to give intervals for, by name; see
            :mod:`kg.networks.certainty.measure_intervals`.
        divide: finds groups, such as ``lambda graph: communities(graph, trials=1).membership``.
        ties: maximum number of ties with intervals, the heaviest.

    Raises:
        QuestionError: a level outside 0 to 1, or too few draws for it.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll", "source": f"urn:s{n}"}
    ...                        for n in range(20) for who in "ab"]))
    >>> found = bootstrap(said, Settings(normalization="average"))
    >>> found.ties[["a", "b", "weight", "low", "high", "survived", "sources"]].round(2).values.tolist()
    [['urn:a', 'urn:b', 20.0, 19.8, 20.0, 1.0, 20]]
    """
    if not 0 < level < 1 or draws * (1 - level) < 2:
        raise QuestionError(
            f"no interval at level {level} from {draws} draws",
            hint="expected a level between 0 and 1 and enough draws: 95 % needs 40 or more",
        )
    every = _sorted(prepare(readings, replace(settings, duplicates="all", min_node=1)))
    kept = _sorted(prepare(readings, settings))
    network = project(kept, settings, prepared=True)
    again = reweighing(network, network.heaviest(ties))
    plan = design(every.frame)
    part = shares(every.frame, network.readings.frame, settings.duplicates, plan.statements)
    whole = dict(measures or {})
    once = np.ones(len(network.readings))
    base = again.of_all(once) if whole or divide is not None else np.zeros((0, 0))
    groups = None if divide is None else CoMembership(network, divide, base)
    base = square(network, base)
    of_ties = np.zeros((draws, len(again.ties)))
    of_nodes = {name: np.zeros((draws, len(values(measure, base)))) for name, measure in whole.items()}
    for number, times in enumerate(_each(plan, draws, seed)):
        counted = part.weights(times)
        of_ties[number] = again.of_ties(counted)
        if whole or groups is not None:
            matrix = again.of_all(counted)
            matrix[np.abs(matrix) < NOTHING] = 0.0
            if groups is not None:
                groups.add(matrix)
            matrix = square(network, matrix)
            for name, measure in whole.items():
                of_nodes[name][number] = values(measure, matrix)
    return Bootstrap(
        network=network,
        ties=_ties(again, of_ties, plan, level),
        nodes=measured(network, whole, base, of_nodes, plan, level),
        groups=None if groups is None else groups.table(),
        together=None if groups is None else groups.shares(),
        draws=draws,
        seed=seed,
        level=level,
        notes=(*network.notes, *_notes(plan, _number_of_ties(network), ties)),
    )


def _number_of_ties(network: Network | TwoMode) -> int:
    return len(network.edges()) if isinstance(network, TwoMode) else len(network.table)


def _sorted(readings: Readings) -> Readings:
    order = readings.frame.assign(actor_=readings.frame["actor"].astype(str))
    order = order.assign(target_=order["target"].astype(str)).sort_values(["reading", "actor_", "target_"])
    return readings.having(readings.frame.loc[order.index].reset_index(drop=True))


def _each(plan: Design, draws: int, seed: int) -> Iterator[Matrix]:
    for chunk in multiplicities(plan, draws, seed):
        yield from chunk


def _ties(again: Reweighing, draws: Matrix, plan: Design, level: float) -> pd.DataFrame:
    ties = again.ties.copy()
    why = why_none(ties["statements"].tolist(), ties["sources"].tolist(), plan)
    low, high = np.full((2, len(ties)), np.nan)
    sure = [not each for each in why]
    low[sure], high[sure] = bounds(draws[:, sure], units(ties, plan)[sure], level)
    at = int(ties.columns.get_loc("weight")) + 1  # type: ignore[arg-type]
    ties.insert(at, "low", low)
    ties.insert(at + 1, "high", high)
    same = _sign(draws) == _sign(ties["weight"].to_numpy(float))
    ties.insert(at + 2, "survived", same.mean(axis=0) if len(ties) else np.zeros(0))
    return ties.assign(why=pd.Series(why, dtype=object))


def _sign(weights: Matrix) -> Matrix:
    found: Matrix = np.sign(np.where(np.abs(weights) < NOTHING, 0.0, weights))
    return found


def _notes(plan: Design, found: int, followed: int) -> Iterator[str]:
    if plan.given and plan.sources:
        what = "one source" if plan.sources == 1 else f"{plan.sources} sources"
        yield (
            f"All readings are from {what}: the draws vary only the statements and do not show how other "
            "sources would have changed the network."
        )
    if found > followed:
        yield f"Only the {followed:,} heaviest of {found:,} ties have intervals."
