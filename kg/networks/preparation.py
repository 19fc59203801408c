"""The steps from readings as coded to the readings that count in a network, in a fixed order."""

from __future__ import annotations

from kg.networks.affiliation import affiliated
from kg.networks.duplicates import without_duplicates
from kg.networks.levels import at_level
from kg.networks.reading_table import Readings
from kg.networks.scores import with_numbers, without_evaluations
from kg.networks.settings import Settings
from kg.wording.counts import count, form


def prepare(readings: Readings, settings: Settings) -> Readings:
    """Return the readings that count, with actor, target and score, each once.

    Every step that leaves readings out adds a note.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "value": "neutral"}]))
    >>> len(prepare(said, Settings(kind="cooccurrence"))), len(prepare(said, Settings(kind="conflict")))
    (1, 0)
    """
    return frequent(countable(resolved(readings, settings), settings), settings)


def resolved(readings: Readings, settings: Settings) -> Readings:
    """Return the readings with their actor and target resolved."""
    readings = affiliated(readings, settings.whose, settings.affiliation)
    return at_level(readings, settings.level, stances=settings.kind != "cooccurrence")


def countable(readings: Readings, settings: Settings) -> Readings:
    """Return the readings that have a score where one is needed, each once."""
    if settings.signed:
        readings = with_numbers(
            readings,
            neutral=settings.neutral,
            unclear=settings.unclear,
            evaluations=settings.evaluations,
        )
    elif not settings.evaluations:
        readings = without_evaluations(readings)
    return without_duplicates(readings, settings.duplicates)


def frequent(readings: Readings, settings: Settings) -> Readings:
    """Return the readings of nodes with at least ``min_node`` statements.

    In a two-mode network both actors and targets need that many; in a one-mode network only the nodes do.
    """
    if settings.min_node <= 1:
        return readings
    columns = ["actor"] if settings.of == "actors" else ["target"]
    if settings.two_mode:
        columns = ["actor", "target"]
    frame, before = readings.frame, 0
    while before != len(frame):
        before = len(frame)
        for column in columns:
            made = frame.groupby(column, observed=True)["statement"].nunique()
            frame = frame[frame[column].isin(made.index[made >= settings.min_node])]
    left = len(readings) - len(frame)
    fewer, are = count(settings.min_node, "statement"), form(left, "is", "are")
    note = f"{count(left, 'reading')} of nodes with fewer than {fewer} {are} left out."
    return readings.having(frame.reset_index(drop=True), note if left else None)
