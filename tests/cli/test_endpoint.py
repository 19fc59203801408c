"""The commands against an endpoint: Oxigraph's own server, started on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import resources
from kg.cli.main import run

pytestmark = pytest.mark.engine
SAME = [
    ["said", "--about", "tariffs", "-f", "json"],
    ["said", "--grep", "right", "-f", "jsonl"],
    ["positions", "--about", "tariffs", "-f", "csv"],
    ["explain", "carney", "tariffs"],
    ["ask", "who-opposes", "issue=tariffs"],
    ["show", "carney"],
    ["query", "SELECT ?s ?t { ?s wsw:text ?t } ORDER BY ?s ?t"],
    ["query", "ASK { ?s a wsw:Statement }"],
    ["network", "congruence"],
    ["network", "two-mode", "-f", "csv"],
    ["brief", "--about", "tariffs", "-f", "md"],
    ["export", "turtle"],
    ["export", "trig", "--graph-per-source"],
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty Oxigraph, and its address."""
    program = Path(sys.executable).with_name("oxigraph")
    found = str(program) if program.is_file() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("no oxigraph: pip install oxigraph")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path_factory.mktemp("oxigraph") / "log").open("w")
    process = subprocess.Popen([found, "serve", "--bind", f"127.0.0.1:{port}"], stdout=log, stderr=log)
    try:
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        log.close()


@pytest.fixture(scope="module")
def endpoint(server: str) -> str:
    """The endpoint, with the bundled graph sent to it."""
    assert run(["load", "--to", f"{server}/store", str(resources.bundled_graph())]) == 0
    return f"{server}/query"


@pytest.mark.parametrize("command", SAME, ids=lambda command: " ".join(command[:3]))
def test_an_endpoint_gives_what_the_bundled_graph_gives(command: list[str], endpoint: str, call: Any) -> None:
    there, here = call(*command, "--store", endpoint), call(*command)
    assert there.code == here.code == 0, there.err
    assert without_origin(there.out) == without_origin(here.out)


def without_origin(text: str) -> list[str]:
    """All lines except the one in which a briefing names its graph."""
    return [line for line in text.splitlines() if not line.endswith("statements looked at.")]


def test_a_wrong_query_is_reported_in_the_words_of_the_engine(endpoint: str, call: Any) -> None:
    done = call("query", "SELECT ?x { ?s", "--store", endpoint)
    assert done.code == 2 and "the endpoint rejected the query" in done.err and "Traceback" not in done.err


def test_a_query_that_would_write_is_not_sent(call: Any) -> None:
    """No server listens at the address, and none is queried."""
    done = call("query", "INSERT DATA { <urn:a> <urn:b> 1 }", "--store", "http://127.0.0.1:9/query")
    assert done.code == 2 and "only reads" in done.err


def test_the_time_limit_is_that_of_the_command(endpoint: str, call: Any) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = call("query", slow, "--store", endpoint, "--limit-time", "0.2")
    assert done.code == 124 and "--limit-time" in done.err


def test_no_command_shows_a_password(endpoint: str, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    url = endpoint.replace("http://", "http://ann:hunter2@")
    for address in (
        url,
        "http://ann:hunter2@127.0.0.1:9/query?key=hunter2",
        "http://ann:hunter2@example.invalid/",
    ):
        for command in (["show", "carney"], ["query", "SELECT ?x { ?s"], ["said", "--show"]):
            done = call(*command, "--store", address)
            assert "hunter2" not in done.out + done.err


def test_an_endpoint_is_not_taken_for_the_workspace_of_the_current_folder(
    endpoint: str, call: Any, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.store.opening import place_of

    monkeypatch.chdir(workspace)
    assert place_of(endpoint) == place_of("http://127.0.0.1:9/") != place_of(None)
    (workspace / "kg.toml").write_text(f'[workspace]\nname = "There"\n[endpoint]\nurl = "{endpoint}"\n')
    assert run(["show", "carney"]) == 0


def test_a_load_is_reported_and_may_name_a_workspace(
    server: str, call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "kg.toml").write_text(f'[endpoint]\nurl = "{server}/query"\ngraph-store = "{server}/store"\n')
    (tmp_path / "a.trig").write_text('<http://e/g> { <http://e/s> <http://e/p> "kept" }')
    done = call("load", "--to", ".", "--keep-graphs", "a.trig")
    assert done.out == f"{server}/store: 1 triples sent in 1 parts.\n", done.err
    asked = call("query", "SELECT ?g { GRAPH ?g { ?s ?p 'kept' } }", "--store", ".", "-f", "csv")
    assert asked.out.split() == ["g", "http://e/g"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["load", "folder"],
        ["load", "--graph", "http://e/g", "folder", "a.ttl"],
        ["load", "--start-over", "folder", "a.ttl"],
        ["load", "--to", "http://127.0.0.1:9/", "--graph", "http://e/g", "--keep-graphs", "a.ttl"],
    ],
)
def test_options_that_exclude_each_other_are_a_usage_error(arguments: list[str], call: Any) -> None:
    done = call(*arguments)
    assert done.code == 2 and "Usage" in done.err
