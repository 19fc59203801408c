"""From readings as coded to the readings that count in a network, step by step in a fixed order."""

from __future__ import annotations

from kg.networks.affiliation import standing_for
from kg.networks.duplicates import without_duplicates
from kg.networks.levels import at_level
from kg.networks.reading_table import Readings
from kg.networks.scores import with_numbers, without_evaluations
from kg.networks.settings import Settings
from kg.wording.counts import count, form


def prepare(readings: Readings, settings: Settings) -> Readings:
    """The readings that count: whose stand, toward which issue, with which number, each once.

    Every step that leaves readings out says so in the notes.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "value": "neutral"}]))
    >>> len(prepare(said, Settings(kind="cooccurrence"))), len(prepare(said, Settings(kind="conflict")))
    (1, 0)
    """
    return frequent(counting(placed(readings, settings), settings), settings)


def placed(readings: Readings, settings: Settings) -> Readings:
    """The readings with whose stand it is and toward which issue settled."""
    readings = standing_for(readings, settings.whose, settings.affiliation)
    return at_level(readings, settings.level, stances=settings.kind != "cooccurrence")


def counting(readings: Readings, settings: Settings) -> Readings:
    """Those of them that have a number where one is needed, each once."""
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
    """The readings of nodes with at least ``min_node`` statements.

    In a two-mode network an actor and a target both need as many; in a one-mode network its nodes do.
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
