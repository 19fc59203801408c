"""The readings that have a score where a stance must be a number, and their scores."""

from __future__ import annotations

import pandas as pd

from kg.networks.reading_table import Readings
from kg.wording.counts import count, form


def with_numbers(
    readings: Readings, *, neutral: str = "leave-out", unclear: str = "leave-out", evaluations: bool = True
) -> Readings:
    """Return the readings that have a score, each with its score.

    A reading to which a coder assigned a score keeps it, regardless of its stance.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "value": v}
    ...                        for v in ("support", "neutral", "unclear")]))
    >>> len(with_numbers(said)), len(with_numbers(said, neutral="between", unclear="between"))
    (1, 3)
    """
    if not evaluations:
        readings = without_evaluations(readings)
    frame, notes = readings.frame, []
    value = frame["value"].astype(str)
    blank = value.isin(("neutral", "mixed")) & ~_own(frame)
    if neutral == "leave-out":
        notes += _note(blank, "neutral or mixed reading", "left out (--neutral between counts them as 0)")
        frame, value = frame[~blank], value[~blank]
    vague = (value == "unclear") & frame["score"].isna()
    if unclear == "leave-out":
        notes += _note(vague, "unclear reading", "left out")
        frame = frame[~vague]
    else:
        frame = frame.assign(score=frame["score"].fillna(0.0))
    return readings.having(frame.reset_index(drop=True), *notes)


def without_evaluations(readings: Readings) -> Readings:
    """Return only the readings of stances."""
    judged = readings.frame["scheme"].astype(str) == "evaluation"
    notes = _note(judged, "evaluation", "left out")
    return readings.having(readings.frame[~judged].reset_index(drop=True), *notes)


def _own(frame: pd.DataFrame) -> pd.Series:
    """Whether a coder assigned the reading a score that its stance does not imply; such a score may be 0."""
    return frame["own"] | (frame["score"].notna() & (frame["score"] != 0))


def _note(left: pd.Series, what: str, fate: str) -> list[str]:
    number = int(left.sum())
    return [f"{count(number, what)} {form(number, 'is', 'are')} {fate}."] if number else []
