"""Silences: office-holders who have not spoken on a target on which a peer spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from kg.model.tenure import Known, Tenure, held
from kg.namespaces import EVALUATION, RDFS, STANCE, WSW
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.offices import Offices, day, offices_of, span
from kg.questions.position_runs import View, labels_of
from kg.store.index.record_lookup import Records
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
    chosen = [circle for circle in circles.values() if not wanted.isdisjoint(circle)]
    names = labels_of(asker, {actor for circle in chosen for actor in circle})
    ranked = _Ranked(names)
    asked = [_Circle(circle, ranked) for circle in chosen]
    found: list[Row] = []
    for (target, label), spoke in _spoke(asker, {one for each in chosen for one in each}, terms).items():
        rows: dict[str, Row] = {}
        for circle in asked:
            for actor, row in _of_circle(circle, spoke, wanted - {target}).items():
                rows[actor] = row if actor not in rows else _joined(rows[actor], row)
        found += [{**row, "target": target, "target_label": label} for row in rows.values()]
    return _rows(asker, found, offices, ranked), []


class _Ranked:
    """Actors in order of their names, so that a set of them is the bits of a number.

    Sets of hundreds of actors are joined millions of times, for each silent actor and each statement.
    """

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self._rank: dict[str, int] = {}
        self._actors: list[str] = []

    def add(self, actors: Iterable[str]) -> None:
        """Give the actors their places."""
        self._actors = sorted({*self._actors, *actors}, key=lambda one: (self.labels.get(one, one), one))
        self._rank = {actor: number for number, actor in enumerate(self._actors)}

    def bit(self, actor: str) -> int:
        """Return the number with the bit of one actor."""
        return 1 << self._rank[actor]

    def bits(self, actors: Iterable[str]) -> int:
        """Return the number with the bits of some actors."""
        rank, found = self._rank, 0
        for actor in actors:
            found |= 1 << rank[actor]
        return found

    def actors(self, bits: int) -> Iterator[str]:
        """Yield the actors of some bits, in order of their names."""
        while bits:
            lowest = bits & -bits
            yield self._actors[lowest.bit_length() - 1]
            bits ^= lowest


class _Then(NamedTuple):
    """The actors known to have held an office at the time of a statement.

    Attributes:
        bits: these actors.
        holders: their offices by the dates alone.
        attested: the actors whose offices the source of the statement attests, with those held then.
    """

    bits: int
    holders: Mapping[str, list[Tenure]]
    attested: Mapping[str, list[Tenure]]

    def tenures(self, actor: str) -> list[Tenure]:
        """Return the offices that one of the actors held."""
        return self.attested[actor] if actor in self.attested else self.holders[actor]


class _Circle:
    """Actors who are peers by their offices, and which of them are known to have held one on which days."""

    def __init__(self, tenures: Mapping[str, list[Tenure]], ranked: _Ranked) -> None:
        self.tenures = tenures
        self.ranked = ranked
        ranked.add(tenures)
        self._attested_by: dict[str, dict[str, list[Tenure]]] = defaultdict(dict)
        for actor, its in tenures.items():
            for tenure in its:
                for source in (*tenure.sources, *(past for past, _ in tenure.past_sources)):
                    self._attested_by[source][actor] = its
        self._by_dates: dict[tuple[date | None, date | None], _Then] = {}
        self._by_said: dict[Spoken, _Then] = {}

    def then(self, said: Spoken) -> _Then:
        """Return the actors known to have held an office at the time of a statement."""
        if said in self._by_said:
            return self._by_said[said]
        days = said.earliest, said.latest
        if days not in self._by_dates:
            holders = _sure(self.tenures, *days, None)
            self._by_dates[days] = _Then(self.ranked.bits(holders), holders, {})
        found = self._by_dates[days]
        attested = self._attested_by.get(said.source)
        if attested is not None:
            its = _sure(attested, *said)
            bits = found.bits & ~self.ranked.bits(attested) | self.ranked.bits(its)
            found = _Then(bits, found.holders, its)
        self._by_said[said] = found
        return found


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


def _of_circle(circle: _Circle, spoke: Spoke, wanted: set[str]) -> dict[str, Row]:
    """The silent actors of a circle, with the peers who spoke."""
    silent = [
        actor
        for actor in sorted(wanted & circle.tenures.keys())
        if not _may_have_spoken(circle.tenures[actor], spoke[actor])
    ]
    speakers: dict[Spoken, list[str]] = defaultdict(list)
    for actor in spoke.keys() & circle.tenures.keys():
        for said in spoke[actor]:
            speakers[said].append(actor)
    if not silent or not speakers:
        return {}
    ranked = circle.ranked
    said_then = [
        (then.bits, ranked.bits(speakers[said]) & then.bits, then)
        for said, then in ((said, circle.then(said)) for said in sorted(speakers, key=_by_day))
    ]
    rows: dict[str, Row] = {}
    for alike in _grouped(said_then, ranked.bits(silent), ranked):
        if not alike.speaking:
            continue
        peer = {other: str(tenure.body) for other, tenure in alike.peer.items()}
        for actor in ranked.actors(alike.silent):
            rows[actor] = {
                "actor": actor,
                "tenures": _held(circle.tenures[actor], actor, ranked.bit(actor), said_then),
                "peers": alike.peers & ~ranked.bit(actor),
                "speaking": alike.speaking,
                "peer": peer,
            }
    return rows


@dataclass(slots=True)
class _Alike:
    """Silent actors who were in office at the time of the same statements.

    Attributes:
        silent: these actors, as bits.
        peers: all actors in office at one of these times.
        speaking: those who spoke then.
        peer: the office that each of them held at the first time.
    """

    silent: int
    peers: int = 0
    speaking: int = 0
    peer: dict[str, Tenure] = field(default_factory=dict)


def _grouped(said_then: Iterable[tuple[int, int, _Then]], silent: int, ranked: _Ranked) -> list[_Alike]:
    """The silent actors with what their peers said: hundreds of them have a few different terms of office.

    Args:
        said_then: of each statement, in order of time, who was in office, who of them made it, and how.
        silent: the actors, none of whom spoke in office.
        ranked: all actors.
    """
    groups = [_Alike(silent)]
    for in_office, those, then in said_then:
        for alike in groups[:]:
            inside = alike.silent & in_office
            if not inside:
                continue
            if outside := alike.silent & ~in_office:
                groups.append(_Alike(outside, alike.peers, alike.speaking, dict(alike.peer)))
                alike.silent = inside
            alike.peers |= in_office
            if new := those & ~alike.speaking:
                alike.speaking |= new
                alike.peer |= {other: then.tenures(other)[0] for other in ranked.actors(new)}
    return groups


def _held(
    tenures: list[Tenure], actor: str, bit: int, said_then: Iterable[tuple[int, int, _Then]]
) -> list[Tenure]:
    """The offices of an actor at the time of one of the statements, the newest first if there are several."""
    if len(tenures) == 1:
        return tenures
    own: set[Tenure] = set()
    for in_office, _, then in said_then:
        if in_office & bit:
            own.update(then.tenures(actor))
            if len(own) == len(tenures):
                break
    return [one for one in reversed(tenures) if one in own]


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
        "speaking": one["speaking"] | other["speaking"],
        "peer": {**other["peer"], **one["peer"]},
    }


def _spoke(
    asker: Asker, circles: set[str], terms: Mapping[str, Sequence[Term]]
) -> Mapping[tuple[str, str], Spoke]:
    """The statements by target and its label."""
    index = asker.store.index
    records = None if index is None or "issue" in terms or asker.all_versions else index.records
    if records is None:
        return _targets(asker, _spoken(asker, circles, terms), terms.get("issue"))
    rest: dict[str, Sequence[Term]] = {"dates": []} if View.of(terms).stated else {}
    asker.note("spoke", rest)
    return _from_columns(asker, records, circles if "by" in terms else None, stated=bool(rest))


def _from_columns(
    asker: Asker, records: Records, circles: set[str] | None, *, stated: bool
) -> Mapping[tuple[str, str], Spoke]:
    """The statements by target and its label, from the columns of the index."""
    above: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in asker.part("within"):
        above[str(plain(row["narrower"]))].append(
            (str(plain(row["target_label"])), str(plain(row["target"])))
        )
    terms = records.terms()
    spoke: dict[tuple[str, str], Spoke] = defaultdict(lambda: defaultdict(set))
    made: dict[tuple[str | None, str | None, int], Spoken] = {}
    readings = records.readings(by=circles, basis=("stated", "inferred") if stated else ())
    for _, _, _, source, speaker, target, stance, evaluation, first, last, _ in readings:
        values = {terms[value] for value in (stance, evaluation) if value is not None}
        if source is None or not any(value in STANCE or value in EVALUATION for value in values):
            continue
        said = made.get((first, last, source))
        if said is None:
            said = made[first, last, source] = Spoken(day(first), day(last), terms[source])
        for key in above.get(terms[target], ()):
            spoke[key][terms[speaker]].add(said)
    return {(target, label): spoke[label, target] for label, target in sorted(spoke)}


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


def _rows(asker: Asker, found: Sequence[Row], offices: Offices, ranked: _Ranked) -> list[Row]:
    """The rows with names and with the words that attest the office."""
    silent = [iri(actor) for actor in sorted({str(row["actor"]) for row in found})]
    labels = ranked.labels
    counts = {
        str(plain(row["actor"])): int(str(plain(row["statements"])))
        for row in (asker.batched("tally", {"actor": silent}) if silent else ())
    }
    records = grouped(asker.batched("tenures", {"actor": silent}), "role") if silent else {}

    @cache
    def words(tenure: Tenure) -> str:
        return offices.words(tenure)

    @cache
    def known(tenure: Tenure) -> str:
        return span(tenure)

    @cache
    def named(peer: str, body: str) -> str:
        return f"{labels.get(peer, peer)} ({offices.labels.get(body, body)})"

    spoke: dict[tuple[int, int], tuple[list[str], list[str]]] = {}

    rows = []
    for row in found:
        tenures = row["tenures"]
        first = tenures[0]
        behind = next(records[one.role][0] for one in first.records if one.role in records)
        bodies, alike = row["peer"], (row["speaking"], id(row["peer"]))
        if alike not in spoke:
            those = list(ranked.actors(row["speaking"]))
            spoke[alike] = those, [named(peer, bodies[peer]) for peer in those]
        peers, peer_labels = spoke[alike]
        rows.append(
            {
                **{key: row[key] for key in ("actor", "target", "target_label")},
                "actor_label": labels.get(row["actor"], row["actor"]),
                **{key: behind[key] for key in ("office", "office_label", "body", "body_label")},
                "since": None if first.since is None else first.since.isoformat(),
                "until": None if first.until is None else first.until.isoformat(),
                "roles": list(dict.fromkeys(words(one) for one in tenures)),
                "roles_known": [known(one) for one in {words(one): one for one in tenures}.values()],
                "peers_who_spoke": len(peers),
                "peers": row["peers"].bit_count(),
                "peer": list(peers),
                "peer_label": list(peer_labels),
                "statements": counts.get(row["actor"], 0),
                **{key: behind[key] for key in ("text", "source", "source_label", "start", "end", "record")},
                "mode": notation(behind["mode"]),
            }
        )
    rows.sort(key=lambda row: tuple(str(row[key]) for key in _ORDER))
    return rows


_ORDER = ("target_label", "target", "actor_label", "actor")
