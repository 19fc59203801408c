"""Validation of typed literals (XML Schema 1.1, part 2).

Engines accept ``"2025-13-01"^^xsd:date`` silently and then ignore it in comparisons, so it is rejected when
loaded. Datatypes that are not listed here are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.namespaces import XSD

_YEAR = r"(-?(?:[1-9]\d{3,}|0\d{3}))"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_PATTERNS = {
    "boolean": r"true|false|0|1",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|INF)|NaN",
    "date": rf"{_YEAR}-(\d\d)-(\d\d){_ZONE}",
    "dateTime": rf"{_YEAR}-(\d\d)-(\d\d)T{_TIME}{_ZONE}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
    "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}",
    "gMonthDay": rf"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){_ZONE}",
    "gDay": rf"---(?:0[1-9]|[12]\d|3[01]){_ZONE}",
    "duration": r"-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
}
_PATTERNS["float"] = _PATTERNS["double"]
_PATTERNS["dateTimeStamp"] = _PATTERNS["dateTime"].removesuffix("?")
# Lowest and highest value; None for no bound.
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_EXAMPLES = {"date": "2025-10-07", "dateTime": "2025-10-07T09:30:00Z", "boolean": "true", "gYear": "2025"}


@cache
def checks() -> dict[str, Callable[[str], bool]]:
    """Return a check of the lexical form for each datatype IRI.

    >>> date = checks()[XSD.date]
    >>> date("2024-02-29"), date("2025-02-29"), date("2025-13-01"), date("7 October 2025")
    (True, False, False, False)
    """
    found: dict[str, Callable[[str], bool]] = {}
    for name, pattern in _PATTERNS.items():
        # re.ASCII: XML Schema does not allow digits of other scripts.
        compiled = re.compile(pattern, re.ASCII)
        dated = name in ("date", "dateTime", "dateTimeStamp")
        found[XSD.base + name] = _calendar_check(compiled) if dated else _pattern_check(compiled)
    for name, (low, high) in _INTEGERS.items():
        found[XSD.base + name] = _integer_check(low, high)
    return found


def expected(datatype: str) -> str:
    """Return ``datatype`` with an example, for a message.

    >>> expected(XSD.date)
    'xsd:date, for example 2025-10-07'
    """
    name = datatype.removeprefix(XSD.base)
    return f"xsd:{name}, for example {_EXAMPLES[name]}" if name in _EXAMPLES else f"xsd:{name}"


def _pattern_check(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _calendar_check(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        found = pattern.fullmatch(text)
        if found is None:
            return False
        year, month, day = int(found[1][-4:]), int(found[2]), int(found[3])
        if not 1 <= month <= 12:
            return False
        # The last four digits decide whether it is a leap year, because 400 divides 10,000.
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        days = 29 if month == 2 and leap else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
        return 1 <= day <= days

    return check


def _integer_check(low: int | None, high: int | None) -> Callable[[str], bool]:
    pattern = re.compile(r"[+-]?\d+", re.ASCII)

    def check(text: str) -> bool:
        if pattern.fullmatch(text) is None:
            return False
        if low is None and high is None:
            return True
        # Python rejects numbers with thousands of digits; 30 digits exceed all bounds here.
        digits = text.lstrip("+-0")[:30] or "0"
        value = -int(digits) if text[0] == "-" else int(digits)
        return (low is None or value >= low) and (high is None or value <= high)

    return check
