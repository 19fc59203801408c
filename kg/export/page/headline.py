"""The headline, the limits of the picture, and the contested issues.

The template and the page's scripts only print these values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx

from kg.export.page.phrases import COLOURS
from kg.model.stances import Side
from kg.model.statement import Statement
from kg.networks import Contest, contests
from kg.wording.counts import count, form
from kg.wording.days import long
from kg.wording.safe_text import clean, one_line
from kg.wording.sides import changed, parts

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: The kinds of issues in the headline; measures, events, agreements and actors are other subjects.
ISSUE_KINDS = frozenset({"proposal", "condition", "topic", "issue"})


def facts(kinds: Iterable[str], statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """Return the headline: pairs of a figure and what it counts.

    Args:
        kinds: the kind of each target of the statements.
        statements: rows of ``kg said``.
    """
    actors = {row.get("speaker") for row in statements if row.get("speaker")}
    targets = [kind in ISSUE_KINDS for kind in kinds]
    sources = {row.get("source") or row.get("source_label") for row in statements} - {None}
    numbers = [(len(statements), "statement"), (len(actors), "actor"), (sum(targets), "issue")]
    numbers += [(targets.count(False), "other subject")] if False in targets else []
    numbers += [(len(sources), "source")]
    told = [(f"{n:,}", count(n, one).split(" ", 1)[1]) for n, one in numbers]
    first = min((str(row["counts_from"]) for row in statements if row.get("counts_from")), default=None)
    last = max((str(row["counts_until"]) for row in statements if row.get("counts_until")), default=None)
    if first or last:
        told.append((long(first, last), "when said"))
    for basis, what in (("published", "dated by publication"), (None, "without a date")):
        number = sum(_basis(row) == basis for row in statements)
        told += [(f"{number:,}", what)] if number else []
    newest = as_of(statements)
    if newest:
        told.append((newest, "data as of"))
    return [(clean(a), clean(b)) for a, b in told]


def _basis(row: Statement) -> object:
    """Return the basis of a statement's days; None without days."""
    return row.get("counts_by") if row.get("counts_until") else None


def as_of(statements: Sequence[Statement]) -> str:
    """Return the date of the data: the day on which the newest source was published; empty if unknown."""
    day = latest(statements)
    return str(clean(long(day, day)))


def latest(statements: Sequence[Statement]) -> str:
    """Return that day as ``2025-10-07``; empty if unknown. Invalid days are ignored."""
    days = (str(row.get("source_latest") or "") for row in statements)
    return max((day for day in days if _DAY.fullmatch(day)), default="")


def limits(network: nx.MultiGraph, cards: Sequence[Mapping[str, Any]]) -> str:
    """Return one sentence on what the picture does not show."""
    drawn = {s for *_, edge in network.edges(data=True) for s in edge["statements"]}
    left = sum(card["id"] not in drawn for card in cards)
    held = sum(len(card["embeds"]) for card in cards)
    said = [
        "A line is a coder's reading of what somebody said, not of what they did; "
        "no line only means that nothing was coded"
    ]
    if left:
        verb = form(left, "is", "are")
        said.append(f"{count(left, 'statement')} without a stance or evaluation {verb} in the table only")
    if held:
        said.append(
            f"views that speakers attribute to others ({'once' if held == 1 else f'{held} times'}) "
            "are not drawn as lines of those others"
        )
    return "; ".join(said) + "."


class Counted(NamedTuple):
    """The basis of the sides.

    Attributes:
        contests: from :func:`kg.networks.contests`.
        day: the day of the view, as YYYY-MM-DD; None for the newest.
        beyond: number of counted readings that are not on the page.
        whole: whether every reading of the graph toward the targets counts.
    """

    contests: Sequence[Contest]
    day: str | None = None
    beyond: int = 0
    whole: bool = True

    def rule(self) -> str:
        """Say how an actor counts, and which readings outside the page count.

        >>> Counted([]).rule()
        'Each actor counts once, by the current position.'
        >>> print(Counted([], "2025-05-01", beyond=2).rule())
        Each actor counts once, by the position on 1 May 2025; 2 readings that are not on this page count too.
        >>> Counted([], whole=False).rule()
        'Each actor counts once, by the current position; only the statements of this page count.'
        """
        by = "the current position" if self.day is None else f"the position on {long(self.day, self.day)}"
        more = "" if self.whole else "; only the statements of this page count"
        if self.whole and self.beyond:
            are, does = form(self.beyond, "is", "are"), form(self.beyond, "counts", "count")
            more = f"; {count(self.beyond, 'reading')} that {are} not on this page {does} too"
        return f"Each actor counts once, by {by}{more}."


def as_drawn(network: nx.MultiGraph, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Return the statements with readings as in a network, where levels may have moved them."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for one, other, edge in network.edges(data=True):
        target = network.nodes[one if network.nodes[one]["bipartite"] == 1 else other]
        for reading in edge["evidence"]:
            drawn = {"target": target["iri"], "label": target["label"], edge["scheme"]: edge["stance"]}
            lines.setdefault(reading, []).append({"reading": reading, **drawn})
    gone = {
        one["reading"] for row in statements for one in row.get("about") or () if one.get("status") in _GONE
    }
    return [
        {
            **row,
            "about": [
                line
                for reading in dict.fromkeys(one["reading"] for one in row.get("about") or ())
                if reading not in gone
                for line in lines.get(reading, ())
            ],
        }
        for row in statements
    ]


_GONE = ("superseded", "retracted")


def counted(network: nx.MultiGraph, statements: Sequence[Statement]) -> Counted:
    """Return the sides by the lines of a page only."""
    return Counted(contests(as_drawn(network, statements)), whole=False)


def overview(network: nx.MultiGraph, found: Counted, at_most: int = 8) -> dict[str, Any]:
    """Return the most contested targets with their sides; the most discussed if none is contested.

    Args:
        network: the drawn network; nodes that represent several targets are not counted.
        found: the sides.
        at_most: maximum number of targets.
    """
    names = {key: f"n{i}" for i, (key, node) in enumerate(network.nodes(data=True)) if "members" not in node}
    here = [one for one in found.contests if one.node in names]
    contested = [one for one in here if one.contested]
    rest = sorted((one for one in here if not one.contested), key=lambda one: -len(one.stands))
    left = max(0, at_most - len(contested))
    return {
        "rule": found.rule(),
        "contested": [_bars(one, names[one.node]) for one in contested[:at_most]],
        "more": max(0, len(contested) - at_most),
        "rest": [_bars(one, names[one.node]) for one in rest[:left]],
        "unshown": max(0, len(rest) - left),
    }


def _bars(one: Contest, node: str) -> dict[str, Any]:
    """Return a target with its sides: colour, words, and share of the bar in percent."""
    every = sum(number for _, number in parts(one))
    return {
        "node": node,
        "label": one_line(one.label) + (" (spoken of)" if one.kind == "actor" else ""),
        "sides": [
            (COLOURS[Side(side)], f"{number:,} {side}", round(100 * number / every, 2))
            for side, number in parts(one)
        ],
        "changed": changed(one),
    }
