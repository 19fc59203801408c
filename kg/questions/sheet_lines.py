"""Where in the sheets a row comes from, so that what is wrong can be mended in one step.

The build writes ``wsw:codedAt "sources/gazette.yaml:12"`` on what is coded; every row of an answer has it
as ``sheet`` and ``line``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.questions.answer import Asker, Row, plain
from kg.store.terms import iri

#: The columns that every row ends with.
COLUMNS: Final = ("sheet", "line")
#: Columns that hold what a row rests on, the nearest first; else it is the first column with an IRI.
_NEAREST: Final = ("reading", "record", "statement", "before_reading", "role", "id")


def place(coded_at: object) -> tuple[str | None, int | None]:
    """The file and the line of ``wsw:codedAt``; None for both where it is missing.

    >>> place("sources/gazette-2025-03-14.yaml:12"), place(None)
    (('sources/gazette-2025-03-14.yaml', 12), (None, None))
    """
    sheet, _, line = str(coded_at or "").rpartition(":")
    return (sheet, int(line)) if sheet and line.isdecimal() else (None, None)


def located(asker: Asker, rows: Sequence[Row]) -> list[Row]:
    """The rows with ``sheet`` and ``line`` of what they rest on; None where that is not known.

    Args:
        asker: of the graph that the rows are from.
        rows: of any question; what they rest on is found by the names of their columns.
    """
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
    """What a row rests on: a reading or record, or the thing that it tells of.

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
