"""One deadline covers a question to an endpoint, whatever the server sends meanwhile, and how slowly."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from kg.errors import EndpointError, OutOfMemory, OutOfTime
from kg.store import deadline, memory
from kg.store.endpoint import Settings
from kg.store.endpoint.address import Address
from kg.store.endpoint.endpoint import EndpointStore, connect
from tests.store.endpoint.faults import reply, results

LIMIT = 0.4
#: How much later than its limit a question may end, on a machine that is busy with other things.
LATE = 5.0
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
ROW = b',{"n":{"type":"literal","value":"x"}}'
BEGIN = results(1)[:-3]

#: What a server sends to each client, piece by piece, with pauses of so many seconds.
Script = tuple[Callable[[], Iterable[bytes]], float]


def headers() -> Iterator[bytes]:
    yield JSON
    for number in itertools.count():
        yield b"X-%d: a\r\n" % number


def body(begin: bytes = b"", piece: bytes = ROW) -> Iterator[bytes]:
    yield JSON + b"Connection: close\r\n" + begin + b"\r\n"
    yield BEGIN
    yield from itertools.repeat(piece)


def packed() -> Iterator[bytes]:
    yield JSON + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
    for byte in gzip.compress(results(100_000)):
        yield bytes((byte,))


def chunks() -> Iterator[bytes]:
    yield JSON + b"Transfer-Encoding: chunked\r\n\r\n"
    yield b"%x\r\n%s\r\n" % (len(BEGIN), BEGIN)
    yield from itertools.repeat(b"%x\r\n%s\r\n" % (len(ROW), ROW))


def refusal() -> Iterator[bytes]:
    yield b"HTTP/1.1 500 Oh\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    yield from itertools.repeat(b"?")


def redirect() -> Iterator[bytes]:
    yield b"HTTP/1.1 307 There\r\nLocation: /q?%d\r\n" % time.monotonic_ns()
    yield b"Content-Length: 0\r\nConnection: close\r\n\r\n"


def busy() -> Iterator[bytes]:
    yield b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n"
    yield b"Content-Length: 0\r\nConnection: close\r\n\r\n"


def handshake() -> Iterator[bytes]:
    yield b"\x16\x03\x03\x40\x00"
    yield from itertools.repeat(b"\x02")


SCRIPTS: dict[str, Script] = {
    "nothing": (lambda: (), 0.0),
    "status": (lambda: (bytes((byte,)) for byte in JSON * 9), 0.05),
    "headers": (headers, 0.05),
    "body": (body, 0.05),
    "white space": (lambda: body(piece=b" "), 0.05),
    "a body of a known length": (lambda: body(b"Content-Length: 99999999\r\n"), 0.05),
    "a packed body": (packed, 0.05),
    "chunks": (chunks, 0.05),
    "a refusal": (refusal, 0.05),
    "redirects": (redirect, 0.15),
    "busy again and again": (busy, 0.15),
    "rows as quickly as they can be read": (lambda: body(piece=ROW * 1000), 0.0),
}
ASK: dict[str, Callable[[EndpointStore], object]] = {
    "select": lambda store: store.select("SELECT ?n { ?s ?p ?n }", limit=LIMIT),
    "tsv": lambda store: store.tsv("SELECT ?n { ?s ?p ?n }", limit=LIMIT),
    "ask": lambda store: store.ask("ASK {}", limit=LIMIT),
    "construct": lambda store: store.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", limit=LIMIT),
}
Serve = Callable[[Script], int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server that sends a script to whoever connects; gives its port."""
    over = threading.Event()
    opened: list[socket.socket] = []

    def answer(client: socket.socket, script: Script) -> None:
        pieces, pause = script
        with client, contextlib.suppress(OSError):
            client.recv(65536)
            for piece in pieces():
                client.sendall(piece)
                if over.wait(pause):
                    return
            if script is SCRIPTS["nothing"]:
                over.wait(20)

    def accept(listener: socket.socket, script: Script) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=answer, args=(client, script), daemon=True).start()

    def start(script: Script) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)
        threading.Thread(target=accept, args=(listener, script), daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    over.set()
    for listener in opened:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture(params=[True, False], ids=["loopback", "elsewhere"])
def loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the store takes the server for one on this machine."""
    monkeypatch.setattr(Address, "is_loopback", property(lambda address: bool(request.param)))
    return bool(request.param)


def overrun(work: Callable[[], object], limit: float = LIMIT) -> float:
    """How much later than its limit some work is given up."""
    start = time.monotonic()
    with pytest.raises(OutOfTime) as caught:
        work()
    assert caught.value.exit_code == 124
    return time.monotonic() - start - limit


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_question_ends_in_time_however_slowly_its_answer_comes(
    name: str, serve: Serve, loopback: bool
) -> None:
    with contextlib.closing(connect(f"http://127.0.0.1:{serve(SCRIPTS[name])}/q", environ={})) as store:
        assert overrun(lambda: ASK["select"](store)) < LATE


@pytest.mark.parametrize("kind", ASK)
@pytest.mark.parametrize("name", ["headers", "body"])
def test_every_kind_of_question_ends_in_time(name: str, kind: str, serve: Serve) -> None:
    with contextlib.closing(connect(f"http://127.0.0.1:{serve(SCRIPTS[name])}/q", environ={})) as store:
        assert overrun(lambda: ASK[kind](store)) < LATE


def test_a_secure_connection_that_never_comes_about_is_given_up_in_time(serve: Serve, loopback: bool) -> None:
    url = f"https://127.0.0.1:{serve((handshake, 0.05))}/q"
    with contextlib.closing(connect(url, environ={})) as store:
        assert overrun(lambda: ASK["select"](store)) < LATE


def test_a_server_that_does_not_read_the_question_is_given_up_in_time(loopback: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/q"
        with contextlib.closing(connect(url, environ={})) as store:
            query = f"ASK {{ ?s ?p '{'x' * 8_000_000}' }}"
            assert overrun(lambda: store.ask(query, limit=LIMIT)) < LATE


def slow_engine(handler: Any, request: Any) -> None:
    """Gives two rows at a time, and counts more than anybody can count to."""
    time.sleep(0.15)
    query = request.form["query"][0]
    if "COUNT" in query:
        found = json.loads(results(1))
        found["results"]["bindings"][0]["n"]["value"] = "1" + "0" * 64
        handler.answer(200, json.dumps(found).encode())
    else:
        handler.answer(200, results(2))


@pytest.mark.parametrize("rows", [2, None], ids=["cap known", "cap found out"])
def test_pages_of_an_endless_answer_end_in_time(rows: int | None, endpoint: Any) -> None:
    store = endpoint(slow_engine, rows=rows)
    assert overrun(lambda: ASK["select"](store)) < LATE


def test_triples_that_are_read_for_an_export_end_in_time(serve: Serve) -> None:
    works: dict[str, Callable[[EndpointStore], object]] = {
        "headers": lambda store: store.count(),
        "body": lambda store: list(store.triples()),
    }
    for script, work in works.items():
        url = f"http://127.0.0.1:{serve(SCRIPTS[script])}/q"
        with (
            contextlib.closing(connect(url, Settings(rows=0), environ={})) as store,
            deadline.question(LIMIT),
        ):
            assert overrun(lambda store=store, work=work: work(store)) < LATE


def test_the_queries_of_one_question_share_its_deadline(endpoint: Any) -> None:
    def slow(handler: Any, request: Any) -> None:
        time.sleep(0.15)
        handler.answer(200, results(1))

    store = endpoint(slow, rows=0)

    def many() -> None:
        while True:
            store.select("SELECT ?n { ?s ?p ?n }", limit=20)

    with deadline.question(LIMIT):
        assert overrun(many) < LATE
    assert len(store.select("SELECT ?n { ?s ?p ?n }", limit=20).rows) == 1  # another question


def test_a_connection_that_was_broken_off_leaves_the_store_in_order(serve: Serve) -> None:
    answers = iter([body(), body()])

    def first_slow() -> Iterable[bytes]:
        slow = next(answers, None)
        good = results(3)
        return slow or [JSON + b"Content-Length: %d\r\n\r\n" % len(good) + good]

    url = f"http://127.0.0.1:{serve((first_slow, 0.05))}/q"
    with contextlib.closing(connect(url, Settings(rows=0), environ={})) as store:
        for _ in range(2):
            assert overrun(lambda: ASK["select"](store)) < LATE
        found = ASK["select"](store)
        assert len(found.rows) == 3  # type: ignore[attr-defined]


def test_nothing_is_left_over_of_a_question_that_was_given_up(serve: Serve, loopback: bool) -> None:
    with contextlib.closing(connect(f"http://127.0.0.1:{serve(SCRIPTS['body'])}/q", environ={})) as store:
        assert overrun(lambda: ASK["select"](store)) < LATE
        time.sleep(0.5)
        left_over = [thread for thread in threading.enumerate() if thread.name == "kg-query"]
        assert set(left_over) <= set(deadline._idle)


def flood(rows: Iterable[bytes]) -> Iterator[bytes]:
    yield JSON + b"Connection: close\r\n\r\n" + BEGIN
    yield from rows


def test_rows_of_an_endless_answer_are_bounded(serve: Serve, loopback: bool) -> None:
    pieces = (b',{"n":{"type":"literal","value":"%0500d"}}' % number for number in itertools.count())
    chunks = iter(lambda: b"".join(itertools.islice(pieces, 1000)), None)
    with contextlib.closing(
        connect(f"http://127.0.0.1:{serve((lambda: flood(chunks), 0.0))}/q", environ={})
    ) as store:
        store.memory = 20 << 20
        before = memory.resident() or 0
        with pytest.raises(OutOfMemory, match="20 MB"):
            store.select("SELECT ?n { ?s ?p ?n }", limit=120)
        assert (memory.resident() or 0) - before < 100 << 20


def test_pages_of_an_endless_answer_are_bounded(endpoint: Any) -> None:
    """It claims to have 10^64 rows, and gives a thousand of them at a time."""
    fresh = itertools.count()

    def turn(handler: Any, request: Any) -> None:
        found = json.loads(results(1 if "COUNT" in request.form["query"][0] else 1000))
        for row in found["results"]["bindings"]:
            row["n"]["value"] = (
                "1" + "0" * 64 if len(found["results"]["bindings"]) == 1 else f"{next(fresh):02000d}"
            )
        handler.answer(200, json.dumps(found).encode())

    store = endpoint(turn, rows=1000)
    store.memory = 20 << 20
    with pytest.raises(OutOfMemory, match="20 MB"):
        store.select("SELECT ?n { ?s ?p ?n }", limit=120)


def test_a_graph_that_never_ends_is_bounded(endpoint: Any) -> None:
    """As ``kg export`` reads it, which has no time limit."""
    fresh = itertools.count()

    def turn(handler: Any, request: Any) -> None:
        if "COUNT" in request.form["query"][0]:
            handler.answer(200, results(1).replace(b'"0"', b'"1' + b"0" * 64 + b'"'))
            return
        iri = {name: {"type": "uri", "value": f"urn:{name}"} for name in "sp"}
        rows = [iri | {"o": {"type": "literal", "value": f"{next(fresh):02000d}"}} for _ in range(1000)]
        body = {"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": rows}}
        handler.answer(200, json.dumps(body).encode())

    store = endpoint(turn, rows=1000)
    store.memory_of_all = 12 << 20
    with pytest.raises(OutOfMemory, match="12 MB"):
        list(store.triples())


def test_a_value_that_cannot_be_read_is_told(endpoint: Any) -> None:
    body = json.dumps(
        {
            "head": {"vars": ["n"]},
            "results": {"bindings": [{"n": {"type": "literal", "value": "a" * (17 << 20)}}]},
        }
    )
    with pytest.raises(EndpointError, match="longer than 16 MB"):
        endpoint(reply(200, body.encode()), rows=0).select("SELECT ?n { ?s ?p ?n }")


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "gzip, deflate", "compress", "aes128gcm"])
def test_what_nobody_asked_for_is_not_unpacked(packing: str, endpoint: Any) -> None:
    """A block of 64 KB that is packed twice can have 64 GB in it."""
    body = gzip.compress(gzip.compress(b" " * 10_000_000))
    store = endpoint(reply(200, body, Content_Encoding=packing))
    with pytest.raises(EndpointError, match="was not asked for"):
        store.select("SELECT ?n { ?s ?p ?n }")


ODD: dict[str, tuple[list[str], list[dict[str, str]], str]] = {
    "other columns": (["x"], [{"x": "1"}], "columns x, expected s, o"),
    "no columns": ([], [], "columns none, expected s, o"),
    "a column more": (["s", "o", "x"], [], "expected s, o"),
    "a column less": (["s"], [{"s": "1"}], "expected s, o"),
    "a secret column": (["s", "hunter2"], [], "expected s, o"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("method", ["select", "tsv", "run"])
def test_columns_that_nobody_asked_for_are_refused(name: str, method: str, endpoint: Any) -> None:
    columns, rows, says = ODD[name]
    bindings = [{key: {"type": "literal", "value": value} for key, value in row.items()} for row in rows]
    body = json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}})
    store = endpoint(reply(200, body), rows=0, user="ann", password="hunter2")
    with pytest.raises(EndpointError, match=says) as caught:
        getattr(store, method)("SELECT ?s ?o { ?s ?p ?o }")
    assert "hunter2" not in str(caught.value)


def test_columns_in_another_order_are_put_in_that_of_the_query(endpoint: Any) -> None:
    row = {name: {"type": "literal", "value": name} for name in "so"}
    body = json.dumps({"head": {"vars": ["o", "s"]}, "results": {"bindings": [row]}})
    store = endpoint(reply(200, body), rows=0)
    found = store.select("SELECT ?s ?o { ?s ?p ?o }")
    assert found.columns == ("s", "o") and [term.value for term in found.rows[0]] == ["s", "o"]
    assert store.tsv("SELECT ?s ?o { ?s ?p ?o }") == b'?s\t?o\n"s"\t"o"\n'


@pytest.mark.parametrize(
    "row",
    [
        {"s": ("uri", "urn:a"), "p": ("uri", "urn:p")},
        {"s": ("literal", "a"), "p": ("uri", "urn:p"), "o": ("literal", "x")},
        {"s": ("uri", "urn:a"), "p": ("literal", "p"), "o": ("literal", "x")},
        {"s": ("uri", "urn:a"), "p": ("bnode", "p"), "o": ("literal", "x")},
    ],
)
def test_rows_that_are_no_triples_are_refused(row: dict[str, tuple[str, str]], endpoint: Any) -> None:
    bindings = [{name: {"type": kind, "value": value} for name, (kind, value) in row.items()}]
    body = json.dumps({"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": bindings}})
    store = endpoint(reply(200, results(1).replace(b'"0"', b'"1"')), reply(200, body), rows=0)
    with pytest.raises(EndpointError, match="returned a triple"):
        list(store.triples())


@pytest.mark.parametrize("count", ["1" * 10_000, "-1", "many", "1.5", ""])
def test_a_count_that_is_none_is_told(count: str, endpoint: Any) -> None:
    store = endpoint(reply(200, results(1).replace(b'"0"', json.dumps(count).encode())), rows=0)
    with pytest.raises(EndpointError, match="incomplete or damaged"):
        store.count()


@pytest.mark.parametrize("header", ["9" * 10_000, "many", "-3", "1e5"])
def test_a_cap_that_is_no_number_is_looked_for(header: str, endpoint: Any) -> None:
    store = endpoint(reply(200, results(3), X_SPARQL_MaxRows=header), reply(200, results(2000)))
    assert len(store.select("SELECT ?n { ?s ?p ?n }").rows) == 3
