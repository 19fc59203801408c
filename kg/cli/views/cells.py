"""Names of columns and values of rows as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.namespaces import DATA

#: Prefixes of the columns of a second record in a row, with its own words and evidence.
SECOND = ("before_", "after_", "body_")


def title(column: str) -> str:
    """The name of a column for people.

    >>> title("speaker_label"), title("on_behalf_of_labels"), title("as_reported")
    ('speaker', 'on behalf of', 'as reported')
    """
    return column.removesuffix("_label").removesuffix("_labels").replace("_", " ")


def cell(value: Any) -> str:
    """A value as the text of a cell; an IRI of the bundled graph as ``person/mark-carney``.

    >>> cell([{"target": "iri", "label": "tariffs", "stance": "oppose", "confidence": "high"}])
    'tariffs: oppose'
    """
    if isinstance(value, list | tuple):
        return "; ".join(map(cell, value))
    if isinstance(value, Mapping):
        labels = (each for key, each in value.items() if key.endswith("label") and each)
        name = next(labels, None) or next(iter(value.values()), "")
        sense = value.get("stance") or value.get("evaluation")
        return f"{cell(name)}: {cell(sense)}" if sense else cell(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).removeprefix(DATA)
