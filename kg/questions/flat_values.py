"""Values of a row as the text of one cell, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

#: Separator of the values of a list in one cell.
LIST_MARK = " | "


def flat(value: Any) -> str:
    """Return a value as one cell: lists joined with ``" | "``, lists of mappings as JSON text.

    >>> flat([1, 2]), flat(None), flat(True)
    ('1 | 2', '', 'true')
    """
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list | tuple):
        with suppress(TypeError):  # not all of them are text
            return LIST_MARK.join(value)
    if isinstance(value, list | tuple) and not any(isinstance(item, Mapping) for item in value):
        return LIST_MARK.join(map(flat, value))
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
