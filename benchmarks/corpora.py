"""Congruence counted from Parquet tables by DuckDB and by Spark, compared tie by tie with ``kg network``.

``kg export parquet`` writes the tables of a store; each engine counts ``congruence.sql`` from them, in a
process of its own, and writes its ties. The ties of all must be the same. Spark is run in local mode, if
pyspark and Java are installed; otherwise it is left out with a message. Seconds are of the clock, so run it
on a quiet machine; memory is the greatest resident size of Python, without Spark's Java.

    python benchmarks/corpora.py                          makes an archive of 100,000 statements first
    python benchmarks/corpora.py --statements 1000000     of another size
    python benchmarks/corpora.py --store FOLDER           of a store that is there

It ends with 1 if the ties differ.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import exports

SQL = Path(__file__).with_name("congruence.sql")


def kg(source: Path, ties: Path) -> None:
    """Count as ``kg network congruence`` does."""
    import numpy as np

    from kg.networks.fetch import fetch
    from kg.networks.projection import project
    from kg.networks.settings import Settings
    from kg.store import open_store

    with open_store(source) as store:
        store.limit = None
        edges = project(fetch(store), Settings(kind="congruence")).edges()[["a", "b", "weight"]]
    first, second = edges["a"].to_numpy(str), edges["b"].to_numpy(str)
    edges["a"], edges["b"] = np.where(first < second, first, second), np.where(first < second, second, first)
    edges[edges["weight"] > 0].to_parquet(ties / "ties.parquet")


def duckdb(source: Path, ties: Path) -> None:
    """Count with DuckDB."""
    import duckdb as engine

    connection = engine.connect()
    connection.execute(f"CREATE VIEW readings AS FROM '{source / 'readings.parquet'}'")
    connection.execute(f"COPY ({SQL.read_text()}) TO '{ties / 'ties.parquet'}'")


def spark(source: Path, ties: Path) -> None:
    """Count with Spark, in local mode."""
    from pyspark.sql import SparkSession

    local = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    session = local.config("spark.driver.memory", "4g").config("spark.log.level", "ERROR").getOrCreate()
    session.read.parquet(str(source / "readings.parquet")).createOrReplaceTempView("readings")
    session.sql(SQL.read_text()).write.mode("overwrite").parquet(str(ties))
    session.stop()


ENGINES = {"kg": kg, "duckdb": duckdb, "spark": spark}


def missing(engine: str) -> str | None:
    """Why an engine cannot run; None if it can."""
    if engine == "spark":
        if find_spec("pyspark") is None:
            return "pyspark is not installed (pip install pyspark)"
        return None if shutil.which("java") else "Java is not installed"
    if engine == "duckdb" and find_spec("duckdb") is None:
        return "duckdb is not installed (pip install duckdb)"
    return None


def difference(one: Path, other: Path) -> int:
    """Return the number of ties that only one of two has, or that differ in weight."""
    import duckdb as engine

    first, second = (f"SELECT a, b, weight::DOUBLE FROM '{folder}/*.parquet'" for folder in (one, other))  # noqa: S608
    both = f"(({first}) EXCEPT ALL ({second})) UNION ALL (({second}) EXCEPT ALL ({first}))"
    return int(engine.sql(f"SELECT COUNT(*) FROM ({both})").fetchall()[0][0])  # noqa: S608


def size(ties: Path) -> tuple[int, float]:
    """Return the number of ties and the sum of their weights."""
    import duckdb as engine

    (found,) = engine.sql(f"SELECT COUNT(*), SUM(weight)::DOUBLE FROM '{ties}/*.parquet'").fetchall()  # noqa: S608
    return int(found[0]), float(found[1])


def compare(store: Path, folder: Path) -> bool:
    """Print what each engine takes and counts; return whether all count the same."""
    tables = folder / "tables"
    cost = exports.run(["-m", "kg", "export", "parquet", "--store", store, "-o", tables])
    megabytes = sum(path.stat().st_size for path in tables.iterdir()) / 1e6
    print(f"export: {cost.clock:.1f} s, {cost.memory:.0f} MB of memory, {megabytes:.0f} MB of files\n")
    print("| engine | s | CPU s | MB | ties | sum of weights | other ties than kg |")
    print("|---|---|---|---|---|---|---|")
    same = True
    for engine in ENGINES:
        if (why := missing(engine)) is not None:
            print(f"| {engine} | left out: {why} | | | | | |")
            continue
        ties = folder / engine
        ties.mkdir()
        source = store if engine == "kg" else tables
        cost = exports.run([__file__, "--engine", engine, source, ties])
        other = difference(folder / "kg", ties)
        number, total = size(ties)
        same = same and not other
        cpu, memory = ("", "") if engine == "spark" else (f"{cost.cpu:.1f}", f"{cost.memory:.0f}")
        row = (engine, f"{cost.clock:.1f}", cpu, memory, f"{number:,}", f"{total:,.1f}", str(other))
        print(f"| {' | '.join(row)} |", flush=True)
    return same


def main() -> None:
    """Measure and print; exit with 1 if the ties differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--store", type=Path, help="a store on disk; it is only read")
    parser.add_argument("--engine", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        name, source, ties = given.engine
        ENGINES[name](Path(source), Path(ties))
        return
    if (why := missing("duckdb")) is not None:
        sys.exit(f"the ties are compared with DuckDB: {why}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = given.store or exports.make(given.statements, folder)
        sys.exit(0 if compare(store.resolve(), folder) else 1)


if __name__ == "__main__":
    main()
