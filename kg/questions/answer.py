"""The shape of every answer, and how rows of terms become plain values.

Values are what JSON has: IRIs and dates are strings, numbers are numbers, a missing value is None.
A column without ``_label`` that names a thing holds its IRI; ``<column>_label`` holds its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.namespaces import WSW, XSD
from kg.questions.catalogue import COUNTS, Question, part
from kg.store.terms import Term, iri

if TYPE_CHECKING:
    from kg.store.base import Store

Value = str | int | float | bool | None
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and what has to be said beside them.

    Attributes:
        name: the question: ``said``, ``positions``, or the name of a named question.
        columns: keys of every row, in the order of a table.
        rows: plain values by column.
        looked_at: how many things the question went through.
        counted: what these are: ``statements``, ``measures``, ...
        notes: sentences for the reader, such as what was left out, or that there is nothing.
        sparql: the texts that ran, in order; each can be pasted into any endpoint.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    looked_at: int
    counted: str
    notes: tuple[str, ...]
    sparql: tuple[str, ...]


def plain(term: Term | None) -> Value:
    """The value of a term as JSON has it.

    >>> from kg.store.terms import literal
    >>> plain(literal("35.0", XSD.decimal)), plain(literal("7.5", XSD.decimal)), plain(None)
    (35, 7.5, None)
    """
    if term is None:
        return None
    if term.datatype == XSD.decimal:
        try:
            number = float(term.value)
        except ValueError:
            return term.value
        return int(number) if number.is_integer() else number
    value = term.python()
    return value if isinstance(value, str | int | float | bool) else term.value


def code(term: Term | None) -> str | None:
    """The notation of a code from the ontology's lists: what stands after the ``#``.

    >>> code(iri("https://w3id.org/wsw/stance#oppose"))
    'oppose'
    """
    return None if term is None else term.value.rsplit("#", 1)[-1]


def notation(value: Value) -> str | None:
    """As :func:`code`, of the IRI itself."""
    return None if value is None else str(value).rsplit("#", 1)[-1]


def grouped(found: Iterable[Mapping[str, Term | None]], by: str = "id") -> dict[str, list[Row]]:
    """Rows with plain values, by the value of one column, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        values: Row = {key: plain(value) for key, value in row.items()}
        groups.setdefault(str(values[by]), []).append(values)
    return groups


class Asker:
    """Runs questions on one store and keeps the texts that ran."""

    def __init__(self, store: Store, *, all_versions: bool = False) -> None:
        self.store = store
        self.all_versions = all_versions
        self.ran: list[str] = []

    def rows(
        self, question: Question, params: Mapping[str, Sequence[Term]] | None = None
    ) -> list[dict[str, Term | None]]:
        """The rows of ``question``, by column."""
        sparql = question.fill(params or {}, all_versions=self.all_versions)
        self.ran.append(sparql)
        result = self.store.select(sparql, limit=self.store.limit)
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    def part(self, name: str, **params: Sequence[Term]) -> list[dict[str, Term | None]]:
        """The rows of one of the queries in ``parts/``."""
        return self.rows(part(name), params)

    def looked_at(self, counted: str) -> tuple[int, str]:
        """How many things of a kind there are, as a number and in words."""
        row = self.part("count", **{"class": [iri(WSW[COUNTS[counted]])]})[0]
        things, speakers = row["things"], row["speakers"]
        number = 0 if things is None else int(things.value)
        words = amount(number, counted)
        if counted == "statements" and number and speakers is not None:
            words += f" by {amount(int(speakers.value), 'actors')}"
        return number, words


def amount(number: int, plural: str) -> str:
    """A number and its noun.

    >>> amount(1, "statements"), amount(12, "statements")
    ('1 statement', '12 statements')
    """
    return f"{number:,} {plural[:-1] if number == 1 else plural}"


def undated(number: int) -> list[str]:
    """The sentence about ``number`` undated statements that were left out; none for 0.

    >>> undated(1)
    ['1 statement without a date was left out; leave out since and until to see it.']
    """
    if not number:
        return []
    was, it = ("was", "it") if number == 1 else ("were", "them")
    counted = amount(number, "statements")
    return [f"{counted} without a date {was} left out; leave out since and until to see {it}."]
