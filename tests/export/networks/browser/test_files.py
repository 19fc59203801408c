"""What is taken away from a page of a network is what is in view."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.export.networks.browser.filtered import FILTERS

pytestmark = pytest.mark.browser
SPACE = "{http://www.w3.org/2000/svg}"


TAKEN: dict[str, dict[str, Any]] = {
    "everything": {},
    "filtered": FILTERS["all"][0],
    "sought": {"q": "Issue 3"},
    "nothing": {"min": 9999},
}


@pytest.mark.parametrize("view", TAKEN)
def test_json_has_the_ties_and_names_in_view(shown: Any, pages: Any, view: str) -> None:
    one = shown("crowd")
    one.change(**TAKEN[view])
    taken = json.loads(one.file("json"))["network"]
    there = {edge[0]: edge for edge in one.view()[0]}
    ties = {tie["id"]: tie for tie in pages.network("crowd").edges().to_dict("records")}
    assert [edge["id"] for edge in taken["edges"]] == list(there)
    for edge in taken["edges"]:
        mine = ties[edge["id"]]
        assert {edge["source"], edge["target"]} == {mine["a"], mine["b"]}
        assert edge["weight"] == there[edge["id"]][1] == mine["weight"]
        assert len(edge["statements"]) == mine["statements"]
    assert len(taken["nodes"]) == one("whoSaidWhat.view.nodes.size")


@pytest.mark.parametrize("view", TAKEN)
def test_a_table_has_a_row_for_each_reading_of_a_statement_in_view(shown: Any, view: str) -> None:
    one = shown("crowd")
    one.change(**TAKEN[view])
    text = one.file("csv")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    readings = """whoSaidWhat.view.cards.flatMap((at) => { const card = whoSaidWhat.data.cards[at];
        return card.readings.map((one) => [wsw.iri(card.id), wsw.iri(one.id), card.speaker, one.label,
          one.value]); })"""
    columns = ("id", "reading", "speaker_label", "target_label", "stance")
    assert [[row[column] for column in columns] for row in rows] == one(readings)
    assert [each["reading"] for each in json.loads(one.file("json"))["statements"]] == [
        row["reading"] for row in rows
    ]


@pytest.mark.parametrize("view", TAKEN)
@pytest.mark.parametrize("name", ["crowd", "many"])
def test_the_sheet_has_a_line_for_every_tie_in_view(shown: Any, name: str, view: str) -> None:
    one = shown(name)
    one.change(**TAKEN[view])
    root = ElementTree.fromstring(one.file("svg"))
    drawn = [path.get("data-edge") for path in root.iter(f"{SPACE}path") if path.get("data-edge")]
    assert sorted(map(str, drawn)) == one.ties()["view"]


@pytest.mark.parametrize("view", TAKEN)
def test_every_file_says_title_settings_filters_and_date(shown: Any, view: str) -> None:
    one = shown("crowd")
    one.change(**TAKEN[view])
    filters = one("wsw.state.inForce(whoSaidWhat.state).map((each) => each.words)")
    words = " ".join(text.text or "" for text in ElementTree.fromstring(one.file("svg")).iter(f"{SPACE}text"))
    for piece in (
        "Who agrees and who disagrees",
        "congruence minus conflict of actors",
        "Data as of",
        *(filters or ["none"]),
    ):
        assert piece in words
    taken = json.loads(one.file("json"))
    assert (taken["title"], taken["settings"]) == (
        "Who agrees and who disagrees",
        "congruence minus conflict of actors",
    )
    assert taken["filters"] == filters and taken["data_as_of"]
    assert taken["notes"] and any("One thing is left out." in note for note in taken["notes"])


@pytest.mark.parametrize("name", ["hostile", "hostile issues", "two-mode"])
def test_files_of_hostile_names_can_be_read(shown: Any, name: str) -> None:
    one = shown(name)
    root = ElementTree.fromstring(one.file("svg"))
    assert {each.tag for each in root.iter()} <= {
        SPACE + tag for tag in ("svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan")
    }
    taken = json.loads(one.file("json"))
    rows = list(csv.DictReader(io.StringIO(one.file("csv").removeprefix("\ufeff"), newline="")))
    assert [row["text"] for row in rows] == [each["text"] for each in taken["statements"]]
    names = {node["key"]: node["name"] for node in one("whoSaidWhat.data.nodes")}
    assert {node["label"] for node in taken["network"]["nodes"]} == set(names.values())


def test_a_file_is_called_by_the_title(shown: Any) -> None:
    one = shown("crowd")
    one.page.click("#export summary")
    with one.page.expect_download() as waiting:
        one.page.click("[data-export=svg]")
    assert waiting.value.suggested_filename == "who-agrees-and-who-disagrees.svg"


def test_packed_data_show_the_same_page(shown: Any) -> None:
    plain, packed = shown("crowd"), shown("crowd, packed")
    assert packed("document.getElementById('data').type") == "application/gzip"
    for parts in ({}, FILTERS["all"][0]):
        plain.change(**parts)
        packed.change(**parts)
        assert (packed.view(), packed.ties()) == (plain.view(), plain.ties())
