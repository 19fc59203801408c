"""A server on loopback that answers as a test wants it to, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs

import pyoxigraph

from kg.store.endpoint.retries import Clock

JSON = "application/sparql-results+json"


class Request(NamedTuple):
    """What came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode())


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the answer whose turn it is; the last answers all that follow."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, body)
        with self.server.lock:
            self.server.requests.append(request)
            turn = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        turn(self, request)

    do_GET = do_POST = do_PUT = handle_one

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes, kind: str = JSON, **headers: str) -> None:
        """A whole answer."""
        self.begin(status, kind, **{"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def begin(self, status: int, kind: str = JSON, **headers: str) -> None:
        """Status and headers, with ``_`` for ``-``."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def hang_up(self) -> None:
        """Close the connection at once."""
        self.wfile.flush()
        self.close_connection = True


#: Answers one request.
Turn = Callable[[Handler, Request], None]


class Server(ThreadingHTTPServer):
    """The server: what it will answer, and what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.requests: list[Request] = []
        self.script: list[Turn] = []
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that has left is what some tests want."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"

    def will(self, *turns: Turn) -> None:
        """Answer the next requests in these ways."""
        self.over.clear()
        self.requests.clear()
        self.script[:] = turns


def reply(status: int, body: bytes | str = b"", kind: str = JSON, **headers: str) -> Turn:
    """An answer that is always the same."""
    content = body.encode() if isinstance(body, str) else body
    return lambda handler, request: handler.answer(status, content, kind, **headers)


def results(rows: int) -> bytes:
    """So many rows of one column ``n``."""
    found = [{"n": {"type": "literal", "value": str(number)}} for number in range(rows)]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": found}}).encode()


def engine(store: pyoxigraph.Store, cap: int | None = None, **headers: str) -> Turn:
    """A SPARQL engine that gives so many rows and no more, and says nothing of it."""

    def answer(sparql: str) -> tuple[int, bytes, str]:
        found = store.query(sparql)
        if isinstance(found, pyoxigraph.QueryTriples):
            triples = list(found)[:cap]
            body = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
            return 200, bytes(body), "application/n-triples"
        text = bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")
        if not isinstance(found, pyoxigraph.QueryBoolean):
            table = json.loads(text)
            table["results"]["bindings"] = table["results"]["bindings"][:cap]
            text = json.dumps(table).encode()
        return 200, text, JSON

    def turn(handler: Handler, request: Request) -> None:
        # The engine's rows are freed here, in their own thread, also if the client has gone.
        try:
            status, body, kind = answer(request.form["query"][0])
        except SyntaxError as error:
            status, body, kind = 400, str(error).encode(), "text/plain"
        handler.answer(status, body, kind, **(headers if kind == JSON else {}))

    return turn


class Waits(list[float]):
    """A clock that goes as others do, but for what waits: that passes it on at once, and is noted down."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.time + time.monotonic(), sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.append(seconds)
        self.time += seconds


def queries(requests: Sequence[Request]) -> list[str]:
    """The queries that came."""
    return [request.form["query"][0] for request in requests]


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs in a thread of its own."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
