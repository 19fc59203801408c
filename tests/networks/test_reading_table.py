"""The table of readings: its columns, their kinds, and the notes that it gathers."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kg.networks.reading_table import COLUMNS, SCORES, Background, Readings, shaped, table


def test_a_table_has_every_column_in_order() -> None:
    assert tuple(table([{"actor": "urn:a", "target": "urn:t"}]).columns) == COLUMNS


def test_an_empty_table_has_the_kinds_of_columns_of_a_full_one() -> None:
    """What is asked of a full table can be asked of an empty one."""
    full = table([{"actor": "urn:a", "target": "urn:t", "earliest": "2025-01-01", "latest": "2025-01-01"}])
    for column in set(COLUMNS) - {"reading", "statement"}:
        kinds = [str(frame[column].dtype).split("[")[0] for frame in (full, table([]))]
        assert kinds[0] == kinds[1], column


@pytest.mark.parametrize(("value", "score"), [*SCORES.items(), ("unclear", math.nan)])
def test_a_value_has_its_score(value: str, score: float) -> None:
    """Support and positive are +1, oppose and negative -1, neutral and mixed 0, unclear is NaN."""
    found = table([{"actor": "urn:a", "target": "urn:t", "value": value}])["score"].iloc[0]
    assert found == pytest.approx(score, nan_ok=True)


def test_the_speaker_is_the_actor_unless_said_otherwise() -> None:
    frame = table([{"actor": "urn:a", "target": "urn:t"}, {"actor": "urn:b", "speaker": "urn:c"}])
    assert frame["speaker"].tolist() == ["urn:a", "urn:c"]


def test_days_are_days() -> None:
    frame = table([{"actor": "urn:a", "target": "urn:t", "earliest": "2025-01-31", "latest": "2025-02-01"}])
    assert (frame["latest"] - frame["earliest"]).tolist() == [pd.Timedelta(days=1)]


def test_shaping_twice_changes_nothing() -> None:
    frame = table([{"actor": "urn:a", "target": "urn:t"}])
    pd.testing.assert_frame_equal(shaped(frame), frame)


def test_a_note_is_kept_once() -> None:
    """A step that has nothing to say adds nothing, and none says the same twice."""
    readings = Readings(table([]), notes=("One.",))
    assert readings.having(readings.frame, "One.", None, "Two.").notes == ("One.", "Two.")


@pytest.mark.parametrize(
    ("labels", "name"), [({"urn:a": "Ann"}, "Ann"), ({}, "urn:a"), ({"urn:a": ""}, "urn:a")]
)
def test_what_has_no_name_is_called_by_its_iri(labels: dict[str, str], name: str) -> None:
    assert Background(labels=labels).label("urn:a") == name
