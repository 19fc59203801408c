"""The content of a DNA 3 database as plain data: the tables joined, nothing interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a statement type.

    Attributes:
        datatype: ``short text``, ``long text``, ``integer`` or ``boolean``.
        attributes: names of the attributes that DNA has for its values.
    """

    id: int
    name: str
    datatype: str
    type_id: int
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementType:
    """A kind of coded passage, with its variables in DNA's order."""

    id: int
    label: str
    row: Row
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder; ``row`` has all columns but the password."""

    id: int
    name: str
    row: Row


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a short-text variable, for example one person.

    Attributes:
        attributes: its attributes by name: Type, Alias, Notes and the user's own.
        parent: id of the entity that it is grouped under; None if there is none.
    """

    id: int
    variable: int
    value: str
    attributes: Mapping[str, str]
    parent: int | None
    row: Row


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its metadata; ``date`` is in seconds since 1970, without a time zone."""

    id: int
    title: str
    text: str
    coder: int | None
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: int

    @property
    def moment(self) -> datetime | None:
        """Date and time; None if the number is out of range.

        >>> Document(1, "t", "", None, "", "", "", "", "", -86400).moment
        datetime.datetime(1969, 12, 31, 0, 0)
        """
        try:
            return _EPOCH + timedelta(seconds=self.date)
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded passage, which DNA calls a statement.

    Attributes:
        values: values by id of the variable: a number, a text, or the id of an entity.
    """

    id: int
    type_id: int
    document: int
    start: int
    stop: int
    coder: int
    values: Mapping[int, int | str]


@dataclass(slots=True)
class Database:
    """A whole database.

    Attributes:
        broken: descriptions of rows with broken references, which are left out elsewhere.
        other: rows of other tables, by table.
    """

    path: Path
    version: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    coders: dict[int, Coder] = field(default_factory=dict)
    types: dict[int, StatementType] = field(default_factory=dict)
    variables: dict[int, Variable] = field(default_factory=dict)
    entities: dict[int, Entity] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    statements: dict[int, Coded] = field(default_factory=dict)
    other: dict[str, list[Row]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def value(self, coded: Coded, variable: Variable | None) -> int | str | Entity | None:
        """The value of a variable for a passage; None if it has none, or an empty text."""
        found = coded.values.get(variable.id) if variable is not None else None
        if variable is not None and variable.datatype == "short text" and isinstance(found, int):
            entity = self.entities[found]
            return entity if entity.value.strip() else None
        return None if isinstance(found, str) and not found.strip() else found
