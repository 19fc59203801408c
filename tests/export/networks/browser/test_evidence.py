"""What a page of a network shows behind its ties; and nothing of it runs, however hostile."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["plain", "crowd, packed", "hostile", "two-mode", "alone", "empty"])
def test_opening_asks_for_nothing_and_raises_nothing(opening: Any, name: str) -> None:
    one = opening(name)
    one.page.wait_for_timeout(100)
    assert (one.requests, one.errors) == ([], [])


@pytest.mark.parametrize("name", ["hostile", "hostile issues", "two-mode"])
def test_no_script_in_the_data_runs_however_one_clicks(shown: Any, name: str) -> None:
    one = shown(name)
    one("[...whoSaidWhat.data.nodes, ...whoSaidWhat.data.edges].forEach((one) => whoSaidWhat.select(one.id))")
    one.page.fill("#find", "<img")
    one.until("whoSaidWhat.state.q === '<img'")
    assert one("window.__pwned") is None
    assert one.page.locator("main img, main script, main iframe").count() == 0


@pytest.mark.parametrize("name", ["hostile", "hostile issues"])
def test_a_hostile_name_is_shown_as_text_and_whole(shown: Any, name: str) -> None:
    one = shown(name)
    for id, label in one("whoSaidWhat.data.nodes.map((node) => [node.id, node.name])"):
        one.select(id)
        assert one("document.querySelector('#evidence h2').textContent") == label


@pytest.mark.parametrize("name", ["hostile", "hostile issues", "two-mode"])
def test_a_hostile_address_does_no_harm(opening: Any, name: str) -> None:
    evil = "%3C/script%3E%3Cimg%20src=x%20onerror=window.__pwned=1%3E"
    one = opening(name)
    one.open(f"#q={evil}&kind={evil}&stance={evil}&weight=-1&min=0&select={evil}&__proto__={evil}")
    assert one("window.__pwned") is None and one.page.locator("main img").count() == 0
    assert one.page.locator("#trouble").is_visible()
    assert (one.requests, one.errors) == ([], [])


def test_a_tie_shows_what_both_sides_said_on_what_they_share(opened: Any) -> None:
    opened.select(opened.tie("Ben", "The Club"))
    evidence = opened.page.locator("#evidence")
    assert evidence.locator(".item h3").all_inner_texts() == ["A park", "A toll", "Ann"]
    assert evidence.locator(".item").first.locator(".end").all_inner_texts() == [
        "Ben: 1 statement",
        "The Club: 1 statement",
    ]
    words = evidence.inner_text()
    for piece in ("As I said (4)", "2 Apr 2025", "supports", "opposes", "coded by Cay", "Weight"):
        assert piece in words


def test_a_card_under_an_item_has_only_the_readings_on_that_item(opened: Any) -> None:
    opened.select(opened.tie("Ann", "Ben"))
    for item in opened.page.locator("#evidence .item").all():
        label = item.locator("h3").inner_text()
        assert all(label in text for text in item.locator(".read").all_inner_texts())


def test_a_row_of_the_table_opens_the_tie(opened: Any) -> None:
    row = opened.page.locator("#ties tr").last
    row.locator("button").click()
    assert opened.page.locator("#evidence .what").inner_text() == f"tie {row.get_attribute('data-tie')}"
    assert "chosen" in (row.get_attribute("class") or "")


def test_a_name_shows_its_ties_and_its_statements(opened: Any) -> None:
    opened.select(opened.node("Ann"))
    assert opened.page.locator("#evidence .ties li").count() == 2
    assert set(opened.page.locator("#evidence .card .by").all_inner_texts()) == {"Ann"}


def test_escape_leads_back_to_the_overview(opened: Any) -> None:
    opened.select(opened("whoSaidWhat.data.edges[0].id"))
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#overview").is_visible()


def test_the_strongest_of_each_kind_are_listed_beside_the_picture(shown: Any, pages: Any) -> None:
    one, edges = shown("crowd"), pages.network("crowd").edges()
    weights = dict(zip(edges["id"], edges["weight"], strict=True))
    listed = [
        [button.get_attribute("data-edge") for button in group.locator("button").all()]
        for group in one.page.locator("#overview .strongest").all()
    ]
    assert [weights[group[0]] for group in listed] == [edges["weight"].max(), edges["weight"].min(), 0]
    for group in listed:
        sizes = [abs(weights[id]) for id in group]
        assert sizes == sorted(sizes, reverse=True)
