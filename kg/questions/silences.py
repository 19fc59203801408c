"""Silences: who holds an office and has not spoken on what their peers speak on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.namespaces import RDFS, WSW
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.tenures import Tenure, tenures
from kg.store.terms import Term, iri

#: Bodies whose office-holders are peers of each other; any other body is a kind of its own.
_KINDS: Final = {
    WSW.Country: "countries and governments",
    WSW.Government: "countries and governments",
    WSW.Party: "parties",
}


def silences(asker: Asker, spoken: Sequence[Row], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows of ``silence``, from the rows that say who spoke on what.

    Where an issue is asked for, all that it covers counts as one, under the name of the first.
    """
    authors = {plain(row["actor"]) for row in asker.part("authors")}
    held = [
        tenure
        for rows in tenures(asker).values()
        for tenure in rows
        if tenure["former"] is False and tenure["actor"] not in authors
    ]
    circles = _circles(asker, held)
    peers: dict[str, dict[str, Tenure]] = defaultdict(dict)
    for tenure in held:
        peers[circles[tenure["body"]]].setdefault(tenure["actor"], tenure)
    wanted = {term.value for term in terms["by"]} if "by" in terms else None
    rows = [
        _row(tenure, target, label, peers[circles[tenure["body"]]], spoke)
        for (target, label), spoke in _targets(asker, spoken, terms.get("issue")).items()
        for tenure in held
        if tenure["actor"] not in spoke and tenure["actor"] != target
        if wanted is None or tenure["actor"] in wanted
        if not spoke.isdisjoint(peers[circles[tenure["body"]]])
    ]
    counts = _counts(asker, {row["actor"] for row in rows})
    return [row | {"statements": counts.get(row["actor"], 0)} for row in rows]


def _targets(
    asker: Asker, spoken: Iterable[Row], asked: Sequence[Term] | None
) -> dict[tuple[str, str], set[str]]:
    """Who spoke, by target and its label."""
    targets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in spoken:
        targets[str(row["target"]), str(row["target_label"])].add(str(row["actor"]))
    if asked is None:
        return targets
    names = grouped(asker.part("names", entity=list(asked[:1])), "property").get(RDFS.label, [])
    label = str(names[0]["label"]) if names else asked[0].value
    return {(asked[0].value, label): set().union(*targets.values())}


def _circles(asker: Asker, held: Iterable[Tenure]) -> dict[str, str]:
    """The kind of each body: the name of its kind, or its own IRI."""
    bodies = [iri(body) for body in sorted({tenure["body"] for tenure in held})]
    circles = {body.value: body.value for body in bodies}
    for row in asker.part("types", entity=bodies) if bodies else []:
        body, cls = str(plain(row["entity"])), str(plain(row["class"]))
        circles[body] = _KINDS.get(cls, circles[body])
    return circles


def _counts(asker: Asker, actors: Iterable[str]) -> dict[str, int]:
    chosen = [iri(actor) for actor in sorted(actors)]
    found = asker.part("tally", actor=chosen) if chosen else []
    return {
        row["actor"].value: int(row["statements"].value)
        for row in found
        if row["actor"] and row["statements"]
    }


def _row(tenure: Tenure, target: str, label: str, peers: Mapping[str, Tenure], spoke: set[str]) -> Row:
    speaking = [peer for actor, peer in peers.items() if actor in spoke]
    return {
        **tenure,
        "target": target,
        "target_label": label,
        "mode": notation(tenure["mode"]),
        "peers_who_spoke": len(speaking),
        "peers": len(peers) - 1,
        "peer": [peer["actor"] for peer in speaking],
        "peer_label": [f"{peer['actor_label']} ({peer['body_label']})" for peer in speaking],
    }
