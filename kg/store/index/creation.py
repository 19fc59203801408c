"""Creation of the index of a generation from the staging tables of a load."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg.model.ids import short
from kg.namespaces import RDF, WSW
from kg.store.index import record_columns
from kg.store.index.harvest import NAMED, UNSAFE
from kg.store.index.words import initials, name_words

FILE: Final = "index.db"
#: Classes whose things are counted for notes such as "looked at 94 statements".
COUNTED: Final = tuple(
    dict.fromkeys(
        (
            *(WSW.Statement, WSW.NarratedClaim, WSW.EmbeddedAttribution, WSW.Record, WSW.Reading),
            *(WSW.Position, WSW.Characterization, WSW.RelationRecord),
            *(WSW.RoleHolding, WSW.Figure, WSW.Tariff),
            *NAMED,
        )
    )
)
_SCHEMA = Path(__file__).with_name("schema.sql")
_WORDS = Path(__file__).with_name("words.sql")
_THINGS = Path(__file__).with_name("things.rq")


def words_of(entity: str, name: str, *, is_office: bool) -> set[str]:
    """Return the words by which users may find a thing.

    Args:
        entity: its IRI.
        name: one of its names; empty for the end of the IRI.
        is_office: whether abbreviations of the name are words as well.

    >>> sorted(words_of("https://example.org/id/office/pm", "Prime Minister", is_office=True))
    ['minister', 'pm', 'prime']
    """
    found = set(name_words(name or entity.rsplit("/", 1)[-1]))
    return found | initials(name) if is_office else found


def base_of(entity: str) -> str:
    """Return the part of an IRI before kind/slug, as :mod:`kg.questions.names` splits it.

    >>> base_of("https://example.org/id/person/ann-berg")
    'https://example.org/id/'
    """
    return entity[: -len(short(entity))]


class Index:
    """An index in progress.

    Args:
        path: the file, which must not exist.
        staged: the file of the finished :class:`~kg.store.index.harvest.Harvest`.
    """

    def __init__(self, path: Path, staged: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._file.executescript(UNSAFE + _SCHEMA.read_text(encoding="utf-8"))
        self._file.execute("ATTACH ? AS staged", [str(staged)])

    @contextmanager
    def words_in_thread(self) -> Iterator[None]:
        """Write the words of all statements in a thread that ends with the block.

        If the block fails, the thread is interrupted.
        """
        with ThreadPoolExecutor(1) as threads:
            words = threads.submit(self._write_words)
            try:
                yield
            except BaseException:
                self._file.interrupt()
                raise
            words.result()

    def _write_words(self) -> None:
        self._file.executescript(_WORDS.read_text(encoding="utf-8"))

    def write_names(self) -> None:
        """Write the words of the names and slugs of all things with a name."""
        names = self._file.execute(
            "SELECT DISTINCT node, value FROM staged.name WHERE node IN (SELECT node FROM staged.class) "
            "UNION ALL SELECT DISTINCT node, '' FROM staged.class ORDER BY 1"
        )
        numbers: dict[str, int] = {}
        words = set()
        found = self._file.execute("SELECT DISTINCT node FROM staged.class WHERE value = ?", (WSW.Office,))
        offices = {node for (node,) in found}
        for entity, name in names.fetchall():
            number = numbers.setdefault(entity, len(numbers) + 1)
            words |= {(word, number) for word in words_of(entity, name, is_office=entity in offices)}
        self._file.execute("BEGIN")
        self._file.executemany(
            "INSERT INTO named VALUES (?, ?, ?)", ((n, name, name in offices) for name, n in numbers.items())
        )
        self._file.executemany("INSERT INTO name_word VALUES (?, ?)", sorted(words))
        bases = Counter(base_of(entity) for entity in numbers)
        self._file.executemany("INSERT INTO base VALUES (?, ?)", bases.items())
        self._file.execute("COMMIT")

    def write_records(self, *, whole: bool) -> None:
        """Write the columns of statements and readings.

        Args:
            whole: what :func:`record_columns.is_whole` has found.
        """
        record_columns.write(self._file, whole=whole)

    def write_tallies(self, graph: pyoxigraph.Store) -> None:
        """Write the number of things of each class, and the first and last day of statements."""
        self._file.execute("BEGIN")
        self._file.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", self._tallies(graph))
        self._file.execute(
            "INSERT INTO span SELECT"
            " (SELECT MIN(first) FROM staged.counted), (SELECT MAX(last) FROM staged.counted)"
        )
        self._file.execute("COMMIT")

    def _tallies(self, graph: pyoxigraph.Store) -> Iterator[tuple[str, str, int, int]]:
        kind = NamedNode(RDF.type)
        gone = [node for (node,) in self._file.execute("SELECT DISTINCT node FROM staged.gone")]
        found = graph.query(_THINGS.read_text(encoding="utf-8"))
        assert isinstance(found, QuerySolutions)
        counted = {cls: int(things.value) for cls, things in found}
        for name in COUNTED:
            cls = NamedNode(name)
            things = counted.get(cls, 0)
            without = things - sum(Quad(NamedNode(node), kind, cls) in graph for node in gone)
            everyone = current = 0
            if name == WSW.Statement and things:
                everyone, current = self._speakers()
            yield name, "all", things, everyone
            yield name, "current", without, current

    def _speakers(self) -> tuple[int, int]:
        """The number of speakers of all statements, and of those that count."""
        row = self._file.execute(
            "SELECT COUNT(DISTINCT value),"
            " COUNT(DISTINCT CASE WHEN node NOT IN (SELECT node FROM staged.gone) THEN value END)"
            " FROM staged.speaker"
        ).fetchone()
        return int(row[0]), int(row[1])

    def close(self) -> None:
        """Close the file."""
        self._file.close()
