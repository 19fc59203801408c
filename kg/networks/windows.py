"""Divide time into windows: by days, weeks, months, years or number of statements, sliding or not.

Windows that do not slide are contiguous: weeks begin on Monday, months and years on their first day. Sliding
windows have the same bounds and overlap: each begins one unit after the previous one, and none extends beyond
the unit of the last day. Under a kernel the middle moves by one unit, from the first day.

The days of a statement are those on which it counts: its own date or the publication of its source. A
statement whose days are not all in one window is in none, and neither is one without any day; the notes give
their number. Under a kernel a statement is placed at the middle of its days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kg.errors import QuestionError
from kg.model.ids import short
from kg.networks.kernels import KERNELS
from kg.networks.reading_table import Readings
from kg.wording.counts import count

#: Units of a window.
UNITS = ("days", "weeks", "months", "years", "statements")
#: The first and last possible day, as days since 1970. Windows that extend beyond end there.
_FIRST, _LAST = (int(np.datetime64(day, "D").astype(int)) for day in ("0001-01-01", "9999-12-31"))
#: Maximum number of windows: more would take hours, and come from a wrong date.
MOST = 100_000
#: Number of windows above which a note names the statement that causes them.
MANY = 1_000

#: Mean number of days in a unit, to measure distances.
_DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.2425 / 12, "years": 365.2425}


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowing:
    """How to divide time.

    Attributes:
        unit: a key of :data:`UNITS`.
        size: number of units in a window.
        slide: whether the middle moves by one unit, instead of contiguous windows.
        kernel: None, or a key of :data:`kg.networks.kernels.KERNELS`; the windows then slide.
        dna: whether sliding windows have the bounds of Discourse Network Analyzer: half of the size, rounded
            down, to either side of a middle that moves by one unit from the first day.
    """

    unit: str = "months"
    size: int = 1
    slide: bool = False
    kernel: str | None = None
    dna: bool = False

    def __post_init__(self) -> None:
        """Raise an error for an impossible division.

        >>> Windowing(unit="fortnights")
        Traceback (most recent call last):
        kg.errors.QuestionError: unknown unit of time 'fortnights'
          expected one of: days, weeks, months, years, statements
        """
        if self.unit not in UNITS:
            raise QuestionError(
                f"unknown unit of time {self.unit!r}", hint="expected one of: " + ", ".join(UNITS)
            )
        if self.size < 1:
            raise QuestionError(
                f"invalid window of {self.size} {self.unit}", hint="expected a size of 1 or more"
            )
        if self.kernel is not None and self.kernel not in KERNELS:
            raise QuestionError(
                f"unknown kernel {self.kernel!r}", hint="expected one of: " + ", ".join(KERNELS)
            )
        if self.kernel is not None and self.unit == "statements":
            raise QuestionError(
                "a kernel needs windows of time", hint="use days, weeks, months or years, not statements"
            )


def windowing(
    window: str | None, size: int = 1, *, slide: bool = False, dna: bool = False, kernel: str | None = None
) -> Windowing | None:
    """Return how time is cut; None where ``window``, the unit, is None.

    Windows slide under a kernel and with the bounds of Discourse Network Analyzer, whatever ``slide`` is.

    Raises:
        QuestionError: another argument is given without ``window``, or time cannot be cut that way.

    >>> windowing("weeks", 2, kernel="uniform").slide, windowing(None)
    (True, None)
    """
    if window is None:
        if slide or dna or kernel is not None or size != 1:
            known = ", ".join(UNITS)
            raise QuestionError("size, slide, dna and kernel need a window", hint=f"known windows: {known}")
        return None
    return Windowing(unit=window, size=size, slide=slide or dna or kernel is not None, kernel=kernel, dna=dna)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One window: its first day, middle and last day, and the weight of each reading in it.

    A window of statements spans the days of its first and last statement.
    """

    start: pd.Timestamp
    middle: pd.Timestamp
    stop: pd.Timestamp
    weight: np.ndarray


def windows(readings: Readings, windowing: Windowing) -> list[Window]:
    """Return the windows from the first to the last day of the readings, in order of time.

    Raises:
        QuestionError: no reading has a date, or a sliding window is longer than the whole period.

    >>> from kg.networks.reading_table import table
    >>> said = Readings(table([{"actor": "urn:a", "target": "urn:t", "earliest": day, "latest": day}
    ...                        for day in ("2025-01-31", "2025-02-01", "2025-03-05")]))
    >>> [(str(w.start.date()), int(w.weight.sum())) for w in windows(said, Windowing())]
    [('2025-01-01', 1), ('2025-02-01', 1), ('2025-03-01', 1)]
    """
    dated = readings.frame[["earliest", "latest"]].dropna()
    if not len(dated):
        raise QuestionError("no reading or source has a date", hint="omit the windows")
    if windowing.unit == "statements":
        return list(_of_statements(readings, windowing))
    first, last = (_number(day) for day in (dated["earliest"].min(), dated["latest"].max()))
    if (last - first) / _DAYS[windowing.unit] / (1 if _slides(windowing) else windowing.size) > MOST:
        raise QuestionError(
            f"more than {MOST:,} windows of {count(windowing.size, windowing.unit.removesuffix('s'))}: "
            + _span(dated["earliest"].min(), dated["latest"].max(), readings),
            hint="use longer windows, or exclude the statement with --since or --until",
        )
    if windowing.kernel is not None:
        return list(_smoothed(readings, windowing, first, last))
    bounds = _sliding(windowing, first, last) if windowing.slide else _end_to_end(windowing, first, last)
    return list(_inside(readings, bounds))


def many(readings: Readings, cut: list[Window]) -> str | None:
    """The note on the statement that causes many windows; None if there are not many.

    >>> from kg.networks.reading_table import table
    >>> days = ("1970-01-01", "2021-02-03", "2021-03-01")
    >>> said = Readings(table([{"statement": f"https://example.org/statement/{day}", "actor": "urn:a",
    ...                         "target": "urn:t", "earliest": day, "latest": day} for day in days]))
    >>> (many(said, windows(said, Windowing(unit="weeks"))) or "").partition("; ")[2]
    'the farthest from the others is statement/1970-01-01.'
    """
    if len(cut) <= MANY:
        return None
    dated = readings.frame.dropna(subset=["earliest", "latest"])
    return f"{len(cut):,} windows: {_span(dated['earliest'].min(), dated['latest'].max(), readings)}."


def _span(first: pd.Timestamp, last: pd.Timestamp, readings: Readings) -> str:
    dated = readings.frame.dropna(subset=["earliest", "latest"]).sort_values(["earliest", "latest"])
    middle = dated["earliest"].iloc[len(dated) // 2]
    early = middle - first > last - middle
    place = 0 if early else int(dated["latest"].to_numpy().argmax())
    name = short(str(dated["statement"].iloc[place]))
    return f"the readings span {first.date()} to {last.date()}; the farthest from the others is {name}"


def undated(readings: Readings, cut: list[Window]) -> str | None:
    """The note on readings that are in no window; None if all are in one."""
    inside = np.zeros(len(readings), bool)
    for each in cut:
        inside |= each.weight > 0
    left = int((~inside).sum())
    without = int(readings.frame["earliest"].isna().sum())
    if not left:
        return None
    lost = f"{left:,} of {count(len(readings), 'reading')} {'is' if left == 1 else 'are'} in no window"
    return f"{lost}: {without:,} without a day, {left - without:,} with days that span several."


def _inside(readings: Readings, bounds: Iterable[tuple[int, int]]) -> Iterator[Window]:
    """Yield the windows with these bounds; empty ones share one array of weights."""
    frame = readings.frame
    earliest, latest = (frame[name].to_numpy("datetime64[D]") for name in ("earliest", "latest"))
    days = np.sort(earliest[~np.isnat(earliest)]).astype(int)
    nothing, weight = np.zeros(len(frame)), frame["weight"].to_numpy(float)
    for start, stop in bounds:
        place = np.searchsorted(days, start)
        first, last = _day(start), _day(stop)
        if place == len(days) or days[place] > stop:
            yield Window(first, _middle(first, last), last, nothing)
            continue
        there = (earliest >= np.datetime64(start, "D")) & (latest <= np.datetime64(stop, "D"))
        yield Window(first, _middle(first, last), last, np.where(there, weight, 0.0))


def _end_to_end(windowing: Windowing, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = _start(first, windowing.unit)
    while start <= last:
        after = _moved(start, windowing.unit, windowing.size)
        yield start, after - 1
        start = after


def _sliding(windowing: Windowing, first: int, last: int) -> Iterator[tuple[int, int]]:
    cut = _around(windowing, first, last) if windowing.dna else _onward(windowing, first, last)
    found = False
    for start, stop in cut:
        found = True
        yield start, stop
    if not found:
        raise QuestionError(
            f"a window of {windowing.size} {windowing.unit} is longer than the period of the readings, "
            f"{_day(first).date()} to {_day(last).date()}",
            hint="use a smaller --size",
        )


def _onward(windowing: Windowing, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Windows of whole units; the last one ends with the unit of the last day."""
    unit = windowing.unit
    start = _start(first, unit)
    end = _moved(_start(last, unit), unit, 1) - 1
    number = 0
    while True:
        begin = _moved(start, unit, number)
        stop = _moved(begin, unit, windowing.size) - 1
        if stop > end:
            return
        yield begin, stop
        number += 1


def _around(windowing: Windowing, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Windows that extend half of the size, rounded down, to either side of a middle, both ends included."""
    half, number = windowing.size // 2, 0
    while (middle := _moved(first, windowing.unit, number)) <= last:
        start, stop = (_moved(middle, windowing.unit, sign * half) for sign in (-1, 1))
        if first <= start and stop <= last:
            yield start, stop
        number += 1


def _smoothed(readings: Readings, windowing: Windowing, first: int, last: int) -> Iterator[Window]:
    frame, name = readings.frame, windowing.kernel or ""
    middles = (frame["earliest"] + (frame["latest"] - frame["earliest"]) / 2).to_numpy("datetime64[s]")
    middle_of = np.where(np.isnat(middles), np.nan, middles.astype(float) / 86400)
    half = (windowing.size + 1) // 2
    number = 0
    while (middle := _moved(first, windowing.unit, number)) <= last:
        apart = (middle_of - middle) / _DAYS[windowing.unit]
        weight = np.nan_to_num(KERNELS[name](apart / half), nan=0.0)
        start, stop = (_moved(middle, windowing.unit, sign * half) for sign in (-1, 1))
        if name == "gaussian":
            start, stop = first, last
        yield Window(_day(start), _day(middle), _day(stop), weight * frame["weight"].to_numpy(float))
        number += 1


def _of_statements(readings: Readings, windowing: Windowing) -> Iterator[Window]:
    frame = readings.frame
    dated = frame.dropna(subset=["earliest"])
    order = dated.sort_values(["earliest", "latest", "statement"])["statement"].drop_duplicates().tolist()
    if windowing.size > len(order):
        raise QuestionError(
            f"a window of {windowing.size} statements is longer than the {len(order)} dated ones",
            hint="use a smaller --size",
        )
    place = frame["statement"].map({iri: number for number, iri in enumerate(order)}).to_numpy(float)
    step = 1 if windowing.slide else windowing.size
    for at in range(0, len(order) - (windowing.size - 1 if windowing.slide else 0), step):
        there = (place >= at) & (place < at + windowing.size)
        start, stop = frame.loc[there, "earliest"].min(), frame.loc[there, "latest"].max()
        yield Window(start, _middle(start, stop), stop, np.where(there, frame["weight"], 0.0))


def _slides(windowing: Windowing) -> bool:
    return windowing.slide or windowing.kernel is not None


def _number(day: pd.Timestamp) -> int:
    """Return a day as days since 1970, since windows can end in the year 9999, beyond the days of pandas."""
    return int(day.to_datetime64().astype("datetime64[D]").astype(int))


def _day(number: int) -> pd.Timestamp:
    return pd.Timestamp(np.datetime64(min(max(number, _FIRST), _LAST), "D"))


def _start(day: int, unit: str) -> int:
    """Return the first day of the week, month or year of a day."""
    if unit == "days":
        return day
    if unit == "weeks":
        return day - (day + 3) % 7  # 1970 began on a Thursday
    return _first_of(_month(day) // 12 * 12 if unit == "years" else _month(day))


def _moved(day: int, unit: str, number: int) -> int:
    """Return the day this many units later; the last of the month if the month has no such day."""
    if unit in ("days", "weeks"):
        return day + number * (7 if unit == "weeks" else 1)
    month = _month(day)
    later = month + number * (12 if unit == "years" else 1)
    return min(_first_of(later) + day - _first_of(month), _first_of(later + 1) - 1)


def _month(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(int))


def _first_of(month: int) -> int:
    return int(np.datetime64(month, "M").astype("datetime64[D]").astype(int))


def _middle(start: pd.Timestamp, stop: pd.Timestamp) -> pd.Timestamp:
    return pd.Timestamp(start + (stop - start) / 2)
