"""The rules of "Turtle that loads everywhere", and unchanged text after a round trip."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.export import ntriples, turtle
from kg.export.formats import GRAPH, export
from kg.export.sorted_lines import in_order
from kg.namespaces import DATA, WSW
from kg.store import Term, iri, literal

SUBJECT, PREDICATE = iri(DATA + "statement/s0"), iri(WSW.text)


def store(*objects: Term) -> Any:
    return SimpleNamespace(triples=lambda: [(SUBJECT, PREDICATE, term) for term in objects])


def turtle_of(graph: Any) -> str:
    return "".join(turtle.chunks(graph))


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXT)
@pytest.mark.parametrize("writer", [turtle, ntriples])
def test_every_text_comes_back_in_nfc(writer: Any, text: str) -> None:
    import unicodedata

    written = "".join(writer.chunks(store(literal(text, language="en"))))
    (triple,) = pyoxigraph.parse(written.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert triple.object.value == unicodedata.normalize("NFC", text)


@given(TEXT)
def test_a_statement_is_one_line_for_any_text(text: str) -> None:
    body = turtle_of(store(literal(text))).split("\n\n", 1)[1]
    assert body.count("\n") == 1 and body.endswith('" .\n') and "\r" not in body


def test_the_rules_hold_line_by_line(hostile: Any) -> None:
    header, body = turtle_of(hostile).split("\n\n", 1)
    assert all(re.fullmatch(r"@prefix [a-z]+: <[^<> ]+> \.", line) for line in header.split("\n"))
    name = r"(?:<[^<> ]+>|[a-z]+:[A-Za-z][A-Za-z0-9_-]*)"
    text = rf'"(?:[^"\\\n\r]|\\.)*"(?:@[a-z0-9-]+|\^\^{name})?'
    for line in body.removesuffix("\n").split("\n"):
        assert re.fullmatch(rf"{name} (?:a|{name}) (?:{name}|{text}) \.", line), line


def test_the_body_is_sorted_and_says_nothing_twice(hostile: Any) -> None:
    lines = (
        turtle_of(SimpleNamespace(triples=lambda: hostile.triples() * 2)).split("\n\n", 1)[1].split("\n")[:-1]
    )
    assert lines == sorted(set(lines))


def test_prefixes_are_those_in_use(hostile: Any) -> None:
    header, body = turtle_of(hostile).split("\n\n", 1)
    declared = re.findall(r"@prefix ([a-z]+):", header)
    assert declared == sorted(
        set(re.findall(r"(?:^|(?<= )|(?<=\^\^))([a-z]+):[A-Za-z]", body, re.M)) - {"urn"}
    )


def test_a_blank_node_becomes_an_iri() -> None:
    text = turtle_of(store(Term("bnode", "b.0")))
    assert f"<{DATA}.well-known/genid/b.0>" in text and "_:" not in text


@pytest.mark.parametrize("format", ["turtle", "ntriples"])
def test_nul_is_refused_and_the_file_stays_as_it_was(format: str, tmp_path: Any) -> None:
    path = tmp_path / "graph"
    path.write_text("old")
    with pytest.raises(OutputError, match=r"U\+0000"):
        export(store(literal("a\0b")), format, path)
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["graph"]


def test_a_stream_gets_what_a_file_gets(hostile: Any, tmp_path: Any) -> None:
    stream = io.BytesIO()
    export(hostile, "trig", stream)
    export(hostile, "trig", tmp_path / "graph.trig")
    assert stream.getvalue() == (tmp_path / "graph.trig").read_bytes()


def test_an_unknown_format_names_those_that_there_are(hostile: Any) -> None:
    with pytest.raises(OutputError) as caught:
        export(hostile, "rdfxml", io.BytesIO())
    assert caught.value.hint is not None and all(name in caught.value.hint for name in GRAPH)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"))))
def test_what_does_not_fit_in_memory_is_sorted_all_the_same(lines: list[str]) -> None:
    assert list(in_order(lines, at_once=3)) == sorted(set(lines))
