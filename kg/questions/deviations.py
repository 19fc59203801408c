"""Deviations: actors whose stance, as members of a party or government, differs from that of the body.

The body's stance is its own or, if it never spoke on the target, that of more than half of its members.
Nothing counts that was said after the actor left the body. Mixed and unclear positions are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kg.model.positions import Run
from kg.model.stances import UNSETTLED
from kg.model.tenure import Held, Known, Tenure, held
from kg.questions.answer import Asker, Row, notation, plain
from kg.questions.catalogue import find
from kg.questions.offices import Office, Offices, known, offices_of
from kg.questions.position_runs import Judged, Key, View, by_key, coders, evidence_of, judged, runs_of
from kg.store.terms import Term

#: How it must be known that an office was held, for its holder to be a member.
_SURE = (Known.DATED, Known.REPORTED, Known.OPEN)


class _Readings(dict[tuple[str, str], list[Judged]]):
    """An actor's or body's readings by target and scheme."""

    @cached_property
    def by_statement(self) -> dict[str, list[Judged]]:
        """The readings of each statement."""
        found: dict[str, list[Judged]] = defaultdict(list)
        for readings in self.values():
            for one in readings:
                found[one.statement].append(one)
        return found


#: What actors spoke on: targets and schemes, by actor.
_On = dict[str, set[tuple[str, str]]]


class Side(NamedTuple):
    """The stance of a body on a target, the readings behind it, and the number of members counted."""

    value: str
    basis: str
    readings: list[Judged]
    agreeing: int | None
    standing: int | None


class _Membership(NamedTuple):
    """How it is known that an actor belonged to a body at the time of a statement.

    Attributes:
        of: the tenure, or the relation in words.
        words: the membership in words, with how it is known on these days.
        records: IRIs of the records that attest it.
        sources: IRIs of their sources.
        end: the last day, if known.
    """

    of: Tenure | str
    words: str
    records: tuple[str, ...]
    sources: frozenset[str]
    end: date | None


class _Member(NamedTuple):
    """The readings of an actor on a target while a member of a body, and the memberships by reading."""

    readings: list[Judged]
    memberships: Mapping[str, list[_Membership]]


class _Found(NamedTuple):
    actor: str
    body: Row
    member: _Member
    run: Run
    side: Side


def deviations(
    asker: Asker, memberships: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``deviates``, from the rows of memberships."""
    bodies: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        bodies[str(row["body"])].append(row)
    about = {term.value for term in terms["issue"]} if "issue" in terms else None
    stated, asked, only = View.of(terms).stated, None, None
    if "by" in terms:
        asked = _asked(asker, {term.value for term in terms["by"]}, bodies, about, stated=stated)
        bodies = {body: its for body, its in bodies.items() if asked.get(body)}
        about = {target for its in asked.values() for on in its.values() for target, _ in on}
        only = _needed(bodies, asked)
    people = {str(row[key]) for its in bodies.values() for row in its for key in ("actor", "body")}
    readings = judged(asker, about=about, by=people, stated=stated, only=only)
    said, offices = _said(readings), offices_of(asker, people)
    found = [
        one
        for body, its in bodies.items()
        for one in _of_body(body, its, said, offices, None if asked is None else asked[body])
    ]
    evidence = _evidence(asker, found)
    shown = {each.key for one in found for each in (*one.member.readings, *one.side.readings)}
    differing = coders(asker, (one for one in readings if one.key in shown))
    rows = [_row(one, evidence, differing) for one in found]
    rows.sort(key=lambda row: tuple(str(row[key]) for key in _ORDER))
    return rows, []


def memberships(asker: Asker, terms: Mapping[str, Sequence[Term]]) -> list[Row] | None:
    """Return the rows of ``deviates.rq`` about the bodies of the actors asked about; None without actors."""
    if "by" not in terms or "body" in terms:
        return None
    bodies = [body for row in asker.part("belongs", actor=terms["by"]) if (body := row["body"]) is not None]
    found = asker.rows(find("deviates"), {**terms, "body": bodies}) if bodies else []
    return [{key: plain(value) for key, value in row.items()} for row in found]


def _said(readings: Iterable[Judged]) -> dict[str, _Readings]:
    """The readings of each actor."""
    said: dict[str, _Readings] = defaultdict(_Readings)
    for key, its in by_key(readings).items():
        said[key.holder][key.target, key.scheme] = its
    return said


def _asked(
    asker: Asker,
    actors: Set[str],
    bodies: Mapping[str, Sequence[Row]],
    about: Set[str] | None,
    *,
    stated: bool,
) -> dict[str, _On]:
    """What some actors spoke on as members of each body: all members of it are needed, but only on this."""
    said, offices = _said(judged(asker, about=about, by=actors, stated=stated)), offices_of(asker, actors)
    asked: dict[str, _On] = {}
    for body, memberships in bodies.items():
        found: _On = defaultdict(set)
        for on, those in _members(body, _by_actor(memberships, actors), said, offices).items():
            for actor in those:
                found[actor].add(on)
        asked[body] = found
    return asked


def _needed(bodies: Mapping[str, Sequence[Row]], asked: Mapping[str, _On]) -> dict[str, set[str]]:
    """The targets on which the readings of each body and member are needed, by actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for body, its in bodies.items():
        targets = {target for on in asked[body].values() for target, _ in on}
        for actor in {body, *(str(row["actor"]) for row in its)}:
            found[actor] |= targets
    return found


def _by_actor(memberships: Iterable[Row], actors: Set[str] | None = None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        if actors is None or row["actor"] in actors:
            found[str(row["actor"])].append(row)
    return found


_ORDER = ("body_label", "body", "target_label", "target", "actor_label", "actor")


def _of_body(
    body: str,
    memberships: Sequence[Row],
    said: Mapping[str, _Readings],
    offices: Offices,
    asked: _On | None,
) -> Iterator[_Found]:
    by_actor, own = _by_actor(memberships), said.get(body, _Readings())
    abouts = None if asked is None else {on for its in asked.values() for on in its}
    for about, those in _members(body, by_actor, said, offices, abouts).items():
        sides: dict[date | None, Side | None] = {}
        for actor, member in those.items():
            if actor == body or (asked is not None and actor not in asked):
                continue
            run = runs_of(member.readings)[-1]
            if run.value in UNSETTLED:
                continue
            limit = _last_day(member)
            if limit not in sides:
                sides[limit] = _side(own.get(about, []), those, limit)
            side = sides[limit]
            if side is not None and side.value != run.value:
                yield _Found(actor, by_actor[actor][0], member, run, side)


def _members(
    body: str,
    by_actor: Mapping[str, Sequence[Row]],
    said: Mapping[str, _Readings],
    offices: Offices,
    abouts: Set[tuple[str, str]] | None = None,
) -> dict[tuple[str, str], dict[str, _Member]]:
    """The members of a body by what they spoke on."""
    members: dict[tuple[str, str], dict[str, _Member]] = defaultdict(dict)
    for actor, its in by_actor.items():
        if actor not in said:
            continue
        ways = _Ways(actor, body, its, offices)
        for about, readings in ways.concerned(said[actor]):
            if abouts is None or about in abouts:
                member = ways.member(readings)
                if member.readings:
                    members[about][actor] = member
    return members


class _Ways:
    """The ways in which an actor belonged to a body.

    Args:
        actor: IRI of the actor.
        body: IRI of the body.
        memberships: the rows of the actor and the body.
        offices: of all actors.
    """

    def __init__(self, actor: str, body: str, memberships: Sequence[Row], offices: Offices) -> None:
        self._offices = offices
        self._tenures = [one for one in offices.tenures.get(actor, ()) if one.body == body]
        self._records: dict[str, list[str]] = defaultdict(list)
        self._spoke: dict[str, Row] = {}
        always: dict[str, list[Row]] = defaultdict(list)
        for row in memberships:
            if row["role"] is not None:
                self._records[str(row["role"])].append(str(row["membership"]))
            elif row["way"] == "spoke on its behalf":
                self._spoke[str(row["membership"])] = row
            else:
                always[str(row["way"])].append(row)
        self._lasting = [
            _Membership(
                way,
                way,
                tuple(dict.fromkeys(str(row["membership"]) for row in rows)),
                frozenset(str(row["source"]) for row in rows),
                None,
            )
            for way, rows in always.items()
        ]

    def concerned(self, said: _Readings) -> Iterable[tuple[tuple[str, str], list[Judged]]]:
        """Return the actor's readings that may count, by target and scheme."""
        if self._tenures or self._lasting:
            return said.items()
        found: dict[tuple[str, str], list[Judged]] = {}
        for statement in self._spoke:
            for one in said.by_statement.get(statement, ()):
                on = (one.key.target, one.key.scheme)
                if on not in found:
                    found[on] = [each for each in said[on] if each.statement in self._spoke]
        return found.items()

    def member(self, readings: Sequence[Judged]) -> _Member:
        """Return those of the actor's readings that count as a member's, with the memberships."""
        ways: dict[str, list[_Membership]] = {}
        for one in readings:
            its: list[_Membership] = []
            for tenure in self._tenures:
                office = held(tenure, one.counts_from, one.counts_until, one.source)
                if office is not None and office.known in _SURE:
                    its.append(_office(office, self._records, self._offices))
            its += self._lasting
            if one.statement in self._spoke:
                row = self._spoke[one.statement]
                way = str(row["way"])
                its.append(_Membership(way, way, (one.statement,), frozenset((str(row["source"]),)), None))
            if its:
                ways[one.reading] = its
        return _Member([one for one in readings if one.reading in ways], ways)


def _office(office: Held, records: Mapping[str, list[str]], offices: Offices) -> _Membership:
    tenure = office.tenure
    words = Office(offices.words(office), known(office), office)
    behind = dict.fromkeys(record for one in tenure.records for record in records.get(one.role, ()))
    return _Membership(tenure, str(words), tuple(behind), tenure.sources, tenure.end)


def _last_day(member: _Member) -> date | None:
    """The last day in the body, by the newest reading that counts; None if no end is known."""
    ends = [way.end for way in member.memberships[member.readings[-1].reading]]
    known_ends = [end for end in ends if end is not None]
    return max(known_ends) if len(known_ends) == len(ends) else None


def _side(own: Sequence[Judged], members: Mapping[str, _Member], limit: date | None) -> Side | None:
    """The stance of a body up to a day, its own or that of most members; None if it has no clear stance."""
    runs = runs_of(own, limit)
    if runs:
        settled = runs[-1].value not in UNSETTLED
        return Side(runs[-1].value, "own", _behind(own, runs[-1]), None, None) if settled else None
    stands: dict[str, tuple[Run, list[Judged]]] = {}
    for actor, member in members.items():
        its = runs_of(member.readings, limit)
        if its and its[-1].value not in UNSETTLED:
            stands[actor] = its[-1], _behind(member.readings, its[-1])
    for value in sorted({run.value for run, _ in stands.values()}):
        agreeing = [readings for run, readings in stands.values() if run.value == value]
        if 2 * len(agreeing) > len(stands):
            behind = sorted((one for readings in agreeing for one in readings), key=_age)
            return Side(value, "majority", behind, len(agreeing), len(stands))
    return None


def _behind(readings: Iterable[Judged], run: Run) -> list[Judged]:
    return sorted((one for one in readings if one.reading in run.readings), key=_age)


def _age(one: Judged) -> tuple[date, str]:
    return one.counts_until or date.min, one.reading


def _evidence(asker: Asker, found: Iterable[_Found]) -> dict[str, Row]:
    """The evidence of the newest reading on each side."""
    return evidence_of(
        asker,
        (
            readings[-1].reading
            for one in found
            for readings in (_behind(one.member.readings, one.run), one.side.readings)
        ),
    )


def _row(one: _Found, evidence: Mapping[str, Row], differing: Mapping[tuple[Key, str], list[str]]) -> Row:
    behind = _behind(one.member.readings, one.run)
    newest = behind[-1]
    its, body = evidence[newest.reading], evidence[one.side.readings[-1].reading]
    ways: dict[Tenure | str, _Membership] = {}
    for reading in reversed(one.member.readings):  # the newest words for each membership
        for way in one.member.memberships[reading.reading]:
            ways.setdefault(way.of, way)
    read = dict.fromkeys(
        word for each in (*behind, *one.side.readings) for word in differing.get((each.key, each.passage), ())
    )
    return {
        **{key: one.body[key] for key in ("actor", "actor_label", "body", "body_label", "kind")},
        **{"target": newest.key.target, "target_label": newest.target_label},
        "known_by": list(dict.fromkeys(_known(way, its) for way in ways.values())),
        "membership": list(dict.fromkeys(record for way in ways.values() for record in way.records)),
        "stance": one.run.value,
        "body_stance": one.side.value,
        "basis": one.side.basis,
        "readings": len(one.run.readings),
        "body_readings": len(one.side.readings),
        "agreeing": one.side.agreeing,
        "standing": one.side.standing,
        "coders_differ": bool(read),
        "coders": list(read),
        **{key: its[key] for key in ("text", "source", "source_label", "start", "end", "reading")},
        "record": its["statement"],
        **_coded(its, ""),
        **{f"body_{key}": body[key] for key in _BODY},
        **_coded(body, "body_"),
    }


_BODY = (
    *("text", "source", "source_label", "start", "end", "reading"),
    *("statement", "speaker", "speaker_label"),
)


def _coded(its: Row, side: str) -> Row:
    return {
        f"{side}mode": notation(its["mode"]),
        f"{side}confidence": notation(its["confidence"]),
        **{f"{side}{key}": its[key] for key in ("said_earliest", "said_latest")},
        **{f"{side}{key}": its[key] for key in ("counts_from", "counts_until")},
        f"{side}counts_by": notation(its["counts_by"]),
    }


def _known(way: _Membership, words: Row) -> str:
    """How a membership is known, and whether the source of the actor's words says so."""
    return f"{way.words}, {'same' if str(words['source']) in way.sources else 'another'} source"
