"""Rows as an HTML table for a notebook, with every value escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from re import fullmatch
from typing import Any, Final

from kg.wording.addresses import web_address
from kg.wording.counts import count
from kg.wording.visible import visible

#: Rows that a notebook shows; the rest is counted below the table.
MOST_ROWS: Final = 50
#: Characters of a value that a notebook shows.
MOST_CHARACTERS: Final = 400
_TEXT: Final = 'style="text-align:left;vertical-align:top;padding:2px 8px"'
_NUMBER: Final = 'style="text-align:right;vertical-align:top;padding:2px 8px"'
_DAY: Final = 'style="text-align:left;vertical-align:top;padding:2px 8px;white-space:nowrap"'


def html_table(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    caption: str,
    notes: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
) -> str:
    """Return ``rows`` as HTML; nothing in them becomes markup, and only http and https are links.

    Args:
        columns: the keys to show, in order.
        rows: plain values; the first :data:`MOST_ROWS` are shown.
        caption: what the rows are.
        notes: sentences below the table.
        names: the heading of a column where it is not its key.
        links: the column that holds the web address of another column's values.

    >>> html = html_table(["text"], [{"text": "<b>"}], caption="said: 1 row")
    >>> "<b>" in html, "&lt;b&gt;" in html
    (False, True)
    """
    listed = list(rows)
    parts = [f"<div><p>{_escaped(caption)}</p>"]
    if listed and columns:
        heads = "".join(
            f"<th {_TEXT}>{_escaped((names or {}).get(column, column.replace('_', ' ')))}</th>"
            for column in columns
        )
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>")
        for row in listed[:MOST_ROWS]:
            cells = (_cell(row.get(column), row.get((links or {}).get(column, ""))) for column in columns)
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</tbody></table>")
    if len(listed) > MOST_ROWS:
        parts.append(f"<p>{len(listed) - MOST_ROWS:,} more rows; .rows and .frame have all.</p>")
    parts += [f"<p>{_escaped(note)}</p>" for note in notes]
    return "\n".join([*parts, "</div>"])


def cell_text(value: Any) -> str:
    """A value of a row as text: lists by their items, a reading by its target and stance.

    >>> cell_text(["a", "b"]), cell_text(None), cell_text([{"label": "A toll", "stance": "oppose"}])
    ('a; b', '', 'A toll: oppose')
    >>> cell_text([{"reading": "urn:r"}, {"reading": "urn:s"}]), cell_text(True), cell_text(0.25)
    ('2 items', 'yes', '0.25')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        if any(isinstance(each, Mapping) for each in value):
            named = [each for each in value if isinstance(each, Mapping) and each.get("label")]
            return "; ".join(map(_reading, named)) if named else count(len(value), "item")
        return "; ".join(map(cell_text, value))
    return str(value)


def _reading(one: Mapping[str, Any]) -> str:
    verdict = one.get("stance") or one.get("evaluation")
    return f"{one['label']}: {verdict}" if verdict else str(one["label"])


def _cell(value: Any, address: object) -> str:
    text = cell_text(value)
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    style = _TEXT
    if isinstance(value, int | float) and not isinstance(value, bool):
        style = _NUMBER
    elif fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        style = _DAY
    link = web_address(address) if isinstance(address, str) else None
    if link is None:
        return f"<td {style}>{_escaped(text)}</td>"
    return f'<td {style}><a href="{escape(link)}" rel="noreferrer noopener">{_escaped(text)}</a></td>'


def _escaped(text: str) -> str:
    return escape(visible(text))
