"""Where actors stand: on the one line that best explains their stances, or on the axes of a plane."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kg.errors import QuestionError
from kg.networks.analyses.findings import Findings, sentence
from kg.networks.bipartite import TwoMode, bipartite
from kg.networks.measures.correspondence import correspondence, doubled
from kg.networks.measures.idealpoint import ideal_points, telling
from kg.networks.preparation import prepare
from kg.networks.reading_table import Readings
from kg.networks.score_counts import Matrix
from kg.networks.settings import Settings
from kg.wording.counts import count, form

#: Readings on issues that tell actors apart below which an actor's position is flagged.
FEW = 3
#: Way to place actors to what it does.
METHODS = {
    "ideal-point": "one line: who supports and opposes what, with intervals",
    "correspondence": "axes of a plane: actors and issues together",
}

_MODEL = (
    "Intervals are those of the model, which takes readings as independent: several by one actor in one "
    "source say less than it thinks (--duplicates source)."
)
_TELL, _TELLS = "on issues with readings on both sides", "on an issue with readings on both sides"
_BARE = "Places come without intervals: read them with the numbers of statements beside them."


def placed(
    readings: Readings,
    settings: Settings,
    *,
    method: str = "ideal-point",
    anchor: str | None = None,
    seed: int = 0,
) -> Findings:
    """Actors, and issues where the method places them too, with their positions.

    Args:
        readings: as selected.
        settings: whose stand, duplicates and so on; the kind does not matter.
        method: a key of :data:`METHODS`.
        anchor: label or IRI of an actor who is to stand on the positive side.
        seed: of the search.

    Raises:
        QuestionError: no such method, or the anchor is not among the actors.
    """
    if method not in METHODS:
        raise QuestionError(f"no method {method!r}", hint="known: " + ", ".join(METHODS))
    ready = prepare(readings, replace(settings, kind="subtract"))
    network = bipartite(ready, replace(settings, kind="two-mode", normalization="none", cells="count"))
    actors = ready.background.names(network.rows)
    issues = ready.background.names(network.columns)
    if anchor in network.rows:
        anchor = actors[network.rows.index(anchor)]
    if anchor is not None and anchor not in actors:
        raise QuestionError(
            f"the anchor {network.label(anchor)!r} is not among the actors",
            hint="known: " + ", ".join(actors[:8]) if actors else "there are none",
        )
    support, oppose = (_side(network, sign) for sign in (1, -1))
    if method == "correspondence":
        return _plane(network, support, oppose, actors, issues, anchor)
    speak = (support + oppose)[:, telling(support, oppose)].sum(axis=1) > 0
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
    flat = "every position is 0"  # of nobody, where nobody has a reading that counts
    remarks = (note if there else note.replace(f": {flat}", "") for note in found.notes)
    notes = [*network.notes, *map(sentence, remarks)]
    if left := len(actors) - len(there):
        are = form(left, "is", "are")
        notes.append(f"{count(left, 'actor')} without any reading {_TELLS} {are} left out.")
    if anchor is not None and pole is None:
        notes.append(f"The anchor {anchor} is one of them and decides nothing.")
    if there:
        notes.append(_MODEL)
    few = int(found.actors["few"].sum())
    if few:
        notes.append(f"Few: fewer than {FEW} readings {_TELL} ({count(few, 'actor')}).")
    if told:
        notes.append(
            "Issues that tell actors apart, support at the positive end first: " + "; ".join(told) + "."
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
        notes.append("There is no axis: all actors have the same profile, or there are no readings.")
    else:
        notes.append(f"Share of the inertia, {shares}. Mass: share of the readings.")
    if len(table):
        notes.append("An issue stands twice: + is who supports it, - is who opposes it, if anybody does.")
        notes.append(_BARE)
    return Findings(
        f"correspondence analysis of {count(len(actors), 'actor')} and {count(len(issues), 'issue')}",
        table,
        ("kind", "label", "mass", *(f"axis {axis}" for axis in axes), "statements"),
        tuple(notes),
        network,
    )


def _statements(network: TwoMode, actors: list[str], issues: list[str]) -> dict[tuple[str, str], int]:
    """How many statements there are of each actor, and on each side of each issue, by label."""
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
    """How many readings of a side there are, actors x targets."""
    frame = network.readings.frame
    part = network.readings.having(frame[frame["score"] * sign > 0])
    return TwoMode(network.settings, part, network.rows, network.columns).weights
