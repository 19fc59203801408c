"""Deviations: actors whose current stance is not that of their own party or government.

The body's stance is what it said itself; where it never spoke on the target, what more than half of all
its members with a stance on it hold. Mixed and unclear positions settle nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.questions.answer import Asker, Row, grouped, notation
from kg.questions.tenures import ruled_out
from kg.store.terms import Term, iri

_UNSETTLED = frozenset(("mixed", "unclear"))


class Side(NamedTuple):
    """Where a body stands on a target: the positions that say so, and how many members were counted."""

    code: str
    basis: str
    positions: list[Row]
    agreeing: int | None
    standing: int | None


class _Found(NamedTuple):
    actor: str
    position: Row
    side: Side
    memberships: list[Row]


def deviations(asker: Asker, memberships: Sequence[Row], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows of ``deviates``, from the rows that say who belongs to which body."""
    wanted = {term.value for term in terms["by"]} if "by" in terms else None
    bodies: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        bodies[str(row["body"])].append(row)
    if wanted is not None:  # where others of these bodies stand has to be known as well, and of no other body
        bodies = {body: its for body, its in bodies.items() if any(row["actor"] in wanted for row in its)}
    for its in bodies.values():
        its.sort(key=lambda row: row["way"] != "office")
    people = {str(row[key]) for its in bodies.values() for row in its for key in ("actor", "body")}
    stands = _stands(asker, people, terms.get("issue"))
    found = [
        one
        for body, its in bodies.items()
        for one in _of_body(body, its, stands)
        if wanted is None or one.actor in wanted
    ]
    found.sort(key=_order)
    chosen = {str(row["position"]) for one in found for row in (one.position, *one.side.positions)}
    newest = _newest(asker, chosen)
    evidence = _evidence(asker, {str(row["reading"]) for row in newest.values()})
    return [_row(one, newest, evidence) for one in found]


def _stands(asker: Asker, people: Iterable[str], issues: Sequence[Term] | None) -> dict[str, dict[str, Row]]:
    """Current positions by holder and target."""
    chosen = {"by": [iri(address) for address in sorted(people)]}
    about = {} if issues is None else {"about": list(issues)}
    found = grouped(asker.batched("standpoints", chosen, **about), "holder")
    return {holder: {str(row["target"]): row for row in rows} for holder, rows in found.items()}


def _of_body(body: str, memberships: list[Row], stands: dict[str, dict[str, Row]]) -> Iterator[_Found]:
    by_actor: dict[str, list[Row]] = defaultdict(list)
    for row in memberships:
        by_actor[str(row["actor"])].append(row)
    sides: dict[str, dict[str, tuple[Row, list[Row]]]] = defaultdict(dict)
    for actor, its in by_actor.items():
        for target, position in stands.get(actor, {}).items():
            then = [row for row in its if not ruled_out(row, position["from"], position["to"])]
            if then and notation(position["code"]) not in _UNSETTLED:
                sides[target][actor] = (position, then)
    for target, members in sides.items():
        side = _side(stands.get(body, {}).get(target), [position for position, _ in members.values()])
        if side is not None:
            for actor, (position, its) in members.items():
                if position["code"] != side.code:
                    yield _Found(actor, position, side, its)


def _side(own: Row | None, members: list[Row]) -> Side | None:
    """Where the body stands, by its own position or by that of most members; None where that is not settled.

    >>> _side(None, [{"code": "#support"}, {"code": "#oppose"}]) is None
    True
    >>> _side(None, [{"code": "#support"}, {"code": "#support"}, {"code": "#oppose"}]).agreeing
    2
    """
    if own is not None:
        settled = notation(own["code"]) not in _UNSETTLED
        return Side(str(own["code"]), "own", [own], None, None) if settled else None
    for code in sorted({str(position["code"]) for position in members}):
        agreeing = [position for position in members if position["code"] == code]
        if 2 * len(agreeing) > len(members):
            return Side(code, "majority", agreeing, len(agreeing), len(members))
    return None


def _order(one: _Found) -> tuple[str, ...]:
    row = one.memberships[0]
    return (
        *(row["body_label"], row["body"], one.position["target_label"], one.position["target"]),
        *(row["actor_label"], one.actor),
    )


def _newest(asker: Asker, positions: Iterable[str]) -> dict[str, Row]:
    """The newest reading behind each position."""
    chosen = [iri(position) for position in sorted(positions)]
    found = grouped(asker.batched("backing", {"position": chosen}), "position")
    return {position: max(rows, key=_age) for position, rows in found.items()}


def _age(row: Row) -> tuple[str, int, str]:
    return (row["latest"] or "", row["start"], row["reading"])


def _evidence(asker: Asker, readings: Iterable[str]) -> dict[str, Row]:
    chosen = [iri(reading) for reading in sorted(readings)]
    found = grouped(asker.batched("evidence", {"reading": chosen}), "reading")
    return {reading: rows[0] for reading, rows in found.items()}


def _row(one: _Found, newest: Mapping[str, Row], evidence: Mapping[str, Row]) -> Row:
    first, position, side = one.memberships[0], one.position, one.side
    its = evidence[newest[str(position["position"])]["reading"]]
    behind = max((newest[str(row["position"])] for row in side.positions), key=_age)
    body = evidence[behind["reading"]]
    return {
        **{key: first[key] for key in ("actor", "actor_label", "body", "body_label", "kind")},
        **{key: position[key] for key in ("target", "target_label", "readings")},
        "known_by": list(dict.fromkeys(_known(row, its) for row in one.memberships)),
        "membership": list(dict.fromkeys(row["membership"] for row in one.memberships)),
        "stance": notation(position["code"]),
        "body_stance": notation(side.code),
        "basis": side.basis,
        "body_readings": sum(row["readings"] for row in side.positions),
        "agreeing": side.agreeing,
        "standing": side.standing,
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
        f"{side}said_earliest": its["earliest"],
        f"{side}said_latest": its["latest"],
    }


def _known(membership: Row, words: Row) -> str:
    """How it is known that somebody belongs to a body, and whether the source of their words says so."""
    way = membership["way"]
    if way == "office":
        way = membership["office_label"] or "an office"
        if membership["attested_on"] is not None:
            way += f", attested on {membership['attested_on']}"
    return f"{way}, {'same' if membership['source'] == words['source'] else 'another'} source"
