"""From sheets to triples: stable ids, records that back what they assert, nothing invented."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.graph.compile import compile_workspace
from kg.coding.start import start
from kg.coding.texts.text import read_text
from kg.namespaces import OA, ORG, PROV, RDF, SCHEMA, SKOS, WSW, XSD

SHEET = "sources/gazette-2025-03-14.yaml"
BASE = "https://example.org/id/"
Compile = Callable[..., Graph]


@pytest.fixture(scope="module")
def anchored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compile") / "topic"
    start(folder)
    assert anchor_sheet(folder / SHEET, read_text(folder / "texts/gazette-2025-03-14.txt")).written
    return folder


@pytest.fixture
def compiled(anchored: Path, tmp_path: Path) -> Compile:
    """Compile a copy of the example, with a text of the sheet replaced."""

    def with_change(old: str = "", new: str = "") -> Graph:
        folder = tmp_path / f"copy{len(list(tmp_path.iterdir()))}"
        shutil.copytree(anchored, folder)
        text = (folder / SHEET).read_text(encoding="utf-8")
        assert old in text
        (folder / SHEET).write_text(text.replace(old, new, 1), encoding="utf-8")
        return compile_workspace(workspace.read(folder))

    return with_change


def names(graph: Graph, kind: str) -> set[str]:
    return {str(s) for s in set(graph.subjects()) if str(s).startswith(f"{BASE}{kind}/")}


def of(graph: Graph, kind: str) -> URIRef:
    return URIRef(next(iter(names(graph, kind))))


def test_there_are_no_blank_nodes_and_no_relative_iris(compiled: Compile) -> None:
    terms = {term for triple in compiled() for term in triple}
    assert not [term for term in terms if isinstance(term, BNode)]
    assert not [term for term in terms if isinstance(term, URIRef) and "://" not in term]


def test_a_new_entry_before_a_statement_or_another_local_id_does_not_change_its_iri(
    compiled: Compile,
) -> None:
    first = names(compiled(), "statement")
    entry = (
        "statements:\n  - {id: zero, by: tom-hill, mode: indirect, text: x, cue: said, at: 0-9, sha256: "
        + "f" * 64
        + "}\n"
    )
    assert names(compiled("statements:\n", entry), "statement") > first
    assert names(compiled("id: hill-against", "id: hill-is-against"), "statement") == first


def test_another_paraphrase_or_stance_does_not_change_the_statement(compiled: Compile) -> None:
    first = names(compiled(), "statement")
    assert names(compiled("text: Custom would fall.", "text: Fewer would buy."), "statement") == first
    other = compiled("stance: oppose, confidence: high", "stance: mixed, confidence: high")
    assert names(other, "statement") == first
    assert names(other, "reading") != names(compiled(), "reading")


def test_another_speaker_is_another_statement(compiled: Compile) -> None:
    assert names(compiled("by: tom-hill", "by: ada-brook"), "statement") != names(compiled(), "statement")


def test_reporters_are_the_authors_of_the_source_unless_the_entry_names_others(compiled: Compile) -> None:
    reporters = URIRef(WSW.reportedBy)
    assert set(compiled().objects(None, reporters)) == {URIRef(BASE + "person/rita-moss")}
    other = compiled("    cue: fear\n", "    cue: fear\n    reported_by: [valley-gazette]\n")
    assert URIRef(BASE + "organization/valley-gazette") in set(other.objects(None, reporters))


def test_a_relation_is_stored_once_with_the_record_that_backs_it(compiled: Compile) -> None:
    graph = compiled()
    hill, council = URIRef(BASE + "person/tom-hill"), URIRef(BASE + "organization/town-council")
    assert (hill, URIRef(WSW.memberOf), council) in graph
    assert not list(graph.triples((council, URIRef(WSW.hasMember), None)))
    relation = of(graph, "relation")
    assert graph.value(relation, URIRef(RDF.subject)) == hill
    backing = graph.value(relation, URIRef(WSW.backedBy))
    assert graph.value(backing, URIRef(WSW.speaker)) == hill


def test_a_relation_is_not_stored_if_its_only_record_is_retracted(
    compiled: Compile,
) -> None:
    graph = compiled("id: hill-against", "id: hill-against\n    retracted: {at: 2026-01-01, why: Misheard.}")
    relation = of(graph, "relation")
    assert (relation, URIRef(RDF.predicate), URIRef(WSW.memberOf)) in graph
    assert not list(graph.subject_objects(URIRef(WSW.memberOf)))


def test_a_role_is_attested_on_the_last_day_of_publication_without_a_beginning(compiled: Compile) -> None:
    graph = compiled()
    role = of(graph, "role")
    assert str(graph.value(role, URIRef(WSW.attestedOn))) == "2025-03-14"
    assert graph.value(role, URIRef(ORG.memberDuring)) is None


def test_a_date_that_the_source_does_not_give_is_unknown(compiled: Compile) -> None:
    graph = compiled()
    hill = next(graph.subjects(URIRef(WSW.speaker), URIRef(BASE + "person/tom-hill")))
    assert graph.value(hill, URIRef(WSW.earliest)) is None
    assert graph.value(hill, URIRef(WSW.latest)) is None
    assert str(graph.value(hill, URIRef(WSW.dateBasis))).endswith("#unknown")


def test_spans_and_days_have_the_types_that_filters_need(compiled: Compile) -> None:
    graph = compiled()
    for predicate, datatype in ((OA.start, XSD.integer), (OA.end, XSD.integer), (WSW.earliest, XSD.date)):
        values = list(graph.objects(None, URIRef(predicate)))
        assert values
        assert {value.datatype for value in values if isinstance(value, Literal)} == {URIRef(datatype)}


def test_of_the_text_only_quotes_and_paraphrases_are_in_the_graph(compiled: Compile, anchored: Path) -> None:
    text = read_text(anchored / "texts/gazette-2025-03-14.txt").content
    graph = compiled()
    quoted = {str(value) for value in graph.objects(None, URIRef(OA.exact))}
    assert {value for value in quoted if value not in text} == set()
    sentences = [sentence for sentence in text.split(". ") if len(sentence.split()) >= 6]
    literals = " ".join(str(value) for value in graph.objects() if isinstance(value, Literal))
    assert [sentence for sentence in sentences if sentence in literals] == []


def test_superclasses_and_broader_issues_are_stored(compiled: Compile) -> None:
    graph = compiled()
    hill = set(graph.objects(URIRef(BASE + "person/tom-hill"), URIRef(RDF.type)))
    assert {URIRef(WSW.Person), URIRef(WSW.Actor)} <= hill
    issue, traffic = URIRef(BASE + "issue/car-free-market-street"), URIRef(BASE + "issue/traffic")
    assert (issue, URIRef(SKOS.broaderTransitive), traffic) in graph
    source = set(graph.objects(of(graph, "source"), URIRef(RDF.type)))
    assert URIRef(SCHEMA.NewsArticle) in source


def test_a_record_belongs_to_its_coder_and_never_to_its_speaker(compiled: Compile) -> None:
    graph = compiled()
    assert set(graph.objects(None, URIRef(PROV.wasAttributedTo))) == {URIRef(BASE + "coder/me")}


def test_the_base_of_the_workspace_names_everything(anchored: Path) -> None:
    subjects = {str(subject) for subject in compile_workspace(workspace.read(anchored)).subjects()}
    assert [subject for subject in subjects if not subject.startswith(BASE)] == []
