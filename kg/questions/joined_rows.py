"""Rows joined from parts that many of them share, so that hundreds of thousands take little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, overload

from kg.questions.answer import Row

#: Maximum number of first parts, and of other parts in one place, that are kept as text.
_MOST: Final = 1 << 15
_MOST_OF_REST: Final = 1 << 9


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

    def json_lines(self, encoded: Callable[[Row], str]) -> Iterator[str]:
        """Yield each row as a JSON object; what rows share is encoded once.

        Args:
            encoded: writes a row as a JSON object.
        """
        if not self._parts:
            return
        runs = self._runs()
        known: list[dict[int, list[str]]] = [{} for _ in self._parts[0]]
        for parts in self._parts:
            pieces: list[list[str]] = []
            for cache, part, most in zip(known, parts, (_MOST, *[_MOST_OF_REST] * len(parts)), strict=False):
                its = cache.get(id(part))
                if its is None:
                    if len(cache) >= most:
                        cache.clear()
                    number = len(pieces)
                    its = cache[id(part)] = [
                        encoded({column: part[column] for column in columns})[1:-1]
                        for at, columns in runs
                        if at == number
                    ]
                pieces.append(its)
            turns = list(map(iter, pieces))
            yield "{" + ", ".join([next(turns[at]) for at, _ in runs]) + "}"

    def _runs(self) -> list[tuple[int, list[str]]]:
        """The columns in order, those next to each other of one part together, with the part's place."""
        runs: list[tuple[int, list[str]]] = []
        for column in self._columns:
            at = max(place for place, part in enumerate(self._parts[0]) if column in part)
            if not runs or runs[-1][0] != at:
                runs.append((at, []))
            runs[-1][1].append(column)
        return runs

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
