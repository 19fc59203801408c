"""One network for each window, all with the same nodes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks.bipartite import TwoMode
from kg.networks.kernels import KERNELS
from kg.networks.network import Network
from kg.networks.over_time import over_time
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from tests.profiles import examples


def said(*rows: tuple[str, str, str | None]) -> Readings:
    """Support by an actor of a target on a day."""
    made = [
        {"actor": f"urn:{who}", "target": f"urn:{what}", "earliest": day, "latest": day}
        for who, what, day in rows
    ]
    return Readings(table(made))


TWO_MONTHS = said(
    ("a", "t", "2025-01-05"), ("b", "t", "2025-01-20"), ("b", "t", "2025-02-01"), ("c", "u", None)
)


def dated(readings: Readings) -> Readings:
    """The same, each reading on one day."""
    day = readings.frame["earliest"].fillna(pd.Timestamp("2025-02-10"))
    return readings.having(readings.frame.assign(earliest=day, latest=day))


@pytest.mark.parametrize("kind", ["two-mode", "congruence"])
@pytest.mark.parametrize("kernel", [None, "triangular"])
def test_every_network_has_the_nodes_of_the_whole_time(kind: str, kernel: str | None) -> None:
    """Also those that are silent in it, or in every window."""
    found = over_time(TWO_MONTHS, Settings(kind=kind), Windowing(kernel=kernel))
    assert len(found) == 2 if kernel is None else len(found) >= 1
    for each in found:
        assert each.network.rows == ("urn:a", "urn:b", "urn:c")
        columns = ("urn:t", "urn:u") if kind == "two-mode" else each.network.rows
        assert each.network.columns == columns
        assert each.network.weights.shape == (3, len(columns))
        assert len(each.network.nodes()) == (5 if kind == "two-mode" else 3)


def test_a_network_is_made_of_the_readings_of_its_window() -> None:
    january, february = over_time(TWO_MONTHS, Settings(), Windowing())
    assert january.network.edges()[["a", "b", "weight"]].to_numpy().tolist() == [["urn:a", "urn:b", 1.0]]
    assert january.network.evidence("urn:a", "urn:b") == ("urn:reading:0", "urn:reading:1")
    assert not len(february.network.edges())
    assert not february.network.weights.any()


def test_an_empty_window_costs_nothing() -> None:
    """All of them share one network."""
    stray = said(("a", "t", "1970-01-05"), ("b", "t", "2025-01-20"), ("a", "t", "2025-01-21"))
    found = over_time(stray, Settings(kind="congruence"), Windowing(unit="weeks"))
    assert len(found) > 2800
    assert len({id(each.network) for each in found}) == 3
    assert any("windows: the readings span 1970-01-05" in note for note in found[0].network.notes)


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years", "statements"])
@pytest.mark.parametrize("cells", ["count", "subtract"])
@examples(1 / 2)
@given(data=st.data())
def test_windows_end_to_end_sum_to_the_whole(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], unit: str, cells: str
) -> None:
    """In a two-mode network each reading of one day counts in exactly one window."""
    readings = dated(data.draw(worlds))
    assume(len(readings))
    chosen = Settings(kind="two-mode", cells=cells)
    found = over_time(readings, chosen, Windowing(unit=unit))
    assert np.allclose(sum(each.network.weights for each in found), project(readings, chosen).weights)


@pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence"])
@given(data=st.data())
def test_one_window_over_all_is_the_network_of_all(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str
) -> None:
    readings = dated(data.draw(worlds))
    chosen = Settings(kind=kind, neutral="between", isolates=True)
    assume(len(readings))
    (found,) = over_time(readings, chosen, Windowing(unit="years", size=10))
    assert np.allclose(found.network.weights, project(readings, chosen).weights)


@pytest.mark.parametrize("kernel", list(KERNELS))
def test_a_pair_of_readings_weighs_the_root_of_both_kernels(kernel: str) -> None:
    """In a one-mode network; at one and the same distance, just the kernel."""
    readings = said(("a", "t", "2025-01-01"), ("b", "t", "2025-01-02"), ("c", "t", "2025-01-02"))
    first = over_time(readings, Settings(), Windowing(unit="days", size=4, kernel=kernel))[0].network
    near, far = KERNELS[kernel](np.array([0.0, 0.5]))
    assert first.weights[0, 1] == pytest.approx(np.sqrt(near * far))
    assert first.weights[1, 2] == pytest.approx(far)


@pytest.mark.parametrize("kernel", list(KERNELS))
def test_in_a_two_mode_network_a_reading_weighs_its_kernel(kernel: str) -> None:
    readings = said(("a", "t", "2025-01-01"), ("b", "t", "2025-01-02"))
    chosen = Settings(kind="two-mode", cells="count")
    first = over_time(readings, chosen, Windowing(unit="days", size=4, kernel=kernel))[0].network
    assert first.weights[:, 0] == pytest.approx(KERNELS[kernel](np.array([0.0, 0.5])))


def test_counts_of_readings_stay_whole_under_a_kernel() -> None:
    """What a tie rests on is a number of readings, however little each weighs."""
    readings = said(("a", "t", "2025-01-01"), ("b", "t", "2025-01-02"))
    first = over_time(readings, Settings(), Windowing(unit="days", size=4, kernel="triangular"))[0].network
    assert first.edges()[["readings", "statements", "shared"]].to_numpy().tolist() == [[2, 2, 1]]


def test_readings_in_no_window_are_noted_in_every_network() -> None:
    for each in over_time(TWO_MONTHS, Settings(), Windowing()):
        assert [note for note in each.network.notes if note.startswith("1 of 4 ")]


def test_repetitions_are_left_out_before_the_cut() -> None:
    """A stance from January repeated in February counts only in January."""
    readings = said(("a", "t", "2025-01-05"), ("a", "t", "2025-02-05"))
    chosen = Settings(kind="two-mode", duplicates="range")
    found = over_time(readings, chosen, Windowing(unit="days", size=10))
    assert [float(each.network.weights.sum()) for each in found] == [1.0]


@pytest.mark.parametrize("kind", ["two-mode", "congruence"])
def test_a_time_without_readings_is_refused(kind: str) -> None:
    with pytest.raises(QuestionError, match="has a date"):
        over_time(said(("a", "t", None)), Settings(kind=kind), Windowing())


def test_networks_are_of_the_kind_that_was_asked_for() -> None:
    for kind, expected in [("two-mode", TwoMode), ("conflict", Network)]:
        for each in over_time(TWO_MONTHS, Settings(kind=kind), Windowing()):
            assert isinstance(each.network, expected)
            assert each.network.settings.kind == kind
