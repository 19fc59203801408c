"""What stands around the picture of a one-mode network: counts, limits, the strongest ties, the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.page.onemode.lines import Line, line_of, weighed
from kg.export.page.phrases import LINES
from kg.wording.counts import count, form
from kg.wording.days import long
from kg.wording.safe_text import clean, one_line

if TYPE_CHECKING:
    from kg.networks.network import Network

#: Ties in view when the page opens, unless the strongest weight alone has more.
AT_FIRST = 300
_LISTED = 6

Tie = Mapping[str, Any]


def facts(network: Network) -> list[tuple[str, str]]:
    """The headline: pairs of a figure and what it counts."""
    frame = network.readings.frame
    told = [(len(network.rows), network.settings.of.removesuffix("s")), (len(network.table), "tie")]
    told += [(len(frame), "reading"), (int(frame["statement"].nunique()), "statement")]
    found = [(f"{n:,}", count(n, noun).split(" ", 1)[1]) for n, noun in told]
    first, last = frame["earliest"].min(), frame["latest"].max()
    if pd.notna(first) and pd.notna(last):
        found.append((long(f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"), "when said"))
    for basis, what in (("published", "dated by publication"), ("unknown", "without a date")):
        number = int(frame.loc[frame["counts_by"] == basis, "statement"].nunique())
        found += [(f"{number:,}", what)] if number else []
    return found


def limits(network: Network, drawn: Sequence[Tie], nodes: int, behind: int, at_most: int) -> str:
    """What the picture does not show, in sentences.

    Args:
        network: the whole.
        drawn: the ties in the picture.
        nodes: how many nodes it has.
        behind: how many statements are behind its ties.
        at_most: how many of those the page has room for.
    """
    said = [
        "A line is counted from what was said and how coders read it, not from what anybody did, "
        "and no line means only that nothing coded links the two."
    ]
    number, everybody = len(network.table), len(network.rows)
    alone = int(network.readings.frame["statement"].nunique()) - behind
    if number > len(drawn):
        said.append(f"Of {number:,} ties the {len(drawn):,} strongest are drawn and listed.")
    elif alone > 0:
        said.append(f"{count(alone, 'statement')} counted {form(alone, 'meets', 'meet')} no other.")
    if everybody > nodes:
        said.append(f"{nodes:,} of {everybody:,} {network.settings.of} are drawn.")
    if behind > at_most:
        said.append(f"Of {behind:,} statements behind the lines the page holds {at_most:,}.")
    return " ".join(said)


def sides(network: Network, drawn: Sequence[Tie]) -> list[tuple[str, str, int]]:
    """The kinds of line in the picture, with their names and how many there are."""
    return [(line.side, line.name, len(ties)) for line, ties in _by_line(network, drawn)]


def strongest(network: Network, drawn: Sequence[Tie]) -> list[dict[str, Any]]:
    """The strongest ties of each kind of line."""
    return [
        {
            "side": line.side,
            "most": line.most,
            "ties": [row(network, tie) for tie in ties[:_LISTED]],
            "more": max(0, len(ties) - _LISTED),
        }
        for line, ties in _by_line(network, drawn)
    ]


def row(network: Network, tie: Tie) -> dict[str, Any]:
    """A tie as the table and the side of the page print it."""
    line = line_of(network.settings, tie["weight"])
    told = rests(network, tie)
    return {
        "id": tie["id"],
        "a": one_line(tie["a_label"]),
        "b": one_line(tie["b_label"]),
        "side": line.side,
        "verb": line.verb,
        "rests": told,
        "weight": weighed(tie["weight"]),
        "interval": dict(told).get("Interval", ""),
        "statements": count(tie["statements"], "statement"),
        "shared": count(tie["shared"], _shared(network).lower().removesuffix("s")),
    }


def rests(network: Network, tie: Tie) -> list[tuple[str, str]]:
    """What a tie rests on, in pairs of a name and a value; how sure it is where that is known."""
    said = [("Weight", weighed(tie["weight"]))]
    low, high, survived = (tie.get(name) for name in ("low", "high", "survived"))
    if "low" in tie and "high" in tie:
        known = low is not None and high is not None
        said.append(
            ("Interval", f"{weighed(tie['low'])} to {weighed(tie['high'])}" if known else "none: too little")
        )
    if "survived" in tie:
        share = isinstance(survived, float | int) and 0 <= survived <= 1
        said.append(("Survives", f"{survived:.0%}" if share else str(clean(survived or "not known"))))
    counts = (("Readings", "readings"), ("Statements", "statements"), (_shared(network), "shared"))
    return said + [(name, f"{tie[key]:,}") for name, key in counts]


def steps(drawn: Sequence[Tie]) -> dict[str, Any]:
    """What the least weight in view can be set to, at most a hundred weights, and where it stands at first.

    >>> steps([{"weight": -2.0}, {"weight": 1.0}, {"weight": 0.5}])
    {'values': [0.5, 1.0, 2.0], 'words': ['0.5', '1', '2'], 'first': 0}
    """
    strengths = sorted(abs(tie["weight"]) for tie in drawn)
    weights = sorted(set(strengths))
    values = [*weights[: -1 : max(1, -(-(len(weights) - 1) // 99))], *weights[-1:]]
    few = [at for at, value in enumerate(values) if sum(s >= value for s in strengths) <= AT_FIRST]
    first = min(few, default=max(0, len(values) - 1))
    return {"values": values, "words": [weighed(value) for value in values], "first": first}


def _by_line(network: Network, drawn: Sequence[Tie]) -> list[tuple[Line, list[Tie]]]:
    found: dict[Line, list[Tie]] = {}
    for tie in drawn:
        found.setdefault(line_of(network.settings, tie["weight"]), []).append(tie)
    return sorted(found.items(), key=lambda pair: LINES.index(pair[0].side))


def _shared(network: Network) -> str:
    return "Shared issues" if network.settings.of == "actors" else "Shared actors"
