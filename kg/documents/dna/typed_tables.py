"""The tables of a DNA 3 database as rows with text decoded and types checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.documents.dna.database_file import columns_of, quoted, tables_of
from kg.errors import LoadError
from kg.wording.counts import form
from kg.wording.lists import conjunction

#: Table to the columns that are read, with the types of their values.
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
        path: the file, for messages.
        connection: a connection that returns texts as bytes.

    Raises:
        LoadError: a table or column of DNA 3 is missing.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.columns = {
            table: named
            for table in tables_of(path, connection)
            if (named := columns_of(path, connection, table))
        }
        for table, wanted in COLUMNS.items():
            missing = [name for name in wanted if name not in self.columns.get(table, ())]
            if missing:
                columns = f"{form(len(missing), 'column', 'columns')} {conjunction(missing)}"
                raise LoadError(
                    f"the table {table} does not have the {columns}"
                    if table in self.columns
                    else f"the table {table} is missing",
                    where=str(path),
                    hint="open the database in the newest DNA 3 and close it again, or copy it again",
                )

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table in order of their ids."""
        names = self.columns[table]
        expected = COLUMNS.get(table, {})
        listed = ", ".join(map(quoted, names))
        for raw in self.connection.execute(f"SELECT {listed} FROM {quoted(table)} ORDER BY 1"):  # noqa: S608
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
                elif (
                    kind is int
                    and not isinstance(row[name], int)
                    and (row[name] is not None or name == "Date")
                ):
                    shown = "NULL" if row[name] is None else repr(row[name])
                    message = f"{where}: {name} is {shown} (expected a whole number)"
                    raise LoadError(
                        message, where=str(self.path), hint="correct the value in a copy, with sqlite3"
                    )
            yield row

    def _decoded(self, value: bytes, where: str) -> str:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise LoadError(
                f"{where} is not UTF-8 (byte 0x{value[error.start]:02x} at {error.start})",
                where=str(self.path),
                hint="open the document in DNA, enter its text again, and save it",
            ) from error


def _shown(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
