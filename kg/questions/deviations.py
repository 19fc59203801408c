"""Deviations: actors whose stance, as members of a party or government, differs from that of the body.

The body's stance is its own or, if it never spoke on the target, that of more than half of its members.
Nothing counts that was said after the actor left the body. Mixed and unclear positions are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kg.model.positions import Run
from kg.model.stances import UNSETTLED
from kg.model.tenure import Held, Known, Tenure, held
from kg.questions.answer import Asker, Row, notation
from kg.questions.offices import Office, Offices, known, offices_of
from kg.questions.position_runs import Judged, Key, View, by_key, coders, evidence_of, judged, runs_of
from kg.store.terms import Term

#: How it must be known that an office was held, for its holder to be a member.
_SURE = (Known.DATED, Known.REPORTED, Known.OPEN)
#: An actor's or body's readings by target and scheme.
_Readings = Mapping[tuple[str, str], list[Judged]]


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
    wanted = {term.value for term in terms["by"]} if "by" in terms else None
    bodies: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        bodies[str(row["body"])].append(row)
    if wanted is not None:  # all members of the bodies of these actors are needed, but of no other body
        bodies = {body: its for body, its in bodies.items() if any(row["actor"] in wanted for row in its)}
    people = {str(row[key]) for its in bodies.values() for row in its for key in ("actor", "body")}
    about = [term.value for term in terms["issue"]] if "issue" in terms else None
    readings = judged(asker, about=about, by=people, stated=View.of(terms).stated)
    said: dict[str, dict[tuple[str, str], list[Judged]]] = defaultdict(dict)
    for key, its in by_key(readings).items():
        said[key.holder][key.target, key.scheme] = its
    offices = offices_of(asker, people)
    found = [
        one
        for body, its in bodies.items()
        for one in _of_body(body, its, said, offices)
        if wanted is None or one.actor in wanted
    ]
    evidence = _evidence(asker, found)
    differing = coders(asker, readings)
    rows = [_row(one, evidence, differing) for one in found]
    rows.sort(key=lambda row: tuple(str(row[key]) for key in _ORDER))
    return rows, []


_ORDER = ("body_label", "body", "target_label", "target", "actor_label", "actor")


def _of_body(
    body: str, memberships: Sequence[Row], said: Mapping[str, _Readings], offices: Offices
) -> Iterator[_Found]:
    by_actor: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        by_actor[str(row["actor"])].append(row)
    members: dict[tuple[str, str], dict[str, _Member]] = defaultdict(dict)
    for actor, its in by_actor.items():
        for about, readings in said.get(actor, {}).items():
            member = _member(actor, body, its, readings, offices)
            if member.readings:
                members[about][actor] = member
    own = said.get(body, {})
    for about, those in members.items():
        sides: dict[date | None, Side | None] = {}
        for actor, member in those.items():
            run = runs_of(member.readings)[-1]
            if run.value in UNSETTLED or actor == body:
                continue
            limit = _last_day(member)
            if limit not in sides:
                sides[limit] = _side(own.get(about, []), those, limit)
            side = sides[limit]
            if side is not None and side.value != run.value:
                yield _Found(actor, by_actor[actor][0], member, run, side)


def _member(
    actor: str, body: str, memberships: Sequence[Row], readings: Sequence[Judged], offices: Offices
) -> _Member:
    """The readings of an actor that count as those of a member of a body, with the memberships."""
    tenures = [one for one in offices.tenures.get(actor, ()) if one.body == body]
    records: dict[str, list[str]] = defaultdict(list)
    always: dict[str, list[Row]] = defaultdict(list)
    spoke: dict[str, Row] = {}
    for row in memberships:
        if row["role"] is not None:
            records[str(row["role"])].append(str(row["membership"]))
        elif row["way"] == "spoke on its behalf":
            spoke[str(row["membership"])] = row
        else:
            always[str(row["way"])].append(row)
    lasting = [
        _Membership(
            way,
            way,
            tuple(dict.fromkeys(str(row["membership"]) for row in rows)),
            frozenset(str(row["source"]) for row in rows),
            None,
        )
        for way, rows in always.items()
    ]
    ways: dict[str, list[_Membership]] = {}
    for one in readings:
        its: list[_Membership] = []
        for tenure in tenures:
            office = held(tenure, one.counts_from, one.counts_until, one.source)
            if office is not None and office.known in _SURE:
                its.append(_office(office, records, offices))
        its += lasting
        if one.statement in spoke:
            row = spoke[one.statement]
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
