"""The result of an analysis: a table, its heading, and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.certainty.intervals import FEW_STATEMENTS
from kg.networks.certainty.resampling import FEW_SOURCES
from kg.networks.network import Network
from kg.networks.windows import Windowing
from kg.questions.answer import Answer, Row
from kg.questions.asked import Asked, conditions
from kg.wording.counts import count

if TYPE_CHECKING:
    from kg.networks.reading_table import Readings
    from kg.networks.selection import Selection
    from kg.networks.settings import Settings
    from kg.networks.tie_readings import Behind
    from kg.store.base import Store


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The result of an analysis of a network.

    Attributes:
        heading: what the table shows, in one line.
        table: all columns, for files and programs.
        shown: the columns for people, in order.
        notes: what was left out and why, and how to read the table; one sentence each.
        network: the network itself, if there is one.
        certainty: one row per tie with its interval, for the formats that include it.
        behind: the readings behind the table, if there is no network.
    """

    heading: str
    table: pd.DataFrame
    shown: tuple[str, ...]
    notes: tuple[str, ...] = ()
    network: Network | TwoMode | None = None
    certainty: pd.DataFrame | None = field(default=None, repr=False)
    behind: Readings | None = field(default=None, repr=False)

    def page_notes(self, selection: str = "") -> tuple[str, ...]:
        """Return the notes that a page adds to those of its network: the selection and the certainty.

        Args:
            selection: the selection in words.
        """
        own = set(self.network.notes) if self.network is not None else set()
        said = [note for note in self.notes if note not in own and not note.startswith("Ties are in order")]
        return (*([f"Selection: {selection}."] if selection else []), *said)

    @property
    def readings(self) -> int:
        """Number of readings behind the table."""
        return 0 if (readings := self._readings) is None else len(readings)

    @property
    def _readings(self) -> Readings | None:
        return self.behind if self.network is None else self.network.readings

    def answer(
        self,
        name: str,
        conditions: Mapping[str, str],
        store: Store | None,
        *,
        columns: Sequence[str] | None = None,
        rows: Sequence[Row] | None = None,
    ) -> Answer[Row]:
        """Return the findings as an answer to a question.

        Args:
            name: of the command.
            conditions: those of :func:`conditions_of`.
            store: the graph.
            columns: of the rows; None for those of the table.
            rows: the rows; None for those of the table.
        """
        readings = self._readings
        cited = () if readings is None else readings.frame["source"].dropna().unique()
        return Answer(
            name=name,
            columns=tuple(map(str, self.table.columns)) if columns is None else tuple(columns),
            rows=rows_of(self.table) if rows is None else rows,
            looked_at=self.readings,
            counted="readings",
            notes=self.notes,
            sparql=(),
            store=store,
            asked=Asked(self.heading, conditions, sources=[str(source) for source in cited]),
        )


def conditions_of(
    selection: Selection, settings: Settings, windowing: Windowing | None = None, **how: Any
) -> dict[str, str]:
    """Return the choices behind a network in words: the selection, what was counted and how.

    >>> from kg.networks.selection import Selection
    >>> from kg.networks.settings import Settings
    >>> conditions_of(Selection(about=["tariffs"]), Settings(duplicates="source"), draws=0)
    {'about': 'tariffs', 'kind': 'congruence', 'of': 'actors', 'duplicates': 'source', 'draws': '0'}
    """
    chosen = {each.name: getattr(selection, each.name) for each in fields(selection)}
    for each in fields(settings):
        value = getattr(settings, each.name)
        if each.name in ("kind", "of") or value != each.default:
            chosen[each.name] = "no" if value is False else value
    if windowing is not None:
        chosen["window"] = span(windowing)
    return conditions(**chosen, **dict(sorted(how.items())))


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as plain values: numbers, days as text, None for what is missing.

    >>> rows_of(pd.DataFrame({"n": [1, 2], "low": [0.25, None]}))
    [{'n': 1, 'low': 0.25}, {'n': 2, 'low': None}]
    """
    names = [str(name) for name in frame.columns]
    columns = (_values(frame.iloc[:, place]) for place in range(len(names)))
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """Return the values of a column as plain values; a million of them in a second."""
    values = column.tolist()
    if column.dtype.kind in "iub":
        return values
    if column.dtype.kind == "f":
        return [None if value != value else value for value in values]
    return [value if type(value) is str else _plain(value) for value in values]


#: Number of rows that are in memory as mappings at a time.
_TOGETHER: Final = 10_000


class FrameRows(Sequence[Row]):
    """The rows of a frame as :func:`rows_of` gives them, made when they are read.

    Args:
        frame: the frame.
        evidence: finds the value of one more column, ``evidence``, of some rows; None for no such column.

    >>> rows = FrameRows(pd.DataFrame({"n": [1, 2]}))
    >>> len(rows), rows[1], list(rows)
    (2, {'n': 2}, [{'n': 1}, {'n': 2}])
    """

    def __init__(self, frame: pd.DataFrame, evidence: Behind | None = None) -> None:
        self._frame = frame
        self._evidence = evidence

    def __len__(self) -> int:
        return len(self._frame)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        """One row, or several."""
        if isinstance(at, slice):
            return self._rows(self._frame.iloc[at])
        return self._rows(self._frame.iloc[[at]])[0]

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _TOGETHER):
            yield from self._rows(self._frame.iloc[start : start + _TOGETHER])

    def _rows(self, some: pd.DataFrame) -> list[Row]:
        rows = rows_of(some)
        if self._evidence is not None:
            for row, behind in zip(rows, self._evidence(some), strict=True):
                row["evidence"] = list(behind)
        return rows


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple) and value and all(type(each) is str for each in value):
        return list(value)
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(each) for each in (value if isinstance(value, tuple | list) else sorted(value))]
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


def heading(network: Network | TwoMode) -> str:
    """Describe a network in one line: its kind, size and evidence.

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
    """Return the evidence of a result in words: readings, statements and sources."""
    made = f"{count(len(frame), 'reading')} of {count(frame['statement'].nunique(), 'statement')}"
    return f"{made} in {count(frame['source'].nunique(), 'source')}"


def sentence(text: str) -> str:
    """Return a remark as a sentence.

    >>> sentence("the search did not end")
    'The search did not end.'
    """
    return text[:1].upper() + text[1:].rstrip(".") + "."


def without_interval(why: pd.Series, noun: str) -> str:
    """Return how many numbers have no interval, and what an interval needs; empty if all have one.

    >>> without_interval(pd.Series(["1 statement, an interval needs 5", ""]), "tie")
    '1 of 2 ties has no interval: a tie needs at least 5 statements.'
    """
    bare = int((why != "").sum())
    if not bare:
        return ""
    takes = [f"{FEW_STATEMENTS} statements"] * bool(why.str.contains(" statement").any())
    takes += [f"{FEW_SOURCES} sources"] * bool(why.str.contains(" source").any())
    needs = f"a {noun} needs at least {' from '.join(takes)}"
    if bare == len(why):
        return f"No intervals: {needs}."
    verb = "has" if bare == 1 else "have"
    return f"{bare:,} of {count(len(why), noun)} {verb} no interval: {needs}."


def span(windowing: Windowing) -> str:
    """Return the size of the windows in words.

    >>> span(Windowing()), span(Windowing(unit="weeks", size=2, slide=True))
    ('1 month', '2 weeks, sliding')
    """
    words = count(windowing.size, windowing.unit[:-1]) + (", sliding" if windowing.slide else "")
    return words + (f", {windowing.kernel} kernel" if windowing.kernel else "")


def days(windowing: Windowing) -> tuple[str, ...]:
    """Return the columns for the days of a window: with a kernel, only the middle is meaningful."""
    return ("middle",) if windowing.kernel else ("start", "stop")
