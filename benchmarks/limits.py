"""How far commands overrun --limit-time, and how much memory queries take under --limit-memory.

Each run is a whole ``kg`` process.

- Servers on loopback that send nothing, or a response without an end, piece by piece: the scripts of
  ``tests/store/endpoint/test_limits.py``, for each of several commands.
- Queries and networks that take this machine longer than the limit: raw queries on the bundled graph, and
  commands on a graph of synthetic statements.
- Raw queries that grow without end, under several limits of memory. The memory is that of the process and its
  child together (proportional set size, from /proc), less what ``kg query "ASK {}"`` takes.

The overrun is the time of the process, from its start to its end, less the limit. It includes the start of
Python and the imports of the command.

    python benchmarks/limits.py [SECONDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import synthetic

ROOT = Path(__file__).resolve().parent.parent
LIMIT = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
STATEMENTS = 30_000
#: Overrun in seconds, and memory as a multiple of the limit, that are still met. A table of the engine that
#: doubles can pass the limit for a moment before the query is stopped.
LATE, MOST = 5.0, 1.25

ASKED = {
    "query": ["query", "SELECT * { ?s ?p ?o }"],
    "said": ["said", "--about", "tariffs"],
    "network": ["network", "congruence"],
    "brief": ["brief", "--about", "tariffs"],
    "export": ["export", "turtle"],
}
LONG = {
    "product of triples": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "ORDER BY of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 1",
    "nested REPLACE": "SELECT (STRLEN({}) AS ?n) {{ BIND('aaaaaaaa' AS ?x) }}".format(
        "REPLACE(" * 12 + "?x" + ", 'a', 'aaaaaaaa')" * 12
    ),
    "regular expression": "SELECT * { ?s ?p ?o . ?t ?q ?v FILTER(REGEX(STR(?o), CONCAT('(.*)*', STR(?v)))) }",
    "property path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }",
}
GREEDY = {
    "nested REPLACE": LONG["nested REPLACE"],
    "ORDER BY of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c",
    "CONCAT, doubled 40 times": "SELECT * {{ BIND('aaaaaaaa' AS ?x0) {} }}".format(
        " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    ),
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "DISTINCT of a product": "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "all rows of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "CONSTRUCT of a product": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
}
WORK = {
    "said, all rows as workbook": ["said", "-f", "xlsx", "-o", "rows.xlsx"],
    "network congruence": ["network", "congruence"],
    "network sweep": ["network", "sweep"],
    "network phases": ["network", "phases", "--window", "weeks"],
    "network polarisation": ["network", "polarisation"],
    "network page": ["network", "congruence", "-o", "page.html"],
    "brief": ["brief", "-o", "page.html"],
    "brief, Markdown": ["brief", "-o", "page.md"],
    "export html": ["export", "html", "-o", "page.html"],
    "export turtle": ["export", "turtle", "-o", "graph.ttl"],
}


def kg(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start ``kg``."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def overrun(arguments: list[str], folder: Path, ends: set[str]) -> float:
    """Run a command under the limit; return how long it took beyond it, and note how it ended."""
    start = time.monotonic()
    process = kg(*arguments, "--limit-time", f"{LIMIT:g}", folder=folder)
    _, said = process.communicate()
    took = time.monotonic() - start
    ends.add(str(process.returncode))
    if process.returncode not in (0, 2, 124):
        print(f"  {' '.join(arguments)[:60]}: exit code {process.returncode}: {said.decode()[-200:]}")
    return took - LIMIT


def memory(process: int) -> int:
    """Return the memory of a process and its children in bytes; 0 once it has ended."""
    total = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            for thread in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (thread / "children").read_text().split())
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except (OSError, ProcessLookupError):
            continue
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) * 1024
    return total


def peak(arguments: list[str], folder: Path) -> tuple[int, int, float]:
    """Run a command; return its peak memory in bytes, its exit code and its seconds."""
    start = time.monotonic()
    process = kg(*arguments, folder=folder)
    drained = threading.Thread(target=process.communicate, daemon=True)
    drained.start()
    most = 0
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.005)
    drained.join()
    return most, process.returncode, time.monotonic() - start


@contextmanager
def serving(script: object) -> Iterator[str]:
    """Start a server that sends a script to each client; give its address."""
    from tests.store.endpoint import test_limits

    serve = test_limits.serve.__wrapped__()  # type: ignore[attr-defined]  # the function of the fixture
    start: Callable[[object], int] = next(serve)
    yield f"http://127.0.0.1:{start(script)}/query"
    next(serve, None)


def endless(folder: Path, missed: list[str]) -> None:
    """Measure commands against servers whose responses do not end."""
    from tests.store.endpoint.test_limits import SCRIPTS

    print(f"Endless responses, limit {LIMIT:g} s; the longest overrun over {len(SCRIPTS)} servers.\n")
    print(f"{'':10}{'longest':>9}{'median':>9}  exit codes  server of the longest")
    for name, arguments in ASKED.items():
        ends: set[str] = set()
        took = []
        for server, script in SCRIPTS.items():
            with serving(script) as address:
                took.append((overrun([*arguments, "--store", address], folder, ends), server))
        took.sort()
        median = took[len(took) // 2][0]
        print(f"{name:10}{took[-1][0]:7.2f} s{median:7.2f} s  {', '.join(sorted(ends)):10}  {took[-1][1]}")
        if took[-1][0] > LATE or not ends <= {"124", "2"}:  # 2: a server sends other columns than asked for
            missed.append(f"{name} against endless responses")


def working(folder: Path, missed: list[str]) -> None:
    """Measure queries and commands that take longer than the limit."""
    print(f"\nLong work, limit {LIMIT:g} s.\n\n{'':34}{'overrun':>9}  exit code")
    graph = folder / "synthetic.nt"
    graph.write_text("".join(synthetic.triples(synthetic.World(STATEMENTS))), encoding="utf-8")
    store = folder / "store"
    kg("load", str(store), str(graph), folder=folder).communicate()
    tried = {f"query: {name}": ["query", sparql] for name, sparql in LONG.items()}
    tried |= {name: [*arguments, "--store", str(store)] for name, arguments in WORK.items()}
    tried["open a file, N-Triples"] = ["query", "ASK {}", "--store", str(graph)]
    for name, arguments in tried.items():
        ends: set[str] = set()
        took = overrun(arguments, folder, ends)
        (code,) = ends
        print(f"{name:34}{took:7.2f} s  {code}")
        if took > LATE or code not in ("0", "124"):
            missed.append(name)
    litter = [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]
    if litter:
        missed.append(f"files left: {litter}")


def growing(folder: Path, missed: list[str]) -> None:
    """Measure queries that take more memory than the limit."""
    base, _, _ = peak(["query", "ASK {}"], folder)
    print(f'\nGrowing queries; memory beyond that of kg query "ASK {{}}" ({base >> 20} MB).\n')
    sizes = (200, 500)
    print(f"{'':26}" + "".join(f"{f'limit {size}M':>14}" for size in sizes) + "  exit codes")
    for name, sparql in GREEDY.items():
        cells, codes = [], []
        for size in sizes:
            most, code, _ = peak(
                ["query", sparql, "-f", "csv", "--limit-memory", f"{size}M", "--limit-time", "60"], folder
            )
            above = (most - base) >> 20
            cells.append(f"{above:>11} MB")
            codes.append(str(code))
            if above > size * MOST or code not in (0, 2, 124):
                missed.append(f"{name} under {size}M: {above} MB, exit code {code}")
        print(f"{name:26}{''.join(cells)}  {', '.join(codes)}")


def main() -> int:
    """Run all measurements; return the exit code."""
    sys.path.insert(0, str(ROOT))
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        endless(Path(folder), missed)
        working(Path(folder), missed)
        growing(Path(folder), missed)
    print(f"\nTargets: overrun at most {LATE:g} s, memory at most {MOST:g} times the limit: ", end="")
    print("missed: " + "; ".join(missed) if missed else "met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
