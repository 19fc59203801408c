"""Mistakes in the ontology that a parser does not find."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    XSD,
    BNode,
    Graph,
    Literal,
    URIRef,
)
from rdflib.term import Node

from kg import namespaces, resources

FILES = ("wsw.ttl", "stances.ttl", "codes.ttl")
WSW = namespaces.WSW.base

#: Web Annotation Vocabulary, W3C Recommendation of 23 February 2017: classes and properties.
OA = """
    Annotation Choice CssSelector CssStyle DataPositionSelector Direction FragmentSelector HttpRequestState
    Motivation PreferContainedDescriptions PreferContainedIRIs RangeSelector ResourceSelection Selector
    SpecificResource State Style SvgSelector TextPositionSelector TextQuoteSelector TextualBody TimeState
    XPathSelector annotationService bodyValue cachedSource canonical end exact hasBody hasEndSelector
    hasPurpose hasScope hasSelector hasSource hasStartSelector hasState hasTarget motivatedBy prefix
    processingLanguage refinedBy renderedVia sourceDate sourceDateEnd sourceDateStart start styleClass
    styledBy suffix textDirection via
    """


@cache
def ontology() -> Graph:
    return Graph().parse(resources.ontology("wsw.ttl"))


@cache
def whole() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(resources.ontology(name))
    return graph


def own_terms() -> Iterator[URIRef]:
    for subject in set(ontology().subjects()):
        if isinstance(subject, URIRef) and subject.startswith(WSW):
            yield subject


def own_properties() -> Iterator[URIRef]:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for each in ontology().subjects(RDF.type, kind):
            assert isinstance(each, URIRef)
            yield each


def reused() -> Iterator[str]:
    for vocabulary in namespaces.VOCABULARIES:
        if not vocabulary.base.startswith("https://w3id.org/wsw/"):
            yield from vocabulary


def exists(iri: str) -> bool:
    """Whether a vocabulary has the term, by rdflib's closed list of it or the list above."""
    if iri.startswith(namespaces.OA.base):
        return iri.removeprefix(namespaces.OA.base) in OA.split()
    closed = (SKOS, PROV, ORG, FOAF, SDO, DCTERMS, TIME, RDF, RDFS, OWL, XSD)
    return any(URIRef(iri) in vocabulary for vocabulary in closed)


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", resources.ontology("generate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_namespaces_are_those_of_a_fresh_run() -> None:
    """If it fails: python ontology/generate.py."""
    written = Path(namespaces.__file__).read_text(encoding="utf-8")
    assert written == generator().render()


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment, RDFS.isDefinedBy])
def test_every_term_has_one_label_comment_and_home(predicate: URIRef) -> None:
    counted = {str(term): len(list(ontology().objects(term, predicate))) for term in own_terms()}
    assert {term: count for term, count in counted.items() if count != 1} == {}


def test_every_term_is_a_class_or_a_property_and_not_both() -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for term in own_terms():
        assert len(kinds & set(ontology().objects(term, RDF.type))) == 1, term


def test_classes_begin_with_a_capital_and_properties_do_not() -> None:
    for term in own_terms():
        is_class = (term, RDF.type, OWL.Class) in ontology()
        assert term.removeprefix(WSW)[0].isupper() == is_class, term


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range])
def test_no_property_has_two_domains_or_ranges(predicate: URIRef) -> None:
    """Several domains or ranges mean all of them together, not any of them."""
    for term in own_properties():
        assert len(list(ontology().objects(term, predicate))) <= 1, term


def test_domains_and_ranges_are_known() -> None:
    classes = set(ontology().subjects(RDF.type, OWL.Class))
    types = {URIRef(iri) for iri in namespaces.XSD} | {RDF.langString, RDFS.Literal}
    for term in own_properties():
        is_object = (term, RDF.type, OWL.ObjectProperty) in ontology()
        assert set(ontology().objects(term, RDFS.domain)) <= classes, term
        assert set(ontology().objects(term, RDFS.range)) <= (classes if is_object else types), term


def test_every_value_property_has_a_range() -> None:
    for term in ontology().subjects(RDF.type, OWL.DatatypeProperty):
        assert ontology().value(term, RDFS.range) is not None, term


def test_super_terms_are_declared() -> None:
    """Terms of other vocabularies too: the ontology lists those that it uses."""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for higher in ontology().objects(None, predicate):
            assert (higher, RDFS.isDefinedBy, None) in ontology() or exists(str(higher)), higher


def test_no_speaker_is_a_coder() -> None:
    """With inference, the politician and the coder would be merged."""
    above: set[Node] = set(ontology().transitive_objects(URIRef(namespaces.WSW.speaker), RDFS.subPropertyOf))
    assert above == {URIRef(namespaces.WSW.speaker)}
    attributed = set(ontology().transitive_subjects(RDFS.subPropertyOf, PROV.wasAttributedTo))
    assert attributed == {PROV.wasAttributedTo}


def test_the_kinds_of_record_and_of_issue_are_disjoint() -> None:
    graph = ontology()
    found = {
        frozenset(str(item).removeprefix(WSW) for item in graph.items(members))
        for members in graph.objects(None, OWL.members)
    }
    assert found == {
        frozenset({"Statement", "EmbeddedAttribution", "NarratedClaim"}),
        frozenset({"Proposal", "Condition", "Topic"}),
    }


def test_every_reused_term_exists() -> None:
    assert [iri for iri in sorted(reused()) if not exists(iri)] == []


def test_every_inverse_is_declared_once_and_is_not_a_relation() -> None:
    pairs = list(ontology().subject_objects(OWL.inverseOf))
    inverses, relations = [one for one, _ in pairs], [other for _, other in pairs]
    assert len(set(inverses)) == len(inverses)
    assert len(set(relations)) == len(relations)
    assert set(inverses).isdisjoint(relations)
    assert [one for one in inverses if (one, RDFS.subPropertyOf, None) in ontology()] == []


def test_every_inverse_is_of_a_relation() -> None:
    for relation in ontology().objects(None, OWL.inverseOf):
        assert str(relation).removeprefix(WSW) in namespaces.RELATIONS, relation


@pytest.mark.parametrize(
    ("scheme", "scores"),
    [
        ("stance", {"support": 1, "oppose": -1, "neutral": 0, "mixed": 0, "unclear": None}),
        ("evaluation", {"positive": 1, "negative": -1, "neutral": 0, "mixed": 0, "unclear": None}),
    ],
)
def test_scores_are_those_of_the_design(scheme: str, scores: dict[str, int | None]) -> None:
    """Unclear has no score, so it does not count in sums."""
    base = f"https://w3id.org/wsw/{scheme}"
    found: dict[str, int | None] = {}
    for code in whole().subjects(SKOS.inScheme, URIRef(base)):
        score = whole().value(code, URIRef(namespaces.WSW.score))
        found[str(code).removeprefix(base + "#")] = score.value if isinstance(score, Literal) else None
    assert found == scores


def test_every_code_is_shown_as_its_local_name() -> None:
    """Tables and JSON show the notation, and people type it."""
    for code in whole().subjects(RDF.type, SKOS.Concept):
        assert str(code).rsplit("#", 1)[1] == str(whole().value(code, SKOS.notation))
        assert whole().value(code, SKOS.inScheme) == URIRef(str(code).rsplit("#", 1)[0])
        assert whole().value(code, SKOS.prefLabel) == whole().value(code, RDFS.label)


def test_alignments_are_close_matches_to_three_vocabularies() -> None:
    aligned = {str(term).rstrip("#").rsplit("/", 1)[0] for term in whole().objects(None, SKOS.closeMatch)}
    assert aligned == {
        "http://semanticweb.cs.vu.nl/2009/11/sem",
        "http://groundedannotationframework.org",
        "http://w3id.org",
    }
    claims = {SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, OWL.equivalentClass, OWL.equivalentProperty}
    assert claims.isdisjoint(whole().predicates())


@pytest.mark.parametrize("name", [*FILES, "shapes.ttl"])
def test_nothing_is_imported_and_nothing_is_the_same_as_another(name: str) -> None:
    graph = Graph().parse(resources.ontology(name))
    assert {OWL.sameAs, OWL.imports}.isdisjoint(graph.predicates())


def test_blank_nodes_are_only_in_lists_of_disjoint_classes() -> None:
    for node in set(whole().subjects()):
        if isinstance(node, BNode):
            assert {RDF.first, OWL.members} & set(whole().predicates(node)), node
