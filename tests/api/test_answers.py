"""An answer as rows, a data frame, a graph, and what a notebook shows of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import resources
from kg.errors import KgError, QuestionError, StoreError
from kg.questions.answer import Answer
from kg.questions.data_frame import data_frame

HOSTILE = (
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "\x1b[31m\u202egnirts\u2066",
    "{{ 7 * 7 }} ${7*7} &lt;b&gt;",
)


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.KnowledgeGraph]:
    with kg.open(resources.bundled_graph()) as opened:
        yield opened


class Markup(HTMLParser):
    """The tags and the attributes of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def answer(*rows: dict[str, Any], name: str = "query", notes: tuple[str, ...] = ()) -> Answer[dict[str, Any]]:
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return Answer(name, columns, list(rows), 37, "statements", notes, ())


def test_an_answer_has_a_length_and_iterates_over_its_rows(graph: kg.KnowledgeGraph) -> None:
    found = graph.said(about="tariffs")
    assert len(found) == len(found.rows) > 0
    assert list(found) == found.rows


def test_the_repr_has_the_notes_and_not_the_rows(graph: kg.KnowledgeGraph) -> None:
    found = graph.said(grep="nonesuch")
    assert repr(found).splitlines() == [
        f"<said: 0 rows, looked at {found.looked_at} statements>",
        *found.notes,
    ]
    assert len(found.notes) > 1
    assert len(repr(graph.said()).splitlines()[0]) < 80


def test_nothing_but_its_own_property_loads_a_library(tmp_path: Path) -> None:
    code = (
        "import sys, kg\n"
        "answer = kg.open().said(about='tariffs')\n"
        "len(answer), list(answer), repr(answer), answer._repr_html_(), answer.sparql\n"
        "print([name for name in ('pandas', 'rdflib', 'networkx', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(resources.root())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("ask", ["said", "positions", "tariffs", "who-told-whom", "roles"])
def test_a_frame_has_a_row_for_each_row_and_labels_in_place_of_iris(
    graph: kg.KnowledgeGraph, ask: str
) -> None:
    found: Answer[Any] = getattr(graph, ask)() if hasattr(graph, ask) else graph.ask(ask)
    frame = found.frame
    assert len(frame) == len(found)
    pairs = [name for name in found.columns if f"{name}_label" in found.columns]
    assert pairs
    for name in pairs:
        assert [row[f"{name}_label"] for row in found] == frame[name].tolist(), name
        assert [row[name] for row in found] == frame[f"{name}_iri"].tolist(), name
    assert not [name for name in frame if str(name).endswith(("_label", "_labels"))]


def test_a_frame_has_days_as_days_and_lists_as_lists(graph: kg.KnowledgeGraph) -> None:
    found = graph.said()
    frame = found.frame
    for name in ("said_earliest", "said_latest", "counts_from", "counts_until", "source_earliest"):
        assert str(frame[name].dtype).startswith("datetime64"), name
        days = [None if str(day) == "NaT" else day.date().isoformat() for day in frame[name]]
        assert days == [row[name] for row in found]
    for name in ("quotes", "speaker_roles", "on_behalf_of", "on_behalf_of_iris", "about"):
        assert {type(value) for value in frame[name]} == {list}, name
    assert str(frame["start"].dtype) == "int64"
    assert str(frame["coders_differ"].dtype) == "bool"


def test_an_empty_frame_has_the_same_columns_and_types_of_days(graph: kg.KnowledgeGraph) -> None:
    full, empty = graph.said().frame, graph.said(grep="nonesuch").frame
    assert list(full) == list(empty)
    days = [name for name in full if str(full[name].dtype).startswith("datetime64")]
    assert days
    assert all(empty[name].dtype == full[name].dtype for name in days)


@pytest.mark.parametrize(
    "values, kind",
    [
        (["2025-10-07", None], "datetime64[s]"),
        (["0007-01-01", "9999-12-31"], "datetime64[s]"),
        (["2025-13-40"], "object"),
        (["2025-10-07", "soon"], "object"),
        (["2025-10-07T12:00:00Z"], "datetime64[us, UTC]"),
        ([1, None], "Int64"),
        ([1, 2**70], "object"),
        ([1, 0.5, None], "float64"),
        ([True, None], "boolean"),
        (["a", None, ["b"]], "object"),
    ],
)
def test_a_column_has_the_type_that_its_values_share(values: list[Any], kind: str) -> None:
    frame = data_frame(["x"], [{"x": value} for value in values])
    assert str(frame["x"].dtype) == kind
    assert [value is None for value in values] == frame["x"].isna().tolist()


def test_the_graph_of_an_answer_is_what_the_graph_says_of_the_nodes_in_its_rows(
    graph: kg.KnowledgeGraph,
) -> None:
    from rdflib import URIRef

    whole, found = graph.graph(), graph.said(about="51st state")
    part = found.graph
    named = {URIRef(row["id"]) for row in found} | {
        URIRef(one["reading"]) for row in found for one in row["about"]
    }
    assert named <= set(part.subjects())
    assert set(part) == {
        triple for node in set(part.subjects()) for triple in whole.triples((node, None, None))
    }
    others = {URIRef(row["id"]) for row in graph.said()} - named
    assert others and not others & set(part.subjects())


@pytest.mark.parametrize("ask", ["positions", "tariffs", "who-told-whom"])
def test_every_answer_has_the_graph_of_its_records(graph: kg.KnowledgeGraph, ask: str) -> None:
    from rdflib import URIRef

    found: Answer[Any] = graph.positions() if ask == "positions" else graph.ask(ask)
    column = "position" if ask == "positions" else "record"
    assert {URIRef(row[column]) for row in found} <= set(found.graph.subjects())


def test_the_graph_of_a_construct_query_is_its_triples(graph: kg.KnowledgeGraph) -> None:
    found = graph.query('CONSTRUCT { ?s rdfs:label "A"@en } WHERE { ?s a wsw:Statement } LIMIT 3')
    assert len(found.graph) == len(found) == 3
    assert {str(value.n3()) for value in found.graph.objects()} == {'"A"@en'}


def test_the_graph_of_an_answer_is_empty_where_its_rows_name_nothing(graph: kg.KnowledgeGraph) -> None:
    assert len(graph.said(grep="nonesuch").graph) == 0
    assert len(graph.query("SELECT (1 AS ?one) {}").graph) == 0
    assert len(answer({"note": "http://[not an IRI", "x": "urn:x>} DROP ALL #"}).graph) == 0
    hostile = graph.query('SELECT ("urn:x> } . DROP ALL #" AS ?x) ("https://a b" AS ?y) {}')
    assert len(hostile.graph) == 0


def test_the_graph_of_an_answer_needs_the_opened_graph() -> None:
    with kg.open(resources.bundled_graph()) as opened:
        found = opened.said()
    with pytest.raises(StoreError):
        _ = found.graph


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_a_notebook(text: str) -> None:
    row = {
        "speaker_label": text,
        "about": [{"label": text, "stance": text}],
        "quotes": [text],
        "source_label": text,
        "source_url": "https://example.org/?q=" + text,
        text: text,
    }
    for name in ("said", "query", text):
        page = Markup(answer(row, name=name, notes=(text,))._repr_html_())
        assert set(page.tags) <= {"div", "p", "table", "thead", "tbody", "tr", "th", "td", "a"}
        assert {key for key, _ in page.attributes} <= {"style", "href", "rel"}
        assert not any(sign in "".join(page.words) for sign in "\x1b\u202e\u2066")


@pytest.mark.parametrize(
    "address, linked",
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https:evil", False),
        ("https://a b", False),
        ("https://[", False),
        ("\x00https://example.org", False),
        ("file:///etc/passwd", False),
        (None, False),
        (7, False),
    ],
)
def test_only_web_addresses_are_links(address: object, linked: bool) -> None:
    html = answer({"source_label": "A paper", "source_url": address}, name="said")._repr_html_()
    links = [value for name, value in Markup(html).attributes if name == "href"]
    assert links == ([address] if linked else [])


def test_a_notebook_shows_labels_and_counts_what_it_leaves_out(graph: kg.KnowledgeGraph) -> None:
    html = graph.said()._repr_html_()
    assert "Donald Trump" in html and "/id/person/" not in html
    many = answer(*({"n": number} for number in range(60)))._repr_html_()
    assert "<p>10 more rows; .rows and .frame have all.</p>" in many
    assert Markup(many).tags.count("tr") == 51


@pytest.mark.parametrize(
    "given", [date(2025, 10, 6), datetime(2025, 10, 6, 23, 59, tzinfo=UTC), "2025-10-06"]
)
def test_days_are_given_as_dates_or_as_typed(graph: kg.KnowledgeGraph, given: Any) -> None:
    assert graph.said(until=given).rows == graph.said(until="2025-10-06").rows
    assert graph.positions(until=given).rows == graph.positions(until="2025-10-06").rows
    assert graph.ask("who-opposes", issue="tariffs", until=given).rows == (
        graph.ask("who-opposes", issue="tariffs", until="2025-10-06").rows
    )
    assert len(graph.readings(until=given)) == len(graph.readings(until="2025-10-06"))


@pytest.mark.parametrize("wrong", [20251006, 2025.1, ["2025"], object()])
def test_what_is_not_a_day_is_refused(graph: kg.KnowledgeGraph, wrong: Any) -> None:
    with pytest.raises(QuestionError, match=r"not a date .*since"):
        graph.said(since=wrong)


@pytest.mark.parametrize("wrong", [7, None, [None], {"a": 1}.values()])
def test_what_is_not_a_name_is_refused(graph: kg.KnowledgeGraph, wrong: Any) -> None:
    with pytest.raises(QuestionError, match=r"not a name .*by"):
        graph.said(by=wrong)


@pytest.mark.parametrize(
    "given",
    [
        "trump",
        "person/donald-trump",
        "https://w3id.org/wsw/id/person/donald-trump",
        ("Trump",),
        iter(["Trump"]),
    ],
    ids=["as typed", "id", "IRI", "tuple", "iterator"],
)
def test_names_are_given_as_typed_or_as_iris(graph: kg.KnowledgeGraph, given: Any) -> None:
    assert {row["speaker_label"] for row in graph.said(by=given)} == {"Donald Trump"}


def test_a_query_is_read_from_a_file(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    file = tmp_path / "rates.rq"
    file.write_text("SELECT ?rate { ?tariff wsw:rate ?rate }", encoding="utf-8")
    assert graph.query(file).rows == graph.query(file.read_text(encoding="utf-8")).rows != []
    with pytest.raises(QuestionError, match=r"none\.rq"):
        graph.query(tmp_path / "none.rq")


def test_an_opened_graph_says_what_it_is(tmp_path: Path) -> None:
    workspace = resources.bundled_workspace()
    with kg.open(workspace) as opened:
        assert opened.workspace in repr(opened) and f"{len(opened.said())} statements" in repr(opened)
    assert "statement" not in repr(opened)  # closed
    turtle = tmp_path / "a.ttl"
    turtle.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with kg.open(turtle) as opened:
        assert (opened.label, opened.workspace) == (str(turtle), "")
        assert repr(opened) == f"<KnowledgeGraph: {turtle}, 0 statements>"


def test_what_is_known_of_a_thing_shows_itself_in_a_few_lines(graph: kg.KnowledgeGraph) -> None:
    assert repr(graph.show("carney")).splitlines()[0] == "<Mark Carney (person/mark-carney)>"
    why = graph.explain("trump", "51st state")
    assert repr(why).splitlines() == [f"<explanation: {why.about}>", *why.steps, *why.left_out]
    pair = graph.explain("LeBlanc", "Poilievre")
    assert repr(pair).splitlines()[: 1 + len(pair.steps)] == [f"<explanation: {pair.about}>", *pair.steps]


@pytest.mark.parametrize("text", ["\x1b[31mred", "\u202eback", "\x07"])
def test_nothing_that_shows_itself_holds_what_a_terminal_obeys(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    name = json.dumps(text)
    file.write_text(
        "@prefix wsw: <https://w3id.org/wsw/ns#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        f"<https://w3id.org/wsw/id/person/eve> a wsw:Actor, wsw:Person ; rdfs:label {name} .",
        encoding="utf-8",
    )
    with kg.open(file) as opened:
        card = opened.show("person/eve")
    assert card.label == text
    for shown in (repr(card), repr(answer(notes=(text,)))):
        assert text not in shown and all(sign.isprintable() or sign == "\n" for sign in shown)


def test_an_opened_graph_stays_what_it_is_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.init(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    with kg.open() as opened:
        monkeypatch.chdir(tmp_path / "mine")
        assert opened.workspace == "Canada–US trade talks, October 2025"


def test_a_memory_limit_is_that_of_the_graph() -> None:
    with kg.open(resources.bundled_graph(), limit_memory="2G") as opened:
        assert (opened.store.memory, opened.store.memory_of_all) == (2 * 2**30, 2 * 2**30)
    with kg.open(resources.bundled_graph(), limit_memory=3 * 2**20) as opened:
        assert opened.store.memory == 3 * 2**20
    with kg.open(resources.bundled_graph()) as opened:
        assert opened.store.memory_of_all is None
    with pytest.raises(QuestionError, match="limit_memory"):
        kg.open(limit_memory="much")


def test_a_time_limit_is_that_of_the_graph() -> None:
    with kg.open(resources.bundled_graph(), limit_time=None) as opened:
        assert opened.store.limit is None and len(opened.said()) > 0
    with (
        kg.open(resources.bundled_graph(), limit_time=1e-9) as opened,
        pytest.raises(KgError, match="longer"),
    ):
        opened.said()
