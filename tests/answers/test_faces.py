"""Every face of the product gives what the rules say, on small made-up worlds.

``worlds.py`` makes them, ``reference.py`` works out by hand, so to say, what must be answered. All tests see
the same worlds, so that each is built once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from kg.questions.asking import ask
from kg.questions.positions import positions
from kg.questions.said import said
from kg.store.base import Store
from tests.answers import reference
from tests.answers.worlds import LAST, SETTINGS, World, day, name_of, slug_of, statement_text, store, worlds

#: Days of a view, from before everything to after it.
VIEWS = (None, 0, LAST // 2, LAST)


def text(number: int | None) -> str | None:
    """A day of a world as an answer has it."""
    return None if number is None else day(number).isoformat()


def bounds(days: tuple[int, int] | None) -> tuple[str | None, str | None]:
    """The first and last day as an answer has them."""
    return (None, None) if days is None else (text(days[0]), text(days[1]))


# -- said ------------------------------------------------------------------------------------------------------


def said_in_order(world: World, graph: Store) -> tuple[Any, Any]:
    rows = said(graph).rows
    expected = [
        (statement_text(one.source, one.place), *bounds(one.own), *bounds(one.days), one.by)
        for one in reference.said(world)
    ]
    columns = ("text", "said_earliest", "said_latest", "counts_from", "counts_until", "counts_by")
    return expected, [tuple(row[key] for key in columns) for row in rows]


def said_in_office(world: World, graph: Store) -> tuple[Any, Any]:
    expected = [
        (statement_text(one.source, one.place), reference.offices(world, one.speaker, one.days, one.source))
        for one in reference.said(world)
    ]
    found = [
        (row["text"], list(zip(row["speaker_roles"], row["speaker_roles_known"], strict=True)))
        for row in said(graph).rows
    ]
    return expected, found


def said_in_time(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for since, until in ((5, None), (None, 5), (5, 10), (12, 12)):
        for dates in ("counted", "stated"):
            expected.append(
                [
                    statement_text(one.source, one.place)
                    for one in reference.said(world, dates)
                    if reference.fits(one.days, since, until)
                ]
            )
            rows = said(graph, since=text(since), until=text(until), dates=dates).rows
            found.append([row["text"] for row in rows])
    return expected, found


# -- positions -------------------------------------------------------------------------------------------------


def positions_of_all(world: World, graph: Store) -> tuple[Any, Any]:
    expected = []
    for (holder, target), mine in reference.by_holder(reference.readings(world)).items():
        runs = reference.positions(mine)
        expected += [
            (
                *(holder, target, one.value, *bounds(one.days), len(one.readings), one is runs[-1]),
                sum(read.by == "unknown" for read in one.readings),
                sum(read.by == "published" for read in one.readings),
                reference.coders_differ(one.readings),
            )
            for one in runs
        ]
    found = [
        (
            *(slug_of(row["holder"]), slug_of(row["target"]), row["stance"] or row["evaluation"]),
            *(row["from"], row["to"], row["readings"], row["current"]),
            *(row["undated"], row["as_reported"], row["coders_differ"]),
        )
        for row in positions(graph).rows
    ]
    return sorted(expected, key=repr), sorted(found, key=repr)


def positions_by_stated_dates(world: World, graph: Store) -> tuple[Any, Any]:
    expected = [
        (holder, target, one.value, *bounds(one.days), len(one.readings))
        for (holder, target), mine in reference.by_holder(reference.readings(world, "stated")).items()
        for one in reference.positions(mine)
    ]
    found = [
        (
            *(slug_of(row["holder"]), slug_of(row["target"]), row["stance"] or row["evaluation"]),
            *(row["from"], row["to"], row["readings"]),
        )
        for row in positions(graph, dates="stated").rows
    ]
    return sorted(expected, key=repr), sorted(found, key=repr)


def stance_changes(world: World, graph: Store) -> tuple[Any, Any]:
    rows = ask(graph, "stance-changes", {}).rows
    found = sorted(
        (slug_of(row["actor"]), slug_of(row["target"]), row["from_stance"], row["to_stance"])
        for row in rows
        if row["order"] == "known"
    )
    return reference.changes(reference.readings(world)), found


# -- own party, own government, peers --------------------------------------------------------------------------


def deviates(world: World, graph: Store) -> tuple[Any, Any]:
    keys = ("actor", "body", "target")
    found = sorted(
        (*(slug_of(row[key]) for key in keys), row["stance"], row["body_stance"], row["basis"])
        for row in ask(graph, "deviates", {}).rows
    )
    return reference.deviates(world), found


def silence(world: World, graph: Store) -> tuple[Any, Any]:
    found = [
        (slug_of(row["actor"]), issue, tuple(sorted(map(slug_of, row["peer"]))))
        for issue in ("dam", "ferry", "toll", "fish")
        for row in ask(graph, "silence", {"issue": name_of(issue)}).rows
    ]
    return reference.silence(world), sorted(found)


# -- sides -----------------------------------------------------------------------------------------------------


def contested(world: World, graph: Store) -> tuple[Any, Any]:
    sides = reference.sides(reference.readings(world))
    expected = sorted(target for target, its in sides.items() if its.contested)
    found = sorted({slug_of(row["target"]) for row in ask(graph, "contested", {}).rows})
    return expected, found


def who_opposes(world: World, graph: Store) -> tuple[Any, Any]:
    return _on_side(world, graph, "who-opposes", "oppose", None)


def who_supports(world: World, graph: Store) -> tuple[Any, Any]:
    return _on_side(world, graph, "who-supports", "support", None)


def who_opposed_by_a_day(world: World, graph: Store) -> tuple[Any, Any]:
    return _on_side(world, graph, "who-opposes", "oppose", LAST // 2)


def _on_side(world: World, graph: Store, question: str, stance: str, until: int | None) -> tuple[Any, Any]:
    expected, found = [], []
    for issue in ("town", "dam", "ferry", "toll"):
        expected += [
            (
                *(issue, one.read.speaker, one.read.target, one.read.value, one.carried, one.now),
                *(statement_text(one.read.source, one.read.place), one.direction),
            )
            for one in reference.on_side(world, stance, issue, until=until)
        ]
        params = {"issue": name_of(issue)} | ({} if until is None else {"until": str(day(until))})
        found += [
            (
                *(
                    issue,
                    slug_of(row["speaker"]),
                    slug_of(row["target"]),
                    row["stance"],
                    bool(row["carried"]),
                ),
                *(row["now"], row["text"], row["direction"] or ""),
            )
            for row in ask(graph, question, params).rows
        ]
    return sorted(expected), sorted(found)


Face = Callable[[World, Store], tuple[Any, Any]]
FACES: tuple[Face, ...] = (
    *(said_in_order, said_in_office, said_in_time),
    *(positions_of_all, positions_by_stated_dates, stance_changes),
    *(deviates, silence),
    *(contested, who_opposes, who_supports, who_opposed_by_a_day),
)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__.replace("_", "-"))
@SETTINGS
@given(world=worlds())
def test_a_face_gives_what_the_rules_say(face: Face, world: World) -> None:
    expected, found = face(world, store(world))
    assert found == expected
