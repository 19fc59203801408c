"""The origin of an answer in words: what was asked, of which graph, and which sources it cites."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.lexical import iri_flaw
from kg.namespaces import DCTERMS, RDFS, SCHEMA, WSW
from kg.questions.described import nodes
from kg.store import generations
from kg.store.terms import iri
from kg.versions import version
from kg.wording.counts import amount
from kg.wording.days import iso

if TYPE_CHECKING:
    from kg.questions.answer import Answer, Asker


class Source(NamedTuple):
    """A source: its title, its days of publication as a range, and its web address."""

    label: str
    published: str
    address: str


def particulars(asker: Asker, answer: Answer[Any], rows: int) -> Iterator[tuple[str, str]]:
    """Yield what a reader needs to know about an answer: names and values, in order.

    Args:
        asker: of the graph.
        answer: the answer.
        rows: how many of its rows are shown.

    Raises:
        OutOfTime: counting took too long.
        StoreError: the graph has been closed.
    """
    yield "Question", answer.asked.title or answer.name
    for name, value in answer.asked.conditions.items():
        yield f"Condition: {name}", value
    if not answer.asked.conditions and answer.name != "query":
        yield "Conditions", "none"
    yield "Graph", asker.store.label
    yield "Statements in the graph", _statements(asker)
    if asker.store.folder is not None and (loaded := generations.current(asker.store.folder).loaded):
        yield "Graph loaded", loaded
    yield "Rows", f"{_rows(answer, rows)}; looked at {amount(answer.looked_at, answer.counted)}"
    for note in answer.notes:
        yield "Note", note
    yield "Written by", f"kg {version()}"


def _rows(answer: Answer[Any], rows: int) -> str:
    if answer.more is None:
        return f"{amount(rows, 'rows')}, and there are more"
    total = len(answer.rows) + answer.more
    return f"{rows:,} of {amount(total, 'rows')}" if rows < total else amount(total, "rows")


def _statements(asker: Asker) -> str:
    number, words = asker.looked_at("statements")
    first, last = asker.span() if number else (None, None)
    return f"{words}, dated {iso(first, last)}" if first or last else words


def sources(asker: Asker, answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> list[Source]:
    """Return the sources that rows rest on, by title.

    They are those in the columns for sources; without such a column, those of the statements, readings and
    positions that the rows name.

    Raises:
        OutOfTime: the queries took too long.
        StoreError: the graph has been closed.
    """
    named: Collection[str] | None = answer.asked.sources
    columns = [column for column in answer.columns if column == "source" or column.endswith("_source")]
    if named is None and columns:
        named = {str(row[column]) for row in rows for column in columns if row.get(column)}
    elif named is None:
        named = _behind(asker, {node for row in rows for node in nodes(row)})
    known = sorted(source for source in named if iri_flaw(source) is None)
    found: dict[str, dict[str, str]] = {source: {} for source in known}
    for row in asker.batched("described", {"entity": [iri(source) for source in known]}) if known else ():
        source, key, value = (row[name] for name in ("entity", "property", "value"))
        if source is not None and key is not None and value is not None:
            found[source.value].setdefault(key.value, value.value)
    listed = (
        Source(
            its.get(RDFS.label) or its.get(DCTERMS.title) or source,
            iso(its.get(WSW.earliest), its.get(WSW.latest)),
            its.get(SCHEMA.url, ""),
        )
        for source, its in found.items()
    )
    return sorted(listed)


def _behind(asker: Asker, records: Collection[str]) -> set[str]:
    """The sources of statements, readings and positions; a position is three steps from its sources."""
    found: set[str] = set()
    waiting, seen = set(records), set(records)
    for _ in range(3):
        if not waiting:
            break
        rows = asker.batched("cited", {"entity": [iri(node) for node in sorted(waiting)]})
        values = {True: set[str](), False: set[str]()}
        for row in rows:
            if row["value"] is not None and row["property"] is not None:
                values[row["property"].value == WSW.reportedIn].add(row["value"].value)
        found |= values[True]
        waiting = values[False] - seen
        seen |= waiting
    return found
