"""On whose behalf a speaker speaks, who coded it, and scores: exactly these triples."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.model.ids import content_id
from kg.namespaces import MODE, OA, PROV, RDF, WSW, XSD

BASE = "https://example.org/id/"
SHEET = "sources/gazette-2025-03-14.yaml"
HILL, COUNCIL = URIRef(BASE + "person/tom-hill"), URIRef(BASE + "organization/town-council")
BEHALF = (SHEET, "    by: tom-hill\n", "    by: tom-hill\n    on_behalf_of: town-council\n")
CODER = (SHEET, "    by: tom-hill\n", "    by: tom-hill\n    coder: other\n")
READING = "{on: car-free-market-street, stance: oppose, confidence: high, why: He will vote against it.}"
GraphOf = Callable[..., Graph]


def of_hill(graph: Graph) -> Node:
    return next(graph.subjects(URIRef(WSW.speaker), HILL))


def readings(graph: Graph, statement: Node) -> list[Node]:
    return list(graph.subjects(URIRef(WSW.readingOf), statement))


def unplaced(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """Everything but the lines in the sheet."""
    return {triple for triple in graph if str(triple[1]) != WSW.codedAt}


def types(graph: Graph, name: str) -> set[Node]:
    return set(graph.subjects(URIRef(RDF.type), URIRef(name)))


def test_the_body_that_a_speaker_speaks_for_is_stored(graph_of: GraphOf) -> None:
    graph = graph_of(BEHALF)
    assert list(graph.subject_objects(URIRef(WSW.onBehalfOf))) == [(of_hill(graph), COUNCIL)]


def test_the_body_is_part_of_the_id_only_if_it_is_given(graph_of: GraphOf) -> None:
    """Ids of existing graphs do not change."""
    plain = graph_of()
    passage = next(plain.objects(of_hill(plain), URIRef(WSW.passage)))
    start, end = (str(plain.value(passage, URIRef(term))) for term in (OA.start, OA.end))
    parts = ["gazette-2025-03-14", f"{start}-{end}", "person/tom-hill"]
    assert str(of_hill(plain)) == BASE + content_id("statement", *parts)
    given = graph_of(BEHALF)
    assert str(of_hill(given)) == BASE + content_id("statement", *parts, "organization/town-council")
    assert types(plain, WSW.Statement) - {of_hill(plain)} == types(given, WSW.Statement) - {of_hill(given)}


def test_one_passage_and_speaker_may_be_coded_by_two_coders(graph_of: GraphOf) -> None:
    assert of_hill(graph_of(CODER)) != of_hill(graph_of())


def test_naming_the_coder_of_the_sheet_changes_nothing(graph_of: GraphOf) -> None:
    named = graph_of((SHEET, "    by: tom-hill\n", "    by: tom-hill\n    coder: me\n"))
    assert unplaced(named) == unplaced(graph_of())


def test_a_statement_of_another_coder_has_its_own_coding_act(graph_of: GraphOf) -> None:
    graph = graph_of(CODER)
    other, source = URIRef(BASE + "coder/other"), URIRef(BASE + "source/gazette-2025-03-14")
    act = graph.value(of_hill(graph), URIRef(PROV.wasGeneratedBy))
    for node in (of_hill(graph), *readings(graph, of_hill(graph))):
        assert list(graph.objects(node, URIRef(PROV.wasAttributedTo))) == [other]
        assert list(graph.objects(node, URIRef(PROV.wasGeneratedBy))) == [act]
    told = {(str(p), str(o)) for p, o in graph.predicate_objects(act)}
    assert told == {
        (RDF.type, WSW.CodingAct),
        (RDF.type, PROV.Activity),
        (PROV.wasAssociatedWith, str(other)),
        (PROV.used, str(source)),
        (PROV.endedAtTime, "2025-03-20T00:00:00"),
    }
    assert len(types(graph, WSW.CodingAct)) == 2


def test_a_reading_by_another_coder_does_not_change_the_coder_of_the_statement(graph_of: GraphOf) -> None:
    graph = graph_of((SHEET, READING, READING.replace("{on", "{coder: other, on")))
    (reading,) = readings(graph, of_hill(graph))
    assert str(graph.value(reading, URIRef(PROV.wasAttributedTo))) == BASE + "coder/other"
    assert str(graph.value(of_hill(graph), URIRef(PROV.wasAttributedTo))) == BASE + "coder/me"


@pytest.mark.parametrize("quoted", [True, False])
def test_a_statement_of_mode_not_coded_has_a_text_and_may_have_quotes(
    graph_of: GraphOf, starter: Path, quoted: bool
) -> None:
    sheet = (starter / SHEET).read_text(encoding="utf-8")
    (spans,) = re.findall(r"id: hill-against\n(?:    .*\n)*?(    quote_at: .*\n)", sheet)
    quotes = "    quotes:\n      - a gift to the shopping centre\n"
    change = (SHEET, f"    mode: mixed\n{quotes}", f"    mode: not-coded\n{quotes if quoted else ''}")
    graph = graph_of(change, *([] if quoted else [(SHEET, spans, "")]))
    assert graph.value(of_hill(graph), URIRef(WSW.mode)) == URIRef(MODE["not-coded"])
    assert str(graph.value(of_hill(graph), URIRef(WSW.text))).startswith("The plan is")
    assert len(list(graph.objects(of_hill(graph), URIRef(WSW.quotation)))) == quoted


@pytest.mark.parametrize(
    ("stance", "score", "stored"),
    [
        ("oppose", "-2.50", "-2.5"),
        ("oppose", "0", "0"),
        ("support", "3", "3"),
        ("mixed", "-1", "-1"),
        ("unclear", "1", "1"),
    ],
)
def test_a_score_is_a_decimal_of_the_reading(graph_of: GraphOf, stance: str, score: str, stored: str) -> None:
    changed = READING.replace("stance: oppose", f"stance: {stance}, score: {score}")
    graph = graph_of((SHEET, READING, changed))
    (reading,) = readings(graph, of_hill(graph))
    (found,) = graph.objects(reading, URIRef(WSW.score))
    assert found.n3() == f'"{stored}"^^<{XSD.decimal}>'  # type: ignore[attr-defined]
    assert list(graph.subjects(URIRef(WSW.score))) == [reading]


def test_a_score_is_not_part_of_the_id_of_its_reading(graph_of: GraphOf) -> None:
    scored = graph_of((SHEET, READING, READING.replace("oppose", "oppose, score: -1")))
    assert types(scored, WSW.Reading) == types(graph_of(), WSW.Reading)
