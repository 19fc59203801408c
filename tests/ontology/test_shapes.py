"""Every rule of shapes.ttl has a folder in fixtures/, and adding a folder is enough to have it tested.

``good.ttl`` keeps the rule and ``bad.ttl`` breaks it as often as its first line says; both are read
together with ``base.ttl``.
"""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg import resources
from kg.coding.graph.conformance import violating
from kg.coding.graph.validation import Violation, report, validate
from kg.namespaces import (
    ATTITUDE,
    BASIS,
    CONFIDENCE,
    EVALUATION,
    MODE,
    ORG,
    PRECISION,
    RELATIONS,
    STANCE,
    STATUS,
    SYMMETRIC,
    VOCABULARIES,
    WSW,
)
from kg.vocabulary import Vocabulary

FIXTURES = Path(__file__).parent / "fixtures"
DATA = "https://example.org/id/"
SHAPE = "https://w3id.org/wsw/shape#"
RULES = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


@cache
def shapes() -> Graph:
    return Graph().parse(resources.ontology("shapes.ttl"))


def own(node: Node, rule: str, shared: set[Node]) -> Node:
    """A node of a fixture under an IRI of that fixture; one of the base graph as it is."""
    if node in shared or not isinstance(node, URIRef):
        return node
    return URIRef(node.replace(DATA, f"https://example.org/{rule}/"))


@cache
def together(kind: str) -> Graph:
    """The good or the bad fixtures as one graph.

    One validation for all is far faster than one for each: what a fixture adds to the base graph
    gets IRIs of its own, so that no fixture touches another. Only the vocabulary is shared.
    """
    base = Graph().parse(FIXTURES / "base.ttl")
    shared, graph = set(base.subjects()), base + Graph()
    for rule in RULES:
        for one, predicate, other in Graph().parse(FIXTURES / rule / f"{kind}.ttl"):
            graph.add((own(one, rule, shared), predicate, own(other, rule, shared)))
    return graph


@cache
def found(kind: str) -> dict[str, list[Violation]]:
    """The violations of the good or the bad fixtures that the SHACL engine finds, by folder."""
    violations: dict[str, list[Violation]] = {rule: [] for rule in RULES}
    for violation in report(together(kind)):
        owner = violation.focus.split("/")[3] if "example.org" in violation.focus else violation.rule
        violations[owner].append(violation)
    return violations


def expected(path: Path) -> int:
    """The number in the first line of a fixture."""
    key, number = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").split(": ")
    assert key == "results"
    return int(number)


def items(rule: str) -> set[str]:
    """The members of the sh:in list of a rule."""
    head = shapes().value(URIRef(SHAPE + rule), SH["in"])
    assert head is not None
    return {str(item) for item in shapes().items(head)}


def test_the_base_is_valid() -> None:
    assert validate(Graph().parse(FIXTURES / "base.ttl")) == []


def test_good_fixtures_are_valid() -> None:
    assert [rule for rule in RULES if expected(FIXTURES / rule / "good.ttl") != 0] == []
    assert {rule: broken for rule, broken in found("good").items() if broken} == {}


def test_a_bad_fixture_violates_its_rule_as_often_as_stated() -> None:
    for rule, violations in found("bad").items():
        assert len(violations) == expected(FIXTURES / rule / "bad.ttl") > 0, (rule, violations)
        assert rule in {violation.rule for violation in violations}, (rule, violations)
        assert all(violation.shape == SHAPE + violation.rule for violation in violations), (rule, violations)
        assert all(violation.message for violation in violations), (rule, violations)


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_the_queries_find_the_nodes_that_the_shacl_engine_finds(kind: str) -> None:
    """All but a number whose type Oxigraph replaces; a graph that has one is left to the SHACL engine."""
    nodes = violating(together(kind).serialize(format="nt", encoding="utf-8").strip())
    expected = {violation.focus for violations in found(kind).values() for violation in violations}
    changed = {"https://example.org/type-integer/source/b"} if kind == "bad" else set()
    assert nodes - {""} == expected - changed
    assert ("" in nodes) == (kind == "bad")


def test_the_queries_are_those_of_the_shapes() -> None:
    script = runpy.run_path(str(resources.ontology("violations.py")))
    assert resources.ontology("violations.rq").read_text(encoding="utf-8") == script["render"]()


def test_every_rule_has_a_folder_of_fixtures() -> None:
    assert {str(rule).removeprefix(SHAPE) for rule in shapes().subjects(SH.message)} == set(RULES)


def test_every_shape_has_a_name() -> None:
    """A rule must have an IRI to be looked up; only parts of a rule may lack one."""
    tops = {*shapes().subjects(SH.message), *shapes().subjects(RDF.type, SH.NodeShape)}
    assert [top for top in tops if not str(top).startswith(SHAPE)] == []


def test_every_property_shape_belongs_to_a_node_shape() -> None:
    """A property shape that is not reached from a target would never run."""
    used = {*shapes().objects(None, SH.property), *shapes().objects(None, SH.sparql)}
    targeted = {s for p in shapes().predicates() if "target" in str(p) for s in shapes().subjects(p)}
    assert set(shapes().subjects(SH.message)) <= used | targeted


def test_messages_say_what_to_change() -> None:
    """A message says what is wrong and, after a colon or full stop, what to do."""
    messages = [str(message) for message in shapes().objects(None, SH.message)]
    assert [text for text in messages if ": " not in text or not text.endswith(".")] == []


@pytest.mark.parametrize(
    ("rule", "vocabulary"),
    [
        ("code-mode", MODE),
        ("code-attitude", ATTITUDE),
        ("code-stance", STANCE),
        ("code-evaluation", EVALUATION),
        ("code-confidence", CONFIDENCE),
        ("code-counts-by", BASIS),
        ("code-precision", PRECISION),
        ("code-status", STATUS),
    ],
)
def test_code_lists_are_those_of_the_ontology(rule: str, vocabulary: Vocabulary) -> None:
    assert items(rule) == set(vocabulary)


def test_a_date_of_its_own_has_any_basis_but_published() -> None:
    assert items("code-basis") == set(BASIS) - {BASIS.published}


def test_relations_are_those_of_the_ontology() -> None:
    known = {WSW[name] for name in RELATIONS} | {ORG.memberOf}
    assert items("relation-known") == known
    query = str(shapes().value(URIRef(SHAPE + "relation-recorded"), SH.select))
    for relation in RELATIONS:
        assert query.replace("|", " ").replace(",", " ").split().count(f"wsw:{relation}") == 2, relation


def test_symmetric_relations_each_have_a_rule() -> None:
    targets = set(shapes().objects(URIRef(SHAPE + "Symmetric"), SH.targetSubjectsOf))
    disjoint = {o for s, o in shapes().subject_objects(SH.disjoint) if "symmetric-" in str(s)}
    assert {str(one) for one in targets} == {str(one) for one in disjoint} == {WSW[n] for n in SYMMETRIC}


def test_shapes_name_only_terms_that_exist() -> None:
    """A shape with a misspelt term would never be violated."""
    bases = {v.base: v for v in VOCABULARIES if v.prefix not in ("rdf", "rdfs", "owl", "xsd")}
    terms = {str(node) for triple in shapes() for node in triple if isinstance(node, URIRef)}
    wrong = [t for t in terms for b, v in bases.items() if t.startswith(b) and t not in v]
    assert wrong == []
