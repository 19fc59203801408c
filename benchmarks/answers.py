"""Time whole commands on a store of the synthetic archive: the first page of answers, and whole answers.

Each is a process of its own; printed are its CPU time, which other load changes little, and its peak memory.
Targets are in seconds of CPU time at 100,000 statements.

    python benchmarks/answers.py                    100,000 statements
    python benchmarks/answers.py --statements 10000
    python benchmarks/answers.py --store FOLDER     a store that kg load has already filled
    python benchmarks/answers.py --whole            also those that write all rows of the store

Answers that one query gives are compared with that query, run by pyoxigraph alone, right before them.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from archive import triples

from kg.questions.catalogue import find, part
from kg.store.generations import current
from kg.store.loading import load


class Asked(NamedTuple):
    """A command and the seconds of CPU time that it may take; None if no target is set."""

    arguments: str
    target: float | None


PAGES = (
    Asked("said -n 50", 0.5),
    Asked("said -n 50 --about issue/issue-2", 0.5),
    Asked("said --since 2024-03-01 --until 2024-03-04 -n 50", 0.5),
    Asked("ask quotes -n 50", 1.0),
    Asked("ask hearsay -n 50", 1.0),
    Asked("ask low-confidence -n 50", 1.0),
    Asked("ask contested -n 50", 1.0),
    Asked("ask accounts-differ -n 50", 1.0),
    Asked("ask deviates by=person/actor-4", 2.0),
    Asked("ask silence by=person/actor-4", 2.0),
    Asked("ask stance-changes by=person/actor-4", 2.0),
    Asked("network congruence --about issue/issue-384", 0.8),
    Asked("brief --about issue/issue-384 -o -", 1.5),
)
WHOLE = (
    Asked("ask deviates -f jsonl", 10.0),
    Asked("ask silence -f jsonl", 10.0),
    Asked("ask stance-changes -f jsonl", 10.0),
    Asked("network congruence -f csv", 60.0),
)
#: Questions whose whole answer is compared with the bare query, and how many times its cost they may take.
QUERIES = ("contested", "accounts-differ", "low-confidence", "quotes", "hearsay")
TIMES = 2.0


class Cost(NamedTuple):
    """The cost of a process: CPU time in seconds, and peak memory in megabytes."""

    seconds: float
    megabytes: float


def cost(arguments: str, store: Path) -> Cost:
    """Run ``kg`` with discarded output and return its cost.

    Raises:
        SystemExit: the command failed.
    """
    return spent(["-m", "kg", *arguments.split(), "--store", str(store), "--limit-time", "900"])


def spent(arguments: Sequence[str]) -> Cost:
    """Run Python with discarded output and return its cost.

    Raises:
        SystemExit: the command failed.
    """
    command = [sys.executable, *arguments]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
    process = os.posix_spawn(sys.executable, command, os.environ, file_actions=actions)
    _, status, used = os.wait4(process, 0)
    os.close(nowhere)
    if status:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def bare(question: str, store: Path) -> None:
    """Run the query of a question with pyoxigraph, and read its rows.

    The rows of ``contested`` are computed in Python; the query gives the evidence of all current positions.
    """
    asked = find(question)
    if question == "contested":
        evidence = part("evidence")
        of_current = "?position wsw:isCurrent true ; prov:wasDerivedFrom ?reading ."
        asked = evidence._replace(body=evidence.body.replace("#values", of_current), parameters=())
    engine = pyoxigraph.Store.read_only(str(current(store).graph))
    rows = engine.query(asked.fill({}))
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    for row in rows:
        list(row)


def compare(store: Path) -> bool:
    """Measure whole answers and their bare queries, print a table, and return whether the target is met."""
    print("\n| command | CPU, s | bare query, s | times | target | peak memory, MB | |")
    print("|---|---:|---:|---:|---:|---:|---|")
    met = True
    for question in QUERIES:
        least = spent([__file__, "--bare", question, "--store", str(store)])
        found = cost(f"ask {question} -f jsonl", store)
        times = found.seconds / least.seconds
        met = met and times <= TIMES
        print(
            f"| `kg ask {question} -f jsonl` | {found.seconds:.2f} | {least.seconds:.2f} | {times:.2f} "
            f"| {TIMES} | {found.megabytes:,.0f} | {'met' if times <= TIMES else 'missed'} |",
            flush=True,
        )
    return met


def filled(folder: Path, statements: int) -> Path:
    """Load the archive into a store in ``folder``."""
    graph = folder / "archive.nt"
    with graph.open("w", encoding="utf-8") as file:
        file.writelines(triples(statements))
    load(folder / "store", [graph])
    graph.unlink()
    return folder / "store"


def main() -> int:
    """Measure, print a table, and return 0 if every target is met, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--bare", choices=QUERIES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.bare is not None:
        bare(chosen.bare, chosen.store)
        return 0
    met = True
    with tempfile.TemporaryDirectory() as folder:
        store = chosen.store or filled(Path(folder), chosen.statements)
        print("| command | CPU, s | target, s | peak memory, MB | |")
        print("|---|---:|---:|---:|---|")
        for asked in (*PAGES, *(WHOLE if chosen.whole else ())):
            found = cost(asked.arguments, store)
            good = asked.target is None or found.seconds <= asked.target
            met = met and good
            print(
                f"| `kg {asked.arguments}` | {found.seconds:.2f} | {asked.target} | {found.megabytes:,.0f} "
                f"| {'met' if good else 'missed'} |",
                flush=True,
            )
        if chosen.whole:
            met = compare(store) and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
