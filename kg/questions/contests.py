"""Contested targets: at least one actor is for and another against, by current positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.model.sides import Sides, Stand, both_ways, sides, stand_of
from kg.model.stances import Side
from kg.model.statement import sort_key
from kg.namespaces import EVALUATION, STANCE
from kg.questions.answer import Asker, Row, notation, undated
from kg.questions.position_runs import Judged, View, coders, evidence_of, judged, runs_of
from kg.store.index.record_lookup import Wanted
from kg.store.terms import Term

_ORDER: Final = {side: number for number, side in enumerate(Side)}


#: Up to so many times the rows that are shown, all rows are found, so that the others can be counted.
_SPARE: Final = 8
#: How many times the rows that are shown, the newest statements whose targets are looked at first.
_CANDIDATES: Final = 2


class _Actor(NamedTuple):
    """One actor on one target: the actor's side, and the readings of the current position."""

    stand: Stand
    readings: list[Judged]


def contests(
    asker: Asker, candidates: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``contested``, from targets that some actor speaks against, and notes."""
    view = View.of(terms)
    issues = {str(row["issue"]) for row in candidates}
    readings, found, since = _page(asker, issues, view) or _whole(asker, issues, view)
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


#: The readings on some targets, the stands on those that are contested, and the first day that is shown.
_Contested = tuple[list[Judged], list[tuple[Sides, _Actor]], date | None]


def _whole(asker: Asker, issues: Collection[str], view: View) -> _Contested:
    """All contested targets."""
    readings = judged(asker, about=issues, stated=view.stated)
    held: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for one in readings:
        held[one.key.target][one.key.holder].append(one)
    found: list[tuple[Sides, _Actor]] = []
    for actors in held.values():
        stands = [place for its in actors.values() if (place := _place(its, view.until)) is not None]
        counted = sides(place.stand for place in stands)
        if counted.contested:
            found += [(counted, place) for place in stands]
    return readings, found, _newest(asker, [one for _, place in found for one in place.readings])


def _page(asker: Asker, issues: Collection[str], view: View) -> _Contested | None:
    """The contested targets of the newest statements; None if these lack rows of the first page."""
    index = asker.store.index
    records = None if index is None else index.records
    if asker.first is None or records is None or view.until is not None:
        return None
    wanted = Wanted({}, basis=("stated", "inferred") if view.stated else ())
    bound = records.newest_day(wanted, _CANDIDATES * asker.first)
    if bound is None:
        return None
    newest = records.targets(since=bound, basis=wanted.basis) & set(issues)
    readings, found, since = _whole(asker, newest, view)
    return None if since is None or since < date.fromisoformat(bound) else (readings, found, since)


def candidates(asker: Asker, terms: Mapping[str, Sequence[Term]]) -> list[Row] | None:
    """Return the rows of the query, targets that somebody speaks against, from the columns of the index.

    The query also finds targets that only a reporter speaks against, which are not contested. They decide
    the note on undated statements, so that a view of a day needs the query.
    """
    index = asker.store.index
    records = None if index is None else index.records
    if records is None or asker.all_versions or "until" in terms:
        return None
    about = {term.value for term in terms["issue"]} if "issue" in terms else None
    against = records.targets(value=(STANCE.oppose, EVALUATION.negative))
    return [{"issue": issue} for issue in sorted(against if about is None else against & about)]


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
    positions = [runs_of(its, on) if its else [] for its in by_scheme]
    found = both_ways(*map(stand_of, positions))
    if found is None:
        return None
    newest = {reading for its in positions for run in its[-1:] for reading in run.readings}
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
