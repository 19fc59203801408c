"""Small databases of DNA 3, made by SQL: the tables and columns that DNA has, and a few rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

TABLES = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT",
    "CODERS": "ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT, "
    "PermissionAddDocuments INTEGER DEFAULT 1",
    "DOCUMENTS": "ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT DEFAULT '', "
    "Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '', Type TEXT DEFAULT '', "
    "Date INTEGER",
    "STATEMENTTYPES": "ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER",
    "VARIABLES": "ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER",
    "VARIABLELINKS": "ID INTEGER PRIMARY KEY, SourceVariableId INTEGER, TargetVariableId INTEGER",
    "REGEXES": "Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER",
    "CODERRELATIONS": "ID INTEGER PRIMARY KEY, Coder INTEGER, OtherCoder INTEGER, viewStatements INTEGER",
    "STATEMENTS": "ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, "
    "Stop INTEGER, Coder INTEGER",
    "ENTITIES": "ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, "
    "Blue INTEGER, ChildOf INTEGER",
    "ATTRIBUTEVARIABLES": "ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT",
    "ATTRIBUTEVALUES": "ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER, "
    "AttributeValue TEXT",
    "DATASHORTTEXT": "ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER",
    "DATALONGTEXT": "ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT",
    "DATAINTEGER": "ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER",
    "DATABOOLEAN": "ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER",
}
#: 14 March 2021, 00:00.
DAY = 1615680000
TEXT = "Ann Lee spoke. A bridge is needed, she said. Bo Roe, of the Ferry Company, wants none."
#: The variables of type 1, and one of type 2; their numbers as the rows below have them.
VARIABLES = {1: "person", 2: "organization", 3: "concept", 4: "agreement"}
TABLE_OF = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "integer": "DATAINTEGER",
    "boolean": "DATABOOLEAN",
}


class Dna:
    """A database under construction; every method writes immediately."""

    def __init__(self, path: Path, *, qualifier: str = "boolean") -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("BEGIN")
        for table, columns in TABLES.items():
            self.connection.execute(f"CREATE TABLE {table}({columns})")
        self.add("SETTINGS", Property="version", Value="3.0.7")
        self.add("SETTINGS", Property="date", Value="2020-01-02")
        self.add("CODERS", ID=1, Name="Admin", Red=1, Green=2, Blue=255, Password="hash-of-admin")
        self.add("CODERS", ID=2, Name="Coder Two", Red=0, Green=0, Blue=0, Password="hash-of-two")
        self.add("STATEMENTTYPES", ID=1, Label="DNA Statement", Red=1, Green=1, Blue=1)
        for number, name in VARIABLES.items():
            datatype = "short text" if number < 4 else qualifier
            self.add("VARIABLES", ID=number, Variable=name, DataType=datatype, StatementTypeId=1)
        self.entities: dict[tuple[int, str], int] = {}
        for number in (1, 2, 3):
            self.entity(number, "")
        self.document(1, "Bridge: first debate", TEXT)
        self.connection.execute("COMMIT")

    def add(self, table: str, **row: object) -> None:
        """Write one row."""
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
            list(row.values()),
        )

    def sql(self, text: str, *values: object) -> None:
        """Run any SQL."""
        self.connection.execute(text, values)

    def document(self, number: int, title: str, text: str, **row: object) -> None:
        """Write a document of coder 1, on DAY unless the row says otherwise."""
        self.add("DOCUMENTS", **{"ID": number, "Title": title, "Text": text, "Coder": 1, "Date": DAY, **row})

    def entity(self, variable: int, value: str, parent: int | None = None, **attributes: str) -> int:
        """The number of an entity, written if it is new."""
        if (variable, value) not in self.entities:
            number = len(self.entities) + 1
            self.entities[variable, value] = number
            self.add(
                "ENTITIES",
                ID=number,
                VariableId=variable,
                Value=value,
                Red=0,
                Green=0,
                Blue=0,
                ChildOf=parent,
            )
        for name, content in attributes.items():
            found = self.connection.execute(
                "SELECT ID FROM ATTRIBUTEVARIABLES WHERE VariableId = ? AND AttributeVariable = ?",
                (variable, name),
            ).fetchone()
            if found is None:
                self.add("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=name)
                found = self.connection.execute("SELECT max(ID) FROM ATTRIBUTEVARIABLES").fetchone()
            owner = self.entities[variable, value]
            self.add("ATTRIBUTEVALUES", EntityId=owner, AttributeVariableId=found[0], AttributeValue=content)
        return self.entities[variable, value]

    def type(self, number: int, label: str, **variables: str) -> None:
        """Write a statement type and its variables, name to datatype, numbered from 10 * number."""
        self.add("STATEMENTTYPES", ID=number, Label=label, Red=0, Green=0, Blue=0)
        for at, (name, datatype) in enumerate(variables.items()):
            self.variable(10 * number + at, name, datatype, number)

    def variable(self, number: int, name: str, datatype: str, statement_type: int = 1) -> None:
        """Write one variable."""
        self.add("VARIABLES", ID=number, Variable=name, DataType=datatype, StatementTypeId=statement_type)

    def passage(
        self,
        number: int,
        span: tuple[int, int],
        *,
        document: int = 1,
        statement_type: int = 1,
        coder: int = 2,
        **values: object,
    ) -> None:
        """Write a coded passage with its values, by the name of the variable."""
        self.add(
            "STATEMENTS",
            **{"ID": number, "StatementTypeId": statement_type, "DocumentId": document},
            **{"Start": span[0], "Stop": span[1], "Coder": coder},
        )
        rows = self.connection.execute(
            "SELECT Variable, ID, DataType FROM VARIABLES WHERE StatementTypeId = ?", (statement_type,)
        ).fetchall()
        for name, variable, datatype in rows:
            if name in values:
                value = values[name]
                column = {"Value": value}
                if datatype == "short text":
                    column = {"Entity": self.entity(variable, str(value))}
                self.add(TABLE_OF[datatype], StatementId=number, VariableId=variable, **column)

    def said(
        self, number: int, span: tuple[int, int], person: str, concept: str, agreement: object, **more: object
    ) -> None:
        """Write a passage of type 1 in which a person speaks; ``organization`` is empty unless given."""
        self.passage(
            number,
            span,
            **{"person": person, "organization": "", "concept": concept, "agreement": agreement, **more},  # type: ignore[arg-type]
        )
