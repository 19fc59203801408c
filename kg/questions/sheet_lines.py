"""The sheet and line from which a row comes, so that an error can be corrected at its source.

The build writes ``wsw:codedAt "sources/gazette.yaml:12"`` for everything that is coded. Every row of an
answer has these as ``sheet`` and ``line``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, overload

from kg.questions.answer import Asker, Row, plain
from kg.questions.joined_rows import JoinedRows
from kg.store.terms import iri

#: The last columns of every row.
COLUMNS: Final = ("sheet", "line")
#: Columns with the node that a row is based on, the most specific first; else the first column with an IRI.
_NEAREST: Final = ("reading", "record", "statement", "before_reading", "role", "id")


def place(coded_at: object) -> tuple[str | None, int | None]:
    """Return the file and line of ``wsw:codedAt``; None for both if it is missing.

    >>> place("sources/gazette-2025-03-14.yaml:12"), place(None)
    (('sources/gazette-2025-03-14.yaml', 12), (None, None))
    """
    sheet, _, line = str(coded_at or "").rpartition(":")
    return (sheet, int(line)) if sheet and line.isdecimal() else (None, None)


@overload
def located(asker: Asker, rows: list[Row]) -> list[Row]: ...


@overload
def located(asker: Asker, rows: Sequence[Row]) -> Sequence[Row]: ...


def located(asker: Asker, rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with the ``sheet`` and ``line`` of the node they are based on; None if unknown.

    Args:
        asker: the graph of the rows.
        rows: rows of any question; the node is found by the names of the columns. That of joined rows must be
            in their first parts.
    """
    if isinstance(rows, JoinedRows):
        return rows.with_first_parts(located(asker, rows.of_first_parts()), COLUMNS)
    rests = [_rests_on(row) for row in rows]
    nodes = sorted({node for node in rests if node is not None})
    found: dict[str, object] = {}
    for coded in asker.batched("coded", {"node": [iri(node) for node in nodes]}) if nodes else ():
        found.setdefault(str(plain(coded["node"])), plain(coded["place"]))
    answer = []
    for row, node in zip(rows, rests, strict=True):
        sheet, line = place(found.get(node or ""))
        answer.append({**row, "sheet": sheet, "line": line})
    return answer


def _rests_on(row: Mapping[str, Any]) -> str | None:
    """The node that a row is based on: a reading or record, or the thing it describes.

    >>> _rests_on({"speaker": "https://x.org/id/person/a", "record": "https://x.org/id/statement/s1"})
    'https://x.org/id/statement/s1'
    >>> _rests_on({"label": "Ann", "actor": "https://x.org/id/person/a"})
    'https://x.org/id/person/a'
    """
    evidence = row.get("evidence")
    if isinstance(evidence, list) and evidence and isinstance(evidence[0], Mapping):
        return str(evidence[0].get("reading"))
    for value in (*(row.get(column) for column in _NEAREST), *row.values()):
        if isinstance(value, str) and _is_iri(value):
            return value
    return None


def _is_iri(value: str) -> bool:
    return value.startswith(("http://", "https://", "urn:")) and not any(
        mark in value for mark in ' <>"{}|\\^`'
    )
