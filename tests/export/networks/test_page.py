"""The page of a network as a file: what it says, and that names and words never become markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from kg.export.networks import onemode
from kg.export.networks.formats import chunks

DEBATE = pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence"])


def page(network: Any, store: Any, **options: Any) -> str:
    return "".join(chunks(network, "html", store=store, **options))


def block(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.split('id="data">', 1)[1].split("</script>", 1)[0])
    return found


class Seen(HTMLParser):
    """Tags, and text outside of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.raw = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.raw = False

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.text += data

    def words(self) -> str:
        return " ".join(self.text.split())


@DEBATE
@pytest.mark.parametrize("of", ["actors", "issues"])
def test_every_tie_is_drawn_and_listed(make: Any, store: Any, kind: str, of: str) -> None:
    network = make(kind=kind, of=of)
    html = page(network, store)
    ids = set(network.edges()["id"])
    assert ids
    assert {edge["id"] for edge in block(html)["edges"]} == ids
    assert {a["data-tie"] for tag, a in Seen(html).tags if "data-tie" in a} == ids


@DEBATE
def test_a_tie_leads_to_the_readings_of_its_evidence(make: Any, store: Any, kind: str) -> None:
    network = make(kind=kind)
    data = block(page(network, store))
    ties = {tie["id"]: tie for *_, tie in network.graph().edges(data=True)}
    for edge in data["edges"]:
        shown = [
            data["base"] + data["cards"][card]["readings"][place]["id"]
            for group in edge["shared"]
            for side in group["sides"]
            for card, places in side
            for place in places
        ]
        assert sorted(shown) == list(ties[edge["id"]]["evidence"])
        assert edge["more"] == 0


def test_either_side_of_a_tie_has_its_own_statements(make: Any, store: Any) -> None:
    data = block(page(make(kind="subtract"), store))
    names = {node["id"]: node["name"] for node in data["nodes"]}
    for edge in data["edges"]:
        for group in edge["shared"]:
            for end, side in zip(("from", "to"), group["sides"], strict=True):
                assert {data["cards"][card]["speaker"] for card, _ in side} == {names[edge[end]]}


def test_agreement_and_disagreement_differ_in_line_and_word(make: Any, store: Any) -> None:
    data = block(page(make(kind="subtract"), store))
    network = make(kind="subtract")
    weights = dict(zip(network.edges()["id"], network.edges()["weight"], strict=True))
    sides = {(weights[edge["id"]] > 0) - (weights[edge["id"]] < 0): edge["side"] for edge in data["edges"]}
    assert sides[1] == "support" and sides[-1] == "oppose"


def test_width_follows_the_size_of_the_weight(make: Any, store: Any) -> None:
    edges = block(page(make(kind="subtract"), store))["edges"]
    edges.sort(key=lambda edge: abs(edge["weight"]))
    widths = [edge["width"] for edge in edges]
    assert widths == sorted(widths) and widths[0] < widths[-1]


def test_it_says_what_a_weight_means_what_is_left_out_and_which_settings_hold(make: Any, store: Any) -> None:
    words = Seen(page(make(kind="conflict", normalization="average"), store)).words()
    assert "how often two actors disagree" in words and "divided by the mean number of readings" in words
    assert "One thing is left out." in words
    assert "Settings: conflict of actors, normalization: average" in words
    assert "duplicates all" in words.replace("duplicatesall", "duplicates all")


def test_certainty_stands_in_the_table_and_in_the_panel(make: Any, store: Any) -> None:
    network = make()
    certainty = network.edges()[["a", "b"]].assign(low=0.125, high=2.0, survived=0.5)
    html = page(network, store, certainty=certainty)
    assert "0.125 to 2" in Seen(html).words() and "50%" in Seen(html).words()
    assert ["Interval", "0.125 to 2"] in block(html)["edges"][0]["rests"]


def test_a_tie_whose_certainty_is_not_known_says_so(make: Any, store: Any) -> None:
    none = pd.DataFrame({"a": [], "b": [], "low": [], "high": [], "survived": []}).astype(
        {"a": str, "b": str}
    )
    assert ["Interval", "none: too little"] in block(page(make(), store, certainty=none))["edges"][0]["rests"]


def test_of_many_ties_the_strongest_are_drawn_and_it_says_so(
    make: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = make(kind="cooccurrence")
    monkeypatch.setattr(onemode, "TIES", 1)
    html = page(network, store)
    (edge,) = block(html)["edges"]
    assert edge["weight"] == network.edges()["weight"].max()
    assert f"Of {len(network.edges())} ties the 1 strongest are drawn and listed." in Seen(html).words()


def test_a_page_without_room_for_all_statements_says_how_many_are_missing(
    make: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onemode, "STATEMENTS", 2)
    html = page(make(kind="cooccurrence"), store)
    data = block(html)
    assert len(data["cards"]) == 2 and sum(edge["more"] for edge in data["edges"]) > 0
    assert "the page holds 2." in Seen(html).words()


def test_no_tie_gives_a_page_that_says_so_and_why(make: Any, store: Any) -> None:
    html = page(make((), kind="congruence"), store)
    assert "Under these settings nothing that was said ties any two actors." in Seen(html).words()
    assert "One thing is left out." in Seen(html).words()
    assert not [tag for tag, _ in Seen(html).tags if tag == "script"]


def test_a_node_alone_is_drawn_without_ties(make: Any, store: Any) -> None:
    html = page(make([("person/ann", "issue/toll", "support", None)], isolates=True), store)
    assert [node["name"] for node in block(html)["nodes"]] == ["Ann"] and block(html)["edges"] == []
    assert "No ties" in Seen(html).words()


def test_what_several_statements_count_for_a_body_is_listed_at_the_body(make: Any, store: Any) -> None:
    network = make(kind="cooccurrence", of="issues")
    data = block(page(network, store))
    for node in data["nodes"]:
        assert node["cards"] == sorted(
            {at for e in data["edges"] if node["id"] in (e["from"], e["to"]) for at in node["cards"]}
        )
        assert node["cards"]


@pytest.mark.parametrize(
    "settings", [{"kind": "subtract"}, {"kind": "cooccurrence", "of": "issues"}, {"kind": "two-mode"}]
)
def test_hostile_names_and_words_add_no_element(make: Any, hostile_store: Any, settings: Any) -> None:
    evil = '</script><script>window.__pwned=1</script><img src=x onerror="1">'
    html = page(make(hostile=True, **settings), hostile_store, title=evil, workspace=evil, notes=[evil])
    html.encode("utf-8")
    seen = Seen(html)
    assert sum(tag == "script" for tag, _ in seen.tags) == 3
    assert not {"img", "iframe", "object"} & {tag for tag, _ in seen.tags}
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert "\x00" not in html and block(html)["nodes"]


def test_nothing_is_fetched_and_the_policy_has_no_way_round(make: Any, store: Any) -> None:
    seen = Seen(page(make(), store))
    (policy,) = [a["content"] or "" for _, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    assert not [a for _, a in seen.tags if {"src", "srcset", "action", "data"} & a.keys()]


def test_the_same_network_gives_the_same_page(make: Any, store: Any) -> None:
    assert page(make(kind="subtract"), store) == page(make(kind="subtract"), store)


def test_the_page_of_a_two_mode_network_draws_every_stance_apart(make: Any, store: Any) -> None:
    network = make(kind="two-mode", whose="speaker", duplicates="month")
    html = page(network, store)
    graph: nx.MultiGraph = network.graph()
    assert {edge["id"] for edge in block(html)["edges"]} == {e["id"] for *_, e in graph.edges(data=True)}
    assert "Settings: two-mode, duplicates: month." in Seen(html).words()
    kinds = {(node["key"], node["kind"]) for node in block(html)["nodes"] if node["issue"]}
    assert ("person/ann#target", "actor") in kinds


def test_readings_on_the_two_mode_page_are_whole_numbers(make: Any, store: Any) -> None:
    assert not re.search(r'<span class="n">\d+\.\d', page(make(kind="two-mode"), store))
