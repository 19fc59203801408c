"""What the script counts of the readings in view is what kg.networks.bipartite counts of the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kg.networks.statement_network import two_mode
from tests.profiles import seeds

pytestmark = pytest.mark.browser
WORLDS = pytest.mark.parametrize("name", ["plain", "bundled"])


def lines(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The edges of the two-mode network: id to ends, weight and statements."""
    return {
        edge["id"]: (actor, target, edge["weight"], sorted(edge["statements"]))
        for actor, target, edge in two_mode(rows).edges(data=True)
    }


def counted(opened: Any) -> tuple[dict[str, Any], set[str]]:
    """The same as the script counts it, and the statements in view."""
    edges, cards = opened(
        """() => { const { data, view } = whoSaidWhat, key = (id) => wsw.iri(wsw.nodes.get(id).key);
        const said = (at) => wsw.iri(data.cards[at].id);
        const line = (e) => [e.id, key(e.from), key(e.to), e.weight, e.cards.map(said)];
        return [view.edges.map(line), view.cards.map(said)]; }"""
    )
    return {one[0]: (*one[1:4], sorted(one[4])) for one in edges}, set(cards)


@WORLDS
def test_without_a_filter_the_lines_are_those_of_two_mode(shared: Any, worlds: Any, name: str) -> None:
    assert counted(shared(name))[0] == lines(worlds[name][0])


@WORLDS
def test_without_a_filter_every_statement_is_in_view(shared: Any, worlds: Any, name: str) -> None:
    assert counted(shared(name))[1] == {row["id"] for row in worlds[name][0]}


@pytest.mark.parametrize("seed", seeds(40))
@WORLDS
def test_under_filters_lines_and_statements_are_those_of_the_rows_left(
    *, shared: Any, worlds: Any, recount: Any, choose: Any, set_state: Any, name: str, seed: int
) -> None:
    state = choose(seed, worlds[name])
    set_state(shared(name), state)
    kept, statements = recount(worlds[name], state)
    assert counted(shared(name)) == (lines(kept), statements), state


@WORLDS
def test_words_sought_leave_the_lines_and_narrow_the_statements(
    shared: Any, worlds: Any, set_state: Any, name: str
) -> None:
    words = next(row["text"] for row in worlds[name][0])
    set_state(shared(name), {"q": words})
    edges, statements = counted(shared(name))
    assert edges == lines(worlds[name][0])
    assert statements == {row["id"] for row in worlds[name][0] if words in row["text"]}
