"""The sides of a contest: every actor once, by the current position (:mod:`kg.model.sides`).

The same readings count as for positions: current readings of current statements, on the days on which the
statement counts. Readings of narrower issues are not included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kg.model.kinds import ACTOR_KINDS, kind_of
from kg.model.positions import Dated
from kg.model.sides import Stand, agreed, both_ways, by_day, sides, stand
from kg.questions.debate import Toward, toward
from kg.questions.offices import day

_STANCE, _EVALUATION = attrgetter("stance"), attrgetter("evaluation")
#: Many readings have the same days.
_day = lru_cache(5000)(day)
#: Readings by IRI, of one actor on one target.
_Held = Mapping[str, Toward]


@dataclass(frozen=True, slots=True)
class Contest:
    """How many actors are on each side of one target, and how many readings show it.

    Attributes:
        target: IRI of the target, ``label`` its name and ``kind`` proposal, condition, topic, issue,
            measure, agreement, event or actor.
        for_: actors for it.
        against: actors against it.
        both: actors whose position is mixed.
        other: actors who are neutral or unclear.
        changed: how many of all these were on another side before.
        readings: how many readings there are up to the day of the view.
        contested: whether there are actors both for and against it.
        stands: the position of each actor, by IRI.
    """

    target: str
    label: str
    kind: str
    for_: int
    against: int
    both: int
    other: int
    changed: int
    readings: int
    contested: bool
    stands: Mapping[str, Stand] = field(repr=False)

    @property
    def node(self) -> str:
        """The key of the target in a two-mode network, where an actor as a target is a node of its own."""
        return node(self.target)


def node(target: str) -> str:
    """Return the key of a target in a two-mode network.

    >>> node("https://x.org/id/person/ann"), node("https://x.org/id/issue/toll")
    ('https://x.org/id/person/ann#target', 'https://x.org/id/issue/toll')
    """
    return f"{target}#target" if kind_of(target) in ACTOR_KINDS else target


def contests(
    statements: Iterable[Mapping[str, Any]],
    on: date | str | None = None,
    *,
    issue_kinds: Mapping[str, str] | None = None,
) -> list[Contest]:
    """Return every target with a reading, the most contested first.

    The most contested target has the most actors on its smaller side; ties are broken by the number of
    actors.

    Args:
        statements: rows of ``kg.questions.said.said``. Superseded and retracted ones do not count.
        on: the day of the view, a date or YYYY-MM-DD; None for the newest.
        issue_kinds: "proposal", "condition" or "topic" by IRI of the issue; "issue" if missing.

    >>> rows = [{"id": f"urn:s{i}", "speaker": f"https://x.org/id/person/{who}", "counts_from": day,
    ...          "counts_until": day, "about": [{"reading": f"urn:r{i}", "label": "A toll",
    ...              "target": "https://x.org/id/issue/toll", "stance": stance}]}
    ...         for i, (who, day, stance) in enumerate([("ann", "2025-03-04", "oppose"),
    ...             ("ann", "2025-09-15", "support"), ("ben", "2025-09-16", "oppose")])]
    >>> [(c.label, c.for_, c.against, c.changed, c.contested) for c in contests(rows)]
    [('A toll', 1, 1, 1, True)]
    >>> [(c.for_, c.against) for c in contests(rows, "2025-06-30")]
    [(0, 1)]
    """
    return contests_of(toward(statements), on, issue_kinds=issue_kinds)


def contests_of(
    readings: Iterable[Toward],
    on: date | str | None = None,
    *,
    issue_kinds: Mapping[str, str] | None = None,
) -> list[Contest]:
    """Return the same for readings, in any order; see :func:`kg.questions.debate.readings_toward`."""
    until = day(on)
    labels: dict[str, str] = {}
    held: dict[str, dict[str, tuple[dict[str, Toward], dict[str, Toward]]]] = {}
    for one in readings:
        if one.stance or one.evaluation:
            labels.setdefault(one.target, one.label)
            actors = held.setdefault(one.target, {})
            stances, evaluations = actors.get(one.speaker) or actors.setdefault(one.speaker, ({}, {}))
            if one.stance:
                stances[one.reading] = one
            if one.evaluation:
                evaluations[one.reading] = one
    found = (_contest(target, labels[target], of, until, issue_kinds or {}) for target, of in held.items())
    return sorted((one for one in found if one is not None), key=_order)


def _contest(
    target: str,
    label: str,
    held: Mapping[str, tuple[_Held, _Held]],
    until: date | None,
    issue_kinds: Mapping[str, str],
) -> Contest | None:
    """Return the sides of one target; None if there is no reading up to that day."""
    stands: dict[str, Stand] = {}
    readings: set[str] = set()
    for actor, (stances, evaluations) in sorted(held.items()):
        if until is not None:
            stances, evaluations = _seen(stances, until), _seen(evaluations, until)
        one = both_ways(_stand(stances, _STANCE), _stand(evaluations, _EVALUATION))
        if one is not None:
            stands[actor] = one
            readings.update(stances, evaluations)
    if not stands:
        return None
    kind = kind_of(target)
    count = sides(stands)
    return Contest(
        target=target,
        label=label,
        kind="actor" if kind in ACTOR_KINDS else issue_kinds.get(target, kind),
        for_=count.for_,
        against=count.against,
        both=count.both,
        other=count.other,
        changed=count.changed,
        readings=len(readings),
        contested=count.contested,
        stands=stands,
    )


def _seen(readings: _Held, until: date) -> _Held:
    """The readings of what may have been said by a day."""
    found = by_day((_dated(one, "") for one in readings.values()), until)
    return {one.reading: readings[one.reading] for one in found}


def _stand(readings: _Held, value: Callable[[Toward], str]) -> Stand | None:
    """The stand that readings give; days matter only where an actor has several values."""
    if not readings:
        return None
    values = set(map(value, readings.values()))
    if len(values) == 1:
        return agreed(values.pop())
    return stand(_dated(one, value(one)) for one in readings.values())


def _dated(one: Toward, value: str) -> Dated:
    return Dated(one.reading, value, _day(one.counts_from), _day(one.counts_until))


def readings_on(readings: Iterable[Toward], on: date | str | None = None) -> Counter[str]:
    """Return the number of readings with a stance or evaluation up to a day, by node of their target.

    >>> one = Toward("urn:r", "https://x.org/id/issue/toll", "A toll", "urn:ann", "oppose", None, None, None)
    >>> readings_on([one, one])["https://x.org/id/issue/toll"], readings_on([one], "2025-06-30").total()
    (1, 0)
    """
    until = day(on)
    known: dict[str, set[str]] = {}
    for one in readings:
        if (one.stance or one.evaluation) and (until is None or by_day([_dated(one, "")], until)):
            known.setdefault(one.target, set()).add(one.reading)
    return Counter({node(target): len(its) for target, its in known.items()})


def _order(one: Contest) -> tuple[int, int, int, str, str]:
    settled = one.for_ + one.against
    return -min(one.for_, one.against), -settled, -(one.both + one.other), one.label, one.target
