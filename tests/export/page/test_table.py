"""The table of statements: in any order, a hundred rows at a time, with what is selected first."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser
COLUMNS = ("said", "by", "words", "read", "source")
CELLS = """(name) => whoSaidWhat.view && [...document.querySelectorAll("#rows tr")].map((row) => {
    const card = whoSaidWhat.data.cards[row.dataset.card];
    return { said: card.last, by: card.speaker, source: card.source.label,
        words: [...card.quotes, card.paraphrase].filter(Boolean).join(" "),
        read: card.readings.map((one) => `${one.verb} ${one.label}`).join(" ") }[name]; });"""


def order(opened: Any) -> list[str]:
    found: list[str] = opened("[...document.querySelectorAll('#rows tr')].map((row) => row.dataset.card)")
    return found


def test_the_newest_come_first_and_undated_ones_last(opened: Any) -> None:
    days = opened(CELLS, "said")
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True) and days[len(dated) :] == [""]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_click_sorts_up_a_second_down_a_third_not_at_all(opened: Any, column: str) -> None:
    before = order(opened)
    head = opened.page.locator(f"th:has([data-sort={column}])")
    seen = []
    for _ in range(3):
        head.locator("button").click()
        seen.append(head.get_attribute("aria-sort"))
    assert seen == ["ascending", "descending", "none"] and order(opened) == before


@pytest.mark.parametrize("column", COLUMNS)
def test_the_cells_of_a_sorted_column_are_in_order(opened: Any, column: str) -> None:
    opened.page.click(f"[data-sort={column}]")
    up = [cell for cell in opened(CELLS, column) if cell]
    assert up == opened(
        "(all) => [...all].sort(new Intl.Collator('en', { sensitivity: 'base', numeric: true }).compare)", up
    )
    opened.page.click(f"[data-sort={column}]")
    down = [cell for cell in opened(CELLS, column) if cell]
    assert down == up[::-1]


@pytest.mark.parametrize("clicks", [1, 2])
def test_statements_without_a_date_come_last_in_either_order(opened: Any, clicks: int) -> None:
    for _ in range(clicks):
        opened.page.click("[data-sort=said]")
    *dated, last = opened(CELLS, "said")
    assert last == "" and all(dated)


def test_one_column_is_sorted_at_a_time(opened: Any) -> None:
    opened.page.click("[data-sort=by]")
    opened.page.click("[data-sort=source]")
    sorts = opened("[...document.querySelectorAll('#table th')].map((one) => one.ariaSort)")
    assert sorts == ["none"] * 4 + ["ascending"]


def test_the_selection_comes_first_and_is_marked(opened: Any, debate: Any) -> None:
    opened("(id) => whoSaidWhat.select(id)", opened.node("Tomas Reyes", issue=False))
    marks = opened("[...document.querySelectorAll('#rows tr')].map((row) => row.className)")
    said = sum(row["speaker_label"] == "Tomas Reyes" for row in debate)
    assert marks == ["chosen"] * said + [""] * (len(debate) - said)


def test_a_speaker_in_the_table_opens(opened: Any) -> None:
    opened.page.locator("#rows .pick", has_text="Mei Tan").first.click()
    assert opened.page.locator("#evidence h2").inner_text() == "Mei Tan"


def test_a_row_has_all_that_a_statement_is_known_by(opened: Any, debate: Any) -> None:
    row = next(row for row in debate if row["quotes"] and row["about"] and row["source_url"])
    words = " ".join(opened.page.locator("#rows tr", has_text=row["quotes"][0]).first.inner_text().split())
    parts = [row["speaker_label"], *row["speaker_roles"], row["place_label"], row["source_label"]]
    parts += [row["about"][0]["label"], row["about"][0]["confidence"], row["id"].rsplit("/", 1)[1]]
    assert [part for part in parts if part and part not in words] == []


def test_a_source_with_an_address_is_a_link_without_a_referrer(opened: Any) -> None:
    link = opened.page.locator("#rows a").first
    assert link.get_attribute("href").startswith("https://")
    assert {"noopener", "noreferrer", "nofollow"} == set(link.get_attribute("rel").split())


def test_a_hundred_rows_are_shown_and_more_on_request(open_page: Any) -> None:
    opened = open_page("crowd")
    assert (opened.page.locator("#rows tr").count(), opened.page.locator("#more").inner_text()) == (
        100,
        "100 more of 390",
    )
    opened.page.click("#more")
    assert opened.page.locator("#rows tr").count() == 200


def test_the_focus_goes_to_the_first_new_row(open_page: Any) -> None:
    opened = open_page("crowd")
    opened.page.focus("#more")
    opened.page.keyboard.press("Enter")
    assert (
        opened("[...document.querySelectorAll('#rows tr')].indexOf(document.activeElement.closest('tr'))")
        == 100
    )


def test_all_rows_can_be_reached(open_page: Any) -> None:
    opened = open_page("crowd")
    while opened.page.locator("#more").is_visible():
        opened.page.click("#more")
    assert sorted(map(int, order(opened))) == list(range(490))


def test_it_says_how_many_of_how_many_are_in_view(opened: Any) -> None:
    opened.change(source="source/letter-to-the-prime-minister")
    assert opened.page.locator("#inview").inner_text() == "2 of 35 statements in view, the newest first."
