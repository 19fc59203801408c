"""Which readings a network is made of: by names, by time, and by any property."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kg.networks.conditions import meets
from kg.networks.fetching import fetch
from kg.networks.readings import Readings
from kg.questions.answer import Asker
from kg.questions.codes import stances
from kg.questions.dates import first_day, last_day
from kg.questions.names import TARGETS, Names, covered

if TYPE_CHECKING:
    from kg.store.base import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to look at; names are as people type them, and several mean any of them.

    Attributes:
        by: speakers.
        about: issues or things, narrower issues included.
        source: sources.
        stance: stances and evaluations.
        since: a year, month or day: what can have been said then or later.
        until: likewise, then or earlier. Either leaves undated statements out.
        include: conditions ``PROPERTY=VALUE`` of which all must hold; see :mod:`kg.networks.conditions`.
        exclude: conditions of which none may hold.
    """

    by: Sequence[str] = ()
    about: Sequence[str] = ()
    source: Sequence[str] = ()
    stance: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def words(self) -> str:
        """The selection for a caption; empty where everything is taken.

        >>> Selection(about=["tariffs"], since="2025").words()
        'about: tariffs, since: 2025'
        """
        said = []
        for name in ("by", "about", "source", "stance", "include", "exclude"):
            if values := getattr(self, name):
                said.append(f"{name}: {' or '.join(values)}")
        said += [f"{name}: {value}" for name in ("since", "until") if (value := getattr(self, name))]
        return ", ".join(said)


def select(store: Store, selection: Selection) -> Readings:
    """The readings that fit.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: no such stance, date or property.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     len(select(store, Selection(by=["Trump"], about=["51st state"])))
    2
    """
    names = Names(asker := Asker(store))
    readings = fetch(
        store,
        by=[names.find(text, ("actor",)).term for text in selection.by],
        about=[term for text in selection.about for term in covered(asker, names.find(text, TARGETS))],
        source=[names.find(text, ("source",)).term for text in selection.source],
        value=[term for text in selection.stance for term in stances(text)],
    )
    readings = _in_time(readings, selection.since, selection.until)
    for condition in selection.include:
        readings = readings.having(readings.frame[meets(store, readings, condition)].reset_index(drop=True))
    for condition in selection.exclude:
        readings = readings.having(readings.frame[~meets(store, readings, condition)].reset_index(drop=True))
    return readings


def _in_time(readings: Readings, since: str | None, until: str | None) -> Readings:
    if since is None and until is None:
        return readings
    frame = readings.frame
    undated = int(frame["earliest"].isna().sum())
    kept = frame["earliest"].notna()
    if since is not None:
        kept &= frame["latest"] >= pd.Timestamp(first_day(since))
    if until is not None:
        kept &= frame["earliest"] <= pd.Timestamp(last_day(until))
    note = f"{undated:,} readings of statements without a date are left out." if undated else None
    return readings.having(frame[kept].reset_index(drop=True), note)
