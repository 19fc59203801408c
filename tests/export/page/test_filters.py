"""The controls that filter: each narrows what is in view, says so, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.page.phrases import SIDES
from kg.model.kinds import kind_of

pytestmark = pytest.mark.browser
SIDED = ("support", "oppose", "mixed", "neutral", "unclear")
GROUPS = pytest.mark.parametrize("group", ["kind", "mode", "confidence"])
#: Filters as the page takes them, one of each.
EACH = {
    "stance": ["support"],
    "kind": ["person"],
    "mode": ["direct"],
    "confidence": ["high"],
    "issue": "issue/tariffs",
    "source": "source/letter-to-the-prime-minister",
    "min": 2,
    "from": "2031-05-01",
    "q": "deal",
}


def drawn(opened: Any) -> set[str]:
    """The sides of the lines that the picture has."""
    return set(
        opened(
            """() => { const sides = new Map(whoSaidWhat.data.edges.map((edge) => [edge.id, edge.side]));
            const drawn = whoSaidWhat.network.body.data.edges.get().filter((edge) => !edge.hidden);
            return drawn.map((edge) => sides.get(edge.id)); }"""
        )
    )


def rows(opened: Any) -> int:
    return int(opened.page.locator("#rows tr").count())


@pytest.mark.parametrize("side", SIDED)
def test_a_side_that_is_not_ticked_is_not_drawn(opened: Any, side: str) -> None:
    opened.page.uncheck(f".sides input[value={side}]")
    assert drawn(opened) == set(SIDED) - {side}


@pytest.mark.parametrize("side", SIDED)
def test_the_table_has_the_statements_of_the_sides_ticked(opened: Any, debate: Any, side: str) -> None:
    opened.page.uncheck(f".sides input[value={side}]")
    said = [[SIDES[one["stance"] or one["evaluation"]] for one in row["about"]] for row in debate]
    assert rows(opened) == sum(any(one != side for one in sides) for sides in said)


def test_a_side_that_is_ticked_again_is_back_and_the_address_is_clean(opened: Any) -> None:
    opened.page.uncheck(".sides input[value=oppose]")
    opened.page.check(".sides input[value=oppose]")
    assert (drawn(opened), opened.hash()) == (set(SIDED), "")


@GROUPS
def test_every_box_of_a_group_takes_its_statements_away(opened: Any, debate: Any, group: str) -> None:
    opened.page.click("#filters summary")
    for box in opened.page.locator(f"[data-choice={group}] input").all():
        value = box.get_attribute("value")
        box.uncheck()
        found = {
            "kind": lambda row, value=value: kind_of(row["speaker"]) != value,
            "mode": lambda row, value=value: row["mode"] != value,
            "confidence": lambda row, value=value: any(one["confidence"] != value for one in row["about"]),
        }[group]
        assert rows(opened) == sum(map(found, debate)), value
        box.check()


@GROUPS
def test_no_box_ticked_leaves_nothing_and_says_so(opened: Any, group: str) -> None:
    opened.page.click("#filters summary")
    for box in opened.page.locator(f"[data-choice={group}] input").all():
        box.uncheck()
    assert (
        opened.page.locator("#inview").inner_text()
        == "No statements match the filters. Remove a filter to see more."
    )
    assert opened.texts(".chip") == [f"{group}: none ×"]


def test_an_issue_covers_narrower_ones_and_says_so(opened: Any, worlds: Any) -> None:
    opened.page.click("#filters summary")
    opened.page.select_option("#issue", label="Tariffs of any kind (and narrower: 3)")
    debate, beside = worlds["plain"]
    assert rows(opened) == sum(any(one["target"] in beside.broader for one in row["about"]) for row in debate)
    assert opened.texts(".chip") == ["issue: Tariffs of any kind, with narrower ones ×"]


def test_a_source_leaves_its_statements(opened: Any, debate: Any) -> None:
    opened.page.click("#filters summary")
    for source in {row["source_label"] for row in debate}:
        opened.page.select_option("#source", label=source)
        assert rows(opened) == sum(row["source_label"] == source for row in debate)


def test_the_least_number_of_statements_holds_for_both_ends_of_every_line(opened: Any) -> None:
    opened.page.click("#filters summary")
    opened.page.fill("#min", "2")
    opened.page.keyboard.press("Enter")
    sizes = opened("() => [...whoSaidWhat.view.nodes.values()].map((cards) => cards.size)")
    assert sizes and min(sizes) >= 2


@pytest.mark.parametrize(("typed", "meant"), [("0", 1), ("-4", 1), ("2.9", 2), ("99999", 9999), ("", 1)])
def test_a_number_that_is_none_becomes_one_that_is(opened: Any, typed: str, meant: int) -> None:
    opened.page.click("#filters summary")
    opened.page.fill("#min", typed)
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened("whoSaidWhat.state.min") == meant


def test_the_button_counts_the_filters_that_it_hides(opened: Any) -> None:
    opened.change(**EACH)
    assert opened.texts("#filters summary") == ["Filters (6)"]


@pytest.mark.parametrize("name", EACH)
def test_a_chip_takes_its_filter_away_and_no_other(opened: Any, name: str) -> None:
    opened.change(**EACH)
    opened.page.click(f"[data-drop={name}]")
    left = opened("[...document.querySelectorAll('[data-drop]')].map((one) => one.dataset.drop)")
    assert left == [each for each in EACH if each not in (name,)] or sorted(left) == sorted(
        set(EACH) - {name}
    )


def test_clear_all_takes_every_filter_away_and_keeps_what_is_shown(opened: Any) -> None:
    opened.change(**EACH, show="timeline", sort="by")
    opened.page.click("#clear")
    assert opened.hash() == "#show=timeline&sort=by"
    assert rows(opened) == 35 and opened.page.locator("#force").is_hidden()


@pytest.mark.parametrize("menu", ["#filters", "#export"])
@pytest.mark.parametrize("way", ["Escape", "click"])
def test_a_menu_closes_by_escape_and_by_a_click_beside_it(opened: Any, menu: str, way: str) -> None:
    opened.page.click(f"{menu} summary")
    opened.page.keyboard.press("Escape") if way == "Escape" else opened.page.click("h1")
    assert opened.page.locator(f"{menu}[open]").count() == 0


def test_the_theme_button_turns_dark_and_light(opened: Any) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    before = opened(background)
    opened.page.click("#theme")
    assert opened(background) != before
    assert opened.page.locator("#theme").get_attribute("aria-pressed") == "true"
    opened.page.click("#theme")
    assert opened(background) == before


def test_the_page_opens_dark_where_the_system_is(open_page: Any) -> None:
    opened = open_page("plain", color_scheme="dark")
    assert opened.page.locator("#theme").get_attribute("aria-pressed") == "true"
