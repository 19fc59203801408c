"""A DNA 3 database opened for reading, or an error that says what the file is and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.containment import open_file
from kg.errors import LoadError

#: Seconds to wait for a program that is writing to the database.
PATIENCE = 2.0

#: Bytes that a value may have in the smallest of databases.
_SMALL = 1_000_000
_MAGIC = b"SQLite format 3\x00"
_COPY = "close the database in DNA, or import a copy of the file"
_HINTS = {
    sqlite3.SQLITE_BUSY: ("another program is writing to it", _COPY),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", _COPY),
    sqlite3.SQLITE_CORRUPT: (
        "the database is damaged or cut off",
        "copy the file again from its origin, or recover it with: sqlite3 FILE .recover",
    ),
    sqlite3.SQLITE_NOTADB: ("is not an SQLite database, or is encrypted", "name the .dna file of DNA 3"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", _COPY),
    sqlite3.SQLITE_TOOBIG: (
        "it computes values that are longer than the file",
        "look at its tables with sqlite3: .schema shows what is computed",
    ),
    sqlite3.SQLITE_READONLY: ("has an unfinished change", "open it in DNA and close it again"),
}


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a consistent view of a DNA 3 database; texts are bytes, so that invalid UTF-8 can be reported.

    Raises:
        LoadError: the file does not exist, is not SQLite, is damaged, in use, not DNA's or of another
            version; also any SQLite error while the view is in use.
    """
    _look_at_head(path)
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(
            sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        ) as connection:
            connection.text_factory = bytes
            # Expressions in the schema run while it is read; a value that is stored is smaller than its file.
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(_SMALL, _size(path)))
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("BEGIN")
            _check(path, connection)
            yield connection
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of an extended code is detail
        message, hint = _HINTS.get(code, (f"cannot be read as a database: {error}", _COPY))
        raise LoadError(message, where=str(path), hint=hint) from error


def _look_at_head(path: Path) -> None:
    try:
        with open_file(path) as stream:
            head = stream.read(100)
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if not head:
        raise LoadError("the file is empty", where=str(path), hint="name the .dna file of DNA 3")
    if head.startswith(_MAGIC[: len(head)]) and len(head) < 100:
        message, hint = _HINTS[sqlite3.SQLITE_CORRUPT]
        raise LoadError(message, where=str(path), hint=hint)
    if not head.startswith(_MAGIC):
        raise LoadError(
            "is not an SQLite database",
            where=str(path),
            hint="name the .dna file of DNA 3; a .dnc file only has the address of a database",
        )


def _check(path: Path, connection: sqlite3.Connection) -> None:
    found = [bytes(row[0]).decode("utf-8", "replace") for row in connection.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        message, hint = _HINTS[sqlite3.SQLITE_CORRUPT]
        raise LoadError(f"{message}: {found[0]}", where=str(path), hint=hint)
    tables = set(tables_of(path, connection))
    if not {"SETTINGS", "DOCUMENTS", "STATEMENTS", "STATEMENTTYPES"} <= tables:
        raise LoadError(
            "is an SQLite database, but not of DNA",
            where=str(path),
            hint="name the .dna file of DNA 3",
        )
    version = next(
        (
            bytes(row[0]).decode("utf-8", "replace")
            for row in connection.execute(
                "SELECT CAST(Value AS BLOB) FROM SETTINGS WHERE Property = 'version'"
            )
        ),
        None,
    )
    if version is None and "ENTITIES" in tables:
        raise LoadError("does not say which version of DNA made it", where=str(path), hint=_NEWER)
    if version is None or version.strip().startswith(("1", "2")):
        raise LoadError(
            f"was made by DNA {version or '2 or older'}; only databases of DNA 3 can be imported",
            where=str(path),
            hint="in DNA 3, create a new database, import this one into it, and import the new one here",
        )
    if not version.strip().startswith("3."):
        raise LoadError(f"was made by DNA {version}, which is not supported", where=str(path), hint=_NEWER)


_NEWER = "export it from DNA 3, or ask for this version to be added"


def _size(path: Path) -> int:
    """Bytes of the database and of what is still to be written into it."""
    files = (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal"))
    return sum(file.stat().st_size for file in files if file.is_file())


def tables_of(path: Path, connection: sqlite3.Connection) -> list[str]:
    """Names of the tables, in alphabetical order, without virtual tables.

    Raises:
        LoadError: a name is not UTF-8.
    """
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    names = [decoded_name(path, raw, "the name of a table") for (raw,) in rows]
    return [name for name in names if not name.startswith("sqlite_")]


def columns_of(path: Path, connection: sqlite3.Connection, table: str) -> list[str]:
    """Names of a table's columns; generated ones are left out, since SQLite computes them.

    Raises:
        LoadError: a name is not UTF-8.
    """
    rows = connection.execute(f"PRAGMA table_info({quoted(table)})")
    return [decoded_name(path, row[1], f"the name of a column of {table}") for row in rows]


def quoted(name: str) -> str:
    """A table or column as SQL writes it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def decoded_name(path: Path, raw: bytes, what: str) -> str:
    """A name in the schema as text."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise LoadError(
            f"{what} is not UTF-8: {raw!r}",
            where=str(path),
            hint="rename it in a copy of the database, or drop it there",
        ) from None
