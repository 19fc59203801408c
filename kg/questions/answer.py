"""The type of every answer, and the conversion of terms to plain values.

Values are those of JSON: IRIs and dates are strings, numbers are numbers, a missing value is None.
A column ``x`` that refers to a thing has its IRI; the column ``x_label`` has its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from kg.namespaces import WSW, XSD
from kg.questions.catalogue import COUNTS, Question, part
from kg.store.terms import Term, iri
from kg.wording.counts import count

if TYPE_CHECKING:
    from kg.store.base import Store

#: Maximum number of terms of one parameter in one query.
BATCH: Final = 500

Value = str | int | float | bool | None
Row = dict[str, Any]
#: Type of the rows of an answer: plain mappings or statements.
R = TypeVar("R", bound=Mapping[str, Any], covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """Rows with notes.

    Attributes:
        name: the question: ``said``, ``positions``, or the name of a named question.
        columns: keys of every row, in table order.
        rows: plain values by column.
        looked_at: number of things searched.
        counted: what these things are: ``statements``, ``measures``, ...
        notes: sentences for the reader, such as what was left out, or that nothing was found.
        sparql: the queries that ran, in order; each can be pasted into any endpoint.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[R]
    looked_at: int
    counted: str
    notes: tuple[str, ...]
    sparql: tuple[str, ...]


def plain(term: Term | None) -> Value:
    """Return the value of a term as a JSON value.

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
    """Return the notation of a code from the ontology's lists: the part after ``#``.

    >>> code(iri("https://w3id.org/wsw/stance#oppose"))
    'oppose'
    """
    return None if term is None else term.value.rsplit("#", 1)[-1]


def notation(value: Value) -> str | None:
    """As :func:`code`, for the plain value of an IRI."""
    return None if value is None else str(value).rsplit("#", 1)[-1]


def grouped(found: Iterable[Mapping[str, Term | None]], by: str = "id") -> dict[str, list[Row]]:
    """Group rows, with plain values, by the value of one column; order is kept."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        values: Row = {key: plain(value) for key, value in row.items()}
        groups.setdefault(str(values[by]), []).append(values)
    return groups


class Asker:
    """Runs questions on one store and records the queries that ran."""

    def __init__(self, store: Store, *, all_versions: bool = False) -> None:
        self.store = store
        self.all_versions = all_versions
        self.ran: list[str] = []
        self._counted: dict[str, tuple[int, str]] = {}

    def rows(
        self, question: Question, params: Mapping[str, Sequence[Term]] | None = None
    ) -> list[dict[str, Term | None]]:
        """Return the rows of ``question``, by column."""
        sparql = question.fill(params or {}, all_versions=self.all_versions)
        self.ran.append(sparql)
        result = self.store.select(sparql, limit=self.store.limit)
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    def part(self, name: str, **params: Sequence[Term]) -> list[dict[str, Term | None]]:
        """Return the rows of one of the queries in ``parts/``."""
        return self.rows(part(name), params)

    def batched(
        self, name: str, only: Mapping[str, Sequence[Term]], **params: Sequence[Term]
    ) -> list[dict[str, Term | None]]:
        """As :meth:`part`, with the many terms of one parameter split into batches.

        Args:
            name: the part; its rows must not depend on which terms share a batch.
            only: the parameter and its terms; empty for no restriction.
            params: the other parameters.
        """
        if not only:
            return self.part(name, **params)
        ((key, terms),) = only.items()
        return [
            row
            for start in range(0, len(terms), BATCH)
            for row in self.part(name, **{key: terms[start : start + BATCH]}, **params)
        ]

    def looked_at(self, counted: str) -> tuple[int, str]:
        """Return the number of things of a kind, as a number and in words."""
        if counted not in self._counted:
            number, speakers = self._tally(WSW[COUNTS[counted]])
            words = amount(number, counted)
            if counted == "statements" and number:
                words += f" by {amount(speakers, 'actors')}"
            self._counted[counted] = number, words
        return self._counted[counted]

    def _tally(self, cls: str) -> tuple[int, int]:
        index = self.store.index
        known = None if index is None else index.tally(cls, all_versions=self.all_versions)
        if known is not None:
            return known
        class_ = {"class": [iri(cls)]}
        things = self._number("count", **class_)
        speakers = self._number("speakers") if cls == WSW.Statement and things else 0
        if self.all_versions or not things:
            return things, speakers
        things -= self._number("gone", **class_)
        return things, speakers - self._number("silenced") if speakers else 0

    def _number(self, name: str, **params: Sequence[Term]) -> int:
        """Return the single number that a part selects."""
        rows = self.part(name, **params)
        value = rows[0]["things"] if rows else None
        return 0 if value is None else int(value.value)


def amount(number: int, plural: str) -> str:
    """Return a number with its noun.

    >>> amount(1, "statements"), amount(12, "statements")
    ('1 statement', '12 statements')
    """
    return count(number, plural.removesuffix("s"), plural)


def undated(number: int) -> list[str]:
    """Return the note on ``number`` undated statements that were left out; empty for 0.

    >>> undated(1)
    ['1 undated statement was left out; omit since and until to see it.']
    """
    if not number:
        return []
    was, it = ("was", "it") if number == 1 else ("were", "them")
    counted = count(number, "undated statement")
    return [f"{counted} {was} left out; omit since and until to see {it}."]
