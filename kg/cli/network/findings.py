"""The findings of a network command as rows: a heading, a table or another format, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from kg.cli.output import emit, most_rows, say
from kg.cli.views.findings import findings, named, readable
from kg.networks.analyses.findings import Findings, rows_of
from kg.questions.answer import Answer


def write_rows(
    frame: pd.DataFrame,
    heading: str,
    *,
    shown: Sequence[str] | None = None,
    notes: Iterable[str] = (),
    looked_at: int = 0,
    name: str = "network",
    **out: Any,
) -> None:
    """Write a frame in the way of the other commands.

    Args:
        frame: the rows; files and programs get all its columns.
        heading: of the table for people; not written to CSV, JSON and JSON Lines.
        shown: the columns of the table for people; None for all.
        notes: sentences for standard error.
        looked_at: number of readings that it was computed from.
        name: of the answer.
        out: ``format``, ``output``, ``rows`` and ``color`` as given.
    """
    form = out.get("format") or "text"
    limit = most_rows(form, out.get("output"), out.pop("rows", None))
    first = frame.head(limit) if limit else frame  # a million ties as mappings would take minutes
    rows, columns = rows_of(first), [str(name) for name in frame.columns]
    if form in ("text", "table", "md"):
        columns = list(shown) if shown is not None else columns
        rows, columns = readable(rows, columns), list(named(columns).values())
    answer = Answer(name, tuple(columns), rows, looked_at, "readings", tuple(notes), ())
    emit(answer, **out, rows=0, text=findings(heading))
    if len(first) < len(frame):
        say(f"{len(frame) - len(first):,} more; -n 0 shows all.")


def show_findings(found: Findings, **out: Any) -> None:
    """Write findings as rows; ``out`` as for :func:`write_rows`."""
    write_rows(
        found.table,
        found.heading,
        shown=found.shown,
        notes=found.notes,
        looked_at=found.readings,
        **out,
    )
