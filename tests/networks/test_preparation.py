"""Readings as coded become the readings that count, in a fixed order of steps, each with its note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.preparation import frequent, prepare
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import KINDS, Settings


def numbers(readings: Readings) -> list[str]:
    """The number that each note begins with."""
    return [note.split()[0] for note in readings.notes]


def test_where_no_number_is_needed_every_stance_counts() -> None:
    rows = [
        {"actor": "urn:a", "target": "urn:t", "value": value} for value in ("neutral", "unclear", "mixed")
    ]
    for kind, left in [("cooccurrence", 3), ("two-mode", 3), ("congruence", 0)]:
        assert len(prepare(Readings(table(rows)), Settings(kind=kind))) == left


@pytest.mark.parametrize("kind", list(KINDS))
def test_left_out_evaluations_are_noted_in_every_kind_of_network(kind: str) -> None:
    rows = [{"actor": "urn:a", "target": "urn:t", "value": value} for value in ("positive", "support")]
    found = prepare(Readings(table(rows)), Settings(kind=kind, evaluations=False))
    assert (found.frame["value"].tolist(), numbers(found)) == (["support"], ["1"])


@pytest.mark.parametrize("kind", list(KINDS))
@given(data=st.data(), evaluations=st.booleans(), least=st.integers(1, 3))
def test_rows_are_numbered_from_0(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str, evaluations: bool, least: int
) -> None:
    """What is found by place in a network is found by number in its frame."""
    chosen = Settings(kind=kind, evaluations=evaluations, min_node=least)
    frame = prepare(data.draw(worlds), chosen).frame
    assert frame.index.tolist() == list(range(len(frame)))


def test_issues_are_raised_before_repetitions_are_counted_once() -> None:
    """Two issues that further one proposal are one and the same target on its level."""
    rows = [{"actor": "urn:a", "target": target} for target in ("urn:t", "urn:u")]
    scheme = {"urn:t": ("urn:top",), "urn:u": ("urn:top",)}
    background = Background(broader=scheme, directions={one: {"urn:top": 1} for one in scheme})
    chosen = Settings(level="top", duplicates="range")
    assert len(prepare(Readings(table(rows), background), chosen)) == 1


def test_repetitions_are_counted_once_before_nodes_are_counted() -> None:
    """Who repeats one thing in three statements has one statement that counts."""
    rows = [{"actor": "urn:a", "target": "urn:t"} for _ in range(3)]
    assert len(prepare(Readings(table(rows)), Settings(duplicates="range", min_node=2))) == 0
    assert len(prepare(Readings(table(rows)), Settings(min_node=2))) == 3


ROWS = [
    {"actor": actor, "target": target, "statement": statement}
    for actor, target, statement in [
        ("urn:a", "urn:t", "urn:1"),
        ("urn:a", "urn:u", "urn:1"),
        ("urn:b", "urn:t", "urn:2"),
        ("urn:b", "urn:t", "urn:3"),
    ]
]


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        (Settings(min_node=1), 4),
        (Settings(min_node=2), 2),
        (Settings(of="issues", min_node=2), 3),
        (Settings(of="issues", min_node=4), 0),
        (Settings(kind="two-mode", min_node=2), 2),
    ],
)
def test_a_node_needs_its_least_number_of_statements(chosen: Settings, left: int) -> None:
    """Statements, not readings; of a two-mode network both sides, until none has fewer."""
    found = frequent(Readings(table(ROWS)), chosen)
    assert len(found) == left
    assert numbers(found) == ([str(4 - left)] if left < 4 else [])


@given(data=st.data(), least=st.integers(2, 3))
def test_in_a_two_mode_network_every_node_that_stays_has_enough(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], least: int
) -> None:
    frame = prepare(data.draw(worlds), Settings(kind="two-mode", min_node=least)).frame
    for column in ("actor", "target"):
        made = frame.groupby(column, observed=True)["statement"].nunique()
        assert (made >= least).all()
