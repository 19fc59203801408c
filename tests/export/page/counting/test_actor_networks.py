"""The script counts the ties between actors as kg.networks.projection does under default settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import kg
from kg.namespaces import DATA
from kg.networks.fetch import fetch
from kg.networks.projection import project
from kg.networks.reading_table import SCORES, Readings, table
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from tests.profiles import seeds

pytestmark = pytest.mark.browser
KINDS = pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence"])
#: The ties in view: id to ends, weight, statements, and the readings that the panel shows for them.
TIES = """() => { const { data, view } = whoSaidWhat, iri = wsw.iri;
    const ends = (tie) => [tie.from, tie.to].map((id) => iri(wsw.nodes.get(id).key)).sort();
    const shown = ([at, places]) => places.map((place) => iri(data.cards[at].readings[place].id));
    const spoken = (tie) => tie.cards.map((at) => iri(data.cards[at].id)).sort();
    return view.edges.map((tie) => [ends(tie), tie.weight, spoken(tie),
        tie.shared.flatMap((each) => each.sides.flatMap((side) => side.flatMap(shown))).sort()]); }"""


def readings_of(rows: Sequence[Mapping[str, Any]], scale: tuple[float, float] = (-1.0, 1.0)) -> Readings:
    """The rows as the table that networks are made of."""
    return Readings(
        table(
            [
                {
                    "reading": reading["reading"],
                    "statement": row["id"],
                    "source": row.get("source"),
                    "actor": row["speaker"],
                    "target": reading["target"],
                    "scheme": scheme,
                    "value": reading[scheme],
                    "score": SCORES.get(reading[scheme], float("nan"))
                    if reading.get("score") is None
                    else float(reading["score"]),
                    "own": reading.get("score") is not None,
                }
                for row in rows
                for reading in row["about"]
                for scheme in ("stance", "evaluation")
                if reading[scheme]
            ]
        ),
        scale=scale,
    )


def expected(readings: Readings, kind: str) -> dict[tuple[str, ...], Any]:
    """The ties as the library counts them."""
    network = project(readings, Settings(kind=kind))
    spoken = dict(zip(readings.frame["reading"], readings.frame["statement"], strict=True))
    found = {}
    for a, b, tie in network.graph().edges(data=True):
        evidence = sorted(tie["evidence"])
        cards = sorted({spoken[each] for each in evidence})
        found[tuple(sorted((a, b)))] = (pytest.approx(tie["weight"]), cards, evidence)
    return found


def counted(opened: Any) -> dict[tuple[str, ...], Any]:
    """The ties as the page counts them."""
    return {tuple(ends): (weight, cards, readings) for ends, weight, cards, readings in opened(TIES)}


@KINDS
@pytest.mark.parametrize("name", ["plain", "bundled"])
def test_the_ties_are_those_of_the_same_rows(
    shared: Any, worlds: Any, set_state: Any, name: str, kind: str
) -> None:
    set_state(shared(name), {"network": kind})
    assert counted(shared(name)) == expected(readings_of(worlds[name][0]), kind)


@KINDS
def test_the_ties_of_the_bundled_graph_are_those_of_its_store(shared: Any, set_state: Any, kind: str) -> None:
    set_state(shared("bundled"), {"network": kind})
    with kg.open() as graph:
        assert counted(shared("bundled")) == expected(fetch(graph.store), kind)


@pytest.mark.parametrize(
    ("state", "selection"),
    [
        ({"issue": DATA + "issue/tariffs"}, Selection(about=["tariffs"])),
        ({"stance": ["oppose"]}, Selection(stance=["oppose", "negative"])),
        ({"from": "2025-10-07"}, Selection(since="2025-10-07")),
        ({"to": "2025-09-30"}, Selection(until="2025-09-30")),
    ],
    ids=["issue", "stance", "since", "until"],
)
@KINDS
def test_under_a_filter_they_are_those_of_what_the_store_selects(
    shared: Any, set_state: Any, kind: str, state: Any, selection: Selection
) -> None:
    set_state(shared("bundled"), {**state, "network": kind})
    with kg.open() as graph:
        assert counted(shared("bundled")) == expected(select(graph.store, selection), kind)


@KINDS
@pytest.mark.parametrize("seed", seeds(8))
@pytest.mark.parametrize("name", ["plain", "bundled"])
def test_under_filters_they_are_those_of_the_readings_left(
    *, shared: Any, worlds: Any, recount: Any, choose: Any, set_state: Any, name: str, seed: int, kind: str
) -> None:
    state = choose(seed, worlds[name])
    set_state(shared(name), {**state, "network": kind})
    kept, _ = recount(worlds[name], state)
    assert counted(shared(name)) == expected(readings_of(kept), kind), state


@KINDS
def test_scores_that_coders_gave_count_on_their_scale(
    shared: Any, worlds: Any, set_state: Any, kind: str
) -> None:
    rows, beside = worlds["scored"]
    set_state(shared("scored"), {"network": kind})
    assert counted(shared("scored")) == expected(readings_of(rows, beside.scale), kind)
