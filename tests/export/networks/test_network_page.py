"""The page of a network as a file: what it says, and that names and words never become markup."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from kg.export.formats import network_chunks
from kg.export.page import assembly
from kg.export.page.onemode import content
from kg.export.page.onemode.surroundings import facts, steps
from kg.namespaces import DATA
from kg.networks.projection import project
from kg.networks.reading_table import Readings, table
from kg.networks.settings import KINDS, OF, Settings

DEBATE = pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence"])


def page(network: Any, store: Any, **options: Any) -> str:
    return "".join(network_chunks(network, "html", store=store, **options))


def block(html: str) -> dict[str, Any]:
    """The data of a page, packed or not."""
    start, rest = html.split(' id="data">', 1)
    text = rest.split("</script>", 1)[0]
    if start.endswith('type="application/gzip"'):
        text = gzip.decompress(b64decode(text, validate=True)).decode("utf-8")
    found: dict[str, Any] = json.loads(text)
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


def test_certainty_is_in_the_table_and_in_the_panel(make: Any, store: Any) -> None:
    network = make()
    certainty = network.edges()[["a", "b"]].assign(low=0.125, high=2.0, survived=0.5)
    html = page(network, store, certainty=certainty)
    assert "0.125 to 2" in Seen(html).words() and "50%" in Seen(html).words()
    assert ["Interval", "0.125 to 2"] in block(html)["edges"][0]["rests"]


def test_a_tie_whose_certainty_is_not_known_says_so(make: Any, store: Any) -> None:
    none = pd.DataFrame({"a": [], "b": [], "low": [], "high": [], "survived": []}).astype(
        {"a": str, "b": str}
    )
    assert ["Interval", "none: too little evidence"] in block(page(make(), store, certainty=none))["edges"][
        0
    ]["rests"]


def test_of_many_ties_the_strongest_are_drawn_and_it_says_so(
    make: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = make(kind="cooccurrence")
    monkeypatch.setattr(content, "TIES", 1)
    html = page(network, store)
    (edge,) = block(html)["edges"]
    assert edge["weight"] == network.edges()["weight"].max()
    assert f"Only the strongest 1 of {len(network.edges())} ties are drawn and listed." in Seen(html).words()


def test_a_page_without_room_for_all_statements_says_how_many_are_missing(
    make: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "STATEMENTS", 2)
    html = page(make(kind="cooccurrence"), store)
    data = block(html)
    assert len(data["cards"]) == 2 and sum(edge["more"] for edge in data["edges"]) > 0
    assert "The page includes 2 of the " in Seen(html).words()


def test_no_tie_gives_a_page_that_says_so_and_why(make: Any, store: Any) -> None:
    html = page(make((), kind="congruence"), store)
    assert "With these settings no statement connects any two actors." in Seen(html).words()
    assert "One thing is left out." in Seen(html).words()
    assert not [tag for tag, _ in Seen(html).tags if tag == "script"]


def test_an_isolated_node_is_drawn_without_ties(make: Any, store: Any) -> None:
    html = page(make([("person/ann", "issue/toll", "support", None)], isolates=True), store)
    assert [node["name"] for node in block(html)["nodes"]] == ["Ann"] and block(html)["edges"] == []
    assert "No ties" in Seen(html).words()


@pytest.mark.parametrize("of", ["actors", "issues"])
def test_a_name_has_the_statements_that_count_for_it(make: Any, store: Any, of: str) -> None:
    network = make(kind="cooccurrence", of=of)
    data = block(page(network, store))
    frame = network.readings.frame
    owner = "actor" if of == "actors" else "target"
    evidence = {reading for *_, tie in network.graph().edges(data=True) for reading in tie["evidence"]}
    for node in data["nodes"]:
        counted = frame["reading"].isin(evidence) & (frame[owner] == DATA + node["key"])
        mine = {data["base"] + data["cards"][at]["id"] for at in node["cards"]}
        assert mine == set(frame.loc[counted, "statement"]) != set()


@pytest.mark.parametrize(
    "settings",
    [
        *({"kind": kind, "of": of} for kind in KINDS for of in OF if kind != "two-mode"),
        {"kind": "two-mode"},
    ],
    ids=lambda settings: " ".join(settings.values()),
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


@pytest.mark.parametrize("number", [1, 2, 99, 100, 101, 199, 200, 201, 2_000])
def test_the_least_weight_has_at_most_a_hundred_steps_from_the_lowest_to_the_highest(number: int) -> None:
    values = steps([{"weight": float(weight)} for weight in range(1, number + 1)])["values"]
    assert len(values) <= 100 and (values[0], values[-1]) == (1.0, number)


@pytest.mark.parametrize("settings", [{"kind": "subtract"}, {"kind": "two-mode"}])
@pytest.mark.parametrize("hostile", [False, True])
def test_packed_data_are_the_same_data(
    make: Any, settings: Any, hostile: bool, request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = make(hostile=hostile, **settings)
    store = request.getfixturevalue("hostile_store" if hostile else "store")
    plain = page(network, store)
    monkeypatch.setattr(assembly, "PACKED", 1)
    packed = page(network, store)
    assert '<script type="application/json" id="data">' in plain
    assert '<script type="application/gzip" id="data">' in packed
    assert block(packed) == block(plain)


def test_what_is_in_the_graph_is_named_without_its_base(make: Any, store: Any) -> None:
    network = make(kind="subtract")
    data = block(page(network, store))
    assert data["base"] == DATA
    assert {DATA + node["key"] for node in data["nodes"]} == set(network.nodes()["iri"])
    frame = network.readings.frame
    assert {DATA + card["id"] for card in data["cards"]} <= set(frame["statement"])
    assert {DATA + one["target"] for card in data["cards"] for one in card["readings"]} <= set(
        frame["target"]
    )


def test_every_tie_has_as_many_statements_as_the_network_counts(make: Any, store: Any) -> None:
    network = make(kind="subtract")
    counted = dict(zip(network.edges()["id"], network.edges()["statements"], strict=True))
    edges = block(page(network, store))["edges"]
    assert {edge["id"]: len(edge["cards"]) + edge["more"] for edge in edges} == counted


@pytest.mark.parametrize("kind", ["subtract", "cooccurrence", "two-mode"])
def test_the_statements_are_rows_for_readers_without_script(make: Any, store: Any, kind: str) -> None:
    html = page(make(kind=kind), store)
    _, rest = html.split('<tbody id="rows">', 1)
    assert rest.startswith("</tbody>")
    beside = rest.split("<noscript>", 1)[1].split("</noscript>", 1)[0]
    words = Seen(beside).words()
    cards = block(html)["cards"]
    assert beside.count("<tr>") == 1 + len(cards) > 1
    for card in cards:
        assert all(quote in words for quote in card["quotes"])


def test_the_filters_offer_the_kinds_and_the_lines_that_occur(make: Any, store: Any) -> None:
    html = page(make(kind="subtract"), store)
    boxes = [a["value"] for tag, a in Seen(html).tags if tag == "input" and a.get("type") == "checkbox"]
    assert boxes == ["support", "oppose", "organization", "person"]


def test_the_least_weight_has_a_step_for_every_weight_from_all_ties_on(make: Any, store: Any) -> None:
    network = make(kind="cooccurrence")
    found = block(page(network, store))["steps"]
    assert found["values"] == sorted(set(network.edges()["weight"])) and found["first"] == 0


def test_the_same_network_gives_the_same_page(make: Any, store: Any) -> None:
    assert page(make(kind="subtract"), store) == page(make(kind="subtract"), store)


def test_the_page_of_a_two_mode_network_draws_each_stance_separately(make: Any, store: Any) -> None:
    network = make(kind="two-mode", whose="speaker", duplicates="month")
    html = page(network, store)
    graph: nx.MultiGraph = network.graph()
    assert {edge["id"] for edge in block(html)["edges"]} == {e["id"] for *_, e in graph.edges(data=True)}
    assert "Settings: two-mode, duplicates: month." in Seen(html).words()
    kinds = {(node["key"], node["kind"]) for node in block(html)["nodes"] if node["issue"]}
    assert ("person/ann#target", "actor") in kinds


def test_readings_on_the_two_mode_page_are_whole_numbers(make: Any, store: Any) -> None:
    assert not re.search(r'<span class="n">\d+\.\d', page(make(kind="two-mode"), store))


def test_the_headline_distinguishes_days_of_publication_from_those_of_the_words() -> None:
    days = {"published": "2025-03-04", "stated": "2025-03-01", "unknown": None}
    said = [
        {"actor": f"urn:{who}", "target": "urn:toll", "earliest": day, "latest": day, "counts_by": basis}
        for who in "ab"
        for basis, day in days.items()
    ]
    found = facts(project(Readings(table(said)), Settings()))  # type: ignore[arg-type]
    assert found[-3:] == [
        ("1 Mar to 4 Mar 2025", "when said"),
        ("2", "dated by publication"),
        ("2", "without a date"),
    ]
