"""The page by keyboard only: everything can be reached, and the focus is visible."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser
#: What holds the focus, by the first of these that fits it or what is around it.
PLACES = ("skip", "find", "network-of", "tab-network", "theme", "export", "filters", "network", "table")
AT = """(places) => { const one = document.activeElement;
    return one.className === "skip" ? "skip" : places.find((id) => one.closest(`#${id}`)) ?? ""; }"""
RING = """() => { const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; }"""


def stops(opened: Any, most: int) -> list[str]:
    """Where the Tab key leads, from the top of the page."""
    found = []
    for _ in range(most):
        opened.page.keyboard.press("Tab")
        found.append(opened(AT, list(PLACES)))
    return found


def test_the_tab_key_reaches_every_control_in_the_order_of_the_page(opened: Any) -> None:
    reached = list(dict.fromkeys(place for place in stops(opened, 60) if place))
    assert reached == [place for place in PLACES if place in reached]
    assert set(reached) == set(PLACES)


def test_what_has_the_focus_is_marked(opened: Any) -> None:
    for _ in range(24):
        opened.page.keyboard.press("Tab")
        assert opened(RING), opened("document.activeElement.outerHTML.slice(0, 90)")


def test_the_skip_link_leads_to_the_statements_and_does_not_change_the_address(opened: Any) -> None:
    opened.page.focus(".skip")
    opened.page.keyboard.press("Enter")
    opened.until("document.activeElement.id === 'statements'")
    opened.page.keyboard.press("Tab")
    assert opened("document.activeElement.closest('#table') !== null")
    assert opened.hash() == "" and not opened.page.locator("#trouble").is_visible()


def test_a_search_leads_to_the_evidence(opened: Any) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("steel tariff")
    opened.until("document.querySelector('#evidence .ties .pick') !== null")
    opened.page.locator("#evidence .ties .pick").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#evidence h2").inner_text() == "Keeping the steel tariff"
    assert opened.page.locator("#evidence .card").count() > 0


@pytest.mark.parametrize(
    ("show", "what"),
    [("matrix", "#matrix-view td button"), ("timeline", "#timeline-view rect[data-edge]")],
)
@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_mark_of_a_view_leads_to_the_evidence(opened: Any, show: str, what: str, key: str) -> None:
    opened.change(show=show)
    opened.page.locator(what).first.focus()
    opened.page.keyboard.press(key)
    assert opened.page.locator("#evidence .card").count() > 0
    assert opened("document.activeElement.id") == "panel"


def test_the_overview_and_the_list_of_names_lead_to_the_evidence(opened: Any) -> None:
    for what in ("#overview .contest .pick", "#overview .names .pick"):
        opened("document.querySelector('#overview details').open = true")
        opened.page.locator(what).first.focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.locator("#evidence .card").count() > 0
        opened.page.keyboard.press("Escape")
        assert opened.page.locator("#overview").is_visible()


@pytest.mark.parametrize("menu", ["filters", "export"])
def test_escape_closes_a_menu_and_gives_the_focus_back(opened: Any, menu: str) -> None:
    opened.page.locator(f"#{menu} summary").focus()
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened(f"document.activeElement.closest('#{menu} .popover') !== null")
    opened.page.keyboard.press("Escape")
    assert not opened(f"document.getElementById('{menu}').open")
    assert opened(f"document.activeElement === document.querySelector('#{menu} summary')")


def test_keys_move_the_picture_that_has_the_focus(opened: Any) -> None:
    before = opened("whoSaidWhat.network.getScale()")
    opened.page.locator("#network .vis-network").focus()
    opened.page.keyboard.down("+")
    opened.until(f"whoSaidWhat.network.getScale() > {before}")
    opened.page.keyboard.up("+")
