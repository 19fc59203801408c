from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.namespaces import XSD
from kg.store.terms import Term, from_oxigraph, iri, literal

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.sampled_from([None, "en", "fr-ca"]))
def test_any_text_written_as_n_triples_is_read_back_as_it_was(text: str, language: str | None) -> None:
    line = f"<http://e/s> <http://e/p> {literal(text, language=language).n3()} ."
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert from_oxigraph(quad.object) == literal(text, language=language)


@given(TEXT)
def test_any_text_keeps_its_place_as_a_value_in_sparql(text: str) -> None:
    found = pyoxigraph.Store().query(f"SELECT ?x {{ VALUES ?x {{ {literal(text).n3()} }} }}")
    assert [row[0].value for row in found] == [text]


@given(TEXT)
def test_an_iri_is_one_token_or_an_error(text: str) -> None:
    try:
        written = iri("http://e/" + text).n3()
    except ValueError:
        return
    assert not set(written[1:-1]) & set('<>"{}|^`\\ \n')


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (literal("7", XSD.integer), 7),
        (literal("7", XSD.base + "unsignedByte"), 7),
        (literal("0.10", XSD.decimal), Decimal("0.10")),
        (literal("1e3", XSD.base + "double"), 1000.0),
        (literal("1", XSD.boolean), True),
        (literal("2025-10-07", XSD.date), "2025-10-07"),
        (literal("x", language="en"), "x"),
        (iri("http://e/"), "http://e/"),
        (literal("seven", XSD.integer), "seven"),
        (literal("x", XSD.decimal), "x"),
        (literal("maybe", XSD.boolean), "maybe"),
    ],
)
def test_a_term_becomes_a_python_value(term: Term, value: object) -> None:
    assert (term.python(), type(term.python())) == (value, type(value))


def test_a_string_has_one_form_whether_its_datatype_is_written_or_not() -> None:
    assert literal("x", XSD.string) == literal("x") == from_oxigraph(pyoxigraph.Literal("x"))


def test_a_triple_inside_a_triple_is_an_error() -> None:
    node = pyoxigraph.NamedNode("http://e/")
    with pytest.raises(StoreError, match=r"RDF 1\.2"):
        from_oxigraph(pyoxigraph.Triple(node, node, node))
