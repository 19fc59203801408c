from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import resources
from kg.errors import LoadError, StoreError, WorkspaceError
from kg.store import open_store
from kg.store.loading import load

ONE = '<http://e/a> <http://e/p> "x" .\n'
Child = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace whose graph has been built after its sheets were written."""
    folder = tmp_path / "work"
    (folder / "exports").mkdir(parents=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Talks"\n')
    os.utime(folder / "kg.toml", (1, 1))
    (folder / "exports" / "graph.nt").write_text(ONE)
    return folder


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bundled" / "graph.nt"
    path.parent.mkdir()
    path.write_text(ONE * 2)
    monkeypatch.setattr(resources, "bundled_graph", lambda: path)
    return path


def test_the_workspace_of_the_current_folder_comes_first(workspace: Path, bundled: Path) -> None:
    below = workspace / "sources"
    below.mkdir()
    store = open_store(cwd=below)
    assert store.label == f"Talks ({workspace})"
    (notice,) = store.notices
    assert notice.startswith(f"Using the workspace {workspace}, ")
    assert open_store(cwd=workspace).notices == []


def test_outside_a_workspace_the_bundled_graph_is_opened(tmp_path: Path, bundled: Path) -> None:
    store = open_store(cwd=tmp_path)
    assert (store.label, store.notices, store.count()) == ("the bundled graph", [], 1)


def test_a_missing_bundled_graph_says_how_to_make_it(tmp_path: Path, bundled: Path) -> None:
    bundled.unlink()
    with pytest.raises(StoreError, match="make exports"):
        open_store(cwd=tmp_path)


def test_a_path_is_relative_to_the_current_folder(workspace: Path) -> None:
    assert open_store("work", cwd=workspace.parent).count() == 1
    assert open_store("exports/graph.nt", cwd=workspace).label == "exports/graph.nt"


def test_a_newer_sheet_is_noticed(workspace: Path) -> None:
    (workspace / "actors.yaml").write_text("")
    os.utime(workspace / "actors.yaml", (2**33, 2**33))
    (notice,) = open_store(workspace).notices
    assert "newer" in notice and "kg build" in notice


def test_a_workspace_that_is_not_built_says_how_to_build_it(workspace: Path) -> None:
    (workspace / "exports" / "graph.nt").unlink()
    with pytest.raises(WorkspaceError, match=f"kg build {workspace}"):
        open_store(workspace)


def test_a_workspace_with_a_store_on_disk_uses_it(workspace: Path, turtle: Path) -> None:
    (workspace / "kg.toml").write_text('[build]\nstore = "store"\n')
    os.utime(workspace / "kg.toml", (1, 1))
    with pytest.raises(WorkspaceError, match="kg build"):
        open_store(workspace)
    load(workspace / "store", [turtle])
    assert open_store(workspace).count() == 4


def test_a_folder_that_is_neither_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no kg\.toml.*no store\.json"):
        open_store(tmp_path)


@pytest.mark.parametrize("where", ["nowhere", "nowhere/graph.ttl", "/dev/null"])
def test_what_is_not_there_says_what_was_expected(tmp_path: Path, where: str) -> None:
    with pytest.raises(StoreError, match="a folder written by kg load"):
        open_store(where, cwd=tmp_path)


@pytest.mark.parametrize("url", ["http://localhost:3030/ds", "https://example.org/sparql"])
def test_a_url_is_an_endpoint_and_opening_it_sends_nothing(url: str) -> None:
    with open_store(url) as store, open_store(Path(url)) as collapsed:
        assert store.label == collapsed.label == url


def test_a_file_that_is_not_rdf_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(ONE + "x")
    with pytest.raises(LoadError) as caught:
        open_store(tmp_path / "a.ttl")
    assert caught.value.where == f"{tmp_path / 'a.ttl'}:2"


def test_opening_imports_no_library_for_building(turtle: Path, child: Child) -> None:
    code = """
import sys
from kg.store import open_store
store = open_store(sys.argv[1])
store.select("SELECT * { ?s ?p ?o }")
store.run("ASK {}")
heavy = "rdflib networkx pyvis pydantic pyshacl ruamel rich igraph jinja2 filelock click tomllib asyncio"
print([name for name in heavy.split() if name in sys.modules])
"""
    assert child(code, turtle).communicate(timeout=20) == ("[]\n", "")


def test_opening_the_bundled_graph_imports_no_toml_parser(tmp_path: Path, child: Child) -> None:
    code = """
import sys
from pathlib import Path
from kg import resources
from kg.store import open_store
Path("graph.nt").write_text("")
resources.bundled_graph = lambda: Path("graph.nt").resolve()
open_store()
print([name for name in ("tomllib", "kg.workspace", "gzip", "json", "decimal") if name in sys.modules])
"""
    assert child(code, cwd=tmp_path).communicate(timeout=20) == ("[]\n", "")
