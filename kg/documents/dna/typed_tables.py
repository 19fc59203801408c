"""The tables of a DNA 3 database as rows whose values are of the types that they should have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.documents.dna.database_file import tables_of
from kg.errors import LoadError

#: Table to the columns that are read, each with the type that its values must have.
COLUMNS: dict[str, dict[str, type]] = {
    "SETTINGS": {"Property": str, "Value": str},
    "CODERS": {"ID": int, "Name": str},
    "STATEMENTTYPES": {"ID": int, "Label": str},
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "ATTRIBUTEVARIABLES": {"ID": int, "VariableId": int, "AttributeVariable": str},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str},
    "ATTRIBUTEVALUES": {"ID": int, "EntityId": int, "AttributeVariableId": int, "AttributeValue": str},
    "DOCUMENTS": {
        **{"ID": int, "Title": str, "Text": str, "Author": str, "Source": str},
        **{"Section": str, "Notes": str, "Type": str, "Date": int},
    },
    "STATEMENTS": {
        **{"ID": int, "StatementTypeId": int, "DocumentId": int, "Start": int, "Stop": int, "Coder": int},
    },
    "DATASHORTTEXT": {"ID": int, "StatementId": int, "VariableId": int, "Entity": int},
    "DATALONGTEXT": {"ID": int, "StatementId": int, "VariableId": int, "Value": str},
    "DATAINTEGER": {"ID": int, "StatementId": int, "VariableId": int, "Value": int},
    "DATABOOLEAN": {"ID": int, "StatementId": int, "VariableId": int, "Value": int},
}


class Tables:
    """The tables of one database.

    Args:
        path: the file, for complaints.
        connection: gives text as bytes.

    Raises:
        LoadError: a table or column of DNA 3 is not there.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.columns = {
            table: [bytes(row[1]).decode() for row in connection.execute(f'PRAGMA table_info("{table}")')]
            for table in tables_of(connection)
        }
        for table, wanted in COLUMNS.items():
            lacking = [name for name in wanted if name not in self.columns.get(table, ())]
            if lacking:
                raise LoadError(
                    f"the table {table} lacks {', '.join(lacking)}"
                    if table in self.columns
                    else f"no table {table}",
                    where=str(path),
                    hint="open the database once in the newest DNA 3, or copy it anew",
                )

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table in the order of their ids; text decoded, types as expected."""
        names = self.columns[table]
        expected = COLUMNS.get(table, {})
        for raw in self.connection.execute(f'SELECT * FROM "{table}" ORDER BY 1'):  # noqa: S608
            row = dict(zip(names, raw, strict=True))
            where = f"{table} {_shown(raw[0])}"
            for name, value in row.items():
                if isinstance(value, bytes) and name.casefold() != "password":
                    row[name] = self._decoded(value, f"{where}: {name}")
                kind = expected.get(name)
                if kind is str and row[name] is None:
                    row[name] = ""
                elif kind is str and isinstance(row[name], int | float):
                    row[name] = str(row[name])
                elif kind is int and not isinstance(row[name], int) and row[name] is not None:
                    message = f"{where}: {name} is {row[name]!r}, not a whole number"
                    raise LoadError(
                        message, where=str(self.path), hint="mend the value in a copy, with sqlite3"
                    )
            yield row

    def _decoded(self, value: bytes, where: str) -> str:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise LoadError(
                f"{where} is not UTF-8 (byte 0x{value[error.start]:02x} at {error.start})",
                where=str(self.path),
                hint="open the document in DNA, put its text in again, and save it",
            ) from error


def _shown(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
