"""Tenures as a table, and :func:`kg.model.tenure.held` for many readings at once.

:mod:`kg.model.tenure` decides which office lasted over which days; a test ensures that both give the same
results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from kg.model.tenure import Known, Record, Tenure
from kg.networks.reading_table import as_days
from kg.questions.offices import record

#: The days of a tenure: :attr:`~kg.model.tenure.Tenure.since`, ... and :attr:`~kg.model.tenure.Tenure.end`.
DAYS = ("since", "until", "first", "last", "end")
#: The columns of a table of tenures.
COLUMNS = ("actor", "body", *DAYS, "sources", "past_sources")


def tabulated(tenures: Iterable[Tenure]) -> pd.DataFrame:
    """Return one row per tenure with the columns :data:`COLUMNS`; sources are sets of IRIs.

    >>> from datetime import date
    >>> tabulated([Tenure("ann", "mayor", "town", since=date(2024, 1, 1))])["since"].astype(str).tolist()
    ['2024-01-01']
    """
    rows = [
        (
            *(one.actor, one.body, one.since, one.until, one.first, one.last, one.end),
            *(one.sources, frozenset(source for source, _ in one.past_sources)),
        )
        for one in tenures
    ]
    return with_days(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def with_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its days as pandas timestamps."""
    days = {name: as_days(table[name]) for name in DAYS}
    return table.assign(**days)


def known(pairs: pd.DataFrame) -> pd.Series:
    """Return how it is known that an office was held at the time of a reading; None if it was not.

    Args:
        pairs: one row per reading and tenure: ``earliest``, ``latest`` and ``source`` of the reading,
            :data:`DAYS` and both sets of sources of the tenure.
    """
    earliest, latest, since, until, first, last, end = (pairs[name] for name in ("earliest", "latest", *DAYS))
    reported, past = (among(pairs["source"], pairs[name]) for name in ("sources", "past_sources"))
    dated = earliest.notna() & latest.notna()
    # A comparison with a missing day is false.
    there = dated & ~((latest < since) | (earliest > end))
    until_then = since.isna() & until.notna() & first.notna() & (latest <= until)
    ways = (
        (~dated & reported, Known.REPORTED),
        (there & (first <= earliest) & (latest <= last), Known.DATED),
        (there & reported, Known.REPORTED),
        (there & past & until.isna(), ""),
        (there & (first <= earliest) & (end.isna() | (latest <= end)), Known.OPEN),
        (there & ((first <= latest) | until_then), Known.POSSIBLE),
    )
    found = np.select([way for way, _ in ways], [str(how) for _, how in ways], default="")
    return pd.Series(found, index=pairs.index, dtype=object).replace("", None)


def among(column: pd.Series, sets: pd.Series) -> pd.Series:
    """Return whether each value is in the set of its row."""
    found = [value in its for value, its in zip(column, sets, strict=True)]
    return pd.Series(found, index=column.index, dtype=bool)


def records(holding: pd.DataFrame) -> Iterator[Record]:
    """Yield the records of offices in the rows of ``parts/holding.rq``."""
    names = {"begin": "since", "end": "until", "attested": "attested_on"}
    rows = holding.rename(columns=names).astype(object).where(holding.notna().to_numpy(), None)
    for row in rows.to_dict("records"):
        row["former"] = str(row["former"]).lower() in ("true", "1")
        yield record({str(key): value for key, value in row.items()})
