"""`kg load --to` fills live graph stores with what the file holds."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from kg.store.base import Store
from kg.store.endpoint import Settings, connect
from kg.store.endpoint.publishing import publish
from tests.engines import virtuoso
from tests.engines.conftest import Remembering
from tests.engines.serving import free_port, listening, serving

pytestmark = pytest.mark.engine
GRAPH = "https://example.org/graph/loaded"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def same(store: AbstractContextManager[Store], expected: Remembering) -> None:
    with store as opened:
        assert set(opened.triples()) == set(expected.store.triples())


def test_oxigraph_takes_all_parts(
    files: Mapping[str, Path], expected: Mapping[str, Remembering], tmp_path: Path
) -> None:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("oxigraph is not installed")
    port = free_port()
    command = [program, "serve", "--location", tmp_path / "store", "--bind", f"127.0.0.1:{port}"]
    with serving(command, tmp_path, lambda: listening(port)):
        publish(f"http://127.0.0.1:{port}/store", [files["bundled"]], size=1000, environ={})
        same(connect(f"http://127.0.0.1:{port}/query"), expected["bundled"])


def test_virtuoso_takes_all_parts(
    files: Mapping[str, Path], expected: Mapping[str, Remembering], tmp_path: Path
) -> None:
    with virtuoso.running(tmp_path) as server:
        login = Settings(user="dba", password="dba", auth="digest")
        address = server.endpoint.replace("/sparql", "/sparql-graph-crud-auth")
        publish(address, [files["bundled"]], graph=GRAPH, size=1000, settings=login, environ={})
        same(connect(server.endpoint, Settings(graphs=(GRAPH,))), expected["bundled"])
