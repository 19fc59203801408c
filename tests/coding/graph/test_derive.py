"""Positions follow from readings by one rule, in any order of the readings."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.model.positions import Dated, runs

DAY = date(2025, 1, 1)
VALUES = st.sampled_from(["support", "oppose", "neutral", "unclear"])


@st.composite
def readings(draw: st.DrawFn, dated: bool = False) -> list[Dated]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        first = draw(st.integers(0, 40))
        length = draw(st.integers(0, 6))
        known = dated or draw(st.integers(0, 9)) > 0
        days = (DAY + timedelta(first), DAY + timedelta(first + length)) if known else (None, None)
        found.append(Dated(f"r{number}", draw(VALUES), *days))
    return found


@given(readings(), st.randoms())
def test_the_order_of_readings_does_not_matter(items: list[Dated], chance: object) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert runs(shuffled) == runs(items)


@given(readings())
def test_each_settled_reading_is_in_exactly_one_position(items: list[Dated]) -> None:
    settled = {item.reading for item in items if item.value != "unclear"} or {i.reading for i in items}
    named = [name for run in runs(items) for name in run.readings]
    assert sorted(named) == sorted(settled)


@given(readings())
def test_a_position_that_is_not_mixed_has_readings_of_one_stance(items: list[Dated]) -> None:
    value = {item.reading: item.value for item in items}
    for run in runs(items):
        found = {value[name] for name in run.readings}
        assert found == {run.value} or (run.value == "mixed" and len(found) > 1)


@given(readings(dated=True))
def test_positions_follow_each_other_in_time_and_never_repeat_a_stance(items: list[Dated]) -> None:
    found = runs(items)
    for before, after in pairwise(found):
        assert before.latest is not None and after.earliest is not None
        assert before.latest < after.earliest
        assert before.value != after.value


def test_one_stance_on_overlapping_days_is_one_position() -> None:
    items = [Dated("a", "support", DAY, DAY + timedelta(9)), Dated("b", "support", DAY, DAY)]
    assert [(run.value, run.readings) for run in runs(items)] == [("support", ("a", "b"))]


def test_a_change_of_mind_makes_two_positions_and_the_last_is_the_newest() -> None:
    later = DAY + timedelta(30)
    found = runs([Dated("b", "oppose", later, later), Dated("a", "support", DAY, DAY)])
    assert [(run.value, run.earliest) for run in found] == [("support", DAY), ("oppose", later)]


def test_stances_that_cannot_be_put_in_order_make_one_mixed_position() -> None:
    found = runs([Dated("a", "support", DAY, DAY + timedelta(5)), Dated("b", "oppose", DAY, DAY)])
    assert [(run.value, run.readings) for run in found] == [("mixed", ("a", "b"))]


def test_an_unclear_reading_does_not_interrupt_a_run() -> None:
    days = [DAY + timedelta(10 * number) for number in range(3)]
    items = [
        Dated("a", "support", days[0], days[0]),
        Dated("b", "unclear", days[1], days[1]),
        Dated("c", "support", days[2], days[2]),
    ]
    assert [(run.value, run.readings) for run in runs(items)] == [("support", ("a", "c"))]
