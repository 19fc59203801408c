"""The columns of statements and readings in the index: who spoke, on what, when, how it was read.

They answer in milliseconds which statements and readings a question concerns, where the engine would join
hundreds of thousands of triples. They are only used if each statement and reading of the graph has one value
of each column; a graph made elsewhere may have two speakers of one statement, or a blank node. Then
``whole`` says so, and every question is answered by SPARQL alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg.store.index.harvest import TABLES, Harvest

#: Staging tables of which each statement or reading has at most one row.
SINGLE: Final = ("speaker", "reported_in", "passage", "reading_of", "target", "stance", "evaluation")
_RECORDS = Path(__file__).with_name("record_columns.sql")
_KEYS = Path(__file__).with_name("record_keys.sql")


def write(index: sqlite3.Connection, *, whole: bool) -> None:
    """Fill the columns of a new index from the attached staging tables.

    Args:
        index: the index.
        whole: what :func:`is_whole` found before positions were derived.
    """
    index.execute("BEGIN")
    for sql in _RECORDS.read_text(encoding="utf-8").split(";"):
        index.execute(sql)
    index.execute("INSERT INTO whole VALUES (?)", (whole and not _number(index, _ODD_DAYS),))
    for sql in _KEYS.read_text(encoding="utf-8").split(";"):
        index.execute(sql)
    index.execute("COMMIT")


def update(index: sqlite3.Connection) -> None:
    """Set the columns of the statements and readings in the attached staging tables, in an open transaction.

    The index must be that of a whole graph, and the staging tables must be :func:`is_single`.
    """
    for sql in _RECORDS.read_text(encoding="utf-8").split(";"):
        index.execute(sql)
    if _number(index, _ODD_STAGED):
        index.execute("UPDATE whole SET records = 0")


def is_whole(harvest: Harvest, graph: pyoxigraph.Store) -> bool:
    """Return whether each statement and reading of a graph has one value of each column, and an IRI.

    Args:
        harvest: the finished staging tables of the graph.
        graph: the graph.
    """
    names = {table: term for term, table in TABLES.items() if table in SINGLE}
    for table in SINGLE:
        found = graph.query(f"SELECT (COUNT(*) AS ?n) {{ ?s <{names[table]}> ?o }}")
        assert isinstance(found, QuerySolutions)
        ((number,),) = found
        if int(number.value) != _number(harvest.tables, f"SELECT COUNT(*) FROM {table}"):  # noqa: S608
            return False
    return is_single(harvest)


def is_single(harvest: Harvest) -> bool:
    """Return whether each statement and reading in staging tables has at most one value of each column."""
    for table in SINGLE:
        kept = "speaker" if table in ("speaker", "reported_in", "passage") else "reading_of"
        twice = f"SELECT 1 FROM {table} GROUP BY node HAVING COUNT(*) > 1"  # noqa: S608
        if table != kept:
            twice = f"SELECT 1 FROM ({twice.replace('1', 'node', 1)}) WHERE node IN (SELECT node FROM {kept})"  # noqa: S608
        if _number(harvest.tables, f"SELECT EXISTS({twice})"):
            return False
    return True


def are_iris(quads: Iterable[Quad]) -> bool:
    """Return whether all triples for the columns are between IRIs."""
    columns = {NamedNode(term) for term, table in TABLES.items() if table in SINGLE}
    return all(
        isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        for quad in quads
        if quad.predicate in columns
    )


def _number(tables: sqlite3.Connection, sql: str) -> int:
    return int(tables.execute(sql).fetchone()[0])


_ODD_DAYS: Final = "SELECT EXISTS(SELECT 1 FROM statement WHERE LENGTH(first) != 10 OR LENGTH(last) != 10)"
_ODD_STAGED: Final = _ODD_DAYS.replace("FROM statement", "FROM staged.counted")
