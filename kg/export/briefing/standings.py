"""Who stands where, by the statements of a briefing and these alone.

The rule is that of the graph's positions, :func:`kg.coding.derive.runs`: an unbroken run of readings of
one stance in order of time. A briefing of chosen statements may not lean on readings that it does not show,
so the runs are made of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from kg.model.positions import Dated, Run, runs
from kg.networks import contests

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one holder stands on one target.

    Attributes:
        holder: IRI of who, and ``label`` the name.
        value: notation of the stance or evaluation, and ``scheme`` which of the two it is.
        earliest: first day of the dated readings, and ``latest`` the last; None where none has a date.
        readings: how many it rests on, and ``undated`` how many of them have no date.
        confidences: of the readings.
        statements: IRIs of what they read, the newest first.
        current: whether no later one follows.
    """

    holder: str
    label: str
    scheme: str
    value: str
    earliest: str | None
    latest: str | None
    readings: int
    undated: int
    confidences: frozenset[str]
    statements: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What they stand on: IRI, name, whether there are readings on both sides, and the standings."""

    iri: str
    label: str
    contested: bool
    standings: tuple[Standing, ...]


def standings(rows: Sequence[Row], network: nx.MultiGraph) -> list[Target]:
    """Who stands where, the most contested target first; of a target the current ones first, then by name.

    Args:
        rows: of ``kg said``, newest first. What is superseded or retracted does not count.
        network: the two-mode network of these rows, which knows what is contested.

    >>> from kg.networks import two_mode
    >>> reading = {"reading": "urn:r", "target": "urn:issue:toll", "label": "A toll", "stance": "oppose"}
    >>> row = {"id": "urn:s", "speaker": "urn:person:ann", "speaker_label": "Ann", "about": [reading]}
    >>> [found] = standings([row], two_mode([row]))
    >>> found.label, [(one.label, one.value) for one in found.standings]
    ('A toll', [('Ann', 'oppose')])
    """
    held: dict[tuple[str, str, str], dict[str, tuple[Row, Row]]] = {}
    for row, reading in _readings(rows):
        scheme = "evaluation" if reading.get("evaluation") else "stance"
        if reading.get(scheme):
            key = str(reading["target"]), str(row["speaker"]), scheme
            held.setdefault(key, {}).setdefault(str(reading["reading"]), (row, reading))
    on: dict[str, list[Standing]] = {}
    for (target, holder, scheme), found in held.items():
        on.setdefault(target, []).extend(_runs(holder, scheme, found))
    return [
        Target(target, contest.label, contest.contested, tuple(sorted(on[target], key=_order)))
        for contest in contests(network)
        if (target := contest.target.removesuffix("#target")) in on
    ]


def _readings(rows: Iterable[Row]) -> Iterable[tuple[Row, Row]]:
    for row in rows:
        readings = row.get("about") or () if row.get("speaker") and _counts(row) else ()
        yield from ((row, reading) for reading in readings if _counts(reading))


def _counts(record: Row) -> bool:
    return record.get("status") in (None, "current")


def _runs(holder: str, scheme: str, found: Mapping[str, tuple[Row, Row]]) -> Iterable[Standing]:
    made = runs(
        [
            Dated(name, str(reading[scheme]), _day(row.get("said_earliest")), _day(row.get("said_latest")))
            for name, (row, reading) in found.items()
        ]
    )
    label = str(next(iter(found.values()))[0].get("speaker_label") or holder)
    return (_standing(holder, label, scheme, run, found, current=run is made[-1]) for run in made)


def _standing(
    holder: str, label: str, scheme: str, run: Run, found: Mapping[str, tuple[Row, Row]], *, current: bool
) -> Standing:
    names = frozenset(run.readings)
    mine = [pair for name, pair in found.items() if name in names]
    return Standing(
        holder=holder,
        label=label,
        scheme=scheme,
        value=run.value,
        earliest=run.earliest.isoformat() if run.earliest is not None else None,
        latest=run.latest.isoformat() if run.latest is not None else None,
        readings=len(mine),
        undated=sum(row.get("said_latest") is None for row, _ in mine),
        confidences=frozenset(str(reading["confidence"]) for _, reading in mine if reading.get("confidence")),
        statements=tuple(dict.fromkeys(str(row["id"]) for row, _ in mine)),
        current=current,
    )


def _order(one: Standing) -> tuple[bool, str, str, str, str]:
    return (not one.current, one.label, one.holder, one.scheme, one.latest or "")


def _day(value: object) -> date | None:
    """A day; None where there is none, or no day of the calendar."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
