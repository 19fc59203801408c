"""The overview names what is contested as kg.networks.contests does, before the script runs and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from kg.networks import SIDES, contests, two_mode

pytestmark = pytest.mark.browser
WORLDS = pytest.mark.parametrize("name", ["plain", "bundled"])
MOST = 8
#: Rows of the overview: the words of each.
ROWS = """() => [...document.querySelectorAll("#overview .contest")].map((row) => [
    row.querySelector(".pick").textContent, row.querySelector(".sums").textContent]);"""


def shown(opened: Any) -> list[tuple[str, dict[str, int]]]:
    """The rows of the overview: label, and the number of actors on each side."""
    return [
        (label, {what: int(number) for number, what in re.findall(r"(\d+) (for|against|other)", sums)})
        for label, sums in opened(ROWS)
    ]


def expected(rows: Sequence[Any], *, contested: bool) -> list[tuple[str, dict[str, int]]]:
    """What the library finds, contested or not, in its order."""
    return [
        (
            one.label + (" (spoken of)" if one.kind == "actor" else ""),
            {
                "for": one.support,
                "against": one.oppose,
                **({"other": other} if (other := one.mixed + one.neutral + one.unclear) else {}),
            },
        )
        for one in contests(two_mode(rows))
        if one.contested is contested
    ]


@pytest.mark.parametrize("name", ["plain", "crowd"])
def test_the_most_contested_stand_first_in_the_order_of_the_library(
    shared: Any, worlds: Any, set_state: Any, name: str
) -> None:
    set_state(shared(name), {"min": 2})
    set_state(shared(name), {})
    wanted = expected(worlds[name][0], contested=True)[:MOST]
    assert shown(shared(name))[: len(wanted)] == wanted


@WORLDS
def test_what_stands_there_without_script_is_what_the_script_writes(
    open_page: Any, shared: Any, set_state: Any, name: str
) -> None:
    set_state(shared(name), {"min": 2})
    set_state(shared(name), {})
    written = [(label, re.sub(r"\W", "", sums)) for label, sums in shared(name)(ROWS)]
    rows = open_page(name, java_script_enabled=False).page.locator("#overview .contest").all()
    assert written == [
        (row.locator(".pick").inner_text(), re.sub(r"\W", "", row.locator(".sums").inner_text()))
        for row in rows
    ]


@pytest.mark.parametrize("seed", range(12))
@WORLDS
def test_under_filters_it_is_of_what_is_in_view(
    shared: Any, worlds: Any, recount: Any, choose: Any, set_state: Any, name: str, seed: int
) -> None:
    state = choose(seed, worlds[name])
    set_state(shared(name), state)
    kept, _ = recount(worlds[name], state)
    wanted = expected(kept, contested=True)[:MOST]
    found = shown(shared(name))
    assert found[: len(wanted)] == wanted, state
    assert all(row in expected(kept, contested=False) for row in found[len(wanted) :]), state


@WORLDS
def test_bars_are_as_long_as_the_shares_of_the_sides(shared: Any, set_state: Any, name: str) -> None:
    set_state(shared(name), {})
    widths = shared(name)(
        """() => [...document.querySelectorAll("#overview .bar")].map((bar) => Object.fromEntries(
            [...bar.children].map((one) => [one.classList[0], parseFloat(one.getAttribute("width"))])))"""
    )
    sides = {"for": "support", "against": "oppose", "other": "other"}
    for (_, counts), found in zip(shown(shared(name)), widths, strict=True):
        shares = {
            sides[what]: 100 * number / sum(counts.values()) for what, number in counts.items() if number
        }
        assert found == pytest.approx(shares, abs=0.01)


@WORLDS
def test_the_number_beside_a_side_is_that_of_its_readings_whatever_sides_are_chosen(
    shared: Any, worlds: Any, set_state: Any, name: str
) -> None:
    set_state(shared(name), {"stance": ["oppose"]})
    told = shared(name)(
        """() => Object.fromEntries([...document.querySelectorAll(".sides .n")]
            .map((one) => [one.dataset.side, Number(one.textContent)]))"""
    )
    readings: Counter[str] = Counter()
    for *_, edge in two_mode(worlds[name][0]).edges(data=True):
        readings[SIDES[edge["stance"]]] += edge["weight"]
    assert told == readings
