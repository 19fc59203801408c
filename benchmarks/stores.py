"""Stores of any size: load, memory, disk, cold start and every named question, against the bare engine.

The synthetic archive (``archive.py``) of 10,000, 100,000 and 1,000,000 statements is loaded by kg, which
checks it, derives positions and indexes words and names. The content of the store is then exported and loaded
by pyoxigraph's bulk load and by Oxigraph's own program, so that all three hold the same triples.

    python benchmarks/stores.py                       10,000 and 100,000 statements
    python benchmarks/stores.py --million             a million as well; takes most of an hour
    python benchmarks/stores.py --plot FILE.svg       and draws what it costs (needs matplotlib)
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pyoxigraph
from archive import triples
from asking import Asked, bare_rows, by_turns, every
from loads import WAYS, Load, measured

from kg.questions.said import said
from kg.store import open_store
from kg.store.generations import current

SIZES = (10_000, 100_000)
#: Targets: multiples of bulk_load in time and memory, of bare SPARQL, of a bare process; a speed-up.
LOAD, MEMORY, QUESTIONS, PROCESS, GREP = 2.0, 1.5, 1.25, 1.5, 100.0
ACTOR, ISSUE = "person/actor-3", "issue/issue-3"
#: Search phrases: two words next to each other.
PHRASES = ("kein fein", "luram bon", "gan po")
_SCAN = """PREFIX wsw: <https://w3id.org/wsw/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?id WHERE {{
  {{ ?id wsw:text ?words }} UNION {{ ?id wsw:quotation ?quotation . ?quotation oa:exact ?words }}
  FILTER(CONTAINS(LCASE(STR(?words)), "{}"))
}}"""


@dataclass
class Measured:
    """All measurements of one size."""

    statements: int
    triples: int = 0
    loads: dict[str, Load] = field(default_factory=dict)
    start: tuple[float, float] = (0.0, 0.0)
    process: tuple[float, float] = (0.0, 0.0)
    grep: tuple[float, float] = (0.0, 0.0)
    questions: list[Asked] = field(default_factory=list)


def measure(statements: int, folder: Path) -> Measured:
    """Measure everything for one size."""
    found = Measured(statements)
    base, whole, store = folder / "base.nt", folder / "whole.nt", folder / "kg"
    with base.open("w", encoding="utf-8") as file:
        file.writelines(triples(statements))
    say(f"{statements:,} statements: made, {base.stat().st_size / 1e6:,.0f} MB")
    found.loads["kg"] = measured("kg", base, store)
    engine = pyoxigraph.Store.read_only(str(current(store).graph))
    engine.dump(str(whole), format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    del engine
    for way in WAYS.keys() - {"kg"}:
        found.loads[way] = measured(way, whole, folder / way)
    if statements <= 100_000:  # alternating: the medians of three
        times: dict[str, list[Load]] = {way: [load] for way, load in found.loads.items()}
        for turn in range(2):
            for way in WAYS:
                times[way].append(measured(way, base if way == "kg" else whole, folder / f"{way}{turn}"))
        found.loads = {
            way: Load(*(median(each) for each in zip(*all_of_it, strict=True)))
            for way, all_of_it in times.items()
        }
    say("loaded")
    found.triples = current(store).triples
    found.start, found.process = processes(store, folder)
    found.grep = grep(store)
    say("processes and searches measured")
    for one in every(store):
        found.questions.append(one)
        say(f"  {one.question}: {one.rows} rows, {one.kg} s, bare {one.bare} s")
    return found


def processes(store: Path, folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Measure processes of kg and bare: an almost empty query, and ``kg said --by A --about B``."""
    nothing, asked = folder / "nothing.rq", folder / "said.rq"
    nothing.write_text("SELECT * { ?s ?p ?o } LIMIT 1", encoding="utf-8")
    with open_store(store) as graph:
        texts = said(graph, by=ACTOR, about=ISSUE).sparql
    asked.write_text(next(t for t in texts if t.startswith("# Statements, one row each")), encoding="utf-8")
    program = str(Path(sys.executable).with_name("kg"))
    bare = [sys.executable, str(Path(__file__).with_name("bare_disk.py")), str(current(store).graph)]
    pairs = (
        ([program, "query", "--store", str(store), "--file", str(nothing)], [*bare, str(nothing)]),
        ([program, "said", "--store", str(store), "--by", ACTOR, "--about", ISSUE], [*bare, str(asked)]),
    )
    first, second = (
        by_turns([lambda c=command: run(c, folder) for command in pair], 9)  # type: ignore[misc]
        for pair in pairs
    )
    return (first[0], first[1]), (second[0], second[1])


def grep(store: Path) -> tuple[float, float]:
    """Time a search by the index, and a scan of all texts with CONTAINS by the bare engine."""
    engine = pyoxigraph.Store.read_only(str(current(store).graph))
    with open_store(store) as graph:
        index = graph.index
        assert index is not None
        found = by_turns([lambda: [index.saying(text) for text in PHRASES]], 5)[0]
    scanned = by_turns([lambda: [bare_rows(engine, _SCAN.format(text)) for text in PHRASES]], 1)[0]
    return found / len(PHRASES), scanned / len(PHRASES)


def run(command: list[str], folder: Path) -> None:
    """Run one process in a folder that is not a workspace, with discarded output."""
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)


def say(message: str) -> None:
    """Report the progress."""
    print(message, file=sys.stderr, flush=True)


def table(all_sizes: list[Measured]) -> Iterator[str]:
    """Yield the table of all figures."""
    yield (
        "| | "
        + " | ".join(f"{one.statements:,} statements, {one.triples:,} triples" for one in all_sizes)
        + " |\n"
    )
    yield "|---|" + "---:|" * len(all_sizes) + "\n"
    for way in WAYS:
        yield line(f"load, {way}: seconds", [f"{one.loads[way].seconds:.1f}" for one in all_sizes])
    for way in WAYS:
        yield line(f"peak memory, {way}: MB", [f"{one.loads[way].peak_mb:,.0f}" for one in all_sizes])
    for way in WAYS:
        yield line(f"on disk, {way}: MB", [f"{one.loads[way].disk_mb:,.0f}" for one in all_sizes])
    yield line(
        "a new process that asks next to nothing, kg / bare: ms", [both(one.start, 1000) for one in all_sizes]
    )
    yield line("`kg said --by A --about B`, kg / bare: ms", [both(one.process, 1000) for one in all_sizes])
    yield line("a phrase, by the index / by CONTAINS: ms", [both(one.grep, 1000, 1) for one in all_sizes])
    for number, asked in enumerate(all_sizes[0].questions):
        cells = []
        for one in all_sizes:
            here = one.questions[number]
            cells.append(
                "given up"
                if here.kg is None or here.bare is None
                else f"{both((here.kg, here.bare), 1000)} ({here.rows:,})"
            )
        yield line(f"`{asked.question}`, kg / bare: ms (rows)", cells)


def both(pair: tuple[float, float], factor: float, digits: int = 0) -> str:
    """Format two figures side by side."""
    return " / ".join(f"{each * factor:,.{digits}f}" for each in pair)


def line(name: str, cells: list[str]) -> str:
    """Format a row of the table."""
    return f"| {name} | {' | '.join(cells)} |\n"


def ratios(one: Measured) -> dict[str, tuple[float, float]]:
    """Return the promised figures, each with measurement and target."""
    bulk = one.loads["pyoxigraph"]
    asked = [each.kg / each.bare for each in one.questions if each.kg is not None and each.bare]
    return {
        "load, times bulk_load": (one.loads["kg"].seconds / bulk.seconds, LOAD),
        "peak memory, times bulk_load": (one.loads["kg"].peak_mb / bulk.peak_mb, MEMORY),
        "questions, median of kg / bare": (median(asked), QUESTIONS),
        "kg said --by A --about B, times a bare process": (one.process[0] / one.process[1], PROCESS),
        "--grep, times as quick as CONTAINS": (one.grep[1] / one.grep[0], GREP),
    }


def main() -> int:
    """Measure, print, and return 0 if the targets are met at the largest size, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    sizes = [*options.sizes, *([1_000_000] if options.million else [])]
    found = []
    for statements in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(statements, Path(folder)))
    print("".join(table(found)))
    print("| figure | " + " | ".join(f"{one.statements:,}" for one in found) + " | target |")
    print("|---|" + "---:|" * len(found) + "---|")
    met = True
    for name, (_, target) in ratios(found[-1]).items():
        values = [ratios(one)[name][0] for one in found]
        at_least = target == GREP
        good = values[-1] >= target if at_least else values[-1] <= target
        met = met and good
        cells = " | ".join(f"{value:,.2f}" for value in values)
        bound = f"at {'least' if at_least else 'most'} {target:g}"
        print(f"| {name} | {cells} | {bound}: {'met' if good else 'missed'} |")
    if options.plot is not None:
        from curve import draw

        draw(options.plot, found)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
