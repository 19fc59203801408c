"""Rows joined from parts that many of them share, so that hundreds of thousands take little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

from kg.questions.answer import Row


class JoinedRows(Sequence[Row]):
    """A sequence of rows; each is made anew when it is read, with lists of its own.

    Args:
        columns: keys of every row, in order.
        parts: the parts of each row, which have different columns.

    >>> ann = {"actor": "Ann", "peers": ["Ben"]}
    >>> rows = JoinedRows(("target", "actor", "peers"), [(ann, {"target": "toll"}), (ann, {"target": "tax"})])
    >>> rows[1], len(rows)
    ({'target': 'tax', 'actor': 'Ann', 'peers': ['Ben']}, 2)
    """

    def __init__(self, columns: Sequence[str], parts: Sequence[tuple[Row, ...]]) -> None:
        self._columns = tuple(columns)
        self._parts = parts

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [self._row(parts) for parts in self._parts[place]]
        return self._row(self._parts[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._parts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(other) != len(self):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))

    def with_columns(self, columns: Sequence[str]) -> JoinedRows:
        """Return the rows with some of the columns, in this order."""
        return JoinedRows(columns, self._parts)

    def of_first_parts(self) -> list[Row]:
        """Return the first row of each first part."""
        return [self._row(parts) for parts in self._by_first().values()]

    def with_first_parts(self, rows: Sequence[Row], columns: Sequence[str]) -> JoinedRows:
        """Return the rows with more columns, which belong to their first parts.

        Args:
            rows: those of :meth:`of_first_parts`, with these columns.
            columns: the names of the columns.
        """
        known = {
            key: {**parts[0], **{column: row[column] for column in columns}}
            for (key, parts), row in zip(self._by_first().items(), rows, strict=True)
        }
        return JoinedRows(
            (*self._columns, *columns), [(known[id(parts[0])], *parts[1:]) for parts in self._parts]
        )

    def _by_first(self) -> dict[int, tuple[Row, ...]]:
        found: dict[int, tuple[Row, ...]] = {}
        for parts in self._parts:
            found.setdefault(id(parts[0]), parts)
        return found

    def _row(self, parts: tuple[Row, ...]) -> Row:
        joined: dict[str, Any] = {}
        for part in parts:
            joined.update(part)
        return {
            column: value.copy() if type(value := joined[column]) is list else value
            for column in self._columns
        }
