"""Plain values of the cells that an engine writes (:mod:`kg.store.tsv`), for reading millions of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.namespaces import XSD
from kg.questions.answer import Value, plain
from kg.store import tsv
from kg.store.terms import Term

#: Bytes that become text at a time.
_PIECE: Final = 1 << 20
INTEGER: Final = re.compile(r"[+-]?\d+")
_DECIMAL: Final = re.compile(r"[+-]?\d*\.\d+")


def lines(rows: bytes) -> Iterator[str]:
    r"""Yield the rows of :mod:`kg.store.tsv` without their line breaks, the names of the columns first.

    Only a piece of them becomes text at a time.

    >>> list(lines(b"?a\t?b\n<urn:a>\t1\n"))
    ['?a\t?b', '<urn:a>\t1']
    """
    start = 0
    while start < len(rows):
        end = rows.find(b"\n", start + _PIECE) + 1 or len(rows)
        yield from rows[start:end].decode("utf-8", "surrogatepass").split("\n")[:-1]
        start = end


def value(cell: str) -> Value:
    """Return the value of a cell as :func:`kg.questions.answer.plain` returns that of a term.

    >>> value("<urn:a>"), value('"a"@en'), value("35"), value("1.5"), value("true"), value("")
    ('urn:a', 'a', 35, 1.5, True, None)
    >>> value('"2025-10-07"^^<http://www.w3.org/2001/XMLSchema#date>'), value("_:b0")
    ('2025-10-07', 'b0')
    """
    if not cell:
        return None
    if cell[0] == "<":
        return cell[1:-1]
    if cell[0] == '"' and cell[-1] != ">":
        return tsv.value(cell)
    return plain(_term(cell))


def _term(cell: str) -> Term:
    """The term of a cell that has a datatype or stands for one, or is a blank node."""
    if cell[0] == '"':
        words, _, datatype = cell.rpartition("^^")
        return Term("literal", tsv.value(words), datatype[1:-1])
    if cell.startswith("_:"):
        return Term("bnode", cell[2:])
    if cell in ("true", "false"):
        return Term("literal", cell, XSD.boolean)
    if INTEGER.fullmatch(cell):
        return Term("literal", cell, XSD.integer)
    return Term("literal", cell, XSD.decimal if _DECIMAL.fullmatch(cell) else XSD.double)
