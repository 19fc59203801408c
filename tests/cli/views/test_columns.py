"""Tables for people: numbers of one column alike, and no column broken for want of room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.cli.views.columns import Placed, fitting, readable


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_the_numbers_of_a_column_have_the_same_places(values: list[float]) -> None:
    shown = [str(row["w"]) for row in readable([{"w": value} for value in values], ["w"])]
    assert len({len(text.partition(".")[2]) for text in shown}) == 1


@given(st.floats(-1e6, 1e6))
def test_a_number_is_shown_within_half_a_thousandth(value: float) -> None:
    (row,) = readable([{"w": value}], ["w"])
    assert abs(float(str(row["w"])) - value) <= 0.0005 + 1e-9


def test_there_is_no_negative_nothing() -> None:
    assert str(Placed(-1e-9, 3)) == "0.000"


def test_a_missing_number_stays_missing() -> None:
    assert readable([{"low": None}, {"low": 1.5}], ["low"])[0] == {"at least": None}


def test_columns_of_words_and_the_first_are_never_left_out() -> None:
    row = {"rank": 1, "label": "Somebody of a long name", "kind": "person", "n": 12345678}
    assert fitting([row], list(row), 10) == ["rank", "label", "kind"]
