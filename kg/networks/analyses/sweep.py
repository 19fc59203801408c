"""Sweep: how often ties and groups persist over all combinations of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kg.networks.analyses.findings import Findings, heading
from kg.networks.certainty.sweep import Sweep, removing_choices
from kg.networks.certainty.sweep import sweep as sweep_settings
from kg.networks.measures.communities import communities
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings
from kg.wording.counts import count

if TYPE_CHECKING:
    import networkx as nx

#: Table of a sweep to the content of a row.
TABLES = {
    "ties": "each tie of the base network, and in how many settings it is found",
    "groups": "each group, and how often its members stay together",
    "choices": "each choice, and the share of the ties that it keeps",
    "settings": "each combination of settings",
}

_SHOWN = {
    "ties": (
        *("a_label", "b_label", "weight", "statements", "found", "of"),
        *("rank_best", "rank_worst"),
    ),
    "groups": ("group", "members", "size", "kept", "whole"),
    "choices": ("choice", "value", "kept"),
    "settings": ("duplicates", "normalization", "neutral", "window", "readings", "ties", "kept"),
}

_RANK = "Rank: the best and the worst rank of the tie among those of a setting."
_NOTES = {
    "ties": "Found: number of settings that have the tie with the same sign; "
    f"{_RANK[0].lower()}{_RANK[1:-1]}. Found in all is evidence only if a choice can remove a tie.",
    "groups": "Kept: how often two of the group are together; whole: how often all of them are.",
    "choices": "Kept: share of the ties of the base network that settings with this choice also have.",
    "settings": "Kept: share of the ties of the base network that this setting also has.",
}


def sweep(readings: Readings, settings: Settings, *, table: str = "ties", seed: int = 0) -> Findings:
    """Return one table of a sweep; see :mod:`kg.networks.certainty.sweep`.

    Args:
        readings: as selected.
        settings: of the base network.
        table: a key of :data:`TABLES`.
        seed: of the groups.
    """

    def divide(graph: nx.Graph) -> dict[str, int]:
        return dict(communities(graph, seed=seed, trials=1).membership)

    found = sweep_settings(readings, settings, divide=divide if table == "groups" else None)
    tables = {
        "ties": found.ties,
        "groups": found.groups if found.groups is not None else pd.DataFrame(),
        "choices": found.choices,
        "settings": found.settings,
    }
    chosen = tables[table]
    shown = tuple(name for name in _SHOWN[table] if name in chosen)
    title = f"sweep of {heading(found.network)}; {count(len(found.settings), 'setting')}"
    note = _NOTES[table]
    if table == "ties" and not removing_choices(settings, _values(found)):
        shown, note = tuple(name for name in shown if name not in ("found", "of")), _RANK
    if not len(found.ties):
        return Findings(title, chosen.iloc[:0], shown, found.notes, found.network)
    return Findings(title, chosen, shown, (*found.notes, note), found.network)


def _values(found: Sweep) -> dict[str, list[str]]:
    """Return the values of each choice."""
    return {str(name): list(part) for name, part in found.choices.groupby("choice")["value"]}
