"""Positions as a listing to read: by target, who is on which side, on how much evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.cli.views.statements import Row, offices, signed
from kg.cli.views.text import heading, led, paragraph
from kg.model.stances import SENSES
from kg.questions.answer import numeric
from kg.wording.counts import count
from kg.wording.days import counting, iso
from kg.wording.quoted import worded

_SURE = ("high", "medium", "low")
_ORDER = {code: number for number, code in enumerate(dict.fromkeys(sense.code for sense in SENSES))}


def standings(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
    """One block per target; the current positions first, each with its sign, days, and newest words.

    >>> row = {"target_label": "Tariffs", "holder_label": "A", "stance": "oppose", "readings": 1,
    ...        "from": None, "to": None, "current": True, "words": "No.", "mode": "direct"}
    >>> print("".join(standings([row], width=60)), end="")
    Tariffs
      − opposes      A; 1 reading, no date
                     “No.”
    """
    ordered = sorted(
        rows, key=lambda row: (str(row.get("target_label")), not row.get("current"), _sense(row))
    )
    for number, (target, group) in enumerate(groupby(ordered, key=lambda row: str(row.get("target_label")))):
        yield ("\n" if number else "") + heading(target, color)
        for row in group:
            yield from _position(row, width, color)


def _sense(row: Row) -> tuple[int, str]:
    return _ORDER.get(str(row.get("stance") or row.get("evaluation")), 9), str(row.get("holder_label"))


def _position(row: Row, width: int, color: bool) -> Iterator[str]:
    sign, verb, shade = signed(str(row.get("stance") or row.get("evaluation")))
    roles = ", ".join(offices(row, "holder_roles"))
    who = str(row.get("holder_label")) + (f", {roles}" if roles else "")
    later = "" if row.get("current") else "; an earlier position"
    differ = f"; coders differ: {', '.join(row['coders'])}" if row.get("coders") else ""
    line = f"{who}; {_readings(row)}, {_days(row)}{later}{differ}"
    lead = f"  {sign} {verb:<12} "
    yield from led(lead, line, width, color, fg=shade)
    words = _shortened(worded(row, "words"), 2 * max(width - len(lead), 20))
    yield from paragraph(words, width, indent=" " * len(lead), hang=" " * len(lead))


def _shortened(words: str, width: int) -> str:
    """Words cut to ``width``; a shortened quotation keeps its closing mark."""
    if len(words) <= width:
        return words
    end = " …”" if words.endswith("”") else " …"
    return textwrap.shorten(words, width, placeholder=end)


def _readings(row: Row) -> str:
    """The number of readings, how sure the coders are, and how many readings have no date of their own."""
    number, reported = (int(numeric(row.get(key)) or 0) for key in ("readings", "as_reported"))
    sure = {str(one.get("confidence")) for one in row.get("evidence") or () if one.get("confidence")}
    words = count(number, "reading")
    if sure and sure <= set(_SURE):
        words += f" ({', '.join(sorted(sure, key=_SURE.index))})"
    if 0 < reported < number:
        words += f", {reported} as reported"
    if row.get("undated") and row.get("to"):
        words += f", {row['undated']} without any date"
    return words


def _days(row: Row) -> str:
    reported = row.get("as_reported") and row["as_reported"] == row.get("readings")
    return counting(iso(row.get("from"), row.get("to")), "published" if reported else None)
