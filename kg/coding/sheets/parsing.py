"""Validation of a file against its model: its content, and every problem with its line and a hint."""

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
from kg.wording.counts import count
from kg.wording.lists import disjunction

M = TypeVar("M", bound=BaseModel)
Keys = tuple[str | int, ...]

_DAY = "is not a valid date (expected YYYY-MM-DD, without quotes)"
_DATE = "is not a valid date (expected YYYY-MM-DD, YYYY-MM or YYYY)"
_DATES = "is not a valid date (expected YYYY-MM-DD, YYYY-MM, YYYY or {from: …, to: …})"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[M]):
    """A file after validation.

    Attributes:
        content: the valid entries; None if too little is valid.
        file: the file without the invalid entries.
        problems: the problems of these, each with its line and a hint.
        lost: ids of the invalid entries.
    """

    content: M | None
    file: YamlFile
    problems: list[SheetError]
    lost: frozenset[str] = frozenset()


def parse(model: type[M], file: YamlFile) -> Parsed[M]:
    """Validate a file against its model.

    An invalid entry is a problem and is left out, so that problems of the others are reported in the same
    run.
    """
    try:
        return Parsed(model.model_validate(file.data), file, [])
    except ValidationError:
        file = file.exactly()
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
    """The content of a file without its invalid entries.

    The source and the coding of a sheet apply to all entries: if they are invalid, nothing is kept. Only an
    invalid day of coding is replaced.
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
    """The id of an invalid entry."""
    try:
        found = data[keys[0]][keys[1]]["id"]
    except (KeyError, IndexError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _keys(data: Any, item: Any) -> tuple[Keys, bool]:
    """The keys that lead to an error, and whether they end at a value that may be of several types.

    pydantic adds the name of the type that it tried to the keys; it is left out. If the value is a mapping
    and may be one, an error of its own keys is more specific than "not a valid date".
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
    specific = next((item for item in items if item["type"] == "value_error"), None)
    if specific is not None:
        return _explained(file, keys, specific)
    kinds = {str(item["loc"][-1]) for item in items}
    if "Is" in kinds:
        hint = "expected a text, a number, true, false or {is: kind/slug}; put a day in quotes"
        name = place(file.data, keys)
        shown = _shown(items[0]["input"])
        return SheetError(f"{name}: {shown} is not a valid field value", where=file.where(*keys), hint=hint)
    wrong = "is not a number" if kinds <= {"int", "float"} else _DATES if "Dates" in kinds else _DATE
    if "Dates" not in kinds and "datetime" in kinds:
        wrong = _DAY
    message = f"{place(file.data, keys)}: {_shown(items[0]['input'])} {wrong}"
    return SheetError(message, where=file.where(*keys))


def _shown(value: object) -> str:
    """A value as written in the file, as far as that is known."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else repr(value)


def _got(value: object) -> str:
    """A value of an unexpected type, in words."""
    if value is None:
        return "nothing"
    return (
        "a mapping" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else _shown(value)
    )


def _explain(model: type[BaseModel], file: YamlFile, keys: Keys, item: Any) -> SheetError:
    """The error of one value, in words."""
    where, name = file.where(*keys), place(file.data, keys)
    match item["type"]:
        case "extra_forbidden":
            known = _known_keys(model, keys[:-1])
            near = get_close_matches(str(keys[-1]), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "expected one of: " + ", ".join(known)
            return SheetError(f"unknown key {name}", where=where, hint=hint)
        case "missing":
            return SheetError(f"{name} is missing", where=where, hint=f"add '{keys[-1]}:'")
        case "value_error":
            return _explained(file, keys, item)
        case "too_short" | "string_too_short":
            least = item["ctx"].get("min_length", 1)
            what = "is empty" if least == 1 else f"must have at least {count(least, 'entry')}"
            return SheetError(f"{name} {what}", where=where)
        case "string_pattern_mismatch" | "literal_error":
            wrong, hint = _unexpected(item)
        case _:
            wrong, hint = _of_another_type(item)
    return SheetError(f"{name}: {wrong}", where=where, hint=hint or None)


def _unexpected(item: Any) -> tuple[str, str]:
    """A text that does not match its pattern, or is not one of the allowed words; and a hint."""
    if item["type"] == "string_pattern_mismatch":
        pattern = str(item["ctx"]["pattern"])
        wrong, _, hint = PATTERNS.get(pattern, f"does not match {pattern}").partition("; ")
        return f"{item['input']!r} {wrong}", hint
    allowed = item["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    near = get_close_matches(str(item["input"]), allowed, n=1)
    hint = f"did you mean {near[0]}?" if near else ""
    return f"{item['input']!r} is not valid (expected {disjunction(allowed)})", hint


def _of_another_type(item: Any) -> tuple[str, str]:
    """A value of another type than expected; and a hint."""
    value = item["input"]
    match item["type"]:
        case "string_type":
            quotes = isinstance(value, int | float | date)
            return f"expected a text, got {_got(value)}", "put it in quotes" if quotes else ""
        case "string_unicode":
            return f"the text contains half of a surrogate pair, {value!r}", "remove the character"
        case "bool_type":
            return f"expected true or false, got {_got(value)}", "write true or false, without quotes"
        case "float_type" | "int_type":
            whole = "a whole number" if item["type"] == "int_type" else "a number"
            return f"expected {whole}, got {_got(value)}", "write digits, without quotes"
        case "date_type":
            return f"{_shown(value)} {_DAY}", ""
        case "dict_type":
            return f"expected 'key: value' lines, got {_got(value)}", "write {key: value}"
        case "list_type":
            return f"expected a list, got {_got(value)}", "write [one, two]"
    message = str(item["msg"])
    return f"{message[0].lower()}{message[1:]}", ""


def _explained(file: YamlFile, keys: Keys, item: Any) -> SheetError:
    """An error of one of our own validators; its hint follows after a semicolon."""
    message, _, hint = str(item["ctx"]["error"]).partition("; ")
    return SheetError(f"{place(file.data, keys)}: {message}", where=file.where(*keys), hint=hint or None)


def place(data: Any, keys: Iterable[str | int]) -> str:
    """Keys for people: an entry of a list by its id, else by its number from 1.

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
    """The keys that the model allows, from its JSON Schema."""
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
