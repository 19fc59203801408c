"""Files sent to a graph store in parts: none lost, none sent again without need, none halved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest

import kg
from kg.errors import AccessDenied, EndpointBusy, EndpointError, KgError, LoadError
from kg.store.endpoint.batches import batches
from kg.store.endpoint.publishing import publish
from tests.store.endpoint.faults import Handler, Request, Turn, reply

NT, TTL = pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.TURTLE
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talks.nt"
    path.write_text("".join(f'<http://e/s{n}> <http://e/p> "{n}" .\n' for n in range(25)))
    return path


@pytest.fixture
def send(server: Any, waits: Any) -> Send:
    def sent(*files: Path, url: str = "", **options: Any) -> Any:
        options = {"size": 10, "environ": {}, "clock": waits.clock, **options}
        return publish(url or server.url.replace("/query", "/store"), files, **options)

    return sent


def graph_store(store: pyoxigraph.Store) -> Turn:
    """The Graph Store Protocol on a store."""

    def turn(handler: Handler, request: Request) -> None:
        names = parse_qs(urlsplit(request.path).query, keep_blank_values=True)
        name = names.get("graph", names.get("graph-uri"))
        graph = pyoxigraph.NamedNode(name[0]) if name else pyoxigraph.DefaultGraph()
        if request.method == "PUT":
            store.clear_graph(graph)
        store.load(request.body, format=TTL, to_graph=graph)
        handler.answer(204, b"")

    return turn


def values(store: pyoxigraph.Store, graph: str | None = None) -> set[str]:
    name = pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)
    return {quad.object.value for quad in store.quads_for_pattern(None, None, None, name)}  # type: ignore[union-attr]


NUMBERS = {str(n) for n in range(25)}


def test_all_triples_arrive_in_batches(server: Any, send: Send, file: Path, state: Path) -> None:
    there = pyoxigraph.Store()
    server.will(graph_store(there))
    checked: list[tuple[int, int]] = []
    told: list[tuple[int, int]] = []
    report = send(file, checking=lambda *d: checked.append(d), sending=lambda *d: told.append(d))
    assert (report.triples, report.batches, report.before) == (25, 3, 0) and values(there) == NUMBERS
    assert told == [(1, 3), (2, 3), (3, 3)] and checked[-1][0] == checked[-1][1] == file.stat().st_size
    assert {request.path for request in server.requests} == {"/store?default"}
    assert list(state.rglob("*.json")) == []


def test_load_in_python_sends_to_a_graph_store(server: Any, file: Path) -> None:
    there = pyoxigraph.Store()
    server.will(graph_store(there))
    told: list[tuple[int, int]] = []
    report = kg.load(
        file,
        to=server.url.replace("/query", "/store"),
        graph="http://e/g",
        progress=lambda done, total: told.append((done, total)),
    )
    assert (report.triples, values(there, "http://e/g"), told) == (25, NUMBERS, [(1, 1)])


@pytest.mark.parametrize(
    "path, graph, expected",
    [
        ("/ds/data", "http://e/g?a&b", "/ds/data?graph=http%3A%2F%2Fe%2Fg%3Fa%26b"),
        ("/ds/data?graph=http%3A%2F%2Fe%2Fg", None, "/ds/data?graph=http%3A%2F%2Fe%2Fg"),
        ("/sparql-graph-crud-auth", "http://e/g", "/sparql-graph-crud-auth?graph-uri=http%3A%2F%2Fe%2Fg"),
        ("/store?key=1", None, "/store?key=1&default"),
    ],
)
def test_the_graph_is_named_as_the_engine_wants_it(
    path: str, graph: str | None, expected: str, server: Any, send: Send, file: Path
) -> None:
    server.will(reply(201))
    send(file, url=server.url.replace("/query", path), graph=graph)
    assert {request.path for request in server.requests} == {expected}


def test_two_graphs_for_one_triple_are_an_error(server: Any, send: Send, file: Path) -> None:
    server.will(reply(201))
    with pytest.raises(EndpointError, match="both the address and --graph"):
        send(file, url=server.url + "?graph=http%3A%2F%2Fe", graph="http://e/g")
    with pytest.raises(EndpointError, match="only loads into named graphs"):
        send(file, url=server.url.replace("/query", "/sparql-graph-crud-auth"))
    assert server.requests == []


def test_an_interrupted_load_continues(server: Any, send: Send, file: Path, state: Path) -> None:
    there = pyoxigraph.Store()
    good = graph_store(there)
    server.will(good, reply(500, "disk full", "text/plain"))
    with pytest.raises(EndpointError, match="disk full"):
        send(file)
    (note,) = state.rglob("*.json")
    assert json.loads(note.read_text())["done"] == 1
    server.will(good)
    report = send(file)
    assert report.before == 1 and len(server.requests) == 2 and values(there) == NUMBERS
    assert list(state.rglob("*.json")) == []


def test_another_file_or_address_starts_anew(server: Any, send: Send, file: Path) -> None:
    good, bad = reply(204), reply(500)
    for change in ("file", "graph", "replace", "start_over"):
        server.will(good, bad)
        with pytest.raises(EndpointError):
            send(file)
        server.will(good)
        options = {change: True} if change in ("replace", "start_over") else {}
        if change == "graph":
            options = {"graph": "http://e/g"}
        if change == "file":
            file.write_text(file.read_text().replace('"7"', '"77"'))
        assert send(file, **options).before == 0, change
        send(file)  # ends the first


def test_a_broken_connection_is_retried_and_loses_nothing(server: Any, send: Send, file: Path) -> None:
    """The server took the triples, and its acknowledgement was lost: they come again, and are a set."""
    there = pyoxigraph.Store()
    good = graph_store(there)

    def takes_and_hangs_up(handler: Handler, request: Request) -> None:
        there.load(request.body, format=TTL)
        handler.hang_up()

    server.will(good, takes_and_hangs_up, reply(503, Retry_After="2"), good)
    send(file)
    assert values(there) == NUMBERS and len(there) == 25 and len(server.requests) == 5


def test_replacing_deletes_the_old_content_once(server: Any, send: Send, file: Path) -> None:
    there = pyoxigraph.Store()
    there.load(b'<http://e/old> <http://e/p> "old" .', format=NT)
    server.will(graph_store(there))
    send(file, replace=True)
    assert [request.method for request in server.requests] == ["PUT", "POST", "POST"]
    assert values(there) == NUMBERS


def test_continuing_does_not_replace_again(server: Any, send: Send, file: Path) -> None:
    there = pyoxigraph.Store()
    server.will(graph_store(there), reply(500))
    with pytest.raises(EndpointError):
        send(file, replace=True)
    server.will(graph_store(there))
    send(file, replace=True)
    assert [request.method for request in server.requests] == ["POST", "POST"] and values(there) == NUMBERS


def test_graphs_are_kept_or_merged(server: Any, send: Send, tmp_path: Path) -> None:
    path = tmp_path / "talks.trig"
    path.write_text(
        '<http://e/s> <http://e/p> "0" .\n<http://e/g1> { <http://e/s> <http://e/p> "1" , "2" }\n'
        '<http://e/g2> { <http://e/s> <http://e/p> "3" }\n<http://e/g1> { <http://e/s> <http://e/p> "4" }\n'
    )
    apart, together = pyoxigraph.Store(), pyoxigraph.Store()
    server.will(graph_store(apart))
    report = send(path, keep_graphs=True, replace=True)
    assert report.triples == 5
    assert [values(apart), values(apart, "http://e/g1"), values(apart, "http://e/g2")] == [
        {"0"},
        {"1", "2", "4"},
        {"3"},
    ]
    server.will(graph_store(together))
    assert send(path, graph="http://e/g").triples == 5
    assert values(together, "http://e/g") == {"0", "1", "2", "3", "4"} and len(together) == 5


def test_a_file_with_an_error_at_its_end_is_found_before_anything_is_sent(
    server: Any, send: Send, file: Path
) -> None:
    file.write_text(file.read_text() + "<http://e/s> <http://e/p> .\n")
    server.will(reply(204))
    with pytest.raises(LoadError) as caught:
        send(file)
    assert caught.value.where == f"{file}:26" and server.requests == []


@pytest.mark.parametrize(
    "text",
    ["[] <http://e/p> 1 .", "<http://e/s> <http://e/p> [ <http://e/p> 1 ] .", "_:a <http://e/p> _:a ."],
)
def test_blank_nodes_are_an_error(text: str, server: Any, send: Send, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(text)
    server.will(reply(204))
    with pytest.raises(LoadError, match="blank nodes") as caught:
        send(tmp_path / "a.ttl")
    assert "http://e/p" in str(caught.value.hint) and server.requests == []


def test_files_without_triples_replace_nothing(server: Any, send: Send, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("# nothing\n")
    server.will(reply(204))
    with pytest.raises(LoadError, match="no triples"):
        send(tmp_path / "a.ttl", replace=True)
    with pytest.raises(LoadError, match="no such file"):
        send(tmp_path / "b.ttl")
    assert server.requests == []


@pytest.mark.parametrize(
    "turn, kind, says",
    [
        (
            reply(400, "line 3: bad IRI", "text/plain"),
            LoadError,
            "rejected these triples: line 3: bad IRI",
        ),
        (reply(401), AccessDenied, "login required"),
        (reply(403), AccessDenied, "access denied"),
        (reply(404), EndpointError, "no graph store at this address"),
        (reply(413), EndpointError, "too large"),
        (reply(503), EndpointBusy, "overloaded"),
        (reply(202), EndpointError, "202"),
        (reply(307, Location="http://evil.example/"), EndpointError, "another server"),
    ],
)
def test_a_rejected_batch_is_an_error(
    turn: Turn, kind: type[KgError], says: str, server: Any, send: Send, file: Path
) -> None:
    server.will(turn)
    with pytest.raises(kind) as caught:
        send(file)
    assert says in caught.value.message and caught.value.hint


def test_the_record_of_a_load_has_no_secret(server: Any, send: Send, file: Path, state: Path) -> None:
    server.will(reply(204), reply(500))
    url = server.url.replace("http://", "http://ann:hunter2@").replace("/query", "/store?key=hunter2")
    with pytest.raises(EndpointError) as caught:
        send(file, url=url)
    (note,) = state.rglob("*.json")
    assert "hunter2" not in note.read_text() + note.name + str(caught.value)


def test_an_unwritable_state_folder_is_an_error(server: Any, send: Send, file: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    server.will(reply(204))
    with pytest.raises(KgError, match="state"):
        send(file)


def test_the_same_files_give_the_same_batches(file: Path) -> None:
    first, second = ([(b.body, b.triples) for b in batches([file, file], size=7)] for _ in range(2))
    assert first == second and [count for _, count in first] == [7, 7, 7, 4] * 2
