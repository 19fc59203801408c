"""What stands around the picture: the headline, what the picture leaves out, and what is contested.

The template prints this and the page's script reads it; neither computes anything about the debate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kg.export.page.wording import clean, count, one_line, when
from kg.networks import contests

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: What counts as an issue in the headline; measures, events, agreements and actors are other subjects.
ISSUE_KINDS = frozenset({"proposal", "condition", "topic", "issue"})


def facts(network: nx.MultiGraph, statements: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The headline: pairs of a figure and what it counts."""
    actors = {row.get("speaker") for row in statements if row.get("speaker")}
    targets = [node["kind"] in ISSUE_KINDS for _, node in network.nodes(data=True) if node["bipartite"] == 1]
    sources = {row.get("source") or row.get("source_label") for row in statements} - {None}
    numbers = [(len(statements), "statement"), (len(actors), "actor"), (sum(targets), "issue")]
    numbers += [(targets.count(False), "other subject")] if False in targets else []
    numbers += [(len(sources), "source")]
    told = [(f"{n:,}", count(n, one).split(" ", 1)[1]) for n, one in numbers]
    first = min((str(row["said_earliest"]) for row in statements if row.get("said_earliest")), default=None)
    last = max((str(row["said_latest"]) for row in statements if row.get("said_latest")), default=None)
    if first or last:
        told.append((when(first, last), "when said"))
    undated = sum(not row.get("said_latest") for row in statements)
    if undated:
        told.append((f"{undated:,}", "without a date"))
    newest = as_of(statements)
    if newest:
        told.append((newest, "data as of"))
    return [(clean(a), clean(b)) for a, b in told]


def as_of(statements: Sequence[Mapping[str, Any]]) -> str:
    """The date of the data: the day on which the newest source was published; empty where none is known."""
    day = latest(statements)
    return str(clean(when(day, day))) if day else ""


def latest(statements: Sequence[Mapping[str, Any]]) -> str:
    """That day as ``2025-10-07``; empty where none is known, and what is no day is left out."""
    days = (str(row.get("source_latest") or "") for row in statements)
    return max((day for day in days if _DAY.fullmatch(day)), default="")


def limits(network: nx.MultiGraph, cards: Sequence[Mapping[str, Any]]) -> str:
    """One line that says what the picture does not show."""
    drawn = {s for *_, edge in network.edges(data=True) for s in edge["statements"]}
    left = sum(card["id"] not in drawn for card in cards)
    held = sum(len(card["embeds"]) for card in cards)
    said = [
        "A line is a coder's reading of what somebody said, not of what they did, "
        "and no line means only that nothing was coded"
    ]
    if left:
        verb = "is" if left == 1 else "are"
        said.append(f"{count(left, 'statement')} without a stance or evaluation {verb} in the table only")
    if held:
        said.append(
            f"what speakers say that others want or believe ({'once' if held == 1 else f'{held} times'}) "
            "draws no line for those others"
        )
    return "; ".join(said) + "."


def overview(network: nx.MultiGraph, at_most: int = 8) -> dict[str, Any]:
    """The most contested targets with the actors on each side; the most spoken on where none is contested."""
    names = {key: f"n{i}" for i, key in enumerate(network)}
    found = contests(network)
    rows: list[dict[str, Any]] = [
        {
            "node": names[c.target],
            "label": one_line(c.label) + (" (spoken of)" if c.kind == "actor" else ""),
            "support": c.support,
            "oppose": c.oppose,
            "other": c.mixed + c.neutral + c.unclear,
            "readings": c.readings,
            "contested": c.contested,
        }
        for c in found
    ]
    contested = [row for row in rows if row["contested"]]
    rest = sorted(
        (r for r in rows if not r["contested"]), key=lambda r: -(r["support"] + r["oppose"] + r["other"])
    )
    shown = contested[:at_most]
    return {
        "contested": shown,
        "more": len(contested) - len(shown),
        "rest": rest[: max(0, at_most - len(shown))],
        "unshown": max(0, len(rest) - max(0, at_most - len(shown))),
    }
