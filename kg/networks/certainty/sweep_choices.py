"""The choices of a sweep, and the values of each.

Windows: the whole period, and the two halves of the statements in order of time, split between two days. A
reading that cannot be assigned to one half, or has no date, is in neither. If most are in neither, the halves
are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kg.errors import QuestionError
from kg.networks.choices import DUPLICATES, NEUTRAL, ONE_MODE, TWO_MODE
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings

#: Window to its description.
WINDOWS = {
    "whole": "all readings",
    "first half": "the earlier half of the statements",
    "second half": "the later half of the statements",
}

#: The choices.
CHOICES = ("duplicates", "normalization", "neutral", "window")


def choices(
    base: Settings, over: Mapping[str, Sequence[str]], windows: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the values of each choice, the base's own first.

    Args:
        base: the settings that are varied.
        over: the wanted values; all values of a choice that is not given.
        windows: the available windows.

    Raises:
        QuestionError: an unknown choice or value.

    >>> choices(Settings(kind="two-mode"), {"duplicates": ["source"]}, ["whole"])["duplicates"]
    ('all', 'source')
    """
    known: dict[str, Sequence[str]] = {
        "duplicates": list(DUPLICATES),
        "normalization": list(TWO_MODE if base.two_mode else ONE_MODE),
        "neutral": list(NEUTRAL) if base.signed else [],
        "window": windows,
    }
    for choice, wanted in over.items():
        if choice not in CHOICES:
            raise QuestionError(f"unknown choice {choice!r}", hint="expected one of: " + ", ".join(CHOICES))
        for value in wanted:
            if choice == "window" and value not in WINDOWS:
                raise QuestionError(
                    f"unknown window {value!r}", hint="expected one of: " + ", ".join(WINDOWS)
                )
            if choice != "window":
                replace(base, **{choice: value})  # type: ignore[arg-type]
        known[choice] = [value for value in wanted if choice != "window" or value in windows]
    own = {choice: getattr(base, choice, "whole") for choice in CHOICES}
    return {choice: tuple(dict.fromkeys((own[choice], *known[choice]))) for choice in CHOICES}


def halves(readings: Readings) -> dict[str, Readings]:
    """Return the readings of each window; only of the whole if dates do not divide them.

    They do not if fewer than half of the readings fall into either half: ties would then be missing because
    of dates, not because of disagreement.
    """
    frame = readings.frame
    found = {"whole": readings}
    days = np.sort(frame.drop_duplicates("statement")["latest"].dropna().to_numpy())
    if len(days) and days[0] != days[-1]:
        middle = days[(len(days) - 1) // 2]
        cut = middle if middle != days[-1] else days[days < middle][-1]
        first = readings.having(frame[frame["latest"] <= cut].reset_index(drop=True))
        second = readings.having(frame[frame["earliest"] > cut].reset_index(drop=True))
        if 2 * (len(first) + len(second)) >= len(frame):
            found |= {"first half": first, "second half": second}
    return found
