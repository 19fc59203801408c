"""How long networks of many statements take, against one SPARQL query that counts the same.

Synthetic statements of ``synthetic.py`` (2,000 actors, 500 issues) in a store in a temporary folder. Each
figure is taken in a process of its own, from the opening of the store; the imports before it are not
counted. Before anything is measured, every count of the query (``congruence.rq``) is compared with ours in
a small world. The query counts each actor's readings first and multiplies then, which in Oxigraph is many
times as quick as joining every reading with every other. It is stopped after twenty times our time.

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
#: The query may take as many times our time before it is stopped.
PATIENCE = 20
SMALL = World(2_000, actors=60, issues=30)
QUERY = Path(__file__).with_name("congruence.rq")
#: Targets: a share of the query's time; seconds and gigabytes for a million; a multiple of one network.
SHARE, SECONDS, GIGABYTES, WINDOWS = 0.25, 60.0, 6.0, 3.0

Found = Mapping[str, float]
#: Figure, target, what was measured, and whether the target is met.
Line = tuple[str, str, str, bool]


def made(folder: Path, world: World) -> Path:
    """A store of that world inside ``folder``."""
    text, store = folder / "graph.nt", folder / f"store-{world.statements}"
    with text.open("w", encoding="utf-8") as file:
        file.writelines(counting(triples(world)))
    engine = pyoxigraph.Store(str(store))
    engine.bulk_load(path=str(text), format=pyoxigraph.RdfFormat.N_TRIPLES)
    engine.optimize()
    text.unlink()
    return store


def counting(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with the days on which each statement counts, as a load would derive them."""
    for line in lines:
        yield line
        statement, earliest, day = line.partition(f"> <{WSW.earliest}> ")
        if earliest:
            yield f"{statement}> <{WSW.countsFrom}> {day}"
            yield f"{statement}> <{WSW.countsUntil}> {day}"
            yield f"{statement}> <{WSW.countsBy}> <{BASIS.stated}> .\n"


def congruence(store: Store) -> Network:
    """The network of all actors, its ties made."""
    store.limit = None
    found = project(fetch(store), Settings(kind="congruence"))
    assert isinstance(found, Network)
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# What is done in a process of its own; each gives numbers by name.


def of_ours(folder: str) -> Found:
    """The whole way from the store to the ties: seconds, peak memory, how many ties."""
    start = time.perf_counter()
    with on_disk(Path(folder), folder) as store:
        ties = len(congruence(store).table)
    taken = time.perf_counter() - start
    return {"seconds": taken, "gigabytes": _peak(), "ties": ties}


def of_query(folder: str) -> Found:
    """The same counts as one query: seconds, peak memory, how many pairs."""
    start = time.perf_counter()
    with on_disk(Path(folder), folder) as store:
        pairs = store.tsv(QUERY.read_text(encoding="utf-8"), limit=None).count(b"\n") - 1
    taken = time.perf_counter() - start
    return {"seconds": taken, "gigabytes": _peak(), "ties": pairs}


def of_windows(folder: str) -> Found:
    """A network for each month, and one of the same readings: seconds of both, and how many windows."""
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


#: What a process of its own can be asked for.
MEASURED = {"ours": of_ours, "query": of_query, "windows": of_windows}


def apart(what: str, store: Path, limit: float | None = None) -> Found | None:
    """A measurement in a process of its own; None where it took longer than ``limit`` seconds."""
    command = [sys.executable, __file__, "--measure", what, str(store)]
    try:
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: Found = json.loads(ended.stdout)
    return found


def agreeing(folder: Path) -> int:
    """How many pairs of actors have the same count from the query and from the network: all.

    Raises:
        SystemExit: a pair has not.
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
    """The figures of a world of usual size."""
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
    """The figures of a world of a million."""
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
    """Measure, print a table, and say by the exit code whether every target is met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="without the million")
    parser.add_argument("--statements", type=int, default=100_000, help="how many are usual")
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
    """The most memory that this process has had, in gigabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    sys.exit(main())
