"""The rows that answers are made of: a statement, its readings, and its embedded attributions.

Rows are plain mappings that can be written as JSON directly; the keys of :class:`Statement` are a stable
contract for programs (docs/said.md). A bare name (``speaker``) is an IRI, ``<name>_label`` its label; a
missing value is None, or an empty list. Days are texts, YYYY-MM-DD.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict


class Reading(TypedDict):
    """How a coder reads a statement toward one target."""

    reading: str
    target: str
    label: str
    stance: str | None
    evaluation: str | None
    score: float | None
    confidence: str | None
    reason: str | None
    coder: str | None
    coder_label: str | None
    status: str


class Embedded(TypedDict):
    """What the speaker says that another actor says, wants or believes; not a statement of that actor."""

    embedded: str
    attributee: str
    attributee_label: str
    attitude: str
    text: str


class Statement(TypedDict):
    """One statement with everything that is recorded about it."""

    id: str
    speaker: str
    speaker_label: str
    #: Offices on the days on which it counts, in words, and how each is known: two lists of equal length.
    speaker_roles: list[str]
    speaker_roles_known: list[str]
    on_behalf_of: list[str]
    on_behalf_of_labels: list[str]
    mode: str
    text: str
    quotes: list[str]
    cue: str | None
    #: Its own date, as the source gives it; None if the source gives none.
    said_earliest: str | None
    said_latest: str | None
    date_basis: str | None
    date_precision: str | None
    date_reason: str | None
    #: The days on which it counts: its own date, or the publication of its source.
    counts_from: str | None
    counts_until: str | None
    #: The evidence for these days: stated, inferred, published or unknown.
    counts_by: str
    addressee: str | None
    addressee_label: str | None
    place: str | None
    place_label: str | None
    occasion: str | None
    about: list[Reading]
    source: str
    source_label: str
    source_url: str | None
    source_earliest: str | None
    source_latest: str | None
    reported_by: list[str]
    reported_by_labels: list[str]
    embeds: list[Embedded]
    note: str | None
    start: int
    end: int
    sha256: str | None
    coder: str | None
    coder_label: str | None
    #: Whether coders read it differently toward the same target.
    coders_differ: bool
    status: str
    superseded_by: str | None
    retracted_at: str | None
    retraction_reason: str | None
    #: The file of the workspace, and the line in it, where it was coded; None if unknown.
    sheet: str | None
    line: int | None


#: Keys of a statement, in the order of a table.
COLUMNS = tuple(Statement.__annotations__)


def sort_key(*values: object) -> tuple[tuple[float, str], ...]:
    """Return a sort key of values from the graph, which need not be all numbers or all texts.

    >>> sorted([("a", "x"), ("a", 10), ("a", 9), ("a", None)], key=lambda row: sort_key(*row))
    [('a', 9), ('a', 10), ('a', None), ('a', 'x')]
    """
    return tuple(
        (value, "") if isinstance(value, int | float) else (math.inf, str(value or "")) for value in values
    )


def newest_first(rows: Iterable[Statement]) -> list[Statement]:
    """Sort rows as ``kg said`` does: by the last day on which they count, then by source and place."""

    def place(row: Mapping[str, Any]) -> tuple[tuple[float, str], ...]:
        return sort_key(row.get("source"), row.get("start") or 0, row.get("end") or 0, str(row["id"]))

    return sorted(sorted(rows, key=place), key=lambda row: str(row.get("counts_until") or ""), reverse=True)


def current(record: Mapping[str, Any]) -> bool:
    """Whether a statement or reading is neither superseded nor retracted."""
    return record.get("status") in (None, "current")
