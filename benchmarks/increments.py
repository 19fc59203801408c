"""Small loads into large stores: the cost must follow the change.

Into a store of the synthetic archive (``archive.py``), whole processes of ``kg load`` add one document after
the other: an article of six statements about the largest actors and issues, a retraction, a broader issue,
and nothing new. After each, ``bare_add.py`` adds the same file to a database of the same triples with bare
pyoxigraph, without derived triples and an index. The result of all of them is compared with a load of
everything from nothing.

    python benchmarks/increments.py                   10,000 and 100,000 statements
    python benchmarks/increments.py --million         also a million; takes half an hour
    python benchmarks/increments.py --store FOLDER    a store made before; it is copied
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import pyoxigraph
from archive import triples
from lines import code, of

from kg.namespaces import DATA, PROV, SKOS, XSD
from kg.store.generations import current
from kg.store.loading import load

SIZES: Final = (10_000, 100_000)
#: CPU seconds of a load of six statements, by the number of statements in the store.
TARGETS: Final = {10_000: 1.0, 100_000: 1.0, 1_000_000: 2.0}
TURNS: Final = 5


class Cost(NamedTuple):
    """CPU and wall-clock seconds of a process."""

    cpu: float
    wall: float


def article(number: int) -> Iterator[str]:
    """An article of six statements, each with a reading, by the largest actors on the largest issues."""
    source, day = f"{DATA}source/new-{number}", date(2025, 3, number % 28 + 1)
    yield from of(source, ("Source",), f"Article {number}", earliest=day, latest=day)
    for n in range(6):
        statement, reading = f"{DATA}statement/new-{number}-{n}", f"{DATA}reading/new-{number}-{n}"
        yield from of(
            statement,
            ("Record", "Statement"),
            speaker=f"{DATA}person/actor-{n}",
            reportedIn=source,
            text=f"Harbour number {number} stays open, said the {n}th speaker.",
        )
        yield from of(
            reading,
            ("Reading",),
            readingOf=statement,
            target=f"{DATA}issue/issue-{n}",
            stance=code("stance", ("support", "oppose")[(number + n) % 2]),
        )


def documents(turn: int) -> dict[str, list[str]]:
    """What is loaded in one turn."""
    narrow, broad = f"{DATA}issue/issue-{turn}", f"{DATA}issue/new-{turn}"
    return {
        "six statements": list(article(turn)),
        "a retraction": [
            f"<{DATA}reading/new-{turn}-0> <{PROV.invalidatedAtTime}> "
            f'"2025-03-30T09:00:00Z"^^<{XSD.dateTime}> .\n'
        ],
        "a broader issue": [
            *of(broad, ("Issue", "Topic"), f"New {turn}"),
            f"<{narrow}> <{SKOS.broader}> <{broad}> .\n",
        ],
        "nothing new": list(article(turn)),
    }


def run(*command: str | Path) -> Cost:
    """Measure a whole process in a folder that is not a workspace."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start)


def measure(store: Path, folder: Path) -> dict[str, tuple[Cost, Cost]]:
    """Load all documents into a store and into a bare copy of its graph; return the medians of the costs."""
    bare = folder / "bare"
    pyoxigraph.Store.read_only(str(current(store).graph)).backup(str(bare))
    adding = Path(__file__).with_name("bare_add.py")
    found: dict[str, list[tuple[Cost, Cost]]] = {}
    for turn in range(TURNS):
        for name, lines in documents(turn).items():
            path = folder / "new.nt"
            path.write_text("".join(lines), encoding="utf-8")
            kg = run(Path(sys.executable).with_name("kg"), "load", store, path)
            found.setdefault(name, []).append((kg, run(sys.executable, adding, bare, path)))
    shutil.rmtree(bare)
    return {name: (_median(pairs, 0), _median(pairs, 1)) for name, pairs in found.items()}


def _median(pairs: list[tuple[Cost, Cost]], place: int) -> Cost:
    return Cost(*(median(pair[place][n] for pair in pairs) for n in range(2)))


def differs(store: Path, folder: Path) -> bool:
    """Return whether a store has other triples than one into which everything was loaded at once."""
    base, whole = folder / "base.nt", folder / "whole"
    if not base.exists():
        return False
    with base.open("a", encoding="utf-8") as file:
        for turn in range(TURNS):
            for lines in documents(turn).values():
                file.writelines(lines)
    load(whole, [base])
    return dumped(store, folder) != dumped(whole, folder)


def dumped(store: Path, folder: Path) -> bytes:
    """Return a hash of the sorted triples of a store."""
    path = folder / "dump.nt"
    graph = pyoxigraph.Store.read_only(str(current(store).graph))
    graph.dump(str(path), format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    found = subprocess.run(
        ["sh", "-c", 'sort "$0" | sha256sum', path],
        env={**os.environ, "LC_ALL": "C"},
        check=True,
        stdout=subprocess.PIPE,
    )
    return found.stdout


def main() -> int:
    """Measure, print, and return 0 if the targets are met, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    sizes = [*options.sizes, *([1_000_000] if options.million else [])]
    print(
        f"Whole processes, median of {TURNS} loads: CPU seconds (wall-clock seconds)."
        " Each is followed by a load with bare pyoxigraph.\n"
    )
    print(f"{'':12}{'':18}{'kg load':>16}{'pyoxigraph':>16}   target")
    missed = []
    for size in sizes if options.store is None else sizes[-1:]:
        with tempfile.TemporaryDirectory() as name:
            folder, store = Path(name), Path(name) / "store"
            if options.store is not None:
                shutil.copytree(options.store, store)
            else:
                with (folder / "base.nt").open("w", encoding="utf-8") as file:
                    file.writelines(triples(size))
                load(store, [folder / "base.nt"])
            for what, (kg, bare) in measure(store, folder).items():
                target = TARGETS.get(size)
                good = target is None or kg.cpu <= target
                if not good:
                    missed.append(f"{what} into {size:,}")
                cells = (f"{cost.cpu:.2f} ({cost.wall:.2f})" for cost in (kg, bare))
                bound = "" if target is None else f"{target:g} s: {'met' if good else 'missed'}"
                print(
                    f"{size:>10,}  {what:18}" + "".join(f"{cell:>16}" for cell in cells) + f"   {bound}",
                    flush=True,
                )
            if differs(store, folder):
                missed.append(f"the result with {size:,} statements equals a load from nothing")
    print("\nTargets: " + ("missed: " + "; ".join(missed) if missed else "met"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
