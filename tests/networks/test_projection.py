"""From readings to a network: every setting has its effect, alone and in combination."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.choices import ONE_MODE, TWO_MODE
from kg.networks.preparation import prepare
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import KINDS, OF, Settings
from tests.profiles import examples

Row = dict[str, Any]


def period(once_in: str, row: Row) -> object:
    """What a reading shares with its repetitions; its own IRI where it can have none."""
    if once_in == "source":
        return row["source"]
    if once_in == "range":
        return ""
    first, last = row["earliest"], row["latest"]
    sure = first == first and (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if sure else row["reading"]


def countable(rows: Sequence[Row], chosen: Settings) -> list[Row]:
    """The readings that count, by the words of the settings."""
    if not chosen.evaluations:
        rows = [row for row in rows if row["scheme"] == "stance"]
    if chosen.neutral == "leave-out":
        rows = [row for row in rows if row["score"] != 0]
    if chosen.duplicates != "all":
        first: dict[object, Row] = {}
        for row in sorted(rows, key=lambda r: (str(r["earliest"]), r["reading"])):
            same = tuple(row[name] for name in ("actor", "target", "scheme", "value", "score"))
            first.setdefault((*same, period(chosen.duplicates, row)), row)
        rows = list(first.values())
    mine = "actor" if chosen.of == "actors" else "target"
    made: dict[str, set[str]] = {}
    for row in rows:
        made.setdefault(row[mine], set()).add(row["statement"])
    return [row for row in rows if len(made[row[mine]]) >= chosen.min_node]


SETTINGS = st.builds(
    Settings,
    kind=st.just("congruence"),
    of=st.sampled_from(OF),
    duplicates=st.sampled_from(["all", "source", "month", "range"]),
    neutral=st.sampled_from(["leave-out", "between"]),
    evaluations=st.booleans(),
    min_node=st.integers(1, 2),
    min_edge=st.integers(1, 3),
    isolates=st.booleans(),
)


@examples(2)
@given(data=st.data(), chosen=SETTINGS)
def test_a_network_is_what_its_settings_say(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], chosen: Settings
) -> None:
    """Any choice with any other, against loops over all pairs of readings."""
    readings = data.draw(worlds)
    width = readings.scale[1] - readings.scale[0]
    mine, theirs = ("actor", "target") if chosen.of == "actors" else ("target", "actor")
    rows = countable(readings.frame.to_dict("records"), chosen)  # type: ignore[arg-type]
    nodes = {row[mine] for row in rows}
    expected = {}
    for a, b in combinations(sorted(nodes), 2):
        pairs = [
            (one, other, 1 - abs(one["score"] - other["score"]) / width)
            for one, other in product(rows, rows)
            if (one[mine], other[mine]) == (a, b) and one[theirs] == other[theirs]
        ]
        behind = {row["statement"] for one, other, near in pairs if near for row in (one, other)}
        if len(behind) >= chosen.min_edge and behind:
            expected[a, b] = pytest.approx(sum(near for *_, near in pairs))
    found = project(readings, chosen)
    weights = {tuple(sorted((t["a"], t["b"]))): t["weight"] for t in found.edges().to_dict("records")}
    assert weights == expected
    assert set(found.rows) == (nodes if chosen.isolates else {node for pair in expected for node in pair})


def test_prepared_readings_are_not_prepared_again() -> None:
    """Prepared readings are not prepared again; here, a repetition stays."""
    rows = [{"actor": f"urn:{who}", "target": "urn:t"} for who in "aab"]
    chosen = Settings(duplicates="range")
    assert project(Readings(table(rows)), chosen).edges()["weight"].tolist() == [1.0]
    assert project(Readings(table(rows)), chosen, prepared=True).edges()["weight"].tolist() == [2.0]
    ready = prepare(Readings(table(rows)), chosen)
    assert project(ready, chosen, prepared=True).edges()["weight"].tolist() == [1.0]


NOTHING: dict[str, list[Row]] = {
    "no reading": [],
    "one actor": [{"actor": "urn:a", "target": target} for target in ("urn:t", "urn:u")],
    "one target": [{"actor": "urn:a", "target": "urn:t"}],
    "all neutral": [{"actor": f"urn:{who}", "target": "urn:t", "value": "neutral"} for who in "ab"],
    "nothing shared": [{"actor": f"urn:{who}", "target": f"urn:{who}{who}"} for who in "ab"],
}


@pytest.mark.parametrize("case", list(NOTHING))
@pytest.mark.parametrize("isolates", [True, False])
@pytest.mark.parametrize("of", OF)
def test_nothing_to_tie_gives_an_empty_labelled_network(case: str, isolates: bool, of: str) -> None:
    """Under every normalisation, with tables that have their columns, and without a warning."""
    readings = Readings(table(NOTHING[case]))
    for normalization in ONE_MODE:
        chosen = Settings(kind="conflict", of=of, normalization=normalization, isolates=isolates)
        found = project(readings, chosen)
        edges, graph = found.edges(), found.graph()
        assert (len(edges), "weight" in edges, "id" in edges) == (0, True, True)
        assert (graph.number_of_edges(), graph.number_of_nodes()) == (0, len(found.rows))
        assert found.weights.shape == (len(found.rows),) * 2
        assert not found.weights.any()
        assert graph.graph["settings"]["kind"] == "conflict"
        assert isolates or not found.rows


@pytest.mark.parametrize("case", list(NOTHING))
@pytest.mark.parametrize("normalization", list(TWO_MODE))
def test_a_two_mode_network_may_have_one_actor_or_none(case: str, normalization: str) -> None:
    readings = Readings(table(NOTHING[case]))
    found = project(readings, Settings(kind="two-mode", normalization=normalization))
    assert found.weights.shape == (len(found.rows), len(found.columns))
    assert found.graph().number_of_edges() == len(found.edges()) == len(readings)


def test_an_empty_network_notes_what_was_left_out() -> None:
    found = project(Readings(table(NOTHING["all neutral"])), Settings())
    assert [note.split()[0] for note in found.notes] == ["2"]


@pytest.mark.parametrize("kind", list(KINDS))
@given(data=st.data())
def test_the_order_of_input_does_not_matter(
    data: st.DataObject, worlds: st.SearchStrategy[Readings], kind: str
) -> None:
    """The same nodes, ties and evidence in the same order, for any order of the readings."""
    readings = data.draw(worlds)
    order = list(data.draw(st.permutations(range(len(readings)))))
    shuffled = readings.having(readings.frame.iloc[order].reset_index(drop=True))
    chosen = Settings(kind=kind, duplicates="month", isolates=True)
    one, other = project(readings, chosen), project(shuffled, chosen)
    assert (one.rows, one.columns, one.notes) == (other.rows, other.columns, other.notes)
    assert one.edges().round(9).equals(other.edges().round(9))
    for tie in one.edges().to_dict("records"):
        assert one.evidence(tie["a"], tie["b"]) == other.evidence(tie["a"], tie["b"])
