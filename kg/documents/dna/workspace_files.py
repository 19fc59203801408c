"""The files of a workspace that is converted from a database."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kg.documents.dna.database import Database, Row
from kg.documents.dna.registries import Registries
from kg.documents.dna.report import ImportReport
from kg.errors import WorkspaceError
from kg.wording.counts import count


def yaml_text(content: Mapping[str, Any], *comments: str) -> str:
    """Return a mapping as YAML, in its own order, after comments.

    >>> print(yaml_text({"people": {"ann": {"name": "Ann: the first"}}}, "Speakers."), end="")
    # Speakers.
    people:
      ann:
        name: 'Ann: the first'
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # typed as None
    yaml.representer.ignore_aliases = lambda _: True
    text = StringIO()
    yaml.dump(dict(content), text)
    return "".join(f"# {comment}\n" for comment in comments) + text.getvalue()


def check_target(folder: Path) -> None:
    """Raise an error unless a folder is new or empty.

    Raises:
        WorkspaceError: it exists and is not an empty folder.
    """
    try:
        free = (
            not folder.is_symlink() if not folder.exists() else folder.is_dir() and not any(folder.iterdir())
        )
    except OSError as error:
        raise WorkspaceError(f"cannot be read: {error.strerror}", where=str(folder)) from error
    if not free:
        raise WorkspaceError(
            "already exists and is not an empty folder",
            where=str(folder),
            hint="choose a new folder; nothing was changed",
        )


def write_file(path: Path, content: str) -> None:
    """Write one file as UTF-8, without translating line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))


_COLOUR = ("Red", "Green", "Blue")


def kept(database: Database, registries: Registries, report: ImportReport) -> dict[str, Any]:
    """Return the content of dna/database.yaml: settings, colours, permissions and variables."""
    report.keep(
        "colours, coders' settings and permissions, statement types, variables, attributes, search "
        "patterns and the database's settings, in dna/database.yaml"
    )
    report.leave_out("Hashed passwords of coders", len(database.coders))
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
            report.keep(f"{count(len(rows), 'row')} of the unknown table {table}, in dna/database.yaml")
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
    """A row with its three colour columns combined to one value."""
    rest = {key: value for key, value in row.items() if key not in _COLOUR}
    parts = [part for name in _COLOUR if isinstance(part := row.get(name), int) and 0 <= part <= 255]
    if len(parts) == len(_COLOUR):
        return {**rest, "colour": "#" + bytes(parts).hex()}
    return {**rest, **{key: row[key] for key in _COLOUR if row.get(key) is not None}}
