"""Communities and their stability, over seeds of the method and over draws of sources and statements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kg.networks.analyses.findings import Findings, heading
from kg.networks.bipartite import TwoMode
from kg.networks.certainty.bootstrap import bootstrap
from kg.networks.measures.communities import communities as find_communities
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

#: Columns of the table.
COLUMNS = (
    *("group", "label", "iri", "kind", "statements", "readings"),
    *("kept", "rival", "rival_share", "group_kept"),
)
#: Maximum number of nodes for finding groups again in every draw.
MOST = 1000


def communities(
    readings: Readings,
    settings: Settings,
    *,
    method: str = "leiden",
    resolution: float = 1.0,
    draws: int = 200,
    seed: int = 0,
) -> Findings:
    """Return every node with its group.

    Columns ``group`` (1 is the largest), ``label``, ``iri``, ``kind``, ``statements``, ``kept`` (share of the
    runs of the method in which the node was with the others of its group), ``rival``, ``rival_share``, and
    ``group_kept`` (share of the pairs of the group that stayed together over the draws).

    Args:
        readings: as selected.
        settings: of the network.
        method: a key of :data:`kg.networks.measures.partitions.METHODS`.
        resolution: above 1 for more and smaller groups.
        draws: of the bootstrap; 0 for none.
        seed: of the first run and of the draws.
    """
    settings = replace(settings, isolates=False)
    network = project(readings, settings)
    if not network.rows:
        return Findings(heading(network), pd.DataFrame(columns=COLUMNS), (), network.notes, network)
    division = find_communities(network.graph(), method, resolution=resolution, seed=seed)
    parts = division.nodes().rename_axis("iri").reset_index()
    facts = network.nodes()
    if isinstance(network, TwoMode):
        facts["iri"] = [
            network.key(i) if side else i for i, side in zip(facts["iri"], facts["bipartite"], strict=True)
        ]
    table = parts.merge(facts[["iri", "kind", "statements", "readings"]], on="iri", how="left")
    notes = [*network.notes, *division.notes]
    if division.modularity is not None:
        notes.append(f"Method {method}: modularity {division.modularity:.3f}.")
    if division.trials > 1:
        notes.append(
            f"Kept: share of {division.trials} runs (first seed {seed}) in which a node was with the others "
            "of its group."
        )
    if draws and 1 < len(table) <= MOST:
        held, more = _held(readings, settings, method, resolution, draws, seed)
        table["group_kept"] = table["group"].map(held)
        notes += [note for note in more if note not in notes]
    columns = [name for name in COLUMNS if name in table]
    table = table[columns].sort_values(["group", "label", "iri"]).reset_index(drop=True)
    shown = tuple(c for c in ("group", "label", "kind", "statements", "kept", "group_kept") if c in table)
    return Findings(heading(network), table, shown, tuple(notes), network)


def _held(
    readings: Readings, settings: Settings, method: str, resolution: float, draws: int, seed: int
) -> tuple[dict[int, float], list[str]]:
    """Return how often the members of each group stayed together over the draws."""

    def divide(graph: nx.Graph) -> dict[str, int]:
        found = find_communities(graph, method, resolution=resolution, seed=seed, trials=1)
        return dict(found.membership)

    found = bootstrap(readings, settings, draws=draws, seed=seed, divide=divide)
    groups = found.groups if found.groups is not None else pd.DataFrame({"group": [], "kept": []})
    held = dict(zip(groups["group"].astype(int), groups["kept"].astype(float), strict=True))
    note = f"Group kept: share of pairs of a group that stayed together over {draws:,} draws, seed {seed}."
    return held, [*found.notes, note]
