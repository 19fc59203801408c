"""Who stands where on what a briefing shows, by every statement of the graph toward it.

Positions and sides are those of :mod:`kg.model`; which statements a briefing shows does not move anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.positions import Dated, Run, runs
from kg.model.sides import Stand
from kg.networks import Contest, contests
from kg.questions.offices import day
from kg.wording.coders import differ

Row = Mapping[str, Any]
_SCHEMES = ("stance", "evaluation")


@dataclass(frozen=True, slots=True)
class Standing:
    """One position of one holder on one target.

    Attributes:
        scheme: "stance" or "evaluation", and ``value`` the notation.
        value: see ``scheme``.
        earliest: first day on which a reading of it counts, and ``latest`` the last; None without a day.
        latest: see ``earliest``.
        readings: how many it rests on.
        as_reported: how many of them count as of the publication of their source.
        undated: how many have no day at all.
        confidences: of the readings.
        statements: IRIs of what they read, the newest first.
        differ: who reads the same words as what, where coders differ; else empty.
        current: whether no later one follows.
    """

    scheme: str
    value: str
    earliest: str | None
    latest: str | None
    readings: int
    as_reported: int
    undated: int
    confidences: frozenset[str]
    statements: tuple[str, ...]
    differ: str
    current: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Where one actor stands on one target: the side, and the positions, the current one first.

    Attributes:
        iri: of the actor, and ``label`` the name.
        label: see ``iri``.
        newest: the statement with the newest reading behind the current position.
        stand: the side, which counts once.
        standings: all positions.
    """

    iri: str
    label: str
    newest: Row
    stand: Stand
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What they stand on: who is on which side in all, and those of the actors who are listed."""

    iri: str
    label: str
    contest: Contest
    holders: tuple[Holder, ...]


def standings(
    rows: Sequence[Row], shown: Collection[str] | None = None, on: str | None = None
) -> list[Target]:
    """Who stands where, the most contested target first; of a target by name.

    Args:
        rows: statements as :func:`kg.export.page.debate.debate` gives them, newest first. What is superseded
            or retracted does not count.
        shown: IRIs of the statements that a briefing shows: listed are the actors who made one of them on
            the target; all without it.
        on: the day of the view, as YYYY-MM-DD; None for the newest.

    >>> reading = {"reading": "urn:r", "target": "urn:issue:toll", "label": "A toll", "stance": "oppose"}
    >>> row = {"id": "urn:s", "speaker": "urn:person:ann", "speaker_label": "Ann", "about": [reading]}
    >>> [found] = standings([row])
    >>> found.label, [(one.label, one.stand.value) for one in found.holders], found.contest.against
    ('A toll', [('Ann', 'oppose')], 1)
    """
    held: dict[str, dict[str, dict[str, dict[str, tuple[Row, Row]]]]] = {}
    for row, reading in _readings(rows):
        for scheme in _SCHEMES:
            if reading.get(scheme):
                of = held.setdefault(str(reading["target"]), {}).setdefault(str(row["speaker"]), {})
                of.setdefault(scheme, {}).setdefault(str(reading["reading"]), (row, reading))
    found = []
    for contest in contests(rows, on):
        holders = [
            _holder(actor, stand, held[contest.target][actor]) for actor, stand in contest.stands.items()
        ]
        listed = (one for one in holders if shown is None or any(_statements(one) & set(shown)))
        ordered = sorted(listed, key=lambda one: (one.label, one.iri))
        found.append(Target(contest.target, contest.label, contest, tuple(ordered)))
    return [target for target in found if target.holders]


def _readings(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    for row in rows:
        readings = row.get("about") or () if row.get("speaker") and _counts(row) else ()
        yield from ((row, reading) for reading in readings if _counts(reading))


def _counts(record: Row) -> bool:
    return record.get("status") in (None, "current")


def _statements(one: Holder) -> set[str]:
    return {statement for standing in one.standings for statement in standing.statements}


def _holder(actor: str, stand: Stand, schemes: Mapping[str, Mapping[str, tuple[Row, Row]]]) -> Holder:
    found: list[tuple[bool, Standing]] = []
    for scheme, readings in schemes.items():
        made = runs([_dated(name, scheme, *pair) for name, pair in readings.items()])
        for run in reversed(made):
            one = _standing(scheme, run, readings, current=run is made[-1])
            found.append((one.current and one.value == stand.value, one))
    found.sort(
        key=lambda pair: (not pair[0], not pair[1].current)
    )  # the position that decides the side first
    first = found[0][1]
    pairs = [pair for pair in schemes[first.scheme].values() if pair[0]["id"] == first.statements[0]]
    label = str(pairs[0][0].get("speaker_label") or actor)
    return Holder(actor, label, pairs[0][0], stand, tuple(one for _, one in found))


def _dated(name: str, scheme: str, row: Row, reading: Row) -> Dated:
    return Dated(name, str(reading[scheme]), day(row.get("counts_from")), day(row.get("counts_until")))


def _standing(scheme: str, run: Run, found: Mapping[str, tuple[Row, Row]], *, current: bool) -> Standing:
    names = frozenset(run.readings)
    mine = [pair for name, pair in found.items() if name in names]
    basis = Counter(str(row.get("counts_by")) for row, _ in mine if row.get("counts_until"))
    return Standing(
        scheme=scheme,
        value=run.value,
        earliest=None if run.earliest is None else run.earliest.isoformat(),
        latest=None if run.latest is None else run.latest.isoformat(),
        readings=len(mine),
        as_reported=basis["published"],
        undated=sum(not row.get("counts_until") for row, _ in mine),
        confidences=frozenset(str(reading["confidence"]) for _, reading in mine if reading.get("confidence")),
        statements=tuple(dict.fromkeys(str(row["id"]) for row, _ in mine)),
        differ=differ(
            (
                (row.get("source"), row.get("start"), row.get("end")),
                str(reading.get("coder_label") or ""),
                str(reading[scheme]),
            )
            for row, reading in mine
        ),
        current=current,
    )
