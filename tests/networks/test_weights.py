"""The weight of a tie, and the counts of what it rests on, equal a plain reading of the formulas."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks import weights as module
from kg.networks.reading_table import Background, Readings, table
from kg.networks.score_counts import counted
from kg.networks.weights import closeness, tie_table, weights
from tests.profiles import examples

KINDS = ("congruence", "conflict", "subtract", "cooccurrence")
OF = ("actors", "issues")


def near(kind: str, one: float, other: float, width: float) -> float:
    apart = abs(one - other) / width
    return {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart, "cooccurrence": 1.0}[kind]


def enters(kind: str, one: float, other: float, width: float) -> bool:
    return kind in ("subtract", "cooccurrence") or near(kind, one, other, width) > 0


def brute(readings: Readings, kind: str, of: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Every pair of nodes with a reading of each on one item: loops over all pairs of readings."""
    mine, theirs = ("actor", "target") if of == "actors" else ("target", "actor")
    rows = readings.frame.astype({mine: str, theirs: str}).to_dict("records")
    width = readings.scale[1] - readings.scale[0]
    found = {}
    for a, b in combinations(sorted({row[mine] for row in rows}), 2):
        weight, shared = 0.0, set()
        behind: dict[str, str] = {}
        for one, other in product(rows, rows):
            if (one[mine], other[mine]) == (a, b) and one[theirs] == other[theirs]:
                weight += near(kind, one["score"], other["score"], width)
                if enters(kind, one["score"], other["score"], width):
                    behind |= {each["reading"]: each["statement"] for each in (one, other)}
                    shared.add(one[theirs])
        if behind:
            found[a, b] = {
                "weight": weight,
                "readings": len(behind),
                "statements": len(set(behind.values())),
                "shared": len(shared),
            }
    return found


def measured(readings: Readings, kind: str, of: str) -> dict[tuple[str, str], dict[str, Any]]:
    counts = counted(readings, of, signed=kind != "cooccurrence")
    return named(tie_table(counts, kind, readings.scale[1] - readings.scale[0]), counts.nodes)


def named(table: pd.DataFrame, nodes: tuple[str, ...]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for tie in table.to_dict("records"):
        a, b = sorted((nodes[tie.pop("i")], nodes[tie.pop("j")]))
        assert (a, b) not in found
        found[a, b] = {str(name): value for name, value in tie.items()}
    return found


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_ties_equal_the_formulas(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, of: str
) -> None:
    """Weight, readings, statements and shared items of every pair are those of loops over all readings."""
    readings = data.draw(worlds)
    expected = brute(readings, kind, of)
    found = measured(readings, kind, of)
    assert found.keys() == expected.keys()
    for pair, tie in found.items():
        assert tie == pytest.approx(expected[pair])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_matrix_holds_the_weights_of_the_ties(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str
) -> None:
    """The matrix for resampling is symmetric, 0 on its diagonal, and holds the weight of each tie twice."""
    readings = data.draw(worlds)
    counts = counted(readings, signed=kind != "cooccurrence")
    width = readings.scale[1] - readings.scale[0]
    matrix = weights(counts, kind, width)
    expected = np.zeros_like(matrix)
    for tie in tie_table(counts, kind, width).to_dict("records"):
        expected[tie["i"], tie["j"]] = expected[tie["j"], tie["i"]] = tie["weight"]
    assert np.allclose(matrix, expected)


def test_some_rows_of_the_matrix_are_those_of_the_whole() -> None:
    """Their diagonal is 0 too."""
    rows = [{"actor": f"urn:{who}", "target": "urn:t"} for who in "aabbc"]
    counts = counted(Readings(table(rows)))
    whole = weights(counts, "congruence", 2.0)
    assert whole.tolist() == [[0, 4, 2], [4, 0, 2], [2, 2, 0]]
    assert weights(counts, "congruence", 2.0, rows=slice(1, 3)).tolist() == whole[1:].tolist()


@given(data=st.data())
def test_a_weight_of_two_counts_a_reading_twice(
    data: st.DataObject, worlds: st.SearchStrategy[Readings]
) -> None:
    """Weights for resampling have the same effect as that many copies of the readings."""
    readings = data.draw(worlds)
    times = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=len(readings), max_size=len(readings))), dtype=int
    )
    counts = counted(readings)
    copies = Readings(
        readings.frame.loc[np.repeat(np.arange(len(readings)), times)].reset_index(drop=True),
        readings.background,
        readings.scale,
    )
    width = readings.scale[1] - readings.scale[0]
    repeated = counted(copies, nodes=counts.nodes, items=counts.items)
    found = weights(counts, "congruence", width, weight=times.astype(float))
    assert np.allclose(found, weights(repeated, "congruence", width))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("block", [1, 5])
@examples(1 / 4)
@given(data=st.data())
def test_the_size_of_a_block_does_not_matter(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, block: int
) -> None:
    """Rows made one, or a few, at a time give the same ties as all at once."""
    readings = data.draw(worlds)
    whole = measured(readings, kind, "issues")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        found = measured(readings, kind, "issues")
    assert found == {pair: pytest.approx(tie) for pair, tie in whole.items()}


@pytest.mark.parametrize("of", OF)
@given(data=st.data())
def test_the_order_of_input_does_not_matter(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], of: str
) -> None:
    readings = data.draw(worlds)
    order = data.draw(st.permutations(range(len(readings))))
    shuffled = readings.having(readings.frame.iloc[list(order)].reset_index(drop=True))
    expected = measured(readings, "congruence", of)
    assert measured(shuffled, "congruence", of) == {p: pytest.approx(tie) for p, tie in expected.items()}


@given(data=st.data())
def test_names_do_not_matter(data: st.DataObject, worlds: st.SearchStrategy[Readings]) -> None:
    """Other IRIs and labels, in another order, give the same weights to the same pairs."""
    readings = data.draw(worlds)
    names = sorted(readings.frame["actor"].astype(str).unique())
    new = dict(zip(names, data.draw(st.permutations([f"urn:{n}" for n in range(len(names))])), strict=True))
    frame = readings.frame.assign(
        actor=readings.frame["actor"].astype(str).map(new).astype("category"),
        statement="x" + readings.frame["statement"],
    )
    renamed = measured(Readings(frame, Background(), readings.scale), "congruence", "actors")
    expected = {
        tuple(sorted((new[a], new[b]))): pytest.approx(tie)
        for (a, b), tie in measured(readings, "congruence", "actors").items()
    }
    assert renamed == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_scale_may_have_a_hundred_scores(kind: str) -> None:
    """Shared items are counted whichever and however many different scores there are."""
    rows = [
        {"actor": "urn:a" if score < 66 else "urn:b", "target": "urn:t", "score": float(score)}
        for score in range(100)
    ]
    readings = Readings(table(rows), scale=(0, 99))
    assert measured(readings, kind, "actors") == {
        pair: pytest.approx(tie) for pair, tie in brute(readings, kind, "actors").items()
    }


def test_opposite_ends_count_only_as_conflict() -> None:
    """A pair of readings at the ends of the scale adds nothing to congruence, one to conflict."""
    ends = np.array([-2.0, 2.0])
    assert closeness(ends, "congruence", 4).tolist() == [[1, 0], [0, 1]]
    assert closeness(ends, "conflict", 4).tolist() == [[0, 1], [1, 0]]
    assert closeness(ends, "subtract", 4).tolist() == [[1, -1], [-1, 1]]


def test_readings_that_cancel_out_are_a_tie_of_weight_0() -> None:
    """Two who agree once and disagree once are tied in a subtract network."""
    rows = [
        {"actor": "urn:a", "target": "urn:t", "value": "support"},
        {"actor": "urn:b", "target": "urn:t", "value": "support"},
        {"actor": "urn:b", "target": "urn:t", "value": "oppose"},
    ]
    assert measured(Readings(table(rows)), "subtract", "actors") == {
        ("urn:a", "urn:b"): {"weight": 0.0, "readings": 3, "statements": 3, "shared": 1}
    }


def test_one_score_on_a_scale_without_width_is_agreement() -> None:
    """If all readings have the same score, the range is 0 and all agree."""
    rows = [{"actor": f"urn:{who}", "target": "urn:t", "score": 2.0} for who in "ab"]
    counts = counted(Readings(table(rows), scale=(2.0, 2.0)))
    assert tie_table(counts, "congruence", 0.0)["weight"].tolist() == [1.0]
    assert not len(tie_table(counts, "conflict", 0.0))


def test_no_node_gives_an_empty_table_with_its_columns() -> None:
    found = tie_table(counted(Readings(table([]))), "congruence", 2.0)
    assert (tuple(found.columns), len(found)) == (module.TIES, 0)
