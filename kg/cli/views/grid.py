"""Drawing of a table for a terminal: columns side by side, or each row as a record, one field a line."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.views.cells import cell, title
from kg.cli.views.columns import GAP, Column, Fit, Rank, are_numbers, fit, longest_word, note, rank
from kg.cli.views.text import paint
from kg.wording.visible import visible

#: Indentation of a value below its name, in a record.
_INDENT = 2


def columns_of(
    names: Sequence[str], rows: Sequence[Mapping[str, Any]], *, as_asked: bool = False
) -> list[Column]:
    """The columns of rows, each with its heading, cells and rank.

    Args:
        names: the columns, in order.
        rows: values by column.
        as_asked: whether the user chose the columns, so that all are needed and keep their names.
    """
    columns: list[Column] = []
    for name in names:
        values = [row.get(name) for row in rows]
        is_first = all(column.rank is Rank.ID for column in columns)
        columns.append(
            Column(
                visible(name if as_asked else title(name)),
                [visible(cell(value)) for value in values],
                Rank.KEY if as_asked else rank(name, values, is_first=is_first),
                are_numbers(values),
            )
        )
    return columns


def drawn(columns: Sequence[Column], width: int, color: bool) -> Iterator[str]:
    """The lines of a table of at most ``width`` terminal columns, and a note on the columns that it omits."""
    found = fit(columns, width)
    if found is None:
        yield from _records(columns, width, color)
        return
    yield from _printed(_grid(columns, found), width, color)
    left_out = note(columns, found.omitted)
    if left_out:
        yield "\n"
        yield from (f"{line}\n" for line in _wrapped(left_out, width))


def _grid(columns: Sequence[Column], found: Fit) -> Table:
    grid = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style="bold"
    )
    for at, width in found.widths.items():
        column = columns[at]
        grid.add_column(
            Text(column.heading),
            justify="right" if column.is_number else "left",
            overflow="fold",
            width=width,
        )
    for cells in zip(*(columns[at].cells for at in found.widths), strict=True):
        grid.add_row(*map(Text, cells))
    return grid


def _records(columns: Sequence[Column], width: int, color: bool) -> Iterator[str]:
    """Each row as lines of a name and a value; a value too long for the room beside its name goes below it.

    A field without a value is left out, unless its whole row or column is empty.
    """
    names = max(cell_len(column.heading) for column in columns) + GAP
    for number, cells in enumerate(zip(*(column.cells for column in columns), strict=True)):
        if number:
            yield "\n"
        for column, text in zip(columns, cells, strict=True):
            if text or not any(cells) or not any(column.cells):
                yield from _field(column.heading, text, names, width, color)


def _field(name: str, text: str, names: int, width: int, color: bool) -> Iterator[str]:
    room = width - names
    if room >= max(width // 2, longest_word([text])):
        first, *rest = _wrapped(text, room)
        yield f"{paint(name, color, bold=True)}{' ' * (names - cell_len(name))}{first}".rstrip() + "\n"
    else:
        yield from (paint(line, color, bold=True) + "\n" for line in _wrapped(name, width))
        names, rest = _INDENT, _wrapped(text, max(width - _INDENT, 1))
    yield from (f"{' ' * names}{line}".rstrip() + "\n" for line in rest)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns, wide characters counted as two."""
    console = Console(file=io.StringIO(), width=width)
    return [line.plain.rstrip() for line in Text(text).wrap(console, width, overflow="fold")]


def _printed(grid: Table, width: int, color: bool) -> Iterator[str]:
    paper = io.StringIO()
    Console(
        file=paper,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    ).print(grid)
    for line in paper.getvalue().splitlines():
        yield line.rstrip() + "\n"
