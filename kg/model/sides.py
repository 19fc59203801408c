"""Who is for an issue and who is against it: every actor counts once, by the current position.

An actor is **for**, **against**, on **both** sides (the position is mixed) or on neither (**other**:
neutral or unclear). An actor who was for or against it before and is no longer has *changed*, which is
counted separately: a person who changes her mind does not make an issue contested. An issue is
**contested** if at least one actor is for it and at least one other is against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.model.positions import Dated, Run, runs
from kg.model.stances import Side, side


@dataclass(frozen=True, slots=True)
class Stand:
    """The stand of one actor on one target.

    Attributes:
        value: code of the current position.
        side: side of the current position.
        changed: whether an earlier position was for or against it, and the current one is not.
    """

    value: str
    side: Side
    changed: bool


def stand(readings: Iterable[Dated], on: date | None = None) -> Stand | None:
    """Return an actor's stand on one target, derived from all readings of the actor's statements.

    Args:
        readings: the readings that count, either all of stances or all of evaluations.
        on: count only what may have been said by this day; undated readings are left out. None for all.

    Returns:
        The stand; None if no reading is left.

    >>> day = date(2025, 3, 4), date(2025, 9, 15)
    >>> said = [Dated("r1", "oppose", day[0], day[0]), Dated("r2", "support", day[1], day[1])]
    >>> stand(said)
    Stand(value='support', side=<Side.FOR: 'for'>, changed=True)
    >>> stand(said, date(2025, 6, 1)).side, stand(said, date(2024, 1, 1))
    (<Side.AGAINST: 'against'>, None)
    """
    return stand_of(runs(by_day(readings, on)))


def stand_of(found: Sequence[Run]) -> Stand | None:
    """Return the stand that an actor's positions on one target give, the oldest first; None without any."""
    if not found:
        return None
    newest = side(found[-1].value)
    before = {side(run.value) for run in found[:-1]} & {Side.FOR, Side.AGAINST}
    return Stand(found[-1].value, newest, bool(before - {newest}))


@cache
def agreed(value: str) -> Stand:
    """Return the stand of an actor with readings of one value only: one position, whatever the days.

    >>> agreed("support") == stand([Dated("r", "support", None, None)])
    True
    """
    return Stand(value, side(value), changed=False)


def both_ways(stance: Stand | None, evaluation: Stand | None) -> Stand | None:
    """Combine an actor's stands by stance and by evaluation of the same target.

    Positions are derived separately from stances and from evaluations. An actor who has both counts once: a
    stand for or against takes precedence over neutral and unclear, and two different sides become both.

    >>> both_ways(Stand("support", Side.FOR, False), Stand("negative", Side.AGAINST, False))
    Stand(value='mixed', side=<Side.BOTH: 'both'>, changed=False)
    >>> both_ways(Stand("neutral", Side.OTHER, False), Stand("negative", Side.AGAINST, True)).side
    <Side.AGAINST: 'against'>
    """
    if stance is None or evaluation is None:
        return stance or evaluation
    changed = stance.changed or evaluation.changed
    if evaluation.side in (stance.side, Side.OTHER):
        return Stand(stance.value, stance.side, changed)
    if stance.side == Side.OTHER:
        return Stand(evaluation.value, evaluation.side, changed)
    return Stand("mixed", Side.BOTH, changed)


def by_day(readings: Iterable[Dated], on: date | None) -> list[Dated]:
    """The readings of what may have been said by a day; all of them if ``on`` is None."""
    if on is None:
        return list(readings)
    return [one for one in readings if one.earliest is not None and one.earliest <= on]


@dataclass(frozen=True, slots=True)
class Sides:
    """Numbers of actors by side on one target.

    Attributes:
        for_: actors for it.
        against: actors against it.
        both: actors whose position is mixed.
        other: actors who are neutral or unclear.
        changed: how many of all these were for or against it before and no longer are.
    """

    for_: int = 0
    against: int = 0
    both: int = 0
    other: int = 0
    changed: int = 0

    @property
    def contested(self) -> bool:
        """Whether one actor is for it and another against it."""
        return self.for_ > 0 and self.against > 0

    @property
    def actors(self) -> int:
        """Number of actors on any side."""
        return self.for_ + self.against + self.both + self.other


def sides(stands: Mapping[str, Stand | None] | Iterable[Stand | None]) -> Sides:
    """Count actors by side, each once.

    >>> one = Stand("support", Side.FOR, True)
    >>> sides([one, Stand("oppose", Side.AGAINST, False), None])
    Sides(for_=1, against=1, both=0, other=0, changed=1)
    """
    found = [one for one in (stands.values() if isinstance(stands, Mapping) else stands) if one is not None]
    counted = Counter(one.side for one in found)
    return Sides(
        for_=counted[Side.FOR],
        against=counted[Side.AGAINST],
        both=counted[Side.BOTH],
        other=counted[Side.OTHER],
        changed=sum(one.changed for one in found),
    )
