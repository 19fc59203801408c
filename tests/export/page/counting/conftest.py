"""A straightforward recount in Python of what is in view under filters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from kg.export.page.phrases import SIDES
from kg.model.kinds import ACTOR_KINDS, kind_of
from kg.namespaces import DATA
from kg.questions.context import Known

SIDED = ("support", "oppose", "mixed", "neutral", "unclear")

Rows = Sequence[Mapping[str, Any]]
World = tuple[Rows, Known]
State = Mapping[str, Any]


def in_view(world: World, state: Mapping[str, Any]) -> tuple[list[dict[str, Any]], set[str]]:
    """The rows with their readings that count under a state, and the ids of the statements in view."""
    rows, beside = world
    kept, free = [], set()
    of_readings = state.get("min", 1) > 1 or any(state.get(one) for one in ("stance", "confidence", "issue"))
    for row in rows:
        if state.get("source") not in (None, row["source"]) or row["mode"] not in state.get(
            "mode", [row["mode"]]
        ):
            continue
        if "from" in state and (not row["counts_until"] or row["counts_until"] < state["from"]):
            continue
        if "to" in state and (not row["counts_until"] or row["counts_from"] > state["to"]):
            continue
        if kind_of(row["speaker"]) not in state.get("kind", [kind_of(row["speaker"])]):
            continue
        if not of_readings:
            free.add(row["id"])
        about = [_narrowed(one, state) for one in row["about"] if _wanted(one, state, beside.broader)]
        kept.append({**row, "about": [one for one in about if one["stance"] or one["evaluation"]]})
    kept = _frequent(kept, state.get("min", 1))
    return kept, free | {row["id"] for row in kept if row["about"]}


def _wanted(reading: Mapping[str, Any], state: Mapping[str, Any], above: Mapping[str, Sequence[str]]) -> bool:
    issue = state.get("issue", reading["target"])
    sure = str(reading["confidence"] or "")
    return issue in (reading["target"], *above.get(reading["target"], ())) and sure in state.get(
        "confidence", [sure]
    )


def _narrowed(reading: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The reading with its stance and evaluation only where their side is wanted."""
    sides = state.get("stance", SIDED)
    return {
        **reading,
        **{
            one: reading[one] if SIDES.get(reading[one]) in sides else None
            for one in ("stance", "evaluation")
        },
    }


def _frequent(rows: list[dict[str, Any]], least: int) -> list[dict[str, Any]]:
    """Remove readings of nodes with fewer statements, until all have enough."""
    while True:
        ends: dict[tuple[int, str], set[str]] = {}
        for row in rows:
            for one in row["about"]:
                ends.setdefault((0, row["speaker"]), set()).add(row["id"])
                ends.setdefault((1, one["target"]), set()).add(row["id"])
        rare = {end for end, mine in ends.items() if len(mine) < least}
        if not rare:
            return rows
        rows = [
            {
                **row,
                "about": [
                    one for one in row["about"] if not {(0, row["speaker"]), (1, one["target"])} & rare
                ],
            }
            for row in rows
        ]


def chosen(seed: int, world: World) -> dict[str, Any]:
    """Up to four filters of those that the page of a world offers; the same seed gives the same."""
    rows, beside = world
    readings = [one for row in rows for one in row["about"]]
    above = {issue for several in beside.broader.values() for issue in several}
    days = sorted({row["counts_from"] for row in rows if row["counts_from"]})
    several = {
        "stance": list(SIDED),
        "kind": sorted({kind_of(row["speaker"]) for row in rows}),
        "mode": sorted({row["mode"] for row in rows}),
        "confidence": ["high", "low", "medium"],
    }
    one = {
        "issue": sorted({one["target"] for one in readings} | above),
        "source": sorted({row["source"] for row in rows}),
        "from": days,
        "to": days,
        "min": [2, 3, 4],
    }
    chance = random.Random(seed)
    state: dict[str, Any] = {}
    for name in chance.sample(sorted({*several, *one}), chance.randint(1, 4)):
        if name in several:
            state[name] = chance.sample(several[name], chance.randint(1, len(several[name]) - 1))
        else:
            state[name] = chance.choice(one[name])
    return state


def put(opened: Any, state: Mapping[str, Any]) -> None:
    """Set the page to a state, from any other."""
    usual = {
        "stance": None,
        "kind": None,
        "mode": None,
        "confidence": None,
        "issue": "",
        "source": "",
        "min": 1,
    }
    short = {name: state[name].removeprefix(DATA) for name in ("issue", "source") if name in state}
    if "issue" in short and kind_of(state["issue"]) in ACTOR_KINDS:
        short["issue"] += "#target"  # the node of an actor who is spoken of
    opened.change(
        **{**usual, "from": "", "to": "", "q": "", "select": "", "network": "two-mode", **state, **short}
    )


@pytest.fixture
def recount() -> Callable[[World, State], tuple[list[dict[str, Any]], set[str]]]:
    """``recount(world, state)`` gives the rows with the readings in view, and the statements in view."""
    return in_view


@pytest.fixture
def choose() -> Callable[[int, World], dict[str, Any]]:
    """``choose(seed, world)`` gives filters."""
    return chosen


@pytest.fixture
def set_state() -> Callable[[Any, State], None]:
    """``set_state(opened, state)`` sets a page to a state, from any other."""
    return put
