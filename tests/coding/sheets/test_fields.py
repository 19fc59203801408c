"""The coder's own variables, terms and parties: exactly these triples and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from kg import workspace
from kg.coding.check import check
from kg.coding.graph.lint import lint
from kg.coding.sheets.fields import lexical
from kg.coding.start import STARTER
from kg.model.ids import content_id
from kg.namespaces import ORG, RDF, RDFS, WSW, XSD

BASE = "https://example.org/id/"
SHEET = "sources/gazette-2025-03-14.yaml"
GraphOf = Callable[..., Graph]
Edited = Callable[..., Path]


def added(before: Graph, after: Graph) -> set[tuple[str, str, str]]:
    """The added triples as N-Triples; none may be missing, but lines of coding may differ."""
    old, new = ({t for t in graph if str(t[1]) != WSW.codedAt} for graph in (before, after))
    assert not old - new
    return {(str(s), str(p), o.n3()) for s, p, o in new - old}  # type: ignore[attr-defined]


def field(owner: str, name: str, predicate: str, value: str) -> set[tuple[str, str, str]]:
    """The triples of one field."""
    path = BASE + content_id("field", owner, name)
    return {
        (BASE + owner, WSW.field, f"<{path}>"),
        (path, RDF.type, f"<{WSW.Field}>"),
        (path, RDFS.label, f'"{name}"@en'),
        (path, predicate, value),
    }


OWNERS = {
    "person/tom-hill": ("actors.yaml", "    name: Tom Hill\n", "    "),
    "organization/town-council": ("actors.yaml", "    name: Town council of Millbrook\n", "    "),
    "issue/traffic": ("issues.yaml", "    kind: topic\n", "    "),
    "place/millbrook": ("places.yaml", "    name: Millbrook\n", "    "),
    "term/old-town": ("terms.yaml", "    name: Old town\n", "    "),
    "source/gazette-2025-03-14": (SHEET, "  publisher: valley-gazette\n", "  "),
}


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize(
    ("written", "predicate", "value"),
    [
        ("Business", WSW.fieldValue, '"Business"'),
        ('"1.50"', WSW.fieldValue, '"1.50"'),
        ("7", WSW.fieldValue, f'"7"^^<{XSD.integer}>'),
        ("1.50", WSW.fieldValue, f'"1.5"^^<{XSD.decimal}>'),
        ("true", WSW.fieldValue, f'"true"^^<{XSD.boolean}>'),
        ("{is: valley-gazette}", WSW.fieldEntity, f"<{BASE}organization/valley-gazette>"),
        ("{is: term/old-town}", WSW.fieldEntity, f"<{BASE}term/old-town>"),
    ],
)
def test_a_field_of_any_owner_is_a_node_with_its_name_and_its_typed_value(
    graph_of: GraphOf, owner: str, written: str, predicate: str, value: str
) -> None:
    file, line, indent = OWNERS[owner]
    changed = graph_of((file, line, f"{line}{indent}fields: {{Type of actor: {written}}}\n"))
    assert added(graph_of(), changed) == field(owner, "Type of actor", predicate, value)


def test_fields_of_a_statement_do_not_change_its_id(graph_of: GraphOf) -> None:
    before = graph_of()
    after = graph_of((SHEET, "    cue: fear\n", "    cue: fear\n    fields: {Mood: grim, Page: 3}\n"))
    shops = URIRef(BASE + "group/shopkeepers")
    path = str(next(before.subjects(URIRef(WSW.speaker), shops))).removeprefix(BASE)
    assert added(before, after) == field(path, "Mood", WSW.fieldValue, '"grim"') | field(
        path, "Page", WSW.fieldValue, f'"3"^^<{XSD.integer}>'
    )


def test_a_name_and_a_text_are_stored_in_the_composed_form(graph_of: GraphOf) -> None:
    line = "    name: Tom Hill\n"
    graph = graph_of(("actors.yaml", line, line + "    fields: {Parte\u0301i: Prote\u0301ge\u0301}\n"))
    assert lint(graph, BASE) == []
    assert Literal("Protégé") in set(graph.objects(None, URIRef(WSW.fieldValue)))


def test_a_term_is_an_entity_that_is_neither_actor_nor_issue(graph_of: GraphOf) -> None:
    graph = graph_of()
    term = URIRef(BASE + "term/old-town")
    assert {(str(p), str(o)) for p, o in graph.predicate_objects(term)} == {
        (RDF.type, WSW.Term),
        (RDFS.label, "Old town"),
        (WSW.codedAt, "terms.yaml:2"),
    }


def test_a_party_is_an_organization_too(graph_of: GraphOf) -> None:
    line = "    name: Town council of Millbrook\n"
    body = BASE + "organization/town-council"
    changed = graph_of(("actors.yaml", line, line + "    party: true\n"))
    assert added(graph_of(), changed) == {(body, RDF.type, f"<{WSW.Party}>")}
    classes = {str(each) for each in changed.objects(URIRef(body), URIRef(RDF.type))}
    assert classes == {WSW.Party, WSW.Organization, WSW.Actor, ORG.Organization}


def test_party_false_adds_nothing(graph_of: GraphOf) -> None:
    line = "    name: Town council of Millbrook\n"
    assert added(graph_of(), graph_of(("actors.yaml", line, line + "    party: false\n"))) == set()


def test_a_workspace_with_fields_and_terms_has_no_findings(edited: Edited) -> None:
    line = "    name: Town council of Millbrook\n"
    fields = "{Type: local, Seats: 12, Share: 0.5, Open: false, Seat: {is: old-town}}"
    folder = edited(("actors.yaml", line, f"{line}    party: true\n    fields: {fields}\n"))
    assert check(workspace.read(folder), folder / "texts").findings == []


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_every_number_is_written_in_plain_digits_and_reads_as_the_same_number(value: float) -> None:
    text, datatype = lexical(value)
    assert {XSD.integer: int, XSD.decimal: float}[datatype](text) == value
    assert re.fullmatch(r"-?\d+(\.\d+)?", text)


def test_the_starter_explains_fields() -> None:
    assert "fields" in (STARTER / SHEET).read_text(encoding="utf-8")
