"""The values that the settings of a network may have, each with its meaning; this module needs no pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.model.tenure import Known

if TYPE_CHECKING:
    import pandas as pd

#: The actor that a reading counts for, and the classes of body that each choice includes.
WHOSE = {
    "speaker": (),
    "organization": ("Organization", "Party", "Government"),
    "party": ("Party",),
    "government": ("Government",),
    "country": ("Country",),
}

#: The evidence that an affiliation requires, from the least to the most strict.
AFFILIATIONS = {
    "reported": ("coded", Known.DATED, Known.REPORTED, Known.OPEN),
    "dated": ("coded", Known.DATED),
}

#: Normalisation of a one-mode network to its formula.
ONE_MODE = {
    "none": "not normalised",
    "average": "divided by the mean of n(i) and n(i')",
    "jaccard": "divided by the readings of either that the other does not share, plus the product of those "
    "that both share",
    "cosine": "divided by the root of C(i, i) times C(i', i'): 1 for two with the same profile",
    "dna-cosine": "divided by n(i) times n(i'), called cosine by Discourse Network Analyzer",
}

#: Normalisation of a two-mode network to its formula.
TWO_MODE = {
    "none": "not normalised",
    "activity": "divided by the number of readings of the actor",
    "prominence": "divided by the number of readings toward the target",
}

#: How neutral and mixed readings count.
NEUTRAL = {"leave-out": "they do not count", "between": "they count 0, halfway between the two sides"}

#: How unclear readings count.
UNCLEAR = {"leave-out": "they do not count", "between": "they count 0, as if neutral"}


def _week(days: pd.Series) -> pd.Series:
    iso = days.dt.isocalendar()
    number: pd.Series = iso["year"].astype("Int64") * 100 + iso["week"].astype("Int64")
    return number


#: The period in which duplicates count once, to the number of a day's period; None if dates do not matter.
DUPLICATES: dict[str, Callable[[pd.Series], pd.Series] | None] = {
    "all": None,
    "statement": None,
    "source": None,
    "day": lambda days: days.dt.year * 1000 + days.dt.day_of_year,
    "week": _week,
    "month": lambda days: days.dt.year * 100 + days.dt.month,
    "year": lambda days: days.dt.year,
    "range": None,
}
