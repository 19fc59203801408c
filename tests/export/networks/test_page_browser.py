"""The page of a network in a real browser: no request, no script from the data, true counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.export.browsing import ARGS, CHROMIUM, OVERLAPS, Opened, without_chromium

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [pytest.mark.browser, without_chromium]
SIZES = pytest.mark.parametrize("size", [(1440, 860), (1024, 768), (390, 844)])
SPACE = "{http://www.w3.org/2000/svg}"
TWO_MODE = [
    "two-mode",
    "two-mode, once a month",
    "two-mode, busy names",
    "two-mode, heavy lines",
    "two-mode, organizations",
    "two-mode, without evaluations",
]
#: Filter to a change of the state, and what it is in the address of the crowd's page.
FILTERS: dict[str, tuple[dict[str, Any], str]] = {
    "weight": ({"weight": 2}, "#weight=2"),
    "kind": ({"kind": ["person", "country"]}, "#kind=person%2Ccountry"),
    "min": ({"min": 4}, "#min=4"),
    "stance": ({"stance": ["oppose"]}, "#stance=oppose"),
    "all": (
        {"stance": ["support"], "kind": ["person", "organization"], "min": 3, "weight": 1},
        "#stance=support&kind=person%2Corganization&min=3&weight=1",
    ),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        one = running.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield one
        one.close()


class Tied(Opened):
    """A page of a network."""

    def __init__(self, browser: Any, path: Path, size: tuple[int, int] = (1440, 860), **options: Any) -> None:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        super().__init__(context, path.as_uri(), script=options.get("java_script_enabled", True))

    def select(self, id: str) -> None:
        """Select a node or a tie by its id."""
        self("(id) => whoSaidWhat.select(id)", id)

    def node(self, name: str) -> str:
        """The id of a node by its name."""
        return str(self("(name) => whoSaidWhat.data.nodes.find((node) => node.name === name).id", name))

    def tie(self, one: str, other: str) -> str:
        """The id of a tie by the names of its ends."""
        return str(
            self(
                """(ends) => whoSaidWhat.data.edges.find((e) => [e.from, e.to].sort().join() === ends).id""",
                ",".join(sorted((self.node(one), self.node(other)))),
            )
        )

    def ties(self) -> dict[str, list[str]]:
        """The ties as the picture, the table and the count of the view have them."""
        found: dict[str, list[str]] = self(
            """() => ({ view: whoSaidWhat.view.edges.map((edge) => edge.id).sort(),
            drawn: whoSaidWhat.network.body.data.edges.get().filter((e) => !e.hidden).map((e) => e.id).sort(),
            listed: [...document.querySelectorAll("#ties tr")].filter((row) => row.offsetParent !== null)
              .map((row) => row.dataset.tie).sort() })"""
        )
        return found

    def statements(self) -> list[int]:
        """The numbers of the statements in the table."""
        shown = "[...document.querySelectorAll('#rows tr')].map((row) => Number(row.dataset.card))"
        return sorted(self(shown))

    def view(self) -> list[Any]:
        """What is in view, all of it."""
        found: list[Any] = self(
            """() => { const { view, state } = whoSaidWhat;
            return [view.edges.map((edge) => [edge.id, edge.weight, edge.cards]), view.cards,
              [...view.nodes.keys()].sort(), view.found?.names.map((node) => node.name) ?? null,
              state.select, state.sort, document.getElementById("inview").textContent]; }"""
        )
        return found

    def file(self, way: str) -> str:
        """What can be taken away, as text."""
        written = (
            "(way) => whoSaidWhat.takeaway[way](whoSaidWhat.view, whoSaidWhat.state, whoSaidWhat.picture)"
        )
        return str(self(written, way))


@pytest.fixture
def opening(browser: Any, pages: Any) -> Iterator[Callable[..., Tied]]:
    """``opening(name, size, **options)`` opens a page of its own."""
    found: list[Tied] = []

    def make(name: str, size: tuple[int, int] = (1440, 860), **options: Any) -> Tied:
        found.append(Tied(browser, pages[name], size, **options))
        return found[-1]

    yield make
    for one in found:
        one.context.close()


@pytest.fixture(scope="module")
def kept(browser: Any, pages: Any) -> Iterator[Callable[[str], Tied]]:
    """Pages that stay open for the whole module."""
    found: dict[str, Tied] = {}

    def make(name: str) -> Tied:
        if name not in found:
            found[name] = Tied(browser, pages[name])
        return found[name]

    yield make
    for one in found.values():
        one.context.close()


@pytest.fixture
def shown(kept: Callable[[str], Tied]) -> Iterator[Callable[[str], Tied]]:
    """``shown(name)`` is a page at its opening view; no test may make it ask or complain."""
    used: list[Tied] = []

    def make(name: str) -> Tied:
        used.append(kept(name))
        used[-1].reset()
        return used[-1]

    yield make
    assert [(one.requests, one.errors) for one in used] == [([], [])] * len(used)


@pytest.fixture
def opened(shown: Callable[[str], Tied]) -> Tied:
    return shown("plain")


@pytest.mark.parametrize("name", ["plain", "crowd, packed", "hostile", "two-mode", "alone", "empty"])
def test_opening_asks_for_nothing_and_raises_nothing(opening: Any, name: str) -> None:
    one = opening(name)
    one.page.wait_for_timeout(100)
    assert (one.requests, one.errors) == ([], [])


@pytest.mark.parametrize("name", ["hostile", "hostile issues", "two-mode"])
def test_no_script_in_the_data_runs_however_one_clicks(shown: Any, name: str) -> None:
    one = shown(name)
    one("[...whoSaidWhat.data.nodes, ...whoSaidWhat.data.edges].forEach((one) => whoSaidWhat.select(one.id))")
    one.page.fill("#find", "<img")
    one.until("whoSaidWhat.state.q === '<img'")
    assert one("window.__pwned") is None
    assert one.page.locator("main img, main script, main iframe").count() == 0


@pytest.mark.parametrize("name", ["hostile", "hostile issues"])
def test_a_hostile_name_is_shown_as_text_and_whole(shown: Any, name: str) -> None:
    one = shown(name)
    for id, label in one("whoSaidWhat.data.nodes.map((node) => [node.id, node.name])"):
        one.select(id)
        assert one("document.querySelector('#evidence h2').textContent") == label


@pytest.mark.parametrize("name", ["hostile", "hostile issues", "two-mode"])
def test_a_hostile_address_does_no_harm(opening: Any, name: str) -> None:
    evil = "%3C/script%3E%3Cimg%20src=x%20onerror=window.__pwned=1%3E"
    one = opening(name)
    one.open(f"#q={evil}&kind={evil}&stance={evil}&weight=-1&min=0&select={evil}&__proto__={evil}")
    assert one("window.__pwned") is None and one.page.locator("main img").count() == 0
    assert one.page.locator("#trouble").is_visible()
    assert (one.requests, one.errors) == ([], [])


def test_a_tie_shows_what_both_sides_said_on_what_they_share(opened: Tied) -> None:
    opened.select(opened.tie("Ben", "The Club"))
    evidence = opened.page.locator("#evidence")
    assert evidence.locator(".item h3").all_inner_texts() == ["A park", "A toll", "Ann"]
    assert evidence.locator(".item").first.locator(".end").all_inner_texts() == [
        "Ben: 1 statement",
        "The Club: 1 statement",
    ]
    words = evidence.inner_text()
    for piece in ("As I said (4)", "2 Apr 2025", "supports", "opposes", "coded by Cay", "Weight"):
        assert piece in words


def test_a_card_under_an_item_has_the_readings_on_that_item_alone(opened: Tied) -> None:
    opened.select(opened.tie("Ann", "Ben"))
    for item in opened.page.locator("#evidence .item").all():
        label = item.locator("h3").inner_text()
        assert all(label in text for text in item.locator(".read").all_inner_texts())


def test_a_row_of_the_table_opens_the_tie(opened: Tied) -> None:
    row = opened.page.locator("#ties tr").last
    row.locator("button").click()
    assert opened.page.locator("#evidence .what").inner_text() == f"tie {row.get_attribute('data-tie')}"
    assert "chosen" in (row.get_attribute("class") or "")


def test_a_name_shows_its_ties_and_its_statements(opened: Tied) -> None:
    opened.select(opened.node("Ann"))
    assert opened.page.locator("#evidence .ties li").count() == 2
    assert set(opened.page.locator("#evidence .card .by").all_inner_texts()) == {"Ann"}


def test_escape_leads_back_to_the_overview(opened: Tied) -> None:
    opened.select(opened("whoSaidWhat.data.edges[0].id"))
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#overview").is_visible()


def test_the_strongest_of_each_kind_stand_beside_the_picture(shown: Any, pages: Any) -> None:
    one, edges = shown("crowd"), pages.network("crowd").edges()
    weights = dict(zip(edges["id"], edges["weight"], strict=True))
    listed = [
        [button.get_attribute("data-edge") for button in group.locator("button").all()]
        for group in one.page.locator("#overview .strongest").all()
    ]
    assert [weights[group[0]] for group in listed] == [edges["weight"].max(), edges["weight"].min(), 0]
    for group in listed:
        sizes = [abs(weights[id]) for id in group]
        assert sizes == sorted(sizes, reverse=True)


def wanted(one: Tied, pages: Any, name: str, parts: dict[str, Any]) -> set[str]:
    """The ties that filters leave, as the network itself has them."""
    network = pages.network(name)
    nodes = {node["iri"]: node for node in network.nodes().to_dict("records")}
    steps = one("whoSaidWhat.data.steps.values")
    sides = {True: "support", False: "oppose"}
    return {
        tie["id"]
        for tie in network.edges().to_dict("records")
        if abs(tie["weight"]) >= steps[parts.get("weight", 0)]
        and ("stance" not in parts or (tie["weight"] and sides[tie["weight"] > 0] in parts["stance"]))
        and all(
            ("kind" not in parts or nodes[end]["kind"] in parts["kind"])
            and nodes[end]["statements"] >= parts.get("min", 1)
            for end in (tie["a"], tie["b"])
        )
    }


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_hides_ties_in_the_picture_and_in_the_table(shown: Any, pages: Any, name: str) -> None:
    one, (parts, _) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    ids = sorted(wanted(one, pages, "crowd", parts))
    assert 0 < len(ids) < len(pages.network("crowd").edges())
    assert one.ties() == {"view": ids, "drawn": ids, "listed": ids}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_the_statements_behind_the_ties_left(shown: Any, pages: Any, name: str) -> None:
    one, (parts, _) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    network = pages.network("crowd")
    frame = network.readings.frame.set_index("reading")["statement"]
    ids = wanted(one, pages, "crowd", parts)
    behind = {
        frame[reading]
        for *_, tie in network.graph().edges(data=True)
        if tie["id"] in ids
        for reading in tie["evidence"]
    }
    said = one("(rows) => rows.map((at) => wsw.iri(whoSaidWhat.data.cards[at].id))", one.statements())
    assert sorted(said) == sorted(behind)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_is_in_the_address_and_a_fresh_page_with_it_shows_the_same(shown: Any, name: str) -> None:
    one, (parts, address) = shown("crowd"), FILTERS[name]
    one.change(**parts)
    assert one("location.hash") == address
    before = one.view(), one.ties(), one.statements()
    one.open(address)
    assert (one.view(), one.ties(), one.statements()) == before
    assert one("location.hash") == address and not one.page.locator("#trouble").is_visible()


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_can_be_taken_away_again(shown: Any, name: str) -> None:
    one = shown("crowd")
    before = one.view(), one.ties(), one.statements()
    one.change(**FILTERS[name][0])
    assert one.page.locator("#chips button").count() == len(FILTERS[name][0])
    one.page.click("#clear")
    assert (one.view(), one.ties(), one.statements()) == before
    assert one("location.hash") == "" and not one.page.locator("#force").is_visible()


def test_the_controls_change_the_view_and_show_what_the_address_asks_for(shown: Any) -> None:
    one = shown("crowd")
    one.page.locator("#least").fill("1")
    one.page.uncheck(".sides input[value=oppose]")
    one.page.uncheck(".sides input[value=mixed]")
    one.page.click("#filters summary")
    one.page.uncheck("[data-choice=kind] input[value=country]")
    one.page.fill("#min", "3")
    one.page.press("#min", "Tab")
    assert one("location.hash") == FILTERS["all"][1].replace("person%2Corganization", "organization%2Cperson")
    one.open(FILTERS["all"][1])
    assert one("['least', 'min'].map((id) => document.getElementById(id).value)") == ["1", "3"]
    unticked = "[...document.querySelectorAll('fieldset input:not(:checked)')].map((box) => box.value).sort()"
    assert one(unticked) == ["country", "mixed", "oppose"]
    assert one.page.locator("#filtered").inner_text() == "(2)"


def test_the_least_weight_says_how_much_is_left(shown: Any, pages: Any) -> None:
    one, edges = shown("crowd"), pages.network("crowd").edges()
    one.page.locator("#least").fill(one.page.locator("#least").get_attribute("max"))
    strongest = edges["weight"].abs().max()
    left = int((edges["weight"].abs() == strongest).sum())
    assert one.page.locator("#leastwords").inner_text() == f"{strongest:g} ({left} of {len(edges)} ties)"


def test_the_tables_say_how_much_of_them_is_in_view(shown: Any, pages: Any) -> None:
    one = shown("crowd")
    every, cards = len(pages.network("crowd").edges()), one("whoSaidWhat.data.cards.length")
    inview, ties = one.page.locator("#inview"), one.page.locator("#tiesinview")
    assert ties.inner_text() == f"{every} ties, the strongest first."
    assert inview.inner_text() == f"{cards} statements, the newest first."
    one.change(min=5)
    assert ties.inner_text() == f"{len(one.ties()['view'])} of {every} ties in view."
    assert inview.inner_text().startswith(f"{len(one.statements())} of {cards} statements in view")


def test_what_nothing_fits_leaves_an_empty_picture_that_says_so(shown: Any) -> None:
    one = shown("crowd")
    one.change(min=9999)
    assert one.ties() == {"view": [], "drawn": [], "listed": []}
    assert one.statements() == []
    assert "No statement is in view" in one.page.locator("#inview").inner_text()
    assert "No ties" in one.page.locator("#overview").inner_text()


def test_a_tie_that_a_filter_takes_away_is_not_selected_any_more(shown: Any) -> None:
    one = shown("crowd")
    one.select(one("whoSaidWhat.data.edges.find((edge) => edge.side === 'oppose').id"))
    one.change(stance=["support"])
    assert one("whoSaidWhat.state.select") == ""
    assert one.page.locator("#overview").is_visible()


@pytest.mark.parametrize("what", ["node", "tie"])
def test_a_selection_is_in_the_address_and_comes_back(shown: Any, what: str) -> None:
    one = shown("crowd")
    one.select(one.node("Actor 6") if what == "node" else one("whoSaidWhat.data.edges.at(-1).id"))
    address, words = one("location.hash"), one.page.locator("#evidence").inner_text()
    assert address.startswith("#select=")
    one.open(address)
    assert one.page.locator("#evidence").inner_text() == words


def test_search_finds_words_and_narrows_both_tables(opened: Tied) -> None:
    opened.page.fill("#find", "said (4)")
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#rows tr:visible").count() == 1
    assert 0 < len(opened.ties()["listed"]) <= 3


@pytest.mark.parametrize("words", ["actor 11", "ACTOR 11", "áctor 11"])
def test_search_finds_a_name_however_it_is_written(shown: Any, words: str) -> None:
    one = shown("crowd")
    one.page.fill("#find", words)
    one.until(f"whoSaidWhat.state.q === {json.dumps(words)}")
    assert one("whoSaidWhat.view.found.names.map((node) => node.name)") == ["Actor 11"]
    me = one.node("Actor 11")
    mine = one("(me) => whoSaidWhat.data.cards.filter((c) => c.by === me).map((c) => c.at)", me)
    assert mine and one.statements() == mine
    assert set(one.ties()["listed"]) >= set(
        one("(me) => whoSaidWhat.data.edges.filter((e) => [e.from, e.to].includes(me)).map((e) => e.id)", me)
    )
    one.open(one("location.hash"))
    assert one.statements() == mine and one.page.locator("#find").input_value() == words


def test_a_search_that_finds_nothing_says_so(shown: Any) -> None:
    one = shown("crowd")
    one.page.fill("#find", "xyzzy")
    one.until("whoSaidWhat.state.q === 'xyzzy'")
    assert one.page.locator("#evidence .what").inner_text() == "0 names, 0 statements"
    assert one.statements() == [] and one.ties()["listed"] == []


def test_of_many_ties_the_strongest_are_in_view_at_first_and_all_can_be(shown: Any, pages: Any) -> None:
    one, edges = shown("many"), pages.network("many").edges()
    first = one("whoSaidWhat.data.steps.values[whoSaidWhat.data.steps.first]")
    strong = sorted(edges.loc[edges["weight"] >= first, "id"])
    assert 0 < len(strong) <= 300 < len(edges)
    assert one.ties() == {"view": strong, "drawn": strong, "listed": strong}
    assert f"weight at least {first:g}" in one.page.locator("#chips").inner_text()
    one.page.click("#clear")
    ids = sorted(edges["id"])
    assert one("location.hash") == "#weight=0" and one.ties()["view"] == ids
    one.open("#weight=0")
    assert one.ties() == {"view": ids, "drawn": ids, "listed": ids}


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
    for piece in ("Who agrees and who disagrees", "subtract of actors", "Data as of", *(filters or ["none"])):
        assert piece in words
    taken = json.loads(one.file("json"))
    assert (taken["title"], taken["settings"]) == ("Who agrees and who disagrees", "subtract of actors")
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
    one.page.click("#takeaway summary")
    with one.page.expect_download() as waiting:
        one.page.click("[data-take=svg]")
    assert waiting.value.suggested_filename == "who-agrees-and-who-disagrees.svg"


def test_packed_data_show_the_same_page(shown: Any) -> None:
    plain, packed = shown("crowd"), shown("crowd, packed")
    assert packed("document.getElementById('data').type") == "application/gzip"
    for parts in ({}, FILTERS["all"][0]):
        plain.change(**parts)
        packed.change(**parts)
        assert (packed.view(), packed.ties()) == (plain.view(), plain.ties())


@pytest.mark.parametrize("name", TWO_MODE)
def test_the_browser_counts_in_a_two_mode_page_what_the_network_has(
    shown: Any, pages: Any, name: str
) -> None:
    one, graph = shown(name), pages.network(name).graph()
    counted = one(
        """() => { const { data, view } = whoSaidWhat, key = (id) => wsw.iri(wsw.nodes.get(id).key);
        return view.edges.map((e) => [e.id, key(e.from), key(e.to), e.weight,
          e.cards.map((at) => wsw.iri(data.cards[at].id)).sort()]).sort(); }"""
    )
    assert counted == sorted(
        [edge["id"], actor, target, edge["readings"], sorted(edge["statements"])]
        for actor, target, edge in graph.edges(data=True)
    )


@pytest.mark.parametrize("name", TWO_MODE)
def test_a_line_of_a_two_mode_page_shows_the_readings_that_count_and_no_others(
    shown: Any, pages: Any, name: str
) -> None:
    one = shown(name)
    behind = one(
        """() => { const found = {};
        for (const { reading, edge } of whoSaidWhat.view.kept)
          (found[edge.id] ??= []).push(wsw.iri(reading.id));
        return found; }"""
    )
    edges = pages.network(name).graph().edges(data=True)
    assert {id: sorted(ids) for id, ids in behind.items()} == {
        e["id"]: list(e["evidence"]) for *_, e in edges
    }


@pytest.mark.parametrize("stance", ["support", "oppose"])
@pytest.mark.parametrize("name", ["two-mode, once a month", "two-mode, organizations"])
def test_a_stance_alone_leaves_its_lines_of_a_two_mode_page(
    shown: Any, pages: Any, name: str, stance: str
) -> None:
    one = shown(name)
    one.change(stance=[stance])
    edges = pages.network(name).edges()
    mine = edges[edges["stance"] == stance]
    assert {edge[0]: edge[1] for edge in one.view()[0]} == dict(
        zip(mine["id"], mine["readings"], strict=True)
    )


@SIZES
@pytest.mark.parametrize("name", ["crowd, conflict", "crowd, issues", "hostile issues"])
def test_no_label_lies_on_another_at_the_opening_view(opening: Any, name: str, size: tuple[int, int]) -> None:
    one = opening(name, size)
    assert one(OVERLAPS) == []
    assert one("whoSaidWhat.network.getScale()") * 12 >= 9


def test_no_label_lies_on_another_in_a_large_picture(shown: Any) -> None:
    one = shown("many")
    one.until("whoSaidWhat.picture.labels.length > 0")
    assert (
        one(
            """whoSaidWhat.picture.labels.flatMap((a, i, all) => all.slice(i + 1).filter(({ box: b }) =>
            a.box.left < b.right && b.left < a.box.right && a.box.top < b.bottom && b.top < a.box.bottom)
            .map((b) => `${a.text} | ${b.text}`))"""
        )
        == []
    )


@SIZES
def test_the_page_fits_the_window_and_the_picture_its_frame(opening: Any, size: tuple[int, int]) -> None:
    one = opening("crowd", size)
    one.page.wait_for_timeout(100)
    assert one("document.documentElement.scrollWidth <= window.innerWidth")
    frame, legend = (one.page.locator(each).bounding_box() for each in ("#network canvas", ".legend"))
    assert frame["y"] + frame["height"] <= legend["y"] + 1


def test_ties_and_statements_stand_without_script(opening: Any) -> None:
    one = opening("plain", java_script_enabled=False)
    assert one.page.locator("#ties tr:visible").count() == 3
    assert one.page.locator("noscript tbody tr:visible").count() == 9
    assert not one.page.locator("#tools").is_visible()
