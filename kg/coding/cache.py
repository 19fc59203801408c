"""The cache of compiled sheets: a database in the user's cache folder (:mod:`kg.cache_folder`).

::

    FOLDER/CACHEDIR.TAG            so that backups leave it out
    FOLDER/<workspace>.sqlite      what was compiled from one workspace
    FOLDER/<workspace>.graphs/     its built graph as a database (kg.store.snapshot)

An entry is found by a hash of all that it follows from: the file's content and name, settings of kg.toml, the
program and its libraries. So no clock matters, an older entry is never found by mistake, and whatever cannot
be read, is damaged or belongs to another version counts as absent. Nothing in it is executed or imported.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from kg import cache_folder, resources

#: A cache that has not been written for so many days is removed when one for another workspace is begun.
KEPT_DAYS = 90
#: Entries that the last run did not use are kept up to so many times the number of those that it used.
SPARE = 2
#: Seconds to wait for another process that uses the cache.
PATIENCE = 5.0
_CREATE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
_AT_ONCE = 500


def digest(*parts: str | bytes) -> bytes:
    """Return the hash of some parts, 16 bytes.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    found = blake2b(digest_size=16)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(8, "little"))
        found.update(raw)
    return found.digest()


@cache
def program() -> bytes:
    """Return the hash of everything in the program that compiling depends on: its code and its libraries."""
    import unicodedata

    import pydantic
    import pyoxigraph
    import ruamel.yaml
    import yaml

    root = Path(__file__).resolve().parents[1]
    folders = ("*", "coding/*", "coding/*/*", "model/*", "wording/*", "export/turtle")
    files = sorted({path for folder in folders for path in root.glob(f"{folder}.py")})
    files.append(resources.ontology("violations.rq"))
    versions = (sys.version, sys.platform, unicodedata.unidata_version)
    libraries = (pydantic.VERSION, pyoxigraph.__version__, ruamel.yaml.__version__, yaml.__version__)
    return digest(*versions, *libraries, *(path.read_bytes() for path in files))


class Cache:
    """Entries of one workspace. Without a folder it is empty and keeps nothing.

    Args:
        file: the database; None for a cache that keeps nothing.

    Attributes:
        trouble: why the cache could not be used or written; None if it could.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.trouble: str | None = None
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the entries with these keys that exist and are intact."""
        wanted = iter(keys)
        found: dict[bytes, bytes] = {}
        if self.file is None or not self.file.exists():
            return found
        try:
            with closing(_connect(self.file)) as database:
                while some := list(islice(wanted, _AT_ONCE)):
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, value FROM entries WHERE key IN ({marks})"  # noqa: S608  # question marks
                    for key, value in database.execute(query, some):
                        content = _unpacked(key, value)
                        if content is not None:
                            found[key] = content
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return {}
        self._used.update(found)
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Add entries, which :meth:`save` writes."""
        if self.file is not None:
            self._new.update((key, key + zlib.compress(value, 1)) for key, value in entries.items())

    def save(self) -> None:
        """Write the new entries, all or none; a cache that cannot be written is left as it is."""
        if self.file is None or self.trouble is not None or not self._new:
            return
        try:
            _prepare(self.file)
            with closing(_connect(self.file)) as database:
                database.execute(_CREATE)
                with database:
                    database.execute("BEGIN IMMEDIATE")
                    database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._new.items())
                    self._used.update(self._new)
                    self._prune(database)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        self._new.clear()

    def _prune(self, database: sqlite3.Connection) -> None:
        """Remove what this run did not use, if there is much of it."""
        (count,) = database.execute("SELECT count(*) FROM entries").fetchone()
        if count > (SPARE + 1) * len(self._used) + _AT_ONCE:
            old = [key for (key,) in database.execute("SELECT key FROM entries") if key not in self._used]
            database.executemany("DELETE FROM entries WHERE key = ?", ((key,) for key in old))

    def _give_up(self, error: Exception) -> None:
        self.trouble = f"the cache {self.file} cannot be used: {error}"
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):  # it is damaged; the next run begins a new one
                if self.file is not None:
                    self.file.unlink()


def cache_of(workspace: Path) -> Cache:
    """Return the cache of the workspace in a folder."""
    folder = cache_folder.folder()
    trouble = "there is no home for a cache" if folder is None else cache_folder.objection(folder)
    if folder is None or trouble is not None:
        found = Cache(None)
        found.trouble = trouble
        return found
    return Cache(folder / f"{cache_folder.name_of(workspace)}.sqlite")


def _prepare(file: Path) -> None:
    """Create the folder of a new cache, and remove those of workspaces that are no longer built."""
    if file.exists():
        return
    cache_folder.create(file.parent)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    for other in _expired(file.parent, time.time() - KEPT_DAYS * 86_400):
        with suppress(OSError):
            other.unlink()
            shutil.rmtree(other.with_suffix(".graphs"), ignore_errors=True)


def _expired(folder: Path, before: float) -> Iterator[Path]:
    for other in folder.glob("*.sqlite"):
        with suppress(OSError):
            if other.stat().st_mtime < before:
                yield other


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)


def _unpacked(key: bytes, value: object) -> bytes | None:
    """The content of an entry; None if it is damaged."""
    if not isinstance(value, bytes) or not value.startswith(key):
        return None
    try:
        return zlib.decompress(value[len(key) :])
    except zlib.error:
        return None
