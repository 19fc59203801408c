"""The ties of a network, ordered so that agreement on few statements comes late, with their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kg.networks.analyses.findings import Findings, days, heading, span, without_interval
from kg.networks.bipartite import TwoMode
from kg.networks.certainty.bootstrap import bootstrap
from kg.networks.certainty.ranking import ranked
from kg.networks.certainty.resampling import FEW_SOURCES
from kg.networks.network import Network
from kg.networks.over_time import over_time
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from kg.wording.counts import count

_SURE = ("low", "high", "survived")


def network_ties(
    readings: Readings,
    settings: Settings,
    *,
    windowing: Windowing | None = None,
    draws: int = 200,
    seed: int = 0,
    evidence: bool = False,
) -> Findings:
    """Return the ties of one network, or of one network for each window.

    Args:
        readings: as selected.
        settings: of the network.
        windowing: how to divide time; None for one network. Windows have no intervals.
        draws: of the bootstrap; 0 for no intervals.
        seed: of the draws.
        evidence: whether each row lists its readings, which is slow for a million ties.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "ab"]))
    >>> found = network_ties(said, Settings()).table
    >>> found[["rank", "a_label", "b_label", "weight", "why"]].to_numpy().tolist()
    [[1, 'urn:a', 'urn:b', 1.0, '2 statements, an interval needs 5']]
    """
    if windowing is not None:
        return _through_time(readings, settings, windowing, evidence)
    if not draws:
        network = project(readings, settings)
        ties = _evidenced(network.edges(), network, evidence)
        return Findings(heading(network), ties, _shown(ties), network.notes, network)
    found = bootstrap(readings, settings, draws=draws, seed=seed)
    ranking = ranked(_with_the_rest(found.ties, found.network.edges()))
    ties = ranking.ties
    del ties["sure"], ties["few"]
    ties = _evidenced(ties, found.network, evidence)
    notes = found.notes
    if len(ties):
        few = found.network.readings.frame["source"].nunique() < FEW_SOURCES
        of_draws = f"{draws:,} draws of {'statements' if few else 'sources and statements'}, seed {seed}"
        bare = without_interval(found.ties["why"], "tie")
        if (ties["why"] == "").any():
            interval = f"Intervals: {found.level:.0%}, {of_draws}; survives: share of the draws with the tie."
            notes = (*notes, *filter(None, (bare, interval)), ranking.note)
        else:
            survives = f"Survives: share of the draws with the tie; {of_draws}."
            notes = (*notes, bare, survives, _by_weight(ties))
    return Findings(heading(found.network), ties, _shown(ties), notes, found.network, found.ties)


def _shown(ties: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns for people: those that are not empty."""
    wanted = ("a_label", "b_label", "stance", "weight", *_SURE, "statements", "shared", "outranks")
    shown = [name for name in wanted if name in ties]
    if "low" in ties and ties["low"].isna().all():
        shown = [name for name in shown if name not in ("low", "high")]
    if "outranks" in ties and not ties["outranks"].any():
        shown.remove("outranks")
    return tuple(shown)


def _with_the_rest(followed: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Return all ties of the network; those that are too light for the draws have no interval."""
    if len(followed) == len(every):
        return followed
    # Both are in one order. A table of a million ties takes 300 MB, so none is copied.
    places = np.flatnonzero(every["id"].isin(followed["id"]))
    lighter = f"not among the {len(followed):,} heaviest ties"
    for name in followed.columns.difference(every.columns):
        column = np.full(len(every), lighter if name == "why" else np.nan, object if name == "why" else float)
        column[places] = followed[name]
        every[name] = pd.Series(column, dtype=column.dtype)
    return every[list(followed.columns)]


def _by_weight(ties: pd.DataFrame) -> str:
    """Describe the order of ties if none has an interval."""
    above = int((ties["outranks"] > 0).sum())
    if not above:
        return "Ties are in order of weight."
    ranks = "ranks" if above == 1 else "rank"
    return (
        f"Ties are in order of weight; {above:,} {ranks} above ties with more statements (see the column "
        "outranks)."
    )


def _evidenced(ties: pd.DataFrame, network: Network | TwoMode, evidence: bool) -> pd.DataFrame:
    """Return the ties with the IRIs of their readings, if requested."""
    if not evidence:
        return ties
    return ties.assign(evidence=pd.Series(network.every_evidence()(ties), index=ties.index, dtype=object))


def _through_time(readings: Readings, settings: Settings, windowing: Windowing, evidence: bool) -> Findings:
    if not len(readings):
        return Findings(
            f"{settings.words()}: no window", project(readings, settings).edges(), (), readings.notes
        )
    slices = over_time(readings, settings, windowing)
    tables = []
    for each in slices:
        when = {"start": each.start, "middle": each.middle, "stop": each.stop}
        ties = _evidenced(each.network.edges(), each.network, evidence)
        for place, (name, day) in enumerate(when.items()):
            ties.insert(place, name, day)
        tables.append(ties)
    table = pd.concat(tables, ignore_index=True)
    title = (
        f"{settings.words()}: {count(len(slices), 'window')} of {span(windowing)}, {count(len(table), 'tie')}"
    )
    notes = (*slices[0].network.notes, "Windows have no intervals.")
    return Findings(title, table, (*days(windowing), *_shown(table)), notes, behind=readings)
