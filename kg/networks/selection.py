"""Selection of the readings for a network: by name, time, or any property."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kg.networks.conditions import meets
from kg.networks.fetch import fetch
from kg.networks.reading_table import Readings, as_reported
from kg.questions.answer import Asker, notation
from kg.questions.names import TARGETS, Names, covered
from kg.questions.notations import day_basis, stances
from kg.questions.periods import asked_days
from kg.wording.counts import count, form
from kg.wording.lists import disjunction

if TYPE_CHECKING:
    from kg.store.base import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to include. Names are as people type them; several values mean any of them.

    Attributes:
        by: speakers.
        about: issues or other targets, including narrower issues.
        source: sources.
        stance: stances and evaluations.
        since: a year, month or day; keeps what may have been said then or later. A note gives the number of
            readings whose days extend beyond the period.
        until: a year, month or day; keeps what may have been said then or earlier. Both ``since`` and
            ``until`` leave out readings without any day.
        dates: a key of :data:`kg.questions.notations.DATES`: "counted", or "stated" for only the statements
            with a date of their own. The others count by the publication of their source, or have no day.
        include: conditions ``PROPERTY=VALUE`` that must all hold; see :mod:`kg.networks.conditions`.
        exclude: conditions of which none may hold.
    """

    by: Sequence[str] = ()
    about: Sequence[str] = ()
    source: Sequence[str] = ()
    stance: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    dates: str = "counted"
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def words(self) -> str:
        """The selection in words, for a caption; empty if everything is selected.

        >>> Selection(about=["tariffs"], since="2025").words()
        'about: tariffs, since: 2025'
        """
        said = []
        for name in ("by", "about", "source", "stance", "include", "exclude"):
            if values := getattr(self, name):
                said.append(f"{name}: {disjunction(values)}")
        said += [f"{name}: {value}" for name in ("since", "until") if (value := getattr(self, name))]
        if self.dates != "counted":
            said.append(f"dates: {self.dates}")
        return ", ".join(said)

    def __post_init__(self) -> None:
        """Raise an error for an unknown value.

        >>> Selection(dates="known")
        Traceback (most recent call last):
        kg.errors.QuestionError: unknown value 'known' for dates
          expected one of: counted, stated
        """
        day_basis(self.dates)


def select(store: Store, selection: Selection, *, bodies: bool = True) -> Readings:
    """Return the readings that match.

    Args:
        store: the graph.
        selection: what to include.
        bodies: as for :func:`kg.networks.fetch.fetch`.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: an unknown stance, date, property or value, or a period that ends before it begins.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     len(select(store, Selection(by=["Trump"], about=["51st state"])))
    2
    """
    names = Names(asker := Asker(store), since=selection.since, until=selection.until)
    readings = fetch(
        store,
        by=[names.find(text, ("actor",)).term for text in selection.by],
        about=[term for text in selection.about for term in covered(asker, names.find(text, TARGETS))],
        source=[names.find(text, ("source",)).term for text in selection.source],
        value=[term for text in selection.stance for term in stances(text)],
        bodies=bodies,
    )
    first, last = asked_days(selection.since, selection.until)
    readings = in_time(_dated(readings, selection.dates), first, last)
    for condition in selection.include:
        readings = _kept(readings, meets(store, readings, condition), f"--include {condition}")
    for condition in selection.exclude:
        readings = _kept(readings, ~meets(store, readings, condition), f"--exclude {condition}")
    if first is None and last is None:
        return readings
    return readings.having(readings.frame, as_reported(readings), _outside(readings.frame, first, last))


def _dated(readings: Readings, dates: str) -> Readings:
    """Keep the readings whose days have the requested basis, and note how many do not."""
    basis = {notation(term.value) for term in day_basis(dates)}
    fits = readings.frame["counts_by"].isin(basis) | (not basis)
    if not (out := int((~fits).sum())):
        return readings
    of, are = count(len(readings), "reading"), form(out, "is", "are")
    note = f"{out:,} of {of} {are} left out by --dates {dates}: the source gives no date for what was said."
    return readings.having(readings.frame[fits].reset_index(drop=True), note)


def _kept(readings: Readings, fits: pd.Series, condition: str) -> Readings:
    """Keep the readings that meet a condition, and note how many do not."""
    out, of = int((~fits).sum()), count(len(readings), "reading")
    note = f"{out:,} of {of} {form(out, 'is', 'are')} left out by {condition}." if out else None
    return readings.having(readings.frame[fits].reset_index(drop=True), note)


def in_time(readings: Readings, first: str | None, last: str | None) -> Readings:
    """Keep the readings that may have been made in a period; see :func:`kg.model.days.fits`."""
    if first is None and last is None:
        return readings
    frame = readings.frame
    dated = frame["earliest"].notna() & frame["latest"].notna()
    undated, kept = int((~dated).sum()), dated.copy()
    if first is not None:
        kept &= frame["latest"] >= pd.Timestamp(first)
    if last is not None:
        kept &= frame["earliest"] <= pd.Timestamp(last)
    are = form(undated, "is", "are")
    note = f"{count(undated, 'reading')} without any day {are} left out." if undated else None
    return readings.having(frame[kept].reset_index(drop=True), note)


def _outside(frame: pd.DataFrame, first: str | None, last: str | None) -> str | None:
    """The note on readings whose days extend beyond the period."""
    beyond = pd.Series(False, index=frame.index)
    if first is not None:
        beyond |= frame["earliest"] < pd.Timestamp(first)
    if last is not None:
        beyond |= frame["latest"] > pd.Timestamp(last)
    if not (number := int(beyond.sum())):
        return None
    its = "its" if number == 1 else "their"
    return f"{count(number, 'reading')} may be outside the period: {its} days extend beyond it."
