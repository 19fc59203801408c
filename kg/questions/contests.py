"""Contested targets: at least one actor is for and another against, by current positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from kg.model.positions import Dated, runs
from kg.model.sides import Sides, Stand, both_ways, sides, stand_of
from kg.model.stances import Side
from kg.model.statement import sort_key
from kg.namespaces import EVALUATION, STANCE
from kg.questions.answer import Asker, Row, notation, undated
from kg.questions.catalogue import find
from kg.questions.offices import day
from kg.questions.position_runs import (
    Judged,
    View,
    coders,
    evidence_of,
    judged,
    judged_of,
    labels_of,
    runs_of,
)
from kg.store.index.record_lookup import Records, Wanted
from kg.store.terms import Term, iri

_ORDER: Final = {side: number for number, side in enumerate(Side)}


#: Up to so many times the rows that are shown, all rows are found, so that the others can be counted.
_SPARE: Final = 8
#: How many times the rows that are shown, the newest statements whose targets are looked at first, and then.
_CANDIDATES: Final = (1, 2)


class _Actor(NamedTuple):
    """One actor on one target: the actor's side, and the readings of the current position."""

    stand: Stand
    readings: list[Judged]


#: Readings on contested targets by the actors shown; for each reading shown, the sides of its target and the
#: stand of its actor; the first day that is shown, or None for all.
_Contested = tuple[Sequence[Judged], Sequence[tuple[Sides, Stand, Judged]], date | None]
#: A row of :meth:`Records.values`.
_Values = tuple[Any, ...]


def contests(
    asker: Asker, candidates: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``contested``, from targets that some actor speaks against, and notes."""
    view = View.of(terms)
    issues = {str(row["issue"]) for row in candidates}
    index = asker.store.index
    records = None if index is None else index.records
    if records is None or view.until is not None:
        readings, shown, _ = _from_graph(asker, issues, view)
    else:
        readings, shown, _ = _page(asker, records, issues, view) or _from_columns(
            asker, records, issues, view
        )
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


def _from_graph(asker: Asker, issues: Collection[str], view: View) -> _Contested:
    """All contested targets, from a query for all readings on the issues."""
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
    since = _newest(asker, [one.counts_until for _, place in found for one in place.readings])
    shown = [
        (counted, place.stand, one)
        for counted, place in found
        for one in place.readings
        if since is None or (one.counts_until or date.min) >= since
    ]
    return readings, shown, since


def _from_columns(asker: Asker, records: Records, issues: Collection[str], view: View) -> _Contested:
    """All contested targets, from the columns of the index; only the readings shown become objects."""
    params: dict[str, Sequence[Term]] = {"about": [iri(name) for name in sorted(issues)]}
    asker.note("judged", params | ({"dates": []} if view.stated else {}))
    found = _contested(asker, records, issues, view)
    days = {row[-1]: day(row[-1]) for one in found for row in one.newest}
    # A reading of a stance and an evaluation has two rows.
    since = _newest(
        asker,
        [days[row[-1]] for one in found for row in one.newest for value in row[3:5] if value is not None],
    )
    terms = records.terms()
    stands: dict[tuple[str, str], _Place] = {}
    shown: list[int] = []
    for one in found:
        numbers = [row[0] for row in one.newest if since is None or (days[row[-1]] or date.min) >= since]
        if numbers:
            _, target, holder, *_ = one.newest[0]
            stands[terms[holder], terms[target]] = one
            shown += numbers
    readings = judged_of(asker, records, (row[0] for one in stands.values() for row in one.all))
    names = set(records.reading_names(shown).values())
    return (
        readings,
        [
            (place.counted, place.stand, one)
            for one in readings
            if one.reading in names
            for place in (stands[one.key.holder, one.key.target],)
        ],
        since,
    )


class _Place(NamedTuple):
    """One actor on one contested target.

    Attributes:
        counted: the sides of the target.
        stand: that of the actor.
        newest: the readings of the current position.
        all: all readings.
    """

    counted: Sides
    stand: Stand
    newest: list[_Values]
    all: list[_Values]


def _contested(asker: Asker, records: Records, issues: Collection[str], view: View) -> list[_Place]:
    """The actors on each contested target."""
    held: dict[int, dict[int, list[_Values]]] = defaultdict(lambda: defaultdict(list))
    for row in records.values(about=issues, basis=("stated", "inferred") if view.stated else ()):
        held[row[1]][row[2]].append(row)
    terms = records.terms()
    named = labels_of(asker, {terms[one] for target, its in held.items() for one in (target, *its)})
    without = {number for number, name in terms.items() if name not in named}
    stands = _Stands(terms)
    found: list[_Place] = []
    for target, actors in held.items():
        if target in without:
            continue
        its = [
            (place, rows)
            for holder, rows in actors.items()
            if holder not in without and (place := stands.of(rows)) is not None
        ]
        counted = sides(stand for (stand, _), _ in its)
        if counted.contested:
            found += [_Place(counted, *place, rows) for place, rows in its]
    return found


class _Stands:
    """The stands of actors, by the columns of their readings on one target.

    Args:
        terms: the IRI of each number.
    """

    def __init__(self, terms: Mapping[int, str]) -> None:
        self._values = {number: str(notation(term)) for number, term in terms.items()}
        self._alike: dict[tuple[int | None, int | None], Stand | None] = {}

    def of(self, rows: list[_Values]) -> tuple[Stand, list[_Values]] | None:
        """Return the stand of an actor, and the readings of the current position; None without any."""
        first = rows[0]
        if len(rows) > 1 and any(row[3] != first[3] or row[4] != first[4] for row in rows):
            return self._in_order(rows)
        pair = first[3], first[4]
        if pair not in self._alike:  # one position, whatever the days
            found = self._in_order(rows)
            self._alike[pair] = None if found is None else found[0]
        stand = self._alike[pair]
        return None if stand is None else (stand, rows)

    def _in_order(self, rows: Sequence[_Values]) -> tuple[Stand, list[_Values]] | None:
        positions = [
            runs(
                [
                    Dated(str(row[0]), self._values[row[scheme]], day(row[5]), day(row[6]))
                    for row in rows
                    if row[scheme] is not None
                ]
            )
            for scheme in (3, 4)
        ]
        found = both_ways(*map(stand_of, positions))
        newest = {reading for its in positions for run in its[-1:] for reading in run.readings}
        return None if found is None else (found, [row for row in rows if str(row[0]) in newest])


def _page(asker: Asker, records: Records, issues: Collection[str], view: View) -> _Contested | None:
    """The contested targets of the newest statements; None if these lack rows of the first page."""
    if asker.first is None:
        return None
    wanted = Wanted({}, basis=("stated", "inferred") if view.stated else ())
    before = None
    for times in _CANDIDATES:
        bound = records.newest_day(wanted, times * asker.first)
        if bound is None:
            return None
        if bound != before:
            newest = records.targets(since=bound, basis=wanted.basis) & set(issues)
            found = _from_columns(asker, records, newest, view)
            if found[-1] is not None and found[-1] >= date.fromisoformat(bound):
                return found
        before = bound
    return None


def candidates(asker: Asker, terms: Mapping[str, Sequence[Term]]) -> list[Row] | None:
    """Return the rows of the query, targets that somebody speaks against, from the columns of the index.

    The query also finds targets that only a reporter speaks against, which are not contested. They decide
    the note on undated statements, so that a view of a day needs the query.
    """
    index = asker.store.index
    records = None if index is None else index.records
    if records is None or asker.all_versions or "until" in terms:
        return None
    asker.ran.append(find("contested").fill(terms))
    about = {term.value for term in terms["issue"]} if "issue" in terms else None
    against = records.targets(value=(STANCE.oppose, EVALUATION.negative))
    return [{"issue": issue} for issue in sorted(against if about is None else against & about)]


def _newest(asker: Asker, all_days: Iterable[date | None]) -> date | None:
    """The day since which the newest readings were made, if only these are shown; None for all.

    Args:
        asker: knows how many are shown.
        all_days: the last day on which each reading counts.
    """
    days = sorted((one for one in all_days if one is not None), reverse=True)
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
