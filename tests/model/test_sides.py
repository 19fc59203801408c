"""Who is for and who is against: every actor once, by the current position on the day of the view."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.model.positions import Dated
from kg.model.sides import Sides, Stand, both_ways, by_day, sides, stand
from kg.model.stances import Side

START = date(2025, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def said(*what: tuple[str, int | None] | tuple[str, int, int]) -> list[Dated]:
    """Readings from value, first and last day; the last day is the first by default."""
    found = []
    for number, (value, *days) in enumerate(what):
        first, last = (None if one is None else day(one) for one in (days[0], days[-1]))
        found.append(Dated(f"r{number}", value, first, last))
    return found


@pytest.mark.parametrize(
    ("value", "where"),
    [
        *(
            ("support", Side.FOR),
            ("positive", Side.FOR),
            ("oppose", Side.AGAINST),
            ("negative", Side.AGAINST),
        ),
        *(("mixed", Side.BOTH), ("neutral", Side.OTHER), ("unclear", Side.OTHER)),
    ],
)
def test_an_actor_stands_on_the_side_of_the_one_position(value: str, where: Side) -> None:
    assert stand(said((value, 3))) == Stand(value, where, False)


def test_the_newest_position_decides() -> None:
    assert stand(said(("oppose", 1), ("support", 5), ("oppose", 9))) == Stand("oppose", Side.AGAINST, True)


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        *(("support", "oppose", True), ("oppose", "support", True), ("negative", "positive", True)),
        *(("support", "neutral", True), ("oppose", "mixed", True)),
        *(("neutral", "support", False), ("mixed", "oppose", False), ("neutral", "mixed", False)),
    ],
)
def test_an_actor_who_was_for_or_against_and_no_longer_is_has_changed(
    before: str, now: str, changed: bool
) -> None:
    found = stand(said((before, 1), (now, 5)))
    assert found is not None
    assert (found.value, found.changed) == (now, changed)


def test_an_actor_who_returns_to_a_side_after_the_other_has_changed() -> None:
    assert stand(said(("support", 1), ("oppose", 2), ("support", 3))) == Stand("support", Side.FOR, True)
    assert stand(said(("support", 1), ("neutral", 2), ("support", 3))) == Stand("support", Side.FOR, False)


@pytest.mark.parametrize(("view", "value"), [(4, "oppose"), (5, "support"), (6, "support"), (0, None)])
def test_on_a_day_only_what_may_have_been_said_by_then_counts(view: int, value: str | None) -> None:
    found = stand(said(("oppose", 1), ("support", 5, 9)), day(view))
    assert (None if found is None else found.value) == value


def test_undated_readings_count_only_without_a_day() -> None:
    readings = said(("oppose", 1), ("support", None))
    assert stand(readings) == Stand("mixed", Side.BOTH, False)
    assert stand(readings, day(9)) == Stand("oppose", Side.AGAINST, False)
    assert by_day(readings, None) == readings
    assert by_day(readings, day(1)) == readings[:1]


def test_an_actor_without_readings_has_no_stand() -> None:
    assert stand([]) is None


FOR, AGAINST, OTHER = (
    Stand("support", Side.FOR, False),
    Stand("negative", Side.AGAINST, True),
    Stand("neutral", Side.OTHER, False),
)


@pytest.mark.parametrize(
    ("stance", "evaluation", "side", "value"),
    [
        (FOR, None, Side.FOR, "support"),
        (None, AGAINST, Side.AGAINST, "negative"),
        (FOR, AGAINST, Side.BOTH, "mixed"),
        (FOR, OTHER, Side.FOR, "support"),
        (OTHER, AGAINST, Side.AGAINST, "negative"),
        (OTHER, OTHER, Side.OTHER, "neutral"),
        (FOR, Stand("positive", Side.FOR, False), Side.FOR, "support"),
    ],
)
def test_an_actor_with_stance_and_evaluation_counts_once(
    stance: Stand | None, evaluation: Stand | None, side: Side, value: str
) -> None:
    found = both_ways(stance, evaluation)
    assert found is not None
    assert (found.side, found.value) == (side, value)
    assert found.changed is any(one is not None and one.changed for one in (stance, evaluation))


def test_without_stance_and_evaluation_there_is_no_stand() -> None:
    assert both_ways(None, None) is None


def test_every_actor_counts_once_on_one_side() -> None:
    stands = {
        "ann": FOR,
        "bob": AGAINST,
        "cat": AGAINST,
        "dan": OTHER,
        "eve": Stand("mixed", Side.BOTH, True),
        "fay": Stand("unclear", Side.OTHER, False),
        "gus": None,
    }
    found = sides(stands)
    assert found == Sides(for_=1, against=2, both=1, other=2, changed=3)
    assert found == sides(stands.values())
    assert found.actors == 6


@pytest.mark.parametrize(
    ("for_", "against", "both", "contested"),
    [
        (1, 1, 0, True),
        (1, 0, 1, False),
        (0, 2, 1, False),
        (0, 0, 2, False),
        (3, 0, 0, False),
        (1, 2, 0, True),
    ],
)
def test_an_issue_is_contested_if_one_is_for_and_another_against_it(
    for_: int, against: int, both: int, contested: bool
) -> None:
    assert Sides(for_=for_, against=against, both=both).contested is contested


def test_without_actors_every_number_is_zero() -> None:
    assert sides([]) == Sides() == Sides(for_=0, against=0, both=0, other=0, changed=0)
    assert not Sides().contested
