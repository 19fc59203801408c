"""How often ties and groups survive a sweep over the settings."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from kg.networks.analyses.findings import Findings, heading
from kg.networks.certainty.sweep import Sweep, removing, sweep
from kg.networks.measures.communities import communities
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings
from kg.wording.counts import count

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

_RANK = "Rank: its place among the ties of a setting, at best and at worst."
_NOTES = {
    "ties": "Found: in how many of the settings the tie is there with the same sign; "
    f"{_RANK[0].lower()}{_RANK[1:-1]}. Found in all is evidence only as far as a choice can remove a tie.",
    "groups": "Kept: how often two of the group are together; whole: how often all of it are.",
    "choices": "Kept: share of the ties of the base network that settings with this choice have too.",
    "settings": "Kept: share of the ties of the base network that this setting has too.",
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
    title = f"sweep of {heading(found.network)}; {count(len(found.settings), 'setting')}"
    note = _NOTES[table]
    if table == "ties" and not removing(settings, _values(found)):
        shown, note = tuple(name for name in shown if name not in ("found", "of")), _RANK
    if not len(found.ties):
        return Findings(title, chosen.iloc[:0], shown, found.notes, found.network)
    return Findings(title, chosen, shown, (*found.notes, note), found.network)


def _values(found: Sweep) -> dict[str, list[str]]:
    """The values swept of each choice."""
    return {str(name): list(part) for name, part in found.choices.groupby("choice")["value"]}
