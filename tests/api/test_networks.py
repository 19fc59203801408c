"""Networks and their measures in Python: frames with labels, networkx graphs, files."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import kg
from kg import resources
from kg.api import networks
from kg.api.networks import Networks
from kg.errors import OutputError, QuestionError
from kg.export.formats import NETWORK
from kg.networks.selection import Selection
from kg.networks.settings import Settings
from kg.networks.windows import Windowing


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.KnowledgeGraph]:
    with kg.open(resources.bundled_graph()) as opened:
        yield opened


def test_the_typed_options_are_those_of_the_classes_that_do_the_work() -> None:
    fields = {
        *Selection.__dataclass_fields__,
        *Settings.__dataclass_fields__,
        *Windowing.__dataclass_fields__,
    }
    assert {*get_type_hints(networks.AnyNetwork), "kind", "window"} == (fields - {"unit"}) | {"window"}


def test_help_lists_the_options_with_their_defaults(graph: kg.KnowledgeGraph) -> None:
    shown = inspect.signature(graph.network.congruence).parameters
    assert (shown["duplicates"].default, shown["draws"].default) == ("all", 200)
    assert "options" not in shown
    assert "self" not in shown


@pytest.mark.parametrize("name", ["wose", "kind", "cells"])
def test_an_option_that_a_network_does_not_have_is_refused(graph: kg.KnowledgeGraph, name: str) -> None:
    wrong: dict[str, Any] = {name: "country"}
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'"):
        graph.network.congruence(**wrong)


@pytest.mark.parametrize(
    "ask",
    [
        lambda network: network.congruence(size=2),
        lambda network: network.congruence(window="fortnights"),
        lambda network: network.congruence(whose="nobody"),
        lambda network: network("congruense"),
        lambda network: network.congruence(draws=3),
        lambda network: network.polarisation(groups=7),
        lambda network: network.communities(resolution=0),
        lambda network: network.phases(least=0, window="years"),
        lambda network: network.congruence(since=2025),
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(graph: kg.KnowledgeGraph, ask: Any) -> None:
    with pytest.raises(QuestionError):
        ask(graph.network)


@pytest.mark.parametrize("kind", ["two-mode", "congruence"])
def test_the_frames_have_labels_and_their_iris(graph: kg.KnowledgeGraph, kind: str) -> None:
    network = graph.network(kind, draws=0)
    label = dict(zip(network.nodes["iri"], network.nodes["label"], strict=True))
    ties = network.ties
    assert [label[iri] for iri in ties["a_iri"]] == ties["a"].tolist()
    assert [label[iri] for iri in ties["b_iri"]] == ties["b"].tolist()
    assert {type(readings) for readings in ties["evidence"]} == {list}
    assert network.frame.equals(ties)


@pytest.mark.parametrize("kind", ["two-mode", "congruence"])
def test_a_networkx_graph_is_named_by_iris_or_by_labels(graph: kg.KnowledgeGraph, kind: str) -> None:
    network = graph.network(kind, draws=0)
    plain, named = network.networkx(), network.networkx(labels=True)
    assert (plain.number_of_nodes(), plain.number_of_edges()) == (
        named.number_of_nodes(),
        named.number_of_edges(),
    )
    assert all(name.startswith("https://") for name in plain)
    often = [data["label"] for _, data in named.nodes(data=True)]
    for name, data in named.nodes(data=True):
        assert name == data["label"] if often.count(data["label"]) == 1 else name.startswith(data["label"])
        assert data["iri"].startswith("https://")


def test_an_actor_who_is_a_target_is_two_nodes_also_by_label(graph: kg.KnowledgeGraph) -> None:
    network = graph.network.two_mode(draws=0)
    both = {data["iri"] for _, data in network.networkx().nodes(data=True) if data["bipartite"] == 0} & {
        data["iri"] for _, data in network.networkx().nodes(data=True) if data["bipartite"] == 1
    }
    named = network.networkx(labels=True)
    assert both
    assert all(sum(data["iri"] == iri for _, data in named.nodes(data=True)) == 2 for iri in both)


def test_the_matrix_is_that_of_the_ties(graph: kg.KnowledgeGraph) -> None:
    network = graph.network.congruence(draws=0)
    for tie in network.ties.itertuples():
        assert network.matrix.loc[tie.a, tie.b] == network.matrix.loc[tie.b, tie.a] == tie.weight


def test_a_network_for_each_window_is_no_single_network(graph: kg.KnowledgeGraph) -> None:
    network = graph.network.congruence(window="years")
    assert str(network.frame["start"].dtype).startswith("datetime64")
    for use in (lambda: network.nodes, lambda: network.networkx(), lambda: network.export("dl")):
        with pytest.raises(QuestionError, match="window"):
            use()


@pytest.mark.parametrize("format", NETWORK)
def test_a_network_is_exported_in_every_format(graph: kg.KnowledgeGraph, format: str, tmp_path: Path) -> None:
    document = graph.network.congruence(draws=0).export(format)
    file = document.write(tmp_path / "network")
    assert file.read_bytes().decode() == document.text != ""


def test_an_unknown_format_is_refused_at_once(graph: kg.KnowledgeGraph) -> None:
    with pytest.raises(OutputError, match="docx"):
        graph.network.congruence(draws=0).export("docx")
    with pytest.raises(OutputError, match="title"):
        graph.network.congruence(draws=0).export("dl", title="A title")


def test_a_table_shows_itself_with_its_notes(graph: kg.KnowledgeGraph) -> None:
    found = graph.network.centrality(draws=0)
    assert repr(found).splitlines() == [f"<{found.heading}>", *found.notes]
    html = found._repr_html_()
    assert "Pierre Poilievre" in html and "/id/person/" not in html


def test_every_command_of_a_network_can_be_named(graph: kg.KnowledgeGraph) -> None:
    for kind in ("two-mode", "congruence", "conflict", "subtract", "cooccurrence"):
        method = getattr(Networks, kind.replace("-", "_"))
        assert graph.network(kind, draws=0).rows == method(graph.network, draws=0).rows
