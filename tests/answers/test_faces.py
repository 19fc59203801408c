"""Every face of the product gives what the rules say, on small made-up worlds.

``worlds.py`` makes them, ``reference.py`` works out by hand, so to say, what must be answered. All tests see
the same worlds, so that each is built once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given

from kg.export.briefing.document import chunks as briefing
from kg.export.page.render import chunks as page
from kg.networks import contests
from kg.networks.projection import project
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.questions.ask import ask
from kg.questions.explain import explain
from kg.questions.positions import positions
from kg.questions.said import said
from kg.store.base import Store
from tests.answers import reference
from tests.answers.worlds import (
    FEWER,
    ISSUES,
    LAST,
    SETTINGS,
    World,
    day,
    meetings,
    name_of,
    slug_of,
    statement_text,
    store,
    worlds,
)

#: Days of a view, from before everything to after it.
VIEWS = (None, 0, LAST // 2, LAST)


def text(number: int | None) -> str | None:
    """A day of a world as an answer has it."""
    return None if number is None else day(number).isoformat()


def bounds(days: tuple[int, int] | None) -> tuple[str | None, str | None]:
    """The first and last day as an answer has them."""
    return (None, None) if days is None else (text(days[0]), text(days[1]))


# -- said ------------------------------------------------------------------------------------------


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


# -- positions -------------------------------------------------------------------------------------


def positions_of_all(world: World, graph: Store) -> tuple[Any, Any]:
    expected = []
    for (holder, target), mine in reference.by_holder(reference.readings(world)).items():
        runs = reference.positions(mine)
        expected += [
            (
                *(holder, target, one.value, *bounds(one.days), len(one.readings), one is runs[-1]),
                sum(read.by == "unknown" for read in one.readings),
                sum(read.by == "published" for read in one.readings),
                reference.coders_differ(one.readings, mine),
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


def positions_on_a_day(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for until in VIEWS[1:]:
        every = reference.by_the_day(reference.readings(world), until)
        for (holder, target), mine in reference.by_holder(every).items():
            runs = reference.positions(mine)
            expected += [
                (until, holder, target, one.value, *bounds(one.days), len(one.readings), one is runs[-1])
                for one in runs
            ]
        found += [(until, *_standing(row)) for row in positions(graph, until=text(until)).rows]
    return sorted(expected, key=repr), sorted(found, key=repr)


def positions_explained(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    held = reference.by_holder(reference.readings(world))
    for issue in ("dam", "toll"):
        for (holder, target), mine in held.items():
            if holder == "ann" and target in {issue, *reference.below(world, issue)}:
                runs = reference.positions(mine)
                expected += [
                    (issue, holder, target, one.value, *bounds(one.days), len(one.readings), one is runs[-1])
                    for one in runs
                ]
        rows = explain(graph, "ann", name_of(issue)).positions
        found += [(issue, *_standing(row)) for row in rows]
    return sorted(expected, key=repr), sorted(found, key=repr)


def _standing(row: Any) -> tuple[Any, ...]:
    return (
        *(slug_of(row["holder"]), slug_of(row["target"]), row["stance"] or row["evaluation"]),
        *(row["from"], row["to"], row["readings"], row["current"]),
    )


def stance_changes(world: World, graph: Store) -> tuple[Any, Any]:
    rows = ask(graph, "stance-changes", {}).rows
    found = sorted(
        (slug_of(row["actor"]), slug_of(row["target"]), row["from_stance"], row["to_stance"])
        for row in rows
        if row["order"] == "known"
    )
    return reference.changes(reference.readings(world)), found


# -- own party, own government, peers --------------------------------------------------------------


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
        for issue, _ in ISSUES
        for row in ask(graph, "silence", {"issue": name_of(issue)}).rows
    ]
    every = [
        (slug_of(row["actor"]), slug_of(row["target"]), tuple(sorted(map(slug_of, row["peer"]))))
        for row in ask(graph, "silence", {}).rows
    ]
    expected = reference.silence(world)
    return (expected, expected), (sorted(found), sorted(every))


# -- sides -----------------------------------------------------------------------------------------


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


def stances_on(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for issue, _ in ISSUES:
        expected += [
            (
                *(issue, one.read.speaker, one.read.target, one.read.value, one.carried, one.now),
                *(statement_text(one.read.source, one.read.place), one.direction),
            )
            for one in reference.on(world, issue)
        ]
        found += [
            (
                *(issue, slug_of(row["speaker"]), slug_of(row["target"]), row["stance"] or row["evaluation"]),
                *(bool(row["carried"]), row["now"], row["text"], row["direction"] or ""),
            )
            for row in ask(graph, "stances-on", {"issue": name_of(issue)}).rows
        ]
    return sorted(expected), sorted(found)


def what_is_not_carried(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for issue in ("dam", "ferry", "toll"):
        for why, (number, names) in reference.not_carried(world, issue).items():
            readings = "1 reading" if number == 1 else f"{number} readings"
            issues = "1 narrower issue" if len(names) == 1 else f"{len(names)} narrower issues"
            do = "does" if number == 1 else "do"
            expected.append(f"{readings} toward {issues} {why} {do} not count: {', '.join(names)}.")
        notes = ask(graph, "who-opposes", {"issue": name_of(issue)}).notes
        found += [note for note in notes if "not count" in note]
    return sorted(expected), sorted(found)


def sides_of_networks(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    rows = said(graph).rows
    for until in VIEWS:
        sides = reference.sides(reference.readings(world), until)
        expected += [(until, target, *its.counts(), its.contested) for target, its in sides.items()]
        found += [
            (
                *(until, slug_of(one.target), one.for_, one.against, one.both, one.other, one.changed),
                one.contested,
            )
            for one in contests(rows, text(until))
        ]
    return sorted(expected, key=repr), sorted(found, key=repr)


def in_words(its: reference.Sides) -> str:
    """How many actors stand where, as pages and briefings say it."""
    numbers = [("for", its.for_), ("against", its.against), ("both", its.both), ("other", its.other)]
    words = ", ".join(f"{len(actors)} {side}" for side, actors in numbers if actors)
    every, changed = sum(len(actors) for _, actors in numbers), len(its.changed)
    if not changed:
        return words
    if every == 1:
        return f"{words}, who changed"
    return f"{words}; {'all' if changed == every else changed} of them changed"


def panel_of_the_page(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for until in (None, LAST // 2):
        sides = reference.sides(reference.readings(world), until)
        expected += [(until, name_of(target), in_words(its), its.contested) for target, its in sides.items()]
        html = "".join(page(graph, until=text(until)))
        contested, _, rest = html.partition("Most discussed, not contested")
        if "<h2>Most contested</h2>" not in html:
            contested, rest = "", html
        found += [(until, *bar, True) for bar in _bars(contested)]
        found += [(until, *bar, False) for bar in _bars(rest)]
    return sorted(expected, key=repr), sorted(found, key=repr)


def _bars(html: str) -> Iterable[tuple[str, str]]:
    """The targets of a panel, with their sides in words."""
    for label, sums in re.findall(
        r'<li class="contest">.*?<bdi>(.*?)</bdi>.*?class="sums">(.*?)</span>\n', html, re.S
    ):
        yield label, re.sub("<[^>]+>", "", sums).strip()


def sides_of_the_brief(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for until in (None, LAST // 2):
        for dates in ("counted", "stated"):
            sides = reference.sides(reference.readings(world, dates), until)
            expected += [_block(until, dates, target, its) for target, its in sides.items()]
            conditions = {"until": text(until), "dates": dates}
            found += [(until, dates, *one) for one in _blocks("".join(briefing(graph, **conditions)))]
    return sorted(expected, key=repr), sorted(found, key=repr)


def sides_of_the_brief_of_one_speaker(world: World, graph: Store) -> tuple[Any, Any]:
    """A briefing of what Ann says counts everybody on what she speaks of, and lists her alone."""
    every = reference.sides(reference.readings(world))
    mine = {one.target for one in reference.readings(world) if one.speaker == "ann"}
    expected = [(target, in_words(every[target]), every[target].contested) for target in mine]
    found = [
        (target, words, contested)
        for target, words, contested, _ in _blocks("".join(briefing(graph, by="ann")))
    ]
    return sorted((name_of(target), *rest) for target, *rest in expected), sorted(found)


def _block(until: int | None, dates: str, target: str, its: reference.Sides) -> tuple[Any, ...]:
    where = (("For", its.for_), ("Against", its.against), ("Both", its.both), ("Other", its.other))
    holders = [(side, sorted(map(name_of, actors))) for side, actors in where if actors]
    return until, dates, name_of(target), in_words(its), its.contested, holders


def _blocks(text: str) -> Iterable[tuple[Any, ...]]:
    """The targets of a briefing: name, sides in words, whether contested, and who is listed on which side."""
    for block in text.partition("\n## Statements")[0].split("\n### ")[1:]:
        title, words, *rest = (line for line in block.splitlines() if line and not line.startswith("## "))
        holders: list[tuple[str, list[str]]] = []
        for line in rest:
            if line.startswith("**"):
                holders.append((line.strip("*").partition(" (")[0], []))
            elif line.startswith("- "):
                holders[-1][1].append(re.split("[;,]", line[2:])[0])
        words = re.sub(r"\.( Listed here: .*)?$", "", words)
        yield title.removesuffix(" (contested)"), words, title.endswith(" (contested)"), holders


# -- networks --------------------------------------------------------------------------------------


def ties_of_networks(world: World, graph: Store) -> tuple[Any, Any]:
    expected, found = [], []
    for since, until, dates in ((None, None, "counted"), (5, 12, "counted"), (None, 12, "stated")):
        every = [one for one in reference.readings(world, dates) if reference.fits(one.days, since, until)]
        expected.append(reference.ties(world, every))
        found.append(_ties(graph, Selection(since=text(since), until=text(until), dates=dates)))
    return expected, found


def ties_on_a_level(world: World, graph: Store) -> tuple[Any, Any]:
    every = reference.readings(world)
    levels = (1, 2)
    expected = [reference.ties(world, every, level) for level in levels]
    return expected, [_ties(graph, Selection(), level) for level in levels]


def _ties(graph: Store, selection: Selection, level: int | None = None) -> dict[tuple[str, str, str], int]:
    edges = project(select(graph, selection), Settings(kind="two-mode", level=level)).edges()
    return {
        (slug_of(edge["a"]), slug_of(edge["b"]), edge["stance"]): edge["readings"]
        for edge in edges.to_dict("records")
    }


Face = Callable[[World, Store], tuple[Any, Any]]
FACES: tuple[Face, ...] = (
    *(said_in_order, said_in_office, said_in_time),
    *(positions_of_all, positions_by_stated_dates, positions_on_a_day, positions_explained, stance_changes),
    *(deviates, silence),
    *(contested, who_opposes, who_supports, who_opposed_by_a_day, what_is_not_carried, stances_on),
    *(sides_of_networks, sides_of_the_brief, sides_of_the_brief_of_one_speaker),
)
#: Faces that take long to show.
SLOW: tuple[Face, ...] = (panel_of_the_page, ties_of_networks, ties_on_a_level)


#: Faces on which few worlds have anything to show, unless people meet.
MEETING: tuple[Face, ...] = (stance_changes, deviates, silence, contested, said_in_office)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__.replace("_", "-"))
@SETTINGS
@given(world=worlds())
def test_every_command_follows_the_rules(face: Face, world: World) -> None:
    expected, found = face(world, store(world))
    assert found == expected


@pytest.mark.parametrize("face", SLOW, ids=lambda face: face.__name__.replace("_", "-"))
@FEWER
@given(world=worlds())
def test_slow_commands_follow_the_rules(face: Face, world: World) -> None:
    expected, found = face(world, store(world))
    assert found == expected


@pytest.mark.parametrize("face", MEETING, ids=lambda face: face.__name__.replace("_", "-"))
@SETTINGS
@given(world=meetings())
def test_where_actors_interact_commands_follow_the_rules(face: Face, world: World) -> None:
    expected, found = face(world, store(world))
    assert found == expected
