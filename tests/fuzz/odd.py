"""Values that have caused errors before, and ways to put them into data and files."""

from __future__ import annotations

import copy
import json
import math
from datetime import date, datetime
from typing import Any, NamedTuple

from hypothesis import strategies as st


class Raw(str):
    """A piece of YAML or TOML that is written without quotes."""


_ADDRESSES = (
    "https://e.org/[1]",
    "https://e.org/a|b{}",
    "https://[::1]:80/",
    "https://[::1/",
    "https://e.org:99999999/",
    "https://e.org/%zz",
    "https://e.org/#a#b",
    "https://u:p@e.org/?q=1,2'",
    "https://müller.example/ß",
    "https:///x",
    "http://e.org/\u202e",
    "https://e.org/\\^`",
    "urn:x:y:",
    "https://e.org/é/",
    "https://e.org/i d/",
)
_TEXTS = (
    "",
    " ",
    "x",
    "\u200b",
    "a\x00b",
    "a\tb\nc",
    "\ud800",
    "\U0010ffff",
    "\u0301",
    "\u2028",
    "a\u00adb",
    '"; DROP',
    "=1+1",
    "<script>",
    "[a](javascript:b)",
    "person/ada-brook",
    "ada-brook",
    "town-council",
    "no-such",
    "person/",
    "/",
    "..",
    "en_US",
    "en",
    "i-klingon",
    "zh-hant-tw",
    "Q1",
    "5-3",
    "0-0",
    "0-1",
    "0-99999999999999999999",
    "9" * 5000,
    "0" * 64,
    "2025-02-30",
    "2025-13",
    "0000",
    "2025",
    "2025-03",
    "a" * 3000,
)
_NUMBERS = (
    0,
    -1,
    1,
    9999,
    10000,
    1742428800,
    2**63,
    -(2**63),
    10**40,
    0.0,
    -0.0,
    1.5,
    1e308,
    5e-324,
    0.1 + 0.2,
)
_DATES = (date.min, date.max, date(1582, 10, 10), date(2025, 3, 14), datetime(2025, 3, 14, 12, 30))
_RAW = (
    *(
        "9" * 10000,
        "0x" + "f" * 5000,
        "1e999",
        "-.inf",
        ".nan",
        "0x1F",
        "0o17",
        "1_000",
        "~",
        "012",
        "+1",
        "1.",
        "yes",
        "null",
    ),
    *(
        "2025-02-30",
        "2025-03-14T25:00:00Z",
        "2025-03-14T10:00:00+14:30",
        "12:30:45",
        "0001-01-01",
        "2025-3-4",
    ),
    *(
        "!!binary x",
        "!!python/object x",
        "&a x",
        "*a",
        "{? [a, b] : c}",
        "{? {a: b} : c}",
        "{[a]: b}",
        "{a, b}",
    ),
    *(
        "{<<: {a: b}}",
        "'it''s'",
        '"\\x00"',
        '"\\ud83d\\ude00"',
        "[a, [b]]",
        "{1: 2}",
        "{null: 1}",
        "{true: x}",
    ),
    *("@x", "`x", "%x", "- x", "? x", ": x", "a: b: c", "#", ""),
)
#: What can replace a value.
VALUES = st.one_of(
    st.sampled_from([None, True, False, [], {}, [[]], {"a": 1}, {"is": "ada-brook"}, [None]]),
    st.sampled_from(_ADDRESSES),
    st.sampled_from(_TEXTS),
    st.sampled_from(_NUMBERS),
    st.sampled_from(_DATES),
    st.sampled_from(_RAW).map(Raw),
    st.text(max_size=8),
    st.dates(),
    st.floats(),
    st.integers(),
)


class Kept(dict[str, Any]):
    """Data that all examples start from, with a short form for reports of failures."""

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"


class Change(NamedTuple):
    """One change to a tree of mappings and lists."""

    at: int
    how: str
    elsewhere: int
    value: Any


CHANGES = st.builds(
    Change,
    at=st.integers(0, 5000),
    how=st.sampled_from(
        ("value", "value", "value", "key", "add", "drop", "double", "other", "alike", "longer")
    ),
    elsewhere=st.integers(0, 5000),
    value=VALUES,
)


def changed(data: Any, changes: list[Change]) -> Any:
    """A copy of data with changes made, one after the other."""
    data = copy.deepcopy(data)
    for change in changes:
        places = list(_places(data))
        if places:
            _change(places, change)
    return data


def _change(places: list[tuple[Any, Any]], change: Change) -> None:
    owner, key = places[change.at % len(places)]
    other, there = places[change.elsewhere % len(places)]
    match change.how:
        case "value":
            owner[key] = copy.deepcopy(change.value)
        case "key" if isinstance(owner, dict):
            owner[change.value if isinstance(change.value, str) else str(there)] = owner.pop(key)
        case "add" if isinstance(owner, dict):
            owner[str(there)] = copy.deepcopy(change.value)
        case "drop":
            del owner[key]
        case "double" if isinstance(owner, list):
            owner.append(copy.deepcopy(owner[key]))
        case "alike":
            alike = [one[at] for one, at in places if type(one[at]) is type(owner[key])]
            owner[key] = copy.deepcopy(alike[change.elsewhere % len(alike)])
        case "longer" if isinstance(owner[key], str) and isinstance(change.value, str):
            owner[key] = owner[key] + change.value
        case _:
            owner[key] = copy.deepcopy(other[there])


def _places(data: Any) -> Any:
    """Every mapping or list inside, with each of its keys."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from _places(data[key])


def as_yaml(value: Any, depth: int = 0) -> str:
    """Data as YAML, one entry per line, so that errors can name a line."""
    space = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        inner = (f"{space}{as_yaml(key)}: {as_yaml(item, depth + 1)}" for key, item in value.items())
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(space + as_yaml(item, depth + 1) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf"
    return json.dumps(value)


class Splice(NamedTuple):
    """Bytes that replace others."""

    at: int
    length: int
    piece: bytes


def splices(pieces: st.SearchStrategy[bytes]) -> st.SearchStrategy[list[Splice]]:
    """Changes at a few places of a file."""
    lengths = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 400))
    return st.lists(st.builds(Splice, st.integers(0, 20_000), lengths, pieces), max_size=4)


def spliced(content: bytes, changes: list[Splice]) -> bytes:
    """A file with some of its bytes replaced."""
    for at, length, piece in changes:
        at %= len(content) + 1
        content = content[:at] + piece + content[at + length :]
    return content
