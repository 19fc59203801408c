"""A file against its model: the content, or every problem with its line and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kg.coding.registry import PATTERNS
from kg.coding.yamlfile import YamlFile
from kg.errors import SheetError

M = TypeVar("M", bound=BaseModel)
Keys = tuple[str | int, ...]

_DATE = "is no date; write 2025, 2025-09 or 2025-09-24"
_DATES = f"{_DATE}, or {{from: …, to: …}}"


def parse(model: type[M], file: YamlFile) -> tuple[M | None, list[SheetError]]:
    """Check a file against its model: the content, or every problem with its line and a way out."""
    try:
        return model.model_validate(file.data), []
    except ValidationError as error:
        items = [(*_keys(file.data, item), item) for item in error.errors()]
    problems = []
    for (keys, several), group in groupby(items, key=lambda each: each[:2]):
        found = [item for *_, item in group]
        if not several:
            problems += [_explain(model, file, keys, item) for item in found]
        elif not any(other != keys and other[: len(keys)] == keys for other, *_ in items):
            problems.append(_no_alternative(file, keys, found))
    return None, problems


def _keys(data: Any, item: Any) -> tuple[Keys, bool]:
    """The keys that lead to the fault, and whether they end at a value that may be of several kinds.

    pydantic puts the name of the kind that it tried among the keys; it is left out. Where the value is a
    mapping and may be one, what is wrong with its own keys says more than that it is no date.
    """
    keys: list[str | int] = []
    node, several = data, False
    for number, key in enumerate(item["loc"], 1):
        last = number == len(item["loc"])
        there = key in node if isinstance(node, Mapping) else isinstance(node, list) and isinstance(key, int)
        if there:
            node = node[key]
        elif not (last and item["type"] == "missing"):
            several = last and not (isinstance(key, str) and "[" in key)
            continue
        keys.append(key)
    return tuple(keys), several


def _no_alternative(file: YamlFile, keys: Keys, items: Sequence[Any]) -> SheetError:
    kinds = {str(item["loc"][-1]) for item in items}
    if "Is" in kinds:
        hint = "write a text, a number, true, false or {is: kind/slug}; a day goes in quotes"
        name, value = place(file.data, keys), items[0]["input"]
        shown = value.isoformat() if isinstance(value, date) else repr(value)
        return SheetError(f"{name}: {shown} is no value of a field", where=file.where(*keys), hint=hint)
    wrong = "is no number" if kinds <= {"int", "float"} else _DATES if "Dates" in kinds else _DATE
    return SheetError(f"{place(file.data, keys)}: {items[0]['input']!r} {wrong}", where=file.where(*keys))


def _explain(model: type[BaseModel], file: YamlFile, keys: Keys, item: Any) -> SheetError:
    where, name = file.where(*keys), place(file.data, keys)
    hint: str | None
    match item["type"]:
        case "extra_forbidden":
            known = _known_keys(model, keys[:-1])
            near = get_close_matches(str(keys[-1]), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "known here: " + ", ".join(known)
            return SheetError(f"unknown key {name}", where=where, hint=hint)
        case "missing":
            return SheetError(f"{name} is missing", where=where, hint=f"add '{keys[-1]}:'")
        case "string_pattern_mismatch":
            pattern = str(item["ctx"]["pattern"])
            wrong = PATTERNS.get(pattern, f"does not fit {pattern}")
            return SheetError(f"{name}: {item['input']!r} {wrong}", where=where)
        case "value_error":
            return SheetError(f"{name}: {item['ctx']['error']}", where=where)
        case "literal_error":
            expected = item["ctx"]["expected"].replace("'", "")
            near = get_close_matches(str(item["input"]), expected.replace(" or ", ", ").split(", "), n=1)
            hint = f"did you mean {near[0]}?" if near else None
            return SheetError(f"{name}: {item['input']!r} is not {expected}", where=where, hint=hint)
        case "string_type":
            hint = "put it in quotes" if isinstance(item["input"], int | float | date) else None
            return SheetError(f"{name}: {item['input']!r} is no text", where=where, hint=hint)
        case "dict_type":
            return SheetError(
                f"{name}: 'key: value' lines were expected", where=where, hint="write {key: value}"
            )
        case "list_type":
            return SheetError(f"{name}: a list was expected", where=where, hint="write [one, two]")
    return SheetError(f"{name}: {item['msg'][0].lower()}{item['msg'][1:]}", where=where)


def place(data: Any, keys: Iterable[str | int]) -> str:
    """Keys as a person reads them: an entry of a list by its id, else by its number from 1.

    >>> place({"statements": [{"id": "first", "about": [{}]}]}, ("statements", 0, "about", 0, "why"))
    'statements[first].about[1].why'
    """
    words, node = "", data
    for key in keys:
        numbered = key + 1 if isinstance(key, int) and not isinstance(node, Mapping) else None
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            node = None
        if numbered is not None:
            name = node.get("id") if isinstance(node, Mapping) else None
            words += f"[{name if isinstance(name, str) else numbered}]"
        else:
            words += f".{key}" if words else str(key)
    return words


def _known_keys(model: type[BaseModel], keys: Sequence[str | int]) -> list[str]:
    """The keys that the model allows at a place, found in its JSON Schema."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for key in keys:
        node = _deref(schema, node)
        if isinstance(key, int):
            node = node.get("items", {})
        else:
            named = next(iter(node.get("patternProperties", {}).values()), None)
            node = node.get("properties", {}).get(key) or named or node.get("additionalProperties") or {}
    return sorted(_deref(schema, node).get("properties", {}))


def _deref(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in [node, *node.get("anyOf", [])]:
        if "$ref" in option:
            found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return found
    return node
