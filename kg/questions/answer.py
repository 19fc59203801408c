"""The type of every answer, and the conversion of terms to plain values.

Values are those of JSON: IRIs and dates are strings, numbers are numbers, a missing value is None.
A column ``x`` that refers to a thing has its IRI; the column ``x_label`` has its label.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from kg.namespaces import WSW, XSD
from kg.questions.asked import Asked
from kg.questions.catalogue import COUNTS, Question, part
from kg.store.terms import Term, Triple, iri
from kg.wording.counts import amount, count, form
from kg.wording.visible import visible

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    import pandas
    import rdflib

    from kg.store.base import Store

#: Maximum number of terms of one parameter in one query.
BATCH: Final = 500

Value = str | int | float | bool | None
Row = dict[str, Any]
#: Type of the rows of an answer: plain mappings or statements.
R = TypeVar("R", bound=Mapping[str, Any], covariant=True)


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Generic[R]):
    """The rows that answer a question, with notes on them.

    It has a length, and iterating over it gives the rows. A notebook shows it as a table.

    Attributes:
        name: the question: ``said``, ``positions``, or the name of a named question.
        columns: keys of every row, in table order.
        rows: plain values by column.
        looked_at: number of things searched.
        counted: what these things are: ``statements``, ``measures``, ...
        notes: sentences for the reader, such as what was left out, or that nothing was found.
        sparql: the queries that ran, in order; each can be pasted into any endpoint.
        store: the graph that was asked; None where the rows do not come from one.
        triples: of a query that gives triples, the triples.
        asked: the question in words, its conditions and its sources, for the sheet "About" of a workbook.
        days: the columns that hold days, if their types are known; None to go by their names.
        more: number of other rows, if only the first ones were asked for; None if they were not counted.

    >>> from kg.questions.said import said
    >>> from kg.store import open_store
    >>> answer = said(open_store(), about="Canada as the 51st state")
    >>> answer
    <said: 3 rows, looked at 37 statements>
    >>> len(answer), [row["speaker_label"] for row in answer]
    (3, ['Donald Trump', 'Avidan Cover', 'Donald Trump'])
    >>> answer[0]["speaker_label"]
    'Donald Trump'
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[R]
    looked_at: int
    counted: str
    notes: tuple[str, ...]
    sparql: tuple[str, ...]
    store: Store | None = field(default=None, compare=False)
    triples: tuple[Triple, ...] | None = field(default=None, compare=False)
    asked: Asked = field(default=Asked(), compare=False)
    days: tuple[str, ...] | None = field(default=None, compare=False)
    more: int | None = field(default=0, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __getitem__(self, place: int) -> R:
        return self.rows[place]

    def __repr__(self) -> str:
        return visible("\n".join([f"<{self._caption()}>", *self.notes]), keep_newlines=True)

    @property
    def frame(self) -> pandas.DataFrame:
        """The rows as a new pandas data frame; types are those of :func:`kg.questions.data_frame.data_frame`.

        A column that names things holds their labels, and ``<column>_iri`` their IRIs. Columns of a query
        of the caller's own, and records, which have no label, hold what the rows hold.

        >>> from kg.questions.said import said
        >>> from kg.store import open_store
        >>> frame = said(open_store(), about="Canada as the 51st state").frame
        >>> frame["speaker"].tolist(), frame["speaker_iri"][0]
        (['Donald Trump', 'Avidan Cover', 'Donald Trump'], 'https://w3id.org/wsw/id/person/donald-trump')
        """
        from kg.questions.data_frame import data_frame

        return data_frame(self.columns, self.rows)

    @property
    def graph(self) -> rdflib.Graph:
        """What the graph says of each node that the rows name, as a new ``rdflib.Graph``.

        These are all triples whose subject is in a row: of ``said`` the statements, their readings,
        speakers, targets and sources; of ``positions`` the positions, and the statements and readings behind
        them; of a named question the records and things in its columns. Of a CONSTRUCT or DESCRIBE query they
        are its triples. Nodes that the rows do not name, such as a broader issue, are not described.

        Raises:
            StoreError: the graph has been closed since.
            OutOfTime: reading them took too long.

        >>> from kg.questions.said import said
        >>> from kg.store import open_store
        >>> answer = said(open_store(), about="Canada as the 51st state")
        >>> from rdflib import URIRef
        >>> all((URIRef(row["id"]), None, None) in answer.graph for row in answer)
        True
        """
        from kg.store.rdflib_graph import rdflib_graph

        if self.triples is not None:
            return rdflib_graph(self.triples)
        if self.store is None:
            return rdflib_graph(())
        from kg.questions.described import described

        return rdflib_graph(described(Asker(self.store), self.rows))

    def xlsx(self, path: str | PathLike[str]) -> Path:
        """Write the rows to an Excel workbook, all or nothing, and return its path.

        See :mod:`kg.questions.workbook` for what its sheets hold.

        Raises:
            OutputError: the file cannot be written, its name has another ending, or the format cannot hold
                the rows.
            StoreError: the graph has been closed since.
            OutOfTime: reading the sources took too long.

        >>> import tempfile
        >>> from kg.questions.said import said
        >>> from kg.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     said(open_store(), about="tariffs").xlsx(f"{folder}/tariffs.xlsx").name
        'tariffs.xlsx'
        """
        from pathlib import Path

        from kg.questions import workbook

        workbook.save(self, Path(path), None if self.store is None else Asker(self.store))
        return Path(path)

    def _caption(self) -> str:
        looked_at = amount(self.looked_at, self.counted)
        return f"{self.name}: {amount(len(self.rows), 'rows')}, looked at {looked_at}"

    def _repr_html_(self) -> str:
        """The rows as a table for a notebook: labels without IRIs, and no empty column."""
        from kg.wording.html_table import html_table

        columns, links = shown(self.name, self.columns, self.rows)
        names = {column: column.removesuffix("_label").replace("_", " ") for column in columns}
        caption, notes = self._caption(), self.notes
        return html_table(columns, self.rows, caption=caption, notes=notes, names=names, links=links)


#: The columns that a notebook shows of answers with too many to read.
_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "said": ("counts_until", "speaker_label", "mode", "text", "about", "source_label"),
    "positions": ("holder_label", "target_label", "stance", "evaluation", "from", "to", "readings", "words"),
}
#: How the columns end that a notebook leaves out: where in a source and a sheet, and the days in full.
_DETAILS: Final = (
    *("start", "end", "sheet", "line", "sha256"),
    *("counts_from", "counts_by", "said_earliest", "said_latest", "date_basis", "date_reason"),
)


def shown(
    name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> tuple[list[str], dict[str, str]]:
    """The columns of an answer that a notebook shows, and the columns with the web addresses of some.

    Of a query of the caller's own they are all columns; of others those that are not empty and that a person
    can read.

    >>> shown("tariffs", ["measure_label", "note", "measure", "record", "start"],
    ...     [{"measure_label": "A toll", "note": None, "measure": "urn:toll", "record": "urn:r", "start": 3}])
    (['measure_label'], {})
    """
    if name == "query":
        return list(columns), {}
    named = {column for column in columns if {f"{column}_label", f"{column}_labels"} & set(columns)}
    wanted = _SHOWN.get(name) or [
        each for each in columns if each not in named and not each.endswith(_DETAILS)
    ]
    chosen = [column for column in wanted if not all(_unread(row.get(column)) for row in rows)]
    return chosen, {"source_label": "source_url"} if "source_url" in columns else {}


def _unread(value: Any) -> bool:
    """Whether a person cannot read a value: there is none, or it is the IRI of a record."""
    values = value if isinstance(value, list) else [value]
    return all(each is None or str(each).startswith(("http://", "https://", "urn:")) for each in values)


def plain(term: Term | None) -> Value:
    """Return the value of a term as a JSON value.

    A number beyond the range of a ``float`` stays text, and so do infinity and NaN, which JSON does not have.

    >>> from kg.store.terms import literal
    >>> plain(literal("35.0", XSD.decimal)), plain(literal("7.5", XSD.decimal)), plain(None)
    (35, 7.5, None)
    >>> plain(literal("9" * 400, XSD.decimal)) == "9" * 400
    True
    """
    if term is None:
        return None
    if term.datatype == XSD.decimal:
        try:
            number = float(term.value)
        except ValueError:
            return term.value
        if not math.isfinite(number):
            return term.value
        return int(number) if number.is_integer() else number
    value = term.python()
    if isinstance(value, float) and not math.isfinite(value):
        return term.value
    return value if isinstance(value, str | int | float | bool) else term.value


def numeric(value: object) -> float | None:
    """Return a value of the graph as a number; None if it is not one, as can be in graphs made elsewhere.

    >>> numeric(3), numeric("2.5"), numeric("x"), numeric(None)
    (3.0, 2.5, None, None)
    """
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


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
        #: Maximum number of rows that are shown, the newest; None for all. ``cut``: others were left out.
        self.first: int | None = None
        self.cut = False
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

    def note(self, name: str, params: Mapping[str, Sequence[Term]]) -> None:
        """Record one of the queries in ``parts/`` whose rows the index of the store gives more quickly."""
        sparql = part(name).fill(params, all_versions=self.all_versions)
        if sparql not in self.ran:
            self.ran.append(sparql)

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

    def span(self) -> tuple[str | None, str | None]:
        """Return the first and last day on which a statement counts; None if none is dated."""
        if self.store.index is not None:
            return self.store.index.span()
        row = self.part("span")[0]
        first, last = (plain(row[name]) for name in ("first", "last"))
        return None if first is None else str(first), None if last is None else str(last)

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


def undated(number: int) -> list[str]:
    """Return the note on ``number`` undated statements that were left out; empty for 0.

    >>> undated(1)
    ['1 undated statement was left out; omit since and until to see it.']
    """
    if not number:
        return []
    was, it = form(number, "was", "were"), form(number, "it", "them")
    counted = count(number, "undated statement")
    return [f"{counted} {was} left out; omit since and until to see {it}."]
