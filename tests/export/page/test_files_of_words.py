"""CSV and JSON of a view: exactly the readings in view, with unchanged texts."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from kg.wording.safe_text import clean

pytestmark = pytest.mark.browser
#: Filters, and how the files name them.
VIEWS: dict[str, tuple[dict[str, Any], str]] = {
    "everything": ({}, "none"),
    "one side": ({"stance": ["oppose"]}, "lines: oppose"),
    "a time": ({"from": "2031-05-01", "to": "2031-05-04"}, "said 1 May 2031 to 4 May 2031"),
    "several": (
        {"issue": "issue/tariffs", "confidence": ["high", "medium"], "q": "tariff"},
        "confidence: high, medium; issue: Tariffs of any kind, with narrower ones; words: “tariff”",
    ),
    "actors": ({"network": "conflict"}, "none"),
    "nothing": ({"min": 500}, "names with at least 500 statements"),
}
VIEW = pytest.mark.parametrize("view", VIEWS)
#: The readings in view and the statements without any, as rows of a file name them.
READINGS = """() => { const { view, data } = whoSaidWhat, kept = new Set(view.kept.map((one) => one.reading));
    return view.cards.flatMap((at) => {
        const mine = data.cards[at].readings.filter((one) => kept.has(one)).map((one) => wsw.iri(one.id));
        return (mine.length ? mine : [""]).map((reading) => [wsw.iri(data.cards[at].id), reading]); }); }"""


def table(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, read strictly."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture(scope="module")
def taken(shared: Any) -> Callable[[str, str], bytes]:
    """``taken(view, way)`` is the file of a view, which is saved once."""

    @functools.cache
    def take(view: str, way: str) -> bytes:
        opened = shared("plain")
        opened.reset()
        opened.change(**VIEWS[view][0])
        return bytes(opened.take(way)[1])

    return take


@pytest.mark.parametrize("way", ["csv", "json"])
def test_the_file_is_called_by_title_and_date_of_the_data(opened: Any, way: str) -> None:
    name, content = opened.download(way)
    assert name == f"trade-talks-2031-05-07.{way}"
    assert (name, content) == opened.take(way)


def test_the_file_of_a_picture_of_actors_says_which(opened: Any) -> None:
    opened.change(network="conflict")
    assert opened.take("csv")[0] == "trade-talks-conflict-2031-05-07.csv"


def test_a_table_begins_with_the_mark_of_utf_8_and_ends_its_lines_as_rfc_4180_asks(taken: Any) -> None:
    content = taken("everything", "csv")
    assert content.startswith(b"\xef\xbb\xbfid,speaker,") and content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == len(table(content)) + 1


@VIEW
def test_a_table_has_a_row_for_each_reading_in_view(taken: Any, opened: Any, view: str) -> None:
    rows = table(taken(view, "csv"))
    opened.change(**VIEWS[view][0])
    assert [[row["id"], row["reading"]] for row in rows] == opened(READINGS)


@VIEW
def test_a_table_says_in_every_row_what_view_it_is_of(taken: Any, view: str) -> None:
    rows = table(taken(view, "csv"))
    told = {(row["view_title"], row["view_filters"], row["data_as_of"]) for row in rows}
    assert told <= {("Trade talks", VIEWS[view][1], "7 May 2031")}


def test_columns_hold_what_was_given(taken: Any, debate: Any) -> None:
    rows = {row["id"]: row for row in table(taken("everything", "csv"))}
    columns = (
        *("speaker", "speaker_label", "mode", "cue", "said_earliest", "said_latest", "date_basis"),
        *("counts_from", "counts_until", "counts_by", "place_label", "source", "source_url", "start"),
    )
    given = {
        row["id"]: [str(row[name]) if row[name] is not None else "" for name in columns] for row in debate
    }
    assert {id: [row[name] for name in columns] for id, row in rows.items()} == given


def test_columns_of_readings_hold_what_was_given(taken: Any, debate: Any) -> None:
    columns = ("target", "stance", "evaluation", "confidence", "reason")
    given = {one["reading"]: [one[name] or "" for name in columns] for row in debate for one in row["about"]}
    rows = table(taken("everything", "csv"))
    assert {row["reading"]: [row[name] for name in columns] for row in rows if row["reading"]} == given


def test_offices_and_their_evidence_are_side_by_side(taken: Any, debate: Any) -> None:
    given = {row["id"]: (row["speaker_roles"], row["speaker_roles_known"]) for row in debate}
    for row in table(taken("everything", "csv")):
        roles, known = given[row["id"]]
        assert row["speaker_roles"] == " | ".join(roles) and row["speaker_roles_known"] == " | ".join(known)


def test_coders_who_differ_are_named_beside_each_of_their_readings(shared: Any) -> None:
    rows = table(shared("changing").take("csv")[1])
    differing = {row["coders_differ"] for row in rows} - {""}
    assert differing and all(one.startswith("coders differ: Coder 0 ") for one in differing)
    for row in rows:
        if row["coders_differ"]:
            assert (
                f"{row['reading_coder_label']} {row['stance'] or row['evaluation']}" in row["coders_differ"]
            )


@pytest.mark.parametrize("name", ["awkward", "hostile", "hostile-packed"])
def test_hostile_texts_come_back_unchanged(shared: Any, hostile_rows: Any, name: str) -> None:
    text = hostile_rows(name)[0]["text"]
    rows = table(shared(name).take("csv")[1])
    columns = (
        "quotes",
        "cue",
        "place_label",
        "addressee_label",
        "occasion",
        "reported_by_labels",
        "coder_label",
    )
    assert {row[column] for row in rows for column in columns} == {clean(text)}
    assert {row["reason"] for row in rows if row["reading"]} == {clean(text)}


@pytest.mark.parametrize("name", ["awkward", "hostile"])
def test_hostile_texts_come_back_unchanged_as_json(shared: Any, hostile_rows: Any, name: str) -> None:
    text = hostile_rows(name)[0]["text"]
    found = json.loads(shared(name).take("json")[1])
    assert {row["quotes"] for row in found["statements"]} == {clean(text)}
    assert found["title"].split() == clean(text).split()


@VIEW
def test_json_has_the_lines_of_the_view(taken: Any, opened: Any, view: str) -> None:
    found = json.loads(taken(view, "json"))["network"]
    opened.change(**VIEWS[view][0])
    lines = [[edge["id"], edge["weight"], edge["statements"]] for edge in found["edges"]]
    assert lines == opened.view()["edges"]
    ends = {end for edge in found["edges"] for end in (edge["source"], edge["target"])}
    assert ends <= {node["id"] for node in found["nodes"]}


@VIEW
def test_json_has_the_nodes_of_the_picture(taken: Any, opened: Any, view: str) -> None:
    found = json.loads(taken(view, "json"))["network"]
    opened.change(**VIEWS[view][0])
    drawn = opened(
        """() => whoSaidWhat.network.body.data.nodes.get().filter((node) => !node.hidden)
            .map((node) => [wsw.iri(wsw.nodes.get(node.id).key), whoSaidWhat.view.nodes.get(node.id).size])"""
    )
    assert sorted([node["id"], node["statements"]] for node in found["nodes"]) == sorted(drawn)


@VIEW
def test_json_has_the_same_statements_as_the_table(taken: Any, view: str) -> None:
    rows = table(taken(view, "csv"))
    found = json.loads(taken(view, "json"))["statements"]
    names = [name for name in rows[0] if not name.startswith(("view_", "data_"))] if rows else []
    assert [[str(one.get(name, "")) for name in names] for one in found] == [
        [row[name] for name in names] for row in rows
    ]


@VIEW
def test_json_says_what_view_it_is_of(taken: Any, opened: Any, view: str) -> None:
    found = json.loads(taken(view, "json"))
    opened.change(**VIEWS[view][0])
    assert (found["title"], found["workspace"], found["data_as_of"]) == (
        "Trade talks",
        "Nordhavn",
        "7 May 2031",
    )
    assert ("; ".join(found["filters"]) or "none") == VIEWS[view][1]
    assert found["address"] in (opened.hash(), "#")
    assert len(found["sources"]) == len({row["source"] for row in found["statements"]})


def test_a_page_without_a_picture_exports_only_words(open_page: Any) -> None:
    opened = open_page("no-network")
    assert len(table(opened.take("csv")[1])) == 3
    assert json.loads(opened.take("json")[1])["network"]["edges"] == []
    assert opened.page.locator("[data-export=png], [data-export=svg]").count() == 0


def test_print_asks_the_browser_to_print(opened: Any) -> None:
    opened("() => { window.print = () => { window.asked = true; }; }")
    opened.page.click("#export summary")
    opened.page.click("[data-export=print]")
    assert opened("window.asked") is True
