"""Positions, computed from the readings of a whole store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from kg.model import positions
from kg.model.positions import Dated, Run
from kg.namespaces import DATA, EVALUATION, STANCE, WSW
from kg.store.derived.changes import Changes
from kg.store.derived.counting import day
from kg.store.index.harvest import Harvest

_FOLDER: Final = Path(__file__).parent
_JUDGING: Final = {"stance": (WSW.stance, STANCE), "evaluation": (WSW.evaluation, EVALUATION)}


class _Position(NamedTuple):
    """A computed position."""

    address: str
    holder: str
    target: str
    kind: str
    run: Run
    current: bool


def update(harvest: Harvest, changes: Changes) -> None:
    """Update the stored positions from the readings."""
    ask = harvest.tables.execute
    stored = {node for (node,) in ask((_FOLDER / "positions.sql").read_text(encoding="utf-8"))}
    known = (_FOLDER / "position.sql").read_text(encoding="utf-8")
    for position in _computed(harvest):
        if position.address not in stored:
            changes.add(position.address, _description(position))
            continue
        stored.remove(position.address)
        if harvest.tables.execute(known, {"position": position.address}).fetchone() != _changeable(position):
            changes.put(position.address, _description(position))
    for address in sorted(stored):
        changes.put(address, ())


def _computed(harvest: Harvest) -> Iterator[_Position]:
    """All positions of the readings."""
    rows = harvest.tables.execute((_FOLDER / "readings.sql").read_text(encoding="utf-8"))
    for (holder, target, kind), group in groupby(rows, key=lambda row: row[:3]):
        scheme = _JUDGING[kind][1]
        readings = [
            Dated(reading, code.removeprefix(scheme.base), day(first), day(last))
            for _, _, _, code, reading, first, last in group
            if code in scheme
        ]
        found = positions.runs(readings) if readings else []
        for run in found:
            address = base_of(run.readings[0]) + positions.path(holder, target, run)
            yield _Position(address, holder, target, kind, run, run is found[-1])


def _description(position: _Position) -> Iterator[tuple[str, str]]:
    judging = _JUDGING[position.kind][0]
    facts = positions.description(
        position.holder, position.target, judging, position.run, current=position.current
    )
    # The IRIs are those of the graph, and days, numbers and truth values have nothing to escape.
    for term, value, datatype in facts:
        yield term, f"<{value}>" if datatype is None else f'"{value}"^^<{datatype}>'


def _changeable(position: _Position) -> tuple[str | None, ...]:
    run, scheme = position.run, _JUDGING[position.kind][1]
    first, last = (None if day is None else day.isoformat() for day in (run.earliest, run.latest))
    return scheme[run.value], first, last, "true" if position.current else "false"


def base_of(reading: str) -> str:
    """Return the base IRI of the workspace of a reading.

    >>> base_of("https://example.org/id/reading/r1"), base_of("urn:x:1") == DATA
    ('https://example.org/id/', True)
    """
    return reading.rpartition("reading/")[0] or DATA
