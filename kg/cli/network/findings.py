"""The findings of a network command as rows: a heading, a table or another format, and the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from kg.cli.output import emit, most_rows, say
from kg.cli.views.findings import findings, named, readable
from kg.networks.analyses.findings import Findings, FrameRows
from kg.questions.answer import Row
from kg.store.base import Store


def show_findings(
    found: Findings, conditions: Mapping[str, str], store: Store, *, evidence: bool = False, **out: Any
) -> None:
    """Write findings as rows, in the way of the other commands.

    Files and programs get all columns of the table, people those to be shown under a heading.

    Args:
        found: the findings.
        conditions: see :func:`kg.networks.analyses.findings.conditions_of`.
        store: the graph.
        evidence: whether rows of a network list the readings behind each tie, in another column.
        out: ``format``, ``output``, ``rows`` and ``color`` as given.
    """
    frame = found.table
    form = out.get("format") or "text"
    limit = most_rows(form, out.get("output"), out.pop("rows", None))
    first = frame.head(limit) if limit else frame  # a million ties as mappings would take minutes
    find = found.network.every_evidence() if evidence and found.network is not None else None
    rows: Sequence[Row] = FrameRows(first, find)
    columns = [str(name) for name in frame.columns] + ["evidence"] * (find is not None)
    if form in ("text", "table", "md"):
        columns = list(found.shown)
        rows, columns = readable(list(rows), columns), list(named(columns).values())
    name = click.get_current_context().command_path.removeprefix("kg ")
    answer = found.answer(name, conditions, store, columns=columns, rows=rows)
    more = [f"{len(frame) - len(first):,} more; -n 0 shows all."] * (len(first) < len(frame))
    if form == "xlsx":
        answer = replace(answer, notes=(*answer.notes, *more))
    emit(answer, **out, rows=0, text=findings(found.heading))
    if form != "xlsx":
        for line in more:
            say(line)
