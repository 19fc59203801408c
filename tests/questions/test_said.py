"""Who said what about what: the filters, the contract of a row, and what is never shown as said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.errors import AmbiguousName, QuestionError, UnknownName
from kg.model.statement import COLUMNS
from kg.namespaces import BASIS, DATA, MODE, WSW
from kg.questions.answer import Row
from kg.questions.offices import in_words
from kg.questions.said import said
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore

WORLD = Path(__file__).parent / "fixtures" / "world.ttl"
IMPORTED = f"""
PREFIX s: <{DATA}statement/> PREFIX r: <{DATA}reading/> PREFIX country: <{DATA}country/>
PREFIX wsw: <{WSW.base}> PREFIX mode: <{MODE.base}>
DELETE DATA {{ s:s5 wsw:mode mode:indirect }} ;
INSERT DATA {{
  s:s1 wsw:onBehalfOf country:eastford . s:s3 wsw:onBehalfOf country:westford . s:s5 wsw:mode mode:not-coded .
  r:r1 wsw:score 2.5 . r:r3 wsw:score -3.0 . r:r4 wsw:score 0.0
}}"""

UNDATED = f"""
PREFIX s: <{DATA}statement/> PREFIX wsw: <{WSW.base}> PREFIX basis: <{BASIS.base}>
DELETE {{ ?s wsw:countsFrom ?from ; wsw:countsUntil ?until ; wsw:countsBy ?by }}
INSERT {{ ?s wsw:countsBy basis:unknown }}
WHERE {{ VALUES ?s {{ s:s4 s:s12 }} ?s wsw:countsFrom ?from ; wsw:countsUntil ?until ; wsw:countsBy ?by }}"""  # noqa: S608


def ids(store: Store, **conditions: Any) -> list[str]:
    return [row["id"].removeprefix(DATA + "statement/") for row in said(store, **conditions).rows]


def row(store: Store, name: str, **conditions: Any) -> Row:
    return next(r for r in said(store, **conditions).rows if r["id"] == f"{DATA}statement/{name}")


def test_newest_first_by_the_day_on_which_each_counts(world: Store) -> None:
    assert ids(world) == ["s4", "s6", "s7", "s12", "s1", "s3", "s11", "s9", "s2", "s5"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"by": "berg"}, ["s1", "s2"]),
        ({"by": ["berg", "insiders"]}, ["s6", "s1", "s2"]),
        ({"about": "the bridge"}, ["s4", "s1", "s3", "s9", "s2", "s5"]),
        ({"about": "the river"}, ["s4", "s1", "s3", "s9", "s2", "s5"]),
        ({"about": "toll"}, ["s4", "s5"]),
        ({"about": ["toll", "fish levy"]}, ["s4", "s12", "s5"]),
        ({"about": "ferry"}, []),
        ({"about": "country/westford"}, ["s6", "s7"]),
        ({"about": "River Pact"}, ["s11"]),
        ({"about": "cole"}, ["s2"]),
        ({"to": "cole"}, ["s1"]),
        ({"place": "riverbank"}, ["s1"]),
        ({"source": "quarrel", "by": "berg"}, ["s1", "s2"]),
        ({"mode": "reported-belief"}, ["s7"]),
        ({"mode": ["direct", "mixed"]}, ["s12", "s1", "s3", "s11", "s2"]),
        ({"stance": "oppose"}, ["s3", "s2", "s5"]),
        ({"stance": "negative"}, ["s7"]),
        ({"stance": "neutral"}, ["s12"]),
        ({"stance": ["support", "negative"]}, ["s4", "s7", "s1"]),
        ({"about": "toll", "stance": "support"}, ["s4"]),
        ({"about": "ferry", "stance": "oppose"}, []),
        ({"about": "country/westford", "stance": "negative"}, ["s7"]),
        ({"about": "River Pact", "stance": "support"}, []),
        ({"by": "cole", "about": "toll", "stance": "oppose"}, ["s5"]),
    ],
)
def test_a_condition_keeps_exactly_the_matching_statements(
    world: Store, conditions: dict[str, Any], expected: list[str]
) -> None:
    assert ids(world, **conditions) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-10-06", None, ["s4", "s6", "s7", "s12", "s1", "s3"]),
        ("2025-10", None, ["s4", "s6", "s7", "s12", "s1", "s3", "s11", "s9"]),
        (None, "2025-09", ["s7", "s2", "s5"]),
        (None, "2025-08-31", []),
        ("2025-10-04", "2025-10-04", ["s7", "s11"]),
        ("2025-09-30", "2025-09-30", ["s7", "s2"]),
        ("2025", "2025", ["s4", "s6", "s7", "s12", "s1", "s3", "s11", "s9", "s2", "s5"]),
        ("2026", None, []),
    ],
)
def test_a_statement_is_in_a_period_that_its_days_may_touch(
    world: Store, since: str | None, until: str | None, expected: list[str]
) -> None:
    assert ids(world, since=since, until=until) == expected


def test_undated_statements_are_left_out_of_a_period_and_counted() -> None:
    undated = changed(UNDATED)
    assert said(undated, since="2025").notes == (
        "2 undated statements were left out; omit since and until to see them.",
    )
    assert ids(undated)[-2:] == ["s4", "s12"]


def test_stated_dates_keep_only_statements_with_their_own_date(world: Store) -> None:
    assert ids(world, dates="stated") == ["s7", "s1", "s3", "s11", "s9", "s2", "s5"]
    with pytest.raises(QuestionError, match="unknown value 'guessed' for dates"):
        said(world, dates="guessed")


def test_an_undated_statement_counts_by_its_publication(world: Store) -> None:
    found = row(world, "s4")
    assert (found["said_earliest"], found["date_basis"]) == (None, "unknown")
    assert [found[key] for key in ("counts_from", "counts_until", "counts_by")] == [
        *("2025-10-07", "2025-10-07", "published")
    ]


@pytest.mark.parametrize(
    ("grep", "expected"),
    [
        ("BRIDGE", ["s3", "s9", "s2"]),
        ("“folly”", ["s2"]),
        ('"folly"', ["s2"]),
        ('"trap"', ["s2"]),
        ("robbéry", ["s5"]),
        ("fol.y", []),
        ("all of it", ["s11"]),
    ],
)
def test_grep_finds_phrases_in_texts_and_quotes(world: Store, grep: str, expected: list[str]) -> None:
    assert ids(world, grep=grep) == expected


def test_every_row_has_the_keys_of_the_contract_in_order(world: Store) -> None:
    for found in said(world, all_versions=True).rows:
        assert tuple(found) == COLUMNS


def test_rows_have_json_values(world: Store) -> None:
    rows = said(world, all_versions=True).rows
    assert json.loads(json.dumps(rows)) == rows


def test_a_full_row(world: Store) -> None:
    found = row(world, "s1")
    assert {key: value for key, value in found.items() if key != "about"} == {
        "id": DATA + "statement/s1",
        "speaker": DATA + "person/anna-berg",
        "speaker_label": "Anna Berg",
        "speaker_roles": ["Mayor of Eastford"],
        "speaker_roles_known": ["as reported"],
        "on_behalf_of": [],
        "on_behalf_of_labels": [],
        "mode": "direct",
        "text": "We will build it",
        "quotes": ["We will build it"],
        "cue": "said",
        "said_earliest": "2025-10-06",
        "said_latest": "2025-10-06",
        "date_basis": "stated",
        "date_precision": "day",
        "date_reason": "Monday before the visit",
        "counts_from": "2025-10-06",
        "counts_until": "2025-10-06",
        "counts_by": "stated",
        "addressee": DATA + "person/bo-cole",
        "addressee_label": "Bo Cole",
        "place": DATA + "place/riverbank",
        "place_label": "Riverbank",
        "occasion": "at the river",
        "source": DATA + "source/herald-1",
        "source_label": "The quarrel of the bridge",
        "source_url": "https://herald.example/1",
        "source_earliest": "2025-10-07",
        "source_latest": "2025-10-07",
        "reported_by": [DATA + "person/rita-pen"],
        "reported_by_labels": ["Rita Pen"],
        "embeds": [],
        "note": None,
        "start": 10,
        "end": 40,
        "sha256": "01",
        "coder": DATA + "coder/team",
        "coder_label": "The team",
        "coders_differ": False,
        "status": "current",
        "superseded_by": None,
        "retracted_at": None,
        "retraction_reason": None,
        "sheet": None,
        "line": None,
    }
    assert found["about"] == [
        {
            "reading": DATA + "reading/r1",
            "target": DATA + "issue/new-bridge",
            "label": "Building the new bridge",
            "stance": "support",
            "evaluation": None,
            "score": None,
            "confidence": "high",
            "reason": "a promise to build",
            "coder": DATA + "coder/team",
            "coder_label": "The team",
            "status": "current",
        }
    ]


def test_quotes_are_in_the_order_of_the_text(world: Store) -> None:
    assert row(world, "s2")["quotes"] == ["folly", "trap"]


def test_all_reporters_are_named(world: Store) -> None:
    assert row(world, "s4")["reported_by_labels"] == ["Rita Pen", "The Herald"]


def test_a_former_office_is_called_former(world: Store) -> None:
    assert row(world, "s9")["speaker_roles"] == ["former Envoy of Westford"]


@pytest.mark.parametrize(
    ("office", "body", "words"),
    [
        ("Prime Minister", "Canada", "Prime Minister of Canada"),
        ("Prime Minister of Canada", "Canada", "Prime Minister of Canada"),
        ("Envoy to A", "B", "Envoy to A (B)"),
        (None, "Canada", "Canada"),
        ("Mayor", None, "Mayor"),
        (None, None, ""),
    ],
)
def test_an_office_in_words(office: str | None, body: str | None, words: str) -> None:
    assert in_words(office, body, False) == words
    assert in_words(office, body, True) == (f"former {words}" if words else "")


def test_superseded_and_retracted_statements_are_hidden(world: Store) -> None:
    assert {"s8", "s10"}.isdisjoint(ids(world))


def test_all_versions_includes_old_statements_with_their_status(world: Store) -> None:
    old = row(world, "s8", all_versions=True)
    assert (old["status"], old["superseded_by"]) == ("superseded", DATA + "statement/s9")
    gone = row(world, "s10", all_versions=True)
    assert gone["status"] == "retracted"
    assert gone["retracted_at"] == "2025-11-02T09:00:00Z"
    assert gone["retraction_reason"] == "the speaker was somebody else"
    assert row(world, "s9", all_versions=True)["status"] == "current"


def test_superseded_and_retracted_readings_are_hidden(world: Store) -> None:
    assert [about["label"] for about in row(world, "s3")["about"]] == ["Building the new bridge"]
    assert [about["stance"] for about in row(world, "s2")["about"]] == ["oppose"]


def test_all_versions_includes_old_readings_with_their_status(world: Store) -> None:
    about = row(world, "s2", all_versions=True)["about"]
    assert {(entry["stance"], entry["status"]) for entry in about} == {
        ("oppose", "current"),
        ("neutral", "superseded"),
    }


def test_a_retracted_reading_finds_no_statement_unless_asked_for(world: Store) -> None:
    assert ids(world, about="ferry") == []
    assert ids(world, about="ferry", all_versions=True) == ["s3", "s10"]


def test_embedded_attributions_are_not_statements_of_the_attributee(world: Store) -> None:
    """Dahl says that Berg wants all of the river: that is a statement by Dahl only."""
    assert all("all of" not in found["text"] for found in said(world, by="berg").rows)
    embeds = row(world, "s11")["embeds"]
    assert embeds == [
        {
            "embedded": DATA + "embedded/e1",
            "attributee": DATA + "person/anna-berg",
            "attributee_label": "Anna Berg",
            "attitude": "wants",
            "text": "Berg wants all of the river.",
        }
    ]


def test_an_empty_answer_says_what_was_looked_at(world: Store) -> None:
    answer = said(world, by="efe")
    assert answer.rows == [] and answer.looked_at == 10
    assert answer.notes == ("No matching statements found; looked at 10 statements by 5 actors.",)


def test_an_empty_graph_gives_an_empty_answer() -> None:
    answer = said(OxigraphStore("empty", pyoxigraph.Store()))
    assert answer.notes == ("No matching statements found; looked at 0 statements.",)


def test_a_name_must_match_one_thing(world: Store) -> None:
    with pytest.raises(AmbiguousName):
        said(world, by="bo")
    with pytest.raises(UnknownName):
        said(world, about="zebra")


@pytest.mark.parametrize(
    "conditions", [{"stance": "maybe"}, {"mode": "sung"}, {"since": "soon"}, {"until": "2025-02-30"}]
)
def test_an_invalid_value_is_an_error(world: Store, conditions: dict[str, Any]) -> None:
    with pytest.raises(QuestionError):
        said(world, **conditions)


@pytest.fixture(scope="session")
def imported() -> Store:
    """The world with what imports have: Berg (s1) and Cole (s3) speak for others, readings have scores."""
    return changed(IMPORTED)


def changed(update: str) -> Store:
    """The world after a SPARQL update."""
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    engine.update(update)
    return OxigraphStore("a changed world", engine)


def test_a_row_has_the_body_spoken_for(imported: Store) -> None:
    found = row(imported, "s1")
    assert (found["speaker_label"], found["on_behalf_of"], found["on_behalf_of_labels"]) == (
        "Anna Berg",
        [DATA + "country/eastford"],
        ["Eastford"],
    )


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"on_behalf_of": "country/eastford"}, ["s1"]),
        ({"on_behalf_of": ["country/eastford", "westford"]}, ["s1", "s3"]),
        ({"on_behalf_of": "westford", "by": "berg"}, []),
        ({"on_behalf_of": "westford", "about": "the bridge", "stance": "oppose"}, ["s3"]),
        ({"on_behalf_of": "polls"}, []),
        ({"by": "country/eastford"}, []),
    ],
)
def test_statements_on_behalf_of_a_body_are_a_condition_of_their_own(
    imported: Store, conditions: dict[str, Any], expected: list[str]
) -> None:
    assert ids(imported, **conditions) == expected


def test_a_reading_has_only_the_score_given_by_its_coder(imported: Store) -> None:
    scores = {about["reading"]: about["score"] for found in said(imported).rows for about in found["about"]}
    given = {reading.removeprefix(DATA): score for reading, score in scores.items() if score is not None}
    assert given == {"reading/r1": 2.5, "reading/r3": -3, "reading/r4": 0}


def test_words_without_a_coded_mode_have_their_own_mode(imported: Store) -> None:
    assert ids(imported, mode="not-coded") == ["s5"]
    assert row(imported, "s5")["mode"] == "not-coded"


def test_both_engines_give_the_same_answer(world: Store, world_in_rdflib: Store) -> None:
    for conditions in ({}, {"about": "the river", "stance": "oppose"}, {"all_versions": True, "by": "berg"}):
        assert said(world, **conditions).rows == said(world_in_rdflib, **conditions).rows


def test_every_query_that_ran_is_kept_and_can_run_again(world: Store) -> None:
    answer = said(world, about="toll")
    assert len(answer.sparql) >= 3
    for sparql in answer.sparql:
        world.select(sparql)


@pytest.mark.parametrize("number", [0, 1, 199, 200, 201])
def test_few_and_many_statements_have_the_same_parts(number: int) -> None:
    """Above a limit the parts are fetched for all statements at once; no row may notice."""
    engine = pyoxigraph.Store()
    engine.load(_many(number).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    rows = said(OxigraphStore("many", engine), by="Ann").rows
    assert [found["quotes"] for found in rows] == [[f"q{n}"] for n in range(number)]


def _many(number: int) -> str:
    head = """@prefix w: <https://w3id.org/wsw/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix m: <https://w3id.org/wsw/mode#> .
@prefix b: <https://w3id.org/wsw/basis#> .
@prefix x: <https://w3id.org/wsw/id/x/> . @prefix p: <https://w3id.org/wsw/id/person/> .
p:ann a w:Actor ; rdfs:label "Ann" . p:bob a w:Actor ; rdfs:label "Bob" .
x:src a w:Source ; rdfs:label "Source" .
x:other a w:Statement ; w:speaker p:bob ; w:mode m:direct ; w:text "o" ; w:passage x:pother ;
  w:reportedIn x:src ; w:quotation x:qother . x:pother oa:start 0 ; oa:end 1 .
x:qother oa:exact "no" ; oa:start 0 .
"""
    return head + "".join(
        f'x:s{n} a w:Statement ; w:speaker p:ann ; w:mode m:direct ; w:text "t{n}" ; w:passage x:p{n} ; '
        f"w:countsBy b:unknown ; w:reportedIn x:src ; w:quotation x:q{n} . "
        f"x:p{n} oa:start {n} ; oa:end {n + 1} . "
        f'x:q{n} oa:exact "q{n}" ; oa:start {n} .\n'
        for n in range(number)
    )
