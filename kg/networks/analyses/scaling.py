"""Scaling: positions of actors on the line that best explains their stances, or on the axes of a plane."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kg.errors import QuestionError
from kg.networks.analyses.findings import Findings, sentence
from kg.networks.bipartite import TwoMode, bipartite
from kg.networks.measures.correspondence import correspondence, doubled
from kg.networks.measures.idealpoint import contested_issues, ideal_points
from kg.networks.preparation import prepare
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix
from kg.networks.settings import Settings
from kg.wording.counts import count

#: Actors with fewer readings on contested issues are flagged.
FEW = 3
#: Method of scaling to its description.
METHODS = {
    "ideal-point": "one line: who supports and opposes what, with intervals",
    "correspondence": "axes of a plane: actors and issues together",
}

_MODEL = (
    "Intervals are those of the model, which takes readings as independent: several by one actor in one "
    "source are less certain than it assumes (--duplicates source)."
)
_CONTESTED = "on issues with readings on both sides"
_NO_INTERVALS = "Positions have no intervals: consider the numbers of statements."


def scaling(
    readings: Readings,
    settings: Settings,
    *,
    method: str = "ideal-point",
    anchor: str | None = None,
    seed: int = 0,
) -> Findings:
    """Return the positions of actors, and of issues if the method gives them.

    Args:
        readings: as selected.
        settings: actors, duplicates and so on; the kind does not matter.
        method: a key of :data:`METHODS`.
        anchor: label or IRI of an actor to be on the positive side.
        seed: of the search.

    Raises:
        QuestionError: an unknown method, or an anchor that is not among the actors.
    """
    if method not in METHODS:
        raise QuestionError(f"unknown method {method!r}", hint="expected one of: " + ", ".join(METHODS))
    ready = prepare(readings, replace(settings, kind="subtract"))
    network = bipartite(ready, replace(settings, kind="two-mode", normalization="none", cells="count"))
    actors = ready.background.names(network.rows)
    issues = ready.background.names(network.columns)
    if anchor in network.rows:
        anchor = actors[network.rows.index(anchor)]
    if anchor is not None and anchor not in actors:
        raise QuestionError(
            f"the anchor {network.label(anchor)!r} is not among the actors",
            hint="expected one of: " + ", ".join(actors[:8]) if actors else "there are no actors",
        )
    support, oppose = (_side(network, sign) for sign in (1, -1))
    if method == "correspondence":
        return _plane(network, support, oppose, actors, issues, anchor)
    speak = (support + oppose)[:, contested_issues(support, oppose)].sum(axis=1) > 0
    there = [actor for actor, speaks in zip(actors, speak, strict=True) if speaks]
    pole = anchor if anchor in there else None
    found = ideal_points(support[speak], oppose[speak], there, issues, anchor=pole, few=FEW, seed=seed)
    table = found.actors.assign(iri=[iri for iri, speaks in zip(network.rows, speak, strict=True) if speaks])
    table = table.sort_values(["position", "actor"], ascending=[False, True])
    items = found.issues.sort_values("discrimination", ascending=False)
    apart = items[items["contested"]].dropna(subset=["discrimination"])
    told = [
        f"{issue} ({power:+.2f})"
        for issue, power in zip(apart["issue"], apart["discrimination"], strict=True)
    ]
    if not actors:
        return Findings("ideal points: no actor", table, (), network.notes, network)
    flat = "every position is 0"  # left out if there are no positions
    remarks = (note if there else note.replace(f": {flat}", "") for note in found.notes)
    notes = [*network.notes, *map(sentence, remarks)]
    if left := len(actors) - len(there):
        are = "is" if left == 1 else "are"
        notes.append(f"{count(left, 'actor')} without any reading {_CONTESTED} {are} left out.")
    if anchor is not None and pole is None:
        notes.append(f"The anchor {anchor} is one of them and has no effect.")
    if there:
        notes.append(_MODEL)
    few = int(found.actors["few"].sum())
    if few:
        notes.append(f"Few: fewer than {FEW} readings {_CONTESTED} ({count(few, 'actor')}).")
    if told:
        notes.append(
            "Issues that separate actors, those supported at the positive end first: " + "; ".join(told) + "."
        )
    return Findings(
        f"ideal points of {count(len(there), 'actor')} on "
        f"{count(int(found.issues['contested'].sum()), 'issue')} with readings on both sides",
        table.reset_index(drop=True),
        ("actor", "position", "low", "high", "readings", "few"),
        tuple(notes),
        network,
    )


def _plane(
    network: TwoMode,
    support: Matrix,
    oppose: Matrix,
    actors: list[str],
    issues: list[str],
    anchor: str | None,
) -> Findings:
    poles = doubled(support, oppose, issues)
    found = correspondence(poles.to_numpy(), actors, list(poles.columns), anchor=anchor)
    parts = []
    made = _statements(network, actors, issues)
    for kind, places in (("actor", found.rows), ("issue", found.columns)):
        part = places.rename_axis("label").reset_index()
        part.insert(0, "kind", kind)
        part["statements"] = [made.get((kind, label), 0) for label in part["label"]]
        parts.append(part[part["mass"] > 0])
    table = pd.concat(parts, ignore_index=True)
    axes = [column for column in table.columns if str(column).isdigit()]
    table = table.rename(columns={axis: f"axis {axis}" for axis in axes})
    shares = ", ".join(
        f"axis {n}: {share:.0%}" for n, share in enumerate(found.axes["share"].head(2), start=1)
    )
    notes = [*network.notes]
    if not shares:
        notes.append("No axis: all actors have the same profile, or there are no readings.")
    else:
        notes.append(f"Share of the inertia, {shares}. Mass: share of all readings.")
    if len(table):
        notes.append("Issues have two rows: + for support and - for opposition, if there is any.")
        notes.append(_NO_INTERVALS)
    return Findings(
        f"correspondence analysis of {count(len(actors), 'actor')} and {count(len(issues), 'issue')}",
        table,
        ("kind", "label", "mass", *(f"axis {axis}" for axis in axes), "statements"),
        tuple(notes),
        network,
    )


def _statements(network: TwoMode, actors: list[str], issues: list[str]) -> dict[tuple[str, str], int]:
    """Return the number of statements of each actor, and on each side of each issue, by label."""
    frame = network.readings.frame
    sided = frame[frame["score"] != 0]
    made = sided.groupby("actor", observed=True)["statement"].nunique()
    found = {("actor", x): int(made.get(iri, 0)) for x, iri in zip(actors, network.rows, strict=True)}
    for sign, mark in ((1, "+"), (-1, "-")):
        made = frame[frame["score"] * sign > 0].groupby("target", observed=True)["statement"].nunique()
        for issue, iri in zip(issues, network.columns, strict=True):
            found["issue", f"{issue} {mark}"] = int(made.get(iri, 0))
    return found


def _side(network: TwoMode, sign: int) -> Matrix:
    """Return the number of readings on one side, actors x targets."""
    frame = network.readings.frame
    part = network.readings.having(frame[frame["score"] * sign > 0])
    return TwoMode(network.settings, part, network.rows, network.columns).weights
