"""Explanations of positions: every step, and what does not count."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import QuestionError, UnknownName
from kg.namespaces import DATA, PROV, STANCE, WSW
from kg.questions.explain import _run, explain
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore

WORLD = Path(__file__).parent / "fixtures" / "world.ttl"


def test_positions_are_explained_in_order_of_time(world: Store) -> None:
    assert explain(world, "berg", "the bridge").steps[:5] == [
        "Anna Berg on Building the new bridge: 2 readings, oldest first.",
        "1. between 2025-09-01 and 2025-09-30, as Mayor of Eastford (as reported): "
        "oppose (high confidence, The team: folly is rejection).",
        "2. on 2025-10-06, as Mayor of Eastford (as reported): "
        "support (high confidence, The team: a promise to build).",
        "Oppose, between 2025-09-01 and 2025-09-30: 1 reading. A later position follows.",
        "Support, on 2025-10-06: 1 reading. This is the current position.",
    ]


def test_a_statement_that_counts_by_publication_is_explained_as_reported(world: Store) -> None:
    assert explain(world, "cole", "toll").steps == [
        "Bo Cole on A toll on the bridge: 2 readings, oldest first.",
        "1. on 2025-09-10, as Mayor of Westford (as reported): oppose (high confidence, The team: robbery).",
        "2. as reported on 2025-10-07, as Mayor of Westford (attested 2025-10-07): "
        "support (medium confidence, The team: could live with it).",
        "Oppose, on 2025-09-10: 1 reading. A later position follows.",
        "Support, as reported on 2025-10-07: 1 reading. This is the current position.",
    ]


def test_with_stated_dates_undated_readings_do_not_count_with_the_reason(world: Store) -> None:
    found = explain(world, "cole", "toll", dates="stated")
    assert [(row["stance"], row["current"]) for row in found.positions] == [("oppose", True)]
    assert found.left_out == [
        "Reading reading/r4 does not count: its source gives no date for the statement."
    ]


def test_as_of_a_day_later_readings_do_not_count_with_the_reason(world: Store) -> None:
    found = explain(world, "berg", "the bridge", until="2025-09")
    assert [(row["stance"], row["current"]) for row in found.positions] == [("oppose", True)]
    assert "Reading reading/r1 does not count: it was said after 2025-09-30." in found.left_out


def test_a_mixed_position_names_the_dates_that_cannot_be_ordered() -> None:
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    engine.update(
        f"""PREFIX wsw: <{WSW.base}> PREFIX stance: <{STANCE.base}> PREFIX prov: <{PROV.base}> BASE <{DATA}>
        DELETE WHERE {{ <statement/s4> wsw:countsFrom ?from ; wsw:countsUntil ?until }} ;
        DELETE WHERE {{ <position/p8> ?property ?value }} ;
        DELETE {{ <position/p4> wsw:stance ?stance ; wsw:isCurrent ?current ; wsw:readingCount ?count }}
        INSERT {{
            <position/p4> wsw:stance stance:mixed ; wsw:isCurrent true ; wsw:readingCount 2 ;
                prov:wasDerivedFrom <reading/r4>
        }}
        WHERE {{ <position/p4> wsw:stance ?stance ; wsw:isCurrent ?current ; wsw:readingCount ?count }}"""
    )
    assert explain(OxigraphStore("mixed", engine), "cole", "toll").steps[-1] == (
        "Mixed, on 2025-09-10: 2 readings with different values; their dates do not show which came first: "
        "oppose on 2025-09-10 and support undated. This is the current position."
    )


def test_readings_that_do_not_count_are_named_with_the_reason(world: Store) -> None:
    assert explain(world, "berg", "the bridge").left_out == [
        "Reading reading/r21 does not count: it was superseded by reading/r2."
    ]
    assert explain(world, "cole", "ferry").left_out == [
        "Reading reading/r7 does not count: it was retracted on 2025-11-03 (reason: nothing in the words)."
    ]
    assert explain(world, "dahl", "the bridge").left_out == [
        "Reading reading/r8 does not count: its statement statement/s8 was superseded by statement/s9."
    ]


def test_readings_that_do_not_count_are_not_in_the_steps(world: Store) -> None:
    steps = explain(world, "cole", "ferry").steps
    assert steps == ["Bo Cole on Closing the ferry: no readings count."]


def test_a_position_is_explained_as_its_holder_and_target(world: Store) -> None:
    assert explain(world, "position/p4").steps == explain(world, "cole", "toll").steps


def test_a_statement_is_explained_by_its_readings_and_positions(world: Store) -> None:
    found = explain(world, DATA + "statement/s1")
    assert [row["reading"] for row in found.readings] == [DATA + "reading/r1"]
    assert [row["position"] for row in found.positions] == [DATA + "position/p1"]
    assert [row["quotes"] for row in found.statements] == [["We will build it"]]


def test_a_statement_without_a_reading_says_so(world: Store) -> None:
    found = explain(world, "statement/s11")
    assert "This statement has no reading" in found.steps[0]
    assert found.statements[0]["speaker_label"] == "Bo Dahl"
    assert found.positions == []


def test_a_reading_has_its_words_passage_source_days_and_coder(world: Store) -> None:
    (row,) = explain(world, "reading/r1").readings
    assert (row["text"], row["place_label"], row["source_label"], row["start"], row["end"]) == (
        *("We will build it", "Riverbank", "The quarrel of the bridge"),
        *(10, 40),
    )
    assert (row["confidence"], row["coder_label"], row["reason"]) == (
        "high",
        "The team",
        "a promise to build",
    )


def test_each_narrower_issue_is_explained(world: Store) -> None:
    steps = explain(world, "cole", "the river").steps
    assert [step for step in steps if "oldest first" in step or "no readings count" in step] == [
        "Bo Cole on A toll on the bridge: 2 readings, oldest first.",
        "Bo Cole on Building the new bridge: 1 reading, oldest first.",
        "Bo Cole on Closing the ferry: no readings count.",
    ]


def test_scores_and_bodies_spoken_for_are_in_the_steps() -> None:
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    engine.update(
        f"""PREFIX wsw: <{WSW.base}> BASE <{DATA}>
        INSERT DATA {{ <statement/s1> wsw:onBehalfOf <country/eastford> . <reading/r1> wsw:score 2.5 }}"""
    )
    found = explain(OxigraphStore("scored", engine), "berg", "the bridge")
    assert found.steps[2] == (
        "2. on 2025-10-06, as Mayor of Eastford (as reported), for Eastford: "
        "support (score 2.5, high confidence, The team: a promise to build)."
    )
    assert [
        (row["score"], row["on_behalf_of_labels"]) for row in found.readings if row["status"] == "current"
    ] == [
        (None, []),
        (2.5, ["Eastford"]),
    ]


def test_without_readings_the_step_says_how_many_were_searched(world: Store) -> None:
    assert explain(world, "rita pen", "ferry").steps == ["No matching readings found; looked at 12 readings."]


def test_an_error_says_what_can_be_explained(world: Store) -> None:
    with pytest.raises(QuestionError, match="kg show"):
        explain(world, "claim/c1")
    with pytest.raises(UnknownName):
        explain(world, "statement/s999")


def test_both_engines_give_the_same_answer(world: Store, world_in_rdflib: Store) -> None:
    one, other = explain(world, "cole", "the river"), explain(world_in_rdflib, "cole", "the river")
    assert (one.steps, one.left_out, one.readings) == (other.steps, other.left_out, other.readings)


def test_coders_who_read_a_statement_differently_are_named_as_the_reason() -> None:
    """Two coders may disagree: that is no change of mind, and no matter of dates."""
    same = {
        **{"source": "a", "start": 1, "end": 9},
        **{"counts_from": "2025-03-13", "counts_until": "2025-03-13", "counts_by": "stated"},
    }
    readings = [
        {**same, "stance": "support", "evaluation": None, "coder_label": "Ann"},
        {**same, "stance": "oppose", "evaluation": None, "coder_label": "Ben"},
    ]
    place = {
        **{"from": "2025-03-13", "to": "2025-03-13", "current": True},
        **{"readings": 2, "undated": 0, "as_reported": 0, "coders": ["Ann support", "Ben oppose"]},
    }
    (sentence,) = _run({**place, "stance": "mixed", "evaluation": None}, readings)
    assert "coders read the same words differently: Ann support, Ben oppose" in sentence
    assert "put in order" not in sentence
