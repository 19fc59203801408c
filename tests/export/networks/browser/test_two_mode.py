"""A two-mode page counts in the browser what the network has."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


TWO_MODE = [
    "two-mode",
    "two-mode, once a month",
    "two-mode, busy names",
    "two-mode, heavy lines",
    "two-mode, organizations",
    "two-mode, without evaluations",
]


@pytest.mark.parametrize("name", TWO_MODE)
def test_the_browser_counts_in_a_two_mode_page_what_the_network_has(
    shown: Any, pages: Any, name: str
) -> None:
    one, graph = shown(name), pages.network(name).graph()
    counted = one(
        """() => { const { data, view } = whoSaidWhat, key = (id) => wsw.iri(wsw.nodes.get(id).key);
        return view.edges.map((e) => [e.id, key(e.from), key(e.to), e.weight,
          e.cards.map((at) => wsw.iri(data.cards[at].id)).sort()]).sort(); }"""
    )
    assert counted == sorted(
        [edge["id"], actor, target, edge["readings"], sorted(edge["statements"])]
        for actor, target, edge in graph.edges(data=True)
    )


@pytest.mark.parametrize("name", TWO_MODE)
def test_a_line_of_a_two_mode_page_shows_the_readings_that_count_and_no_others(
    shown: Any, pages: Any, name: str
) -> None:
    one = shown(name)
    behind = one(
        """() => { const found = {};
        for (const { reading, edge } of whoSaidWhat.view.kept)
          (found[edge.id] ??= []).push(wsw.iri(reading.id));
        return found; }"""
    )
    edges = pages.network(name).graph().edges(data=True)
    assert {id: sorted(ids) for id, ids in behind.items()} == {
        e["id"]: list(e["evidence"]) for *_, e in edges
    }


@pytest.mark.parametrize("stance", ["support", "oppose"])
@pytest.mark.parametrize("name", ["two-mode, once a month", "two-mode, organizations"])
def test_a_stance_filter_leaves_only_its_lines_on_a_two_mode_page(
    shown: Any, pages: Any, name: str, stance: str
) -> None:
    one = shown(name)
    one.change(stance=[stance])
    edges = pages.network(name).edges()
    mine = edges[edges["stance"] == stance]
    assert {edge[0]: edge[1] for edge in one.view()[0]} == dict(
        zip(mine["id"], mine["readings"], strict=True)
    )
