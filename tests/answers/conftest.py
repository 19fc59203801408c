"""Graphs to ask: the made-up debate, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import workspace
from kg.coding.graph.compile import compile_workspace

DEBATE = Path(__file__).parent / "debate"


@pytest.fixture(scope="session")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.KnowledgeGraph]:
    """The graph of the debate."""
    folder = tmp_path_factory.mktemp("answers") / "debate"
    shutil.copytree(DEBATE, folder)
    graph = folder / "graph.nt"
    graph.write_bytes(compile_workspace(workspace.read(folder)).serialize(format="nt").encode())
    with kg.open(graph) as opened:
        yield opened
