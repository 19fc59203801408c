"""The table of a network command for people: its heading, the names of its columns, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.cli.views.tables import Page, table
from kg.cli.views.text import heading as painted
from kg.cli.views.text import wrapped
from kg.questions.answer import Row

#: Columns in an analyst's words where their keys are not.
_NAMES = {
    "a_label": "one",
    "b_label": "other",
    "low": "at least",
    "high": "at most",
    "survived": "survives",
    "strength_low": "at least",
    "strength_high": "at most",
}

_PLACES = 3


class Placed(float):
    """A number that is written with as many decimal places as the others of its column.

    >>> str(Placed(0.5, 3)), str(Placed(-0.0001, 2))
    ('0.500', '0.00')
    """

    __slots__ = ("places",)

    def __new__(cls, value: float, places: int) -> Placed:
        """Round the value."""
        made = super().__new__(cls, round(value, places) + 0.0)
        made.places = places
        return made

    places: int

    def __str__(self) -> str:
        """The number with its decimal places."""
        return f"{float(self):.{self.places}f}"


def named(columns: Iterable[str]) -> dict[str, str]:
    """The name of each column for people, by its key.

    >>> named(["a_label", "rank_best"])
    {'a_label': 'one', 'rank_best': 'rank best'}
    """
    return {column: _NAMES.get(column, column.replace("_", " ")) for column in columns}


def readable(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[Row]:
    """Rows by the names of their columns, with numbers to three decimal places or as few as a column needs.

    >>> [str(row["weight"]) for row in readable([{"weight": 2.0}, {"weight": 1 / 3}], ["weight"])]
    ['2.000', '0.333']
    >>> [str(row["weight"]) for row in readable([{"weight": 2.0}], ["weight"])]
    ['2']
    """
    found: list[Row] = [{} for _ in rows]
    for column, name in named(columns).items():
        values = [row.get(column) for row in rows]
        places = max((_places(value) for value in values if isinstance(value, float)), default=0)
        for row, value in zip(found, values, strict=True):
            row[name] = Placed(value, places) if isinstance(value, float) else value
    return found


def _places(value: float) -> int:
    text = f"{value:.{_PLACES}f}".rstrip("0")
    return len(text) - text.index(".") - 1


def findings(heading: str) -> Callable[[Iterable[Mapping[str, Any]], int, bool], Iterator[str]]:
    """A function that lays out rows under this heading, given the width and whether to colour."""

    def text(rows: Iterable[Mapping[str, Any]], width: int, color: bool) -> Iterator[str]:
        for line in wrapped(heading[:1].upper() + heading[1:], width, indent="", hang=""):
            yield painted(line, color)
        rows = list(rows)
        if rows:
            yield "\n"
            yield from table(list(rows[0]), rows, Page(width, color))

    return text
