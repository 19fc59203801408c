"""The table of a network command as text: its heading, the columns that fit, and which are left out."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kg.cli.views.columns import fitting
from kg.cli.views.statements import paint
from kg.cli.views.tables import Page, table
from kg.cli.views.tables import shown as filled
from kg.wording.visible import visible


def findings(heading: str) -> Callable[[Iterable[Mapping[str, Any]], int, bool], Iterator[str]]:
    """A function that lays out rows under this heading, given the width and whether to colour."""

    def text(rows: Iterable[Mapping[str, Any]], width: int, color: bool) -> Iterator[str]:
        for line in textwrap.wrap(visible(heading[:1].upper() + heading[1:]), max(width, 30)):
            yield paint(line, "1", color) + "\n"
        rows = list(rows)
        if not rows:
            return
        there = filled(list(rows[0]), rows)
        columns = fitting(rows, there, width)
        yield "\n"
        yield from table(columns, rows, Page(width, color))
        left_out = [column for column in there if column not in columns]
        if left_out:
            told = f"Not shown, for want of room: {', '.join(left_out)}; -f csv has all."
            yield "\n" + textwrap.fill(told, width) + "\n"

    return text
