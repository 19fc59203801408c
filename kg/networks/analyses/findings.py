"""A table, its heading, and the sentences that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.certainty.intervals import FEW_STATEMENTS
from kg.networks.certainty.resampling import FEW_SOURCES
from kg.networks.network import Network
from kg.networks.windows import Windowing
from kg.questions.answer import Row
from kg.wording.counts import count, form
from kg.wording.lists import conjunction


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
        looked_at: how many readings the table was made from, where there is no network.
    """

    heading: str
    table: pd.DataFrame
    shown: tuple[str, ...]
    notes: tuple[str, ...] = ()
    network: Network | TwoMode | None = None
    certainty: pd.DataFrame | None = field(default=None, repr=False)
    looked_at: int = 0

    def page_notes(self, selection: str = "") -> tuple[str, ...]:
        """What a page has to say that its network does not: what was looked at, and how sure it is.

        Args:
            selection: what was looked at, in words.
        """
        own = set(self.network.notes) if self.network is not None else set()
        said = [note for note in self.notes if note not in own and not note.startswith("Ties stand in order")]
        return (*([f"Looked at {selection}."] if selection else []), *said)

    @property
    def readings(self) -> int:
        """How many readings the table was made from."""
        return len(self.network.readings) if self.network is not None else self.looked_at


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as plain values: numbers, days as text, None for what is missing.

    >>> rows_of(pd.DataFrame({"n": [1, 2], "low": [0.25, None]}))
    [{'n': 1, 'low': 0.25}, {'n': 2, 'low': None}]
    """
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(each) for each in (value if isinstance(value, tuple | list) else sorted(value))]
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


def heading(network: Network | TwoMode) -> str:
    """A network in one line: what it is, how large, and on what it rests.

    >>> from kg.networks.projection import project
    >>> from kg.networks.reading_table import Readings, table
    >>> from kg.networks.settings import Settings
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "ab"]))
    >>> heading(project(said, Settings()))
    'congruence of actors: 2 actors, 1 tie, 2 readings of 2 statements in 1 source'
    """
    settings, frame = network.settings, network.readings.frame
    if isinstance(network, TwoMode):
        nodes = f"{count(len(network.rows), 'actor')}, {count(len(network.columns), 'target')}"
        pairs = frame[["actor", "target", "scheme", "value"]].drop_duplicates()
        ties = len(pairs)
    else:
        nodes, ties = count(len(network.rows), settings.of[:-1]), len(network.table)
    return f"{settings.words()}: {nodes}, {count(ties, 'tie')}, {rests_on(frame)}"


def rests_on(frame: pd.DataFrame) -> str:
    """How much a result rests on, in words."""
    made = f"{count(len(frame), 'reading')} of {count(frame['statement'].nunique(), 'statement')}"
    return f"{made} in {count(frame['source'].nunique(), 'source')}"


def sentence(text: str) -> str:
    """A remark as a sentence.

    >>> sentence("the search did not end")
    'The search did not end.'
    """
    return text[:1].upper() + text[1:].rstrip(".") + "."


def without_interval(why: pd.Series, noun: str) -> str:
    """How many numbers have no interval, and what it would take; empty where all have one.

    >>> without_interval(pd.Series(["rests on 1 statement, an interval takes 5", ""]), "tie")
    '1 of 2 ties has no interval: that takes 5 statements.'
    """
    bare = int((why != "").sum())
    if not bare:
        return ""
    takes = [f"{FEW_STATEMENTS} statements"] * bool(why.str.contains(" statement").any())
    takes += [f"{FEW_SOURCES} sources"] * bool(why.str.contains(" source").any())
    if bare == len(why):
        return f"No {noun} has an interval: that takes {conjunction(takes)}."
    verb = form(bare, "has", "have")
    return f"{bare:,} of {count(len(why), noun)} {verb} no interval: that takes {conjunction(takes)}."


def span(windowing: Windowing) -> str:
    """How time is cut, in words.

    >>> span(Windowing()), span(Windowing(unit="weeks", size=2, slide=True))
    ('1 month', '2 weeks, sliding')
    """
    words = count(windowing.size, windowing.unit[:-1]) + (", sliding" if windowing.slide else "")
    return words + (f", {windowing.kernel} kernel" if windowing.kernel else "")


def days(windowing: Windowing) -> tuple[str, ...]:
    """The columns that say when a window is: under a kernel its ends may be those of the whole time."""
    return ("middle",) if windowing.kernel else ("start", "stop")
