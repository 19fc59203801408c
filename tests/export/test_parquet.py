"""Tables in Parquet: typed, complete, and counted as kg counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import resources
from kg.cli.main import run
from kg.errors import OutputError
from kg.export import parquet
from kg.export.formats import write_folder
from kg.questions.said import said
from kg.store import open_store
from kg.store.base import Store

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

PAGE = Path(__file__).parents[2] / "docs" / "parquet.md"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    if not resources.bundled_graph().is_file():
        pytest.skip("exports/graph.nt is not built")
    with open_store(resources.bundled_graph()) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("tables") / "talks"
    write_folder(store, "parquet", target)
    return target


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return found


def test_every_column_is_filled_from_a_value_of_its_rows(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}
    add = parquet._Table.add

    def checked(self: Any, row: Mapping[str, Any]) -> None:
        columns = [name for name, _ in self._columns]
        (table,) = (name for name, its in parquet.TABLES.items() if list(its) == columns)
        assert set(columns) <= row.keys(), table
        seen[table] = seen.get(table, 0) + 1
        add(self, row)

    monkeypatch.setattr(parquet._Table, "add", checked)
    write_folder(store, "parquet", tmp_path / "out")
    assert seen.keys() == parquet.TABLES.keys()
    for table, number in seen.items():
        found = pq.read_table(tmp_path / "out" / f"{table}.parquet")
        assert (found.schema.names, found.num_rows) == (list(parquet.TABLES[table]), number)


def test_statements_are_those_of_kg_said(store: Store, folder: Path) -> None:
    found, expected = rows(folder, "statements"), said(store).rows
    assert [row["statement"] for row in found] == [row["id"] for row in expected]
    for row, other in zip(found, expected, strict=True):
        assert row["quotes"] == other["quotes"] and row["span_start"] == other["start"]
        days = [
            None if row[name] is None else row[name].isoformat() for name in ("counts_from", "counts_until")
        ]
        assert days == [other["counts_from"], other["counts_until"]]
    assert sum(row["readings"] for row in found) == len(rows(folder, "readings"))


def test_values_have_types(folder: Path) -> None:
    kinds = {name: str(kind) for name, kind in zip(*_schema(folder, "statements"), strict=True)}
    assert kinds["counts_from"] == "date32[day]" and kinds["span_start"] == "int64"
    assert kinds["quotes"].startswith("list<") and kinds["counts_certain"] == "bool"
    assert isinstance(rows(folder, "statements")[0]["counts_from"], date)


def _schema(folder: Path, table: str) -> tuple[list[str], list[Any]]:
    schema = pq.read_schema(folder / f"{table}.parquet")
    return schema.names, schema.types


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_the_lines_of_the_page_count_as_kg_does(
    engine: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(engine)
    monkeypatch.chdir(folder.parent)
    found: dict[str, Any] = {}
    block = next(
        b for b in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.S) if f"import {engine}" in b
    )
    assert len(block.splitlines()) == 5
    exec(compile(block, PAGE.name, "exec"), found, found)
    if engine == "duckdb":
        ties = {(a, b): weight for a, b, weight in found["ties"].fetchall()}
        number = dict(found["said"].fetchall())
    else:
        ties, number = found["ties"].to_dict(), found["said"].to_dict()
    with kg.open(resources.bundled_graph()) as graph:
        expected = {
            tuple(sorted((tie["a"], tie["b"]))): tie["weight"] for tie in graph.network.congruence(draws=0)
        }
        assert ties == expected and ties
        trump = graph.said(by="Donald Trump")
        assert number["Donald Trump"] == len(trump)


def test_the_same_graph_gives_the_same_bytes(store: Store, folder: Path, tmp_path: Path) -> None:
    write_folder(store, "parquet", tmp_path / "again")
    for file in folder.iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes(), file.name


def test_rows_are_written_in_groups(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 10)
    monkeypatch.setattr(parquet, "_BATCH", 5)
    write_folder(store, "parquet", tmp_path / "out")
    file = pq.ParquetFile(tmp_path / "out" / "statements.parquet")
    assert file.num_row_groups == -(-file.metadata.num_rows // 10)
    assert [row["statement"] for row in rows(tmp_path / "out", "statements")] == [
        r["id"] for r in said(store).rows
    ]


def test_an_earlier_export_is_replaced_and_other_files_are_not(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    write_folder(store, "parquet", target)
    (target / "roles.parquet").write_bytes(b"old")
    write_folder(store, "parquet", target)
    assert rows(target, "roles")
    assert {path.name for path in target.iterdir()} == {f"{name}.parquet" for name in parquet.TABLES}
    (target / "notes.txt").write_text("mine")
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    with pytest.raises(OutputError, match=r"has other files, such as 'notes\.txt'"):
        write_folder(store, "parquet", target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before


def test_a_failure_leaves_no_part_of_a_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet._Table, "_flush", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_folder(store, "parquet", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_the_error_says_what_to_install(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_is_installed", lambda: False)
    with pytest.raises(OutputError, match="pyarrow") as caught:
        write_folder(store, "parquet", tmp_path / "out")
    assert "pip install 'whosaidwhat[parquet]'" in str(caught.value.hint)


ODD: Mapping[str, str] = {
    "empty": "",
    "not of kg": "<urn:a> <urn:b> [ <urn:c> 1 ] .",
}


@pytest.mark.parametrize("what", ODD)
def test_another_graph_gives_empty_tables(what: str, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(ODD[what])
    with open_store(tmp_path / "g.ttl") as other:
        write_folder(other, "parquet", tmp_path / "out")
    assert all(not rows(tmp_path / "out", table) for table in parquet.TABLES)


def test_the_command_needs_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "parquet"]) == 2
    assert "parquet needs a folder to write to: -o FOLDER." in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert run(["export", "parquet", "-o", str(tmp_path / "file")]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err
    assert run(["export", "parquet", "-o", str(tmp_path / "rows.csv")]) == 2
    assert ".csv is not an ending of parquet" in capsys.readouterr().err


def test_in_python_there_is_no_text(tmp_path: Path) -> None:
    with kg.open(resources.bundled_graph()) as graph:
        tables = graph.export("parquet")
        with pytest.raises(OutputError, match="parquet has no text"):
            str(tables)
        assert (tables.write(tmp_path / "out") / "issues.parquet").is_file()
        with pytest.raises(OutputError):
            graph.export("parquet", title="x")
