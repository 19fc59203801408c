"""The coder's own variables on a card: of a thing, of a statement, and of what they point to."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.errors import UnknownName
from kg.namespaces import PREFIXES
from kg.questions.names import TARGETS, resolve
from kg.questions.show import show
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore

WORLD = """
org:reds a wsw:Party, wsw:Organization, wsw:Actor ; rdfs:label "The Reds"@en ; wsw:field f:one, f:two .
term:forests a wsw:Term ; rdfs:label "The forests"@en ; skos:altLabel "woods"@en .
note:one a wsw:Annotation ; rdfs:label "Story element"@en ; wsw:field f:three .
s:old a wsw:Statement, wsw:Record ; wsw:field f:four ;
  prov:invalidatedAtTime "2025-11-02T09:00:00"^^xsd:dateTime .
f:one a wsw:Field ; rdfs:label "Type"@en ; wsw:fieldValue "party" .
f:two a wsw:Field ; rdfs:label "Seats"@en ; wsw:fieldValue "12"^^xsd:integer .
f:three a wsw:Field ; rdfs:label "Victim"@en ; wsw:fieldEntity term:forests .
f:four a wsw:Field ; rdfs:label "Hero"@en ; wsw:fieldEntity term:forests .
"""
KINDS = {"org": "organization", "term": "term", "note": "annotation", "s": "statement", "f": "field"}


@pytest.fixture
def store() -> Store:
    prefixes = {**PREFIXES, **{name: f"https://w3id.org/wsw/id/{kind}/" for name, kind in KINDS.items()}}
    head = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in prefixes.items())
    engine = pyoxigraph.Store()
    engine.load((head + WORLD).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return OxigraphStore("fields", engine)


def test_a_card_lists_the_variables_of_a_thing_by_name(store: Store) -> None:
    assert show(store, "the reds").attributes == [
        {"property": "field Seats", "value": 12, "label": None},
        {"property": "field Type", "value": "party", "label": None},
    ]


def test_a_variable_with_a_thing_as_value_shows_its_label(store: Store) -> None:
    (row,) = [row for row in show(store, "annotation/one").attributes if row["property"].startswith("field ")]
    assert row == {
        "property": "field Victim",
        "value": "https://w3id.org/wsw/id/term/forests",
        "label": "The forests",
    }


def test_a_thing_lists_the_variables_with_it_as_value(store: Store) -> None:
    """Those of a retracted statement come back with all versions."""
    (row,) = show(store, "woods").used_by
    assert (row["property"], row["label"]) == ("field Victim", "Story element")
    properties = [row["property"] for row in show(store, "woods", all_versions=True).used_by]
    assert properties == ["field Hero", "field Victim"]


def test_a_retracted_statement_still_shows_its_own_variables(store: Store) -> None:
    properties = {row["property"] for row in show(store, "statement/old").attributes}
    assert "field Hero" in properties


@pytest.mark.parametrize("typed", ["woods", "term/forests", "the forests", "forests"])
def test_a_term_is_found_by_name(store: Store, typed: str) -> None:
    assert resolve(store, typed).id == "term/forests"


def test_a_term_cannot_be_a_target(store: Store) -> None:
    with pytest.raises(UnknownName):
        resolve(store, "woods", TARGETS)
