"""The page of a one-mode network in a real browser: no request, no script from the data, working controls."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZES = pytest.mark.parametrize("context", [(1440, 860), (1024, 768), (390, 844)], indirect=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        one = running.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield one
        one.close()


@pytest.fixture
def context(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, height = getattr(request, "param", (1440, 860))
    one = browser.new_context(viewport={"width": width, "height": height})
    yield one
    one.close()


class Opened:
    """A page with what went wrong on it."""

    def __init__(self, context: Any, path: Path) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page = context.new_page()
        context.route("**/*", self._answer)
        self.page.on(
            "console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.goto(path.as_uri())

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def tie(self, one: str, other: str) -> str:
        found: str = self.page.evaluate(
            """([a, b]) => { const { nodes, edges } = whoSaidWhat.data;
            const id = (name) => nodes.find((n) => n.name === name).id;
            const ends = [id(a), id(b)].sort().join();
            return edges.find((e) => [e.from, e.to].sort().join() === ends).id; }""",
            [one, other],
        )
        return found

    def drawn(self) -> int:
        found: int = self.page.evaluate(
            "whoSaidWhat.network.body.data.edges.get().filter((e) => !e.hidden).length"
        )
        return found


@pytest.fixture
def opened(context: Any, pages: Mapping[str, Path]) -> Opened:
    one = Opened(context, pages["plain"])
    one.page.wait_for_function("window.whoSaidWhat !== undefined")
    return one


@pytest.mark.parametrize("name", ["plain", "issues", "hostile", "two-mode", "alone", "empty"])
def test_opening_asks_for_nothing_and_raises_nothing(
    context: Any, pages: Mapping[str, Path], name: str
) -> None:
    one = Opened(context, pages[name])
    one.page.wait_for_timeout(200)
    assert (one.requests, one.errors) == ([], [])


@pytest.mark.parametrize("name", ["hostile", "two-mode"])
def test_no_script_in_the_data_runs_however_one_clicks(
    context: Any, pages: Mapping[str, Path], name: str
) -> None:
    one = Opened(context, pages[name])
    one.page.evaluate(
        "[...whoSaidWhat.data.nodes, ...whoSaidWhat.data.edges].forEach((one) => whoSaidWhat.select(one.id))"
    )
    one.page.fill("#find", "<img")
    one.page.wait_for_timeout(250)
    assert one.page.evaluate("window.__pwned") is None
    assert one.page.locator("main img, main script").count() == 0
    assert (one.requests, one.errors) == ([], [])


def test_a_tie_shows_what_both_sides_said_on_what_they_share(opened: Opened) -> None:
    opened.page.evaluate("(id) => whoSaidWhat.select(id)", opened.tie("Ben", "The Club"))
    evidence = opened.page.locator("#evidence")
    assert evidence.locator(".item h3").all_inner_texts() == ["A park", "A toll", "Ann"]
    assert evidence.locator(".item").first.locator(".end").all_inner_texts() == [
        "Ben: 1 statement",
        "The Club: 1 statement",
    ]
    words = evidence.inner_text()
    for piece in ("As I said (4)", "2 Apr 2025", "supports", "opposes", "coded by Cay", "Weight"):
        assert piece in words


def test_a_card_under_an_item_has_the_readings_on_that_item_alone(opened: Opened) -> None:
    opened.page.evaluate("(id) => whoSaidWhat.select(id)", opened.tie("Ann", "Ben"))
    for item in opened.page.locator("#evidence .item").all():
        label = item.locator("h3").inner_text()
        assert all(label in text for text in item.locator(".read").all_inner_texts())


def test_a_row_of_the_table_opens_the_tie(opened: Opened) -> None:
    row = opened.page.locator("#ties tr").last
    row.locator("button").click()
    assert opened.page.locator("#evidence .what").inner_text() == f"tie {row.get_attribute('data-tie')}"
    assert "chosen" in (row.get_attribute("class") or "")


def test_a_name_shows_its_ties_and_its_statements(opened: Opened) -> None:
    opened.page.evaluate("whoSaidWhat.select(whoSaidWhat.data.nodes.find((node) => node.name === 'Ann').id)")
    assert opened.page.locator("#evidence .ties li").count() == 2
    assert set(opened.page.locator("#evidence .card .by").all_inner_texts()) == {"Ann"}


def test_leaving_a_kind_of_line_out_hides_it_in_picture_and_table(opened: Opened) -> None:
    before = opened.drawn()
    opened.page.uncheck(".sides input[value=oppose]")
    against = opened.page.evaluate("whoSaidWhat.data.edges.filter((e) => e.side === 'oppose').length")
    assert against > 0 and opened.drawn() == before - against
    assert opened.page.locator("#ties tr:visible").count() == opened.drawn()


def test_the_least_weight_hides_what_is_weaker_and_says_how_much_is_left(opened: Opened) -> None:
    highest = opened.page.locator("#least").get_attribute("max")
    opened.page.locator("#least").fill(highest)
    strongest = opened.page.evaluate("Math.max(...whoSaidWhat.data.edges.map((e) => Math.abs(e.weight)))")
    left = opened.page.evaluate(
        "(w) => whoSaidWhat.data.edges.filter((e) => Math.abs(e.weight) >= w).length", strongest
    )
    assert opened.drawn() == left < opened.page.evaluate("whoSaidWhat.data.edges.length")
    assert f"({left} of" in opened.page.locator("#leastwords").inner_text()


def test_search_finds_words_and_narrows_both_tables(opened: Opened) -> None:
    opened.page.fill("#find", "said (4)")
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#rows tr:visible").count() == 1
    assert 0 < opened.page.locator("#ties tr:visible").count() <= 3


def test_names_with_fewer_statements_than_wanted_are_hidden_with_their_ties(opened: Opened) -> None:
    most = opened.page.evaluate("Math.max(...whoSaidWhat.data.nodes.map((node) => node.statements))")
    opened.page.evaluate("(least) => whoSaidWhat.change({ min: least })", most)
    assert opened.drawn() > 0
    opened.page.evaluate("(least) => whoSaidWhat.change({ min: least })", most + 1)
    assert opened.drawn() == 0
    assert opened.page.locator("#ties tr:visible").count() == 0


@pytest.mark.parametrize("state", [{"min": 3}, {"weight": 1}, {"q": "said (4)"}, {"sort": "by"}])
def test_an_address_brings_the_view_back(
    context: Any, opened: Opened, pages: Mapping[str, Path], state: dict[str, Any]
) -> None:
    opened.page.evaluate("(state) => whoSaidWhat.change(state)", state)
    told = "[location.hash, whoSaidWhat.view.edges.map((e) => e.id), whoSaidWhat.view.cards]"
    hash, edges, cards = opened.page.evaluate(told)
    assert hash
    again = Opened(context, pages["plain"])
    again.page.goto("about:blank")
    again.page.goto(pages["plain"].as_uri() + hash)
    again.page.wait_for_selector("#tools:not([hidden])")
    assert again.page.evaluate(told) == [hash, edges, cards]


def test_what_is_taken_away_is_what_is_in_view(opened: Opened) -> None:
    opened.page.uncheck(".sides input[value=oppose]")
    found = opened.page.evaluate(
        """() => { const { takeaway, view, state, picture } = whoSaidWhat;
        return [takeaway.json(view, state), takeaway.svg(view, state, picture), view.edges.map((e) => e.id)]; }"""
    )
    whole, sheet, ids = json.loads(found[0]), ElementTree.fromstring(found[1]), found[2]
    assert [edge["id"] for edge in whole["network"]["edges"]] == ids and "oppose" not in whole["filters"][0]
    assert whole["settings"].startswith("subtract of actors")
    drawn = [one for one in sheet.iter() if one.get("data-edge")]
    assert len(drawn) == len(ids)
    assert "subtract of actors" in "".join(sheet.itertext())


def test_escape_leads_back_to_the_overview(opened: Opened) -> None:
    opened.page.evaluate("whoSaidWhat.select(whoSaidWhat.data.edges[0].id)")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#overview").is_visible()


@SIZES
def test_the_page_does_not_scroll_sideways(opened: Opened) -> None:
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@SIZES
def test_the_picture_stays_in_its_frame(opened: Opened) -> None:
    opened.page.wait_for_timeout(200)
    frame, legend = (opened.page.locator(each).bounding_box() for each in ("#network canvas", ".legend"))
    assert frame["y"] + frame["height"] <= legend["y"] + 1


def test_the_ties_stand_without_script(browser: Any, pages: Mapping[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(pages["plain"].as_uri())
        assert page.locator("#ties tr").count() == 3
        assert page.locator("noscript tbody tr").count() > 0
    finally:
        context.close()
