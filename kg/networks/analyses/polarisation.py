"""Polarisation of two or more camps, as a whole or in each window, with the interval of the score.

The score is that of the best of all divisions, and so is above 0 even if there are no camps. Whether there
are camps is shown not by its interval but by comparison with chance: the score with stances shuffled among
the readings, so that everybody still speaks as often on the same issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from kg.networks.analyses.findings import Findings, days, rests_on, sentence
from kg.networks.certainty.draw_shares import shares
from kg.networks.certainty.intervals import bounds, why_none
from kg.networks.certainty.measure_intervals import NOTHING
from kg.networks.certainty.resampling import design, multiplicities
from kg.networks.measures.polarisation import polarise
from kg.networks.measures.polarisation_over_time import Slice
from kg.networks.measures.polarisation_over_time import over_time as through_time
from kg.networks.over_time import over_time
from kg.networks.preparation import prepare
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Counts, Matrix, Numbers, counted
from kg.networks.settings import Settings
from kg.networks.weights import weights
from kg.networks.windows import Windowing
from kg.wording.counts import count

#: Starts of the search for camps in each draw and in each shuffle.
RESTARTS = 5


def polarisation(
    readings: Readings,
    settings: Settings,
    *,
    windowing: Windowing | None = None,
    groups: int = 2,
    measure: str = "modularity",
    draws: int = 200,
    seed: int = 0,
) -> Findings:
    """Return the division of the actors into camps with the highest score.

    Columns ``score``, ``low``, ``high``, ``agreement_within`` (share of all agreement within camps),
    ``conflict_between`` (share of all disagreement between camps), ``actors``, ``exact``, and one column for
    each camp with its members. Without windows also ``chance`` (the mean score with shuffled stances) and
    ``as_high`` (the share of shuffles with at least this score); with windows ``start``, ``middle``,
    ``stop``, ``readings`` and ``statements`` of each, and no interval.

    Args:
        readings: as selected.
        settings: of the networks of congruence and of conflict.
        windowing: how to divide time; None for the whole period.
        groups: maximum number of camps.
        measure: "modularity", or "dna" for the score of Discourse Network Analyzer.
        draws: of the bootstrap, and the number of shuffles; 0 for none.
        seed: of the search, the draws and the shuffles.
    """
    given: dict[str, Any] = {"groups": groups, "measure": measure, "seed": seed}
    ready = prepare(readings, replace(settings, kind="congruence"))
    about = replace(settings, kind="congruence").words().removeprefix("congruence of ")
    title = f"polarisation ({measure}) of {about}, at most {groups} camps: {rests_on(ready.frame)}"
    if not len(ready):
        return Findings(title, pd.DataFrame(columns=["score"]), (), ready.notes, behind=readings)
    if windowing is not None:
        table, notes = _windows(readings, settings, windowing, given)
    else:
        table, notes = _whole(readings, settings, given, draws, seed)
    members = pd.DataFrame(table.pop("groups").tolist(), columns=[f"camp {n}" for n in range(1, groups + 1)])
    table = pd.concat([table.reset_index(drop=True), members], axis=1)
    when = days(windowing) if windowing is not None else ()
    shown = (*when, "statements", "score", "low", "high", "chance", "as_high")
    shown = (*shown, "agreement_within", "conflict_between", *members.columns)
    notes = (
        *notes,
        *_remarks(table, windowing is not None),
        *(_READING if table["score"].notna().any() else ()),
    )
    if windowing is None:
        table = table[table["score"].notna()]
    return Findings(
        title,
        table.drop(columns="note"),
        tuple(n for n in shown if n == "score" or (n in table and not table[n].isna().all())),
        notes,
        behind=readings,
    )


_READING = (
    "Agreement within: share of all agreement within the camps; conflict between: share of all disagreement "
    "between them.",
)


def _remarks(table: pd.DataFrame, several: bool) -> Iterator[str]:
    """Say why there is no division, in general or in how many windows."""
    for reason, number in table["note"][table["note"] != ""].value_counts(sort=False).items():
        windows = f"in {number:,} of {count(len(table), 'window')}, " if several else ""
        yield sentence(f"{windows}{reason}")
    camps = table[[name for name in table if str(name).startswith("camp ")]].map(len)
    if not several and table["score"].notna().all() and int((camps > 0).sum(axis=1).iloc[0]) == 1:
        yield "No division has a higher score than a single camp of all actors."


def _whole(
    readings: Readings, settings: Settings, given: dict[str, Any], draws: int, seed: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    settings = replace(settings, kind="congruence", isolates=True)
    ready = prepare(readings, settings)
    counts = counted(ready, settings.of)
    labels = [ready.background.label(iri) for iri in counts.nodes]
    agree, clash = (_weights(counts, ready, settings, kind) for kind in ("congruence", "conflict"))
    days = ready.frame["earliest"].min(), ready.frame["latest"].max()
    one = Slice(days[0], days[0], days[1], agree, clash)
    table = through_time([one], labels, **given).drop(columns=["start", "middle", "stop"])
    low = high = np.full(1, np.nan)
    chance = as_high = float("nan")
    notes = ready.notes
    if draws and table["score"].notna().all():
        plan = design(ready.frame)
        scores = np.array(
            list(
                _scores(readings, ready, settings, counts, labels=labels, given=given, draws=draws, seed=seed)
            )
        )
        units = np.array([len(plan.statements) if plan.given else plan.sources])
        why = why_none([len(plan.statements)], [plan.sources], plan)[0]
        if not why:
            low, high = _interval(scores, float(table["score"].iloc[0]), units)
            notes = (*notes, f"Interval: 95%, {draws} draws of sources and statements, seed {seed}.")
        else:
            notes = (*notes, f"No interval: {why}.")
        shuffles = np.array(
            list(_shuffled(ready, settings, counts, labels=labels, given=given, draws=draws, seed=seed))
        )
        found = polarise(agree, clash, labels=labels, restarts=RESTARTS, **given).score
        chance, as_high = float(shuffles.mean()), float((shuffles >= found - NOTHING).mean())
        notes = (
            *notes,
            f"With shuffled stances the mean score is {chance:.2f}, and {as_high:.0%} of the shuffles reach "
            "the score.",
        )
    table.insert(1, "low", low)
    table.insert(2, "high", high)
    table.insert(3, "chance", chance)
    table.insert(4, "as_high", as_high)
    return table, notes


def _interval(scores: Matrix, score: float, units: Numbers) -> tuple[Matrix, Matrix]:
    """Return the interval from draws shifted to a mean of the score; below 0 only if a draw is."""
    if not np.isfinite(scores).any():
        return np.full(1, np.nan), np.full(1, np.nan)
    low, high = bounds((scores + (score - np.nanmean(scores)))[:, None], units, 0.95)
    if score >= -NOTHING and np.nanmin(scores) >= -NOTHING:  # up to rounding
        low, high = np.maximum(low, 0.0), np.maximum(high, 0.0)
    return low, high


def _shuffled(
    ready: Readings,
    settings: Settings,
    counts: Counts,
    *,
    labels: list[str],
    given: dict[str, Any],
    draws: int,
    seed: int,
) -> Iterator[float]:
    """Yield the score with the stances shuffled among the readings."""
    rng = np.random.default_rng(seed)
    order = np.lexsort((counts.weight, counts.level, counts.item, counts.node))
    for _ in range(draws):
        level = np.empty_like(counts.level)
        level[order] = rng.permutation(counts.level[order])
        mixed = replace(counts, level=level)
        agree, clash = (_weights(mixed, ready, settings, kind) for kind in ("congruence", "conflict"))
        yield polarise(agree, clash, labels=labels, restarts=RESTARTS, **given).score


def _scores(
    readings: Readings,
    ready: Readings,
    settings: Settings,
    counts: Counts,
    *,
    labels: list[str],
    given: dict[str, Any],
    draws: int,
    seed: int,
) -> Iterator[float]:
    """Yield the score of each draw."""
    every = prepare(readings, replace(settings, duplicates="all", min_node=1))
    plan = design(every.frame)
    part = shares(every.frame, ready.frame, settings.duplicates, plan.statements)
    for chunk in multiplicities(plan, draws, seed):
        for times in chunk:
            weight = part.weights(times) * counts.weight
            agree, clash = (
                _weights(counts, ready, settings, kind, weight) for kind in ("congruence", "conflict")
            )
            yield polarise(agree, clash, labels=labels, restarts=RESTARTS, **given).score


def _weights(
    counts: Counts, ready: Readings, settings: Settings, kind: str, weight: Matrix | None = None
) -> Matrix:
    low, high = ready.scale
    return weights(counts, kind, high - low, settings.normalization, weight=weight)


def _windows(
    readings: Readings, settings: Settings, windowing: Windowing, given: dict[str, Any]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    agreeing, clashing = (
        over_time(readings, replace(settings, kind=kind), windowing) for kind in ("congruence", "conflict")
    )
    slices = [
        Slice(one.start, one.middle, one.stop, one.network.weights, other.network.weights)
        for one, other in zip(agreeing, clashing, strict=True)
    ]
    network = agreeing[0].network
    labels = [network.label(iri) for iri in network.rows]
    table = through_time(slices, labels, **given)
    frames = [one.network.readings.frame for one in agreeing]
    table.insert(3, "readings", [len(frame) for frame in frames])
    table.insert(4, "statements", [frame["statement"].nunique() for frame in frames])
    notes = (*network.notes, "Windows have no intervals.")
    if empty := int((table["readings"] == 0).sum()):
        notes = (*notes, f"{count(empty, 'window')} without any reading left out.")
    return table[table["readings"] > 0].reset_index(drop=True), notes
