"""Time ``kg said --about tariffs``, against a bare script with the same graph.

Both are whole processes, from the start of Python to its end, with discarded output, run alternately. As on a
user's machine, Python finds its modules compiled; these are in a temporary folder.

    python benchmarks/startup.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import kg
from kg import resources

RUNS = 20
WARM_UPS = 2
TARGET = 1.5
QUESTION = ("said", "--about", "tariffs")
BARE = Path(__file__).with_name("bare.py")


def core_query() -> str:
    """Return the query for statements of ``kg said --about tariffs``, as it runs."""
    with kg.open(resources.bundled_graph()) as graph:
        texts = graph.said(about="tariffs").sparql
    return next(text for text in texts if text.startswith("# Statements, one row each"))


def environment(compiled: str) -> dict[str, str]:
    """Return the environment of a user who lets Python keep compiled modules, in the folder ``compiled``."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_"))}
    return {**kept, "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "PYTHONPYCACHEPREFIX": compiled}


def seconds(command: Sequence[str], folder: str, environ: dict[str, str]) -> float:
    """Return the seconds of one process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and return 0 if the target is met, else 1."""
    program = Path(sys.executable).with_name("kg")
    if not program.is_file():
        print(f"{program.name} not found beside {sys.executable}: install the project (pip install -e .)")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        query = Path(folder, "said.rq")
        query.write_text(core_query(), encoding="utf-8")
        commands = {
            f"kg {' '.join(QUESTION)}": [str(program), *QUESTION],
            "bare script": [sys.executable, str(BARE), str(resources.bundled_graph()), str(query)],
        }
        environ = environment(str(Path(folder, "compiled")))
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(WARM_UPS + RUNS):
            for name in sorted(commands, reverse=bool(run % 2)):
                times[name].append(seconds(commands[name], folder, environ))
    measured = {name: sorted(each[WARM_UPS:]) for name, each in times.items()}
    asked, bare = (median(each) for each in measured.values())

    print(f"Whole processes, {RUNS} runs each, alternating, after {WARM_UPS} warm-ups, output discarded.")
    print("Bare script: imports click and pyoxigraph, reads the same graph, runs the query for statements.")
    print(f"\n{'':24}{'median':>10}{'fastest':>10}{'slowest':>10}")
    for name, each in measured.items():
        cells = "".join(f"{value * 1000:>7.0f} ms" for value in (median(each), each[0], each[-1]))
        print(f"{name:24}{cells}")
    met = asked / bare <= TARGET
    print(f"\nratio of the medians {asked / bare:.2f}; target at most {TARGET}: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
