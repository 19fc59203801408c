"""A correction has its reason, if the coder gives one."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import Graph, URIRef

from kg.namespaces import PROV, RDF, WSW

SHEET = "sources/gazette-2025-03-14.yaml"
READING = "{on: car-free-market-street, stance: oppose, confidence: high, why: He will vote against it.}"
GraphOf = Callable[..., Graph]


def reasons(graph: Graph) -> set[tuple[str, str]]:
    """Class and reason of each correction."""
    found = set()
    for node, reason in graph.subject_objects(URIRef(WSW.revisionReason)):
        assert graph.value(node, URIRef(PROV.wasRevisionOf)) is not None
        kinds = {str(kind).rsplit("#", 1)[1] for kind in graph.objects(node, URIRef(RDF.type))}
        found.add((min(kinds - {"Record"}), reason.n3()))  # type: ignore[attr-defined]
    return found


def test_a_corrected_reading_has_its_reason(graph_of: GraphOf) -> None:
    first = READING.replace("{on", "{id: first, on")
    second = READING.replace("{on", "{revises: first, because: Misheard., on").replace("oppose", "mixed")
    graph = graph_of((SHEET, READING, f"{first}\n      - {second}"))
    assert reasons(graph) == {("Reading", '"Misheard."@en')}


def test_a_corrected_claim_has_its_reason(graph_of: GraphOf) -> None:
    again = (
        "contrasts: []",
        "  - {id: again, revises: decision-in-may, because: It was June., text: It decides in June., "
        f"at: 0-9, sha256: {'f' * 64}}}\ncontrasts: []",
    )
    assert reasons(graph_of((SHEET, *again))) == {("NarratedClaim", '"It was June."@en')}


def test_a_correction_needs_no_reason(graph_of: GraphOf) -> None:
    again = (
        "contrasts: []",
        f"  - {{id: again, revises: decision-in-may, text: x, at: 0-9, sha256: {'f' * 64}}}\ncontrasts: []",
    )
    graph = graph_of((SHEET, *again))
    assert len(set(graph.subjects(URIRef(PROV.wasRevisionOf)))) == 1
    assert reasons(graph) == set()
