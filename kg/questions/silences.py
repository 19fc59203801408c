"""Silences: who holds an office and has not spoken on what their peers speak on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from kg.namespaces import RDFS, WSW
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.tenures import Tenure, ruled_out, tenures
from kg.store.terms import Term, iri

#: First and last day on which something can have been said; None where it has no date.
Span = tuple[str | None, str | None]
#: When each actor spoke.
Spoke = Mapping[str, set[Span]]
#: Bodies whose office-holders are peers of each other; any other body is a kind of its own.
_KINDS: Final = {
    WSW.Country: "countries and governments",
    WSW.Government: "countries and governments",
    WSW.Party: "parties",
}


def silences(asker: Asker, offices: Sequence[Row], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows of ``silence``, from those who hold an office and are asked about.

    An office counts, of one who is silent as of a peer, where no date rules it out for one of these days.
    Where an issue is asked for, all that it covers counts as one, under the name of the first.
    """
    authors = {plain(row["actor"]) for row in asker.part("authors")}
    wanted = {str(row["actor"]) for row in offices} - authors
    held = [
        tenure
        for rows in (tenures(asker).values() if wanted else ())
        for tenure in rows
        if tenure["former"] is False and tenure["actor"] not in authors
    ]
    circles = _circles(asker, held)
    asked = {circles[tenure["body"]] for tenure in held if tenure["actor"] in wanted}
    held = [tenure for tenure in held if circles[tenure["body"]] in asked]
    members: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in held:
        members[circles[tenure["body"]]].append(tenure)
    rows: list[Row] = []
    for (target, label), spoke in _targets(asker, _spoken(asker, held, terms), terms.get("issue")).items():
        days = {name: _days(circle, spoke) for name, circle in members.items()}
        for tenure in held:
            if tenure["actor"] not in wanted or tenure["actor"] in spoke or tenure["actor"] == target:
                continue
            name = circles[tenure["body"]]
            if then := {span for span in days[name] if not ruled_out(tenure, *span)}:
                rows.append(_row(tenure, target, label, members[name], spoke, then))
    counts = _counts(asker, {row["actor"] for row in rows})
    return [row | {"statements": counts.get(row["actor"], 0)} for row in rows]


def _spoken(asker: Asker, held: Iterable[Tenure], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """On what, and on which days, actors spoke; where one is asked for, only those of their circles."""
    about = {"issue": terms["issue"]} if "issue" in terms else {}
    only = (
        {"actor": [iri(actor) for actor in sorted({row["actor"] for row in held})]} if "by" in terms else {}
    )
    rows = [
        {key: plain(value) for key, value in row.items()} for row in asker.batched("spoke", only, **about)
    ]
    return sorted(rows, key=lambda row: (str(row["target_label"]), str(row["target"]), str(row["actor"])))


def _days(circle: Iterable[Tenure], spoke: Spoke) -> set[Span]:
    """The days on which members of a circle spoke who were, for all that is known, in office then."""
    return {
        span for tenure in circle for span in spoke.get(tenure["actor"], ()) if not ruled_out(tenure, *span)
    }


def _targets(
    asker: Asker, spoken: Iterable[Row], asked: Sequence[Term] | None
) -> Mapping[tuple[str, str], Spoke]:
    """Who spoke and on which days, by target and its label."""
    targets: dict[tuple[str, str], dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for row in spoken:
        key = ("", "") if asked is not None else (str(row["target"]), str(row["target_label"]))
        targets[key][str(row["actor"])].add((row["earliest"], row["latest"]))
    if asked is None:
        return targets
    names = grouped(asker.part("names", entity=list(asked[:1])), "property").get(RDFS.label, [])
    label = str(names[0]["label"]) if names else asked[0].value
    return {(asked[0].value, label): targets["", ""]}


def _circles(asker: Asker, held: Iterable[Tenure]) -> dict[str, str]:
    """The kind of each body: the name of its kind, or its own IRI."""
    bodies = [iri(body) for body in sorted({tenure["body"] for tenure in held})]
    circles = {body.value: body.value for body in bodies}
    for row in asker.batched("types", {"entity": bodies}):
        body, cls = str(plain(row["entity"])), str(plain(row["class"]))
        circles[body] = _KINDS.get(cls, circles[body])
    return circles


def _counts(asker: Asker, actors: Iterable[str]) -> dict[str, int]:
    chosen = [iri(actor) for actor in sorted(actors)]
    found = asker.batched("tally", {"actor": chosen})
    return {
        row["actor"].value: int(row["statements"].value)
        for row in found
        if row["actor"] and row["statements"]
    }


def _row(
    tenure: Tenure, target: str, label: str, circle: Iterable[Tenure], spoke: Spoke, days: Set[Span]
) -> Row:
    """The row of one who is silent, where ``days`` are those on which others spoke during that office."""
    peers: dict[str, Tenure] = {}
    speaking: dict[str, Tenure] = {}
    for other in circle:
        if other["actor"] == tenure["actor"]:
            continue
        if any(not ruled_out(other, *span) for span in days):
            peers.setdefault(other["actor"], other)
        if any(span in days and not ruled_out(other, *span) for span in spoke.get(other["actor"], ())):
            speaking.setdefault(other["actor"], other)
    return {
        **tenure,
        "target": target,
        "target_label": label,
        "mode": notation(tenure["mode"]),
        "peers_who_spoke": len(speaking),
        "peers": len(peers),
        "peer": list(speaking),
        "peer_label": [f"{peer['actor_label']} ({peer['body_label']})" for peer in speaking.values()],
    }
