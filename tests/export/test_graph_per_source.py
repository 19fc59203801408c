"""A graph for each source: every triple in one, and together the whole."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph
import pytest

from kg.cli.main import run
from kg.errors import OutputError
from kg.export.formats import graph_chunks
from kg.export.graph_per_source import SHARED, Owners
from kg.namespaces import DATA, PROV, RDF, WSW
from kg.store import iri, literal, open_store

FORMATS = {"trig": pyoxigraph.RdfFormat.TRIG, "nquads": pyoxigraph.RdfFormat.N_QUADS}
REST = DATA + SHARED


def node(name: str) -> Any:
    return iri(DATA + name)


def graph(*triples: tuple[str, str, str]) -> Any:
    found = [(node(s), iri(p), node(o)) for s, p, o in triples]
    return SimpleNamespace(triples=lambda: found)


DEBATE = graph(
    ("statement/s1", WSW.reportedIn, "source/gazette"),
    ("statement/s1", WSW.passage, "passage/p1"),
    ("statement/s1", WSW.quotation, "quotation/q1"),
    ("statement/s2", WSW.reportedIn, "source/post"),
    ("reading/r1", WSW.readingOf, "statement/s1"),
    ("characterization/c1", WSW.characterizedIn, "statement/s2"),
    ("contrast/k1", WSW.contrasts, "statement/s1"),
    ("contrast/k1", WSW.contrasts, "statement/s2"),
    ("contrast/k1", WSW.reportedIn, "source/post"),
    ("position/v1", PROV.wasDerivedFrom, "reading/r1"),
    ("figure/f1", WSW.backedBy, "statement/s1"),
    ("person/carney", WSW.holder, "position/v1"),
    ("statement/s3", WSW.reportedIn, "source/gazette"),
    ("statement/s3", WSW.reportedIn, "source/post"),
    ("reading/r3", WSW.readingOf, "statement/s3"),
    ("reading/lost", WSW.readingOf, "statement/nowhere"),
    ("passage/circle", WSW.passage, "passage/circle"),
)


@pytest.mark.parametrize(
    "name, owner",
    {
        "source/gazette": "source/gazette",
        "statement/s1": "source/gazette",
        "reading/r1": "source/gazette",
        "passage/p1": "source/gazette",
        "quotation/q1": "source/gazette",
        "characterization/c1": "source/post",
        "contrast/k1": "source/post",
        "position/v1": SHARED,
        "figure/f1": SHARED,
        "person/carney": SHARED,
        "statement/s3": SHARED,
        "reading/r3": SHARED,
        "reading/lost": SHARED,
        "passage/circle": SHARED,
    }.items(),
)
def test_a_thing_belongs_to_the_one_source_that_it_is_part_of(name: str, owner: str) -> None:
    assert Owners(DEBATE, DATA).of(DATA + name) == DATA + owner


@pytest.mark.parametrize("format", FORMATS)
def test_the_graphs_together_are_the_plain_export(format: str) -> None:
    with open_store() as store:
        parted = "".join(graph_chunks(store, format, graph_per_source=True))
        plain = "".join(graph_chunks(store, "ntriples"))
    quads = list(pyoxigraph.parse(parted.encode(), format=FORMATS[format]))
    expected = {
        quad.triple for quad in pyoxigraph.parse(plain.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    }
    assert {quad.triple for quad in quads} == expected
    assert len(quads) == len(expected)  # each in one graph only
    names = {str(quad.graph_name.value) for quad in quads}  # type: ignore[union-attr]
    assert REST in names and len(names) == 1 + plain.count(f"<{RDF.type}> <https://schema.org/NewsArticle>")


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_texts_come_back_from_their_graphs(format: str, hostile: Any) -> None:
    parted = "".join(graph_chunks(hostile, format, graph_per_source=True))
    plain = "".join(graph_chunks(hostile, "ntriples"))
    found = {quad.triple for quad in pyoxigraph.parse(parted.encode(), format=FORMATS[format])}
    assert found == {
        q.triple for q in pyoxigraph.parse(plain.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    }


def test_the_same_graph_gives_the_same_bytes(hostile: Any) -> None:
    backwards = SimpleNamespace(triples=lambda: reversed(hostile.given))
    for format in FORMATS:
        texts = {"".join(graph_chunks(each, format, graph_per_source=True)) for each in (hostile, backwards)}
        assert len(texts) == 1


def test_a_tab_in_a_text_stays_in_its_text() -> None:
    store = SimpleNamespace(triples=lambda: [(node("statement/s1"), iri(WSW.text), literal("a\tb"))])
    assert "".join(graph_chunks(store, "nquads", graph_per_source=True)).count("\\t") == 1  # type: ignore[arg-type]


def test_other_formats_have_no_graphs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_store() as store, pytest.raises(OutputError, match="no named graphs"):
        graph_chunks(store, "turtle", graph_per_source=True)
    assert run(["export", "turtle", "--graph-per-source"]) == 2
    assert "trig or nquads" in capsys.readouterr().err
    assert run(["export", "trig", "--graph-per-source", "-o", str(tmp_path / "a.trig")]) == 0
    assert f"<{REST}> {{" in (tmp_path / "a.trig").read_text(encoding="utf-8")
