"""Issues are counted into the one above them on a level of the scheme."""

from __future__ import annotations

import pytest

from kg.networks.levels import at_level, depth
from kg.networks.readings import Background, Readings, table

#: Steel stands below tariffs below trade; wheat below tariffs and below farming, which is a top.
SCHEME = {
    "urn:steel": ("urn:tariffs",),
    "urn:tariffs": ("urn:trade",),
    "urn:wheat": ("urn:farming", "urn:tariffs"),
}
DIAMOND = {"urn:x": ("urn:p", "urn:q"), "urn:p": ("urn:top",), "urn:q": ("urn:top",)}


def targets(broader: dict[str, tuple[str, ...]], level: str | int | None, *coded: str) -> list[str]:
    rows = [{"actor": "urn:a", "target": target} for target in coded]
    found = at_level(Readings(table(rows), Background(broader=broader)), level)
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
    """Level 1 is the top; an issue that stands on the level or above it stays itself."""
    assert targets(SCHEME, level, "urn:steel") == expected


def test_an_issue_below_several_counts_into_each() -> None:
    assert targets(SCHEME, "top", "urn:wheat") == ["urn:farming", "urn:trade"]


def test_a_reading_that_counts_into_several_is_noted() -> None:
    rows = [{"actor": "urn:a", "target": "urn:wheat"}]
    found = at_level(Readings(table(rows), Background(broader=SCHEME)), "top")
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
    found = at_level(readings, 2).frame
    assert found.drop(columns="target").equals(readings.frame.drop(columns="target"))


def test_no_reading_at_all_is_no_error() -> None:
    assert targets(SCHEME, "top") == []
