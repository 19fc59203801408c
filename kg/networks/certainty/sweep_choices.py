"""What a sweep varies, and the values that each choice takes.

Windows: the whole range, and the two halves of the statements in order of time, split between two days. A
reading that cannot be put on one side, or has no date, is in neither half. Where most are in neither, the
halves are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kg.errors import QuestionError
from kg.networks.duplicates import DUPLICATES
from kg.networks.normalisation import ONE_MODE, TWO_MODE
from kg.networks.reading_table import Readings
from kg.networks.scores import NEUTRAL
from kg.networks.settings import Settings

#: Windows to their words.
WINDOWS = {
    "whole": "all readings",
    "first half": "the earlier half of the statements",
    "second half": "the later half of the statements",
}

#: What is varied.
CHOICES = ("duplicates", "normalization", "neutral", "window")


def choices(
    base: Settings, over: Mapping[str, Sequence[str]], windows: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The values of each choice, the base's own first.

    Args:
        base: the settings that are varied.
        over: the values wanted; what is not named takes all that there are.
        windows: those that there are.

    Raises:
        QuestionError: no such choice or value.

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
            raise QuestionError(f"{choice!r} is no choice to sweep over", hint="known: " + ", ".join(CHOICES))
        for value in wanted:
            if choice == "window" and value not in WINDOWS:
                raise QuestionError(f"{value!r} is no window of a sweep", hint="known: " + ", ".join(WINDOWS))
            if choice != "window":
                replace(base, **{choice: value})  # type: ignore[arg-type]
        known[choice] = [value for value in wanted if choice != "window" or value in windows]
    own = {choice: getattr(base, choice, "whole") for choice in CHOICES}
    return {choice: tuple(dict.fromkeys((own[choice], *known[choice]))) for choice in CHOICES}


def halves(readings: Readings) -> dict[str, Readings]:
    """The readings of each window; of the whole alone where dates do not divide them.

    They do not where fewer than half of the readings fall into either half: ties would then be missing for
    want of a date, and not for want of agreement.
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
