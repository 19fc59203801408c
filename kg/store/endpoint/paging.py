"""Parts of a query, so that its rows can be counted and fetched page by page.

Pages need a total order of rows: that of the query, then that of all columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.store.guard import code

_OPENING, _CLOSING = frozenset("{("), frozenset("})")


@dataclass(frozen=True, slots=True)
class Select:
    """The parts of a SELECT query.

    Attributes:
        prologue: its PREFIX and BASE lines.
        text: the rest, unchanged.
        body: the rest without LIMIT and OFFSET at the end.
        distinct: whether it has DISTINCT.
        ordered: whether it has ORDER BY.
        limit: its LIMIT; None if it has none.
        offset: its OFFSET.
        values: whether it ends with a VALUES block, after which no LIMIT can be added.
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
        """Whether its rows can be fetched page by page in their order."""
        return not (self.values and (self.ordered or self.limit is not None or self.offset))

    def page(self, columns: Sequence[str], size: int, start: int, *, nested: bool = False) -> str:
        """Return the query for one page.

        Args:
            columns: the columns of the query.
            size: number of rows.
            start: number of rows before the page.
            nested: sort in a subquery and select the page from it. Virtuoso cannot sort more than 10,000
                rows in a query with LIMIT (SR353), and returns them in a wrong order.

        >>> query = parse("SELECT ?a ?b { ?a ?x ?b } ORDER BY DESC(?b) LIMIT 25 # all")
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
        """Return the query for one row after the first ``start`` rows, in any order."""
        body = f"SELECT * {{ {{ {self.text}\n}} }}"
        return f"{self.prologue}{body}\nLIMIT 1 OFFSET {start}"

    def counted(self) -> str:
        """Return the query for the number of rows."""
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) {{ {{ {self.text}\n}} }}"

    def counted_once(self, columns: Sequence[str]) -> str:
        """Return the query for the number of distinct rows."""
        names = " ".join("?" + column for column in columns)
        inner = f"SELECT DISTINCT {names} {{ {{ {self.text}\n}} }}"
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) {{ {{ {inner} }} }}"


def parse(sparql: str) -> Select:
    """Return the parts of a SELECT query.

    >>> query = parse("PREFIX ex: <urn:x> SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } } OFFSET 2")
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
    """Return the query for the number of solutions of a CONSTRUCT; None for a DESCRIBE.

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


def empty_rows(rows: int) -> str:
    """Return a query for ``rows`` empty rows, or up to twice as many, that needs no data.

    >>> empty_rows(12)
    'SELECT ?nothing { VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 } }'
    """
    blocks = [
        f"VALUES ?{chr(97 + number)} {{ {' '.join(map(str, range(size)))} }}"
        for number, size in enumerate(_sizes(rows))
    ]
    return f"SELECT ?nothing {{ {' '.join(blocks)} }}"


def _sizes(rows: int) -> list[int]:
    """Sizes of the blocks, at most ten each, with a product of ``rows`` or slightly more."""
    sizes: list[int] = []
    left = rows
    while left > 1 or not sizes:
        sizes.append(min(10, left))
        left = -(-left // sizes[-1])
    return sizes


def number_of_empty_rows(rows: int) -> int:
    """Return the number of rows of :func:`empty_rows`.

    >>> number_of_empty_rows(12), number_of_empty_rows(1000)
    (20, 1000)
    """
    return math.prod(_sizes(rows))
