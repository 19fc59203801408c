"""Stored positions and the readings behind them, from the columns of the index.

Loading derives positions from readings, and the IRI of a position is made of those of its readings. If the
columns give as many positions as the store has, they are the same positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, NamedTuple

from kg.model.positions import Dated, Run, path, runs
from kg.namespaces import EVALUATION, STANCE, WSW
from kg.questions.answer import Asker, Row, notation, plain
from kg.questions.catalogue import find
from kg.questions.offices import day
from kg.questions.position_runs import labels_by_node
from kg.store.index.record_lookup import Records
from kg.store.terms import Term, iri

#: A row of :meth:`Records.values`.
_Values = tuple[Any, ...]
_SCHEMES = (("stance", 3, STANCE), ("evaluation", 4, EVALUATION))


class _Held(NamedTuple):
    """A position of one actor on one target: numbers of the two, property, run of numbers of readings."""

    holder: int
    target: int
    scheme: str
    run: Run


def positions_of_changes(asker: Asker, terms: Mapping[str, Sequence[Term]]) -> list[Row] | None:
    """Return the rows of the query of ``stance-changes``, with the readings behind each as ``backing``.

    Returns:
        The positions of actors who have several on a target, or a mixed one; None if only the query gives
        them.
    """
    index = asker.store.index
    records = None if index is None else index.records
    if index is None or records is None or asker.all_versions or not terms.keys() <= {"dates"}:
        return None
    names = records.terms()
    found, number = _changing(records, names)
    stored = index.tally(WSW.Position, all_versions=True)
    if stored is None or stored[0] != number:
        return None
    labels = labels_by_node(asker, {names[one] for held in found for one in (held.holder, held.target)})
    if any(len(its) > 1 for its in labels.values()):
        return None
    found = [one for one in found if names[one.holder] in labels and names[one.target] in labels]
    numbers = [int(reading) for one in found for reading in one.run.readings]
    readings = {row[0]: row for row in records.readings(numbers=numbers)}
    starts = _starts(asker, {str(row[2]) for row in readings.values() if row[2] is not None})
    if any(len(its) > 1 for its in starts.values()):
        return None
    named = records.reading_names(numbers)
    rows = []
    for one in found:
        behind = tuple(sorted(named[int(reading)] for reading in one.run.readings))
        row = _row(one, behind, names, labels)
        row["backing"] = list(_backing(row["position"], (readings[name] for name in behind), names, starts))
        rows.append(row)
    asker.ran.append(find("stance-changes").fill(terms))
    asker.note("backing", {"position": [iri(row["position"]) for row in rows]})
    rows.sort(
        key=lambda row: (
            *(row["actor_label"], row["actor"], row["target_label"], row["target"]),
            *(row["from"] or "", row["position"]),
        )
    )
    return rows


def _changing(records: Records, names: Mapping[int, str]) -> tuple[list[_Held], int]:
    """Return the positions of actors who have several on a target or a mixed one, and the number of all."""
    by_pair: dict[tuple[int, int], list[_Values]] = defaultdict(list)
    for row in records.values(located=False):
        by_pair[row[2], row[1]].append(row)
    values = {
        scheme: {number: str(notation(name)) for number, name in names.items() if name in codes}
        for scheme, _, codes in _SCHEMES
    }
    found: list[_Held] = []
    number = 0
    for (holder, target), rows in by_pair.items():
        known = [
            value
            for scheme, column, _ in _SCHEMES
            if (value := values[scheme].get(rows[0][column])) is not None
        ]
        alike = all(row[3:5] == rows[0][3:5] for row in rows)
        if alike and len(known) < 2 and "mixed" not in known:  # one position, whatever the days
            number += len(known)
            continue
        held = [
            _Held(holder, target, scheme, run)
            for scheme, column, _ in _SCHEMES
            for run in runs(
                [
                    Dated(str(row[0]), values[scheme][row[column]], day(row[5]), day(row[6]))
                    for row in rows
                    if row[column] in values[scheme]
                ]
            )
        ]
        number += len(held)
        if len(held) > 1 or any(one.run.value == "mixed" for one in held):
            found += held
    return found, number


def _starts(asker: Asker, passages: Set[str]) -> dict[str, list[Any]]:
    """Where passages begin."""
    found: dict[str, list[Any]] = defaultdict(list)
    chosen = [iri(name) for name in sorted(passages)]
    for its in asker.batched("starts", {"passage": chosen}) if chosen else ():
        found[str(plain(its["passage"]))].append(plain(its["start"]))
    return found


def _row(one: _Held, behind: Sequence[str], names: Mapping[int, str], labels: Mapping[str, list[str]]) -> Row:
    """A row of the query of ``stance-changes``."""
    from kg.store.derived.positions import base_of  # most questions need no positions of the store

    holder, target, run = names[one.holder], names[one.target], replace(one.run, readings=tuple(behind))
    return {
        "position": base_of(behind[0]) + path(holder, target, run),
        **{"actor": holder, "actor_label": labels[holder][0]},
        **{"target": target, "target_label": labels[target][0]},
        "code": (STANCE if one.scheme == "stance" else EVALUATION)[run.value],
        "from": None if run.earliest is None else run.earliest.isoformat(),
        "to": None if run.latest is None else run.latest.isoformat(),
        "readings": len(behind),
    }


def _backing(
    position: str,
    readings: Iterable[tuple[Any, ...]],
    names: Mapping[int, str],
    starts: Mapping[str, list[Any]],
) -> Iterator[Row]:
    """The rows of ``parts/backing.rq`` for one position."""
    for reading, _, passage, _, _, _, stance, evaluation, first, last, _ in readings:
        for start in starts.get(passage, ()):
            for code in sorted(names[value] for value in (stance, evaluation) if value is not None):
                yield {
                    **{"position": position, "reading": reading, "code": code, "passage": passage},
                    **{"counts_from": first, "counts_until": last, "start": start},
                }
