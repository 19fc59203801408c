"""The rows of a network command as a person reads them: their names, their numbers, and what fits a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.cli.views.tables import cell
from kg.questions.answer import Row

#: Columns in an analyst's words where their keys are not.
NAMES = {
    "a_label": "one",
    "b_label": "other",
    "low": "at least",
    "high": "at most",
    "survived": "survives",
    "strength_low": "at least",
    "strength_high": "at most",
}

_PLACES = 3
_GAP = 3
#: A column of words is not made narrower than this by a column of numbers.
_WORDS = 10


class Placed(float):
    """A number that is written with as many places as the others of its column.

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
        """The number with its places."""
        return f"{float(self):.{self.places}f}"


def named(columns: Iterable[str]) -> dict[str, str]:
    """What each column is called for people.

    >>> named(["a_label", "rank_best"])
    {'a_label': 'one', 'rank_best': 'rank best'}
    """
    return {column: NAMES.get(column, column.replace("_", " ")) for column in columns}


def readable(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[Row]:
    """These columns by their names for people, numbers to three places and no more than a column needs.

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


def fitting(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], width: int) -> list[str]:
    """The columns that fit a line; of those that are too many, numbers are left out from the right.

    >>> row = {"label": "Mark Carney", "degree": 1, "strength": 2}
    >>> fitting([row], ["label", "degree", "strength"], 24)
    ['label', 'degree']
    """
    kept, natural = list(columns), {column: _natural(rows, column) for column in columns}
    numbers = [column for column in columns[1:] if _is_number(rows, column)]
    while numbers:
        # A table that is too wide is made narrower at its widest columns, down to one level.
        level = max(_needs(rows, column) for column in kept)
        if sum(min(natural[column], level) for column in kept) + _GAP * (len(kept) - 1) <= width:
            break
        kept.remove(numbers.pop())
    return kept


def _places(value: float) -> int:
    text = f"{value:.{_PLACES}f}".rstrip("0")
    return len(text) - text.index(".") - 1


def _needs(rows: Sequence[Mapping[str, Any]], column: str) -> int:
    """How narrow a column can be without breaking numbers, days, or words of its heading."""
    longest = max((len(cell(row.get(column))) for row in rows), default=0)
    whole = _is_number(rows, column) or longest <= _WORDS
    return max(longest if whole else _WORDS, *map(len, column.split()))


def _natural(rows: Sequence[Mapping[str, Any]], column: str) -> int:
    return max(len(column), *(len(cell(row.get(column))) for row in rows))


def _is_number(rows: Sequence[Mapping[str, Any]], column: str) -> bool:
    return all(isinstance(row.get(column), int | float | None) for row in rows)
