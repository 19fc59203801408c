"""Tables in Apache Parquet, for counting with DuckDB, pandas, R or Spark: one file for each table.

Columns have types: days are dates, numbers are numbers, several values are a list. What a column names is
there as IRI (``speaker``) and as label (``speaker_label``). Only what counts is there: superseded and
retracted records are left out. Rows are written in groups, so that a table need not fit into memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import OutputError
from kg.files import scratch, write_folder_atomically
from kg.model.stances import SCORES
from kg.questions import cells
from kg.questions.all_statements import all_statements
from kg.questions.answer import notation, numeric
from kg.questions.ask import ask
from kg.questions.catalogue import read
from kg.questions.offices import day

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.model.statement import Statement
    from kg.store.base import Store

#: Rows of a group; as many are in memory at a time, in the form of Arrow.
GROUP: Final = 20_000
#: Rows that become columns at a time; a divisor of ``GROUP``.
_BATCH: Final = 1_000

#: Columns of each table, with their types: see ``_TYPES``.
TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "statements": {
        **dict.fromkeys(("statement", "speaker", "speaker_label"), "text"),
        **dict.fromkeys(("speaker_roles", "on_behalf_of", "on_behalf_of_labels"), "texts"),
        **dict.fromkeys(("mode", "text"), "text"),
        **{"quotes": "texts", "cue": "text", "said_earliest": "day", "said_latest": "day"},
        **dict.fromkeys(("date_basis", "date_precision", "date_reason"), "text"),
        **{"counts_from": "day", "counts_until": "day", "counts_certain": "truth", "counts_by": "text"},
        **dict.fromkeys(("addressee", "addressee_label", "place", "place_label", "occasion"), "text"),
        **dict.fromkeys(("source", "source_label", "source_url"), "text"),
        **{"source_earliest": "day", "source_latest": "day"},
        **{"reported_by": "texts", "reported_by_labels": "texts", "note": "text"},
        **{
            "span_start": "integer",
            "span_end": "integer",
            "sha256": "text",
            "coder": "text",
            "coder_label": "text",
        },
        **{"coders_differ": "truth", "readings": "integer", "sheet": "text", "line": "integer"},
    },
    "readings": {
        **dict.fromkeys(("reading", "statement", "speaker", "speaker_label", "target"), "text"),
        **dict.fromkeys(("target_label", "stance", "evaluation"), "text"),
        **{"score": "number", "own_score": "truth", "confidence": "text", "reason": "text"},
        **{"coder": "text", "coder_label": "text", "counts_from": "day", "counts_until": "day"},
        **{"counts_certain": "truth", "counts_by": "text", "source": "text", "source_label": "text"},
    },
    "positions": {
        **dict.fromkeys(("position", "holder", "holder_label", "target", "target_label"), "text"),
        **{"stance": "text", "evaluation": "text", "earliest": "day", "latest": "day"},
        **{"readings": "integer", "current": "truth"},
    },
    "actors": {
        **dict.fromkeys(("actor", "actor_label", "kind"), "text"),
        **{"statements": "integer", "named": "integer", "sheet": "text", "line": "integer"},
    },
    "issues": {
        **dict.fromkeys(("issue", "issue_label", "kind"), "text"),
        **{"broader": "texts", "broader_label": "texts", "definition": "text"},
        **{"statements": "integer", "speakers": "integer", "sheet": "text", "line": "integer"},
    },
    "roles": {
        **dict.fromkeys(("role", "actor", "actor_label", "office", "office_label"), "text"),
        **{"body": "text", "body_label": "text", "former": "truth", "attested_on": "day"},
        **dict.fromkeys(("since", "until", "known_from", "known_until", "over_by"), "day"),
        **dict.fromkeys(("basis", "held", "record", "text", "mode", "source", "source_label"), "text"),
        **{"span_start": "integer", "span_end": "integer", "sheet": "text", "line": "integer"},
    },
    "sources": {
        **{"source": "text", "source_label": "text"},
        **{"published_earliest": "day", "published_latest": "day"},
        **{"author": "texts", "author_label": "texts", "publisher": "text", "publisher_label": "text"},
        **{"url": "text", "statements": "integer", "claims": "integer", "sheet": "text", "line": "integer"},
    },
}

_POSITIONS: Final = Path(__file__).with_name("positions.rq")
_Row = Mapping[str, Any]


def write_folder(store: Store, folder: Path) -> None:
    """Write every table of a graph into a folder, as ``TABLE.parquet``.

    A new or empty folder is written as a whole or not at all. In the folder of an earlier export, each file
    is replaced when all new ones are complete.

    Args:
        store: the graph.
        folder: the folder; it must not have files that an export does not write.

    Raises:
        OutputError: pyarrow is not installed, the folder has other files, or it cannot be written.
        OutOfTime: the time limit of the store has passed.
    """
    if not _is_installed():
        raise OutputError(
            "Parquet files need pyarrow, which is not installed",
            hint="install it: pip install 'whosaidwhat[parquet]'",
        )
    if not _has_tables(folder):
        write_folder_atomically(folder, lambda new: _write(store, new, folder))
        return
    with scratch(folder / f"{next(iter(TABLES))}.parquet") as beside:
        _write(store, beside, folder)
        try:
            for file in beside.iterdir():
                file.replace(folder / file.name)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror or error}", where=str(folder)) from error


def _is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _has_tables(folder: Path) -> bool:
    """Whether a folder has the tables of an earlier export; False if it is new or empty."""
    try:
        found = {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        raise OutputError("is a file, not a folder", where=str(folder), hint="name a new folder") from None
    except OSError as error:
        raise OutputError(f"cannot be read: {error.strerror}", where=str(folder)) from error
    own = {f"{name}.parquet" for name in TABLES}
    # What a killed export has left is removed by the next one.
    if other := sorted(name for name in found - own if not name.endswith(".tmp")):
        raise OutputError(
            f"has other files, such as {other[0]!r}",
            where=str(folder),
            hint="name a new folder; only the tables of an earlier export are replaced",
        )
    return bool(found)


def _write(store: Store, folder: Path, named: Path) -> None:
    """Write the tables into a folder; errors name another, for which it will be exchanged."""
    try:
        with _Table(folder, "statements") as statements, _Table(folder, "readings") as readings:
            for row in all_statements(store):
                statements.add(_statement(row))
                for reading in _readings(row):
                    readings.add(reading)
        for name, rows in _others(store).items():
            with _Table(folder, name) as table:
                for found in rows():
                    table.add(found)
    except OSError as error:
        problem = os.strerror(error.errno) if error.errno else str(error)  # pyarrow's text has a path
        raise OutputError(f"cannot be written: {problem}", where=str(named)) from error


def _others(store: Store) -> dict[str, Callable[[], Iterable[_Row]]]:
    """The rows of each other table, which are few."""
    return {
        "positions": lambda: _positions(store),
        **{name: _asked(store, name) for name in ("actors", "issues", "roles", "sources")},
    }


def _asked(store: Store, name: str) -> Callable[[], Iterable[_Row]]:
    return lambda: map(_with_span, ask(store, name, {}).rows)


def _with_span(row: _Row) -> _Row:
    """The row with its place in the source under names that SQL does not reserve."""
    return {**row, "span_start": row.get("start"), "span_end": row.get("end")}


def _statement(row: Statement) -> _Row:
    return {
        **_with_span(row),
        "statement": row["id"],
        "counts_certain": _is_certain(row),
        "readings": len(row["about"]),
    }


def _readings(row: Statement) -> Iterator[_Row]:
    shared = {
        **{name: row[name] for name in ("speaker", "speaker_label", "counts_from", "counts_until")},
        **{"counts_by": row["counts_by"], "source": row["source"], "source_label": row["source_label"]},
        **{"statement": row["id"], "counts_certain": _is_certain(row)},
    }
    for reading in row["about"]:
        own = numeric(reading["score"])
        yield {
            **shared,
            **reading,
            "target_label": reading["label"],
            "score": SCORES.get(reading["stance"] or reading["evaluation"] or "") if own is None else own,
            "own_score": own is not None,
        }


def _is_certain(row: Statement) -> bool:
    """Whether the day on which a statement counts is known."""
    return row["counts_from"] is not None and row["counts_from"] == row["counts_until"]


def _positions(store: Store) -> Iterator[_Row]:
    sparql = read(_POSITIONS, part=True).fill({})
    lines = cells.lines(store.tsv(sparql, limit=store.limit))
    columns = [name.removeprefix("?") for name in next(lines).split("\t")]
    for line in lines:
        row = dict(zip(columns, map(cells.value, line.split("\t")), strict=True))
        yield {**row, "stance": notation(row["stance"]), "evaluation": notation(row["evaluation"])}


def _text(value: object) -> str | None:
    return None if value is None else str(value).encode("utf-8", "backslashreplace").decode()


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list | tuple) else () if value is None else (value,)
    return [text for one in values if (text := _text(one)) is not None]


def _integer(value: object) -> int | None:
    """A number of SQL's BIGINT; None for anything else."""
    return value if isinstance(value, int) and abs(value) < 1 << 63 else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


#: How a value becomes one of each type.
_VALUES: Final[Mapping[str, Callable[[object], object]]] = {
    "text": _text,
    "texts": _texts,
    "day": day,
    "integer": _integer,
    "number": numeric,
    "truth": _truth,
}


def schema(table: str) -> pa.Schema:
    """Return the columns of a table with their types in Arrow."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "day": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
    }
    return pa.schema([(column, types[kind]) for column, kind in TABLES[table].items()])


class _Table:
    """A table that is being written, a group of rows at a time.

    Args:
        folder: where its file is created.
        name: a key of :data:`TABLES`.
    """

    def __init__(self, folder: Path, name: str) -> None:
        import pyarrow.parquet as pq

        self._columns = [(column, _VALUES[kind]) for column, kind in TABLES[name].items()]
        self._rows: list[_Row] = []
        self._batches: list[pa.RecordBatch] = []
        self._schema = schema(name)
        self._file = pq.ParquetWriter(folder / f"{name}.parquet", self._schema, compression="zstd")

    def add(self, row: _Row) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._pack()
            if len(self._batches) * _BATCH == GROUP:
                self._flush()

    def _pack(self) -> None:
        import pyarrow as pa

        columns = [[convert(row.get(name)) for row in self._rows] for name, convert in self._columns]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def _flush(self) -> None:
        import pyarrow as pa

        self._file.write_table(pa.Table.from_batches(self._batches, self._schema), row_group_size=GROUP)
        self._batches.clear()

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is None:
            if self._rows:
                self._pack()
            if self._batches:
                self._flush()
        self._file.close()
