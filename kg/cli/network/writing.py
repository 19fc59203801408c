"""How the rows of a network command are written: a heading, a table that fits, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kg.cli.cards import paint
from kg.cli.output import Text, emit, most_rows, say
from kg.cli.tables import Page, table
from kg.cli.visible import visible
from kg.networks.analyses.findings import Findings
from kg.questions.answer import Answer, Row


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as plain values: numbers of Python's, days as texts, what is missing as None.

    >>> rows_of(pd.DataFrame({"n": [1, 2], "low": [0.25, None]}))
    [{'n': 1, 'low': 0.25}, {'n': 2, 'low': None}]
    """
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(each) for each in (value if isinstance(value, tuple | list) else sorted(value))]
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


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
    limit = most_rows(out.get("format") or "text", out.get("output"), out.pop("rows", None))
    first = frame.head(limit) if limit else frame  # a million ties as mappings would take minutes
    answer = Answer(
        name, tuple(str(c) for c in frame.columns), rows_of(first), looked_at, "readings", tuple(notes), ()
    )
    columns = list(shown) if shown is not None else list(answer.columns)
    emit(answer, **out, rows=0, text=_text(heading, columns), table_columns=columns)
    if len(first) < len(frame):
        say(f"{len(frame) - len(first):,} more; -n 0 shows all.")


def _text(heading: str, columns: list[str]) -> Text:
    def text(rows: Iterable[Mapping[str, Any]], width: int, color: bool) -> Iterator[str]:
        yield paint(visible(heading), "1", color) + "\n"
        rows = [_rounded(row) for row in rows]
        if rows:
            yield "\n"
        named = {column: _NAMES.get(column, column.replace("_", " ")) for column in columns}
        yield from table(
            list(named.values()),
            [{named[column]: row.get(column) for column in columns} for row in rows],
            Page(width, color),
        )

    return text


#: Columns in an analyst's words where their keys are not.
_NAMES = {
    "a_label": "one",
    "b_label": "other",
    "low": "at least",
    "high": "at most",
    "survived": "survives",
    "outranks": "outranks",
}


def _rounded(row: Mapping[str, Any]) -> Row:
    """Numbers to three places, for people."""
    return {
        key: float(f"{value:.3f}") + 0.0 if isinstance(value, float) else value for key, value in row.items()
    }


def show_findings(found: Findings, **out: Any) -> None:
    """Write findings as rows, ``out`` as for :func:`write_rows`."""
    made = len(found.network.readings) if found.network is not None else 0
    write_rows(found.table, found.heading, shown=found.shown, notes=found.notes, looked_at=made, **out)
