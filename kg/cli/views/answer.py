"""Rows of a named question as a listing to read, and the list of the questions themselves."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.cli.views.statements import Row, offices, paint
from kg.cli.views.tables import cell, shown
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

#: First and last day of what has a date; where it is a statement, "counts_from" and "counts_until" say more.
_DAYS = {
    "said_earliest": "said_latest",
    "earliest": "latest",
    "published_earliest": "published_latest",
    "known_from": "known_until",
    "first": "last",
}
_COUNTS = ("counts_from", "counts_until", "counts_by")
#: What every row ends with.
_CODED_AT = {
    "sheet": "the file of the workspace in which it was coded; empty where that is not known",
    "line": "the line of that file",
}
#: How many actors stand where: one phrase.
_SIDES_OF = ("actors_for", "actors_against", "actors_both", "actors_other", "actors_changed")
#: Columns that the dates, the phrases or the line of evidence tell.
_EVIDENCE = frozenset(
    (
        *("source_label", "start", "end", "record", "mode", *_DAYS, *_DAYS.values(), "date_basis"),
        *(*_COUNTS, *_SIDES_OF, "coders", "coders_differ", "roles", "roles_known", "sheet", "line"),
    )
)
#: What tells of an office in one phrase, and the columns that then need not be told.
_OFFICES = {
    "held": ("since", "until", "over_by", "basis"),
    "roles": ("office_label", "body_label", "since", "until"),
}
#: Prefixes of columns that tell a second record of a row, with its own words and evidence.
_SIDES = ("before_", "after_", "body_")
#: Columns of the row itself that begin like one of them.
_OF_ROW = ("body_label", "body_stance")
#: Columns that the sentence at the head of a block tells.
_CLAIMED = ("speaker_label", "target_label", "stance", "evaluation", "direction", "now")
_PERCENT = frozenset(("rate", "share"))
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def listing(question: Question) -> Callable[[Iterable[Row], int, bool], Iterator[str]]:
    """How the rows of one question are written: one block a row, with its evidence in the last line."""

    def write(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
        yield f"{question.title}\n"
        for row in rows:
            yield "\n" + "\n".join(_block(row, list(question.columns), width, color)) + "\n"

    return write


def _block(row: Row, columns: Sequence[str], width: int, color: bool) -> Iterator[str]:
    told = [column for column in shown(columns, [row]) if not _is_iri(row[column])]
    head = _head(columns, told)
    claim = _claim(row) if "direction" in columns else ""
    title = claim or visible(cell(row[head]))
    yield from (paint(line, "1", color) for line in textwrap.wrap(title, max(width, 30)) or [""])
    if row.get("text") and head != "text":
        yield from _wrapped(worded(row), width)
    sides = [side for side in _SIDES if f"{side}text" in columns]
    headed = (head, *_CLAIMED) if claim else (head,)
    phrased = [column for phrase, those in _OFFICES.items() if row.get(phrase) for column in those]
    rest = [c for c in told if c not in (*headed, "text", *_EVIDENCE, *phrased) and row[c] != row[head]]
    rest = [c for c in rest if c in _OF_ROW or not any(c.startswith(side) for side in sides)]
    short = [*_phrases(row, columns), *(f"{_title(column)}: {_value(row, column)}" for column in rest)]
    if short:
        yield from _wrapped("; ".join(short), width)
    evidence = _evidence(row, told=row[head])
    if evidence:
        yield from _wrapped(evidence, width)
    for side in sides:
        yield from _side(row, side, width)


def _claim(row: Row) -> str:
    """Who takes which side on what, in a sentence that cannot be read as another: a name alone can.

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
    yield from _wrapped(f"{side.rstrip('_')}: {worded(its)}", width)
    columns = list(its)
    told = ("text", "label", "stance", *_EVIDENCE)
    rest = [c for c in shown(columns, [its]) if c not in told and not _is_iri(its[c])]
    short = [*_phrases(its, columns), *(f"{_title(column)}: {_value(its, column)}" for column in rest)]
    if short:
        yield from _wrapped("; ".join(short), width)
    yield from _wrapped(_evidence(its, told=None), width)


def _head(columns: Sequence[str], told: Sequence[str]) -> str:
    """The column that a block is headed with: a name, not a kind of thing or a date.

    >>> _head(["text", "mode", "place_label", "speaker_label"], ["text", "place_label", "speaker_label"])
    'speaker_label'
    """
    if columns[0] == "source_label":
        return columns[0]
    names = [column for column in told if column.endswith("_label") and column not in _EVIDENCE]
    wanted = [
        column for column in (columns[0], "speaker_label", "what") if column in names or column == "what"
    ]
    named = [column for column in (*wanted, *names, columns[0], *told) if column in told]
    return next((column for column in named if column != "text"), columns[0])


def _phrases(row: Row, columns: Sequence[str]) -> Iterator[str]:
    """What several columns tell together: days, offices, sides, and who read what."""
    yield from _days(row, columns)
    if row.get("roles"):
        yield f"office: {', '.join(offices(row, 'roles'))}"
    if _SIDES_OF[0] in columns:
        yield counted(Sides(*(int(row[column]) for column in _SIDES_OF)))
    if row.get("coders"):
        yield f"coders differ: {visible(', '.join(row['coders']))}"


def _days(row: Row, columns: Sequence[str]) -> Iterator[str]:
    """Each pair of first and last day as one date or range; a date that a statement lacks is said to."""
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
            name = _title(first.removesuffix("earliest").rstrip("_")).replace("first", "") or "date"
            yield f"{name}: {iso(row[first], row[last])}"


def _value(row: Row, column: str) -> str:
    value = visible(cell(row[column]))
    if column == "quote":
        return quote(value)
    if column == "relation":
        return _CAPITAL.sub(" ", value).lower()
    return f"{value}%" if column in _PERCENT else value


def _evidence(row: Row, told: object) -> str:
    source = row.get("source_label")
    parts = [visible(str(source))] if source not in (None, "", told) else []
    if where := characters(row.get("start"), row.get("end")):
        parts.append(where)
    if row.get("sheet"):
        parts.append(visible(f"{row['sheet']}:{row['line']}"))
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
        asked = " ".join(p.name if p.required else f"[{p.name}]" for p in question.asked)
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
            [(p.name, f"{p.about} ({p.kind}{', required' if p.required else ''})") for p in question.asked],
        ),
        ("Columns", [*question.columns.items(), *_CODED_AT.items()]),
    ):
        if entries:
            yield f"\n{title}\n"
            wide = max(len(name) for name, _ in entries) + 4
            for name, about in entries:
                lead = f"  {name:{wide}}"
                yield textwrap.fill(about, 80, initial_indent=lead, subsequent_indent=" " * len(lead)) + "\n"
