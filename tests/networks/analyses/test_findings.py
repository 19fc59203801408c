"""Headings and remarks are right in the singular, and say what a result rests on."""

from __future__ import annotations

import pandas as pd
import pytest

from kg.networks.analyses.findings import days, heading, sentence, span, without_interval
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import KINDS, Settings
from kg.networks.windows import Windowing

FEW, ONE = "2 statements, an interval needs 5", "1 source, an interval needs 3"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ([], ""),
        (["", ""], ""),
        ([FEW, ""], "1 of 2 ties has no interval: a tie needs at least 5 statements."),
        ([FEW, ONE, ""], "2 of 3 ties have no interval: a tie needs at least 5 statements from 3 sources."),
        ([ONE], "No intervals: a tie needs at least 3 sources."),
    ],
)
def test_the_needs_of_an_interval_are_listed_once(why: list[str], said: str) -> None:
    assert without_interval(pd.Series(why, dtype=object), "tie") == said


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert sentence("there is none.") == sentence("there is none") == "There is none."


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years", "statements"])
def test_a_window_of_one_unit_is_singular(unit: str) -> None:
    assert span(Windowing(unit=unit)) == f"1 {unit[:-1]}"


def test_under_a_kernel_a_window_is_called_by_its_middle() -> None:
    assert days(Windowing(kernel="gaussian", slide=True)) == ("middle",)
    assert days(Windowing()) == ("start", "stop")


@pytest.mark.parametrize("kind", KINDS)
def test_the_heading_counts_the_rows_of_the_ties(kind: str) -> None:
    values = [("ann", "support"), ("bo", "support"), ("bo", "oppose"), ("cem", "oppose")]
    said = Readings(table([{"actor": f"urn:{a}", "target": "urn:t", "value": v} for a, v in values]))
    network = project(said, Settings(kind=kind))
    number = len(network.edges())
    assert f", {number} ties, " in heading(network)
    assert heading(network).endswith("4 readings of 4 statements in 1 source")
