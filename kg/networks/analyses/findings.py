"""A table, its heading, and the sentences that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The answer to one question about a network.

    Attributes:
        heading: what the table shows, in one line.
        table: all columns, for files and programs.
        shown: the columns for people, in order.
        notes: what was left out and why, and how to read the table; one sentence each.
        network: the network itself, where there is one.
        certainty: one row a tie with its interval, for the formats that carry it.
    """

    heading: str
    table: pd.DataFrame
    shown: tuple[str, ...]
    notes: tuple[str, ...] = ()
    network: Network | TwoMode | None = None
    certainty: pd.DataFrame | None = field(default=None, repr=False)


def heading(network: Network | TwoMode) -> str:
    """A network in one line: what it is, how large, and on what it rests.

    >>> from kg.networks.projection import project
    >>> from kg.networks.readings import Readings, table
    >>> from kg.networks.settings import Settings
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "ab"]))
    >>> heading(project(said, Settings()))
    'congruence of actors: 2 actors, 1 tie, 2 readings of 2 statements in 1 source'
    """
    settings, frame = network.settings, network.readings.frame
    if isinstance(network, TwoMode):
        nodes = f"{_many(len(network.rows), 'actor')}, {_many(len(network.columns), 'target')}"
        pairs = frame[["actor", "target", "scheme", "value"]].drop_duplicates()
        ties = len(pairs)
    else:
        nodes, ties = _many(len(network.rows), settings.of[:-1]), len(network.table)
    made = f"{_many(len(frame), 'reading')} of {_many(frame['statement'].nunique(), 'statement')}"
    return f"{settings.words()}: {nodes}, {_many(ties, 'tie')}, {made} in " + _many(
        frame["source"].nunique(), "source"
    )


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
