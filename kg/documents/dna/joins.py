"""The tables of a DNA 3 database joined to plain data, with every reference between rows checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.documents.dna.database import Coded, Coder, Database, Document, Entity, Row, StatementType, Variable
from kg.documents.dna.database_file import opened
from kg.documents.dna.offsets import Offsets
from kg.documents.dna.typed_tables import COLUMNS, Tables
from kg.errors import LoadError

#: Table of values to the type of its variables.
VALUES = {
    "DATASHORTTEXT": "short text",
    "DATALONGTEXT": "long text",
    "DATAINTEGER": "integer",
    "DATABOOLEAN": "boolean",
}
_SHOWN = 10


def read_database(path: Path, *, skip_broken: bool = False) -> Database:
    """Read a DNA 3 database.

    Args:
        path: the ``.dna`` file.
        skip_broken: leave out rows with references to missing rows, and statements outside their document;
            they are listed in ``broken``.

    Raises:
        LoadError: the file is not a DNA 3 database, cannot be read, is not UTF-8, has broken rows, or has
            no statements.
    """
    with opened(path) as connection:
        reader = _Reader(path, connection)
        database = reader.read()
    if database.broken and not skip_broken:
        listed = "\n".join(f"  {line}" for line in database.broken[:_SHOWN])
        more = len(database.broken) - _SHOWN
        listed += f"\n  and {more} more" if more > 0 else ""
        raise LoadError(
            f"the database has broken rows:\n{listed}",
            where=str(path),
            hint="correct or delete them in DNA, or leave them out with --skip-broken",
        )
    if not database.statements:
        raise LoadError("has no statements", where=str(path), hint="code something in DNA first")
    return database


class _Reader:
    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.tables = Tables(path, connection)
        self.database = Database(path)

    def read(self) -> Database:
        database = self.database
        database.settings = {row["Property"]: row["Value"] for row in self.tables.rows("SETTINGS")}
        database.version = database.settings.get("version", "")
        for row in self.tables.rows("CODERS"):
            kept = {key: value for key, value in row.items() if key.casefold() != "password"}
            database.coders[row["ID"]] = Coder(row["ID"], row["Name"], kept)
        self._types()
        self._entities()
        for row in self.tables.rows("DOCUMENTS"):
            self._document(row)
        self._statements()
        for table in self.tables.columns:
            if table not in COLUMNS:
                database.other[table] = list(self.tables.rows(table))
        return database

    def _types(self) -> None:
        attributes: dict[int, list[str]] = {}
        variables = {row["ID"] for row in self.tables.rows("VARIABLES")}
        for row in self.tables.rows("ATTRIBUTEVARIABLES"):
            if self._exists("ATTRIBUTEVARIABLES", row, "VariableId", variables):
                attributes.setdefault(row["VariableId"], []).append(row["AttributeVariable"])
        known = {row["ID"] for row in self.tables.rows("STATEMENTTYPES")}
        for row in self.tables.rows("VARIABLES"):
            if self._exists("VARIABLES", row, "StatementTypeId", known):
                kept = tuple(attributes.get(row["ID"], ()))
                self.database.variables[row["ID"]] = Variable(
                    row["ID"], row["Variable"], row["DataType"], row["StatementTypeId"], kept
                )
        for row in self.tables.rows("STATEMENTTYPES"):
            own = tuple(v for v in self.database.variables.values() if v.type_id == row["ID"])
            self.database.types[row["ID"]] = StatementType(row["ID"], row["Label"], row, own)

    def _entities(self) -> None:
        rows = {row["ID"]: row for row in self.tables.rows("ENTITIES")}
        names = {row["ID"]: row["AttributeVariable"] for row in self.tables.rows("ATTRIBUTEVARIABLES")}
        attributes: dict[int, dict[str, str]] = {}
        for row in self.tables.rows("ATTRIBUTEVALUES"):
            if self._exists("ATTRIBUTEVALUES", row, "EntityId", rows) and self._exists(
                "ATTRIBUTEVALUES", row, "AttributeVariableId", names
            ):
                its = attributes.setdefault(row["EntityId"], {})
                its[names[row["AttributeVariableId"]]] = row["AttributeValue"]
        for key, row in rows.items():
            parent = row.get("ChildOf")
            if parent is not None and not self._exists("ENTITIES", row, "ChildOf", rows):
                parent = None
            if self._exists("ENTITIES", row, "VariableId", self.database.variables):
                its = attributes.get(key, {})
                self.database.entities[key] = Entity(key, row["VariableId"], row["Value"], its, parent, row)

    def _document(self, row: Row) -> None:
        coder = row.get("Coder")
        if coder is not None and not self._exists("DOCUMENTS", row, "Coder", self.database.coders):
            coder = None
        self.database.documents[row["ID"]] = Document(
            **{"id": row["ID"], "coder": coder, "date": row["Date"]},
            **{
                key.lower(): row[key]
                for key in ("Title", "Text", "Author", "Source", "Section", "Notes", "Type")
            },
        )

    def _statements(self) -> None:
        database = self.database
        values: dict[int, dict[int, Any]] = {}
        rows = {row["ID"]: row for row in self.tables.rows("STATEMENTS")}
        for table, datatype in VALUES.items():
            for row in self.tables.rows(table):
                if self._is_value(table, datatype, row, rows):
                    value = row["Entity"] if table == "DATASHORTTEXT" else row["Value"]
                    values.setdefault(row["StatementId"], {})[row["VariableId"]] = value
        lengths: dict[int, int] = {}
        for key, row in rows.items():
            if not (
                self._exists("STATEMENTS", row, "StatementTypeId", database.types)
                and self._exists("STATEMENTS", row, "DocumentId", database.documents)
                and self._exists("STATEMENTS", row, "Coder", database.coders)
            ):
                continue
            document = database.documents[row["DocumentId"]]
            if document.id not in lengths:
                lengths[document.id] = Offsets(document.text).length
            length = lengths[document.id]
            wrong = _span_problem(row["Start"], row["Stop"], length)
            if wrong is not None:
                self.database.broken.append(
                    f"STATEMENTS {key} is at {row['Start']}-{row['Stop']}, {wrong} document "
                    f"{document.id} ({document.title!r}), which is {length} characters long"
                )
                continue
            database.statements[key] = Coded(
                **{"id": key, "type_id": row["StatementTypeId"], "document": document.id},
                **{"start": row["Start"], "stop": row["Stop"], "coder": row["Coder"]},
                values=dict(sorted(values.get(key, {}).items())),
            )

    def _is_value(self, table: str, datatype: str, row: Row, statements: Mapping[int, Row]) -> bool:
        """Whether a value belongs to an existing statement and to a variable of the statement's type."""
        if not (
            self._exists(table, row, "StatementId", statements)
            and self._exists(table, row, "VariableId", self.database.variables)
        ):
            return False
        variable = self.database.variables[row["VariableId"]]
        if (
            variable.datatype != datatype
            or statements[row["StatementId"]]["StatementTypeId"] != variable.type_id
        ):
            self.database.broken.append(
                f"{table} {row['ID']}: statement {row['StatementId']} does not have the {datatype} variable "
                f"{variable.name!r}"
            )
            return False
        if table != "DATASHORTTEXT":
            return row["Value"] is not None
        return self._exists(table, row, "Entity", self.database.entities)

    def _exists(self, table: str, row: Row, column: str, known: object) -> bool:
        """Whether the row that a column refers to exists; note a broken row if not."""
        if row[column] in known:  # type: ignore[operator]
            return True
        self.database.broken.append(f"{table} {row['ID']}: {column} {row[column]} does not exist")
        return False


def _span_problem(start: int | None, stop: int | None, length: int) -> str | None:
    """What is wrong with the span of a passage in a document of ``length`` characters; None if nothing is.

    >>> _span_problem(3, 3, 10), _span_problem(0, 11, 10), _span_problem(0, 10, 10)
    ('which is empty, in', 'outside', None)
    """
    if start is None or stop is None:
        return "which is not a passage, in"
    if start > stop:
        return "which ends before it begins, in"
    if start < 0 or stop > length:
        return "outside"
    return "which is empty, in" if start == stop else None
