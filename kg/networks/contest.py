"""The sides of a contest: every actor once, by the current position (:mod:`kg.model.sides`).

The same readings count as for positions: current readings of current statements, on the days on which the
statement counts. Readings of narrower issues are not included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.model.kinds import ACTOR_KINDS, kind_of
from kg.model.positions import Dated
from kg.model.sides import Stand, both_ways, by_day, sides, stand
from kg.questions.offices import day

_SCHEMES = ("stance", "evaluation")


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
        return f"{self.target}#target" if self.kind == "actor" else self.target


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
    until = day(on)
    labels: dict[str, str] = {}
    held: dict[str, dict[str, dict[str, dict[str, Dated]]]] = {}
    for row in statements:
        speaker = row.get("speaker")
        if not speaker or not _current(row):
            continue
        earliest, latest = day(row.get("counts_from")), day(row.get("counts_until"))
        for reading in row.get("about") or ():
            target = reading.get("target")
            for scheme in _SCHEMES:
                value = reading.get(scheme)
                if not target or not value or not _current(reading):
                    continue
                labels.setdefault(target, reading.get("label") or target)
                name = str(reading["reading"])
                mine = held.setdefault(target, {}).setdefault(speaker, {}).setdefault(scheme, {})
                mine[name] = Dated(name, str(value), earliest, latest)
    found = (_contest(target, labels[target], of, until, issue_kinds or {}) for target, of in held.items())
    return sorted((one for one in found if one is not None), key=_order)


def _contest(
    target: str,
    label: str,
    held: Mapping[str, Mapping[str, Mapping[str, Dated]]],
    until: date | None,
    issue_kinds: Mapping[str, str],
) -> Contest | None:
    """Return the sides of one target; None if there is no reading up to that day."""
    stands: dict[str, Stand] = {}
    readings: set[str] = set()
    for actor, schemes in sorted(held.items()):
        one = both_ways(*(stand(schemes.get(scheme, {}).values(), until) for scheme in _SCHEMES))
        if one is not None:
            stands[actor] = one
            readings.update(
                reading.reading for its in schemes.values() for reading in by_day(its.values(), until)
            )
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


def _order(one: Contest) -> tuple[int, int, int, str, str]:
    settled = one.for_ + one.against
    return -min(one.for_, one.against), -settled, -(one.both + one.other), one.label, one.target


def _current(record: Mapping[str, Any]) -> bool:
    return record.get("status") in (None, "current")
