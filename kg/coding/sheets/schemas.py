"""The models of sheets as JSON Schema, which editors use to complete keys and mark errors."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from kg.coding.sheets.registry import Registry
from kg.coding.sheets.sheet import Sheet

#: File name to model.
SCHEMAS: dict[str, type[BaseModel]] = {"registry.schema.json": Registry, "sheet.schema.json": Sheet}


def render(name: str) -> str:
    """Return the text of one schema.

    >>> '"title": "Sheet"' in render("sheet.schema.json")
    True
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[name].model_json_schema()}
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / name).write_text(render(name), encoding="utf-8", newline="\n")
