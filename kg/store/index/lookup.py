"""Lookup in the index of a generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.errors import StoreDamaged, StoreError
from kg.store.index.record_lookup import Records
from kg.store.index.words import name_words, phrase

_END = "\U0010ffff"


class Index:
    """The open index of one generation; it stays readable if a writer removes the file.

    Args:
        path: the file.
        label: the store, for messages.

    Raises:
        FileNotFoundError: the file does not exist, or has just been removed.
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path, label: str) -> None:
        self._label = label
        # The file never changes: SQLite needs no lock and no journal.
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            if not path.exists():
                raise FileNotFoundError(str(path)) from None
            raise StoreError(f"cannot be opened: {error}", where=str(path)) from None
        self._records: Records | None = None
        self._looked = False

    @property
    def records(self) -> Records | None:
        """The columns of statements and readings; None if they are not those of the whole graph.

        Raises:
            StoreDamaged: the index cannot be read.
        """
        if not self._looked:
            # An older version of kg wrote no columns.
            found = self._rows("SELECT 1 FROM sqlite_master WHERE name = 'whole'")
            if found and self._rows("SELECT records FROM whole")[0][0]:
                self._records = Records(self._rows)
            self._looked = True
        return self._records

    def saying(self, typed: str) -> list[str]:
        """Return the IRIs of the statements with a phrase; see :func:`kg.store.index.words.phrase`.

        Raises:
            QuestionError: the phrase has no word.
            StoreDamaged: the index cannot be read.
        """
        return self._column(
            "SELECT DISTINCT statement FROM piece WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?)",
            phrase(typed),
        )

    def named(self, typed: str) -> set[str]:
        """Return the IRIs of things that a name may mean: each word begins a word of one of their names.

        Raises:
            StoreDamaged: the index cannot be read.
        """
        found: set[str] | None = None
        for word in name_words(typed):
            having = set(
                self._column(
                    "SELECT DISTINCT entity FROM name_word JOIN named ON named.id = name_word.named "
                    "WHERE word >= ? AND word < ?",
                    word,
                    word + _END,
                )
            )
            found = having if found is None else found & having
        return found or set()

    def offices(self, words: Iterable[str]) -> set[str]:
        """Return the IRIs of offices that words may mean: one of them begins a word of a name or slug.

        Raises:
            StoreDamaged: the index cannot be read.
        """
        return {
            office
            for word in set(words)
            for office in self._column(
                "SELECT DISTINCT entity FROM name_word JOIN named ON named.id = name_word.named "
                "WHERE word >= ? AND word < ? AND named.office",
                word,
                word + _END,
            )
        }

    def spelled_like(self, word: str, longer: int) -> list[str]:
        """Return the words of names that may be a spelling of ``word``, with the same beginning or end.

        Args:
            word: a word in lower case, without accents.
            longer: maximum difference in length, in letters.

        Raises:
            StoreDamaged: the index cannot be read.
        """
        return self._column(
            "SELECT DISTINCT word FROM name_word WHERE LENGTH(word) BETWEEN ? AND ?"
            " AND (SUBSTR(word, 1, 1) = ? OR SUBSTR(word, -2) = ?)",
            *(len(word) - longer, len(word) + longer, word[:1], word[-2:]),
        )

    def having(self, word: str, most: int) -> list[str]:
        """Return the IRIs of at most ``most`` things with the word in a name or slug.

        Raises:
            StoreDamaged: the index cannot be read.
        """
        return self._column(
            "SELECT entity FROM name_word JOIN named ON named.id = name_word.named WHERE word = ? LIMIT ?",
            *(word, most),
        )

    def bases(self) -> list[str]:
        """Return the base IRIs of the things in the store, the most common first."""
        return self._column("SELECT base FROM base ORDER BY things DESC, base")

    def tally(self, cls: str, *, all_versions: bool) -> tuple[int, int] | None:
        """Return the number of things of a class, and of speakers; None for a class that is not counted."""
        versions = "all" if all_versions else "current"
        rows = self._rows(
            "SELECT things, speakers FROM tally WHERE class = ? AND versions = ?", cls, versions
        )
        return (int(rows[0][0]), int(rows[0][1])) if rows else None

    def tallies(self) -> dict[str, int]:
        """Return the number of current things of each class that is counted."""
        rows = self._rows("SELECT class, things FROM tally WHERE versions = 'current'")
        return {str(cls): int(things) for cls, things in rows}

    def span(self) -> tuple[str | None, str | None]:
        """Return the first and last day on which a statement counts; None if none is dated."""
        first, last = self._rows("SELECT first, last FROM span")[0]
        return first, last

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _column(self, sql: str, *values: str | int) -> list[str]:
        return [str(row[0]) for row in self._rows(sql, *values)]

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            return self._file.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreDamaged(
                f"the index of words and names is damaged: {error}",
                where=self._label,
                hint="build it again (kg build), or load the files with kg load --replace",
            ) from None
