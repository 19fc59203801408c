"""A query taken apart, so that its rows can be counted, and fetched page by page.

Pages need an order in which no two different rows are equal: that of the query, and then of all columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.store.guard import code

_OPENING, _CLOSING = frozenset("{("), frozenset("})")


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT.

    Attributes:
        prologue: its PREFIX and BASE lines.
        text: the rest, as it was written.
        body: the same without LIMIT and OFFSET at its end.
        distinct: whether each row is to come once.
        ordered: whether it ends in an ORDER BY.
        limit: its own LIMIT; None where it has none.
        offset: its own OFFSET.
        values: whether a VALUES block follows, after which no page can be asked for.
    """

    prologue: str
    text: str
    body: str
    distinct: bool
    ordered: bool
    limit: int | None
    offset: int
    values: bool

    @property
    def can_be_paged(self) -> bool:
        """Whether its rows can be fetched page by page in the order that they should have."""
        return not (self.values and (self.ordered or self.limit is not None or self.offset))

    def page(self, columns: Sequence[str], size: int, start: int, *, nested: bool = False) -> str:
        """The query for one page.

        Args:
            columns: its columns.
            size: how many rows.
            start: how many rows come before.
            nested: sort in a query of its own, and cut the page out of that. Virtuoso sorts no more than
                10,000 rows where it is told to cut too (SR353), and mixes them up.

        >>> query = taken_apart("SELECT ?a ?b { ?a ?x ?b } ORDER BY DESC(?b) LIMIT 25 # all")
        >>> print(query.page(["a", "b"], 10, 20))
        SELECT ?a ?b { ?a ?x ?b } ORDER BY DESC(?b)
        ?a ?b
        LIMIT 5 OFFSET 20
        """
        names = " ".join("?" + column for column in columns)
        body = f"SELECT {names} {{ {{ {self.body}\n}} }}" if self.values else self.body
        body = f"{body.rstrip()}\n{'' if self.ordered else 'ORDER BY '}{names}"
        if nested:
            body = f"SELECT {names} {{ {{ {body}\n}} }}"
        rows = size if self.limit is None else max(0, min(size, self.limit - start))
        return f"{self.prologue}{body}\nLIMIT {rows} OFFSET {self.offset + start}"

    def after(self, start: int) -> str:
        """The query for one row after the first ``start``, in whatever order they come."""
        body = f"SELECT * {{ {{ {self.text}\n}} }}"
        return f"{self.prologue}{body}\nLIMIT 1 OFFSET {start}"

    def counted(self) -> str:
        """The query for the number of rows."""
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) {{ {{ {self.text}\n}} }}"

    def counted_once(self, columns: Sequence[str]) -> str:
        """The query for the number of different rows."""
        names = " ".join("?" + column for column in columns)
        inner = f"SELECT DISTINCT {names} {{ {{ {self.text}\n}} }}"
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) {{ {{ {inner} }} }}"


def taken_apart(sparql: str) -> Select:
    """Take a SELECT apart.

    >>> query = taken_apart("PREFIX ex: <urn:x> SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } } OFFSET 2")
    >>> query.prologue, query.limit, query.offset, query.body[-3:]
    ('PREFIX ex: <urn:x> ', None, 2, '} }')
    """
    start, cut, depth = 0, len(sparql), 0
    found: dict[str, int] = {}
    distinct = ordered = values = begun = False
    last = ""
    for word, place in code(sparql):
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING:
            depth -= 1
        elif depth == 0:
            if word == "SELECT" and not begun:
                start, begun = place, True
            elif word == "DISTINCT" and last == "SELECT":
                distinct = True
            elif word in ("LIMIT", "OFFSET"):
                cut = min(cut, place)
            elif word.isdecimal() and last in ("LIMIT", "OFFSET"):
                found[last] = int(word)
            elif word == "ORDER":
                ordered = True
            elif word == "VALUES":
                values = True
            last = word
    text = sparql[start:]
    body = text if values else sparql[start:cut]
    return Select(
        prologue=sparql[:start],
        text=text,
        body=body if values else body.rstrip(),
        distinct=distinct,
        ordered=ordered,
        limit=found.get("LIMIT"),
        offset=found.get("OFFSET", 0),
        values=values,
    )


def solutions_counted(sparql: str) -> str | None:
    """The query for the number of solutions that a CONSTRUCT is made of; None for a DESCRIBE.

    >>> print(solutions_counted("CONSTRUCT { ?s a <urn:a> } WHERE { ?s ?p ?o } LIMIT 9"))
    SELECT (COUNT(*) AS ?n) { { SELECT * WHERE { ?s ?p ?o } LIMIT 9
    } }
    """
    start, rest, depth = None, None, 0
    for word, place in code(sparql):
        if start is None:
            if word == "CONSTRUCT":
                start = place
        elif depth == 0 and word == "WHERE":
            rest = place
            break
        elif word == "{":
            if depth == 0 and rest is not None:
                break
            depth += 1
        elif word == "}":
            depth -= 1
            if depth == 0:
                rest = place + 1
    if start is None or rest is None:
        return None
    return f"{sparql[:start]}SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {sparql[rest:].strip()}\n}} }}"


def nothing(rows: int) -> str:
    """A query for so many empty rows, or up to twice as many, that needs no data.

    >>> nothing(12)
    'SELECT ?nothing { VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 } }'
    """
    blocks = [
        f"VALUES ?{chr(97 + number)} {{ {' '.join(map(str, range(size)))} }}"
        for number, size in enumerate(_sizes(rows))
    ]
    return f"SELECT ?nothing {{ {' '.join(blocks)} }}"


def _sizes(rows: int) -> list[int]:
    """Sizes of the blocks, ten at most, whose product is ``rows`` or somewhat more."""
    sizes: list[int] = []
    left = rows
    while left > 1 or not sizes:
        sizes.append(min(10, left))
        left = -(-left // sizes[-1])
    return sizes


def rows_of_nothing(rows: int) -> int:
    """How many rows :func:`nothing` asks for.

    >>> rows_of_nothing(12), rows_of_nothing(1000)
    (20, 1000)
    """
    return math.prod(_sizes(rows))
