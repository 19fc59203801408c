"""What DNA has and the model has no place for, kept in a file beside the graph: never a password."""

from __future__ import annotations

from typing import Any

from kg.documents.dna.database import Database, Row
from kg.documents.dna.registries import Registries
from kg.documents.dna.report import ImportReport

_COLOUR = ("Red", "Green", "Blue")


def kept(database: Database, registries: Registries, report: ImportReport) -> dict[str, Any]:
    """The content of the file: settings, colours, permissions, and how the variables are made."""
    report.keep(
        "colours, coders' settings and permissions, statement types, variables, attributes, search "
        "patterns and the database's settings, in dna/database.yaml"
    )
    report.leave_out("Passwords of coders, of which DNA keeps a hash", len(database.coders))
    content: dict[str, Any] = {
        "settings": database.settings,
        "statement_types": [_statement_type(database, key) for key in database.types],
        "coders": [_coloured(coder.row) for coder in database.coders.values()],
        "entities": [
            {
                "ID": entity.id,
                "variable": entity.variable,
                "value": entity.value,
                "is": registries.refs.get(entity.id),
                **_extra(entity.row, "ID", "VariableId", "Value"),
            }
            for entity in database.entities.values()
        ],
    }
    for table, rows in database.other.items():
        content[table.lower()] = [_coloured(row) for row in rows]
        if table not in ("REGEXES", "CODERRELATIONS", "VARIABLELINKS") and rows:
            report.keep(
                f"the {len(rows):,} rows of table {table}, which is not known here, in dna/database.yaml"
            )
    return content


def _statement_type(database: Database, key: int) -> dict[str, Any]:
    each = database.types[key]
    variables = [
        {"ID": v.id, "name": v.name, "type": v.datatype, "attributes": list(v.attributes)}
        for v in each.variables
    ]
    return {**_coloured(each.row), "variables": variables}


def _extra(row: Row, *known: str) -> dict[str, Any]:
    return {key: value for key, value in _coloured(row).items() if key not in known and value is not None}


def _coloured(row: Row) -> dict[str, Any]:
    """A row with its three columns of colour as one value."""
    rest = {key: value for key, value in row.items() if key not in _COLOUR}
    parts = [part for name in _COLOUR if isinstance(part := row.get(name), int) and 0 <= part <= 255]
    if len(parts) == len(_COLOUR):
        return {**rest, "colour": "#" + bytes(parts).hex()}
    return {**rest, **{key: row[key] for key in _COLOUR if row.get(key) is not None}}
