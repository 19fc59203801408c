"""Search: names, other names and words, ignoring case, accents and kinds of quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def search(opened: Any, words: str) -> list[str]:
    """The names that a search lists."""
    opened.page.fill("#find", words)
    opened.until(f"whoSaidWhat.state.q === {words.strip()!r}")
    found: list[str] = opened(
        "() => [...document.querySelectorAll('#evidence > .ties .pick')].map((one) => one.textContent)"
    )
    return found


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Halvorsen", ["Ingrid Halvorsen"]),
        ("iNGRID hALV", ["Ingrid Halvorsen"]),
        ("Íngrid Hälvorsen", ["Ingrid Halvorsen"]),
        ("dvorak", ["Pavel Dvorak", "Pavel Dvorak"]),
        ("P. Dvořák", ["Pavel Dvorak", "Pavel Dvorak"]),
        ("p. dvorak", ["Pavel Dvorak", "Pavel Dvorak"]),
        ("павел", ["Pavel Dvorak", "Pavel Dvorak"]),
        ("stahlzoll", ["Keeping the steel tariff"]),
        ("Carmakers’ C", ["Carmakers' Council"]),
        ("  missile  ".strip(), ["Joining the missile shield"]),
    ],
)
def test_a_name_is_found_by_any_of_its_spellings(opened: Any, words: str, names: list[str]) -> None:
    assert search(opened, words) == names


@pytest.mark.parametrize("words", ["posturing", "POSTURING", "pósturing"])
def test_words_that_were_quoted_find_their_statement(opened: Any, words: str) -> None:
    search(opened, words)
    opened.page.wait_for_selector("#evidence .card")
    assert opened.texts("#evidence .card .by") == ["Lucia Marino"]
    assert opened.page.locator("#rows tr").count() == 1


@pytest.mark.parametrize("field", ["text", "place_label", "source_label"])
def test_every_statement_with_the_words_is_found(opened: Any, debate: Any, field: str) -> None:
    words = next(row[field] for row in debate if row[field])
    search(opened, words)
    found = {card.removeprefix("https://w3id.org/wsw/id/") for card in opened.view()["cards"]}
    assert {
        row["id"].removeprefix("https://w3id.org/wsw/id/") for row in debate if row[field] == words
    } <= found


def test_what_a_found_name_said_and_what_was_said_on_it_is_found_too(opened: Any, debate: Any) -> None:
    search(opened, "Stahlzoll")
    said = [
        row["id"] for row in debate if any(one["label"] == "Keeping the steel tariff" for one in row["about"])
    ]
    assert sorted(opened.view()["cards"]) == sorted(said)


def test_a_search_without_matches_says_so(opened: Any) -> None:
    search(opened, "zebra")
    hint = opened.page.locator("#evidence").inner_text()
    assert "No name or statement in view contains these words" in hint
    assert opened.page.locator("#rows tr").count() == 0


def test_a_name_in_the_list_opens_it(opened: Any) -> None:
    search(opened, "steel tariff")
    opened.page.locator("#evidence .ties .pick").first.click()
    assert opened.page.locator("#evidence h2").inner_text() == "Keeping the steel tariff"


def test_other_names_are_shown_with_a_name(opened: Any) -> None:
    opened("(id) => whoSaidWhat.select(id)", opened.node("Keeping the steel tariff", issue=True))
    assert "also: Stahlzoll" in opened.texts("#evidence .what")


def test_what_does_not_fit_is_faded_in_the_picture(opened: Any) -> None:
    search(opened, "Halvorsen")
    assert opened("[...wsw.lit]").count(opened.node("Ingrid Halvorsen", issue=False)) == 1
    assert opened.node("Mexara", issue=False) not in opened("[...wsw.lit]")


def test_active_filters_narrow_the_search(opened: Any) -> None:
    opened.change(stance=["oppose"])
    search(opened, "Mei Tan")
    assert opened.view()["cards"] == []


def test_a_search_that_is_emptied_shows_everything_again(opened: Any) -> None:
    search(opened, "zebra")
    search(opened, "")
    assert opened.page.locator("#overview").is_visible() and opened.page.locator("#rows tr").count() == 35


def test_escape_ends_a_search(opened: Any) -> None:
    search(opened, "zebra")
    opened.page.keyboard.press("Escape")
    assert opened.page.input_value("#find") == "" and opened("whoSaidWhat.state.q") == ""


def test_the_slash_leads_to_the_search_field(opened: Any) -> None:
    opened.page.keyboard.press("/")
    assert opened("document.activeElement.id") == "find" and opened.page.input_value("#find") == ""


def test_a_slash_in_the_search_field_is_a_slash(opened: Any) -> None:
    opened.page.focus("#find")
    opened.page.keyboard.type("a/b")
    assert opened.page.input_value("#find") == "a/b"
