"""Time whole commands on a store of the synthetic archive: the first page of answers, and whole answers.

Each is a process of its own; printed are its CPU time, which other load changes little, and its peak memory.
Targets are in seconds of CPU time at 100,000 statements.

    python benchmarks/answers.py                    100,000 statements
    python benchmarks/answers.py --statements 10000
    python benchmarks/answers.py --store FOLDER     a store that kg load has already filled
    python benchmarks/answers.py --whole            also those that write all rows of the store
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from archive import triples

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


class Cost(NamedTuple):
    """The cost of a process: CPU time in seconds, and peak memory in megabytes."""

    seconds: float
    megabytes: float


def cost(arguments: str, store: Path) -> Cost:
    """Run ``kg`` with discarded output and return its cost.

    Raises:
        SystemExit: the command failed.
    """
    command = [sys.executable, "-m", "kg", *arguments.split(), "--store", str(store), "--limit-time", "900"]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
    process = os.posix_spawn(sys.executable, command, os.environ, file_actions=actions)
    _, status, used = os.wait4(process, 0)
    os.close(nowhere)
    if status:
        raise SystemExit(f"failed: kg {arguments}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


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
    chosen = parser.parse_args()
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
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
