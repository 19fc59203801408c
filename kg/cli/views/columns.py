"""The columns of a table for people: which of them fit, and how wide each is.

All tables of all commands are laid out here. If the columns do not all fit, those of the highest
:class:`Rank` are omitted. If the names, stances and words of a row do not fit side by side, each row is
written as a record, one field a line, and nothing is omitted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

from rich.cells import cell_len

from kg.cli.views.cells import SECOND
from kg.namespaces import DATA

#: Spaces between two columns.
GAP = 2

#: Terminal columns of a column of text at least, unless it needs fewer.
_NARROWEST = 10
#: A column of text is wide enough for cells of about this many lines ...
_LINES = 5
#: ... but for that alone it takes no more than this, or this share of the page.
_COMFORTABLE, _SHARE = 24, 4


class Rank(IntEnum):
    """Kinds of column, in order of importance."""

    KEY = 0
    STANCE = 1
    WORDS = 2
    DAY = 3
    SOURCE = 4
    DETAIL = 5
    NUMBER = 6
    ID = 7
    PLACE = 8


#: The ends of a range, by heading: the first is not shown without the last.
_ENDS = {
    ("from", "to"),
    ("since", "until"),
    ("first", "last"),
    ("earliest", "latest"),
    ("published earliest", "published latest"),
    ("known from", "known until"),
    ("at least", "at most"),
}

#: Columns up to this rank are never omitted.
_NEEDED = Rank.WORDS

_RANKS: Mapping[str, Rank] = {
    **dict.fromkeys(("one", "other", "label", "what", "issue", "actor"), Rank.KEY),
    **dict.fromkeys(("stance", "evaluation", "about", "side", "direction", "now"), Rank.STANCE),
    **dict.fromkeys(("from_stance", "to_stance", "body_stance", "relation", "attitude"), Rank.STANCE),
    **dict.fromkeys(("described_as", "verdict", "value", "unit", "rate", "share", "status"), Rank.STANCE),
    **dict.fromkeys(("text", "words", "quote", "definition", "replaced_by_text"), Rank.WORDS),
    **dict.fromkeys(("when", "date", "from", "to", "since", "until", "first", "last"), Rank.DAY),
    **dict.fromkeys(("earliest", "latest", "start", "stop", "middle", "attested_on"), Rank.DAY),
    **dict.fromkeys(("published_earliest", "published_latest", "retracted_at"), Rank.DAY),
    **dict.fromkeys(("source_label", "coder_label", "reported_by_label"), Rank.SOURCE),
    **dict.fromkeys(("author_label", "publisher_label"), Rank.SOURCE),
    **dict.fromkeys(("id", "record", "url"), Rank.ID),
    **dict.fromkeys(("coded at", "sheet", "line"), Rank.PLACE),
}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        heading: the name of the column for people.
        cells: the text of each row.
        rank: its importance.
        is_number: whether its cells are numbers, which are aligned on the right and never wrapped.
    """

    heading: str
    cells: Sequence[str]
    rank: Rank
    is_number: bool = False

    @cached_property
    def widest(self) -> str:
        """The widest cell, or the heading."""
        return max((self.heading, *self.cells), key=cell_len)

    @cached_property
    def natural(self) -> int:
        """Width without wrapping, in terminal columns."""
        return cell_len(self.widest)

    def least(self, page: int) -> int:
        """Minimum width, in terminal columns: no word is broken and the text can still be read.

        Args:
            page: width of the page, in terminal columns.

        >>> Column("rank best", ["12"], Rank.NUMBER, is_number=True).least(80)
        4
        >>> Column("actor", ["Critics of the Prime Minister"], Rank.KEY).least(80)
        10
        """
        if self.is_number:
            return max(longest_word([self.heading]), *map(cell_len, self.cells))
        most = max(_COMFORTABLE, page // _SHARE)
        wanted = min(max(math.ceil(self.natural / _LINES), _NARROWEST), most)
        return max(longest_word([self.heading, *self.cells]), min(self.natural, wanted))

    def lines(self, width: int) -> int:
        """Number of lines of its widest cell at this width.

        >>> Column("when", ["as reported 2025-10-06 to 2025-10-07"], Rank.DAY).lines(13)
        3
        """
        number, end = 1, 0
        for word in map(cell_len, self.widest.split()):
            if end and end + 1 + word > width:
                number, end = number + 1, 0
            end += word + (1 if end else 0)
        return number


class Fit(NamedTuple):
    """The columns that are shown, each with its width, and those that are omitted, by their index."""

    widths: Mapping[int, int]
    omitted: Sequence[int]


def rank(name: str, values: Iterable[Any], *, is_first: bool = False) -> Rank:
    """The rank of a column.

    Args:
        name: of the column.
        values: its values.
        is_first: whether it is the first column that does not hold IRIs.

    >>> rank("speaker_label", ["Ann"]), rank("speaker", ["https://example.org/id/person/ann"])
    (<Rank.KEY: 0>, <Rank.ID: 7>)
    >>> rank("start", [12]), rank("start", ["2025-10-01"]), rank("statements", [3])
    (<Rank.PLACE: 8>, <Rank.DAY: 3>, <Rank.NUMBER: 6>)
    """
    values = list(values)
    for second in SECOND:
        name = name.removeprefix(second) if name not in _RANKS else name
    if name != "what" and _are_iris(values):
        return Rank.ID
    if name in ("start", "end") and are_numbers(values):
        return Rank.PLACE
    if is_first:
        return Rank.KEY
    if name in _RANKS:
        return _RANKS[name]
    if name.endswith(("_label", "_labels")):
        return Rank.KEY
    return Rank.NUMBER if are_numbers(values) else Rank.DETAIL


def fit(columns: Sequence[Column], width: int) -> Fit | None:
    """The columns that fit, and how wide each is; None if the rows have to be written as records.

    Columns are added in order of rank until one does not fit at its minimum width; a range is shown with
    both ends or omitted. The remaining width goes to the columns with the most lines.

    Args:
        columns: in the order in which they are shown.
        width: of the page, in terminal columns.

    >>> columns = [Column("actor", ["Mark Carney"], Rank.KEY), Column("n", ["1"], Rank.NUMBER, True)]
    >>> fit(columns, 40), fit(columns, 11), fit(columns, 5)
    (Fit(widths={0: 11, 1: 1}, omitted=[]), Fit(widths={0: 11}, omitted=[1]), None)
    """
    widths: dict[int, int] = {}
    room = width + GAP
    ranked = sorted(range(len(columns)), key=lambda at: (columns[at].rank, at))
    for at in ranked:
        least = columns[at].least(width)
        if least + GAP > room:
            break
        widths[at] = least
        room -= least + GAP
    needed = {at for at in ranked if columns[at].rank <= _NEEDED}
    if not widths or not needed <= widths.keys():
        return None
    for at in widths.keys() - needed:
        if at + 1 not in widths and _are_ends(columns[at : at + 2]):
            room += widths.pop(at) + GAP
    while room and (wrapping := [at for at in widths if columns[at].lines(widths[at]) > 1]):
        at = max(wrapping, key=lambda at: (columns[at].lines(widths[at]), columns[at].natural / widths[at]))
        widths[at] += 1
        room -= 1
    return Fit(dict(sorted(widths.items())), [at for at in range(len(columns)) if at not in widths])


def _are_ends(columns: Sequence[Column]) -> bool:
    return tuple(column.heading for column in columns) in _ENDS


def note(columns: Sequence[Column], omitted: Iterable[int]) -> str:
    """The sentence that names the omitted columns; empty if there are none.

    >>> note([Column("actor", ["Ann"], Rank.KEY), Column("id", ["s1"], Rank.ID)], [1])
    'Columns omitted to fit: id; -f csv has all.'
    """
    names = ", ".join(columns[at].heading for at in omitted)
    return f"Columns omitted to fit: {names}; -f csv has all." if names else ""


def are_numbers(values: Iterable[Any]) -> bool:
    """Whether there are numbers among these values and nothing else but gaps."""
    found = [value for value in values if value is not None]
    return bool(found) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in found
    )


def _are_iris(values: Iterable[Any]) -> bool:
    found = [one for value in values for one in (value if isinstance(value, list | tuple) else [value])]
    found = [one for one in found if one not in (None, "")]
    return bool(found) and all(
        isinstance(one, str) and (one.startswith(DATA) or ("://" in one and " " not in one)) for one in found
    )


def longest_word(texts: Iterable[str]) -> int:
    """The length of the longest word, in terminal columns."""
    return max((cell_len(word) for text in texts for word in text.split()), default=0)
