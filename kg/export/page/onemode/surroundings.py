"""Headline, limits, strongest ties and table of the page of a one-mode network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.page.onemode.lines import Line, format_weight, line_of
from kg.export.page.phrases import LINES
from kg.wording.counts import count
from kg.wording.days import long
from kg.wording.safe_text import clean, one_line

if TYPE_CHECKING:
    from kg.networks.network import Network

#: Number of ties in view when the page opens, unless more ties share the greatest weight.
AT_FIRST = 300
_LISTED = 6

Tie = Mapping[str, Any]


def facts(network: Network) -> list[tuple[str, str]]:
    """Return the headline: pairs of a figure and what it counts."""
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
    """Say what the picture does not show.

    Args:
        network: the whole network.
        drawn: the ties in the picture.
        nodes: number of nodes in the picture.
        behind: number of statements behind its ties.
        at_most: maximum number of statements on the page.
    """
    said = [
        "A line is counted from coded statements, not from actions; "
        "no line only means that nothing coded connects the two."
    ]
    number, everybody = len(network.table), len(network.rows)
    alone = int(network.readings.frame["statement"].nunique()) - behind
    if number > len(drawn):
        said.append(f"Only the strongest {len(drawn):,} of {number:,} ties are drawn and listed.")
    elif alone > 0:
        are = "is" if alone == 1 else "are"
        said.append(f"{count(alone, 'statement')} counted {are} not part of any tie.")
    if everybody > nodes:
        said.append(f"{nodes:,} of {everybody:,} {network.settings.of} are drawn.")
    if behind > at_most:
        said.append(f"The page includes {at_most:,} of the {behind:,} statements behind the lines.")
    return " ".join(said)


def sides(network: Network, drawn: Sequence[Tie]) -> list[tuple[str, str, int]]:
    """Return the kinds of line in the picture, with their names and numbers."""
    return [(line.side, line.name, len(ties)) for line, ties in _by_line(network, drawn)]


def strongest(network: Network, drawn: Sequence[Tie]) -> list[dict[str, Any]]:
    """Return the strongest ties of each kind of line."""
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
    """Return a tie for the table and the side panel of the page."""
    line = line_of(network.settings, tie["weight"])
    told = evidence_of(network, tie)
    return {
        "id": tie["id"],
        "a": one_line(tie["a_label"]),
        "b": one_line(tie["b_label"]),
        "side": line.side,
        "verb": line.verb,
        "rests": told,
        "weight": format_weight(tie["weight"]),
        "interval": dict(told).get("Interval", ""),
        "statements": count(tie["statements"], "statement"),
        "shared": count(tie["shared"], _shared(network).lower().removesuffix("s")),
    }


def evidence_of(network: Network, tie: Tie) -> list[tuple[str, str]]:
    """Return the evidence of a tie as pairs of a name and a value, with its interval if known."""
    said = [("Weight", format_weight(tie["weight"]))]
    low, high, survived = (tie.get(name) for name in ("low", "high", "survived"))
    if "low" in tie and "high" in tie:
        known = low is not None and high is not None
        interval = (
            f"{format_weight(tie['low'])} to {format_weight(tie['high'])}"
            if known
            else "none: too little evidence"
        )
        said.append(("Interval", interval))
    if "survived" in tie:
        share = isinstance(survived, float | int) and 0 <= survived <= 1
        said.append(("Survives", f"{survived:.0%}" if share else str(clean(survived or "not known"))))
    counts = (("Readings", "readings"), ("Statements", "statements"), (_shared(network), "shared"))
    return said + [(name, f"{tie[key]:,}") for name, key in counts]


def steps(drawn: Sequence[Tie]) -> dict[str, Any]:
    """Return the values of the minimum weight in view, at most a hundred, and the first one set.

    >>> steps([{"weight": -2.0}, {"weight": 1.0}, {"weight": 0.5}])
    {'values': [0.5, 1.0, 2.0], 'words': ['0.5', '1', '2'], 'first': 0}
    """
    strengths = sorted(abs(tie["weight"]) for tie in drawn)
    weights = sorted(set(strengths))
    values = [*weights[: -1 : max(1, -(-(len(weights) - 1) // 99))], *weights[-1:]]
    few = [at for at, value in enumerate(values) if sum(s >= value for s in strengths) <= AT_FIRST]
    first = min(few, default=max(0, len(values) - 1))
    return {"values": values, "words": [format_weight(value) for value in values], "first": first}


def _by_line(network: Network, drawn: Sequence[Tie]) -> list[tuple[Line, list[Tie]]]:
    found: dict[Line, list[Tie]] = {}
    for tie in drawn:
        found.setdefault(line_of(network.settings, tie["weight"]), []).append(tie)
    return sorted(found.items(), key=lambda pair: LINES.index(pair[0].side))


def _shared(network: Network) -> str:
    return "Shared issues" if network.settings.of == "actors" else "Shared actors"
