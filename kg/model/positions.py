"""Positions: the rule by which build and load derive them from readings.

A position of one holder on one target is an unbroken run of readings of one stance, in chronological
order; the newest is the current one. Readings of different stances whose dates cannot be put in order make
one ``mixed`` position of all of them. Readings that are ``unclear`` count only if a holder has no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kg.model.ids import content_id
from kg.namespaces import EVALUATION, PROV, RDF, STANCE, WSW, XSD


@dataclass(frozen=True, slots=True)
class Dated:
    """A reading with its value (a code's local name) and the days of :func:`kg.model.counting.counted`."""

    reading: str
    value: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Run:
    """One position: its value, its first and last day, its readings in a fixed order."""

    value: str
    earliest: date | None
    latest: date | None
    readings: tuple[str, ...]


def runs(readings: list[Dated]) -> list[Run]:
    """Return the positions of one holder on one target, the oldest first.

    >>> day = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)
    >>> one, two = (Dated("a", "support", d, d) for d in day[:2])
    >>> three = Dated("c", "oppose", day[2], day[2])
    >>> [(run.value, len(run.readings)) for run in runs([three, one, two])]
    [('support', 2), ('oppose', 1)]
    >>> [run.value for run in runs([one, Dated("x", "oppose", None, None)])]
    ['mixed']
    """
    settled = [item for item in readings if item.value != "unclear"] or readings
    # Most holders have one value, whose readings are one run in any order.
    clusters = [settled] if settled and len({item.value for item in settled}) == 1 else _clusters(settled)
    found: list[Run] = []
    for value, group in groupby(clusters, key=_value):
        members = [item for cluster in group for item in cluster]
        firsts = [item.earliest for item in members if item.earliest is not None]
        lasts = [item.latest for item in members if item.latest is not None]
        names = tuple(sorted(item.reading for item in members))
        found.append(Run(value, min(firsts, default=None), max(lasts, default=None), names))
    return found


def _clusters(readings: list[Dated]) -> list[list[Dated]]:
    """Readings in chronological order; those that cannot be put in order are in one cluster."""
    if any(item.earliest is None or item.latest is None for item in readings):
        return [readings]
    clusters: list[list[Dated]] = []
    reach = date.min
    for item in sorted(readings, key=lambda item: (item.earliest or date.min, item.latest or date.min)):
        if clusters and item.earliest is not None and item.earliest <= reach:
            clusters[-1].append(item)
        else:
            clusters.append([item])
        reach = max(reach, item.latest or date.min)
    return clusters


def _value(cluster: list[Dated]) -> str:
    values = {item.value for item in cluster}
    return values.pop() if len(values) == 1 else "mixed"


def path(holder: str, target: str, run: Run) -> str:
    """Return the path of a position under the base IRI; the same readings give the same path."""
    return content_id("position", holder, target, *run.readings)


def description(
    holder: str, target: str, judging: str, run: Run, *, current: bool
) -> Iterator[tuple[str, str, str | None]]:
    """Yield everything that is stored about a position.

    Args:
        holder: IRI of its holder.
        target: IRI of its target.
        judging: ``wsw:stance`` or ``wsw:evaluation``.
        run: the position, from :func:`runs`.
        current: whether it is the newest.

    Yields:
        Property, value, and datatype of the value; the datatype is None for an IRI.
    """
    scheme = STANCE if judging == WSW.stance else EVALUATION
    yield RDF.type, WSW.Position, None
    yield RDF.type, PROV.Entity, None
    yield WSW.holder, holder, None
    yield WSW.target, target, None
    yield judging, scheme[run.value], None
    if run.earliest is not None:
        yield WSW.earliest, run.earliest.isoformat(), XSD.date
    if run.latest is not None:
        yield WSW.latest, run.latest.isoformat(), XSD.date
    yield WSW.readingCount, str(len(run.readings)), XSD.integer
    yield WSW.isCurrent, "true" if current else "false", XSD.boolean
    for reading in run.readings:
        yield PROV.wasDerivedFrom, reading, None
