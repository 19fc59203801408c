"""The output of a command: its format, its file, and the messages beside it.

Data is written to standard output or to ``-o FILE``; notes, counts and "nothing found" to standard error.
A terminal gets the newest 50 rows, a file or a pipe gets all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, TextIO

from kg.cli import alarm
from kg.cli.views.tables import Page, Row, csv_text, json_text, jsonl_text, markdown, table
from kg.errors import OutputError
from kg.wording.visible import visible

#: Format to the function that writes it: the choices of ``-f``.
FORMATS: Mapping[str, Callable[[Sequence[str], Iterable[Row], Page], Iterator[str]]] = {
    "table": table,
    "csv": csv_text,
    "json": json_text,
    "jsonl": jsonl_text,
    "md": markdown,
}

#: Rows written to a terminal without ``-n``.
TERMINAL_ROWS = 50

_READABLE = ("text", "table")
_DATES = ("counts_until", "said_latest", "latest", "date", "said_earliest", "earliest")

#: The view of a command: ``text(rows, width, color)`` gives chunks of text.
Text = Callable[[Iterable[Row], int, bool], Iterator[str]]


class AnswerLike(Protocol):
    """What a question returns; see ``kg.questions.answer.Answer``."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """One mapping per row."""

    @property
    def looked_at(self) -> int:
        """How many things the question looked at."""

    @property
    def counted(self) -> str:
        """What ``looked_at`` counts, for example ``statements``."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the answer for the reader."""

    @property
    def more(self) -> int | None:
        """Number of rows that the question left out; None if they were not counted."""


def emit(
    answer: AnswerLike,
    *,
    format: str | None = None,
    output: str | None = None,
    rows: int | None = None,
    color: bool | None = None,
    text: Text | None = None,
    table_columns: Sequence[str] | None = None,
    as_asked: bool = False,
) -> None:
    """Write an answer.

    Args:
        answer: rows and the notes about them.
        format: a key of ``FORMATS``, ``text`` or ``xlsx``; None for the default of the command.
        output: file to write, all or nothing; None or ``-`` for standard output.
        rows: maximum number of rows, the newest; 0 for all; None for the default of the target.
        color: whether to use colour; None for the default of the target.
        text: the view of the command, which is then its default format.
        table_columns: the columns of ``table`` and ``md``, if all would be too many to read.
        as_asked: whether the user chose the columns, so that a table omits and renames none.

    Raises:
        OutputError: the file or standard output cannot be written.
    """
    name = format or ("text" if text is not None else "table")
    to_terminal = output in (None, "-") and is_terminal(sys.stdout)
    limit = most_rows(name, output, rows)
    chosen = newest(answer.rows, limit)
    page = page_of(None if output not in (None, "-") else sys.stdout, color)
    if name == "xlsx":
        _write_workbook(answer, chosen, output)
    elif name == "text" and text is not None:
        width = min(page.width, 100) if to_terminal else _columns() or 80
        write(text(chosen, width, page.color), output)
    else:
        columns = table_columns if table_columns and name in ("text", "table", "md") else answer.columns
        write_rows = partial(table, as_asked=True) if name == "table" and as_asked else FORMATS[name]
        write(write_rows(columns, chosen, page), output)
    if not answer.rows and not any("looked at" in note for note in answer.notes):
        say(f"Nothing found; looked at {answer.looked_at:,} {answer.counted}.")
    for note in answer.notes:
        say(note)
    if answer.more is None:
        say("There are more rows; -n 0 shows all.")
    elif more := len(answer.rows) - len(chosen) + answer.more:
        say(f"{more:,} more; -n 0 shows all.")


def most_rows(format: str, output: str | None, rows: int | None) -> int:
    """The maximum number of rows to write; 0 for all. Arguments as for :func:`emit`."""
    if rows is not None:
        return rows
    to_terminal = output in (None, "-") and is_terminal(sys.stdout)
    return TERMINAL_ROWS if to_terminal and format in _READABLE else 0


def newest(rows: Sequence[Row], limit: int) -> Sequence[Row]:
    """The ``limit`` newest rows in their original order; the first rows if none has a date.

    >>> newest([{"latest": "2025-01-01"}, {"latest": None}, {"latest": "2025-03-01"}], 2)
    [{'latest': '2025-01-01'}, {'latest': '2025-03-01'}]
    """
    if limit <= 0 or len(rows) <= limit:
        return rows
    column = next((name for name in _DATES if any(row.get(name) for row in rows)), None)
    if column is None:
        return rows[:limit]
    order = sorted(range(len(rows)), key=lambda at: str(rows[at].get(column) or ""), reverse=True)
    return [rows[at] for at in sorted(order[:limit])]


def write(chunks: Iterable[str], output: str | None = None) -> None:
    """Write text to a file, all or nothing, or to standard output.

    A time limit that the user gave covers the computing of the text, but not the reader of standard output,
    who may take any time.

    Args:
        chunks: the text.
        output: the file; None or ``-`` for standard output.
    """
    counts = alarm.covers_writing()
    if counts:
        chunks = iter(chunks)
        chunks = chain([next(chunks, "")], chunks)
    if output not in (None, "-"):
        from kg.files import write_atomically

        if not counts:
            alarm.off()
        with alarm.paused():
            write_atomically(str(output), alarm.counted(chunks) if counts else chunks)
            alarm.off()
        return
    alarm.off()
    if counts:
        chunks = alarm.computed(chunks)
    if sys.stdout is None:
        raise OutputError("standard output is closed", hint="write to a file with -o FILE")
    for chunk in chunks:
        sys.stdout.write(chunk)
    sys.stdout.flush()  # messages on standard error come after it


def _write_workbook(answer: Any, rows: Sequence[Row], output: str | None) -> None:
    """Write an answer as a workbook to a file, all or nothing, or to standard output, unless a terminal."""
    from kg.files import scratch
    from kg.questions import workbook
    from kg.questions.answer import Asker

    alarm.off()
    asker = None if answer.store is None else Asker(answer.store)
    if output not in (None, "-"):
        workbook.save(answer, Path(str(output)), asker, rows=rows)
        return
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None or is_terminal(sys.stdout):
        raise OutputError("standard output takes no workbook", hint="write to a file with -o FILE")
    with scratch(None) as folder:
        workbook.write(stream, answer, asker, folder, rows=rows)
    stream.flush()


def document(
    found: Any,
    text: Callable[[Any, int, bool], Iterator[str]],
    *,
    format: str = "text",
    output: str | None = None,
    color: bool | None = None,
) -> None:
    """Write an explanation, a card or a summary.

    Args:
        found: a dataclass of plain values.
        text: the view of the command, given the width and whether to use colour.
        format: ``text``, or ``json`` for one object with the fields of the dataclass.
        output: file to write, all or nothing; None or ``-`` for standard output.
        color: as for :func:`emit`.
    """
    to_terminal = output in (None, "-") and is_terminal(sys.stdout)
    page = page_of(None if output not in (None, "-") else sys.stdout, color)
    if format == "json":
        import json
        from dataclasses import asdict

        write([json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str) + "\n"], output)
    else:
        write(text(found, min(page.width, 100) if to_terminal else _columns() or 80, page.color), output)


def write_sparql(queries: Iterable[str], output: str | None = None) -> None:
    """Write the SPARQL of a question instead of its answer (``--show``)."""
    write((query.strip() + "\n\n" for query in queries), output)


def say(message: str) -> None:
    """Write a message to standard error; on a terminal, lines are broken at spaces to fit."""
    if sys.stderr is None:
        return
    lines = visible(message, keep_newlines=True).split("\n")
    if is_terminal(sys.stderr):
        width = page_of(sys.stderr).width
        lines = [part for line in lines for part in _fitted(line, width)]
    sys.stderr.write("\n".join(lines) + "\n")


def _fitted(line: str, width: int) -> list[str]:
    """A line as it is if it fits, else broken at spaces; its further lines are indented as it is."""
    if len(line) <= width:
        return [line]
    from kg.cli.views.text import wrapped

    indent = line[: len(line) - len(line.lstrip(" "))]
    return wrapped(line.strip(" "), width, indent=indent, hang=indent)


def page_of(stream: TextIO | None, color: bool | None = None) -> Page:
    """The width of a stream and whether to use colour; None stands for a file.

    ``COLUMNS`` takes precedence over the width of the terminal; a pipe or file is 200 columns wide.
    ``--color`` takes precedence over ``NO_COLOR``, which takes precedence over the terminal.
    """
    width = _columns()
    terminal = is_terminal(stream)
    if terminal and stream is not None and width is None:
        try:
            width = os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):
            width = 80
    wanted = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Page(width or 200, (wanted if color is None else color) and stream is not None)


def _columns() -> int | None:
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) > 0 else None


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is an open terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False
