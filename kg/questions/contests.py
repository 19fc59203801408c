"""Contested targets: at least one actor is for and another against, by current positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.model.sides import Sides, Stand, both_ways, by_day, sides, stand
from kg.model.stances import Side
from kg.model.statement import sort_key
from kg.questions.answer import Asker, Row, notation, undated
from kg.questions.position_runs import Judged, View, coders, evidence_of, judged, runs_of
from kg.store.terms import Term

_ORDER: Final = {side: number for number, side in enumerate(Side)}


#: Up to so many times the rows that are shown, all rows are found, so that the others can be counted.
_SPARE: Final = 8


class _Actor(NamedTuple):
    """One actor on one target: the actor's side, and the readings of the current position."""

    stand: Stand
    readings: list[Judged]


def contests(
    asker: Asker, candidates: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``contested``, from targets that some actor speaks against, and notes."""
    view = View.of(terms)
    readings = judged(asker, about={str(row["issue"]) for row in candidates}, stated=view.stated)
    held: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for one in readings:
        held[one.key.target][one.key.holder].append(one)
    found: list[tuple[Sides, _Actor]] = []
    for actors in held.values():
        stands = [place for its in actors.values() if (place := _place(its, view.until)) is not None]
        counted = sides(place.stand for place in stands)
        if counted.contested:
            found += [(counted, place) for place in stands]
    since = _newest(asker, [one for _, place in found for one in place.readings])
    shown = [
        (counted, place.stand, one)
        for counted, place in found
        for one in place.readings
        if since is None or (one.counts_until or date.min) >= since
    ]
    keys = {one.key for _, _, one in shown}
    differing = coders(asker, (one for one in readings if one.key in keys))
    evidence = evidence_of(asker, (one.reading for _, _, one in shown))
    rows = [
        _row(counted, its, one, evidence[one.reading], differing.get((one.key, one.passage), []))
        for counted, its, one in shown
        if one.reading in evidence
    ]
    rows.sort(
        key=lambda row: sort_key(*(row[key] for key in ("source", "start", "end", "record", "reading")))
    )
    rows.sort(key=lambda row: row["counts_until"] or "", reverse=True)
    rows.sort(key=lambda row: (str(row["target_label"]), row["target"], _ORDER[row["side"]]))
    timeless = {one.statement for one in readings if one.counts_from is None}
    return rows, undated(len(timeless)) if view.until is not None else []


def _newest(asker: Asker, readings: Sequence[Judged]) -> date | None:
    """The day since which the newest readings were made, if only these are shown; None for all."""
    days = sorted((one.counts_until for one in readings if one.counts_until is not None), reverse=True)
    if asker.first is None or len(days) <= _SPARE * asker.first:
        return None
    asker.cut = True
    return days[asker.first - 1]


def _place(readings: Sequence[Judged], on: date | None) -> _Actor | None:
    """The side of an actor on one target by all of the actor's readings on it; None if there are none."""
    by_scheme = [[one for one in readings if one.key.scheme == scheme] for scheme in ("stance", "evaluation")]
    found = both_ways(*(stand(by_day([one.dated for one in its], on)) if its else None for its in by_scheme))
    if found is None:
        return None
    newest = {
        reading for its in by_scheme if its for run in runs_of(its, on)[-1:] for reading in run.readings
    }
    return _Actor(found, [one for one in readings if one.reading in newest])


def _row(counted: Sides, place: Stand, one: Judged, its: Row, read: list[str]) -> Row:
    return {
        "target": one.key.target,
        "target_label": one.target_label,
        "side": place.side.value,
        "changed": place.changed,
        "stance": one.value,
        "actors_for": counted.for_,
        "actors_against": counted.against,
        "actors_both": counted.both,
        "actors_other": counted.other,
        "actors_changed": counted.changed,
        **{key: its[key] for key in ("speaker", "speaker_label", "text", "source", "source_label")},
        **{key: its[key] for key in ("said_earliest", "said_latest", "counts_from", "counts_until")},
        **{key: its[key] for key in ("start", "end", "reading")},
        **{key: notation(its[key]) for key in ("mode", "counts_by", "confidence")},
        "record": its["statement"],
        "coders_differ": bool(read),
        "coders": read,
    }
