"""Time: two sliders and a play button; undated statements are left out and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.export.page.conftest import Debate

pytestmark = pytest.mark.browser
FIRST, LAST = "2031-02-10", "2031-05-07"


@pytest.fixture(scope="module")
def timed(browser: Any, pages: Any) -> Iterator[Debate]:
    """A page whose clock only moves when a test moves it."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, offline=True)
    one = Debate(context, pages("plain").as_uri())
    one.page.clock.install(time=0)
    one.page.clock.pause_at(10_000)
    yield one
    context.close()


@pytest.fixture
def opened(timed: Debate) -> Debate:
    """That page as it opens, where nothing plays."""
    if timed.page.locator("#play").get_attribute("aria-pressed") == "true":
        timed.page.click("#play")
    timed.reset()
    return timed


def within(rows: Any, since: str, until: str) -> int:
    return sum(
        bool(row["counts_until"]) and row["counts_until"] >= since and row["counts_from"] <= until
        for row in rows
    )


@pytest.mark.parametrize(
    ("slider", "keys", "since", "until"),
    [
        ("#from", ["ArrowRight"], "2031-02-11", LAST),
        ("#from", ["End"], LAST, LAST),
        ("#to", ["ArrowLeft"], FIRST, "2031-05-06"),
        ("#to", ["Home"], FIRST, FIRST),
        ("#to", ["PageDown"], FIRST, None),
    ],
)
def test_a_slider_leaves_what_can_have_been_said_in_its_time(
    opened: Any, debate: Any, slider: str, keys: list[str], since: str, until: str | None
) -> None:
    opened.page.focus(slider)
    for key in keys:
        opened.page.keyboard.press(key)
    state = opened("whoSaidWhat.state")
    assert (state["from"], state["to"]) == (since, until or state["to"])
    assert opened.page.locator("#rows tr").count() == within(debate, state["from"], state["to"])


def test_a_slider_cannot_pass_the_other(opened: Any) -> None:
    opened.page.focus("#to")
    opened.page.keyboard.press("Home")
    opened.page.focus("#from")
    opened.page.keyboard.press("End")
    state = opened("whoSaidWhat.state")
    assert state["from"] <= state["to"]


def test_the_whole_time_is_no_filter(opened: Any) -> None:
    opened.page.focus("#from")
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("ArrowLeft")
    assert opened.hash() == "" and opened.page.locator("#rows tr").count() == 35


def test_it_says_how_many_statements_without_a_date_are_left_out(opened: Any, debate: Any) -> None:
    opened.change(**{"from": FIRST})
    assert sum(not row["counts_until"] for row in debate) == 1
    assert "1 statement without a date is left out." in opened.page.locator("#inview").inner_text()


def test_what_was_reported_without_a_date_is_in_the_time_of_its_publication(opened: Any, debate: Any) -> None:
    opened.change(**{"from": "2031-05-07", "to": "2031-05-07"})
    wanted = {row["id"] for row in debate if row["counts_by"] == "published" and row["counts_until"] == LAST}
    assert wanted and wanted <= set(opened.view()["cards"])
    assert "as reported on 7 May 2031" in opened.page.locator("#rows").inner_text()


def test_the_sliders_say_their_day_in_words(opened: Any) -> None:
    opened.change(**{"from": "2031-03-05", "to": "2031-04-06"})
    assert opened.page.locator("#from").get_attribute("aria-valuetext") == "5 Mar 2031"
    assert opened.page.locator("#to").get_attribute("aria-valuetext") == "6 Apr 2031"
    assert opened.page.locator("#span").inner_text() == "5 Mar 2031 – 6 Apr 2031"


def test_play_starts_at_the_first_day(opened: Any) -> None:
    opened.page.click("#play")
    assert (opened("whoSaidWhat.state.from"), opened("whoSaidWhat.state.to")) == (FIRST, FIRST)
    assert opened.page.locator("#play").get_attribute("aria-pressed") == "true"


def test_play_moves_on(opened: Any) -> None:
    opened.page.click("#play")
    seen = []
    for _ in range(3):
        opened.page.clock.run_for(250)
        seen.append(opened("whoSaidWhat.state.to"))
    assert FIRST < seen[0] < seen[1] < seen[2]


def test_play_ends_with_the_whole_time_in_view(opened: Any) -> None:
    opened.page.click("#play")
    opened.page.clock.run_for(20_000)
    assert (opened("whoSaidWhat.state.from"), opened("whoSaidWhat.state.to")) == ("", "")
    assert opened.page.locator("#play").get_attribute("aria-pressed") == "false"
    assert opened.page.locator("#rows tr").count() == 35


def test_a_second_click_stops_where_it_is_and_the_address_says_where(opened: Any) -> None:
    opened.page.click("#play")
    opened.page.clock.run_for(1_000)
    opened.page.click("#play")
    until = opened("whoSaidWhat.state.to")
    opened.page.clock.run_for(5_000)
    assert opened("whoSaidWhat.state.to") == until
    assert opened.hash() == f"#from={FIRST}&to={until}"


def test_a_slider_that_is_moved_stops_the_play(opened: Any) -> None:
    opened.page.click("#play")
    opened.page.clock.run_for(500)
    opened.page.focus("#to")
    opened.page.keyboard.press("ArrowRight")
    until = opened("whoSaidWhat.state.to")
    opened.page.clock.run_for(5_000)
    assert opened("whoSaidWhat.state.to") == until
