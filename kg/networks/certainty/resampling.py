"""Draws of sources and of their statements: what if other sources had been read?

Sources are drawn with replacement, as many as there are (cluster bootstrap; Davison & Hinkley 1997, Bootstrap
Methods and their Application, section 3.8). A source includes all of its statements, and a statement all of
its readings. Drawing the statements again within *every* drawn source would count the variation among
statements twice, since it is already part of the variation among sources: in simulations the draws then
spread a third too far. Drawing none leaves the spread too narrow by one part in S for S sources. Hence each
drawn source draws its statements again with probability 1/S and otherwise keeps them. This gives the right
spread if sources differ by chance alone, and is a plain bootstrap of the statements if there is a single
source.

With fewer than :data:`FEW_SOURCES` sources, the variation among sources cannot be estimated: sources are
fixed, and the statements are drawn again within each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kg.networks.score_counts import Matrix, Numbers

#: Maximum number of cells (draws x statements) of one chunk: 32 MB.
CHUNK = 4_000_000

#: Minimum number of sources to estimate how sources differ.
FEW_SOURCES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The statements and sources to draw from.

    Attributes:
        statements: IRIs, sorted by source, then by IRI.
        source: index of the source of each; all statements without a known source share one.
        sources: number of sources.
    """

    statements: tuple[str, ...]
    source: Numbers
    sources: int

    @property
    def given(self) -> bool:
        """Whether the sources are fixed because there are too few to draw from."""
        return self.sources < FEW_SOURCES


def design(frame: pd.DataFrame) -> Design:
    """Return the statements and sources of a frame of readings; the order of the frame does not matter.

    A statement reported by several sources belongs to the first of them in order of IRI.

    >>> from kg.networks.reading_table import table
    >>> found = design(table([{"source": f"urn:s{2 - n}", "statement": f"urn:{n}"} for n in range(2)]))
    >>> found.statements, found.source.tolist(), found.sources
    (('urn:1', 'urn:0'), [0, 1], 2)
    """
    pairs = pd.DataFrame(
        {
            "statement": frame["statement"].astype(str).to_numpy(object),
            "source": frame["source"].astype(object).fillna("").astype(str).to_numpy(object),
        }
    )
    pairs = pairs.sort_values(["source", "statement"]).drop_duplicates("statement")
    names, source = np.unique(pairs["source"].to_numpy(str), return_inverse=True)
    return Design(tuple(pairs["statement"]), source.astype(np.int64), len(names))


def multiplicities(plan: Design, draws: int, seed: int, chunk: int = CHUNK) -> Iterator[Matrix]:
    """Yield how often each statement occurs in each draw: chunks of draws x statements, 1 on average.

    Every draw has its own random numbers, so that the size of a chunk does not matter.

    >>> from kg.networks.reading_table import table
    >>> plan = design(table([{"statement": f"urn:{n}"} for n in range(5)]))
    >>> np.vstack(list(multiplicities(plan, 3, seed=1))).sum(axis=1).tolist()
    [5.0, 5.0, 5.0]
    """
    wide = len(plan.statements)
    size = np.bincount(plan.source, minlength=plan.sources)
    start = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64)
    step = max(1, chunk // max(wide, 1))
    for at in range(0, draws, step):
        rows = np.zeros((min(step, draws - at), wide))
        for row in range(len(rows) if wide else 0):
            rows[row] = _draw(plan, size, start, np.random.default_rng((seed, at + row)))
        yield rows


def _draw(plan: Design, size: Numbers, start: Numbers, rng: np.random.Generator) -> Matrix:
    if plan.given:
        again, kept = np.arange(plan.sources), np.zeros(0, np.int64)
    else:
        drawn = rng.integers(0, plan.sources, plan.sources)
        redraws = rng.random(plan.sources) < 1 / plan.sources
        again, kept = drawn[redraws], drawn[~redraws]
    found = np.bincount(kept, minlength=plan.sources)[plan.source].astype(float)
    many = size[again]
    places = np.repeat(start[again], many) + rng.integers(0, np.repeat(many, many))
    return found + np.bincount(places, minlength=len(found))
