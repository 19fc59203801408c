"""The positions of actors on the targets of a briefing, from every statement of the graph toward them.

Positions and sides follow :mod:`kg.model`; the choice of statements in a briefing does not affect them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.model.positions import Dated, Run, runs
from kg.model.sides import Stand, by_day
from kg.networks import Contest, contests
from kg.questions.offices import day
from kg.wording.coders import differ

Row = Mapping[str, Any]
#: The readings of one actor on one target, with their statements, by scheme and IRI of the reading.
Schemes = Mapping[str, Mapping[str, tuple[Row, Row]]]
_SCHEMES = ("stance", "evaluation")


@dataclass(frozen=True, slots=True)
class Standing:
    """A position of an actor on a target.

    Attributes:
        scheme: "stance" or "evaluation".
        value: the notation.
        earliest: first day on which one of its readings counts; None without a day.
        latest: last day on which one of its readings counts; None without a day.
        readings: number of readings.
        as_reported: number of readings that count by the publication of their source.
        undated: number of readings without a day.
        confidences: of the readings.
        statements: IRIs of the statements, the newest first.
        differ: how coders of the same words differ; empty if they agree.
        current: whether no later position follows.
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
    """An actor's side and positions on a target, the current position first.

    Attributes:
        iri: of the actor.
        label: name of the actor.
        newest: the statement with the newest reading of the current position.
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
    """A target with the sides of all actors, and the positions of the listed ones."""

    iri: str
    label: str
    contest: Contest
    holders: tuple[Holder, ...]


def standings(
    rows: Sequence[Row], shown: Collection[str] | None = None, on: str | None = None
) -> list[Target]:
    """Return the positions by target, the most contested first, and by name of the actor.

    Args:
        rows: statements from :func:`kg.questions.debate.debate`, newest first. Superseded and retracted ones
            do not count.
        shown: IRIs of the statements in a briefing: only actors who made one of them on the target are
            listed; all actors without it.
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
    wanted = None if shown is None else frozenset(shown)
    found = []
    for contest in contests(rows, on):
        actors = held[contest.target]
        holders = [
            _holder(actor, stand, actors[actor], day(on))
            for actor, stand in contest.stands.items()
            if wanted is None or not wanted.isdisjoint(_statements(actors[actor]))
        ]
        if holders:
            holders.sort(key=lambda one: (one.label, one.iri))
            found.append(Target(contest.target, contest.label, contest, tuple(holders)))
    return found


def _readings(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    for row in rows:
        readings = row.get("about") or () if row.get("speaker") and _counts(row) else ()
        yield from ((row, reading) for reading in readings if _counts(reading))


def _counts(record: Row) -> bool:
    return record.get("status") in (None, "current")


def _statements(schemes: Schemes) -> Iterator[str]:
    return (str(row["id"]) for readings in schemes.values() for row, _ in readings.values())


def _holder(actor: str, stand: Stand, schemes: Schemes, on: date | None) -> Holder:
    found: list[Standing] = []
    for scheme, readings in schemes.items():
        made = runs(by_day((_dated(name, scheme, *pair) for name, pair in readings.items()), on))
        found += [_standing(scheme, run, readings, current=run is made[-1]) for run in reversed(made)]
    found.sort(key=lambda one: (not (one.current and one.value == stand.value), not one.current))
    decides = found[0]  # decides the side, unless stance and evaluation do together
    newest = next(
        row for row, _ in schemes[decides.scheme].values() if str(row["id"]) == decides.statements[0]
    )
    return Holder(actor, str(newest.get("speaker_label") or actor), newest, stand, tuple(found))


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
