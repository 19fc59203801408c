"""Implied stances compared with every path from issue to issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from kg.model.closure import closure
from kg.model.directions import FURTHERS, WORKS_AGAINST, carried
from tests.profiles import examples

ISSUES = ("a", "b", "c", "d", "e")
Coded = dict[str, dict[str, int]]


@st.composite
def coded(draw: st.DrawFn) -> tuple[Coded, frozenset[str]]:
    """Directions without a cycle, and the issues that are topics."""
    found: Coded = {}
    for place, narrow in enumerate(ISSUES):
        for broad in ISSUES[:place]:
            side = draw(st.sampled_from((None, None, FURTHERS, WORKS_AGAINST)))
            if side is not None:
                found.setdefault(narrow, {})[broad] = side
    return found, frozenset(draw(st.sets(st.sampled_from(ISSUES), max_size=2)))


def paths(
    directions: Mapping[str, Mapping[str, int]], topics: frozenset[str], one: str
) -> Iterator[tuple[str, int]]:
    for broad, side in directions.get(one, {}).items():
        yield broad, side
        if broad not in topics:
            yield from ((end, side * more) for end, more in paths(directions, topics, broad))


@examples(10)
@given(coded())
def test_a_stance_is_implied_if_all_paths_agree(world: tuple[Coded, frozenset[str]]) -> None:
    directions, topics = world
    expected: Coded = {}
    for one in directions:
        sides: dict[str, set[int]] = {}
        for end, side in paths(directions, topics, one):
            sides.setdefault(end, set()).add(side)
        expected[one] = {end: found.pop() if len(found) == 1 else 0 for end, found in sides.items()}
    assert carried(directions, topics) == expected


def test_directions_of_a_path_multiply() -> None:
    directions = {"a": {"b": WORKS_AGAINST}, "b": {"c": WORKS_AGAINST}, "c": {"d": WORKS_AGAINST}}
    assert carried(directions)["a"] == {"b": -1, "c": 1, "d": -1}


def test_a_path_ends_at_a_topic_and_a_path_around_it_counts() -> None:
    directions = {"a": {"t": FURTHERS, "b": FURTHERS}, "t": {"c": WORKS_AGAINST}, "b": {"c": FURTHERS}}
    assert carried(directions, {"t"})["a"] == {"t": 1, "b": 1, "c": 1}
    assert carried(directions)["a"]["c"] == 0


def test_a_topic_may_have_a_direction_of_its_own() -> None:
    assert carried({"t": {"u": WORKS_AGAINST}}, {"t", "u"}) == {"t": {"u": -1}}


def test_contradicting_directions_imply_nothing_there_or_beyond() -> None:
    assert carried({"a": {"b": 0}, "b": {"c": FURTHERS}})["a"] == {"b": 0, "c": 0}


def test_a_cycle_terminates_and_implies_nothing_for_itself() -> None:
    directions = {"a": {"b": WORKS_AGAINST}, "b": {"a": FURTHERS}}
    assert carried(directions) == {"a": {"b": 0}, "b": {"a": 0}}


def test_issues_come_in_order() -> None:
    directions = {"b": {"z": FURTHERS, "a": FURTHERS}, "a": {"z": FURTHERS}}
    found = carried(directions)
    assert list(found) == ["a", "b"]
    assert list(found["b"]) == ["a", "z"]


@examples(10)
@given(coded())
def test_broader_concepts_are_found_at_any_distance(world: tuple[Coded, frozenset[str]]) -> None:
    directions, _ = world
    expected = {
        one: sorted({end for end, _ in paths(directions, frozenset(), one)}) for one in sorted(directions)
    }
    found = list(closure({one: set(its) for one, its in directions.items()}))
    assert found == list(expected.items())


def test_a_concept_in_a_cycle_is_broader_than_itself() -> None:
    assert dict(closure({"a": {"b"}, "b": {"a"}})) == {"a": ["a", "b"], "b": ["a", "b"]}
