"""Holders of offices: the actors whom the title of an office means on the days asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kg.model.tenure import ORDER, Held, Known, Tenure, held
from kg.questions.answer import Asker
from kg.questions.office_titles import Fit, Title, fit, may_mean
from kg.questions.offices import Offices, known, offices_of, span
from kg.questions.register import Register
from kg.store.terms import iri

#: The first and the last day asked about.
Days = tuple[date, date]


class Holder(NamedTuple):
    """An actor who holds or held an office.

    Attributes:
        actor: IRI.
        label: the actor's name.
        office: the office in words: "Mayor of Eastford", "former Mayor of Eastford".
        known: how this is known: "since 2024-01-01", "attested 2025-03-04".
    """

    actor: str
    label: str
    office: str
    known: str

    def __str__(self) -> str:
        """Return the holder followed by the office.

        >>> str(Holder("ann", "Ann", "Mayor of Eastford", "since 2024-01-01"))
        'Ann, Mayor of Eastford (since 2024-01-01)'
        """
        return f"{self.label}, {self.office}" + (f" ({self.known})" if self.known else "")


def held_by(asker: Asker, register: Register, actors: Iterable[str], days: Days) -> list[Holder]:
    """Return the office of each actor on the days, else the latest; actors without one are left out."""
    return _rows(
        register, offices_of(asker, actors), lambda tenure: (0,), lambda tenure: _now(tenure, days), days
    )


def holders_of(asker: Asker, register: Register, offices: Iterable[str], days: Days) -> list[Holder]:
    """Return the holders of the offices on the days, else the latest holders."""
    wanted = set(offices)
    rows = asker.batched("holders", {"office": [iri(office) for office in sorted(wanted)]}) if wanted else []
    actors = {actor.value for row in rows if (actor := row["actor"]) is not None}
    held = offices_of(asker, actors) if actors else Offices({}, {})
    rank = dict.fromkeys(wanted, (0,))
    return _rows(register, held, lambda tenure: rank.get(tenure.office or ""), lambda t: _now(t, days), days)


class Titles:
    """The offices that a title may mean in one graph, and their holders.

    Args:
        asker: the graph.
        register: its names.
        title: the parsed title, or the IRI of an office.
        days: the first and the last day asked about.
        actors: only offices that these hold or held; None for all.
    """

    def __init__(
        self,
        asker: Asker,
        register: Register,
        title: Title | str,
        days: Days,
        actors: Sequence[str] | None = None,
    ) -> None:
        self._asker, self._register, self._days = asker, register, days
        self._office = title if isinstance(title, str) else None
        self._title = Title(()) if isinstance(title, str) else title
        self._offices: dict[str, Fit] = {}
        self._pairs: dict[tuple[str, str], Fit] = {}
        self._actors: set[str] = set()
        self._tenures: Offices | None = None
        self._look(actors)

    def _look(self, actors: Sequence[str] | None) -> None:
        names = self._may_be_meant()
        if not names:
            return
        only = {} if actors is None else {"actor": [iri(actor) for actor in actors]}
        held: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._asker.batched("holders", {"office": [iri(office) for office in names]}, **only):
            if (who := row["actor"]) and (what := row["office"]) and (of := row["body"]):
                held[what.value, of.value].add(who.value)
        families = self._register.families({body for _, body in held})
        for (office, body), its in held.items():
            if (found := self._fit(names[office], families[body])) is not None:
                self._pairs[office, body] = found
                self._offices[office] = min(found, self._offices.get(office, found))
                self._actors |= its
        for office in names.keys() - {office for office, _ in held}:
            if (found := self._fit(names[office], ())) is not None:
                self._offices[office] = found

    def _may_be_meant(self) -> dict[str, list[str]]:
        """The names of the offices that the title may mean, by IRI."""
        if self._office is not None:
            return {self._office: self._register.names(self._office)}
        offices = self._register.offices(self._title.words)
        names = {office: self._register.names(office) for office in offices}
        return {office: its for office, its in names.items() if may_mean(self._title, its)}

    def _fit(self, names: Sequence[str], family: Sequence[str]) -> Fit | None:
        if self._office is not None:
            return Fit.WHOLE
        return fit(self._title, names, family, self._register.bodies)

    @property
    def fits(self) -> set[Fit]:
        """How well offices in the graph fit, held or not."""
        return set(self._offices.values())

    def offices(self, how: Fit | None = None) -> list[str]:
        """Return the IRIs of the offices that fit this well; by default, of all that fit."""
        return sorted(office for office, found in self._offices.items() if how in (None, found))

    def on_the_days(self, how: Fit | None = None) -> list[Holder]:
        """Return who held an office that fits this well on one of the days or, for "former", before them."""
        now = self._chosen(how, lambda tenure: _now(tenure, self._days))
        if not self._title.past:
            return now
        left = {holder.actor for holder in now}
        past = self._chosen(how, lambda tenure: _over(tenure, self._days))
        return [holder for holder in past if holder.actor not in left]

    def at_any_time(self) -> list[Holder]:
        """Return who holds or held an office that fits; nobody if the title says "former"."""
        return [] if self._title.past else self.ever()

    def ever(self, how: Fit | None = None) -> list[Holder]:
        """Return who holds or held an office that fits this well, each with the latest tenure."""
        return self._chosen(how, lambda tenure: Held(tenure, None))

    def _chosen(self, how: Fit | None, on: Callable[[Tenure], Held | None]) -> list[Holder]:
        if self._tenures is None:
            self._tenures = offices_of(self._asker, self._actors) if self._actors else Offices({}, {})

        def rank(tenure: Tenure) -> tuple[int, ...] | None:
            found = self._pairs.get((tenure.office or "", tenure.body or ""))
            return None if found is None or how not in (None, found) else (found,)

        return _rows(self._register, self._tenures, rank, on, self._days, only_on=True)


def _rows(
    register: Register,
    offices: Offices,
    rank: Callable[[Tenure], tuple[int, ...] | None],
    on: Callable[[Tenure], Held | None],
    days: Days,
    *,
    only_on: bool = False,
) -> list[Holder]:
    """One row for each actor: of the tenures with a rank, the best known on the days, else the latest."""
    best: dict[str, tuple[tuple[int, ...], Held]] = {}
    for actor, tenures in offices.tenures.items():
        for tenure in tenures:
            first, one = rank(tenure), on(tenure)
            if first is None or (one is None and only_on):
                continue
            order = (*first, int(one is None), _sureness(one), _lateness(tenure))
            if actor not in best or order < best[actor][0]:
                best[actor] = order, one or Held(tenure, None)
    register.learn(best)
    rows = [
        Holder(actor, register.label(actor), offices.words(one), _known(one, days))
        for actor, (_, one) in best.items()
    ]
    return sorted(rows, key=lambda row: (row.label, row.actor))


def _now(tenure: Tenure, days: Days) -> Held | None:
    """The office as held on one of the days; None if it was not."""
    found = held(tenure, *days)
    if found is not None and found.known is not None:
        return found
    # An office attested by an undated source may have been held on any day.
    return Held(tenure, Known.POSSIBLE) if tenure.first is None and tenure.end is None else None


def _over(tenure: Tenure, days: Days) -> Held | None:
    """The office as a former one on the first of the days; None if it was not over."""
    end = tenure.end
    return Held(tenure, None, former=True) if end is not None and end < days[0] else None


def _known(one: Held, days: Days) -> str:
    """How it is known; for several days, when the office was held."""
    return span(one.tenure) if one.known is None or days[0] != days[1] else known(one)


def _sureness(one: Held | None) -> int:
    return len(ORDER) if one is None or one.known is None else ORDER.index(one.known)


def _lateness(tenure: Tenure) -> int:
    day = tenure.last or tenure.since or tenure.end
    return 0 if day is None else -day.toordinal()
