"""Repetitions count once: in a source, in a period, or overall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.choices import DUPLICATES
from kg.networks.duplicates import without_duplicates
from kg.networks.reading_table import Readings, table


def left(once_in: str, *days: str | tuple[str, str] | None) -> int:
    """How many of as many same readings, said on these days, count."""
    rows = []
    for number, day in enumerate(days):
        first, last = day if isinstance(day, tuple) else (day, day)
        source = f"urn:source:{number}"
        rows.append(
            {"actor": "urn:a", "target": "urn:t", "source": source, "earliest": first, "latest": last}
        )
    return len(without_duplicates(Readings(table(rows)), once_in))


PERIODS = ("day", "week", "month", "year")


@pytest.mark.parametrize("once_in", PERIODS)
def test_the_same_on_one_day_counts_once(once_in: str) -> None:
    assert left(once_in, "2025-02-03", "2025-02-03") == 1


@pytest.mark.parametrize(
    ("once_in", "one", "other", "number"),
    [
        ("day", "2025-02-03", "2025-02-04", 2),
        ("day", "2024-02-03", "2025-02-03", 2),
        ("week", "2025-02-03", "2025-02-09", 1),
        ("week", "2025-02-09", "2025-02-10", 2),
        ("week", "2024-12-30", "2025-01-05", 1),
        ("week", "2024-01-01", "2024-12-31", 2),
        ("week", "2026-12-28", "2027-01-03", 1),
        ("month", "2025-02-01", "2025-02-28", 1),
        ("month", "2025-01-31", "2025-02-01", 2),
        ("month", "2024-02-10", "2025-02-10", 2),
        ("year", "2025-01-01", "2025-12-31", 1),
        ("year", "2024-12-31", "2025-01-01", 2),
    ],
)
def test_a_period_ends_where_the_calendar_says(once_in: str, one: str, other: str, number: int) -> None:
    """Weeks are ISO weeks, which do not end with the year; a month or week belongs to its year."""
    assert left(once_in, one, other) == number


@pytest.mark.parametrize("once_in", PERIODS)
def test_without_a_date_nothing_is_a_repetition_in_a_period(once_in: str) -> None:
    assert left(once_in, None, None, "2025-02-03") == 3


def test_what_may_have_been_said_in_two_months_is_nobodys_repetition() -> None:
    """A range that begins in January and ends in February is in neither month for sure."""
    over = ("2025-01-20", "2025-02-10")
    assert left("month", over, over, "2025-01-20", "2025-02-10") == 4
    assert left("year", over, over, "2025-01-20", "2025-02-10") == 1


def test_a_range_within_one_month_is_in_that_month() -> None:
    assert left("month", ("2025-02-01", "2025-02-28"), "2025-02-10") == 1


def test_in_the_whole_range_dates_do_not_matter() -> None:
    assert left("range", None, "2024-01-01", "2025-12-31") == 1


def test_by_source_only_the_source_matters() -> None:
    rows = [
        {"actor": "urn:a", "target": "urn:t", "source": source, "earliest": day, "latest": day}
        for source, day in [("urn:1", "2025-01-01"), ("urn:1", None), ("urn:2", "2025-01-01")]
    ]
    assert without_duplicates(Readings(table(rows)), "source").frame["source"].tolist() == ["urn:1", "urn:2"]


@pytest.mark.parametrize(
    "other",
    [{"actor": "urn:b"}, {"target": "urn:u"}, {"value": "oppose"}, {"score": 0.5}, {"scheme": "evaluation"}],
)
def test_only_the_same_is_a_repetition(other: dict[str, Any]) -> None:
    """Another actor, target, stance or score makes another reading."""
    rows = [{"actor": "urn:a", "target": "urn:t"}, {"actor": "urn:a", "target": "urn:t", **other}]
    assert len(without_duplicates(Readings(table(rows)), "range")) == 2


def test_the_first_in_time_stays() -> None:
    """Of repetitions the earliest counts, undated ones last, and of those of one day the first by IRI."""
    days = {"urn:r9": "2025-02-03", "urn:r3": "2025-02-03", "urn:r1": None, "urn:r2": "2025-02-04"}
    rows = [
        {"reading": iri, "actor": "urn:a", "target": "urn:t", "earliest": day, "latest": day}
        for iri, day in days.items()
    ]
    assert without_duplicates(Readings(table(rows)), "range").frame["reading"].tolist() == ["urn:r3"]


def test_what_several_coders_read_alike_in_one_statement_counts_once() -> None:
    """Two readings of one statement; the same stance in another statement is another matter."""
    read = {"actor": "urn:a", "target": "urn:t"}
    said = Readings(table([{**read, "statement": iri} for iri in ("urn:s1", "urn:s1", "urn:s2")]))
    assert without_duplicates(said, "statement").frame["statement"].tolist() == ["urn:s1", "urn:s2"]


def test_the_number_left_out_is_noted() -> None:
    found = without_duplicates(Readings(table([{"actor": "urn:a", "target": "urn:t"}] * 3)), "range")
    assert [note.split()[0] for note in found.notes] == ["2"]


PERIOD: dict[str, Callable[[dt.date], object]] = {
    "day": lambda day: day,
    "week": lambda day: tuple(day.isocalendar())[:2],
    "month": lambda day: (day.year, day.month),
    "year": lambda day: day.year,
}


@pytest.mark.parametrize("once_in", list(DUPLICATES))
@given(data=st.data())
def test_every_two_that_stay_differ_and_what_went_has_its_like(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], once_in: str
) -> None:
    """Of each group of the same readings in one source or period exactly one stays, by a plain reading."""
    readings = data.draw(worlds)
    groups = set()
    for row in readings.frame.to_dict("records"):
        first, last, where = row["earliest"], row["latest"], row["reading"]
        if once_in in ("source", "statement", "range"):
            where = row[once_in] if once_in != "range" else ""
        elif once_in in PERIOD and first == first and last == last:
            periods = [PERIOD[once_in](day.date()) for day in (first, last)]
            where = periods[0] if periods[0] == periods[1] else where
        groups.add((row["actor"], row["target"], row["scheme"], row["value"], row["score"], where))
    kept = without_duplicates(readings, once_in)
    assert len(kept) == len(groups)
    assert set(kept.frame["reading"]) <= set(readings.frame["reading"])


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [("all", "day"), ("day", "week"), ("day", "month"), ("month", "year"), ("year", "range")],
)
def test_more_are_repetitions_in_a_longer_period(shorter: str, longer: str) -> None:
    """A longer period never leaves more than one that it is made of."""
    days = ("2024-12-30", "2025-01-01", "2025-01-01", "2025-01-31", ("2025-01-31", "2025-02-01"), None)
    assert left(shorter, *days) > left(longer, *days)
