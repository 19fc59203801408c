"""An address that means harm: nothing of it runs, nothing breaks, nothing is raised."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.export.page.conftest import few
from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
MARKUP = '<img src=https://evil.example/x onerror="window.__pwned=1"><script>window.__pwned=1</script>'
NAMES = (
    *("q", "stance", "kind", "mode", "confidence", "issue", "source", "min", "from", "to", "weight"),
    *("network", "show", "select", "sort", "unheard"),
)
VALUES = {
    "markup": quote(MARKUP),
    "bare markup": MARKUP,
    "javascript": "javascript:window.__pwned=1",
    "nul": "%00a%00",
    "long": "x" * 10_000,
    "prototype": "__proto__",
    "constructor": "constructor",
    "broken escape": "%E0%A4%A",
    "per cent": "100%",
    "surrogate": "%ED%A0%80",
    "direction": quote("\u202etxet"),
    "commas": ",,,,",
    "empty": "",
    "number": "1e309",
    "minus": "-",
}
WHOLE = {
    "prototype keys": "__proto__=1&constructor=2&toString=3&hasOwnProperty=4&__proto__[q]=5",
    "repeated keys": "min=2&min=0&min=3&stance=oppose&stance=support&q=a&q=b",
    "only signs": "&&&===&=&",
    "no equals": "stance",
    "markup": MARKUP,
    "javascript": "javascript:window.__pwned=1",
    "broken escapes": "%&%%=%%%&q=%",
    "nul": "%00=%00",
    "long": "a=b&" * 2_500,
    "select a prototype": "select=__proto__&network=__proto__&show=constructor&sort=-toString",
    "impossible time": "from=9999-99-99&to=0000-00-00",
    "time that ends before it begins": "from=2031-05-06&to=2031-02-10",
    "far years": "from=0001-01-01&to=9999-12-31",
}


@pytest.fixture
def opened(shared: Any) -> Any:
    """A page of few statements as it opens."""
    one = shared("few")
    one.reset()
    return one


def unharmed(opened: Any) -> bool:
    """Nothing ran, nothing was raised, nothing became an element, and the page still works."""
    assert (opened.requests, opened.errors) == ([], [])
    assert opened("[window.__pwned, ({}).q, ({}).polluted]") == [None, None, None]
    assert opened.page.locator("body img, main script, [onerror], a[href^='javascript:']").count() == 0
    opened.change(stance=["oppose"], q="", issue="", show="matrix")
    assert opened.page.locator("#matrix-view").is_visible()
    return True


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_value_of_any_part_does_no_harm(opened: Any, value: str) -> None:
    turn = list(VALUES).index(value)
    for number, name in enumerate(NAMES):
        if not THOROUGH and (number + turn) % 2:
            continue  # the other half of the pairs
        opened.go(f"#{name}={VALUES[value]}")
    assert unharmed(opened)


@pytest.mark.parametrize("value", VALUES if THOROUGH else ["markup", "prototype", "broken escape", "nul"])
def test_a_page_opened_with_a_hostile_address_does_no_harm(opened: Any, value: str) -> None:
    opened.open("#" + "&".join(f"{name}={VALUES[value]}" for name in NAMES))
    assert unharmed(opened)


@pytest.mark.parametrize("address", WHOLE)
def test_a_hostile_address_does_no_harm(opened: Any, address: str) -> None:
    opened.go("#" + WHOLE[address])
    assert unharmed(opened)


@pytest.mark.parametrize("address", WHOLE if THOROUGH else ["prototype keys", "impossible time"])
def test_a_page_opened_with_a_whole_hostile_address_does_no_harm(opened: Any, address: str) -> None:
    opened.open("#" + WHOLE[address])
    assert unharmed(opened)


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_word_sought_is_taken_as_text(opened: Any, value: str) -> None:
    opened.go(f"#q={VALUES[value]}")
    assert opened.page.locator("#chips").inner_text().count("words:") == (VALUES[value] != "")
    assert opened.page.locator("#chips *").evaluate_all(
        "(all) => all.every((one) => ['LI','BUTTON','BDI'].includes(one.tagName))"
    )


def test_the_complaint_is_short_however_long_the_address(opened: Any) -> None:
    opened.open("#unheard=" + "x" * 10_000 + "&stance=" + "y" * 10_000)
    assert len(opened.page.locator("#trouble").inner_text()) < 400


def test_the_last_of_repeated_parts_holds(opened: Any) -> None:
    opened.open("#min=2&min=3")
    assert opened("whoSaidWhat.state.min") == 3


def test_a_time_that_ends_before_it_begins_holds_nothing_and_can_be_cleared(opened: Any) -> None:
    opened.open("#from=2031-05-06&to=2031-02-10")
    assert opened.page.locator("#rows tr").count() == 0
    opened.page.click("#clear")
    assert opened.page.locator("#rows tr").count() == len(few())
