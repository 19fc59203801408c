"""The network under every combination of settings: which ties and groups persist.

Columns of the tables:

``Sweep.settings``  one row a setting: ``duplicates``, ``normalization``, ``neutral``, ``window``,
                    ``readings``, ``ties``, ``kept`` (share of the ties of the base network that exist
                    with the same sign); the base network comes first
``Sweep.choices``   one row a choice: ``choice``, ``value``, ``kept`` (the mean over all settings with it)
``Sweep.ties``      the columns of the base network's ``edges()``, with ``found`` (the number of settings in
                    which the tie exists with the sign of the base network), ``of`` (the number of
                    settings), ``share``; ``rank``, ``rank_best`` and ``rank_worst`` (by weight, among the
                    ties of each setting that has it); ``weight_low`` and ``weight_high`` (over the settings
                    with the normalization of the base network, since others have other units; 0 if not
                    found). If only another window can remove a tie, its presence in all settings is no
                    evidence: see the notes, and :func:`removing_choices`
``Sweep.groups``    see :mod:`kg.networks.certainty.co_membership`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kg.networks.bipartite import TwoMode
from kg.networks.certainty.bootstrap import TIES
from kg.networks.certainty.co_membership import CoMembership, Divide, as_graph
from kg.networks.certainty.measure_intervals import NOTHING
from kg.networks.certainty.sweep_choices import CHOICES, choices, halves
from kg.networks.network import Network
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix
from kg.networks.settings import Settings
from kg.networks.weights import BLOCK, weights
from kg.wording.counts import count

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A network under other settings; the module describes the tables.

    Attributes:
        network: the base network.
        settings: every setting, the base first.
        choices: the share of ties that each choice keeps.
        ties: the ties of the base network over the settings.
        groups: the groups of the base network; None without ``divide``.
        notes: one sentence each.
    """

    network: Network | TwoMode
    settings: pd.DataFrame
    choices: pd.DataFrame
    ties: pd.DataFrame
    groups: pd.DataFrame | None
    notes: tuple[str, ...]


def sweep(
    readings: Readings,
    base: Settings,
    *,
    over: Mapping[str, Sequence[str]] | None = None,
    divide: Divide | None = None,
    ties: int = TIES,
) -> Sweep:
    """Project the network under every combination of choices.

    Args:
        readings: as fetched.
        base: the settings of the base network.
        over: the values of each choice (:data:`kg.networks.certainty.sweep_choices.CHOICES`); all values of
            a choice that is not given. The base's own are always included.
        divide: finds groups, such as ``lambda graph: communities(graph).membership``.
        ties: maximum number of ties, the heaviest.

    Raises:
        QuestionError: an unknown choice or value.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "aab"]))
    >>> found = sweep(said, Settings())
    >>> set(found.ties["of"]) == {len(found.settings)}, found.ties[["a", "b", "weight"]].values.tolist()
    (True, [['urn:a', 'urn:b', 2.0]])
    """
    parts = halves(readings)
    values = choices(base, over or {}, list(parts))
    network = project(readings, base)
    edges = network.edges()
    edges["rank"] = edges["weight"].rank(method="min", ascending=False).astype(np.int64)
    heavy = edges["weight"].abs().sort_values(ascending=False, kind="stable").index[:ties]
    followed = edges.loc[heavy.sort_values()].reset_index(drop=True)
    key = ["a", "b", "scheme", "stance"] if base.two_mode else ["a", "b"]
    sign = _sign(followed["weight"])
    groups = None if divide is None else CoMembership(network, divide, network.weights)
    rows: list[dict[str, Any]] = []
    sizes, ranks = [], []
    for choice, made in _networks(base, values, parts):
        there = _ranked(made)
        fared = followed[key].merge(there[[*key, "weight", "rank"]], on=key, how="left")
        held = fared["weight"].notna().to_numpy(bool) & (_sign(fared["weight"].fillna(0.0)) == sign)
        rank = fared["rank"].where(held).to_numpy(float)
        weight = fared["weight"].where(held, 0.0).to_numpy(float)
        rows.append({**choice, "readings": len(made.readings), "ties": len(there), "kept": _mean(held)})
        ranks.append(rank)
        if choice["normalization"] == base.normalization:
            sizes.append(weight)
        if groups is not None:
            groups.add_graph(as_graph(made, made.weights))
    table = pd.DataFrame(rows, columns=[*CHOICES, "readings", "ties", "kept"])
    return Sweep(
        network=network,
        settings=table,
        choices=_choices(table, values),
        ties=_fared(followed, np.array(ranks), np.array(sizes)),
        groups=None if groups is None else groups.table(),
        notes=(*network.notes, *_notes(parts, base, values, len(edges), ties)),
    )


def _networks(
    base: Settings, values: Mapping[str, Sequence[str]], parts: Mapping[str, Readings]
) -> Iterator[tuple[dict[str, str], Network | TwoMode]]:
    for window, neutral, duplicates in product(values["window"], values["neutral"], values["duplicates"]):
        settings = replace(base, neutral=neutral, duplicates=duplicates)
        prepared = prepare(parts[window], settings)
        choice = {"duplicates": duplicates, "neutral": neutral, "window": window}
        made = project(prepared, settings, prepared=True)
        for name in values["normalization"]:
            yield {**choice, "normalization": name}, _normalized(made, prepared, name)


def _normalized(made: Network | TwoMode, prepared: Readings, name: str) -> Network | TwoMode:
    """Return the same network with another normalization, without counting readings and statements again."""
    settings = replace(made.settings, normalization=name)
    if isinstance(made, TwoMode):
        return project(prepared, settings, prepared=True)
    counts, (low, high) = made.counts, made.readings.scale
    i, j = (made.table[side].to_numpy(np.int64) for side in ("i", "j"))
    found = np.zeros(len(i))
    step = max(1, BLOCK // max(len(counts.nodes), 1))
    for at in range(0, len(counts.nodes), step):
        block = weights(counts, settings.kind, high - low, name, rows=slice(at, at + step))
        here = (i >= at) & (i < at + step)
        found[here] = block[i[here] - at, j[here]]
    return replace(made, settings=settings, table=made.table.assign(weight=found))


def _ranked(network: Network | TwoMode) -> pd.DataFrame:
    """Return the ties with their keys, weight and rank."""
    if isinstance(network, TwoMode):
        ties = network.edges()
    else:
        nodes = np.array(network.counts.nodes, dtype=object)
        ties = pd.DataFrame({"a": nodes[network.table["i"]], "b": nodes[network.table["j"]]})
        ties["weight"] = network.table["weight"]
    return ties.assign(rank=ties["weight"].rank(method="min", ascending=False).astype(np.int64))


def _fared(followed: pd.DataFrame, ranks: Matrix, sizes: Matrix) -> pd.DataFrame:
    number = len(ranks)
    found = np.isfinite(ranks).sum(axis=0).astype(np.int64)
    return followed.drop(columns="rank").assign(
        found=found,
        of=number,
        share=found / number,
        rank=followed["rank"],
        rank_best=np.where(np.isfinite(ranks), ranks, np.inf).min(axis=0).astype(np.int64),
        rank_worst=np.where(np.isfinite(ranks), ranks, 0).max(axis=0).astype(np.int64),
        weight_low=sizes.min(axis=0),
        weight_high=sizes.max(axis=0),
    )


def _choices(table: pd.DataFrame, values: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    rows = [
        {"choice": choice, "value": value, "kept": float(table.loc[table[choice] == value, "kept"].mean())}
        for choice in CHOICES
        for value in values[choice]
    ]
    return pd.DataFrame(rows, columns=["choice", "value", "kept"])


def _notes(
    parts: Mapping[str, Readings],
    base: Settings,
    values: Mapping[str, Sequence[str]],
    found: int,
    followed: int,
) -> Iterator[str]:
    if len(parts["whole"]) and "first half" not in parts:
        yield "Too few readings fall into either half of the period, so the halves are left out."
    elif {"first half", "second half"} & set(values["window"]):
        first, second = parts["first half"], parts["second half"]
        neither = len(parts["whole"]) - len(first) - len(second)
        yield (
            f"The first half ends on {first.frame['latest'].max().date()}, the second begins after it"
            + (f"; {count(neither, 'reading')} without a certain date in neither." if neither else ".")
        )
    if not base.signed:
        yield "How neutral readings count makes no difference to this kind of network."
    if found:
        yield _power(base, values)
    if found > followed:
        yield f"Only the {followed:,} heaviest of {found:,} ties are included."


def removing_choices(base: Settings, values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the choices that can remove a tie of the base network, or change its sign.

    Counting duplicates once keeps the first of them, and normalizations divide by a positive number: neither
    can remove a tie. But subtract networks offset congruence against conflict, ties on neutral readings
    disappear if these are left out, and numbers of statements may fall below a minimum.

    Args:
        base: settings of the base network.
        values: the values of each choice.

    >>> swept = {"duplicates": ["all", "range"], "neutral": ["leave-out", "between"], "window": ["whole"]}
    >>> removing_choices(Settings(), swept), removing_choices(Settings(kind="subtract"), swept)
    ((), ('duplicates', 'neutral'))
    """
    least = max(base.min_node, base.min_edge) > 1
    signs = base.kind == "subtract"
    can = {
        "duplicates": signs or least,
        "neutral": signs or (base.signed and base.neutral == "between"),
        "window": True,
    }
    return tuple(choice for choice, able in can.items() if able and len(values[choice]) > 1)


def _power(base: Settings, values: Mapping[str, Sequence[str]]) -> str:
    """Return in words which choices can remove a tie."""
    can, times = removing_choices(base, values), len(values["window"]) > 1
    last = "another window can too" if times else "no other window is included"
    if base.kind == "subtract":
        return (
            "Duplicates and neutral readings can change the sign of a tie of this kind or remove it; "
            f"normalization changes only weights and ranks; {last}."
        )
    words = {"duplicates": "duplicates (by the minimum number of statements)", "neutral": "neutral readings"}
    able = [words[choice] for choice in can if choice in words]
    if able:
        dull = "Normalization changes" if "duplicates" in can else "Duplicates and normalization change"
        said = f"{dull} only weights and ranks of a tie of this kind; {' and '.join(able)} can remove it"
        return f"{said}; {last}."
    last = "only another window can" if times else "another window, which could, is not included"
    said = "Duplicates and normalization change only weights and ranks and cannot remove a tie of this kind"
    return f"{said}; {last}."


def _mean(held: Flags) -> float:
    return float(held.mean()) if len(held) else float("nan")


def _sign(weights: pd.Series) -> Matrix:
    numbers = weights.to_numpy(float)
    found: Matrix = np.sign(np.where(np.abs(numbers) < NOTHING, 0.0, numbers))
    return found
