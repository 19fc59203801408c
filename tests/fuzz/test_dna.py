""".dna files that are damaged, or have rows that DNA does not write, are imported or refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.documents.dna.database import TABLES, Dna
from tests.fuzz.campaign import ended, fuzz
from tests.fuzz.commands import READING, call
from tests.fuzz.odd import spliced, splices

COLUMNS = [(table, column.split()[0]) for table, columns in TABLES.items() for column in columns.split(", ")]
VALUES = st.one_of(
    st.sampled_from(
        [None, 0, 1, 2, 77, -1, 2**31, 2**63 - 1, -(2**63), 1.5, 1e308, b"\xff", b"\x00", b"a\x00b"]
    ),
    st.sampled_from(
        ["", " ", "x", "Ann Lee", "2020-13-99", "3.0", "\u202e", "a\x00b", "a" * 3000, "\U0001f600" * 5]
    ),
    st.sampled_from(
        ["short text", "long text", "integer", "boolean", "Klingon", "1", "<b>", "&amp;", "a: b", "- x"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.integers(-(2**63), 2**63 - 1),
    st.binary(max_size=5),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(
            ("set", "set", "set", "set", "delete", "double", "drop", "rename", "table", "column")
        ),
        st.sampled_from(COLUMNS),
        VALUES,
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=4,
)


_STATEMENTS = {
    "set": "UPDATE {table} SET {column} = ? WHERE {some}",
    "delete": "DELETE FROM {table} WHERE {some}",
    "double": "INSERT INTO {table} SELECT * FROM {table} WHERE {some}",
    "drop": "ALTER TABLE {table} DROP COLUMN {column}",
    "rename": 'ALTER TABLE {table} RENAME COLUMN {column} TO "{name}"',
    "table": 'CREATE TABLE "{name}" (a, "{name}", c AS (a || {row}))',
    "column": 'ALTER TABLE {table} ADD COLUMN "{name}" AS (hex(zeroblob({size})))',
}


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with statements of all kinds of variables, and entities with attributes."""
    path = tmp_path_factory.mktemp("dna") / "whole.dna"
    dna = Dna(path)
    dna.type(2, "Story", Page="integer", Note="long text", Shown="boolean", Victim="short text")
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)
    dna.said(2, (45, 86), "Bo Roe", "Ferries", 0, organization="Ferry Company")
    dna.passage(3, (0, 13), statement_type=2, Page=3, Note="x", Shown=1, Victim="Bo Roe")
    dna.entity(1, "Cy Day", parent=dna.entities[1, "Ann Lee"], Type="Politician", Notes="n")
    dna.connection.close()
    return path


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dna-room")


@fuzz(0.3, changes=CHANGES, options=st.sampled_from([(), ("--skip-broken",), ("--quote",)]))
def test_rows_that_dna_does_not_write(database: Path, room: Path, changes: Any, options: Any) -> None:
    file = room / "x.dna"
    shutil.copyfile(database, file)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for change in changes:
        try:
            _change(connection, *change)
        except (sqlite3.Error, OverflowError):
            continue  # SQLite refuses the change
    connection.close()
    _import(file, room / "out", options)


def _change(connection: sqlite3.Connection, how: str, place: tuple[str, str], value: Any, row: int) -> None:
    table, column = place
    name = str(value).replace('"', '""')
    some = f"rowid IN (SELECT rowid FROM {table} LIMIT 1 OFFSET {row})"  # noqa: S608
    words = {"table": table, "column": column, "name": name, "row": row, "some": some, "size": 10**row}
    statement = _STATEMENTS[how].format(**words)
    connection.execute(statement, (value,) if how == "set" else ())


@fuzz(
    0.5,
    changes=splices(
        st.one_of(
            st.binary(min_size=1, max_size=4),
            st.sampled_from([b"\x00" * 50, b"\xff" * 50, b"CREATE TABLE", b"SETTINGS", b"3.0.7", b"4", b'"']),
        )
    ),
    end=st.none() | st.integers(0, 100_000),
)
def test_bytes_of_a_database(database: Path, room: Path, changes: Any, end: int | None) -> None:
    file = room / "x.dna"
    file.write_bytes(spliced(database.read_bytes(), changes)[:end])
    _import(file, room / "out", ())


def _import(file: Path, out: Path, options: Any) -> None:
    """All or nothing; and what is written checks, builds and can be asked."""
    shutil.rmtree(out, ignore_errors=True)
    before = file.read_bytes()
    ran = call("import", "dna", file, out, *options)
    assert file.read_bytes() == before
    if ran.code != 0:
        assert ran.code == 2 and not out.exists(), ran
        ended("refused")
        return
    checked = call("check", out, "--texts", out / "texts")
    assert checked.code == 0, checked
    built = call("build", out)
    assert built.code == 0, built
    assert call(*READING[0], "--store", out).code == 0
    ended("imported", int(built.err.split()[0].replace(",", "")))
