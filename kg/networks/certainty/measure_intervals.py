"""Intervals of measures of nodes and of whole networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.certainty.intervals import bounds, units, why_none
from kg.networks.certainty.resampling import Design
from kg.networks.network import Network
from kg.networks.score_counts import Matrix, Numbers

#: From a square, symmetric matrix of weights to one number for each node, or one for the whole network. In a
#: two-mode network the actors come first, then the targets.
Measure = Callable[[Matrix], Matrix]

#: Numbers nearer to 0 than this count as 0: three thirds do not sum to exactly 1.
NOTHING = 1e-9


def degree(weights: Matrix) -> Matrix:
    """Return the number of ties of each node."""
    return strength((np.abs(weights) > NOTHING).astype(float))


def strength(weights: Matrix) -> Matrix:
    """Return the sum of the absolute weights of each node."""
    sizes: Matrix = np.abs(weights).sum(axis=1)
    return sizes


#: Measures by name.
MEASURES: Mapping[str, Measure] = {"degree": degree, "strength": strength}


def square(network: Network | TwoMode, weights: Matrix) -> Matrix:
    """Return the matrix of all nodes from that of actors by targets; a one-mode matrix is unchanged."""
    if not isinstance(network, TwoMode):
        return weights
    actors, targets = weights.shape
    return np.block([[np.zeros((actors, actors)), weights], [weights.T, np.zeros((targets, targets))]])


def values(measure: Measure, matrix: Matrix) -> Matrix:
    """Return the numbers of a measure as an array, even if there is only one."""
    return np.atleast_1d(np.asarray(measure(matrix), float))


def measured(
    network: Network | TwoMode,
    measures: Mapping[str, Measure],
    base: Matrix,
    draws: Mapping[str, Matrix],
    plan: Design,
    level: float,
) -> pd.DataFrame:
    """Return the table of measures; see :mod:`kg.networks.certainty.bootstrap`.

    Args:
        network: the network.
        measures: by name.
        base: the matrix of weights of the network, as measures take it.
        draws: by name, draws x numbers.
        plan: the design of the draws.
        level: of the intervals.

    Raises:
        ValueError: a measure gives neither one number nor one for each node.
    """
    about = _support(network)
    tables = []
    for name, measure in measures.items():
        value = values(measure, base)
        rows = _rows(name, len(value), network, about)
        low, high = _moved(draws[name], value, units(rows, plan), level)
        if measure is degree:
            high = np.minimum(high, degree(square(network, 1 - _itself(network))))
        why = np.array(why_none(rows["statements"].tolist(), rows["sources"].tolist(), plan), dtype=object)
        why[np.isnan(low) & (why == "")] = "not defined here"
        low[why != ""] = high[why != ""] = np.nan
        made = rows.assign(measure=name, value=value, low=low, high=high, why=why)
        tables.append(made)
    columns = ["measure", "iri", "label", "value", "low", "high", "statements", "sources", "why"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _moved(draws: Matrix, value: Matrix, units: Numbers, level: float) -> tuple[Matrix, Matrix]:
    """Return intervals from draws shifted so that their mean is the value; whole numbers stay whole."""
    known = np.isfinite(draws)
    many = known.sum(axis=0)
    total = np.where(known, draws, 0.0).sum(axis=0)
    mean = np.divide(total, many, out=np.full(len(value), np.nan), where=many > 0)
    low, high = bounds(draws + (value - mean), units, level)
    if (draws[known] == draws[known].round()).all():
        low, high = np.floor(low + NOTHING), np.ceil(high - NOTHING)
    if (value[np.isfinite(value)] >= 0).all() and (draws[known] >= 0).all():
        low, high = np.maximum(low, 0.0), np.maximum(high, 0.0)
    return low, high


def _itself(network: Network | TwoMode) -> Matrix:
    """1 on the diagonal, where a node would have a tie with itself."""
    shape = (len(network.rows), len(network.columns))
    return np.zeros(shape) if isinstance(network, TwoMode) else np.eye(*shape)


def _rows(
    name: str, number: int, network: Network | TwoMode, about: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the nodes that the numbers of a measure describe."""
    nodes = about["nodes"]
    if number == len(nodes):
        return nodes
    if number == 1:
        return about["whole"]
    raise ValueError(f"measure {name!r} gives {number} numbers for {len(nodes)} nodes")


def _support(network: Network | TwoMode) -> dict[str, pd.DataFrame]:
    """The nodes, and the whole network, with their numbers of statements and sources."""
    frame = network.readings.frame
    nodes = network.nodes()[["iri", "label", "statements"]]
    if isinstance(network, TwoMode):
        sides = [("actor", network.rows), ("target", network.columns)]
    else:
        sides = [("actor" if network.settings.of == "actors" else "target", network.rows)]
    sources: list[int] = []
    for column, names in sides:
        made = frame.groupby(column, observed=True)["source"].nunique()
        sources += [int(made.get(iri, 0)) for iri in names]
    whole = {"iri": [""], "label": [""], "statements": [frame["statement"].nunique()]}
    return {
        "nodes": nodes.assign(sources=sources),
        "whole": pd.DataFrame({**whole, "sources": [frame["source"].nunique()]}),
    }
