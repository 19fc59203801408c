"""Coverage of the 95 % intervals of ``kg network``, in simulated worlds with a known truth.

A world has sources with a few statements each. Eight actors speak on six issues; the quoted actors and issues
differ between sources, and each actor takes a side with a probability of its own. The true value of a number
is its mean over thousands of such worlds of the same size, by formulas that are written again here. Counted
is how often an interval contains it, over all ties (or nodes) with an interval. "below" and "above" say on
which side of the interval the truth was if it was missed.

    python benchmarks/coverage.py
    python benchmarks/coverage.py 400      # worlds a row, instead of 200
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is already a process per core

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from kg.networks.certainty import bootstrap
from kg.networks.certainty.measure_intervals import MEASURES
from kg.networks.reading_table import COLUMNS, Readings, shaped
from kg.networks.settings import Settings

ACTORS, ISSUES, DRAWS, FOR_TRUTH = 8, 6, 300, 3000
CELLS = ACTORS * 2 * ISSUES

World = tuple[np.ndarray, np.ndarray]  # source and cell (actor, side, issue) of each statement


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        what: "ties", or a measure of nodes.
        settings: of the network.
        sources: number of sources in a world.
        quoted: mean number of statements per source.
        uneven: how much sources differ in whom they quote on what; 0 for not at all.
    """

    what: str
    settings: Settings
    sources: int
    quoted: int = 5
    uneven: float = 1.0


AVERAGE = Settings(normalization="average")
ROWS = (
    *(Row("ties", AVERAGE, sources) for sources in (4, 8, 20, 60)),
    Row("ties", AVERAGE, 20, uneven=4.0),
    Row("ties", AVERAGE, 1, quoted=80, uneven=0.0),
    Row("ties", Settings(), 8),
    Row("ties", Settings(), 60),
    *(Row("ties", Settings(normalization=name), 20) for name in ("none", "jaccard", "cosine")),
    Row("ties", Settings(kind="subtract", normalization="average"), 20),
    Row("ties", Settings(normalization="average", duplicates="source"), 20),
    Row("ties", Settings(normalization="average", duplicates="range"), 20),
    Row("degree", Settings(), 20),
    Row("strength", AVERAGE, 20),
)


def world(row: Row, rng: np.random.Generator) -> World:
    """Draw the statements of one world."""
    fixed = np.random.default_rng(5)
    side = fixed.choice([-1, 1], ACTORS)
    divides = fixed.uniform(0.1, 1, ISSUES)
    supports = np.clip(
        0.5 + 0.4 * np.outer(side, divides) + fixed.normal(0, 0.1, (ACTORS, ISSUES)), 0.03, 0.97
    )
    source = np.repeat(np.arange(row.sources), 1 + rng.poisson(row.quoted - 1, row.sources))
    who, what = (_drawn(row, rng, source, number) for number in (ACTORS, ISSUES))
    stance = (rng.random(len(source)) < supports[who, what]).astype(int)
    return source, (who * 2 + stance) * ISSUES + what


def _drawn(row: Row, rng: np.random.Generator, source: np.ndarray, number: int) -> np.ndarray:
    """Draw one of ``number`` for each statement, by Zipf's law, with preferences of each source."""
    usual = 1 / np.arange(1, number + 1)
    usual /= usual.sum()
    leaning = np.tile(usual, (row.sources, 1))
    if row.uneven:
        leaning = rng.dirichlet(4 * number / row.uneven * usual, row.sources)
    chosen = (rng.random((len(source), 1)) > leaning.cumsum(axis=1)[source]).sum(axis=1)
    return np.minimum(chosen, number - 1)


def truth(row: Row) -> np.ndarray:
    """Return the mean over many worlds: a matrix of weights, or one number for each actor."""
    rng = np.random.default_rng(1)
    return np.mean([_formula(row, *world(row, rng)) for _ in range(FOR_TRUTH)], axis=0)


def _formula(row: Row, source: np.ndarray, cell: np.ndarray) -> np.ndarray:
    if row.settings.duplicates == "source":
        cell = np.unique(source * CELLS + cell) % CELLS
    elif row.settings.duplicates == "range":
        cell = np.unique(cell)
    said = np.bincount(cell, minlength=CELLS).reshape(ACTORS, 2, ISSUES).astype(float)
    agree = np.einsum("akj,bkj->ab", said, said)
    weight = agree - np.einsum("akj,blj,kl->ab", said, said, 1 - np.eye(2)) * (
        row.settings.kind == "subtract"
    )
    number, there = said.sum(axis=(1, 2)), (said > 0).astype(float)
    own = np.diagonal(agree)
    alone = number[:, None] - np.einsum("akj,bkj->ab", said, there)
    under = {
        "none": np.ones((ACTORS, ACTORS)),
        "average": np.add.outer(number, number) / 2,
        "jaccard": alone + alone.T + agree,
        "cosine": np.sqrt(np.outer(own, own)),
    }[row.settings.normalization]
    weight = np.divide(weight, under, out=np.zeros_like(weight), where=under > 0)
    np.fill_diagonal(weight, 0)
    return {"ties": weight, "degree": (weight != 0).sum(axis=1), "strength": weight.sum(axis=1)}[row.what]


def readings(source: np.ndarray, cell: np.ndarray) -> Readings:
    """Return the statements of a world as readings."""
    number = [f"{n:05}" for n in range(len(cell))]
    support = cell // ISSUES % 2 == 1
    frame = pd.DataFrame({"reading": number, "statement": number}).reindex(columns=list(COLUMNS))
    return Readings(
        shaped(
            frame.assign(
                source=source.astype(str),
                actor=(cell // (2 * ISSUES)).astype(str),
                target=(cell % ISSUES).astype(str),
                scheme="stance",
                value=np.where(support, "support", "oppose"),
                score=np.where(support, 1.0, -1.0),
                weight=1.0,
            )
        )
    )


def held(row: Row, true: np.ndarray, seed: int) -> tuple[int, int, int, int]:
    """Return for one world: numbers, those with an interval, truths below it, truths above it."""
    said = readings(*world(row, np.random.default_rng((7, seed))))
    measures = {} if row.what == "ties" else {row.what: MEASURES[row.what]}
    found = bootstrap(said, row.settings, draws=DRAWS, seed=seed, measures=measures)
    table = found.ties if row.what == "ties" else found.nodes
    known = table[table["why"] == ""]
    if row.what == "ties":
        wanted = true[known["a"].astype(int), known["b"].astype(int)]
    else:
        wanted = true[known["iri"].astype(int)]
    slack = 1e-9
    low, high = known["low"] - slack, known["high"] + slack
    return len(table), len(known), int((wanted < low).sum()), int((wanted > high).sum())


def lines(worlds: int, spread: Callable[..., Iterator[tuple[int, int, int, int]]]) -> Iterator[str]:
    """Yield the table as Markdown."""
    yield "| of | sources | statements | with an interval | hold the truth | truth below | truth above |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for row in ROWS:
        counted = spread(partial(held, row, truth(row)), range(worlds))
        every, known, below, above = np.sum(list(counted), axis=0)
        what = row.settings.words() if row.what == "ties" else f"{row.what}: {row.settings.words()}"
        what += {0.0: ", one process", 1.0: "", 4.0: ", sources that differ much"}[row.uneven]
        yield (
            f"| {what} | {row.sources} | {row.sources * row.quoted} | {known / every:.0%} | "
            f"**{1 - (below + above) / known:.3f}** | {below / known:.3f} | {above / known:.3f} |"
        )


def main() -> None:
    """Print the table."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    start = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        for line in lines(worlds, partial(pool.map, chunksize=10)):
            print(line, flush=True)
    print(f"\n{worlds} worlds a row, {DRAWS} draws each; {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
