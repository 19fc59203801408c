"""The rows of a named question as a listing to read; the list of the questions and their help."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from click import HelpFormatter

from kg.cli.views.cells import SECOND, cell, title
from kg.cli.views.statements import Row, offices
from kg.cli.views.tables import shown
from kg.cli.views.text import heading, paragraph, wrapped
from kg.model.ids import short
from kg.model.sides import Sides
from kg.model.stances import sense
from kg.wording.attitudes import are_several, verb
from kg.wording.days import counting, iso
from kg.wording.passages import characters
from kg.wording.quoted import worded
from kg.wording.quotes import quote
from kg.wording.sides import counted
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.questions.catalogue import Question

#: First and last day; for a statement, "counts_from" and "counts_until" are used instead.
_DAYS = {
    "said_earliest": "said_latest",
    "earliest": "latest",
    "published_earliest": "published_latest",
    "known_from": "known_until",
    "first": "last",
}
_COUNTS = ("counts_from", "counts_until", "counts_by")
#: The last columns of every row.
_CODED_AT = {
    "sheet": "the file of the workspace in which it was coded; empty if unknown",
    "line": "the line of that file",
}
#: How many actors are on each side: written as one phrase.
_SIDES_OF = ("actors_for", "actors_against", "actors_both", "actors_other", "actors_changed")
#: Columns whose values are in the dates, the phrases or the line of evidence.
_EVIDENCE = frozenset(
    (
        *("source_label", "start", "end", "record", "mode", *_DAYS, *_DAYS.values(), "date_basis"),
        *(*_COUNTS, *_SIDES_OF, "coders", "coders_differ", "roles", "roles_known", "sheet", "line"),
    )
)
#: Columns that describe an office in one phrase, and the columns that this phrase replaces.
_OFFICES = {
    "held": ("since", "until", "over_by", "basis"),
    "roles": ("office_label", "body_label", "since", "until"),
}
#: Columns of the row itself that begin with the prefix of a second record.
_OF_ROW = ("body_label", "body_stance")
#: Columns whose values are in the sentence that heads a block.
_CLAIMED = ("speaker_label", "target_label", "stance", "evaluation", "direction", "now")
_PERCENT = frozenset(("rate", "share"))
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def listing(question: Question) -> Callable[[Iterable[Row], int, bool], Iterator[str]]:
    """A function that lays out the rows of a question: one block a row, its evidence in the last line."""

    def write(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
        yield f"{question.title}\n"
        for row in rows:
            yield "\n"
            yield from _block(row, list(question.columns), width, color)

    return write


def _block(row: Row, columns: Sequence[str], width: int, color: bool) -> Iterator[str]:
    labels = [column for column in shown(columns, [row]) if not _is_iri(row[column])]
    head = _head(columns, labels)
    claim = _claim(row) if "direction" in columns else ""
    for line in wrapped(claim or cell(row[head]), width, indent="", hang="") or [""]:
        yield heading(line, color)
    if row.get("text") and head != "text":
        yield from paragraph(worded(row), width)
    sides = [side for side in SECOND if f"{side}text" in columns]
    headed = (head, *_CLAIMED) if claim else (head,)
    phrased = [column for phrase, those in _OFFICES.items() if row.get(phrase) for column in those]
    rest = [c for c in labels if c not in (*headed, "text", *_EVIDENCE, *phrased) and row[c] != row[head]]
    rest = [c for c in rest if c in _OF_ROW or not any(c.startswith(side) for side in sides)]
    yield from _details(row, columns, rest, width)
    yield from paragraph(_evidence(row, headed_by=row[head]), width)
    for side in sides:
        yield from _side(row, side, width)


def _details(row: Row, columns: Sequence[str], rest: Sequence[str], width: int) -> Iterator[str]:
    """The phrases of a row, then the remaining columns as ``name: value``."""
    parts = [*_phrases(row, columns), *(f"{title(column)}: {_value(row, column)}" for column in rest)]
    yield from paragraph("; ".join(parts), width)


def _claim(row: Row) -> str:
    """Who takes which side on what, in a sentence; the name alone would leave the side open.

    >>> _claim({"speaker_label": "Ann", "target_label": "A lower toll", "stance": "oppose",
    ...         "direction": "works against Tolls"})
    'Ann opposes A lower toll (works against Tolls)'
    >>> row = {"speaker_label": "Ann", "target_label": "A lower toll", "stance": "oppose", "now": "support"}
    >>> _claim(row)
    'Ann opposes A lower toll (now: supports it)'
    """
    scheme = "evaluation" if row.get("evaluation") else "stance"
    found = sense(str(row.get(scheme) or ""), scheme)
    if found is None or not (row.get("speaker_label") and row.get("target_label")):
        return ""
    beside = [str(row["direction"])] if row.get("direction") else []
    now = sense(str(row.get("now") or ""), scheme)
    if now is not None and now.side is not found.side:
        beside.append(f"now: {now.verb} it")
    more = f" ({'; '.join(beside)})" if beside else ""
    several = are_several(str(row.get("speaker") or ""), str(row["speaker_label"]))
    words = verb(scheme, found.code, several=several)
    return visible(f"{row['speaker_label']} {words} {row['target_label']}{more}")


def _side(row: Row, side: str, width: int) -> Iterator[str]:
    """The words, the details and the evidence of a second record of the row."""
    its = {key.removeprefix(side): value for key, value in row.items() if key.startswith(side)}
    its["record"] = its.pop("statement", None)
    if not its.get("text"):
        return
    yield from paragraph(f"{side.rstrip('_')}: {worded(its)}", width)
    columns = list(its)
    apart = ("text", "label", "stance", *_EVIDENCE)
    rest = [c for c in shown(columns, [its]) if c not in apart and not _is_iri(its[c])]
    yield from _details(its, columns, rest, width)
    yield from paragraph(_evidence(its, headed_by=None), width)


def _head(columns: Sequence[str], labels: Sequence[str]) -> str:
    """The column whose value heads a block: a name rather than a kind of thing or a date.

    >>> _head(["text", "mode", "place_label", "speaker_label"], ["text", "place_label", "speaker_label"])
    'speaker_label'
    """
    if columns[0] == "source_label":
        return columns[0]
    names = [column for column in labels if column.endswith("_label") and column not in _EVIDENCE]
    wanted = [
        column for column in (columns[0], "speaker_label", "what") if column in names or column == "what"
    ]
    named = [column for column in (*wanted, *names, columns[0], *labels) if column in labels]
    return next((column for column in named if column != "text"), columns[0])


def _phrases(row: Row, columns: Sequence[str]) -> Iterator[str]:
    """Phrases made from several columns: days, offices, sides, and the codes of coders who differ."""
    yield from _days(row, columns)
    if row.get("roles"):
        yield f"office: {', '.join(offices(row, 'roles'))}"
    if _SIDES_OF[0] in columns:
        yield counted(Sides(*(int(row[column]) for column in _SIDES_OF)))
    if row.get("coders"):
        yield f"coders differ: {visible(', '.join(row['coders']))}"


def _days(row: Row, columns: Sequence[str]) -> Iterator[str]:
    """Each first and last day as one date or range; ``no date`` for a statement without one."""
    if set(_COUNTS) <= set(columns):
        days = iso(row["counts_from"], row["counts_until"])
        if days or row.get("counts_by"):
            name = "said" if "said_earliest" in columns or "earliest" not in columns else "date"
            yield f"{name}: {counting(days, row['counts_by'])}"
        columns = [column for column in columns if column not in ("said_earliest", "earliest")]
    if "held" in columns and row["held"] is not None:
        columns = [column for column in columns if column != "known_from"]
    for first, last in _DAYS.items():
        if first in columns and last in columns and (row[first] or row[last]):
            name = title(first.removesuffix("earliest").rstrip("_")).replace("first", "") or "date"
            yield f"{name}: {iso(row[first], row[last])}"


def _value(row: Row, column: str) -> str:
    value = visible(cell(row[column]))
    if column == "quote":
        return quote(value)
    if column == "relation":
        return _CAPITAL.sub(" ", value).lower()
    return f"{value}%" if column in _PERCENT else value


def _evidence(row: Row, headed_by: object) -> str:
    """The source, the place in it, the place in the sheets and the command that shows the record."""
    source = row.get("source_label")
    parts = [visible(str(source))] if source not in (None, "", headed_by) else []
    if where := characters(row.get("start"), row.get("end")):
        parts.append(where)
    if row.get("sheet"):
        parts.append(visible(f"{row['sheet']}:{row['line']}"))
    if row.get("record"):
        parts.append(f"kg show {short(str(row['record']))}")
    return ", ".join(parts)


def _is_iri(value: object) -> bool:
    values = value if isinstance(value, list | tuple) else [value]
    return bool(values) and all(isinstance(one, str) and "://" in one and " " not in one for one in values)


def questions(catalogue: Sequence[Question], width: int = 80) -> Iterator[str]:
    """The list of the named questions, each with its parameters; optional ones in brackets."""
    entries = []
    for question in catalogue:
        asked = " ".join(p.name if p.required else f"[{p.name}]" for p in question.asked)
        entries.append((question.name, question.title + (f" ({asked})" if asked else "")))
    page = HelpFormatter(width=width)
    page.write_dl(entries)
    page.write("\nkg ask NAME PARAMETER=VALUE ... asks one; kg ask NAME --describe explains it.\n")
    yield page.getvalue()


def question_help(question: Question, width: int = 80) -> Iterator[str]:
    """What a question answers, its parameters and its columns."""
    page = HelpFormatter(width=width)
    page.write(f"{question.title}\n")
    page.write_text(question.answers)
    parameters = [
        (p.name, f"{p.about} ({p.kind}{', required' if p.required else ''})") for p in question.asked
    ]
    for section, entries in (
        ("Parameters", parameters),
        ("Columns", [*question.columns.items(), *_CODED_AT.items()]),
    ):
        if entries:
            with page.section(section):
                page.write_dl(entries)
    yield page.getvalue()
