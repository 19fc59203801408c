"""The panel counts sides as kg.networks.contests does, under every filter, and before the script runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kg.export.page.phrases import SIDES
from kg.networks import Contest, contests
from kg.networks.statement_network import two_mode
from kg.wording.sides import counted, parts
from tests.profiles import THOROUGH, seeds

pytestmark = pytest.mark.browser
#: Pages of a whole debate, of some of it, of some of it by a day, and of what stands for itself alone.
WORLDS = pytest.mark.parametrize("name", ["plain", "bundled", "changing", "partial", "bounded", "own"])
MOST = 8
#: Rows of the overview: the words of each.
ROWS = """() => [...document.querySelectorAll("#overview .contest")].map((row) => [
    row.querySelector(".pick").textContent, row.querySelector(".sums").textContent]);"""
#: The line that says how actors count.
RULE = """() => document.querySelector("#overview .rule").textContent"""


def label(one: Contest) -> str:
    return one.label + (" (spoken of)" if one.kind == "actor" else "")


def expected(found: Sequence[Contest]) -> list[tuple[str, str]]:
    """The rows of the overview, by what the library finds."""
    contested = [one for one in found if one.contested]
    rest = sorted((one for one in found if not one.contested), key=lambda one: -len(one.stands))
    shown = contested[:MOST] + rest[: max(0, MOST - len(contested))]
    return [(label(one), counted(one)) for one in shown]


def in_sight(
    whole: tuple[Sequence[Mapping[str, Any]], str | None], kept: Sequence[Any], state: Mapping[str, Any]
) -> tuple[list[Contest], str | None]:
    """The sides of what is in view, by all statements up to the day of the view; and that day."""
    rows, until = whole
    day = min((one for one in (until, state.get("to")) if one), default=None)
    there = {key for key, node in two_mode(kept).nodes(data=True) if node["bipartite"] == 1}
    return [one for one in contests(rows, day) if one.node in there], day


def rows_of(opened: Any) -> list[tuple[str, str]]:
    return [(name, words) for name, words in opened(ROWS)]


@pytest.mark.parametrize("name", ["plain", "changing", "bounded"])
def test_the_page_without_script_equals_what_the_script_writes(
    open_page: Any, shared: Any, set_state: Any, name: str
) -> None:
    set_state(shared(name), {"min": 2})
    set_state(shared(name), {})
    page = open_page(name, java_script_enabled=False).page
    still = [
        (row.locator(".pick").inner_text(), row.locator(".sums").inner_text())
        for row in page.locator("#overview .contest").all()
    ]
    assert rows_of(shared(name)) == still
    assert shared(name)(RULE) == page.locator("#overview .rule").inner_text()


@pytest.mark.parametrize("seed", seeds(25))
@WORLDS
def test_under_filters_the_sides_are_those_of_all_readings_up_to_the_day_of_the_view(
    *, shared: Any, worlds: Any, debates: Any, recount: Any, choose: Any, set_state: Any, name: str, seed: int
) -> None:
    state = choose(seed, worlds[name])
    set_state(shared(name), state)
    kept, _ = recount(worlds[name], state)
    found, _ = in_sight(debates[name], kept, state)
    assert rows_of(shared(name)) == expected(found), state


@pytest.mark.parametrize("name", ["changing", "partial", "bounded"])
def test_the_sides_are_those_of_every_day_on_which_the_slider_can_end(
    shared: Any, worlds: Any, debates: Any, recount: Any, set_state: Any, name: str
) -> None:
    days = sorted({row["counts_from"] for row in worlds[name][0] if row["counts_from"]})
    seen = set()
    for day in days[:: max(1, len(days) // (30 if THOROUGH else 12))]:
        set_state(shared(name), {"to": day})
        kept, _ = recount(worlds[name], {"to": day})
        found, _ = in_sight(debates[name], kept, {"to": day})
        assert rows_of(shared(name)) == expected(found), day
        seen |= {(side, number) for one in found for side, number in parts(one)}
    assert len(seen) > 8  # they do change from day to day


@pytest.mark.parametrize("seed", seeds(8))
@WORLDS
def test_the_line_above_says_how_many_readings_count_that_are_not_in_sight(
    *, shared: Any, worlds: Any, debates: Any, recount: Any, choose: Any, set_state: Any, name: str, seed: int
) -> None:
    state = choose(seed, worlds[name])
    set_state(shared(name), state)
    kept, _ = recount(worlds[name], state)
    found, day = in_sight(debates[name], kept, state)
    if not found:
        return
    of = {one.target for one in found}
    ours = [one for one in contests(worlds[name][0], day) if one.target in of]
    seen = {one["reading"] for row in kept for one in row["about"] if one["target"] in of}
    here = sum(one.readings for one in ours)
    said = shared(name)(RULE)
    told = [int(number.replace(",", "")) for number in re.findall(r"([0-9,]+) readings? that", said)]
    assert told == [n for n in (here - len(seen), sum(one.readings for one in found) - here) if n], said
    assert ("by the current position" in said) is (day is None)
    assert ("only the statements of this page count" in said) is (name in ("plain", "own"))


@WORLDS
def test_bars_are_as_long_as_the_shares_of_the_sides(
    shared: Any, debates: Any, set_state: Any, name: str
) -> None:
    set_state(shared(name), {})
    widths = shared(name)(
        """() => [...document.querySelectorAll("#overview .bar")].map((bar) =>
            [...bar.children].map((one) => [one.classList[0], parseFloat(one.getAttribute("width"))]))"""
    )
    colours = {"for": "support", "against": "oppose", "both": "mixed", "other": "other"}
    counts = {label(one): one for one in contests(*debates[name])}
    for (target, _), found in zip(rows_of(shared(name)), widths, strict=True):
        one = counts[target]
        shares = [(colours[side], 100 * number / len(one.stands)) for side, number in parts(one)]
        assert found == [[colour, pytest.approx(share, abs=0.01)] for colour, share in shares]


def test_the_panel_of_an_issue_shows_the_sides(shared: Any, debates: Any, set_state: Any) -> None:
    set_state(shared("changing"), {})
    (one,) = (each for each in contests(*debates["changing"]) if each.label == "Plan 1")
    shared("changing").change(select=shared("changing").node("Plan 1", issue=True))
    assert f"Actors: {counted(one)}." in shared("changing").texts("#evidence .what")


def test_of_an_aggregate_every_actor_counts_and_not_every_node(shared: Any, debates: Any) -> None:
    found = {label(one): counted(one) for one in contests(*debates["plain"])}
    rows = rows_of(shared("aggregate"))
    assert rows and all(found[name] == words for name, words in rows)


@WORLDS
def test_the_number_beside_a_side_counts_its_readings_regardless_of_the_chosen_sides(
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
