"""How the rows of a network command are written: a heading, a table that fits, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from kg.cli.output import emit, most_rows, say
from kg.cli.views.columns import named, readable
from kg.cli.views.findings import findings
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
    """Write a frame as the other commands write their rows.

    Args:
        frame: the rows; all its columns go to files and programs.
        heading: what the table shows; not part of CSV, JSON and JSON Lines.
        shown: the columns of a table for people; None for all.
        notes: what has to be said beside it.
        looked_at: how many readings it was made from.
        name: of the answer.
        out: ``format``, ``output``, ``rows``, ``color`` as typed.
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
    """Write findings as rows, ``out`` as for :func:`write_rows`."""
    write_rows(
        found.table,
        found.heading,
        shown=found.shown,
        notes=found.notes,
        looked_at=found.readings,
        **out,
    )
