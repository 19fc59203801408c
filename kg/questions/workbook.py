"""An answer as an Excel workbook: its rows, the lists within them, and a sheet about the question.

No value becomes a formula: text is a string, even if it begins with ``=``. Numbers have 16 digits. Days are
dates in columns that hold days; months, years, ranges and days before March 1900 are text, since a
spreadsheet has no such dates (Excel and LibreOffice disagree about the first two months of 1900). Times are
text, as in the other formats. Web addresses are links, unless they are identifiers of this graph.

What a workbook cannot hold is an error that names another format: nothing is cut off. The same answer gives
the same bytes. Rows are written one at a time; XlsxWriter keeps them in files in a folder that the caller
provides, and not in memory.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from kg.errors import OutputError
from kg.namespaces import DATA, WSW
from kg.questions.flat_values import flat
from kg.store import deadline
from kg.wording.addresses import web_address
from kg.wording.counts import count
from kg.wording.html_table import cell_text
from kg.wording.safe_text import harmless

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kg.questions.answer import Answer, Asker

#: Limits of Excel's format: rows and columns of a sheet, links of a sheet, UTF-16 units of a text, characters
#: of a link.
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MOST_LINKS: Final = 65_530
MOST_TEXT: Final = 32_767
MOST_LINK: Final = 2079

#: Last part of the names of columns that hold days.
_DAYS = frozenset(
    ("earliest", "latest", "from", "until", "since", "on", "first", "last", "to", "start", "middle", "stop")
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: The first day whose number is the same in every spreadsheet.
_FIRST = date(1900, 3, 1)
#: Largest integer up to which a spreadsheet counts exactly.
_EXACT = 2**53
#: XlsxWriter takes a text between these for markup of its own.
_RICH = ("<r>", "</r>")
#: Columns whose value identifies a row.
_MARKS = ("id", "position", "record")
_SAMPLE = 200
_WIDEST = 60
_NEVER = datetime(2000, 1, 1)


class _Sheet:
    """A sheet whose rows are written one after another.

    Args:
        name: of the sheet.
        columns: names of the columns, for the header.
        widths: of the columns, in characters.
        days: columns that hold days.
        is_ours: whether an address is the identifier of a node of the graph.
    """

    def __init__(
        self,
        book: Workbook,
        name: str,
        columns: Sequence[str],
        *,
        widths: Sequence[int],
        days: frozenset[str] = frozenset(),
        is_ours: Callable[[str], bool] = lambda address: False,
    ) -> None:
        if len(columns) > MOST_COLUMNS:
            raise _too_much(f"the sheet {name!r} would have {len(columns):,} columns", MOST_COLUMNS)
        top: dict[str, Any] = {"valign": "top"}
        self._formats = {
            "text": book.add_format({**top, "num_format": "@"}),
            "long": book.add_format({**top, "num_format": "@", "text_wrap": True}),
            "day": book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
            "other": book.add_format(top),
            "link": book.add_format({**top, "font_color": "#0563C1", "underline": 1}),
        }
        self._name, self._columns, self._days, self._is_ours = name, columns, days, is_ours
        self._sheet: Worksheet = book.add_worksheet(name)
        self._wraps = [width >= _WIDEST for width in widths]
        for at, width in enumerate(widths):
            self._sheet.set_column(at, at, width)
        self._rows = 0
        self._links = 0
        head = book.add_format({"bold": True, "valign": "top", "bottom": 1})
        for at, column in enumerate(columns):
            self._string(at, column, head)
        self._sheet.freeze_panes(1, 0)

    @property
    def unlinked(self) -> int:
        """Number of addresses that are not links, because a sheet has at most ``MOST_LINKS``."""
        return max(0, self._links - MOST_LINKS)

    def add(self, values: Iterable[Any]) -> None:
        """Write a row."""
        self._rows += 1
        if self._rows >= MOST_ROWS:
            raise _too_much(f"the sheet {self._name!r} would have more rows", MOST_ROWS - 1)
        for at, value in enumerate(values):
            if value is not None:
                self._write(at, value)

    def close(self) -> None:
        """Add the filter, which covers all rows."""
        if self._columns:
            self._sheet.autofilter(0, 0, self._rows, len(self._columns) - 1)

    def _write(self, at: int, value: Any) -> None:
        other = self._formats["other"]
        if isinstance(value, bool):
            self._sheet.write_boolean(self._rows, at, value, other)
        elif isinstance(value, int | float) and math.isfinite(value) and _is_exact(value):
            self._sheet.write_number(self._rows, at, value, other)
        elif (text := value if isinstance(value, str) else flat(value)) != "":
            day = _day(text) if self._columns[at] in self._days else None
            if day is not None:
                self._sheet.write_datetime(self._rows, at, day, self._formats["day"])
            elif not self._link(at, text):
                self._string(at, text, self._formats["long" if self._wraps[at] else "text"])

    def _link(self, at: int, text: str) -> bool:
        """Write an address as a link; return whether it is one."""
        if not text.startswith(("http://", "https://")) or self._is_ours(text):
            return False
        if web_address(text) is None or len(text) > MOST_LINK:
            return False
        self._links += 1
        if self._links > MOST_LINKS:
            return False
        return bool(self._sheet.write_url(self._rows, at, text, self._formats["link"], text) == 0)

    def _string(self, at: int, text: str, style: Any) -> None:
        text = harmless(text)
        if len(text) > MOST_TEXT // 2 and _units(text) > MOST_TEXT:
            raise _too_much(
                f"row {self._rows + 1:,} of the sheet {self._name!r} has a longer text in the column "
                f"{self._columns[at][:100]!r}",
                MOST_TEXT,
                "characters in a cell",
            )
        if text.startswith(_RICH[0]) and text.endswith(_RICH[1]):
            self._sheet.write_rich_string(self._rows, at, text[:1], text[1:2], text[2:], style)
        else:
            self._sheet.write_string(self._rows, at, text, style)


def write(
    target: BinaryIO,
    answer: Answer[Any],
    asker: Asker | None,
    folder: Path,
    *,
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> None:
    """Write an answer as a workbook.

    Args:
        target: a binary stream.
        answer: what to write; see :class:`kg.questions.origin.Asked` for what the sheet "About" shows.
        asker: of the graph; None for rows that do not come from one.
        folder: for temporary files.
        rows: the rows to write; None for all.

    Raises:
        OutputError: the format cannot hold it.
        OutOfTime: the time of the question is over.
        StoreError: the graph of the answer has been closed.
    """
    from xlsxwriter import Workbook

    made = folder / "workbook.xlsx"
    options = {
        **{"constant_memory": True, "tmpdir": str(folder)},
        **{"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    }
    book = Workbook(str(made), options)
    book.use_zip64()
    book.set_properties({"title": answer.asked.title or answer.name, "created": _NEVER})
    chosen = answer.rows if rows is None else rows
    told = [] if asker is None else _told(asker, answer, chosen)  # before the time is used up by the rows
    try:
        unlinked = _write_rows(book, answer, chosen)
        _write_about(book, answer, told, unlinked)
    except BaseException:
        for sheet in book.worksheets():
            sheet._opt_close()  # else its file is closed when it is collected, with a warning
        raise
    book.close()
    with made.open("rb") as source:
        shutil.copyfileobj(source, target, 2**20)


def save(
    answer: Answer[Any], path: Path, asker: Asker | None, *, rows: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Write an answer to a workbook, all or nothing; arguments and errors as for :func:`write`."""
    from kg import endings
    from kg.files import scratch, write_atomically

    endings.check(path, "xlsx")
    with scratch(path) as folder:
        write_atomically(path, lambda stream: write(stream, answer, asker, folder, rows=rows))


def _write_rows(book: Workbook, answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> int:
    """Write the sheets with rows; return the number of addresses that are not links."""
    days = frozenset(filter(_holds_days, answer.columns) if answer.days is None else answer.days)
    ours = _identifiers(answer)
    columns = answer.columns if answer.name == "query" else _readable(answer.columns)
    main = _Sheet(book, answer.name[:31], columns, widths=_widths(columns, rows), days=days, is_ours=ours)
    apart = _apart(columns, rows)
    for row in rows:
        main.add(_summary(row.get(column)) if column in apart else row.get(column) for column in columns)
    main.close()
    unlinked = main.unlinked
    for column, keys in apart.items():
        listed = _listed(columns, rows, column, keys)
        names = next(listed)
        sample = [dict(zip(names, row, strict=True)) for _, row in zip(range(_SAMPLE), listed, strict=False)]
        sheet = _Sheet(book, _apart_name(column), names, widths=_widths(names, sample), is_ours=ours)
        listed = _listed(columns, rows, column, keys)
        next(listed)
        for values in listed:
            sheet.add(values)
        sheet.close()
        unlinked += sheet.unlinked
    return unlinked


def _told(asker: Asker, answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """The rows of the sheet "About" that come from the graph."""
    from kg.questions.origin import particulars, sources

    with deadline.question(asker.store.limit):
        cited = [("Source", *source) for source in sources(asker, answer, rows)]
        return [*particulars(asker, answer, len(rows)), *cited]


def _write_about(book: Workbook, answer: Answer[Any], told: Iterable[Sequence[str]], unlinked: int) -> None:
    sheet = _Sheet(
        book, "About", ("About", "what", "published", "address"), widths=(24, _WIDEST, 14, _WIDEST)
    )
    for name, text, *more in told:
        for part in _parts(text):
            sheet.add((name, part, *more))
    if unlinked:
        sheet.add(("Note", f"{unlinked:,} addresses are not links: a sheet has at most {MOST_LINKS:,}."))
    if answer.name == "query":
        for sparql in answer.sparql:
            for part in (part for line in sparql.splitlines() for part in _parts(line)):
                sheet.add(("SPARQL", part))
    for column, meaning in answer.asked.columns.items():
        sheet.add((f"Column: {column}", meaning))


def _parts(text: str) -> list[str]:
    """A text in parts that each fit into a cell."""
    size = MOST_TEXT // 2
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def _readable(columns: Sequence[str]) -> list[str]:
    """The columns with identifiers last, whose labels have columns of their own.

    >>> _readable(["id", "speaker", "speaker_label", "text"])
    ['speaker_label', 'text', 'id', 'speaker']
    """
    known = set(columns)
    last = {column for column in columns if {f"{column}_label", f"{column}_labels"} & known} | set(_MARKS)
    return sorted(columns, key=lambda column: column in last)


def _apart(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The columns whose lists have a sheet of their own, with the keys of their items.

    They are lists of mappings, whose keys become columns, and lists that are too long for a cell, which have
    no keys.
    """
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for column in columns:
            value = row.get(column)
            if isinstance(value, list | tuple) and value:
                keys = [key for item in value if isinstance(item, Mapping) for key in item]
                if keys:
                    found.setdefault(column, {}).update(dict.fromkeys(keys))
                elif column not in found and _units(flat(value)) > MOST_TEXT:
                    found[column] = {}
    return {column: list(keys) for column, keys in found.items()}


def _apart_name(column: str) -> str:
    return "readings" if column == "about" else column[:31]


def _listed(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], column: str, keys: Sequence[str]
) -> Iterator[Sequence[Any]]:
    """The header, then the rows, of a sheet for the lists in a column; each names the row that it is from."""
    mark = next((name for name in _MARKS if name in columns), None)
    yield ["row", *([mark] if mark else []), *(keys or [column])]
    for number, row in enumerate(rows, 2):
        for item in row.get(column) or ():
            values = [item.get(key) for key in keys] if isinstance(item, Mapping) else [item]
            yield [number, *([row.get(mark)] if mark else []), *values]


def _summary(value: Any) -> Any:
    """What a cell shows of a list with a sheet of its own."""
    if not isinstance(value, list | tuple):
        return value
    text = cell_text(value)
    return text if _units(text) <= MOST_TEXT else count(len(value), "item")


def _widths(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The width of each column by its name and its first values, in characters."""
    found = []
    for column in columns:
        lengths = [len(line) for row in rows[:_SAMPLE] for line in _lines(row.get(column))]
        found.append(min(_WIDEST, max([8, len(column) + 4, *(length + 1 for length in lengths)])))
    return found


def _lines(value: Any) -> list[str]:
    """The lines of a value as a cell shows it."""
    is_nested = isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)
    return [] if value is None else (cell_text(value) if is_nested else flat(value)).splitlines()


def _identifiers(answer: Answer[Any]) -> Callable[[str], bool]:
    """Whether an address is the identifier of a node of the graph, which need not be on the web."""
    base = DATA if answer.store is None else answer.store.base
    known = (base, DATA, WSW.base)
    return lambda address: address.startswith(known)


def _holds_days(column: str) -> bool:
    return column.rpartition("_")[2] in _DAYS


def _day(text: str) -> date | None:
    """A day that every spreadsheet has; None for other text.

    >>> _day("2025-10-07"), _day("2025-10"), _day("1899-12-31"), _day("2025-13-01")
    (datetime.date(2025, 10, 7), None, None, None)
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST else None


def _is_exact(number: float) -> bool:
    return isinstance(number, float) or abs(number) <= _EXACT


def _units(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def _too_much(what: str, most: int, of: str = "") -> OutputError:
    return OutputError(
        f"{what} than a workbook can hold ({most:,}{of and ' ' + of})",
        hint="write CSV, which has no such limit (-f csv), or narrow the question",
    )
