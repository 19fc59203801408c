"""Readings as numbers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.networks import score_counts as counting
from kg.networks.reading_table import Background, Readings, table
from kg.networks.score_counts import counted, ordered


@pytest.mark.parametrize("of", ["actors", "issues"])
@pytest.mark.parametrize("signed", [True, False])
@given(data=st.data())
def test_each_cell_holds_its_readings(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], of: str, signed: bool
) -> None:
    """The matrix holds the number of readings by node, item and, if it matters, score."""
    readings = data.draw(worlds)
    mine, theirs = ("actor", "target") if of == "actors" else ("target", "actor")
    expected = Counter(
        (row[mine], row["score"] if signed else 0.0, row[theirs]) for row in readings.frame.to_dict("records")
    )
    found = counted(readings, of, signed=signed)
    cube = found.matrix().reshape(len(found.nodes), len(found.scores), len(found.items))
    places = zip(*np.nonzero(cube), strict=True)
    assert {
        (found.nodes[i], found.scores[k], found.items[j]): cube[i, k, j] for i, k, j in places
    } == expected


def test_weights_are_summed() -> None:
    rows = [{"actor": "urn:a", "target": "urn:t", "weight": weight} for weight in (0.5, 0.25)]
    assert counted(Readings(table(rows))).matrix().tolist() == [[0.75]]


def test_nodes_without_a_reading_can_be_asked_for() -> None:
    readings = Readings(table([{"actor": "urn:b", "target": "urn:t"}]))
    found = counted(readings, nodes=("urn:a", "urn:b"), items=("urn:s", "urn:t"))
    assert found.matrix().tolist() == [[0, 0], [0, 1]]


def test_nodes_are_in_order_of_their_labels() -> None:
    """Ignoring case; nodes with the same label in order of their IRIs, nodes without one by IRI."""
    labels = {"urn:1": "beta", "urn:2": "Alpha", "urn:3": "Gamma", "urn:5": "alpha"}
    assert ordered(["urn:3", "urn:5", "urn:2", "urn:1", "aaa"], Background(labels=labels)) == (
        *("aaa", "urn:2", "urn:5", "urn:1", "urn:3"),
    )


def test_a_world_too_large_for_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "CELLS", 3)
    rows = [{"actor": f"urn:{who}", "target": f"urn:{what}"} for who in "ab" for what in "cd"]
    with pytest.raises(QuestionError, match="too many for one network") as error:
        counted(Readings(table(rows))).matrix()
    assert "--min-node" in str(error.value.hint)


def test_no_reading_makes_an_empty_matrix() -> None:
    found = counted(Readings(table([])))
    assert (found.nodes, found.items, found.matrix().shape) == ((), (), (0, 0))
