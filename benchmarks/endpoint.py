"""The cost of querying an endpoint through kg, against a bare httpx request of the same query.

Oxigraph's server runs on loopback with the bundled graph. Each query is sent alternately by kg, which reads
the rows as terms, detects truncation and enforces the deadline; by httpx, whose response is read as JSON; and
by httpx with the body discarded, which shows the time of the server itself. Both keep their connection.

    python benchmarks/endpoint.py [ROUNDS]
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import httpx

import kg
from kg import resources
from kg.store.endpoint import connect

ROUNDS = 200
WARM_UPS = 10
TARGET = 1.3
ACCEPT = {"Accept": "application/sparql-results+json"}


def queries() -> dict[str, str]:
    """Return queries of different sizes; those of the named questions as they run."""
    with kg.open(resources.bundled_graph()) as graph:
        said = graph.said(about="tariffs").sparql
        opposes = graph.ask("who-opposes", issue="tariffs").sparql
    return {
        "one number": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "who-opposes": max(opposes, key=len),
        "said, statements": next(text for text in said if text.startswith("# Statements, one row each")),
        "200 triples": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 200",
        "all triples": "SELECT ?s ?p ?o { ?s ?p ?o }",
    }


def serve(folder: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server with the bundled graph; return its process and address."""
    program = Path(sys.executable).with_name("oxigraph")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            body = resources.bundled_graph().read_bytes()
            kind = {"Content-Type": "application/n-triples"}
            httpx.post(f"{url}/store?default", content=body, headers=kind, trust_env=False).raise_for_status()
            return process, url
        except httpx.ConnectError:
            time.sleep(0.05)
    raise SystemExit("oxigraph does not start")


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and return 0 if the target is met, else 1."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if not Path(sys.executable).with_name("oxigraph").is_file():
        print("oxigraph not found beside", sys.executable, "(install it: pip install oxigraph)")
        return 2
    met = True
    with tempfile.TemporaryDirectory() as folder:
        process, url = serve(folder)
        client = httpx.Client(trust_env=False, headers=ACCEPT)
        store = connect(f"{url}/query")
        try:
            print(f"medians of {rounds} requests each, alternating, after {WARM_UPS} warm-ups\n")
            print(f"{'':18}{'rows':>6}{'kg':>10}{'httpx, JSON':>13}{'httpx, body':>13}{'ratio':>8}")
            for name, query in queries().items():

                def by_kg(query: str = query) -> object:
                    return store.select(query)

                def by_httpx(query: str = query) -> object:
                    return client.post(f"{url}/query", data={"query": query}).json()

                def body_only(query: str = query) -> object:
                    return client.post(f"{url}/query", data={"query": query}).content

                ways = [by_kg, by_httpx, body_only]
                times: list[list[float]] = [[], [], []]
                for turn in range(WARM_UPS + rounds):
                    for way in sorted(range(3), reverse=bool(turn % 2)):
                        times[way].append(seconds(ways[way]))
                own, bare, body = (median(each[WARM_UPS:]) for each in times)
                met = met and own / bare <= TARGET
                cells = "".join(
                    f"{1000 * value:>{width}.2f} ms" for value, width in ((own, 7), (bare, 10), (body, 10))
                )
                print(f"{name:18}{len(store.select(query).rows):>6}{cells}{own / bare:>8.2f}")
        finally:
            store.close()
            client.close()
            process.kill()
            process.wait()
    print(f"\ntarget at most {TARGET} times httpx and JSON: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
