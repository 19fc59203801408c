"""The sides that briefing and page tell of a debate in which people change their minds and offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest

from kg.export.briefing import document
from kg.export.page import render
from kg.networks import contests
from kg.questions.said import said
from kg.resources import bundled_graph
from kg.store import open_store
from kg.store.base import Store
from kg.wording.sides import counted

BAN = "5 for, 3 against, 1 both; 3 of them changed"


@pytest.fixture(scope="module")
def bundled() -> Iterator[Store]:
    with open_store(bundled_graph()) as store:
        yield store


def briefing(store: Store, **options: Any) -> str:
    """The positions, as text."""
    return "".join(document.chunks(store, **options)).split("\n## Statements")[0]


def page(store: Store, **options: Any) -> str:
    """What the page opens with, as text."""
    html = "".join(render.chunks(store, **options))
    panel = html[html.index('id="overview"') : html.index('id="evidence"')]
    return " ".join(unescape(re.sub(r"<[^>]*>", "", panel)).split())


def targets(text: str) -> list[tuple[str, str]]:
    """The targets of the positions, with the text below each."""
    return re.findall(r"^### (.*?)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["airport", "bundled"])
def test_every_actor_of_the_graph_counts_once(name: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(name)
    actors = {row["speaker"] for row in said(store).rows}
    for label, below in targets(briefing(store)):
        numbers = [int(n) for n in re.findall(r"(\d+) (?:for|against|both|other)", below.split("\n")[1])]
        assert sum(numbers) == len(re.findall("^- ", below, re.MULTILINE)) <= len(actors), label


@pytest.mark.parametrize("until", [None, "2020-12-31", "2025-03-04", "2025-06-10", "2025-09-30"])
@pytest.mark.parametrize("dates", ["counted", "stated"])
def test_both_have_the_sides_that_the_library_has(airport: Store, until: str | None, dates: str) -> None:
    found = contests(said(airport, until=until, dates=dates).rows, until)
    text, panel = (face(airport, until=until, dates=dates) for face in (briefing, page))
    assert len(targets(text)) == len(found) > 1
    for one in found:
        heading = one.label + (" (contested)" if one.contested else "")
        assert (heading, counted(one)) in [(name, below.split("\n")[1][:-1]) for name, below in targets(text)]
        assert f"{one.label} {counted(one)}" in panel or "more in the picture" in panel


def test_an_actor_who_changed_is_not_on_both_sides(airport: Store) -> None:
    assert "### Taking the airport to court\n\n1 for, who changed.\n" in briefing(airport, about="court")
    found = page(airport, about="court", by="Ida Kern")
    assert "Taking the airport to court 1 for, who changed" in found


@pytest.mark.parametrize(
    "conditions",
    [{"by": "Ida Kern"}, {"stance": "oppose"}, {"source": "gazette-2025-06"}, {"since": "2025-06"}, {}],
    ids=str,
)
@pytest.mark.parametrize("face", [briefing, page])
def test_the_choice_of_statements_does_not_change_positions(
    airport: Store, face: Callable[..., str], conditions: dict[str, Any]
) -> None:
    found = face(airport, about="night ban", **conditions)
    assert re.search(rf"A ban on night flights( \(contested\)\n\n| ){BAN}", found)


def test_the_line_of_the_count_says_how_many_readings_are_not_shown(airport: Store) -> None:
    text, panel = (face(airport, about="night ban", by="Ida Kern") for face in (briefing, page))
    assert f"\n{BAN}. Listed here: 1 of these 9 actors.\n" in text
    assert re.search(
        r"Each actor counts once, by the current position; \d+ readings that are not on this page", panel
    )


def test_contested_is_what_has_somebody_on_either_side(airport: Store) -> None:
    for label, below in targets(briefing(airport)):
        sides = re.findall(r"^\*\*(For|Against)", below, re.MULTILINE)
        assert label.endswith("(contested)") is ({"For", "Against"} <= set(sides)), label


def test_an_office_is_that_of_the_day_and_says_how_it_is_known(airport: Store) -> None:
    found = briefing(airport, about="night ban")
    wanted = (
        "- Henrik Falk, Prime Minister of Norland government (since 2025-06-01); ",
        "- Lena Thal, Chair of Aviation Authority (as reported), former Minister of Transport (Norland",
        "- Ida Kern, Mayor of Eastwick (since 2022-01-01); ",
    )
    assert all(line in found for line in wanted)
    assert (
        "Norland government"
        not in briefing(airport, about="night ban", by="Ida Kern").split("Listed here")[1]
    )


def test_coders_who_differ_are_named_on_the_page_and_in_the_text(airport: Store) -> None:
    named = "coders differ: Anna, first coder neutral, Ben, second coder oppose"
    assert named in briefing(airport, about="night ban")
    assert named in "".join(render.chunks(airport, about="night ban"))


def test_a_graph_too_large_for_its_page_counts_what_the_page_has_and_says_so(
    airport: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "BEYOND", 3)
    found = page(airport, about="night ban", by="Ida Kern")
    assert "A ban on night flights 1 for, who changed" in found
    assert "only the statements of this page count" in found


def test_of_more_statements_than_a_page_holds_all_count(
    airport: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "STATEMENTS", 7)
    html = "".join(render.chunks(airport))
    assert "Only the newest 7 of 26 statements are shown." in html
    (ban,) = (one for one in contests(said(airport).rows) if one.label == "A ban on night flights")
    assert "A ban on night flights" + f" {counted(ban)}" in page(airport)
