"""Explanations and cards as text to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.cli.cards import Row, cards, paint
from kg.cli.standings import standings
from kg.cli.visible import visible
from kg.questions.explain import Explanation
from kg.questions.show import Card


def explanation(found: Explanation, width: int, color: bool) -> Iterator[str]:
    """Positions, the steps to them, what was left out, and every statement."""
    yield from _heading(f"Why: {found.about}", color, first=True)
    yield from standings(found.positions, width, color)
    yield from _heading("Step by step", color)
    for step in found.steps:
        yield from _wrapped(step, width)
    if found.left_out:
        yield from _heading("Left out", color)
        for line in found.left_out:
            yield from _wrapped(line, width)
    if found.statements:
        yield from _heading("The statements", color)
        yield from cards(found.statements, width, color)


def card(found: Card, width: int, color: bool) -> Iterator[str]:
    """All that is known of one thing, the nearest first; each line with the record behind it."""
    yield paint(visible(found.label), "1", color) + "\n"
    yield from _wrapped(f"{', '.join(found.classes)}; {found.id}", width)
    yield from _wrapped(found.iri, width)
    if found.aliases:
        yield from _wrapped(f"also: {', '.join(found.aliases)}", width)
    if found.description:
        yield from _wrapped(found.description, width)
    for title, lines in (
        ("The same elsewhere", found.external),
        ("From outside the coded sources", found.outside_sources),
    ):
        yield from _list(title, lines, width, color)
    yield from _list(
        "Roles",
        [_evidenced(f"{row['role']}, attested {row['attested_on']}", row) for row in found.roles],
        width,
        color,
    )
    yield from _list("Facts", _merged(found.attributes), width, color)
    yield from _list("Relations", [_relation(found.label, row) for row in found.relations], width, color)
    yield from _list(
        "Figures and names given",
        [_evidenced(f"{row['label']} ({row['kind']})", row) for row in found.given],
        width,
        color,
    )
    if found.stances:
        counted = ", ".join(f"{number} {name}" for name, number in found.stances.items())
        yield from _list("Readings", [counted], width, color)
    if found.positions:
        yield from _heading("Positions", color)
        yield from standings(_named(found.positions), width, color)
    if found.statements:
        yield from _heading("The statement", color)
        yield from cards(found.statements, width, color)
    yield from _list("Records", [_record(row) for row in found.records], width, color)
    yield from _list("Used by", _merged(found.used_by, "label", "subject"), width, color)


def _named(positions: Iterable[Row]) -> list[Row]:
    return list(positions)


def _relation(label: str, row: Row) -> str:
    other = str(row["other_label"] or row["other"])
    line = (
        f"{label} {row['relation']} {other}"
        if row["direction"] == "out"
        else f"{other} {row['relation']} {label}"
    )
    return _evidenced(line, row)


def _evidenced(line: str, row: Row) -> str:
    if not row.get("record"):
        return line
    whose = f"{row['whose']}: " if row.get("whose") else ""
    place = f", characters {row['start']}–{row['end']}" if row.get("start") is not None else ""
    return f"{line} [{whose}{row.get('text') or ''}{place}; {_short(row['record'])}]"


def _record(row: Row) -> str:
    place = f", characters {row['start']}–{row['end']}" if row.get("start") is not None else ""
    who = f"{row['speaker_label']}: " if row.get("speaker_label") else ""
    return f"{row['class']}: {who}{row.get('text') or ''} [{_short(row['record'])}{place}]"


def _merged(rows: Iterable[Row], *keys: str) -> list[str]:
    keys = keys or ("label", "value")
    groups = groupby(sorted(rows, key=lambda row: str(row["property"])), key=lambda row: str(row["property"]))
    lines = []
    for name, group in groups:
        values = [
            str(next((row[key] for key in keys if row.get(key) not in (None, "")), "")) for row in group
        ]
        lines.append(f"{name}: {'; '.join(_short(value) if '://' in value else value for value in values)}")
    return lines


def _short(iri: object) -> str:
    return "/".join(str(iri).rsplit("/", 2)[-2:])


def _list(title: str, lines: Iterable[str], width: int, color: bool) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield from _heading(title, color)
    for line in lines:
        yield from _wrapped(line, width)


def _heading(title: str, color: bool, *, first: bool = False) -> Iterator[str]:
    yield ("" if first else "\n") + paint(visible(title), "1", color) + "\n"


def _wrapped(text: str, width: int) -> Iterator[str]:
    for line in textwrap.wrap(
        visible(text), max(width, 30), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    ):
        yield line + "\n"
