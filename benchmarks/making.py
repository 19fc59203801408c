"""Time the creation of our page from a debate in an N-Triples file: each step, and the whole process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
from debate import Debate, triples

from kg.export.page.render import render_page, write_page
from kg.networks.statement_network import two_mode
from kg.questions.context import Known, known
from kg.questions.said import said
from kg.store import open_store

#: Seconds spent on one size after which its steps are not repeated.
BUDGET = 120.0
FROM_ROWS = "page from rows"


@dataclass(frozen=True, slots=True)
class Made:
    """Our page for one size.

    Attributes:
        file: the page.
        network: the network in its picture.
        seconds: the median of each step, by name.
        runs: number of runs of each step.
    """

    file: Path
    network: nx.MultiGraph
    seconds: dict[str, float]
    runs: int


def rendered(rows: Sequence[Mapping[str, Any]], around: Known) -> str:
    """Render the page from fetched rows: the network, its layout, the text of the file."""
    network = two_mode(rows, issue_kinds=around.kinds)
    return render_page(network, statements=rows, title="A made-up debate", around=around)


def made(folder: Path, nodes: int, runs: int) -> Made:
    """Write the page of a debate of this size, and time the steps.

    Raises:
        SystemExit: its network has a different number of nodes.
    """
    graph, file = folder / f"{nodes}.nt", folder / f"page-{nodes}.html"
    with graph.open("w", encoding="utf-8") as lines:
        lines.writelines(triples(Debate(nodes)))
    program = [sys.executable, "-m", "kg", "export", "html", "--store", str(graph), "-o", str(file)]
    times: dict[str, list[float]] = {}

    def timed(step: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        times.setdefault(step, []).append(time.perf_counter() - start)
        return found

    start, done = time.perf_counter(), 0
    while done < runs and (not done or time.perf_counter() - start < BUDGET):
        with timed("store opened", lambda: open_store(graph)) as store:
            rows = timed("rows fetched", lambda: said(store).rows)
            around = timed("names and offices", lambda s=store, r=rows: known(s, r))
            timed(FROM_ROWS, lambda r=rows, a=around: rendered(r, a))
            timed("write_page", lambda s=store: write_page(s, file))
        timed("kg export html", lambda: subprocess.run(program, check=True, capture_output=True))
        done += 1
    network = two_mode(rows, issue_kinds=around.kinds)
    if len(network) != nodes:
        raise SystemExit(f"the network of the debate has {len(network)} nodes, not {nodes}")
    return Made(file, network, {step: median(each) for step, each in times.items()}, done)
