"""The readings that networks are built from, one row each, with their background.

Columns of :attr:`Readings.frame`:

=================  ==========================================================================
reading            IRI of the reading
statement          IRI of what it reads
source             IRI of the source that reports the statement
speaker            IRI of the speaker
actor              IRI of the actor that it counts for: the speaker, or their organization, party,
                   government or country (:mod:`kg.networks.affiliation`)
basis              evidence for the actor: "speaker", "coded", "dated", "reported" or "open"
target             IRI of the target that it counts toward: as coded, or a broader one
                   (:mod:`kg.networks.levels`)
scheme, value      "stance" or "evaluation", and its notation: "support", "positive", ...
score              the score: +1, -1, 0; NaN if unclear
own                whether the coder assigned this score, on a scale of their own
earliest, latest   first and last day on which its statement counts (:mod:`kg.model.counting`): its own date
                   or, without one, the publication of the source; missing if unknown
counts_by          basis of these days: "stated", "inferred", "published" or "unknown"
coded_target       IRI of the target as coded
coded_value        the stance or evaluation as coded
weight             its weight: 1, or less under a kernel (:mod:`kg.networks.kernels`)
=================  ==========================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.errors import QuestionError
from kg.model.directions import carried
from kg.model.stances import SCORES
from kg.wording.counts import count, form

if TYPE_CHECKING:
    from kg.networks.affiliation import Affiliations

#: The columns of a frame, in order.
COLUMNS = (
    *("reading", "statement", "source", "speaker", "actor", "basis", "target"),
    *("scheme", "value", "score", "own", "earliest", "latest", "counts_by"),
    *("coded_target", "coded_value", "weight"),
)
_CATEGORIES = (
    *("source", "speaker", "actor", "basis", "target", "scheme", "value", "counts_by"),
    *("coded_target", "coded_value"),
)


@dataclass(frozen=True)
class Background:
    """Labels, kinds, hierarchy and affiliations of the actors and targets of readings.

    Attributes:
        labels: the name of actors and targets, by IRI.
        kinds: person, organization, proposal, condition, ..., by IRI.
        broader: the broader issues of an issue, by IRI.
        directions: by IRI of an issue, the next broader ones with 1 if it furthers them, -1 if it works
            against them, and 0 if both are coded.
        affiliations: the bodies to which actors belong, with days.
        behalf: by statement, the bodies on whose behalf it was made, as coded.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    directions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    affiliations: Affiliations | None = None
    behalf: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def carried(self) -> Mapping[str, Mapping[str, int]]:
        """The broader issues that directions lead to from each; see :func:`kg.model.directions.carried`."""
        return carried(self.directions, {iri for iri, kind in self.kinds.items() if kind == "topic"})

    def label(self, iri: str) -> str:
        """Return the label of a thing, or its IRI if it has none."""
        return self.labels.get(iri) or iri

    def names(self, iris: Sequence[str]) -> list[str]:
        """Return distinct labels of several things: a label that two of them share is followed by the IRI."""
        often = Counter(self.label(iri) for iri in iris)
        return [
            f"{self.label(iri)} ({iri})" if often[self.label(iri)] > 1 else self.label(iri) for iri in iris
        ]


@dataclass(frozen=True, slots=True)
class Readings:
    """A table of readings; every step toward a network takes one and returns another.

    Attributes:
        frame: one row per reading; see the module.
        background: of the actors and targets.
        scale: the lowest and highest score that a reading can have.
        notes: what was left out and why, one sentence each.
    """

    frame: pd.DataFrame
    background: Background = field(default_factory=Background)
    scale: tuple[float, float] = (-1.0, 1.0)
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.frame)

    def having(self, frame: pd.DataFrame, *notes: str | None) -> Readings:
        """Return a copy with another frame and additional notes; None is ignored."""
        more = tuple(note for note in notes if note is not None and note not in self.notes)
        return replace(self, frame=frame, notes=(*self.notes, *more))


def as_reported(readings: Readings) -> str | None:
    """The note on readings that count by the publication of their source; None if there are none.

    >>> print(as_reported(Readings(table([{"actor": "urn:a", "target": "urn:t", "counts_by": "published"}]))))
    1 of 1 reading counts as of the publication of its source (--dates stated leaves it out).
    """
    number = int((readings.frame["counts_by"] == "published").sum())
    if not number:
        return None
    counts, its = form(number, "counts", "count"), form(number, "its", "their")
    them = form(number, "it", "them")
    return (
        f"{number:,} of {count(len(readings), 'reading')} {counts} as of the publication of {its} source "
        f"(--dates stated leaves {them} out)."
    )


def table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return a frame from mappings, with defaults for missing columns.

    >>> frame = table([{"actor": "urn:ann", "target": "urn:toll", "value": "oppose"}])
    >>> frame[["reading", "speaker", "score", "weight"]].values.tolist()
    [['urn:reading:0', 'urn:ann', -1.0, 1.0]]
    """
    full = []
    for number, row in enumerate(rows):
        value = row.get("value", "support")
        actor = row.get("actor", row.get("speaker"))
        usual = {
            "reading": f"urn:reading:{number}",
            "statement": f"urn:statement:{number}",
            "source": "urn:source:0",
            "speaker": actor,
            "actor": actor,
            "basis": "speaker",
            "scheme": "evaluation" if value in ("positive", "negative") else "stance",
            "value": value,
            "score": SCORES.get(value, float("nan")),
            "own": False,
            "earliest": None,
            "latest": None,
            "counts_by": "stated" if row.get("earliest") is not None else "unknown",
            "weight": 1.0,
        }
        full.append({**usual, **row})
    return shaped(pd.DataFrame(full, columns=[name for name in COLUMNS if not name.startswith("coded_")]))


def shaped(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns in order, with their types: categories, numbers, days."""
    if "coded_target" not in frame:
        frame = frame.assign(coded_target=frame["target"], coded_value=frame["value"])
    frame = frame.reindex(columns=list(COLUMNS)).reset_index(drop=True)
    for column in _CATEGORIES:
        if not isinstance(frame[column].dtype, pd.CategoricalDtype):
            frame[column] = frame[column].astype("category")
    for column in ("score", "weight"):
        frame[column] = frame[column].astype(float)
    frame["own"] = frame["own"].eq(True)
    for column in ("earliest", "latest"):
        frame[column] = as_days(frame[column])
    return frame


def as_days(column: pd.Series) -> pd.Series:
    """Return a column of days, from dates or text in the form YYYY-MM-DD only.

    Raises:
        QuestionError: a value is not a day.

    >>> as_days(pd.Series(["0001-01-01", "9999-12-31"])).astype(str).tolist()
    ['0001-01-01', '9999-12-31']
    >>> as_days(pd.Series(["01/02/2021"]))
    Traceback (most recent call last):
    kg.errors.QuestionError: '01/02/2021' is not a valid date (expected YYYY-MM-DD)
    """
    try:
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    except ValueError:
        parsed = pd.to_datetime(column, format="%Y-%m-%d", errors="coerce")
        wrong = column[parsed.isna() & column.notna()].iloc[0]
        raise QuestionError(f"{str(wrong)!r} is not a valid date (expected YYYY-MM-DD)") from None
