"""How values read on a page: dates, verbs, and text that is safe to show anywhere.

Text of a graph is material, not markup. Templates escape it; what escaping does not reach is taken out here:
control characters, lone surrogates, and, in labels of the picture, marks that turn the writing direction.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: The same in JSON text, where what stands before the space is written as an escape.
_SUSPECT = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\\\\u00[01]|\\\\[bf]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

#: What an edge says between its actor and its target, by scheme and notation.
VERBS = {
    ("stance", "support"): "supports",
    ("stance", "oppose"): "opposes",
    ("stance", "mixed"): "has a mixed stance on",
    ("stance", "neutral"): "is neutral on",
    ("stance", "unclear"): "takes an unclear stance on",
    ("evaluation", "positive"): "rates positively",
    ("evaluation", "negative"): "rates negatively",
    ("evaluation", "mixed"): "gives a mixed rating of",
    ("evaluation", "neutral"): "gives a neutral rating of",
    ("evaluation", "unclear"): "gives an unclear rating of",
}


def clean(value: Any) -> Any:
    r"""The same value with control characters and lone surrogates in its texts replaced by U+FFFD.

    >>> clean({"a": ["one" + chr(0), None, 3]})
    {'a': ['one\ufffd', None, 3]}
    """
    if isinstance(value, str):
        return _CONTROL.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {str(clean(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


def suspect(value: Any) -> bool:
    r"""Whether :func:`clean` may have something to do: a look at the whole, quicker than at each part.

    >>> suspect({"a": ["one" + chr(0)]}), suspect({"a": [chr(0xd800)]}), suspect({"a": ["one", 2, "\n"]})
    (True, True, False)
    """
    return _SUSPECT.search(json.dumps(value, ensure_ascii=False, default=str)) is not None


def one_line(text: str) -> str:
    """A text without marks of direction and with single spaces, for labels and captions.

    >>> one_line(" a  " + chr(0x202E) + "b ")
    'a b'
    """
    return " ".join(_DIRECTION.sub("", clean(text)).split())


@lru_cache(maxsize=4096)
def web_address(value: object) -> str | None:
    """The value if it is an http or https address with a host, else None.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("http:evil")
    ('https://example.org/a', None, None)
    """
    if not isinstance(value, str) or _CONTROL.search(value) or any(c.isspace() for c in value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and parts.netloc else None


def when(earliest: str | None, latest: str | None) -> str:
    """A date or range of dates as people read it.

    >>> when("2025-10-06", "2025-10-06"), when("2025-09-29", "2025-10-03"), when("2025-09-01", "2025-09-30")
    ('6 Oct 2025', '29 Sep to 3 Oct 2025', 'Sep 2025')
    >>> when(None, None), when("2025-01-01", "2025-12-31"), when("2024-12-30", "2025-01-02")
    ('date not given', '2025', '30 Dec 2024 to 2 Jan 2025')
    """
    try:
        first, last = date.fromisoformat(str(earliest)), date.fromisoformat(str(latest))
    except ValueError:
        given = [str(clean(d)) for d in (earliest, latest) if d]
        return " to ".join(given) if given else "date not given"
    if first == last:
        return _day(first, year=True)
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return str(first.year)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{_day(first, year=first.year != last.year)} to {_day(last, year=True)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "statement"), count(2, "statement"), count(0, "country", "countries")
    ('1 statement', '2 statements', '0 countries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def texts(value: Any) -> list[str]:
    """Several texts, one text or none, as a list.

    >>> texts(None), texts("a"), texts(("a", "b"))
    ([], ['a'], ['a', 'b'])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value if item]


def span(row: Mapping[str, Any]) -> str:
    """Where the statement stands in its source's text.

    >>> span({"start": 10, "end": 1250})
    'characters 10 to 1,250'
    """
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    return f"characters {start:,} to {end:,}"


def embedded(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the speaker says that others want, say or believe, worded as the speaker's."""
    found = []
    speaker = str(row.get("speaker_label") or "the speaker")
    for item in row.get("embeds") or ():
        if not isinstance(item, Mapping):
            found.append({"lead": f"{speaker} says:", "text": str(item), "whose": ""})
            continue
        whose = str(item.get("attributee_label") or item.get("attributee") or "somebody")
        attitude = str(item.get("attitude") or "says").rsplit("#", 1)[-1]
        found.append(
            {
                "lead": f"{speaker} says that {whose} {attitude}:",
                "text": str(item.get("text") or ""),
                "whose": whose,
            }
        )
    return found


def _day(day: date, *, year: bool) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def quoted(row: Mapping[str, Any]) -> Sequence[str]:
    """The quoted words; the text itself where the mode is direct and no quotation is recorded."""
    words = texts(row.get("quotes"))
    return words or (texts(row.get("text")) if row.get("mode") == "direct" else [])
