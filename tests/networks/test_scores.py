"""Which readings enter where a stance has to be a number, and as which."""

from __future__ import annotations

import pytest

from kg.networks.reading_table import Readings, table
from kg.networks.scores import with_numbers

VALUES = ("support", "oppose", "positive", "negative", "neutral", "mixed", "unclear")


def said() -> Readings:
    return Readings(table([{"actor": "urn:a", "target": "urn:t", "value": value} for value in VALUES]))


def scores(readings: Readings) -> dict[str, float]:
    frame = readings.frame
    return dict(zip(frame["value"].astype(str), frame["score"], strict=True))


def test_by_default_only_the_sides_count() -> None:
    assert scores(with_numbers(said())) == {"support": 1, "oppose": -1, "positive": 1, "negative": -1}


def test_neutral_and_mixed_can_count_halfway() -> None:
    found = scores(with_numbers(said(), neutral="between"))
    assert (found["neutral"], found["mixed"], "unclear" in found) == (0, 0, False)


def test_unclear_can_count_halfway() -> None:
    found = scores(with_numbers(said(), unclear="between"))
    assert (found["unclear"], "neutral" in found) == (0, False)


def test_evaluations_can_be_left_out() -> None:
    assert set(scores(with_numbers(said(), evaluations=False))) == {"support", "oppose"}


@pytest.mark.parametrize(
    ("settings", "numbers"),
    [
        ({}, ["2", "1"]),
        ({"neutral": "between"}, ["1"]),
        ({"unclear": "between"}, ["2"]),
        ({"neutral": "between", "unclear": "between"}, []),
        ({"evaluations": False}, ["2", "2", "1"]),
    ],
)
def test_what_is_left_out_is_noted_with_its_number(settings: dict[str, str], numbers: list[str]) -> None:
    """One note for each kind of reading that does not count, none where nothing is left out."""
    notes = with_numbers(said(), **settings).notes  # type: ignore[arg-type]
    assert [note.split()[0] for note in notes] == numbers


@pytest.mark.parametrize("value", VALUES)
def test_a_score_of_its_own_is_kept(value: str) -> None:
    """A score assigned by a coder counts for any stance, and no such reading is left out."""
    rows = [{"actor": "urn:a", "target": "urn:t", "value": value, "score": -1.5}]
    assert scores(with_numbers(Readings(table(rows)))) == {value: -1.5}


def test_no_score_is_missing_afterwards() -> None:
    assert with_numbers(said(), neutral="between", unclear="between").frame["score"].notna().all()


def test_rows_are_numbered_anew() -> None:
    found = with_numbers(said())
    assert found.frame.index.tolist() == list(range(len(found)))


def test_a_coders_own_zero_is_a_number_and_no_neutral_reading() -> None:
    """On a scale from -2 to 2 the middle is a place as any other."""
    rows = [{"actor": "urn:a", "target": "urn:t", "value": "neutral", "own": own} for own in (True, False)]
    assert with_numbers(Readings(table(rows))).frame["own"].tolist() == [True]
