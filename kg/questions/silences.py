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
from kg.questions.joined_rows import JoinedRows
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
) -> tuple[Sequence[Row], list[str]]:
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
    of_wanted = [ranked.bits(wanted & circle.tenures.keys()) for circle in asked]
    spoken = _spoke(asker, {one for each in chosen for one in each}, terms)
    peers = _Peers(ranked, offices)
    found: list[_Found] = []
    for target, label in sorted(spoken, key=lambda key: (str(key[1]), str(key[0]))):
        spoke, part = spoken[target, label], {"target": target, "target_label": label}
        those: dict[str, _Silent] = {}
        for circle, bits in zip(asked, of_wanted, strict=True):
            for one in _of_circle(circle, spoke, bits & ~ranked.bits(wanted & {target}), peers):
                those[one.actor] = one if one.actor not in those else _joined(those[one.actor], one)
        by_group: dict[int, Row] = {}
        for actor in ranked.in_order(those):
            one = those[actor]
            if id(one.alike) not in by_group:
                by_group[id(one.alike)] = peers.part(one.alike)
            found.append((actor, one.tenures, part, by_group[id(one.alike)]))
    return _rows(asker, found, offices, ranked), []


#: The place of an actor in order of names, the actor, and the name with the body of an office.
_Named = tuple[int, str, str]
#: A silent actor, the actor's offices, and parts of the row: of the target and of the peers.
_Found = tuple[str, tuple[Tenure, ...], Row, Row]


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

    def rank(self, actor: str) -> int:
        """Return the place of an actor."""
        return self._rank[actor]

    def in_order(self, actors: Iterable[str]) -> list[str]:
        """Return actors in order of their names."""
        return sorted(actors, key=self._rank.__getitem__)

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
        nth: those who held the first, second, ... of their offices.
    """

    bits: int
    holders: Mapping[str, list[Tenure]]
    attested: Mapping[str, list[Tenure]]
    nth: list[int]

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
        self._own: dict[tuple[str, int], tuple[Tenure, ...]] = {}
        self._most = max(map(len, tenures.values()), default=0)

    def own(self, actor: str, held_nth: Sequence[int]) -> tuple[Tenure, ...]:
        """Return those offices of an actor that were held, the newest first if there are several.

        Args:
            actor: a member of the circle.
            held_nth: the actors who held the first, second, ... of their offices, as bits.
        """
        tenures, rank = self.tenures[actor], self.ranked.rank(actor)
        mask = 1
        if len(tenures) > 1:
            mask = sum((held_nth[number] >> rank & 1) << number for number in range(len(tenures)))
        key = actor, mask
        if key not in self._own:
            its = [one for number, one in enumerate(tenures) if mask >> number & 1]
            self._own[key] = tuple(reversed(its))
        return self._own[key]

    def then(self, said: Spoken) -> _Then:
        """Return the actors known to have held an office at the time of a statement."""
        if said in self._by_said:
            return self._by_said[said]
        days = said.earliest, said.latest
        if days not in self._by_dates:
            holders, nth = self._sure(self.tenures, *days, None)
            self._by_dates[days] = _Then(self.ranked.bits(holders), holders, {}, nth)
        found = self._by_dates[days]
        attested = self._attested_by.get(said.source)
        if attested is not None:
            its, nth = self._sure(attested, *said)
            rest = ~self.ranked.bits(attested)
            found = _Then(
                found.bits & rest | self.ranked.bits(its),
                found.holders,
                its,
                [one & rest | other for one, other in zip(found.nth, nth, strict=True)],
            )
        self._by_said[said] = found
        return found

    def _sure(
        self,
        tenures: Mapping[str, list[Tenure]],
        earliest: date | None,
        latest: date | None,
        source: str | None,
    ) -> tuple[dict[str, list[Tenure]], list[int]]:
        """The actors known to have held an office, and those who held the first, second, ... of theirs."""
        found: dict[str, list[Tenure]] = {}
        nth = [0] * self._most
        for actor, its in tenures.items():
            then = []
            for number, one in enumerate(its):
                office = held(one, earliest, latest, source)
                if office is not None and office.known in _SURE:
                    then.append(one)
                    nth[number] |= 1 << self.ranked.rank(actor)
            if then:
                found[actor] = then
        return found, nth


def _by_day(said: Spoken) -> tuple[date, date, str]:
    return said.earliest or date.min, said.latest or date.min, said.source


class _Silent(NamedTuple):
    """A silent actor, the actor's offices when peers spoke, and the peers."""

    actor: str
    tenures: tuple[Tenure, ...]
    alike: _Alike


def _of_circle(
    circle: _Circle, spoke: Mapping[str, set[Spoken]], wanted: int, peers: _Peers
) -> Iterator[_Silent]:
    """The silent actors of a circle, with the peers who spoke.

    Args:
        circle: the peers.
        spoke: the statements of each actor.
        wanted: the actors asked about, as bits.
        peers: the names of peers.
    """
    ranked = circle.ranked
    speaking = [actor for actor in spoke if actor in circle.tenures]
    silent = wanted & ~ranked.bits(
        actor for actor in speaking if _may_have_spoken(circle.tenures[actor], spoke[actor])
    )
    speakers: dict[Spoken, int] = defaultdict(int)
    for actor in speaking:
        bit = ranked.bits((actor,))
        for said in spoke[actor]:
            speakers[said] |= bit
    if not silent or not speakers:
        return
    said_then = [
        (then.bits, speakers[said] & then.bits, then)
        for said, then in ((said, circle.then(said)) for said in sorted(speakers, key=_by_day))
    ]
    held_nth = [0] * len(said_then[0][2].nth)
    for *_, then in said_then:
        held_nth = [one | other for one, other in zip(held_nth, then.nth, strict=True)]
    for alike in _grouped(said_then, silent, peers):
        if alike.speaking:
            for actor in ranked.actors(alike.silent):
                yield _Silent(actor, circle.own(actor, held_nth), alike)


@dataclass(slots=True)
class _Alike:
    """Silent actors who were in office at the time of the same statements.

    Attributes:
        silent: these actors, as bits.
        peers: all actors in office at one of these times.
        speaking: those who spoke then.
        first: place, IRI and name of those who spoke, with the body of the office at the first time.
    """

    silent: int
    peers: int = 0
    speaking: int = 0
    first: list[_Named] = field(default_factory=list)


def _grouped(said_then: Iterable[tuple[int, int, _Then]], silent: int, peers: _Peers) -> list[_Alike]:
    """The silent actors with what their peers said: hundreds of them have a few different terms of office.

    Args:
        said_then: of each statement, in order of time, who was in office, who of them made it, and how.
        silent: the actors, none of whom spoke in office.
        peers: the names of peers.
    """
    groups = [_Alike(silent)]
    for in_office, those, then in said_then:
        for alike in groups[:]:
            inside = alike.silent & in_office
            if not inside:
                continue
            if inside != alike.silent:
                outside = alike.silent ^ inside
                groups.append(_Alike(outside, alike.peers, alike.speaking, alike.first[:]))
                alike.silent = inside
            alike.peers |= in_office
            speaking = alike.speaking | those
            if speaking != alike.speaking:
                alike.first += peers.of(those & ~alike.speaking, then)
                alike.speaking = speaking
    return groups


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


def _joined(one: _Silent, other: _Silent) -> _Silent:
    """Merge the silences of an actor in two circles."""
    known = {place for place, *_ in one.alike.first}
    alike = _Alike(
        one.alike.silent,
        one.alike.peers | other.alike.peers,
        one.alike.speaking | other.alike.speaking,
        [*one.alike.first, *(named for named in other.alike.first if named[0] not in known)],
    )
    return _Silent(one.actor, (*one.tenures, *other.tenures), alike)


class _Peers:
    """The part of rows about peers.

    Args:
        ranked: all actors.
        offices: their offices, with the names of the bodies.
    """

    def __init__(self, ranked: _Ranked, offices: Offices) -> None:
        self._ranked = ranked
        self._bodies = offices.labels
        self._named: dict[tuple[str, str], _Named] = {}
        self._spoke: dict[tuple[int, int], list[_Named]] = {}

    def part(self, alike: _Alike) -> Row:
        """Return the columns about the peers of silent actors, who were all in office themselves."""
        found = sorted(alike.first)
        return {
            "peers_who_spoke": len(found),
            "peers": alike.peers.bit_count() - 1,
            "peer": [actor for _, actor, _ in found],
            "peer_label": [name for _, _, name in found],
        }

    def of(self, bits: int, then: _Then) -> list[_Named]:
        """Return place, IRI and name with the body of their office of those who spoke at one time."""
        key = bits, id(then)
        if key not in self._spoke:
            its = ((actor, str(then.tenures(actor)[0].body)) for actor in self._ranked.actors(bits))
            self._spoke[key] = [self._name(actor, body) for actor, body in its]
        return self._spoke[key]

    def _name(self, actor: str, body: str) -> _Named:
        if (actor, body) not in self._named:
            name = f"{self._ranked.labels.get(actor, actor)} ({self._bodies.get(body, body)})"
            self._named[actor, body] = self._ranked.rank(actor), actor, name
        return self._named[actor, body]


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
    readings = records.spoken(by=circles, basis=("stated", "inferred") if stated else ())
    for source, speaker, target, stance, evaluation, first, last in readings:
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


def _rows(asker: Asker, found: Sequence[_Found], offices: Offices, ranked: _Ranked) -> JoinedRows:
    """The rows with names and with the words that attest the office."""
    silent = [iri(actor) for actor in sorted({actor for actor, *_ in found})]
    counts = {
        str(plain(row["actor"])): int(str(plain(row["statements"])))
        for row in (asker.batched("tally", {"actor": silent}) if silent else ())
    }
    records = grouped(asker.batched("tenures", {"actor": silent}), "role") if silent else {}
    words, known = cache(offices.words), cache(span)
    parts: dict[tuple[str, int], tuple[Row, tuple[Tenure, ...]]] = {}
    for actor, tenures, *_ in found:
        if (actor, id(tenures)) not in parts:
            part = _of_actor(actor, tenures, records) | {
                "roles": list(dict.fromkeys(words(one) for one in tenures)),
                "roles_known": [known(one) for one in {words(one): one for one in tenures}.values()],
                "actor_label": ranked.labels.get(actor, actor),
                "statements": counts.get(actor, 0),
            }
            parts[actor, id(tenures)] = part, tenures
    rows = [(parts[actor, id(tenures)][0], target, peers) for actor, tenures, target, peers in found]
    columns = [column for part in rows[0] for column in part] if rows else []
    return JoinedRows(columns, rows)


def _of_actor(actor: str, tenures: Sequence[Tenure], records: Mapping[str, list[Row]]) -> Row:
    """The part of rows about a silent actor who held some offices."""
    first = tenures[0]
    behind = next(records[one.role][0] for one in first.records if one.role in records)
    return {
        "actor": actor,
        **{key: behind[key] for key in ("office", "office_label", "body", "body_label")},
        "since": None if first.since is None else first.since.isoformat(),
        "until": None if first.until is None else first.until.isoformat(),
        **{key: behind[key] for key in ("text", "source", "source_label", "start", "end", "record")},
        "mode": notation(behind["mode"]),
    }
