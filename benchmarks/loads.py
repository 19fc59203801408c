"""Measure one load in its own process: seconds, peak memory, bytes on disk.

python benchmarks/loads.py kg|pyoxigraph|oxigraph GRAPH.nt FOLDER
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.store.loading import load


class Load(NamedTuple):
    """The cost of a load."""

    seconds: float
    peak_mb: float
    disk_mb: float


def with_kg(graph: Path, folder: Path) -> None:
    """Load with kg: checked, with positions derived and words indexed."""
    load(folder, [graph])


def with_pyoxigraph(graph: Path, folder: Path) -> None:
    """Load with the engine's own bulk load only."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(graph), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()


def with_oxigraph(graph: Path, folder: Path) -> None:
    """Load with the bulk load of Oxigraph's server, which is the same engine without Python."""
    program = Path(sys.executable).with_name("oxigraph")
    subprocess.run(
        [program, "load", "--location", folder, "--file", graph], check=True, stderr=subprocess.DEVNULL
    )


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "kg": with_kg,
    "pyoxigraph": with_pyoxigraph,
    "oxigraph": with_oxigraph,
}


def measured(way: str, graph: Path, folder: Path) -> Load:
    """Measure one load in its own process."""
    out = subprocess.run(
        [sys.executable, __file__, way, graph, folder], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return Load(**json.loads(out))


def main() -> None:
    """Load and print the cost as JSON."""
    way, graph, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    start = time.perf_counter()
    WAYS[way](graph, folder)
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(json.dumps({"seconds": seconds, "peak_mb": peak / 1000, "disk_mb": disk / 1e6}))


if __name__ == "__main__":
    main()
