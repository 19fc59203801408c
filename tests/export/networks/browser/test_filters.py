"""Filters of a page of a network hide ties in picture and tables, and are part of its address."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.export.networks.browser.filtered import FILTERS
from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser


def wanted(one: Any, pages: Any, name: str, parts: dict[str, Any]) -> set[str]:
    """The ties that filters leave, as the network itself has them."""
    network = pages.network(name)
    nodes = {node["iri"]: node for node in network.nodes().to_dict("records")}
    steps = one("whoSaidWhat.data.steps.values")
    sides = {True: "support", False: "oppose"}
    return {
        tie["id"]
        for tie in network.edges().to_dict("records")
        if abs(tie["weight"]) >= steps[parts.get("weight", 0)]
        and ("stance" not in parts or (tie["weight"] and sides[tie["weight"] > 0] in parts["stance"]))
        and all(
            ("kind" not in parts or nodes[end]["kind"] in parts["kind"])
            and nodes[end]["statements"] >= parts.get("min", 1)
            for end in (tie["a"], tie["b"])
        )
    }


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_hides_ties_in_the_picture_and_in_the_table(shown: Any, pages: Any, name: str) -> None:
    one, (parts, _) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    ids = sorted(wanted(one, pages, "crowd", parts))
    assert 0 < len(ids) < len(pages.network("crowd").edges())
    assert one.ties() == {"view": ids, "drawn": ids, "listed": ids}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_the_statements_behind_the_ties_left(shown: Any, pages: Any, name: str) -> None:
    one, (parts, _) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    network = pages.network("crowd")
    frame = network.readings.frame.set_index("reading")["statement"]
    ids = wanted(one, pages, "crowd", parts)
    behind = {
        frame[reading]
        for *_, tie in network.graph().edges(data=True)
        if tie["id"] in ids
        for reading in tie["evidence"]
    }
    said = one("(rows) => rows.map((at) => wsw.iri(whoSaidWhat.data.cards[at].id))", one.statements())
    assert sorted(said) == sorted(behind)


@pytest.mark.parametrize("name", FILTERS if THOROUGH else ["all", "weight"])
def test_a_filter_is_in_the_address_and_a_fresh_page_with_it_shows_the_same(shown: Any, name: str) -> None:
    one, (parts, address) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    assert one("location.hash") == address
    before = one.view(), one.ties(), one.statements()
    one.open(address)
    assert (one.view(), one.ties(), one.statements()) == before
    assert one("location.hash") == address and not one.page.locator("#trouble").is_visible()


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_can_be_removed_again(shown: Any, name: str) -> None:
    one = shown("crowd")
    before = one.view(), one.ties(), one.statements()
    one.change(**FILTERS[name][0])
    assert one.page.locator("#chips button").count() == len(FILTERS[name][0])
    one.page.click("#clear")
    assert (one.view(), one.ties(), one.statements()) == before
    assert one("location.hash") == "" and not one.page.locator("#force").is_visible()


def test_the_controls_change_the_view_and_show_what_the_address_asks_for(shown: Any) -> None:
    one = shown("crowd")
    one.page.locator("#least").fill("1")
    one.page.uncheck(".sides input[value=oppose]")
    one.page.uncheck(".sides input[value=mixed]")
    one.page.click("#filters summary")
    one.page.uncheck("[data-choice=kind] input[value=country]")
    one.page.fill("#min", "3")
    one.page.press("#min", "Tab")
    assert one("location.hash") == FILTERS["all"][1].replace("person%2Corganization", "organization%2Cperson")
    one.open(FILTERS["all"][1])
    assert one("['least', 'min'].map((id) => document.getElementById(id).value)") == ["1", "3"]
    unticked = "[...document.querySelectorAll('fieldset input:not(:checked)')].map((box) => box.value).sort()"
    assert one(unticked) == ["country", "mixed", "oppose"]
    assert one.page.locator("#filtered").inner_text() == "(2)"


def test_the_least_weight_says_how_much_is_left(shown: Any, pages: Any) -> None:
    one, edges = shown("crowd"), pages.network("crowd").edges()
    one.page.locator("#least").fill(one.page.locator("#least").get_attribute("max"))
    strongest = edges["weight"].abs().max()
    left = int((edges["weight"].abs() == strongest).sum())
    assert one.page.locator("#leastwords").inner_text() == f"{strongest:g} ({left} of {len(edges)} ties)"


def test_the_tables_say_how_much_of_them_is_in_view(shown: Any, pages: Any) -> None:
    one = shown("crowd")
    every, cards = len(pages.network("crowd").edges()), one("whoSaidWhat.data.cards.length")
    inview, ties = one.page.locator("#inview"), one.page.locator("#tiesinview")
    assert ties.inner_text() == f"{every} ties, the strongest first."
    assert inview.inner_text() == f"{cards} statements, the newest first."
    one.change(min=5)
    assert ties.inner_text() == f"{len(one.ties()['view'])} of {every} ties in view."
    assert inview.inner_text().startswith(f"{len(one.statements())} of {cards} statements in view")


def test_what_nothing_fits_leaves_an_empty_picture_that_says_so(shown: Any) -> None:
    one = shown("crowd")
    one.change(min=9999)
    assert one.ties() == {"view": [], "drawn": [], "listed": []}
    assert one.statements() == []
    assert "No statements match the filters" in one.page.locator("#inview").inner_text()
    assert "No ties" in one.page.locator("#overview").inner_text()


def test_a_tie_that_a_filter_takes_away_is_not_selected_any_more(shown: Any) -> None:
    one = shown("crowd")
    one.select(one("whoSaidWhat.data.edges.find((edge) => edge.side === 'oppose').id"))
    one.change(stance=["support"])
    assert one("whoSaidWhat.state.select") == ""
    assert one.page.locator("#overview").is_visible()


@pytest.mark.parametrize("what", ["node", "tie"])
def test_a_selection_is_in_the_address_and_comes_back(shown: Any, what: str) -> None:
    one = shown("crowd")
    one.select(one.node("Actor 6") if what == "node" else one("whoSaidWhat.data.edges.at(-1).id"))
    address, words = one("location.hash"), one.page.locator("#evidence").inner_text()
    assert address.startswith("#select=")
    one.open(address)
    assert one.page.locator("#evidence").inner_text() == words


def test_search_finds_words_and_narrows_both_tables(opened: Any) -> None:
    opened.page.fill("#find", "said (4)")
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#rows tr:visible").count() == 1
    assert 0 < len(opened.ties()["listed"]) <= 3


@pytest.mark.parametrize("words", ["actor 11", "ACTOR 11", "áctor 11"] if THOROUGH else ["áCTOR 11"])
def test_search_finds_a_name_however_it_is_written(shown: Any, words: str) -> None:
    one = shown("crowd")
    one.page.fill("#find", words)
    one.until(f"whoSaidWhat.state.q === {json.dumps(words)}")
    assert one("whoSaidWhat.view.found.names.map((node) => node.name)") == ["Actor 11"]
    me = one.node("Actor 11")
    mine = one("(me) => whoSaidWhat.data.cards.filter((c) => c.by === me).map((c) => c.at)", me)
    assert mine and one.statements() == mine
    assert set(one.ties()["listed"]) >= set(
        one("(me) => whoSaidWhat.data.edges.filter((e) => [e.from, e.to].includes(me)).map((e) => e.id)", me)
    )
    one.open(one("location.hash"))
    assert one.statements() == mine and one.page.locator("#find").input_value() == words


def test_a_search_that_finds_nothing_says_so(shown: Any) -> None:
    one = shown("crowd")
    one.page.fill("#find", "xyzzy")
    one.until("whoSaidWhat.state.q === 'xyzzy'")
    assert one.page.locator("#evidence .what").inner_text() == "0 names, 0 statements"
    assert one.statements() == [] and one.ties()["listed"] == []


def test_of_many_ties_the_strongest_are_in_view_at_first_and_all_can_be(shown: Any, pages: Any) -> None:
    one, edges = shown("many"), pages.network("many").edges()
    first = one("whoSaidWhat.data.steps.values[whoSaidWhat.data.steps.first]")
    strong = sorted(edges.loc[edges["weight"] >= first, "id"])
    assert 0 < len(strong) <= 300 < len(edges)
    assert one.ties() == {"view": strong, "drawn": strong, "listed": strong}
    assert f"weight at least {first:g}" in one.page.locator("#chips").inner_text()
    one.page.click("#clear")
    ids = sorted(edges["id"])
    assert one("location.hash") == "#weight=0" and one.ties()["view"] == ids
    one.open("#weight=0")
    assert one.ties() == {"view": ids, "drawn": ids, "listed": ids}
