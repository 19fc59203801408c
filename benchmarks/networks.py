"""Time networks of many statements, against one SPARQL query that counts the same.

Synthetic statements of ``synthetic.py`` (2,000 actors, 500 issues) in a store in a temporary folder. Each
figure is measured in its own process, from the opening of the store; the imports before it do not count.
Before the measurements, every count of the query (``congruence.rq``) is compared with ours in a small world.
The query first counts each actor's readings and then multiplies, which in Oxigraph is many times as fast as
joining every reading with every other. It is stopped after twenty times our time.

    python benchmarks/networks.py
    python benchmarks/networks.py --quick        without the million
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median

import pyoxigraph
from synthetic import World, triples

from kg.namespaces import BASIS, WSW
from kg.networks.fetch import fetch
from kg.networks.network import Network
from kg.networks.over_time import over_time
from kg.networks.projection import project
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from kg.store import Store
from kg.store.oxigraph import on_disk

RUNS = 3
#: The query is stopped after this multiple of our time.
PATIENCE = 20
SMALL = World(2_000, actors=60, issues=30)
QUERY = Path(__file__).with_name("congruence.rq")
#: Targets: a share of the query's time; seconds and gigabytes for a million; a multiple of one network.
SHARE, SECONDS, GIGABYTES, WINDOWS = 0.25, 60.0, 6.0, 3.0

Found = Mapping[str, float]
#: Figure, target, measurement, and whether the target is met.
Line = tuple[str, str, str, bool]


def made(folder: Path, world: World) -> Path:
    """Create a store of this world in ``folder``."""
    text, store = folder / "graph.nt", folder / f"store-{world.statements}"
    with text.open("w", encoding="utf-8") as file:
        file.writelines(counting(triples(world)))
    engine = pyoxigraph.Store(str(store))
    engine.bulk_load(path=str(text), format=pyoxigraph.RdfFormat.N_TRIPLES)
    engine.optimize()
    text.unlink()
    return store


def counting(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, with the days on which each statement counts, as derived by a load."""
    for line in lines:
        yield line
        statement, earliest, day = line.partition(f"> <{WSW.earliest}> ")
        if earliest:
            yield f"{statement}> <{WSW.countsFrom}> {day}"
            yield f"{statement}> <{WSW.countsUntil}> {day}"
            yield f"{statement}> <{WSW.countsBy}> <{BASIS.stated}> .\n"


def congruence(store: Store) -> Network:
    """Return the network of all actors, with its ties."""
    store.limit = None
    found = project(fetch(store), Settings(kind="congruence"))
    assert isinstance(found, Network)
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of a call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# Functions that run in their own process; each returns numbers by name.


def of_ours(folder: str) -> Found:
    """From the store to the ties: seconds, peak memory, number of ties."""
    start = time.perf_counter()
    with on_disk(Path(folder), folder) as store:
        ties = len(congruence(store).table)
    taken = time.perf_counter() - start
    return {"seconds": taken, "gigabytes": _peak(), "ties": ties}


def of_query(folder: str) -> Found:
    """The same counts as one query: seconds, peak memory, number of pairs."""
    start = time.perf_counter()
    with on_disk(Path(folder), folder) as store:
        pairs = store.tsv(QUERY.read_text(encoding="utf-8"), limit=None).count(b"\n") - 1
    taken = time.perf_counter() - start
    return {"seconds": taken, "gigabytes": _peak(), "ties": pairs}


def of_windows(folder: str) -> Found:
    """A network for each month, and one of the same readings: seconds of both, and number of windows."""
    with on_disk(Path(folder), folder) as store:
        store.limit = None
        readings = fetch(store)
    settings, monthly = Settings(kind="congruence", isolates=True), Windowing(unit="months")
    times: dict[str, list[float]] = {"one": [], "windows": []}
    for _ in range(RUNS):
        times["one"].append(timed(lambda: project(readings, settings)))
        times["windows"].append(timed(lambda: over_time(readings, settings, monthly)))
    number = len(over_time(readings, settings, monthly))
    return {**{name: median(each) for name, each in times.items()}, "number": number}


#: The measurements by name.
MEASURED = {"ours": of_ours, "query": of_query, "windows": of_windows}


def apart(what: str, store: Path, limit: float | None = None) -> Found | None:
    """Run a measurement in its own process; None if it took longer than ``limit`` seconds."""
    command = [sys.executable, __file__, "--measure", what, str(store)]
    try:
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: Found = json.loads(ended.stdout)
    return found


def agreeing(folder: Path) -> int:
    """Return the number of pairs of actors, for all of which query and network have the same count.

    Raises:
        SystemExit: the counts of a pair differ.
    """
    with on_disk(made(folder, SMALL), "small") as store:
        result = store.select(QUERY.read_text(encoding="utf-8"), limit=None)
        asked = {(a.value, b.value): int(n.value) for a, b, n in result.rows if a and b and n}
        edges = congruence(store).edges()
    ours = {
        (min(a, b), max(a, b)): int(weight)
        for a, b, weight in zip(edges["a"], edges["b"], edges["weight"], strict=True)
    }
    if asked != ours:
        raise SystemExit("the query and the network count differently")
    return len(ours)


def ordinary(store: Path, statements: int) -> list[Line]:
    """Return the figures of a world of ordinary size."""
    runs = [found for _ in range(RUNS) if (found := apart("ours", store)) is not None]
    seconds = median(run["seconds"] for run in runs)
    query = apart("query", store, limit=PATIENCE * seconds)
    name = f"{statements:,} statements, congruence of all actors"
    target = f"at most {SHARE} of the query's time"
    if query is None:
        said = f"{seconds:.2f} s; the query was stopped after {PATIENCE} times that: less than {1 / PATIENCE}"
        share = 1 / PATIENCE
    else:
        share = seconds / query["seconds"]
        said = f"{seconds:.2f} s to {query['seconds']:.2f} s: {share:.3f}"
        if query["ties"] != runs[0]["ties"]:
            raise SystemExit("the query and the network have a different number of pairs")
    windows = apart("windows", store) or {}
    times = windows["windows"] / windows["one"]
    return [
        (name, target, said, share <= SHARE),
        (
            f"{statements:,} statements, {windows['number']:.0f} monthly windows",
            f"at most {WINDOWS:g} times one network",
            f"{windows['windows']:.2f} s to {windows['one']:.2f} s: {times:.2f}",
            times <= WINDOWS,
        ),
    ]


def large(store: Path, statements: int) -> list[Line]:
    """Return the figures of a world of a million statements."""
    found = apart("ours", store) or {}
    return [
        (
            f"{statements:,} statements, congruence of all actors",
            f"under {SECONDS:g} s and {GIGABYTES:g} GB",
            f"{found['seconds']:.1f} s, {found['gigabytes']:.2f} GB, {found['ties']:,} ties",
            found["seconds"] < SECONDS and found["gigabytes"] < GIGABYTES,
        )
    ]


def main() -> int:
    """Measure, print a table, and return 0 if every target is met, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="skip the million")
    parser.add_argument(
        "--statements", type=int, default=100_000, help="number of statements in the ordinary world"
    )
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "STORE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        what, store = chosen.measure
        print(json.dumps(MEASURED[what](store)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        pairs = agreeing(Path(folder))
        lines = ordinary(made(Path(folder), World(chosen.statements)), chosen.statements)
        if not chosen.quick:
            lines += large(made(Path(folder), World(1_000_000)), 1_000_000)
    print(f"Query and network agree on all {pairs:,} pairs of a world of {SMALL.statements:,} statements.\n")
    print("| figure | target | measured | |")
    print("|---|---|---|---|")
    for name, target, said, met in lines:
        print(f"| {name} | {target} | {said} | {'met' if met else 'missed'} |")
    return 0 if all(met for *_, met in lines) else 1


def _peak() -> float:
    """Peak memory of this process, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    sys.exit(main())
