"""The data that the script reads: nothing twice, nothing empty, nothing that could be mistaken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.page.content import choices, content, issues, local, readings_beyond
from kg.export.page.picture import picture
from kg.export.page.statement_cards import statement_cards
from kg.namespaces import DATA
from kg.networks.statement_network import two_mode
from kg.questions.context import Known
from kg.questions.debate import toward

#: What the script takes as written below the base (records.js).
LOCAL = re.compile(r"[a-z][a-z-]*/[A-Za-z0-9_.-]+(#target)?")


@pytest.fixture
def data(debate: list[dict[str, Any]]) -> dict[str, Any]:
    cards = statement_cards(debate)
    for card in cards:
        card["node"] = None
    return content(picture(two_mode(debate)), cards, Known(), DATA)


@given(st.text(max_size=30), st.booleans())
def test_shortened_iris_are_distinguishable_from_whole_ones(rest: str, below: bool) -> None:
    iri = DATA + rest if below else rest
    short = local(iri, DATA)
    assert short == iri or (DATA + short == iri and LOCAL.fullmatch(short))
    if iri.startswith(DATA) and short == iri:
        assert not LOCAL.fullmatch(iri)


def test_a_source_occurs_once_for_all_its_statements(data: Any, debate: Any) -> None:
    assert len(data["sources"]) == len({row["source"] for row in debate})
    assert all(isinstance(card["source"], int) for card in data["cards"])


def test_a_coder_occurs_once(data: Any) -> None:
    assert len(data["coders"]) == len(set(data["coders"]))


def test_nothing_that_is_empty_is_written(data: Any) -> None:
    for card in data["cards"]:
        assert not [key for key, value in card.items() if value in ("", None, [], ())]


def test_what_the_script_counts_is_not_written(data: Any) -> None:
    assert not {"weight", "statements", "evidence", "cards"} & {key for e in data["edges"] for key in e}


def test_a_reading_whose_line_was_turned_on_the_way_to_a_broader_issue_keeps_its_own_stance(
    debate: list[dict[str, Any]],
) -> None:
    drawing = picture(two_mode(debate))
    turned = next(edge for edge in drawing["edges"] if edge["side"] == "support")
    turned.update(side="oppose", verb="opposes")
    cards = statement_cards(debate)
    for card in cards:
        card["node"] = None
    readings = [
        one for card in content(drawing, cards, Known(), DATA)["cards"] for one in card.get("readings", ())
    ]
    own = {DATA + one["id"]: (one.get("side"), one.get("verb")) for one in readings}
    assert {own[reading] for reading in turned["evidence"]} == {("support", "supports")}
    others = {reading for edge in drawing["edges"] if edge is not turned for reading in edge["evidence"]}
    assert {own[reading] for reading in others} == {(None, None)}


def test_readings_that_are_not_on_the_page_are_listed_by_target_with_their_number() -> None:
    nodes = [
        {"id": "n0", "key": f"{DATA}issue/toll", "issue": True, "members": None},
        {"id": "n1", "key": f"{DATA}person/bo#target", "issue": True, "members": None},
        {"id": "n2", "key": "urn:others:1:issue", "issue": True, "members": 3},
    ]

    def row(number: int, day: str | None, target: str, **reading: str) -> dict[str, Any]:
        one = {"reading": f"urn:r{number}", "target": DATA + target, **reading}
        return {"speaker": f"{DATA}person/ann", "counts_from": day, "counts_until": day, "about": [one]}

    rows = [
        row(1, "2025-03-04", "issue/toll", stance="oppose"),
        row(2, "2025-03-04", "issue/toll", stance="oppose"),
        row(3, None, "person/bo", evaluation="mixed"),
        row(4, "soon", "issue/dam", stance="oppose"),
    ]
    assert readings_beyond(toward(rows), nodes, DATA) == {
        "n0": [["person/ann", "stance", "oppose", "2025-03-04", "2025-03-04", 2]],
        "n1": [["person/ann", "evaluation", "mixed", "", "", 1]],
    }


def test_an_issue_covers_itself_and_what_is_below_it() -> None:
    nodes = [
        {"id": f"n{i}", "key": f"{DATA}issue/{name}", "name": name, "issue": True}
        for i, name in enumerate(("toll", "ferry"))
    ]
    beside = Known(
        broader={
            f"{DATA}issue/toll": [f"{DATA}issue/traffic"],
            f"{DATA}issue/ferry": [f"{DATA}issue/traffic"],
        },
        labels={f"{DATA}issue/traffic": "Traffic"},
    )
    assert issues(nodes, beside, DATA) == [
        {"id": "issue/ferry", "label": "ferry", "covers": ["n1"]},
        {"id": "issue/toll", "label": "toll", "covers": ["n0"]},
        {"id": "issue/traffic", "label": "Traffic", "covers": ["n0", "n1"]},
    ]


def test_an_actor_is_no_issue_to_filter_by() -> None:
    assert issues([{"id": "n0", "key": "k", "name": "Ann", "issue": False}], Known(), DATA) == []


def test_confidences_are_in_order_from_high_to_low_and_others_follow(debate: Any) -> None:
    debate[0]["about"][0]["confidence"] = "certain"
    found = choices(statement_cards(debate), [])["confidence"]
    assert [one for one in found if one in ("high", "medium", "low")] == ["high", "medium", "low"]
    assert found[-1] == "certain"


def test_kinds_are_those_of_speakers_whether_or_not_they_are_in_the_picture(debate: Any) -> None:
    spoken = [row for row in debate if not row["about"]]
    assert choices(statement_cards(spoken), [])["kind"]
