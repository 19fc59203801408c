"""How often ties and groups survive a sweep over the settings."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from kg.networks.analyses.findings import Findings, heading
from kg.networks.certainty.sweep import sweep
from kg.networks.measures.communities import communities
from kg.networks.readings import Readings
from kg.networks.settings import Settings

#: Tables of a sweep to what a row of each is.
TABLES = {
    "ties": "each tie of the base network, and in how many settings it is found",
    "groups": "each group, and how often its members stay together",
    "choices": "each choice, and the share of the ties that it keeps",
    "settings": "each setting swept",
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


def swept(readings: Readings, settings: Settings, *, table: str = "ties", seed: int = 0) -> Findings:
    """One table of a sweep; see :mod:`kg.networks.certainty.sweep`.

    Args:
        readings: as selected.
        settings: of the base network.
        table: a key of :data:`TABLES`.
        seed: of the groups.
    """

    def divide(graph: nx.Graph) -> dict[str, int]:
        return dict(communities(graph, seed=seed, trials=1).membership)

    found = sweep(readings, settings, divide=divide if table == "groups" else None)
    tables = {
        "ties": found.ties,
        "groups": found.groups if found.groups is not None else pd.DataFrame(),
        "choices": found.choices,
        "settings": found.settings,
    }
    chosen = tables[table]
    shown = tuple(name for name in _SHOWN[table] if name in chosen)
    title = f"sweep of {heading(found.network)}; {len(found.settings)} settings"
    return Findings(title, chosen, shown, found.notes, found.network)
