"""Cutting time into windows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks.kernels import KERNELS
from kg.networks.reading_table import Readings, table
from kg.networks.windows import UNITS, Window, Windowing, many, undated, windows

FIRST = date(2024, 11, 20)
days = st.dates(FIRST, FIRST + timedelta(days=150))


def said(*when: str | date | tuple[str, str] | None) -> Readings:
    """A reading on each of these days, ranges of days, or no day."""
    rows = []
    for each in when:
        first, last = each if isinstance(each, tuple) else (each, each)
        rows.append({"actor": "urn:a", "target": "urn:t", "earliest": first, "latest": last})
    return Readings(table(rows))


def bounds(found: list[Window]) -> list[tuple[str, str]]:
    return [(str(each.start.date()), str(each.stop.date())) for each in found]


def inside(found: list[Window]) -> list[list[int]]:
    """The numbers of the readings of each window."""
    return [np.flatnonzero(each.weight).tolist() for each in found]


@pytest.mark.parametrize("unit", list(UNITS))
@given(when=st.lists(days, min_size=1, max_size=8), size=st.integers(1, 4))
def test_every_reading_of_one_day_is_in_exactly_one_window_end_to_end(
    unit: str, when: list[date], size: int
) -> None:
    if unit == "statements":
        size = min(size, len(when))
    found = windows(said(*when), Windowing(unit=unit, size=size))
    assert np.sum([each.weight for each in found], axis=0).tolist() == [1.0] * len(when)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit != "statements"])
@given(when=st.lists(days, min_size=1, max_size=8), size=st.integers(1, 4))
def test_windows_end_to_end_follow_upon_each_other_without_a_gap(
    unit: str, when: list[date], size: int
) -> None:
    """From before the first day to after the last, including days without statements."""
    found = windows(said(*when), Windowing(unit=unit, size=size))
    for one, other in pairwise(found):
        assert other.start - one.stop == pd.Timedelta(days=1)
    assert found[0].start <= pd.Timestamp(min(when)) <= found[0].stop
    assert found[-1].start <= pd.Timestamp(max(when)) <= found[-1].stop
    for each in found:
        assert each.start <= each.middle <= each.stop


@pytest.mark.parametrize(
    ("windowing", "expected"),
    [
        (Windowing(unit="days", size=3), [("2025-01-30", "2025-02-01"), ("2025-02-02", "2025-02-04")]),
        (Windowing(unit="weeks"), [("2025-01-27", "2025-02-02"), ("2025-02-03", "2025-02-09")]),
        (Windowing(unit="months"), [("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")]),
        (Windowing(unit="months", size=2), [("2025-01-01", "2025-02-28")]),
        (Windowing(unit="years"), [("2025-01-01", "2025-12-31")]),
    ],
)
def test_windows_begin_where_the_calendar_does(windowing: Windowing, expected: list[tuple[str, str]]) -> None:
    """Weeks on Monday, months and years on their first day, days on the first day of the readings."""
    assert bounds(windows(said("2025-01-30", "2025-02-03"), windowing)) == expected


def test_a_range_over_two_windows_is_in_neither() -> None:
    found = windows(said(("2025-01-31", "2025-02-01"), ("2025-02-01", "2025-02-28"), None), Windowing())
    assert inside(found) == [[], [1]]


def test_readings_in_no_window_are_counted_by_why() -> None:
    readings = said(("2025-01-31", "2025-02-01"), "2025-02-02", None, None)
    note = undated(readings, windows(readings, Windowing()))
    assert note is not None
    assert [word for word in note.replace(",", "").split() if word.isdigit()] == ["3", "4", "2", "1"]


def test_there_is_no_note_if_every_reading_is_in_a_window() -> None:
    readings = said("2025-01-31", "2025-02-02")
    assert undated(readings, windows(readings, Windowing())) is None


def test_a_sliding_window_moves_by_one_unit_and_stays_within_the_time() -> None:
    """It has as many days as its size says; both ends belong to it."""
    readings = said("2025-01-01", "2025-01-03", "2025-01-06")
    found = windows(readings, Windowing(unit="days", size=5, slide=True))
    assert bounds(found) == [("2025-01-01", "2025-01-05"), ("2025-01-02", "2025-01-06")]
    assert [str(each.middle.date()) for each in found] == ["2025-01-03", "2025-01-04"]
    assert inside(found) == [[0, 1], [1, 2]]


def test_sliding_months_are_whole_months_and_every_dated_reading_is_in_one() -> None:
    readings = said("2025-01-10", "2025-02-20", "2025-03-31", "2025-04-01")
    found = windows(readings, Windowing(unit="months", size=2, slide=True))
    assert bounds(found) == [
        ("2025-01-01", "2025-02-28"),
        ("2025-02-01", "2025-03-31"),
        ("2025-03-01", "2025-04-30"),
    ]
    assert undated(readings, found) is None


def test_the_bounds_of_dna_reach_half_the_size_to_either_side_of_a_middle() -> None:
    readings = said("2025-01-01", "2025-01-03", "2025-01-06")
    found = windows(readings, Windowing(unit="days", size=4, slide=True, dna=True))
    assert bounds(found) == [("2025-01-01", "2025-01-05"), ("2025-01-02", "2025-01-06")]


@given(when=st.lists(st.dates(FIRST, FIRST + timedelta(days=30)), max_size=4), size=st.integers(2, 29))
def test_sliding_windows_have_the_same_length_and_start_one_day_apart(when: list[date], size: int) -> None:
    readings = said(FIRST, *when, FIRST + timedelta(days=30))
    found = windows(readings, Windowing(unit="days", size=size, slide=True))
    assert {each.stop - each.start for each in found} == {pd.Timedelta(days=size - 1)}
    assert {b.start - a.start for a, b in pairwise(found)} <= {pd.Timedelta(days=1)}
    assert (found[0].start, found[-1].stop) == (pd.Timestamp(FIRST), pd.Timestamp(FIRST + timedelta(days=30)))


@pytest.mark.parametrize(
    "windowing",
    [
        Windowing(unit="days", size=100, slide=True),
        Windowing(unit="months", size=12, slide=True),
        Windowing(unit="statements", size=4),
        Windowing(unit="statements", size=4, slide=True),
    ],
)
def test_a_window_longer_than_the_time_is_refused(windowing: Windowing) -> None:
    """The error says what it spans and what to do."""
    with pytest.raises(QuestionError, match="longer than") as error:
        windows(said("2025-01-01", "2025-01-02", "2025-02-03"), windowing)
    assert "--size" in str(error.value.hint)


@pytest.mark.parametrize(
    "windowing", [Windowing(), Windowing(unit="statements"), Windowing(kernel="gaussian")]
)
@pytest.mark.parametrize("readings", [said(None, None), said()])
def test_without_dates_there_is_nothing_to_cut(windowing: Windowing, readings: Readings) -> None:
    with pytest.raises(QuestionError, match="has a date"):
        windows(readings, windowing)


@pytest.mark.parametrize(("slide", "expected"), [(False, [[2, 0], [1, 3]]), (True, [[2, 0], [0, 1], [1, 3]])])
def test_statements_are_cut_in_order_of_time(slide: bool, expected: list[list[int]]) -> None:
    """The last window end to end may have fewer; a sliding one never has."""
    readings = said("2025-01-02", "2025-01-03", "2025-01-01", "2025-01-04", None)
    found = windows(readings, Windowing(unit="statements", size=2, slide=slide))
    assert inside(found) == [sorted(each) for each in expected]
    assert bounds(found)[0] == ("2025-01-01", "2025-01-02")


def test_all_readings_of_a_statement_are_in_one_window() -> None:
    """A window of statements counts statements, not readings."""
    row = {"actor": "urn:a", "statement": "urn:s", "earliest": "2025-01-01", "latest": "2025-01-01"}
    rows = [{**row, "target": target} for target in ("urn:t", "urn:u")]
    rows.append({"actor": "urn:b", "target": "urn:t", "earliest": "2025-01-02", "latest": "2025-01-02"})
    assert inside(windows(Readings(table(rows)), Windowing(unit="statements"))) == [[0, 1], [2]]


@pytest.mark.parametrize("kernel", list(KERNELS))
def test_under_a_kernel_a_reading_weighs_by_its_distance_from_the_middle(kernel: str) -> None:
    """As a share of half the window; one window for each unit from the first day to the last."""
    found = windows(said("2025-01-01", "2025-01-03", None), Windowing(unit="days", size=6, kernel=kernel))
    assert [str(each.middle.date()) for each in found] == ["2025-01-01", "2025-01-02", "2025-01-03"]
    for number, each in enumerate(found):
        expected = KERNELS[kernel](np.array([number / 3, (2 - number) / 3]))
        assert each.weight == pytest.approx([*expected, 0.0])


def test_under_a_kernel_a_range_counts_at_the_middle_of_its_days() -> None:
    readings = said("2025-01-01", ("2025-01-02", "2025-01-04"), "2025-01-05")
    found = windows(readings, Windowing(unit="days", size=4, kernel="triangular"))
    assert found[2].weight.tolist() == pytest.approx([0.0, 1.0, 0.0])


def test_under_a_kernel_nothing_counts_outside_its_window() -> None:
    readings = said("2025-01-01", "2025-01-15", "2025-02-20")
    for each in windows(readings, Windowing(unit="days", size=10, kernel="uniform")):
        frame = readings.frame
        there = ((frame["earliest"] >= each.start) & (frame["latest"] <= each.stop)).tolist()
        assert (each.weight > 0).tolist() == there


def test_a_kernel_multiplies_the_weight_of_a_reading() -> None:
    readings = Readings(said("2025-01-01", "2025-01-02").frame.assign(weight=[2.0, 1.0]))
    found = windows(readings, Windowing(unit="days", size=2, kernel="uniform"))
    assert found[0].weight.tolist() == [1.0, 0.5]


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        ({"unit": "fortnights"}, "weeks"),
        ({"size": 0}, "1 or more"),
        ({"kernel": "cosine"}, "triangular"),
        ({"unit": "statements", "kernel": "uniform"}, None),
    ],
)
def test_what_cannot_be_cut_is_refused(wrong: dict[str, object], known: str | None) -> None:
    """With what there is instead."""
    with pytest.raises(QuestionError) as error:
        Windowing(**wrong)  # type: ignore[arg-type]
    assert known is None or known in str(error.value.hint)


@given(data=st.data(), when=st.lists(days, min_size=2, max_size=8))
def test_the_order_of_input_does_not_matter(data: st.DataObject, when: list[date]) -> None:
    order = list(data.draw(st.permutations(range(len(when)))))
    readings = said(*when)
    shuffled = readings.having(readings.frame.iloc[order].reset_index(drop=True))
    for windowing in (Windowing(unit="weeks"), Windowing(unit="statements", size=2)):
        one, other = windows(readings, windowing), windows(shuffled, windowing)
        assert bounds(one) == bounds(other)
        assert [each.weight[order].tolist() for each in one] == [each.weight.tolist() for each in other]


EDGES = [
    ("9999-12-31",),
    ("0001-01-01",),
    ("9999-12-30", "9999-12-31"),
    ("0001-01-01", "0001-01-20"),
    ("9998-11-30", "9999-12-31"),
]


@pytest.mark.parametrize("when", EDGES, ids=" ".join)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"slide": True},
        {"slide": True, "dna": True},
        {"size": 2},
        {"kernel": "gaussian"},
        {"kernel": "uniform"},
    ],
    ids=str,
)
def test_the_first_and_the_last_day_of_the_calendar_are_in_windows(
    how: dict[str, Any], unit: str, when: tuple[str, ...]
) -> None:
    if unit == "statements" and "kernel" in how:
        return
    try:
        found = windows(said(*when), Windowing(unit=unit, **how))
    except QuestionError as error:
        assert "is longer than" in error.message
        return
    assert found and all(each.start <= each.middle <= each.stop for each in found)
    if not how and unit != "statements":
        assert [each for one in inside(found) for each in one] == list(range(len(when)))


def test_the_last_window_of_the_calendar_ends_with_it() -> None:
    assert bounds(windows(said("9999-12-31"), Windowing(unit="weeks"))) == [("9999-12-27", "9999-12-31")]
    assert bounds(windows(said("9999-12-31"), Windowing(size=5))) == [("9999-12-01", "9999-12-31")]


def test_more_windows_than_anybody_can_read_are_refused_with_the_statement_that_causes_them() -> None:
    with pytest.raises(
        QuestionError, match=r"more than 100,000 windows of 1 day: .* others is .*statement:0"
    ) as caught:
        windows(said("0001-01-01", "2021-01-01", "2021-02-01"), Windowing(unit="days"))
    assert "--since" in str(caught.value.hint)


def test_a_thousand_windows_are_announced_with_the_statement_that_causes_them() -> None:
    early = said("1970-01-01", "2021-01-01", "2021-02-01")
    assert "others is urn:statement:0" in (many(early, windows(early, Windowing(unit="weeks"))) or "")
    late = said("2021-01-01", "2021-02-01", "2099-01-01")
    assert "others is urn:statement:2" in (many(late, windows(late, Windowing(unit="weeks"))) or "")
    assert many(early, windows(early, Windowing(unit="years"))) is None


@pytest.mark.parametrize(
    "wrong", ["01/02/2021", "2021", "20210102", "Jan 2021", "2021-02-30", "2021-01-01T00:00:00"]
)
def test_no_form_of_date_is_guessed(wrong: str) -> None:
    with pytest.raises(QuestionError, match="is not a valid date"):
        said("2021-01-01", wrong)
