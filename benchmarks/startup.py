"""Time ``kg said --about tariffs``, against a bare script with the same graph, and what libraries cost.

All are whole processes, from the start of Python to its end, with discarded output, the first two run
alternately. As on a user's machine, Python finds its modules compiled; these are in a temporary folder.
Networks and pages of the bundled graph mostly import libraries; printed is their CPU time.

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
#: Commands with libraries, and the seconds of CPU time that each may take.
WITH_LIBRARIES = {
    ("network", "congruence"): 0.6,
    ("brief", "-o", "brief.html"): 1.0,
    ("export", "html", "-o", "network.html"): 1.0,
}
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


def cpu_seconds(command: Sequence[str], folder: str, environ: dict[str, str]) -> float:
    """Return the CPU time of one process, in seconds."""
    nowhere = subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=folder, env=environ, stdout=nowhere, stderr=nowhere)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


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
        costs = {
            arguments: [cpu_seconds([str(program), *arguments], folder, environ) for _ in range(6)][1:]
            for arguments in WITH_LIBRARIES
        }
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
    print(f"\n{'CPU time, median of 5 runs':34}{'median':>8}{'target':>9}")
    for arguments, each in costs.items():
        found, target = median(each), WITH_LIBRARIES[arguments]
        met = met and found <= target
        word = "met" if found <= target else "missed"
        print(f"{'kg ' + ' '.join(arguments):34}{found:>6.2f} s{target:>7.1f} s  {word}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
