"""Rows as a table, or as CSV, JSON, JSON Lines or Markdown.

A row is a mapping from column to value; a value is text, number, truth value, None, a list of
values, or a list of mappings (``about``, ``embeds``). Each format is a function from columns,
rows and page to chunks of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

from kg.cli.views.cells import cell
from kg.cli.views.statements import offices
from kg.wording.days import counting, iso
from kg.wording.visible import visible

Row = Mapping[str, Any]


@runtime_checkable
class SharedRows(Protocol):
    """Rows that share parts; see ``kg.questions.joined_rows.JoinedRows``."""

    def json_lines(self, encoded: Callable[[Any], str]) -> Iterator[str]:
        """Yield each row as a JSON object."""


class Page(NamedTuple):
    """The target of a table: its ``width`` in columns, and whether it shows colour."""

    width: int = 80
    color: bool = False


def csv_text(columns: Sequence[str], rows: Iterable[Row], page: Page) -> Iterator[str]:
    r"""Comma-separated values: see ``kg.export.reading_rows``.

    >>> "".join(csv_text(["id"], [{"id": "s1"}], Page()))
    'id\r\ns1\r\n'
    """
    from kg.export.reading_rows import csv_chunks

    return csv_chunks(columns, rows)


def json_text(columns: Sequence[str], rows: Iterable[Row], page: Page) -> Iterator[str]:
    """One JSON array, one row on each line.

    >>> "".join(json_text(["id"], [{"id": "s1"}, {"id": "s2"}], Page()))
    '[\\n{"id": "s1"},\\n{"id": "s2"}\\n]\\n'
    >>> "".join(json_text(["id"], [], Page()))
    '[]\\n'
    """
    before = "[\n"
    for line in jsonl_text(columns, rows, page):
        yield before + line.rstrip("\n")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def jsonl_text(columns: Sequence[str], rows: Iterable[Row], page: Page) -> Iterator[str]:
    """One JSON object on each line, with every key of the row in its order."""
    import json

    encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode
    if isinstance(rows, SharedRows):
        yield from (line + "\n" for line in rows.json_lines(encoded))
        return
    for row in rows:
        yield encoded(row if type(row) is dict else dict(row)) + "\n"


def markdown(columns: Sequence[str], rows: Iterable[Row], page: Page) -> Iterator[str]:
    """A table in GitHub Flavored Markdown.

    >>> print("".join(markdown(["id", "text"], [{"id": "s1", "text": "a|b"}], Page())), end="")
    | id | text |
    | --- | --- |
    | s1 | a\\|b |
    """
    columns, rows = for_people(columns, list(rows))
    yield "| " + " | ".join(map(_markdown_cell, columns)) + " |\n"
    yield "|" + " --- |" * len(columns) + "\n"
    for row in rows:
        yield "| " + " | ".join(_markdown_cell(cell(row.get(column))) for column in columns) + " |\n"


def _markdown_cell(text: str) -> str:
    for mark in "\\|`*_<[":
        text = text.replace(mark, "\\" + mark)
    return visible(text)


def table(
    columns: Sequence[str], rows: Iterable[Row], page: Page, *, as_asked: bool = False
) -> Iterator[str]:
    """A table that fits ``page.width``, or records where no table does; nothing for no rows.

    Args:
        columns: the columns that may be shown.
        rows: all of them are read before the first line is written.
        page: how wide it may be, and whether in colour.
        as_asked: whether the user chose the columns: none is then omitted or renamed.

    >>> print("".join(table(["actor", "stance"], [{"actor": "Mark Carney", "stance": "oppose"}], Page())))
    actor        stance
    ───────────────────
    Mark Carney  oppose
    <BLANKLINE>
    """
    rows = list(rows)
    if not rows:
        return
    from kg.cli.views import grid

    names, rows = (columns, rows) if as_asked else for_people(columns, rows)
    yield from grid.drawn(grid.columns_of(names, rows, as_asked=as_asked), page.width, page.color)


#: Columns for when something was said: one column in a table.
_WHEN = (
    *("said_earliest", "said_latest", "counts_from", "counts_until", "counts_by", "date_basis"),
    *("earliest", "latest"),
)
#: Columns for the place in the sheets: one column in a table.
_PLACE = ("sheet", "line")


def for_people(columns: Sequence[str], rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """Columns and rows for people: dates as one column, offices with how each is known.

    Columns of a second record of the row (``before_counts_from``) are treated in the same way.
    ``coders_differ`` is hidden where ``coders`` lists who differs.

    >>> days = {"counts_from": "2025-09-01", "counts_until": "2025-09-30", "counts_by": "stated"}
    >>> for_people([*days, "text"], [{**days, "text": "No."}])
    (['when', 'text'], [{'when': '2025-09-01 to 2025-09-30', 'text': 'No.'}])
    """
    dated = [column.removesuffix("counts_from") for column in columns if column.endswith("counts_from")]
    if "when" in columns and any("counts_from" in row for row in rows):
        dated.append("")
    names = {f"{side}{column}": f"{side}when" for side in dated for column in _WHEN}
    if set(_PLACE) <= set(columns):
        names |= dict.fromkeys(_PLACE, "coded at")
    hidden = {f"{column}_known" for column in columns}
    hidden |= {"coders_differ"} if "coders" in columns else set()
    wanted = list(dict.fromkeys(names.get(column, column) for column in columns if column not in hidden))
    worded = [_worded(row, columns, dated) for row in rows]
    kept = shown(wanted, worded)
    return kept, [{column: row.get(column) for column in kept} for row in worded]


def _worded(row: Row, columns: Sequence[str], dated: Sequence[str]) -> Row:
    when = {
        f"{side}when": counting(
            iso(row.get(f"{side}counts_from"), row.get(f"{side}counts_until")), row.get(f"{side}counts_by")
        )
        for side in dated
        if f"{side}counts_from" in row
    }
    roles = {column: offices(row, column) for column in columns if f"{column}_known" in row}
    place = {"coded at": f"{row['sheet']}:{row['line']}"} if row.get("sheet") and "line" in row else {}
    return {**row, **when, **roles, **place}


def shown(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The columns worth showing: without IRIs that have a label, and without empty columns.

    >>> shown(["speaker", "speaker_label", "cue"], [{"speaker": "iri", "speaker_label": "Carney"}])
    ['speaker_label']
    """
    labelled = {column for column in columns if {f"{column}_label", f"{column}_labels"} & set(columns)}
    kept = [column for column in columns if column not in labelled]
    filled = [column for column in kept if any(row.get(column) not in (None, "", []) for row in rows)]
    return filled or kept
