"""Cost of exports of a whole graph, against a bare dump of the same store by pyoxigraph.

Each export is a process of its own that writes a file. Its time is compared with that of ``Store.dump`` to
N-Triples in the same run, before and after. An export uses a second core, so time is that of the clock: run
it on a quiet machine. CPU time is that of the process on all cores, memory the greatest resident size.

    python benchmarks/exports.py                              makes an archive of 100,000 statements first
    python benchmarks/exports.py --store FOLDER               of a store that is there
    python benchmarks/exports.py --statements 10000 csv       of another size, one format

It ends with 1 if an export takes more than 1.5 times the bare dump, or 500 MB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from growth import ended

ROOT = Path(__file__).resolve().parent.parent
#: Formats that are held to the limits, and those that are only measured.
HELD = ("ntriples", "turtle", "jsonld", "csv", "nquads", "trig")
MEASURED = ("dna-csv", "parquet")
#: Greatest time in bare dumps, and greatest memory in MB.
RATIO, MEMORY = 1.5, 500
_BARE = """
import sys
from pyoxigraph import DefaultGraph, RdfFormat, Store
from kg.store.generations import current
from pathlib import Path
store = Store.read_only(str(current(Path(sys.argv[1])).graph))
store.dump(sys.argv[2], format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds by the clock, seconds of CPU time, MB of memory."""

    clock: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path]) -> Cost:
    """Run Python and return its cost; exit if it fails."""
    start = time.perf_counter()
    before = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{before}" if before else str(ROOT)}
    child = subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, env=environment)
    used = ended(child, str(command[1]))
    return Cost(time.perf_counter() - start, used.seconds, used.memory)


def make(statements: int, folder: Path) -> Path:
    """Load an archive into a new store and return its folder."""
    graph, store = folder / "graph.nt", folder / "store"
    with graph.open("wb") as file:
        script = [sys.executable, str(ROOT / "benchmarks" / "archive.py"), str(statements)]
        subprocess.run(script, stdout=file, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    run(["-m", "kg", "load", store, graph])
    graph.unlink()
    return store


def measure(store: Path, formats: Sequence[str], folder: Path) -> bool:
    """Print the cost of each format; return whether all are within the limits."""

    def bare() -> Cost:
        cost = run(["-c", _BARE, store, folder / "bare.nt"])
        (folder / "bare.nt").unlink()
        return cost

    before = bare()
    found = {}
    for name in formats:
        target = folder / f"out-{name}"
        found[name] = run(["-m", "kg", "export", name, "--store", store, "-o", target])
        for path in [*target.iterdir(), target] if target.is_dir() else [target]:
            path.rmdir() if path.is_dir() else path.unlink()
    after = bare()
    clock, cpu = (before.clock + after.clock) / 2, (before.cpu + after.cpu) / 2
    print(f"bare dump: {before.clock:.1f} s before, {after.clock:.1f} s after, {cpu:.1f} s of CPU time\n")
    print("| format | s | bare dumps | CPU s | CPU of bare dumps | MB | |")
    print("|---|---|---|---|---|---|---|")
    good = True
    for name, cost in found.items():
        held = name in HELD
        missed = held and (cost.clock > RATIO * clock or cost.memory > MEMORY)
        good = good and not missed
        verdict = "missed" if missed else "met" if held else "no limit"
        print(
            f"| {name} | {cost.clock:.1f} | {cost.clock / clock:.2f} | {cost.cpu:.1f} | {cost.cpu / cpu:.2f} "
            f"| {cost.memory:.0f} | {verdict} |"
        )
    return good


def main() -> None:
    """Measure and print; exit with 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", default=[*HELD, *MEASURED])
    parser.add_argument("--store", type=Path, help="a store on disk; it is only read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = given.store or make(given.statements, folder)
        raise SystemExit(0 if measure(store.resolve(), given.formats, folder) else 1)


if __name__ == "__main__":
    main()
