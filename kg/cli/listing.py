"""Rows of a named question as a listing to read, and the list of the questions themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.cli.cards import Row, paint
from kg.cli.tables import cell, shown
from kg.cli.visible import visible

if TYPE_CHECKING:
    from kg.questions.catalogue import Question

#: Columns that the line of evidence tells.
_EVIDENCE = frozenset(("source_label", "start", "end", "record", "mode"))


def listing(question: Question) -> Callable[[Iterable[Row], int, bool], Iterator[str]]:
    """How the rows of one question are written: one block a row, with its evidence in the last line."""

    def write(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
        yield f"{question.title}\n"
        for row in rows:
            yield "\n" + "\n".join(_block(row, list(question.columns), width, color)) + "\n"

    return write


def _block(row: Row, columns: Sequence[str], width: int, color: bool) -> Iterator[str]:
    told = [
        column for column in shown(columns, [row]) if column not in _EVIDENCE and not _is_iri(row[column])
    ]
    head, *rest = told or columns[:1]
    yield paint(visible(cell(row[head])), "1", color)
    short = [f"{_title(column)}: {_value(row, column)}" for column in rest if column != "text"]
    if row.get("text"):
        yield from _wrapped(_words(row), width)
    if short:
        yield from _wrapped("; ".join(short), width)
    evidence = _evidence(row)
    if evidence:
        yield from _wrapped(evidence, width)


def _words(row: Row) -> str:
    text = visible(str(row["text"]))
    return f"“{text}”" if row.get("mode") == "direct" else f"[paraphrase] {text}"


def _value(row: Row, column: str) -> str:
    return visible(cell(row[column]))


def _evidence(row: Row) -> str:
    parts = [visible(str(row["source_label"]))] if row.get("source_label") else []
    if row.get("start") is not None and row.get("end") is not None:
        parts.append(f"characters {row['start']}–{row['end']}")
    if row.get("record"):
        parts.append("kg show " + "/".join(str(row["record"]).rsplit("/", 2)[-2:]))
    return ", ".join(parts)


def _title(column: str) -> str:
    return column.removesuffix("_label").removesuffix("_labels").replace("_", " ")


def _is_iri(value: object) -> bool:
    values = value if isinstance(value, list | tuple) else [value]
    return bool(values) and all(isinstance(one, str) and "://" in one and " " not in one for one in values)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, max(width, 30), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


def questions(catalogue: Sequence[Question], width: int = 80) -> Iterator[str]:
    """The list of the named questions, each with its parameters; optional ones in brackets."""
    wide = max(len(question.name) for question in catalogue) + 2
    for question in catalogue:
        asked = " ".join(p.name if p.required else f"[{p.name}]" for p in question.parameters)
        line = f"{question.name:{wide}}{question.title}" + (f" ({asked})" if asked else "")
        yield (
            "\n".join(textwrap.wrap(line, width, subsequent_indent=" " * wide, break_on_hyphens=False)) + "\n"
        )
    yield "\nkg ask NAME PARAMETER=VALUE ...; kg ask NAME --describe says what it answers.\n"


def question_help(question: Question) -> Iterator[str]:
    """What one question answers, its parameters and its columns."""
    yield f"{question.title}\n{textwrap.fill(question.answers, 80)}\n"
    for title, entries in (
        (
            "Parameters",
            [
                (p.name, f"{p.about} ({p.kind}{', required' if p.required else ''})")
                for p in question.parameters
            ],
        ),
        ("Columns", list(question.columns.items())),
    ):
        if entries:
            yield f"\n{title}\n"
            wide = max(len(name) for name, _ in entries) + 4
            for name, about in entries:
                lead = f"  {name:{wide}}"
                yield textwrap.fill(about, 80, initial_indent=lead, subsequent_indent=" " * len(lead)) + "\n"
