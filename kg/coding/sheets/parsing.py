"""A file against its model: the content, or every problem with its line and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kg.coding.sheets.registry import PATTERNS
from kg.coding.sheets.yamlfile import YamlFile, without
from kg.errors import SheetError

M = TypeVar("M", bound=BaseModel)
Keys = tuple[str | int, ...]

_DAY = "is no date; write a day as 2025-09-24, without quotes"
_DATE = "is no date; write 2025, 2025-09 or 2025-09-24"
_DATES = f"{_DATE}, or {{from: …, to: …}}"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[M]):
    """A file read by its model.

    Attributes:
        content: what could be read; None where too little could.
        file: the file, without the entries that could not be read.
        problems: what is wrong with these, each with its line and a way out.
        lost: the ids of the entries that could not be read.
    """

    content: M | None
    file: YamlFile
    problems: list[SheetError]
    lost: frozenset[str] = frozenset()


def parse(model: type[M], file: YamlFile) -> Parsed[M]:
    """Read a file by its model.

    An entry that cannot be read is a problem and is left out, so that what is wrong with the others is
    told at once.
    """
    try:
        return Parsed(model.model_validate(file.data), file, [])
    except ValidationError as error:
        items = [(*_keys(file.data, item), item) for item in error.errors()]
    return _salvaged(model, file, {keys for keys, *_ in items}, _problems(model, file, items))


def _problems(model: type[M], file: YamlFile, items: list[tuple[Keys, bool, Any]]) -> list[SheetError]:
    problems = []
    for (keys, several), group in groupby(items, key=lambda each: each[:2]):
        found = [item for *_, item in group]
        if not several:
            problems += [_explain(model, file, keys, item) for item in found]
        elif not any(other != keys and other[: len(keys)] == keys for other, *_ in items):
            problems.append(_no_alternative(file, keys, found))
    return problems


def _salvaged(model: type[M], file: YamlFile, wrong: set[Keys], problems: list[SheetError]) -> Parsed[M]:
    """What is left of a file without the entries in which something is wrong.

    What stands at the top of a sheet, its source and its coding, holds for all entries: without it there
    is no sheet. Only a day of coding that is none can be done without.
    """
    places, data = set(), file.data
    for keys in wrong:
        if keys == ("coding", "on"):
            data = {**data, "coding": {**data["coding"], "on": date.min}}
        elif len(keys) < 2 or keys[0] in ("source", "coding"):
            return Parsed(None, file, problems)
        else:
            places.add(keys[:2])
    if wrong == {("coding", "on")}:
        kept = file
    else:
        kept = YamlFile(file.path, without(file.data, places))
        data = {**data, **{key: kept.data[key] for key in data if key != "coding"}}
    lost = frozenset(name for keys in places if (name := _id(file.data, keys)) is not None)
    try:
        return Parsed(model.model_validate(data), kept, problems, lost)
    except ValidationError:
        return Parsed(None, file, problems)


def _id(data: Any, keys: Keys) -> str | None:
    """The id of an entry that could not be read."""
    try:
        found = data[keys[0]][keys[1]]["id"]
    except (KeyError, IndexError, TypeError):
        return None
    return found if isinstance(found, str) else None


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
            several = last and key != "[key]"
            continue
        keys.append(key)
    return tuple(keys), several


def _no_alternative(file: YamlFile, keys: Keys, items: Sequence[Any]) -> SheetError:
    told = next((item for item in items if item["type"] == "value_error"), None)
    if told is not None:
        return _explained(file, keys, told)
    kinds = {str(item["loc"][-1]) for item in items}
    if "Is" in kinds:
        hint = "write a text, a number, true, false or {is: kind/slug}; a day goes in quotes"
        name = place(file.data, keys)
        shown = _shown(items[0]["input"])
        return SheetError(f"{name}: {shown} is no value of a field", where=file.where(*keys), hint=hint)
    wrong = "is no number" if kinds <= {"int", "float"} else _DATES if "Dates" in kinds else _DATE
    if "Dates" not in kinds and "datetime" in kinds:
        wrong = _DAY
    return SheetError(
        f"{place(file.data, keys)}: {_shown(items[0]['input'])} {wrong}", where=file.where(*keys)
    )


def _shown(value: object) -> str:
    """A value as it stands in the file, as far as that can be told."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value)


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
            return _explained(file, keys, item)
        case "literal_error":
            expected = item["ctx"]["expected"].replace("'", "")
            near = get_close_matches(str(item["input"]), expected.replace(" or ", ", ").split(", "), n=1)
            hint = f"did you mean {near[0]}?" if near else None
            return SheetError(f"{name}: {item['input']!r} is not {expected}", where=where, hint=hint)
        case "string_type":
            hint = "put it in quotes" if isinstance(item["input"], int | float | date) else None
            return SheetError(f"{name}: {_shown(item['input'])} is no text", where=where, hint=hint)
        case "string_unicode":
            message = f"{name}: the text holds half a character, {item['input']!r}"
            return SheetError(message, where=where, hint="take it out")
        case "bool_type":
            hint = "write true or false, without quotes"
            return SheetError(f"{name}: {item['input']!r} is neither true nor false", where=where, hint=hint)
        case "float_type" | "int_type":
            whole = "whole " if item["type"] == "int_type" else ""
            hint = "write it in digits, without quotes"
            return SheetError(f"{name}: {_shown(item['input'])} is no {whole}number", where=where, hint=hint)
        case "date_type":
            return SheetError(f"{name}: {_shown(item['input'])} {_DAY}", where=where)
        case "too_short" | "string_too_short":
            least = item["ctx"].get("min_length", 1)
            what = "is empty" if least == 1 else f"needs {least} entries at least"
            return SheetError(f"{name} {what}", where=where)
        case "dict_type":
            return SheetError(
                f"{name}: 'key: value' lines were expected", where=where, hint="write {key: value}"
            )
        case "list_type":
            return SheetError(f"{name}: a list was expected", where=where, hint="write [one, two]")
    return SheetError(f"{name}: {item['msg'][0].lower()}{item['msg'][1:]}", where=where)


def _explained(file: YamlFile, keys: Keys, item: Any) -> SheetError:
    """What one of our own validators said; what to do stands after a semicolon."""
    message, _, hint = str(item["ctx"]["error"]).partition("; ")
    return SheetError(f"{place(file.data, keys)}: {message}", where=file.where(*keys), hint=hint or None)


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
