"""Backbone: the ties, or the issues, that preserve the structure of a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kg.errors import QuestionError
from kg.networks.analyses.findings import Findings, heading, rests_on
from kg.networks.bipartite import TwoMode
from kg.networks.measures.backbone import disparity
from kg.networks.measures.nested_backbone import nested_backbone
from kg.networks.measures.target_backbone import TargetBackbone, fixed_backbone, penalised_backbone
from kg.networks.network import Network
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix, counted
from kg.networks.settings import Settings
from kg.networks.weights import weights
from kg.wording.counts import count

#: Kind of backbone to what it keeps.
METHODS = {
    "disparity": "ties that are stronger than chance would make them",
    "nested": "issues in the order in which they can be dropped",
    "penalised": "the issues that best preserve the network, with a penalty on their number",
    "fixed": "the given number of issues that best preserve the network",
}

_NO_INTERVALS = "Backbones have no intervals: consider the numbers of statements."


def backbone(
    readings: Readings,
    settings: Settings,
    *,
    method: str = "disparity",
    alpha: float = 0.05,
    penalty: float = 3.5,
    size: int = 3,
    spectrum: str = "laplacian",
    seed: int = 0,
) -> Findings:
    """Return the backbone of a network.

    Args:
        readings: as selected.
        settings: of a one-mode network; its items are issues if the nodes are actors.
        method: a key of :data:`METHODS`.
        alpha: of the disparity filter: ties with a smaller probability under chance are kept.
        penalty: of the penalised backbone.
        size: of the fixed backbone.
        spectrum: a key of :data:`kg.networks.measures.spectra.SPECTRA`.
        seed: of the search.

    Raises:
        QuestionError: an unknown method, or an argument that it does not accept.
    """
    if method not in METHODS:
        raise QuestionError(
            f"unknown kind of backbone {method!r}", hint="expected one of: " + ", ".join(METHODS)
        )
    if method == "disparity":
        network = project(readings, settings)
        table = disparity(network.graph(), level=alpha).sort_values(["alpha", "a_label", "b_label"])
        note = (
            f"Kept: ties with alpha below {alpha:g}; alpha is the probability of so strong a tie by chance, "
        )
        note += "seen from one end."
        made = _statements(network)
        table["statements"] = [made[frozenset(pair)] for pair in zip(table["a"], table["b"], strict=True)]
        columns = ("a_label", "b_label", "weight", "alpha", "kept", "statements")
        return Findings(
            heading(network),
            table.reset_index(drop=True),
            columns,
            (*network.notes, note, _NO_INTERVALS) if len(table) else network.notes,
            network,
        )
    ready = prepare(readings, settings)
    counts = counted(ready, settings.of, signed=settings.signed)
    names = ready.background.names(counts.items)
    low, high = ready.scale

    def without(kept: Sequence[int]) -> Matrix:
        """Return the network of some items only."""
        there = np.isin(counts.item, np.asarray(kept, int))
        return weights(
            counts,
            settings.kind,
            high - low,
            settings.normalization,
            weight=np.where(there, counts.weight, 0.0),
        )

    nodes, items = ("actor", "issue") if settings.of == "actors" else ("issue", "actor")
    title = f"{method} backbone of {settings.words()}: {count(len(counts.nodes), nodes)}, "
    title += f"{count(len(names), items)}, {rests_on(ready.frame)}"
    if not without(range(len(names))).any():
        empty = pd.DataFrame(columns=["step" if method == "nested" else "part", items])
        return Findings(title, empty, (), ready.notes, behind=ready)
    said = ready.frame.groupby("target" if settings.of == "actors" else "actor", observed=True)
    made_on = said["statement"].nunique()
    statements = {name: int(made_on.get(iri, 0)) for name, iri in zip(names, counts.items, strict=True)}
    if method == "nested":
        steps = nested_backbone(without, names, spectrum=spectrum).steps
        steps["iri"] = [counts.items[n] for n in steps["position"]]
        steps["statements"] = [statements[name] for name in steps["target"]]
        steps = steps.rename(columns={"target": items}).drop(columns="position")
        shown = ("step", items, "loss", "redundant_loss", "statements")
        note = f"The last {items}s matter most. Loss: distance of the network of the remaining {items}s from "
        note += "the whole network, 0 if equal; redundant loss: the same for the dropped ones."
        return Findings(title, steps, shown, (*ready.notes, note, _NO_INTERVALS), behind=ready)
    found = (
        penalised_backbone(without, names, penalty, spectrum=spectrum, seed=seed)
        if method == "penalised"
        else fixed_backbone(without, names, size, spectrum=spectrum, seed=seed)
    )
    table = pd.DataFrame(_sides(found), columns=["part", items])
    table["statements"] = [statements[name] for name in table[items]]
    notes = (*ready.notes, *_said(found), _NO_INTERVALS)
    return Findings(title, table, ("part", items, "statements"), notes, behind=ready)


def _statements(network: Network | TwoMode) -> dict[frozenset[str], int]:
    """Return the number of statements of each tie; in a two-mode network, of all stances together."""
    if not isinstance(network, TwoMode):
        edges = network.edges()
        ends = zip(edges["a"], edges["b"], edges["statements"], strict=True)
        return {frozenset((a, b)): int(made) for a, b, made in ends}
    frame = network.readings.frame
    found = frame.groupby(["actor", "target"], observed=True)["statement"].nunique().reset_index()
    ends = zip(found["actor"], found["target"], found["statement"], strict=True)
    return {frozenset((str(a), network.key(str(b)))): int(made) for a, b, made in ends}


def _sides(found: TargetBackbone) -> list[tuple[str, str]]:
    return [("backbone", item) for item in found.kept] + [("redundant", item) for item in found.redundant]


def _said(found: TargetBackbone) -> list[str]:
    how = "all sets were tried" if found.exact else f"{found.evaluated:,} sets were tried, not all"
    return [
        f"Loss of the backbone {found.loss:.4f}, of the redundant part {found.redundant_loss:.4f}; {how}."
    ]
