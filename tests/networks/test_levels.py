"""Issues are counted into the one above them on a level of the scheme, stances along directions only."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.networks.levels import at_level, depth
from kg.networks.projection import project
from kg.networks.reading_table import Background, Readings, table
from kg.networks.settings import KINDS, Settings

#: Steel stands below tariffs below trade; wheat below tariffs and below farming, which is a top.
SCHEME = {
    "urn:steel": ("urn:tariffs",),
    "urn:tariffs": ("urn:trade",),
    "urn:wheat": ("urn:farming", "urn:tariffs"),
}
DIAMOND = {"urn:x": ("urn:p", "urn:q"), "urn:p": ("urn:top",), "urn:q": ("urn:top",)}


def targets(broader: dict[str, tuple[str, ...]], level: str | int | None, *coded: str) -> list[str]:
    rows = [{"actor": "urn:a", "target": target} for target in coded]
    found = at_level(Readings(table(rows), Background(broader=broader)), level, stances=False)
    return [str(target) for target in found.frame["target"]]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (None, ["urn:steel"]),
        ("top", ["urn:trade"]),
        (1, ["urn:trade"]),
        (2, ["urn:tariffs"]),
        (3, ["urn:steel"]),
        (9, ["urn:steel"]),
    ],
)
def test_an_issue_counts_into_the_one_above_it(level: str | int | None, expected: list[str]) -> None:
    """Level 1 is the top; an issue on the level or above it stays."""
    assert targets(SCHEME, level, "urn:steel") == expected


def test_an_issue_below_several_counts_into_each() -> None:
    assert targets(SCHEME, "top", "urn:wheat") == ["urn:farming", "urn:trade"]


def test_a_reading_that_counts_into_several_is_noted() -> None:
    rows = [{"actor": "urn:a", "target": "urn:wheat"}]
    found = at_level(Readings(table(rows), Background(broader=SCHEME)), "top", stances=False)
    assert [note for note in found.notes if note.startswith("1 ")]


def test_the_level_of_an_issue_is_that_of_its_shortest_way_to_the_top() -> None:
    assert (depth("urn:wheat", SCHEME), depth("urn:steel", SCHEME)) == (2, 3)


def test_two_ways_to_one_top_count_once() -> None:
    """An issue below two issues of one topic counts into the topic, once, and into nothing else."""
    assert targets(DIAMOND, "top", "urn:x") == ["urn:top"]


@pytest.mark.parametrize("coded", ["urn:a", "urn:b"])
def test_issues_in_a_circle_stay_what_they_are(coded: str) -> None:
    """Two issues that are each broader than the other have nothing above them; none is lost."""
    assert targets({"urn:a": ("urn:b",), "urn:b": ("urn:a",)}, "top", coded) == [coded]


def test_an_issue_broader_than_itself_stays() -> None:
    assert targets({"urn:a": ("urn:a",)}, "top", "urn:a") == ["urn:a"]


def test_a_circle_with_a_way_out_ends_at_the_top() -> None:
    scheme = {"urn:a": ("urn:b",), "urn:b": ("urn:a", "urn:top")}
    assert targets(scheme, "top", "urn:a") == ["urn:top"]


def test_what_is_no_issue_stays() -> None:
    """Actors, measures and events can be targets; no scheme has them."""
    assert targets(SCHEME, "top", "urn:a-person", "urn:steel") == ["urn:a-person", "urn:trade"]


def test_no_reading_is_lost_or_changed() -> None:
    """Everything but the target stays, reading by reading."""
    rows = [{"actor": f"urn:{n}", "target": target} for n, target in enumerate([*SCHEME, "urn:trade"])]
    readings = Readings(table(rows), Background(broader=SCHEME))
    found = at_level(readings, 2, stances=False).frame
    assert found.drop(columns="target").equals(readings.frame.drop(columns="target"))


def test_no_reading_at_all_is_no_error() -> None:
    assert targets(SCHEME, "top") == []


#: Relief furthers lower tariffs, which works against tariffs, which stands below the topic trade.
DIRECTED = {"urn:relief": {"urn:lower": 1}, "urn:lower": {"urn:tariffs": -1}}
ABOVE = {"urn:relief": ("urn:lower",), "urn:lower": ("urn:tariffs",), "urn:tariffs": ("urn:trade",)}
TRADE = {"urn:trade": "topic"}
Said = tuple[str, str]


def carried(
    *said: Said,
    level: str | int | None = "top",
    directions: Mapping[str, Mapping[str, int]] = DIRECTED,
    broader: Mapping[str, tuple[str, ...]] = ABOVE,
    kinds: Mapping[str, str] = TRADE,
    **more: object,
) -> Readings:
    """What becomes of readings of targets and values."""
    rows = [{"actor": "urn:a", "target": target, "value": value, **more} for target, value in said]
    return at_level(
        Readings(table(rows), Background(broader=broader, directions=directions, kinds=kinds)), level
    )


def told(readings: Readings) -> list[tuple[str, str, float]]:
    frame = readings.frame[["target", "value", "score"]]
    return [(str(target), str(value), score) for target, value, score in frame.to_numpy().tolist()]


@pytest.mark.parametrize(
    ("coded", "value", "level", "expected"),
    [
        ("urn:lower", "support", "top", ("urn:tariffs", "oppose", -1.0)),
        ("urn:lower", "oppose", "top", ("urn:tariffs", "support", 1.0)),
        ("urn:relief", "support", "top", ("urn:tariffs", "oppose", -1.0)),
        ("urn:relief", "support", 2, ("urn:tariffs", "oppose", -1.0)),
        ("urn:relief", "support", 3, ("urn:lower", "support", 1.0)),
        ("urn:relief", "support", 4, ("urn:relief", "support", 1.0)),
        ("urn:tariffs", "support", "top", ("urn:tariffs", "support", 1.0)),
        ("urn:lower", "mixed", "top", ("urn:tariffs", "mixed", 0.0)),
        ("urn:lower", "neutral", "top", ("urn:tariffs", "neutral", 0.0)),
    ],
)
def test_a_stance_is_propagated_along_directions_to_the_level_and_never_to_a_topic(
    coded: str, value: str, level: str | int, expected: tuple[str, str, float]
) -> None:
    """Opposition to lowering tariffs is support for them; trade, a topic, gets no stance."""
    assert told(carried((coded, value), level=level)) == [expected]


def test_issues_on_the_level_stay_even_if_a_direction_joins_them() -> None:
    """It is below another issue on its own level, and below the top."""
    scheme = {"urn:x": ("urn:p", "urn:top"), "urn:p": ("urn:top",)}
    found = carried(
        ("urn:x", "oppose"), level=2, directions={"urn:x": {"urn:p": 1}}, broader=scheme, kinds={}
    )
    assert told(found) == [("urn:x", "oppose", -1.0)]


def test_what_was_coded_stays_known() -> None:
    frame = carried(("urn:lower", "support")).frame
    assert frame[["coded_target", "coded_value"]].astype(str).to_numpy().tolist() == [
        ["urn:lower", "support"]
    ]


def test_an_evaluation_is_not_propagated_and_is_noted() -> None:
    found = carried(("urn:lower", "negative"))
    assert told(found) == [("urn:lower", "negative", -1.0)]
    assert found.notes == (
        "1 evaluation of 1 issue stays at the issue as coded because evaluations are not propagated: "
        "urn:lower.",
    )


def test_what_no_direction_leads_on_from_stays_as_coded_and_is_counted_and_named() -> None:
    found = carried(
        ("urn:tariffs", "support"), ("urn:lower", "support"), ("urn:lower", "oppose"), directions={}
    )
    assert [target for target, *_ in told(found)] == ["urn:tariffs", "urn:lower", "urn:lower"]
    assert found.notes == (
        "3 readings toward 2 issues stay at the issue as coded because no direction leads to a broader "
        "proposal: urn:lower, urn:tariffs.",
    )


def test_issues_on_the_level_are_not_noted() -> None:
    assert carried(("urn:tariffs", "support"), level=2).notes == ()


def test_the_numbers_propagated_and_reversed_are_noted() -> None:
    (one,) = carried(("urn:lower", "support")).notes
    assert one == (
        "1 reading counts toward a broader proposal, with the opposite stance, because its issue works "
        "against the proposal."
    )
    (two,) = carried(("urn:relief", "support"), ("urn:lower", "support"), level=3).notes
    assert two == "1 reading counts toward a broader proposal."


def test_where_paths_contradict_each_other_a_stance_goes_only_as_far_as_they_agree() -> None:
    directions = {"urn:x": {"urn:p": 1, "urn:q": -1}, "urn:p": {"urn:top": 1}, "urn:q": {"urn:top": 1}}
    found = carried(("urn:x", "support"), directions=directions, broader=DIAMOND, kinds={})
    assert told(found) == [("urn:p", "support", 1.0), ("urn:q", "oppose", -1.0)]
    assert (
        "1 reading toward 1 issue is not propagated further because directions contradict each other: urn:x."
        in found.notes
    )


def test_contradictory_directions_propagate_nothing() -> None:
    found = carried(("urn:lower", "support"), directions={"urn:lower": {"urn:tariffs": 0}})
    assert told(found) == [("urn:lower", "support", 1.0)]


@pytest.mark.parametrize("coded", ["urn:a", "urn:b"])
def test_directions_in_a_circle_propagate_nothing(coded: str) -> None:
    circle = {"urn:a": {"urn:b": 1}, "urn:b": {"urn:a": 1}}
    scheme = {"urn:a": ("urn:b",), "urn:b": ("urn:a",)}
    assert told(carried((coded, "support"), directions=circle, broader=scheme)) == [(coded, "support", 1.0)]


def test_a_score_of_the_coder_is_turned_and_the_scale_holds_it() -> None:
    rows = [{"actor": "urn:a", "target": "urn:lower", "value": "support", "score": 3.0, "own": True}]
    background = Background(broader=ABOVE, directions=DIRECTED, kinds=TRADE)
    found = at_level(Readings(table(rows), background, (-1.0, 3.0)), "top")
    assert (told(found), found.scale) == ([("urn:tariffs", "oppose", -3.0)], (-3.0, 3.0))
    assert "Scores at this level range from -3 to 3: R is 6." in found.notes


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cooccurrence"])
def test_two_who_want_opposite_things_do_not_meet_in_a_topic(kind: str) -> None:
    """Annexation and friendship are both below the same topic, and there is no agreement on a topic."""
    rows = [{"actor": "urn:ann", "target": "urn:annex"}, {"actor": "urn:bo", "target": "urn:friends"}]
    scheme = {"urn:annex": ("urn:relations",), "urn:friends": ("urn:relations",)}
    background = Background(broader=scheme, kinds={"urn:relations": "topic"})
    network = project(Readings(table(rows), background), Settings(kind=kind, level="top"))
    assert "urn:relations" not in {*network.rows, *network.columns}
    assert kind == "two-mode" or not len(network.edges())


def test_who_speaks_on_the_same_topic_is_tied_where_only_that_counts() -> None:
    rows = [{"actor": "urn:ann", "target": "urn:annex"}, {"actor": "urn:bo", "target": "urn:friends"}]
    scheme = {"urn:annex": ("urn:relations",), "urn:friends": ("urn:relations",)}
    background = Background(broader=scheme, kinds={"urn:relations": "topic"})
    network = project(Readings(table(rows), background), Settings(kind="cooccurrence", level="top"))
    assert network.edges()["weight"].tolist() == [1.0]


ISSUES = [f"urn:{name}" for name in "abcdef"]


@st.composite
def schemes(draw: st.DrawFn) -> tuple[Background, list[Said]]:
    """A scheme of six issues with directions and topics, possibly with cycles, and readings on it."""
    pairs = st.tuples(st.sampled_from(ISSUES), st.sampled_from(ISSUES)).filter(
        lambda pair: pair[0] != pair[1]
    )
    steps = draw(st.dictionaries(pairs, st.sampled_from([None, 1, -1]), max_size=10))
    broader: dict[str, tuple[str, ...]] = {}
    directions: dict[str, dict[str, int]] = {}
    for (narrow, broad), side in sorted(steps.items(), key=lambda item: item[0]):
        broader[narrow] = (*broader.get(narrow, ()), broad)
        if side is not None:
            directions.setdefault(narrow, {})[broad] = side
    kinds = dict.fromkeys(draw(st.sets(st.sampled_from(ISSUES), max_size=2)), "topic")
    values = st.sampled_from(["support", "oppose", "mixed", "unclear", "positive"])
    said = draw(st.lists(st.tuples(st.sampled_from(ISSUES), values), max_size=6))
    return Background(broader=broader, directions=directions, kinds=kinds), said


def ways(background: Background, narrow: str) -> list[tuple[str, int]]:
    """Where directions lead, each path by itself: every step of it is coded, and none begins at a topic."""
    found, waiting = [], [(narrow,)]
    while waiting:
        path = waiting.pop()
        if len(path) > 1:
            sides = [background.directions[one][other] for one, other in pairwise(path)]
            found.append((path[-1], -1 if sides.count(-1) % 2 else 1))
        if background.kinds.get(path[-1]) != "topic" or path == (narrow,):
            waiting += [
                (*path, one) for one in background.directions.get(path[-1], {}) if path.count(one) < 2
            ]
    return found


@given(schemes(), st.integers(1, 4))
def test_every_stance_counts_where_all_paths_agree_that_it_does(
    world: tuple[Background, list[Said]], level: int
) -> None:
    """Nothing is lost, nothing reaches a topic that was not coded, and no side is invented."""
    background, said = world
    rows = [{"actor": "urn:a", "target": target, "value": value} for target, value in said]
    found = at_level(Readings(table(rows), background), level).frame
    assert set(found["reading"]) == {f"urn:reading:{number}" for number in range(len(said))}
    turn = {1: {}, -1: {"support": "oppose", "oppose": "support"}}
    for row in found.to_dict("records"):
        coded, value, target = row["coded_target"], row["coded_value"], row["target"]
        if target == coded:
            assert row["value"] == value
            continue
        (side,) = {side for to, side in ways(background, coded) if to == target}
        assert row["value"] == turn[side].get(value, value)
        assert background.kinds.get(target) != "topic" and row["scheme"] == "stance"
        assert depth(target, background.broader) >= level
