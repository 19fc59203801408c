"""Everything by real presses of Tab: each control is reached, the focus is seen, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.export.page.conftest import Debate

pytestmark = pytest.mark.browser
#: Where the focus is: the first of these that holds it, its outline, and whether it is in the window.
HERE = """(stops) => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return { stop: Object.keys(stops).find((name) => one.matches(stops[name])) ?? one.outerHTML.slice(0, 80),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1,
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        end: one === document.body }; }"""
#: The stops of the tab key that a reader looks for, in the order of the page.
STOPS = {
    "skip link": ".skip",
    "search": "#find",
    "picture of what": "#network-of",
    "tabs": "#tab-network",
    "size": "[data-zoom]",
    "theme": "#theme",
    "export": "#export summary",
    "lines": ".sides input",
    "play": "#play",
    "period": "#from, #to",
    "filters": "#filters summary",
    "picture": "#network, #network [tabindex]",
    "overview": "#overview .pick",
    "names": ".everybody summary",
    "table": "#table .sort",
    "rows": "#rows .pick",
}


@pytest.fixture(scope="module")
def stilled(browser: Any, pages: Any) -> Iterator[Debate]:
    """A page on which nothing glides, so that what has the focus is in the window at once."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 860}, offline=True, reduced_motion="reduce"
    )
    yield Debate(context, pages("few").as_uri())
    context.close()


@pytest.fixture
def still(stilled: Debate) -> Debate:
    """That page as it opens."""
    stilled.reset()
    return stilled


@pytest.fixture(scope="module")
def walk(stilled: Debate) -> list[dict[str, Any]]:
    """What the tab key comes by from the top of the page as it opens."""
    stilled.reset()
    return walked(stilled)


def here(opened: Any) -> dict[str, Any]:
    found: dict[str, Any] = opened(HERE, STOPS)
    return found


def walked(opened: Any, most: int = 60) -> list[dict[str, Any]]:
    """What the tab key comes by from the top, up to the rows of the table."""
    found: list[dict[str, Any]] = []
    while len(found) < most and not (found and (found[-1]["end"] or found[-1]["stop"] == "rows")):
        opened.page.keyboard.press("Tab")
        found.append(here(opened))
    return found


def to(opened: Any, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on the element."""
    for _ in range(most):
        if opened("(selector) => document.activeElement.matches(selector)", selector):
            return
        opened.page.keyboard.press("Tab")
    raise AssertionError(f"{most} times Tab do not reach {selector}")


def cards(opened: Any) -> int:
    return int(opened.page.locator("#evidence .card:visible").count())


def test_the_tab_key_comes_by_everything_in_the_order_of_the_page(walk: Any) -> None:
    assert list(dict.fromkeys(each["stop"] for each in walk)) == list(STOPS)


def test_the_picture_is_one_stop_of_the_tab_key(walk: Any) -> None:
    assert [each["stop"] for each in walk].count("picture") == 1


def test_every_stop_of_the_tab_key_is_seen(walk: Any) -> None:
    assert [each["stop"] for each in walk if not (each["outlined"] and each["seen"])] == []


@pytest.mark.parametrize("view", ["matrix", "timeline"])
def test_the_focus_is_seen_on_the_marks_of_a_view(still: Any, view: str) -> None:
    still.change(show=view)
    to(still, f"#{view}-view .pick, #{view}-view [data-edge]")
    marks = []
    for _ in range(12):
        marks.append(here(still))
        still.page.keyboard.press("Tab")
    assert [each["stop"] for each in marks if not (each["outlined"] and each["seen"])] == []


def test_the_skip_link_leaves_the_view_as_it_is(still: Any) -> None:
    still.change(stance=["oppose"], q="tariff")
    before = still.view()
    still.page.focus(".skip")
    still.page.keyboard.press("Enter")
    still.until("document.activeElement.id === 'statements'")
    still("() => new Promise((done) => setTimeout(done, 50))")
    assert still.view() == before and still.page.locator("#trouble").is_hidden()


def test_the_results_of_a_search_can_be_reached_by_tab(still: Any) -> None:
    to(still, "#find")
    still.page.keyboard.type("Mexara")
    still.until("whoSaidWhat.state.q === 'Mexara'")
    to(still, "#evidence .ties .pick")
    still.page.keyboard.press("Enter")
    assert still.page.locator("#evidence h2").inner_text() == "Mexara" and cards(still) > 0


@pytest.mark.parametrize(
    ("show", "mark"),
    [
        ("network", "#overview .contests .pick"),
        ("matrix", ".matrix td [data-edge]"),
        ("matrix", ".matrix tbody th .pick"),
        ("timeline", ".timeline rect[data-edge]"),
        ("timeline", ".timeline .pick"),
    ],
)
def test_tab_reaches_a_mark_whose_words_open(still: Any, show: str, mark: str) -> None:
    still.change(show=show)
    to(still, mark)
    still.page.keyboard.press("Enter")
    assert cards(still) > 0 and still("document.activeElement.id") == "panel"


def test_the_way_back_is_the_first_stop_of_the_evidence(still: Any) -> None:
    to(still, "#overview .contests .pick")
    still.page.keyboard.press("Enter")
    still.page.keyboard.press("Tab")
    assert still("'back' in document.activeElement.dataset")
    still.page.keyboard.press("Enter")
    assert still.page.locator("#overview").is_visible() and still("document.activeElement.id") == "panel"


def test_escape_closes_a_menu_before_it_leaves_the_evidence(still: Any) -> None:
    still.change(select=still.node("Mexara", issue=False))
    to(still, "#export summary")
    still.page.keyboard.press("Enter")
    still.page.keyboard.press("Escape")
    assert cards(still) > 0
    still.page.keyboard.press("Escape")
    assert cards(still) == 0


def test_dropping_a_filter_leaves_the_focus_on_the_next_one(still: Any) -> None:
    still.change(stance=["oppose"], q="tariff")
    to(still, "#chips button")
    still.page.keyboard.press("Enter")
    assert still("document.activeElement.closest('#chips') !== null")
    still.page.keyboard.press("Enter")
    assert still("document.activeElement.id") == "find" and still.hash() in ("", "#")
