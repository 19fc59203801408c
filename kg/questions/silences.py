"""Silences: who holds an office and has not spoken on what their peers speak on while both hold theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from kg.model.tenure import Known, Tenure, held
from kg.namespaces import RDFS, WSW
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.offices import Offices, day, offices_of, span
from kg.questions.stands import View
from kg.store.terms import Term, iri

#: Bodies whose office-holders are peers of each other; any other body is a kind of its own.
_KINDS: Final = {
    WSW.Country: "countries and governments",
    WSW.Government: "countries and governments",
    WSW.Party: "parties",
}
#: How it must be known that an office was held, for its holder to be a peer.
_SURE: Final = (Known.DATED, Known.REPORTED, Known.OPEN)


class Spoken(NamedTuple):
    """When something was said, as far as that is known, and in which source it is reported."""

    earliest: date | None
    latest: date | None
    source: str


#: What each actor said on one target.
Spoke = Mapping[str, set[Spoken]]


def silences(
    asker: Asker, holders: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """The rows of ``silence``, from those who hold an office and are asked about.

    Where an issue is asked for, all that it covers counts as one, under the name of the first.
    """
    authors = {str(plain(row["actor"])) for row in asker.part("authors")}
    wanted = {str(row["actor"]) for row in holders} - authors
    offices = offices_of(asker) if wanted else Offices({}, {})
    everyone = [
        tenure
        for actor, its in offices.tenures.items()
        for tenure in its
        if actor not in authors and tenure.body is not None
    ]
    kinds = _kinds(asker, everyone)
    circles: dict[str, dict[str, list[Tenure]]] = defaultdict(lambda: defaultdict(list))
    for tenure in everyone:
        circles[kinds[str(tenure.body)]][tenure.actor].append(tenure)
    asked = {name: circle for name, circle in circles.items() if not wanted.isdisjoint(circle)}
    spoken = _spoken(asker, {actor for circle in asked.values() for actor in circle}, terms)
    found: list[Row] = []
    for (target, label), spoke in _targets(asker, spoken, terms.get("issue")).items():
        rows: dict[str, Row] = {}
        for circle in asked.values():
            for actor, row in _of_circle(circle, spoke, wanted - {target}, offices).items():
                rows[actor] = row if actor not in rows else _joined(rows[actor], row)
        found += [{**row, "target": target, "target_label": label} for row in rows.values()]
    return _told(asker, found, offices), []


def _of_circle(
    circle: Mapping[str, list[Tenure]], spoke: Spoke, wanted: set[str], offices: Offices
) -> dict[str, Row]:
    """Who of a circle is silent, with the peers who spoke."""

    @cache
    def sure(actor: str, said: Spoken) -> tuple[Tenure, ...]:
        """The offices in the circle that an actor surely held when something was said."""
        found = ((tenure, held(tenure, *said)) for tenure in circle[actor])
        return tuple(tenure for tenure, its in found if its is not None and its.known in _SURE)

    speakers: dict[Spoken, dict[str, Tenure]] = defaultdict(dict)
    for actor in circle:
        for said in spoke.get(actor, ()):
            if theirs := sure(actor, said):
                speakers[said][actor] = theirs[0]
    rows: dict[str, Row] = {}
    for actor in sorted(wanted & circle.keys()):
        if any(_possible(tenure, said) for tenure in circle[actor] for said in spoke.get(actor, ())):
            continue
        speaking: dict[str, Tenure] = {}
        days: dict[Spoken, tuple[Tenure, ...]] = {}
        for said, those in speakers.items():
            if own := sure(actor, said):
                days[said] = own
                speaking = {**those, **speaking}
        speaking.pop(actor, None)
        if speaking:
            others = circle.keys() - speaking.keys() - {actor}
            rows[actor] = {
                "actor": actor,
                "tenures": list(dict.fromkeys(tenure for own in days.values() for tenure in own)),
                "peers": speaking.keys() | {one for one in others if any(sure(one, said) for said in days)},
                "peer": {
                    other: offices.labels.get(str(tenure.body), str(tenure.body))
                    for other, tenure in speaking.items()
                },
            }
    return rows


def _possible(tenure: Tenure, said: Spoken) -> bool:
    """Whether something can have been said during an office: no day of it rules that out.

    >>> mayor = Tenure("ann", "mayor", "town", until=date(2022, 12, 31))
    >>> _possible(mayor, Spoken(date(2024, 1, 1), date(2024, 1, 1), "gazette"))
    False
    >>> _possible(mayor, Spoken(None, None, "gazette"))
    True
    """
    late = said.earliest is not None and tenure.end is not None and said.earliest > tenure.end
    early = said.latest is not None and tenure.since is not None and said.latest < tenure.since
    return not (late or early)


def _joined(one: Row, other: Row) -> Row:
    """A silence in two circles as one."""
    return {
        "actor": one["actor"],
        "tenures": [*one["tenures"], *other["tenures"]],
        "peers": one["peers"] | other["peers"],
        "peer": {**other["peer"], **one["peer"]},
    }


def _spoken(asker: Asker, circles: Iterable[str], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """On what, and when, actors spoke; where one is asked for, only those of their circles."""
    rest: dict[str, Sequence[Term]] = {"issue": terms["issue"]} if "issue" in terms else {}
    if View.of(terms).stated:
        rest["dates"] = []
    only = {"actor": [iri(actor) for actor in sorted(circles)]} if "by" in terms else {}
    rows = [{key: plain(value) for key, value in row.items()} for row in asker.batched("spoke", only, **rest)]
    return sorted(rows, key=lambda row: (str(row["target_label"]), str(row["target"]), str(row["actor"])))


def _targets(
    asker: Asker, spoken: Iterable[Row], asked: Sequence[Term] | None
) -> Mapping[tuple[str, str], Spoke]:
    """Who spoke and when, by target and its label."""
    targets: dict[tuple[str, str], dict[str, set[Spoken]]] = defaultdict(lambda: defaultdict(set))
    for row in spoken:
        key = ("", "") if asked is not None else (str(row["target"]), str(row["target_label"]))
        said = Spoken(day(row["counts_from"]), day(row["counts_until"]), str(row["source"]))
        targets[key][str(row["actor"])].add(said)
    if asked is None:
        return targets
    names = grouped(asker.part("names", entity=list(asked[:1])), "property").get(RDFS.label, [])
    label = str(names[0]["label"]) if names else asked[0].value
    return {(asked[0].value, label): targets["", ""]}


def _kinds(asker: Asker, everyone: Iterable[Tenure]) -> dict[str, str]:
    """The kind of each body: the name of its kind, or its own IRI."""
    bodies = [iri(body) for body in sorted({str(tenure.body) for tenure in everyone})]
    kinds = {body.value: body.value for body in bodies}
    for row in asker.batched("types", {"entity": bodies}) if bodies else ():
        body, cls = str(plain(row["entity"])), str(plain(row["class"]))
        kinds[body] = _KINDS.get(cls, kinds[body])
    return kinds


def _told(asker: Asker, found: Sequence[Row], offices: Offices) -> list[Row]:
    """The rows with names, and with the words that attest the office."""
    actors = {str(row["actor"]) for row in found} | {peer for row in found for peer in row["peer"]}
    terms = [iri(actor) for actor in sorted(actors)]
    labels = {
        str(plain(row["node"])): str(plain(row["label"]))
        for row in (asker.batched("labelled", {"node": terms}) if terms else ())
    }
    counts = {
        str(plain(row["actor"])): int(str(plain(row["statements"])))
        for row in (asker.batched("tally", {"actor": terms}) if terms else ())
    }
    records = grouped(asker.batched("tenures", {"actor": terms}), "role") if terms else {}
    rows = []
    for row in found:
        tenures = row["tenures"]
        first = tenures[0]
        behind = next(records[one.role][0] for one in first.records if one.role in records)
        peers = sorted(row["peer"], key=lambda peer: (labels.get(peer, peer), peer))
        rows.append(
            {
                **{key: row[key] for key in ("actor", "target", "target_label")},
                "actor_label": labels.get(row["actor"], row["actor"]),
                **{key: behind[key] for key in ("office", "office_label", "body", "body_label")},
                "since": None if first.since is None else first.since.isoformat(),
                "until": None if first.until is None else first.until.isoformat(),
                "roles": list(dict.fromkeys(offices.words(one) for one in tenures)),
                "roles_known": [span(one) for one in {offices.words(one): one for one in tenures}.values()],
                "peers_who_spoke": len(peers),
                "peers": len(row["peers"]),
                "peer": peers,
                "peer_label": [f"{labels.get(peer, peer)} ({row['peer'][peer]})" for peer in peers],
                "statements": counts.get(row["actor"], 0),
                **{key: behind[key] for key in ("text", "source", "source_label", "start", "end", "record")},
                "mode": notation(behind["mode"]),
            }
        )
    rows.sort(key=lambda row: tuple(str(row[key]) for key in _ORDER))
    return rows


_ORDER = ("target_label", "target", "actor_label", "actor")
