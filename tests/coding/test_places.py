"""Everything that was coded has its file and line, independent of the folder of the workspace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.graph.compile import compile_workspace
from kg.coding.texts.text import read_text
from kg.namespaces import RDF, WSW

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
Edited = Callable[..., Path]

#: What has a place of its own in a sheet or registry file.
CODED = ("Actor", "Office", "Issue", "Place", "Term", "Source", "Record", "Contrast", "Annotation", "Reading")


@pytest.fixture
def whole(edited: Edited) -> Path:
    """A workspace with an entry of every kind."""
    embeds = "    cue: fear\n    embeds:\n      - {of: tom-hill, attitude: wants, text: No change.}\n"
    contrast = (
        "contrasts:\n  - {id: c, between: [hill-against, shopkeepers-fear], cue: but, text: x, "
        "find: Shopkeepers fear that fewer customers would come.}\n"
    )
    note = "annotations:\n  - {id: a, kind: Story, find: The council will decide in May.}\n#"
    folder = edited(
        (SHEET, "    cue: fear\n", embeds),
        (SHEET, "contrasts: []", contrast),
        (SHEET, "annotations: []", note),
    )
    assert anchor_sheet(folder / SHEET, read_text(folder / TEXT)).written
    return folder


def line_of(folder: Path, file: str, words: str) -> str:
    text = (folder / file).read_text(encoding="utf-8")
    return f"{file}:{text[: text.index(words)].count(chr(10)) + 1}"


def places(graph: Graph, kind: str) -> set[str]:
    nodes = set(graph.subjects(URIRef(RDF.type), URIRef(WSW[kind])))
    found = {node: list(graph.objects(node, URIRef(WSW.codedAt))) for node in nodes}
    assert nodes and all(len(values) == 1 for values in found.values()), found
    return {str(values[0]) for values in found.values()}


@pytest.mark.parametrize("kind", CODED)
def test_everything_that_was_coded_has_one_place(whole: Path, kind: str) -> None:
    assert places(compile_workspace(workspace.read(whole)), kind)


@pytest.mark.parametrize(
    ("kind", "file", "words"),
    [
        ("Source", SHEET, "source:"),
        ("Statement", SHEET, "id: hill-against"),
        ("EmbeddedAttribution", SHEET, "of: tom-hill"),
        ("NarratedClaim", SHEET, "id: decision-in-may"),
        ("Contrast", SHEET, "id: c,"),
        ("Annotation", SHEET, "id: a,"),
        ("Reading", SHEET, "on: car-free-market-street, stance: oppose, confidence: high"),
        ("Person", "actors.yaml", "tom-hill:"),
        ("Issue", "issues.yaml", "state-of-trade:"),
    ],
)
def test_the_place_is_the_line_of_the_entry(whole: Path, kind: str, file: str, words: str) -> None:
    assert line_of(whole, file, words) in places(compile_workspace(workspace.read(whole)), kind)


def test_the_place_is_the_same_in_every_folder(whole: Path, tmp_path: Path) -> None:
    deep = shutil.copytree(whole, tmp_path / "a" / "b" / "other name")
    assert set(compile_workspace(workspace.read(deep))) == set(compile_workspace(workspace.read(whole)))
