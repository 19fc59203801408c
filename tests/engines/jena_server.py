"""Jena's TDB2 and ARQ behind as much of the SPARQL 1.1 Protocol as the tests ask: POST, JSON, N-Triples.

    python jena_server.py SETTINGS.json

The settings name a port of the loopback address, a classpath, and a folder and a file to load for each
database. Every query is evaluated by Jena and every answer written by Jena.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jpype


class Handler(BaseHTTPRequestHandler):
    """Answers queries sent by POST, as a form or as they are."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    datasets: dict[str, Any]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.headers.get_content_type() == "application/x-www-form-urlencoded":
            body = parse_qs(body)["query"][0]
        dataset = self.datasets.get(self.path.strip("/"))
        if dataset is None:
            self._send(404, "text/plain", b"no such database")
            return
        try:
            self._send(200, *_answer(dataset, body))
        except jpype.JException as error:
            self._send(400, "text/plain", str(error).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _answer(dataset: Any, sparql: str) -> tuple[str, bytes]:
    query = jpype.JClass("org.apache.jena.query.QueryFactory").create(sparql)
    out = jpype.JClass("java.io.ByteArrayOutputStream")()
    results = jpype.JClass("org.apache.jena.query.ResultSetFormatter")
    dataset.begin(jpype.JClass("org.apache.jena.query.ReadWrite").READ)
    try:
        running = jpype.JClass("org.apache.jena.query.QueryExecutionFactory").create(query, dataset)
        if query.isSelectType():
            results.outputAsJSON(out, running.execSelect())
        elif query.isAskType():
            results.outputAsJSON(out, running.execAsk())
        else:
            model = running.execConstruct() if query.isConstructType() else running.execDescribe()
            model.write(out, "N-TRIPLES")
            return "application/n-triples", bytes(out.toByteArray())
    finally:
        dataset.end()
    return "application/sparql-results+json", bytes(out.toByteArray())


def main(settings: Path) -> None:
    given = json.loads(settings.read_text())
    # One compiler and one collector: the queries are many and short, and the tests share two cores.
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", classpath=given["classpath"])
    for folder, file in given["databases"].values():
        Path(folder).mkdir()
        jpype.JClass("tdb2.tdbloader").main(["--loc", folder, file])
    connect = jpype.JClass("org.apache.jena.tdb2.TDB2Factory").connectDataset
    Handler.datasets = {name: connect(folder) for name, (folder, _) in given["databases"].items()}
    ThreadingHTTPServer(("127.0.0.1", given["port"]), Handler).serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
