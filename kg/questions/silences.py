"""Silences: office-holders who have not spoken on a target on which a peer spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.model.tenure import Known, Tenure, held
from kg.namespaces import RDFS, WSW
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.offices import Offices, day, offices_of, span
from kg.questions.position_runs import View
from kg.store.terms import Term, iri

#: Kinds of bodies whose office-holders are peers; any other body is a kind of its own.
_KINDS: Final = {
    WSW.Country: "countries and governments",
    WSW.Government: "countries and governments",
    WSW.Party: "parties",
}
#: How it must be known that an office was held for its holder to be a peer.
_SURE: Final = (Known.DATED, Known.REPORTED, Known.OPEN)


class Spoken(NamedTuple):
    """The days of a statement, as far as known, and the source that reports it."""

    earliest: date | None
    latest: date | None
    source: str


#: The statements of each actor on one target; empty for other actors.
Spoke = defaultdict[str, set[Spoken]]


def silences(
    asker: Asker, holders: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``silence``, from the office-holders asked about.

    For a given issue, all targets that it covers count as one, under the name of the first.
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
    asked = [_Circle(circle) for circle in circles.values() if not wanted.isdisjoint(circle)]
    spoken = _spoken(asker, {actor for circle in asked for actor in circle.tenures}, terms)
    found: list[Row] = []
    for (target, label), spoke in _targets(asker, spoken, terms.get("issue")).items():
        rows: dict[str, Row] = {}
        for circle in asked:
            for actor, row in _of_circle(circle, spoke, wanted - {target}, offices).items():
                rows[actor] = row if actor not in rows else _joined(rows[actor], row)
        found += [{**row, "target": target, "target_label": label} for row in rows.values()]
    return _rows(asker, found, offices), []


class _Circle:
    """Actors who are peers by their offices, and which of them are known to have held one on which days."""

    def __init__(self, tenures: Mapping[str, list[Tenure]]) -> None:
        self.tenures = tenures
        self._attested_by: dict[str, dict[str, list[Tenure]]] = defaultdict(dict)
        for actor, its in tenures.items():
            for tenure in its:
                for source in (*tenure.sources, *(past for past, _ in tenure.past_sources)):
                    self._attested_by[source][actor] = its
        self._by_dates: dict[tuple[date | None, date | None], dict[str, list[Tenure]]] = {}

    def holders(self, said: Spoken) -> dict[str, list[Tenure]]:
        """Return the actors known to have held an office at the time of a statement, with these offices."""
        days = said.earliest, said.latest
        if days not in self._by_dates:
            self._by_dates[days] = _sure(self.tenures, *days, None)
        attested = self._attested_by.get(said.source)
        if attested is None:
            return self._by_dates[days]
        others = {actor: its for actor, its in self._by_dates[days].items() if actor not in attested}
        return others | _sure(attested, *said)


def _by_day(said: Spoken) -> tuple[date, date, str]:
    return said.earliest or date.min, said.latest or date.min, said.source


def _sure(
    circle: Mapping[str, list[Tenure]], earliest: date | None, latest: date | None, source: str | None
) -> dict[str, list[Tenure]]:
    found = {}
    for actor, tenures in circle.items():
        its = ((one, held(one, earliest, latest, source)) for one in tenures)
        if then := [one for one, office in its if office is not None and office.known in _SURE]:
            found[actor] = then
    return found


def _of_circle(circle: _Circle, spoke: Spoke, wanted: set[str], offices: Offices) -> dict[str, Row]:
    """The silent actors of a circle, with the peers who spoke."""
    silent = [
        actor
        for actor in sorted(wanted & circle.tenures.keys())
        if not _may_have_spoken(circle.tenures[actor], spoke[actor])
    ]
    speakers: dict[Spoken, set[str]] = defaultdict(set)
    for actor in circle.tenures:
        for said in spoke[actor]:
            speakers[said].add(actor)
    said_by = {said: speakers[said] for said in sorted(speakers, key=_by_day)}
    if not silent or not said_by:
        return {}
    held_then = {said: circle.holders(said) for said in said_by}
    in_office = {said: frozenset(holders) for said, holders in held_then.items()}
    spoke_then = {said: those & in_office[said] for said, those in said_by.items()}
    rows: dict[str, Row] = {}
    for actor in silent:
        speaking: dict[str, Tenure] = {}
        own: dict[Tenure, None] = {}
        others = away = frozenset(circle.tenures.keys() - {actor})
        for said, holders in held_then.items():
            if actor not in holders:
                continue
            own |= dict.fromkeys(holders[actor])
            for other in spoke_then[said]:
                speaking.setdefault(other, holders[other][0])
            away -= in_office[said]
        speaking.pop(actor, None)
        if speaking:
            bodies = {other: str(tenure.body) for other, tenure in speaking.items()}
            rows[actor] = {
                "actor": actor,
                "tenures": [tenure for tenure in reversed(circle.tenures[actor]) if tenure in own],
                "peers": others - away,
                "peer": {other: offices.labels.get(body, body) for other, body in bodies.items()},
            }
    return rows


def _may_have_spoken(tenures: Iterable[Tenure], said: Iterable[Spoken]) -> bool:
    return any(_possible(tenure, one) for tenure in tenures for one in said)


def _possible(tenure: Tenure, said: Spoken) -> bool:
    """Return whether a statement may have been made during a tenure, as far as its days are known.

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
    """Merge the silences of an actor in two circles."""
    return {
        "actor": one["actor"],
        "tenures": [*one["tenures"], *other["tenures"]],
        "peers": one["peers"] | other["peers"],
        "peer": {**other["peer"], **one["peer"]},
    }


def _spoken(asker: Asker, circles: Iterable[str], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The targets and days of statements; if an actor is given, only by actors of the same circles."""
    rest: dict[str, Sequence[Term]] = {"issue": terms["issue"]} if "issue" in terms else {}
    if View.of(terms).stated:
        rest["dates"] = []
    only = {"actor": [iri(actor) for actor in sorted(circles)]} if "by" in terms else {}
    rows = [{key: plain(value) for key, value in row.items()} for row in asker.batched("spoke", only, **rest)]
    return sorted(rows, key=lambda row: (str(row["target_label"]), str(row["target"]), str(row["actor"])))


def _targets(
    asker: Asker, spoken: Iterable[Row], asked: Sequence[Term] | None
) -> Mapping[tuple[str, str], Spoke]:
    """The statements by target and its label."""
    targets: dict[tuple[str, str], Spoke] = defaultdict(lambda: defaultdict(set))
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
    """The kind of each body: a name of a kind, or the body's own IRI."""
    bodies = [iri(body) for body in sorted({str(tenure.body) for tenure in everyone})]
    kinds = {body.value: body.value for body in bodies}
    for row in asker.batched("types", {"entity": bodies}) if bodies else ():
        body, cls = str(plain(row["entity"])), str(plain(row["class"]))
        kinds[body] = _KINDS.get(cls, kinds[body])
    return kinds


def _rows(asker: Asker, found: Sequence[Row], offices: Offices) -> list[Row]:
    """The rows with names and with the words that attest the office."""
    actors = {str(row["actor"]) for row in found} | {peer for row in found for peer in row["peer"]}
    terms = [iri(actor) for actor in sorted(actors)]
    silent = [iri(actor) for actor in sorted({str(row["actor"]) for row in found})]
    labels = {
        str(plain(row["node"])): str(plain(row["label"]))
        for row in (asker.batched("labelled", {"node": terms}) if terms else ())
    }
    counts = {
        str(plain(row["actor"])): int(str(plain(row["statements"])))
        for row in (asker.batched("tally", {"actor": silent}) if silent else ())
    }
    records = grouped(asker.batched("tenures", {"actor": silent}), "role") if silent else {}
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
