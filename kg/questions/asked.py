"""What was asked: the question in words and the conditions that were given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """What was asked.

    Attributes:
        title: the question in words.
        conditions: the conditions that were given, by name.
        columns: what each column holds, where that is known.
        sources: IRIs of the sources that the rows rest on; None to find them by the rows.
    """

    title: str = ""
    conditions: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    sources: Collection[str] | None = None


def conditions(**given: Any) -> dict[str, str]:
    """Return the conditions that were given, as text; what restricts nothing is left out.

    >>> conditions(by=["Trump", "Carney"], since=None, dates="counted", all_versions=True, stance=())
    {'by': 'Trump, Carney', 'all versions': 'yes'}
    """
    found = {}
    for name, value in given.items():
        listed = [value] if isinstance(value, str) or not isinstance(value, Sequence) else list(value)
        if (
            value is None
            or value is False
            or listed in ([], [""])
            or (name == "dates" and value == "counted")
        ):
            continue
        words = ("yes" if each is True else str(each) for each in listed)
        found[name.replace("_", " ")] = ", ".join(words)
    return found
