"""The address holds the state of the page: whoever opens it sees the same, and hears what is not there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
#: States by name, each with the address that it has.
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "side": ({"stance": ["oppose"]}, "#stance=oppose"),
    "no side": ({"stance": []}, "#stance="),
    "kinds": ({"kind": ["person", "country"]}, "#kind=person%2Ccountry"),
    "mode": ({"mode": ["direct"]}, "#mode=direct"),
    "confidence": ({"confidence": ["low", "high"]}, "#confidence=low%2Chigh"),
    "issue": ({"issue": "issue/tariffs"}, "#issue=issue%2Ftariffs"),
    "source": (
        {"source": "source/letter-to-the-prime-minister"},
        "#source=source%2Fletter-to-the-prime-minister",
    ),
    "least": ({"min": 2}, "#min=2"),
    "since": ({"from": "2031-05-01"}, "#from=2031-05-01"),
    "until": ({"to": "2031-04-30"}, "#to=2031-04-30"),
    "words": ({"q": "a “deal” & more=?"}, "#q=a+%E2%80%9Cdeal%E2%80%9D+%26+more%3D%3F"),
    "matrix": ({"show": "matrix"}, "#show=matrix"),
    "timeline": ({"show": "timeline"}, "#show=timeline"),
    "actors": ({"network": "subtract"}, "#network=subtract"),
    "sorted": ({"sort": "-by"}, "#sort=-by"),
    "several": (
        {"stance": ["support", "oppose"], "min": 2, "to": "2031-05-05", "show": "matrix"},
        "#stance=support%2Coppose&min=2&to=2031-05-05&show=matrix",
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_in_the_address(opened: Any, name: str) -> None:
    state, address = STATES[name]
    opened.change(**state)
    assert opened.hash() == address


@pytest.mark.parametrize("name", STATES if THOROUGH else list(STATES)[1::2])
def test_a_page_opened_with_an_address_shows_the_same(opened: Any, name: str) -> None:
    opened.change(**STATES[name][0])
    seen, rows, chips = opened.view(), opened.texts("#rows tr"), opened.texts(".chip")
    opened.open(opened.hash())
    assert (opened.view(), opened.texts("#rows tr"), opened.texts(".chip")) == (seen, rows, chips)
    assert opened.page.locator("#trouble").is_hidden() and opened.errors == []


#: Expressions that give the id of what is selected, by what it is, and the picture in which it is.
CHOSEN = {
    "an actor": ("whoSaidWhat.data.nodes.find((one) => one.name === 'Mei Tan').id", "two-mode"),
    "an issue": (
        "whoSaidWhat.data.nodes.find((one) => one.issue && one.kind === 'condition').id",
        "two-mode",
    ),
    "an actor spoken of": ("whoSaidWhat.data.nodes.find((one) => one.kind === 'actor').id", "two-mode"),
    "a line": ("whoSaidWhat.data.edges[3].id", "two-mode"),
    "a tie": ("whoSaidWhat.view.edges[3].id", "conflict"),
}


@pytest.mark.parametrize("what", CHOSEN)
def test_a_selection_is_in_the_address_and_comes_back(opened: Any, what: str) -> None:
    expression, network = CHOSEN[what]
    opened.change(network=network)
    opened.change(select=opened(expression))
    seen = opened.texts("#evidence")
    opened.open(opened.hash())
    assert opened.texts("#evidence") == seen


@pytest.mark.parametrize("network", ["congruence", "conflict", "subtract", "cooccurrence"])
def test_a_tie_is_named_by_its_ends_in_the_order_of_their_keys(opened: Any, network: str) -> None:
    opened.change(network=network)
    ends = [one.split("~") for one in opened("whoSaidWhat.view.edges.map((tie) => tie.id)")]
    assert ends == [sorted(pair) for pair in ends]


def test_the_controls_show_what_the_address_asks_for(opened: Any) -> None:
    opened.open("#stance=oppose&min=3&issue=issue%2Ftariffs&q=deal&network=conflict&from=2031-03-01")
    ticked = opened("[...document.querySelectorAll('.sides input:checked')].map((one) => one.value)")
    values = {one: opened.page.input_value(f"#{one}") for one in ("min", "issue", "find", "network-of")}
    assert ticked == ["oppose"]
    assert values == {"min": "3", "issue": "issue/tariffs", "find": "deal", "network-of": "conflict"}
    assert opened.page.locator("#from").get_attribute("aria-valuetext") == "1 Mar 2031"


def test_an_address_that_is_typed_in_changes_the_page(opened: Any) -> None:
    opened("() => { location.hash = 'stance=oppose&show=matrix'; }")
    opened.until("whoSaidWhat.state.show === 'matrix'")
    assert opened("[...whoSaidWhat.state.stance]") == ["oppose"]
    assert opened.page.locator("#matrix-view").is_visible()


def test_the_address_of_the_opening_view_has_no_state(opened: Any) -> None:
    opened.change(min=2)
    opened.change(min=1)
    assert opened.hash() == ""


@pytest.mark.parametrize(
    "asked",
    [
        "stance=hates",
        "kind=robot",
        "mode=sung",
        "confidence=total",
        "issue=issue/none",
        "source=source/none",
        "min=0",
        "min=many",
        "from=2031",
        "from=2031-02-30",
        "to=yesterday",
        "network=family",
        "show=map",
        "sort=colour",
        "select=person/nobody",
        "weight=2",
        "colour=red",
    ],
)
def test_what_the_page_does_not_have_is_named_and_left_out(opened: Any, asked: str) -> None:
    seen = opened.view()
    opened.go(f"#{asked}")
    assert asked in opened.page.locator("#trouble").inner_text()
    assert opened.view() == seen


def test_the_parts_that_it_has_hold_beside_those_that_it_does_not(opened: Any) -> None:
    opened.open("#stance=oppose,hates&show=map&min=2")  # a page that opens with it
    trouble = opened.page.locator("#trouble").inner_text()
    assert "stance=hates" in trouble and "show=map" in trouble and "min" not in trouble
    assert opened("[[...whoSaidWhat.state.stance], whoSaidWhat.state.min]") == [["oppose"], 2]


def test_the_warning_disappears_with_the_next_change(opened: Any) -> None:
    opened.open("#show=map")
    opened.page.uncheck(".sides input[value=oppose]")
    assert opened.page.locator("#trouble").is_hidden()


def test_the_copied_address_is_that_of_the_view(open_page: Any) -> None:
    opened = open_page("plain", permissions=["clipboard-read", "clipboard-write"])
    opened.change(stance=["oppose"], show="matrix")
    opened.page.click("#export summary")
    opened.page.click("[data-export=link]")
    opened.page.wait_for_selector("#export .done")
    opened.until("document.querySelector('#export .done').childNodes.length > 0")
    field = opened.page.locator("#export textarea")
    copied = field.input_value() if field.count() else opened("navigator.clipboard.readText()")
    assert copied == opened.page.url
