"""Whatever goes wrong at the other end becomes an error that says what to do next, and never rows."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.errors import (
    AccessDenied,
    EndpointBusy,
    EndpointError,
    KgError,
    OutOfTime,
    QuerySyntaxError,
)
from tests.store.endpoint.faults import Handler, Request, Turn, reply, results

SELECT = "SELECT ?n { ?s ?p ?n }"
PAGE = "<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Please log in</h1></body></html>"
GOOD = reply(200, results(3))
PATIENT = {"rows": 0}  # no look for a cap: these tests count requests


def failure(store: Any, **options: Any) -> KgError:
    with pytest.raises(KgError) as caught:
        store.select(SELECT, **options)
    assert caught.value.hint is not None or isinstance(caught.value, QuerySyntaxError)
    return caught.value


def test_rows_arrive_unchanged(endpoint: Any) -> None:
    found = endpoint(GOOD, **PATIENT).select(SELECT)
    assert found.columns == ("n",) and [row[0].value for row in found.rows] == ["0", "1", "2"]


@pytest.mark.parametrize("engine", ["Virtuoso/07.20.3229", "Jetty"])
def test_users_of_virtuoso_get_one_notice_of_its_fault(
    engine: str, endpoint: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "version_string", lambda handler: engine)
    store = endpoint(GOOD, **PATIENT)
    for _ in range(2):
        assert len(store.select(SELECT).rows) == 3
    assert ["wrong label" in notice for notice in store.notices] == [True] * engine.startswith("Virtuoso")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_retried_with_doubling_waits(
    status: int, endpoint: Any, server: Any, waits: Any
) -> None:
    busy = reply(status, "busy", "text/plain")
    assert len(endpoint(busy, busy, busy, GOOD, **PATIENT).select(SELECT).rows) == 3
    assert waits == [0.25, 0.5, 1.0] and len(server.requests) == 4


def test_retries_of_a_busy_server_end(endpoint: Any, server: Any) -> None:
    error = failure(endpoint(reply(503, "down for\x1b[2J repair", "text/plain"), tries=3))
    assert (
        isinstance(error, EndpointBusy) and "503" in error.message and "down for[2J repair" in error.message
    )
    assert len(server.requests) == 3


def test_the_server_decides_the_wait_by_retry_after(endpoint: Any, waits: Any) -> None:
    endpoint(reply(429, Retry_After="7"), GOOD, **PATIENT).select(SELECT)
    assert waits == [7.0]


def test_a_wait_beyond_the_time_limit_is_an_error_at_once(endpoint: Any, waits: Any) -> None:
    error = failure(endpoint(reply(503, Retry_After="90")), limit=30)
    assert isinstance(error, EndpointBusy) and "90 seconds" in error.message and waits == []


def test_a_broken_connection_is_retried(endpoint: Any, server: Any) -> None:
    def hang_up(handler: Handler, request: Request) -> None:
        handler.hang_up()

    assert len(endpoint(hang_up, GOOD, **PATIENT).select(SELECT).rows) == 3
    assert isinstance(failure(endpoint(hang_up)), EndpointBusy)
    assert len(server.requests) == 3


def cut_off(length: bool) -> Turn:
    def turn(handler: Handler, request: Request) -> None:
        body = results(100)
        if length:
            handler.begin(200, Content_Length=str(len(body)))
        else:
            handler.begin(200, Connection="close")
        handler.wfile.write(body[:900])
        handler.hang_up()

    return turn


@pytest.mark.parametrize("length", [True, False], ids=["with its length", "without"])
def test_an_incomplete_body_is_an_error(length: bool, endpoint: Any) -> None:
    for method in ("select", "tsv"):
        with pytest.raises(EndpointError, match="connection broke" if length else "incomplete"):
            getattr(endpoint(cut_off(length)), method)(SELECT)


def test_a_time_out_in_the_middle_of_a_body_is_reported(endpoint: Any) -> None:
    """Oxigraph's answers 200 and then stops; in CSV one could not tell."""
    body = results(5)[:-3] + b"The SPARQL operation has been cancelled"
    for method in ("select", "tsv"):
        with pytest.raises(OutOfTime, match="operation has been cancelled"):
            getattr(endpoint(reply(200, body)), method)(SELECT)


@pytest.mark.parametrize(
    "turn",
    [
        reply(500, "Virtuoso S1T00 Error SR171: Transaction timed out", "text/plain"),
        reply(503, "Query timed out", "text/plain"),
        reply(504, PAGE, "text/html"),
        reply(206, results(2)),
        reply(200, results(2), X_SQL_State="S1TAT"),
    ],
    ids=["virtuoso", "fuseki", "gateway", "partial", "virtuoso gives a part"],
)
def test_a_time_out_of_the_server_is_out_of_time(turn: Turn, endpoint: Any, server: Any) -> None:
    assert failure(endpoint(turn)).exit_code == 124
    assert len(server.requests) == 1


@pytest.mark.parametrize("begun", [False, True], ids=["before the body", "within the body"])
def test_a_silent_server_is_abandoned_at_the_deadline(begun: bool, endpoint: Any, server: Any) -> None:
    def stall(handler: Handler, request: Request) -> None:
        if begun:
            handler.begin(200, Content_Length="100000")
            handler.wfile.write(results(1)[:-2])
            handler.wfile.flush()
        server.over.wait(5)
        handler.hang_up()

    start = time.monotonic()
    assert isinstance(failure(endpoint(stall), limit=0.2), OutOfTime)
    assert time.monotonic() - start < 2


def test_an_endless_body_is_abandoned_at_the_deadline(endpoint: Any, server: Any) -> None:
    left = threading.Event()

    def drip(handler: Handler, request: Request) -> None:
        handler.begin(200, Connection="close")
        handler.wfile.write(results(1)[:-3])
        try:
            while not server.over.wait(0.005):
                handler.wfile.write(b' ,{"n":{"type":"literal","value":"x"}}' * 10)
        except OSError:
            left.set()

    assert isinstance(failure(endpoint(drip), limit=0.3), OutOfTime)
    assert left.wait(5)  # the connection is closed, and not read on


def test_a_large_response_does_not_fill_the_memory(endpoint: Any, server: Any) -> None:
    def flood(handler: Handler, request: Request) -> None:
        handler.begin(200, Connection="close")
        handler.wfile.write(results(1)[:-2])
        while not server.over.is_set():
            handler.wfile.write(b" " * 65536)

    assert "too large" in failure(endpoint(flood, answer_bytes=1 << 20)).message


def test_one_value_does_not_fill_the_memory(endpoint: Any, server: Any) -> None:
    def flood(handler: Handler, request: Request) -> None:
        handler.begin(200, Connection="close")
        handler.wfile.write(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"')
        while not server.over.is_set():
            handler.wfile.write(b"x" * 65536)

    assert "longer than 16 MB" in failure(endpoint(flood)).message


@pytest.mark.parametrize(
    "turn, says",
    [
        (reply(200, PAGE, "text/html; charset=utf-8"), "a web page: Please log in"),
        (reply(200, PAGE), "a web page"),
        (reply(200, "a,b\r\n1,2\r\n", "text/csv"), "not a query result but text/csv"),
        (reply(200, "", "application/octet-stream"), "octet-stream"),
        (reply(200, "", ""), "not a query result"),
        (reply(200, b"{}"), "damaged"),
        (reply(200, b'{"error": "no"}'), "damaged"),
        (reply(200, b"\xff\xfe\x00"), "not a query result"),
        (reply(204), "204"),
        (reply(404, PAGE, "text/html"), "no SPARQL endpoint at this address"),
        (reply(405, "POST is not supported", "text/plain"), "POST is not supported"),
        (reply(400, PAGE, "text/html"), "400"),
        (reply(500, "x" * 1_000_000, "text/plain"), "500"),
        (reply(502, PAGE, "text/html"), "502"),
        (reply(413, "", "text/plain"), "too large"),
    ],
)
def test_a_response_that_is_not_a_result_is_described(turn: Turn, says: str, endpoint: Any) -> None:
    error = failure(endpoint(turn))
    assert isinstance(error, EndpointError) and says in error.message
    assert len(str(error)) < 800 and "<" not in error.message


def test_a_truth_value_is_not_a_table(endpoint: Any) -> None:
    body = b'{"head":{},"boolean":true}'
    with pytest.raises(KgError, match="another kind of result than the query asks for"):
        endpoint(reply(200, body)).select(SELECT)
    with pytest.raises(KgError, match="another kind of result"):
        endpoint(reply(200, results(1))).ask("ASK { ?s ?p ?o }")
    assert endpoint(reply(200, body)).ask("ASK { ?s ?p ?o }") is True


def test_a_rejected_query_shows_the_message_of_the_engine(endpoint: Any) -> None:
    error = failure(endpoint(reply(400, "line 3: expected\n\n \x07 a }", "text/plain")))
    assert isinstance(error, QuerySyntaxError) and error.message.endswith("line 3: expected a }")


@pytest.mark.parametrize("status", [401, 403])
def test_without_credentials_the_error_says_where_to_set_them(status: int, endpoint: Any) -> None:
    error = failure(endpoint(reply(status)))
    assert isinstance(error, AccessDenied) and "KG_ENDPOINT_USER" in str(error.hint)


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_password_is_not_shown(status: int, endpoint: Any) -> None:
    echo = reply(status, "no such login: ann/hunter2, Basic YW5uOmh1bnRlcjI=", "text/plain")
    error = failure(endpoint(echo, user="ann", password="hunter2"))
    assert isinstance(error, AccessDenied)
    assert "hunter2" not in str(error) and "YW5uOmh1bnRlcjI=" not in str(error)


def test_compressed_responses_are_decompressed(endpoint: Any) -> None:
    store = endpoint(reply(200, gzip.compress(results(2000)), Content_Encoding="gzip"), rows=0)
    assert len(store.select(SELECT).rows) == 2000
    assert "packed" in failure(endpoint(reply(200, b"no gzip", Content_Encoding="gzip"))).message


def test_a_redirect_on_the_same_server_is_followed_with_the_query(endpoint: Any, server: Any) -> None:
    for status in (301, 302, 307, 308):
        moved = reply(status, Location="/ds/query?x=1")
        store = endpoint(moved, GOOD, user="ann", password="hunter2", **PATIENT)
        assert len(store.select(SELECT).rows) == 3
        assert server.requests[1].path == "/ds/query?x=1" and server.requests[1].form["query"] == [SELECT]
        assert server.requests[1].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/query",
        "https://127.0.0.1:{port}/query",
        "http://127.0.0.1:1/",
        "//evil.example/x",
    ],
)
def test_nothing_is_sent_to_another_server(target: str, endpoint: Any, server: Any) -> None:
    store = endpoint(reply(307, Location=target.format(port=server.server_port)), token="abc")
    assert "another server" in failure(store).message and len(server.requests) == 1


def test_circular_redirects_end(endpoint: Any, server: Any) -> None:
    assert "too many redirects" in failure(endpoint(reply(307, Location="/query"))).message
    assert len(server.requests) < 10
    assert "invalid address" in failure(endpoint(reply(307, Location="ftp://[x"))).message


def test_a_refused_connection_is_an_error(endpoint: Any) -> None:
    assert "connection refused" in failure(endpoint(url="http://127.0.0.1:9/query")).message


def test_an_unknown_host_is_an_error(endpoint: Any) -> None:
    assert "host not found" in failure(endpoint(url="http://kg.invalid/query")).message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that signs itself, and its key, in one file."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    key = path.with_name("key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    try:
        subprocess.run([*command, *names, "-keyout", key, "-out", path], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl to make a certificate with")
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


def test_a_self_signed_certificate_is_refused_unless_it_is_named(
    certificate: Path, endpoint: Any, server: Any
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Secure(ThreadingHTTPServer):
        daemon_threads, block_on_close = True, False
        script, requests, lock = [GOOD], server.requests, server.lock

        def handle_error(self, *_: object) -> None:
            """A client that does not trust us is what is wanted."""

    secure = Secure(("127.0.0.1", 0), Handler)
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    thread = threading.Thread(target=secure.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    url = f"https://localhost:{secure.server_port}/query"
    try:
        error = failure(endpoint(url=url))
        assert "certificate" in error.message and "self-signed" in error.message
        assert len(endpoint(url=url, ca=str(certificate), rows=0).select(SELECT).rows) == 3
    finally:
        secure.shutdown()
        thread.join()
        secure.server_close()


def test_a_proxy_in_the_environment_is_not_used_for_loopback(
    endpoint: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert len(endpoint(GOOD, **PATIENT).select(SELECT).rows) == 3


def test_an_invalid_proxy_is_an_error(endpoint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(EndpointError, match="proxy"):
        endpoint(url="https://kg.invalid/query")
