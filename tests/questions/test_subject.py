"""The statements of a briefing: of an issue, of an actor, under conditions; and what is said beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import AmbiguousName, QuestionError, UnknownName
from kg.questions.ask import ask
from kg.questions.said import said
from kg.questions.subject import Selected, selected
from kg.resources import bundled_graph
from kg.store import open_store
from kg.store.base import Store
from tests.bundled import looked_at, statements

WORLD = Path(__file__).parent / "fixtures" / "world.ttl"
NOBODY = "The graph may be incomplete: no record does not mean that nothing was said."


@pytest.fixture(scope="module")
def bundled() -> Iterator[Store]:
    with open_store(bundled_graph()) as store:
        yield store


@pytest.fixture(scope="module")
def world() -> Iterator[Store]:
    """A quarrel over a bridge; Dahl says what Berg wants, in a statement that does not name her."""
    with open_store(WORLD) as store:
        yield store


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["id"]).rsplit("/", 1)[1] for row in rows]


def test_the_statements_about_an_issue_are_those_of_said(bundled: Store) -> None:
    found = selected(bundled, "tariffs")
    assert found.rows == said(bundled, about="tariffs").rows
    assert (found.labels, found.actors, found.notes) == (("Tariffs",), False, ())


def test_without_a_subject_all_statements_are_selected(bundled: Store) -> None:
    found = selected(bundled)
    assert found.rows == said(bundled).rows and found.looked_at == len(found.rows)
    assert (found.title, found.covers) == ("Who said what", frozenset())


def test_an_issue_covers_the_narrower_ones(bundled: Store) -> None:
    covers = selected(bundled, "tariffs").covers
    assert any(address.endswith("/us-tariffs") for address in covers)


@pytest.mark.parametrize("actor", ["trump", "carney", "person/mark-carney", "US government"])
def test_for_an_actor_statements_by_about_and_attributing_are_selected(bundled: Store, actor: str) -> None:
    wanted = {row["id"] for row in said(bundled, by=actor).rows + said(bundled, about=actor).rows}
    wanted |= {row["statement"] for row in ask(bundled, "embedded", {"of": actor}).rows}
    found = selected(bundled, actor)
    assert {row["id"] for row in found.rows} == wanted and len(found.rows) == len(wanted)
    assert found.actors


def test_a_statement_that_only_says_what_the_actor_wants_is_selected(world: Store) -> None:
    assert "s11" in ids(selected(world, "Berg").rows)
    assert "s11" not in ids(said(world, about="Berg").rows + said(world, by="Berg").rows)


@pytest.mark.parametrize("about", ["trump", ["trump", "carney"], ["trump", "51st state"]])
def test_the_order_is_that_of_said(bundled: Store, about: str | list[str]) -> None:
    order = ids(said(bundled).rows)
    found = ids(selected(bundled, about).rows)
    assert found == sorted(found, key=order.index)


@pytest.mark.parametrize(
    "conditions",
    [
        {"since": "2025-10"},
        {"until": "2025-10-05"},
        {"since": "2025-09", "until": "2025-10"},
        {"stance": "oppose"},
        {"mode": ["direct", "mixed"]},
        {"grep": "tariff"},
        {"source": "bbc"},
        {"by": "cover"},
        {"by": ["trump", "cover"]},
        {"by": "trump", "since": "2025-10"},
    ],
    ids=str,
)
def test_every_condition_also_holds_for_an_actor(bundled: Store, conditions: dict[str, Any]) -> None:
    allowed = set(ids(said(bundled, **conditions).rows))
    every = ids(selected(bundled, "trump").rows)
    found = ids(selected(bundled, "trump", **conditions).rows)
    about = ids(said(bundled, about="trump", **conditions).rows)
    assert set(about) <= set(found) <= allowed
    if "stance" not in conditions:
        assert found == [one for one in every if one in allowed]


def test_undated_statements_are_counted_once(airport: Store) -> None:
    every = selected(airport, "Lena Thal").rows
    undated = sum(row["counts_until"] is None for row in every)
    found = selected(airport, "Lena Thal", since="2025")
    assert undated == 1 and len(found.rows) < len(every)
    assert found.notes[1].startswith("1 undated statement was left out")


@pytest.mark.parametrize("about", ["Lena Thal", "night ban", ()], ids=str)
def test_a_period_includes_what_counts_and_was_reported_in_it(airport: Store, about: Any) -> None:
    found = selected(airport, about, since="2025-03-01", until="2025-03-31")
    assert {row["counts_by"] for row in found.rows} == {"published"}
    assert all(row["counts_from"] == "2025-03-04" for row in found.rows)


@pytest.mark.parametrize("about", ["Lena Thal", "night ban", ()], ids=str)
def test_with_stated_dates_what_counts_by_publication_is_left_out(airport: Store, about: Any) -> None:
    found = selected(airport, about, dates="stated")
    assert {row["counts_by"] for row in found.rows} <= {"stated", "inferred"}
    assert found.notes[0] == "Only statements with a date given by the source are shown."
    assert found.view == {"dates": "stated"}


def test_only_a_view_of_the_whole_graph_is_everything(airport: Store) -> None:
    views = {"until": "2025-06", "dates": "stated"}
    assert selected(airport).everything and selected(airport, **views).everything
    assert not selected(airport, "night ban").everything and not selected(airport, since="2025").everything


def test_conditions_are_described_with_names_from_the_graph(bundled: Store) -> None:
    found = selected(bundled, "tariffs", by=["trump", "carney"], since="2025-10", mode="direct", grep="x")
    assert found.notes[0] == (
        "Only statements by Donald Trump or Mark Carney, of mode direct, with the words “x”, since 2025-10 "
        "are shown."
    )


@pytest.mark.parametrize("about", ["51st state", "LeBlanc"])
def test_an_empty_selection_says_what_was_looked_at(bundled: Store, about: str) -> None:
    found = selected(bundled, about, by="carney", grep="no such words")
    assert found.rows == [] and found.looked_at == statements()
    assert found.notes[1] == f"No matching statements found; {looked_at()}."
    assert found.notes[-1] == NOBODY


@pytest.mark.parametrize("about", ["Hugo Stone", "quieter planes"])
def test_a_selection_of_only_undated_statements_says_so(airport: Store, about: str) -> None:
    found = selected(airport, about, since="2030")
    assert found.rows == [] and found.notes[1].startswith(
        "No matching dated statements found; looked at 26 statements"
    )
    assert found.notes[-1] == NOBODY


@pytest.mark.parametrize(
    "about, title",
    [
        ("51st state", "Who said what about Canada as the 51st state"),
        (["51st state", "trade deal"], None),
        ("trump", "What was said by and about Donald Trump"),
        (["trump", "carney"], "What was said by and about Donald Trump and Mark Carney"),
        (["trump", "51st state"], "Who said what about Donald Trump and Canada as the 51st state"),
        (["trump", "donald trump"], "What was said by and about Donald Trump"),
    ],
    ids=str,
)
def test_the_title_of_a_briefing_names_its_subject(
    bundled: Store, about: str | list[str], title: str | None
) -> None:
    found = selected(bundled, about)
    assert title is None or found.title == title
    assert all(label in found.title for label in found.labels)


def test_a_name_that_matches_nothing_suggests_the_nearest(bundled: Store) -> None:
    with pytest.raises(UnknownName) as error:
        selected(bundled, "carnye")
    assert ("Mark Carney", "person/mark-carney") in error.value.candidates


def test_a_name_that_matches_several_lists_them(world: Store) -> None:
    with pytest.raises(AmbiguousName):
        selected(world, "Bo")


@pytest.mark.parametrize(
    "conditions", [{"since": "soon"}, {"until": "2025-13"}, {"stance": "yes"}, {"mode": "loud"}], ids=str
)
@pytest.mark.parametrize("about", ["trump", "tariffs"])
def test_an_invalid_condition_is_an_error(bundled: Store, about: str, conditions: dict[str, Any]) -> None:
    with pytest.raises(QuestionError):
        selected(bundled, about, **conditions)


def test_an_empty_condition_is_ignored(bundled: Store) -> None:
    nothing = {"by": (), "since": None, "grep": None, "mode": []}
    assert selected(bundled, "trump", **nothing) == selected(bundled, "trump")
    assert isinstance(selected(bundled, "trump"), Selected)


@pytest.mark.parametrize("about", ["night ban", "Henrik Falk"])
def test_a_speaker_named_by_office_is_its_holder_in_the_period(airport: Store, about: str) -> None:
    found = selected(airport, about, by="prime minister", since="2025-06")
    assert {row["speaker_label"] for row in found.rows} == {"Henrik Falk"}
    assert found.notes[0] == "Only statements by Henrik Falk, since 2025-06 are shown."
