"""Annotations: anchored and checked like records, but not records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.check import check
from kg.coding.graph.compile import compile_workspace
from kg.coding.texts.text import read_text
from kg.errors import SheetError
from kg.namespaces import DCTERMS, OA, PROV, RDF, RDFS, WSW

BASE = "https://example.org/id/"
SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
LIST = """
annotations:
  - id: element-one
    kind: Story element
    find: Shopkeepers fear that fewer customers would come.
    fields: {Victim: {is: shopkeepers}, Strength: 2}
    note: The harm is foreseen.
"""
Edited = Callable[..., Path]


@pytest.fixture
def annotated(edited: Edited) -> Callable[..., Path]:
    """The workspace with one annotation, not yet anchored, and texts replaced."""

    def write(old: str = "annotations:", new: str = "annotations:") -> Path:
        folder = edited()
        path = folder / SHEET
        text = path.read_text(encoding="utf-8")
        assert old in LIST
        head = "\n".join(line for line in text.split("\n") if not line.startswith("annotations:"))
        path.write_text(head + LIST.replace(old, new, 1), encoding="utf-8")
        return folder

    return write


def anchored(folder: Path) -> Path:
    assert anchor_sheet(folder / SHEET, read_text(folder / TEXT)).problems == ()
    return folder


def compiled(folder: Path) -> Graph:
    return compile_workspace(workspace.read(anchored(folder)))


def refusal(folder: Path) -> SheetError:
    with pytest.raises(SheetError) as caught:
        compile_workspace(workspace.read(folder))
    return caught.value


def line(folder: Path, text: str) -> str:
    content = (folder / SHEET).read_text(encoding="utf-8")
    return f"{folder / SHEET}:{content[: content.index(text)].count(chr(10)) + 1}"


def test_an_annotation_is_anchored_and_counted(annotated: Callable[..., Path]) -> None:
    folder = annotated()
    report = anchor_sheet(folder / SHEET, read_text(folder / TEXT))
    assert (report.anchored, report.already, report.written) == (1, 4, True)
    again = anchor_sheet(folder / SHEET, read_text(folder / TEXT))
    assert (again.anchored, again.already, again.changed) == (0, 5, False)


def test_an_annotation_is_checked_against_the_text_and_counted(
    annotated: Callable[..., Path], edited: Edited
) -> None:
    without = edited()
    usual = check(workspace.read(without), without / "texts").anchors
    folder = anchored(annotated())
    report = check(workspace.read(folder), folder / "texts")
    assert (report.findings, report.anchors) == ([], usual + 1)


def test_an_annotation_whose_passage_moved_is_found(annotated: Callable[..., Path]) -> None:
    folder = anchored(annotated())
    text = (folder / SHEET).read_text(encoding="utf-8")
    head, tail = text.split("annotations:")
    at = tail.split("at: ")[1].split("\n")[0]
    (folder / SHEET).write_text(f"{head}annotations:{tail.replace(at, '0-9')}", encoding="utf-8")
    (finding,) = check(workspace.read(folder), folder / "texts").findings
    assert (finding.rule, finding.where) == ("anchor", line(folder, "id: element-one"))


def test_an_annotation_is_exactly_these_triples(annotated: Callable[..., Path]) -> None:
    folder = annotated()
    graph = compiled(folder)
    (node,) = graph.subjects(URIRef(RDF.type), URIRef(WSW.Annotation))
    found: dict[str, set[str]] = {}
    for predicate, value in graph.predicate_objects(node):
        found.setdefault(str(predicate), set()).add(value.n3())  # type: ignore[attr-defined]
    fields = found.pop(WSW.field)
    passage = graph.value(node, URIRef(WSW.passage))
    act = graph.value(node, URIRef(PROV.wasGeneratedBy))
    assert found == {
        RDF.type: {f"<{WSW.Annotation}>"},
        RDFS.label: {'"Story element"@en'},
        WSW.codedAt: {f'"{line(folder, "id: element-one").removeprefix(f"{folder}/")}"'},
        WSW.passage: {f"<{passage}>"},
        WSW.reportedIn: {f"<{BASE}source/gazette-2025-03-14>"},
        DCTERMS.description: {'"The harm is foreseen."@en'},
        PROV.wasAttributedTo: {f"<{BASE}coder/me>"},
        PROV.wasGeneratedBy: {f"<{act}>"},
    }
    assert len(fields) == 2
    assert (URIRef(BASE + "group/shopkeepers")) in set(graph.objects(None, URIRef(WSW.fieldEntity)))
    assert graph.value(passage, URIRef(OA.start)) is not None
    assert str(graph.value(act, URIRef(PROV.wasAssociatedWith))) == BASE + "coder/me"


def test_an_annotation_adds_no_record_reading_or_position(
    annotated: Callable[..., Path], graph_of: Callable[..., Graph]
) -> None:
    before, after = graph_of(), compiled(annotated())
    for name in ("Record", "Statement", "NarratedClaim", "EmbeddedAttribution", "Reading", "Position"):
        count = [len(list(graph.subjects(URIRef(RDF.type), URIRef(WSW[name])))) for graph in (before, after)]
        assert count[0] == count[1], name


def test_another_coder_of_an_annotation_has_a_coding_act(annotated: Callable[..., Path]) -> None:
    graph = compiled(annotated("    kind:", "    coder: other\n    kind:"))
    (node,) = graph.subjects(URIRef(RDF.type), URIRef(WSW.Annotation))
    act = graph.value(node, URIRef(PROV.wasGeneratedBy))
    assert str(graph.value(node, URIRef(PROV.wasAttributedTo))) == BASE + "coder/other"
    assert str(graph.value(act, URIRef(PROV.wasAssociatedWith))) == BASE + "coder/other"


def test_the_iri_of_an_annotation_depends_on_its_content_not_its_local_id(
    annotated: Callable[..., Path],
) -> None:
    def name(old: str, new: str) -> str:
        return str(next(compiled(annotated(old, new)).subjects(URIRef(RDF.type), URIRef(WSW.Annotation))))

    first = name("element-one", "element-one")
    assert name("element-one", "element-two") == first
    assert name("{is: shopkeepers}", "{is: group/shopkeepers}") == first
    assert name("Strength: 2", "Strength: 3") != first
    assert name("Story element", "Story part") != first


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("    kind: Story element\n", "", "id: element-one", ".kind is missing\n  add 'kind:'"),
        ("is: shopkeepers", "is: shopkeper", "Victim", "'shopkeper'\n  did you mean shopkeepers?"),
        (
            "2}",
            "[2]}",
            "Strength",
            "fields.Strength: [2] is not a valid field value\n  expected a text, a number",
        ),
        ("note:", "notes:", "notes:", "annotations[element-one].notes\n  did you mean 'note'?"),
        ("    kind:", "    coder: mee\n    kind:", "coder: mee", "'mee'\n  add [coders.mee] to kg.toml"),
        (
            "element-one",
            "hill-against",
            "id: hill-against\n    kind",
            "duplicate id 'hill-against' in this sheet",
        ),
    ],
)
def test_a_bad_annotation_is_refused_with_its_line_and_a_hint(
    annotated: Callable[..., Path], old: str, new: str, at: str, words: str
) -> None:
    folder = anchored(annotated(old, new))
    error = refusal(folder)
    assert words in str(error), str(error)
    content = (folder / SHEET).read_text(encoding="utf-8")
    number = content[: content.rindex(at)].count("\n") + 1
    assert error.where == f"{folder / SHEET}:{number}"


def test_the_error_for_an_annotation_without_a_position_names_kg_anchor(
    annotated: Callable[..., Path],
) -> None:
    folder = annotated()
    error = refusal(folder)
    assert "annotations[element-one] is not anchored\n  run: kg anchor" in str(error)
    assert error.where == line(folder, "id: element-one")


def test_the_same_annotation_twice_names_both_lines(annotated: Callable[..., Path]) -> None:
    folder = anchored(annotated())
    path = folder / SHEET
    head, entry = path.read_text(encoding="utf-8").split("annotations:\n")
    again = entry.replace("element-one", "element-two")
    path.write_text(f"{head}annotations:\n{entry}{again}", encoding="utf-8")
    error = refusal(folder)
    assert "duplicate annotation" in str(error)
    assert f"the other is at {line(folder, 'id: element-one')}" in str(error)
    assert error.where == line(folder, "id: element-two")
