"""The days on which statements count, computed for a whole store by :func:`kg.model.counting.counted`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode

from kg.model.counting import counted
from kg.namespaces import BASIS, WSW, XSD
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest
from kg.store.terms import iri, literal

_FOLDER: Final = Path(__file__).parent
_Counted = tuple[str, str | None, str | None, str]


def fill(harvest: Harvest) -> None:
    """Fill the staging table ``counted``, which has the days for positions and the index.

    Days that the table already has are kept.
    """
    ask = harvest.tables.execute
    rows = ask((_FOLDER / "statements.sql").read_text(encoding="utf-8")).fetchall()
    ask("BEGIN")
    harvest.tables.executemany("INSERT OR IGNORE INTO counted VALUES (?, ?, ?, ?)", _computed(rows))
    ask("COMMIT")


def _computed(rows: list[tuple[str | None, ...]]) -> Iterator[_Counted]:
    for node, first, last, basis, published, until, source, before, after, by in rows:
        found = counted(
            day(first),
            day(last),
            None if basis is None else basis.rsplit("#", 1)[-1],
            day(published),
            day(until),
        )
        if found.basis == "unknown" and source is None and by is not None:
            # The source is in no file that was loaded: the stored days are kept.
            yield str(node), before, after, by.rsplit("#", 1)[-1]
        else:
            yield str(node), _text(found.earliest), _text(found.latest), found.basis


def update(graph: pyoxigraph.Store, harvest: Harvest, changes: Changes) -> None:
    """Update the stored days on which statements count."""
    found = harvest.tables.execute((_FOLDER / "counting.sql").read_text(encoding="utf-8"))
    if not any(_has(graph, term) for term in (WSW.countsFrom, WSW.countsUntil, WSW.countsBy)):
        for node, *computed in found:  # there is nothing to look up and replace
            facts = ((term, value) for term, values in _values(*computed) for value in values)
            changes.add(node, facts)
        return
    for node, *computed in found:
        for term, values in _values(*computed):
            changes.set(node, term, values)


def _values(first: str | None, last: str | None, basis: str) -> Iterator[tuple[str, list[str]]]:
    """The properties of a statement, with their values in N-Triples."""
    for term, value in ((WSW.countsFrom, first), (WSW.countsUntil, last)):
        yield term, [] if value is None else [_written_day(value)]
    yield WSW.countsBy, [_written_basis(basis)]


@lru_cache(maxsize=4096)
def _written_day(value: str) -> str:
    return literal(value, XSD.date).n3()


@lru_cache(maxsize=16)
def _written_basis(basis: str) -> str:
    return iri(BASIS[basis]).n3()


def _has(graph: pyoxigraph.Store, term: str) -> bool:
    """Whether a graph has a triple with a property."""
    found = graph.quads_for_pattern(None, NamedNode(term), None, DefaultGraph())
    return next(iter(found), None) is not None


def day(text: str | None) -> date | None:
    """Return an xsd:date as a date, without its time zone; None if outside Python's calendar."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
