"""Graphs to ask: the made-up debate, built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import kg
from kg import workspace
from kg.coding.compile import compile_workspace

DEBATE = Path(__file__).parent / "debate"

# A world takes about a second to build and to ask. The same worlds in every run, unless somebody has an
# hour: KG_WORLDS=500 looks at 500 new ones.
_WORLDS = os.environ.get("KG_WORLDS")
settings.register_profile(
    "answers",
    max_examples=int(_WORLDS or 15),
    derandomize=_WORLDS is None,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="session")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.KnowledgeGraph]:
    """The graph of the debate."""
    folder = tmp_path_factory.mktemp("answers") / "debate"
    shutil.copytree(DEBATE, folder)
    graph = folder / "graph.nt"
    graph.write_bytes(compile_workspace(workspace.read(folder)).serialize(format="nt").encode())
    with kg.open(graph) as opened:
        yield opened
