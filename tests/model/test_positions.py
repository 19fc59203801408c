"""Positions: unbroken runs of readings of one stance, compared with all pairs of readings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.coders import coders_differ
from kg.model.ids import content_id
from kg.model.positions import Dated, Run, description, path, runs
from kg.namespaces import EVALUATION, PROV, RDF, STANCE, WSW, XSD
from tests.profiles import examples

START = date(2025, 1, 1)
VALUES = ("support", "oppose", "neutral", "mixed", "unclear")


def day(number: int) -> date:
    return START + timedelta(days=number)


def dated(name: str, value: str, first: int | None = None, last: int | None = None) -> Dated:
    if first is None:
        return Dated(name, value, None, None)
    return Dated(name, value, day(first), day(first if last is None else last))


@st.composite
def readings(draw: st.DrawFn) -> list[Dated]:
    """A few readings on few days, seldom without a day."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        first, last = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
        undated = draw(st.integers(0, 12)) == 12
        days = (None, None) if undated else (first, last)
        found.append(dated(f"r{number}", draw(st.sampled_from(VALUES)), *days))
    return found


def apart(one: Dated, other: Dated) -> bool:
    """Whether two readings can be put in order: they share no day."""
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest  # type: ignore[operator]


def linked(items: Iterable[Dated]) -> list[set[Dated]]:
    """Groups of readings linked by pairs that cannot be put in order."""
    groups: list[set[Dated]] = []
    for item in items:
        near = [group for group in groups if any(not apart(item, other) for other in group)]
        groups = [group for group in groups if group not in near] + [{item}.union(*near)]
    return groups


def simplest(items: list[Dated]) -> list[tuple[str, date | None, date | None, tuple[str, ...]]]:
    """The positions by the rule, from each pair of readings."""
    settled = [item for item in items if item.value != "unclear"] or items
    groups = sorted(linked(settled), key=lambda group: min(item.earliest or date.min for item in group))
    found: list[tuple[str, set[Dated]]] = []
    for group in groups:
        values = {item.value for item in group}
        value = values.pop() if len(values) == 1 else "mixed"
        if found and found[-1][0] == value:
            group = group | found.pop()[1]
        found.append((value, group))
    return [
        (
            value,
            min((item.earliest for item in group if item.earliest is not None), default=None),
            max((item.latest for item in group if item.latest is not None), default=None),
            tuple(sorted(item.reading for item in group)),
        )
        for value, group in found
    ]


@examples(10)
@given(readings())
def test_positions_agree_with_all_pairs_of_readings(items: list[Dated]) -> None:
    assert [(one.value, one.earliest, one.latest, one.readings) for one in runs(items)] == simplest(items)


@pytest.mark.parametrize(("gap", "values"), [(0, ["mixed"]), (1, ["support", "oppose"])])
def test_readings_that_share_their_last_and_first_day_cannot_be_put_in_order(
    gap: int, values: list[str]
) -> None:
    found = runs([dated("a", "support", 0, 4), dated("b", "oppose", 4 + gap, 9)])
    assert [one.value for one in found] == values


def test_a_reading_inside_a_long_one_does_not_shorten_it() -> None:
    found = runs([dated("a", "support", 0, 9), dated("b", "support", 1, 2), dated("c", "oppose", 5)])
    assert found == [Run("mixed", day(0), day(9), ("a", "b", "c"))]


def test_a_position_lasts_to_the_last_day_of_any_of_its_readings() -> None:
    found = runs([dated("a", "support", 3, 8), dated("b", "support", 4, 5), dated("c", "support", 12)])
    assert found == [Run("support", day(3), day(12), ("a", "b", "c"))]


def test_a_stance_that_comes_back_is_a_position_of_its_own() -> None:
    found = runs([dated("a", "support", 0), dated("b", "oppose", 1), dated("c", "support", 2)])
    assert [(one.value, one.readings) for one in found] == [
        ("support", ("a",)),
        ("oppose", ("b",)),
        ("support", ("c",)),
    ]


def test_one_reading_without_a_day_leaves_all_of_them_without_an_order() -> None:
    assert runs([dated("a", "support", 0), dated("b", "oppose", 5), dated("c", "support")]) == [
        Run("mixed", day(0), day(5), ("a", "b", "c"))
    ]


@pytest.mark.parametrize("days", [(0, None), (None, 0)])
def test_half_a_date_cannot_be_put_in_order(days: tuple[int | None, int | None]) -> None:
    half = Dated("a", "support", *(None if number is None else day(number) for number in days))
    assert [one.value for one in runs([half, dated("b", "oppose", 9)])] == ["mixed"]


def test_one_stance_without_a_day_is_that_stance() -> None:
    assert runs([dated("b", "support"), dated("a", "support")]) == [Run("support", None, None, ("a", "b"))]


def test_unclear_readings_do_not_count_beside_clear_ones() -> None:
    assert runs([dated("a", "unclear", 9), dated("b", "oppose", 1)]) == [
        Run("oppose", day(1), day(1), ("b",))
    ]
    assert runs([dated("a", "unclear", 9)]) == [Run("unclear", day(9), day(9), ("a",))]


def test_no_readings_make_no_position() -> None:
    assert runs([]) == []


def test_coders_differ_where_one_passage_is_read_in_two_ways() -> None:
    assert not coders_differ([])
    assert not coders_differ([("p", "support"), ("p", "support"), ("q", "oppose")])
    assert coders_differ([("p", "support"), ("q", "oppose"), ("q", "support")])
    assert coders_differ(iter([("p", "support"), ("p", "unclear")]))


def test_the_same_readings_make_the_same_position_and_others_another() -> None:
    one, other = Run("support", None, None, ("a", "b")), Run("support", None, None, ("a",))
    assert path("urn:ann", "urn:dam", one) == content_id("position", "urn:ann", "urn:dam", "a", "b")
    assert (
        len(
            {
                path("urn:ann", "urn:dam", one),
                path("urn:ann", "urn:dam", other),
                path("urn:bob", "urn:dam", one),
            }
        )
        == 3
    )


def described(run: Run, judging: str, *, current: bool) -> set[tuple[str, str, str | None]]:
    return set(description("urn:ann", "urn:dam", judging, run, current=current))


def test_a_position_is_stored_with_its_readings() -> None:
    run = Run("oppose", day(0), day(9), ("urn:r1", "urn:r2"))
    assert described(run, WSW.stance, current=True) == {
        (RDF.type, WSW.Position, None),
        (RDF.type, PROV.Entity, None),
        (WSW.holder, "urn:ann", None),
        (WSW.target, "urn:dam", None),
        (WSW.stance, STANCE.oppose, None),
        (WSW.earliest, "2025-01-01", XSD.date),
        (WSW.latest, "2025-01-10", XSD.date),
        (WSW.readingCount, "2", XSD.integer),
        (WSW.isCurrent, "true", XSD.boolean),
        (PROV.wasDerivedFrom, "urn:r1", None),
        (PROV.wasDerivedFrom, "urn:r2", None),
    }


def test_a_position_without_a_day_is_stored_without_one() -> None:
    found = described(Run("negative", None, None, ("urn:r1",)), WSW.evaluation, current=False)
    assert {term for term, _, _ in found}.isdisjoint({WSW.earliest, WSW.latest, WSW.stance})
    assert (WSW.evaluation, EVALUATION.negative, None) in found
    assert (WSW.isCurrent, "false", XSD.boolean) in found
