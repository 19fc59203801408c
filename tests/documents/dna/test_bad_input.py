"""A file that is not a valid DNA 3 database is refused with a hint; nothing is written."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from kg import workspace
from kg.coding.graph.compile import compile_workspace
from kg.documents.dna import database_file, workspace_files
from kg.documents.dna.conversion import Options, import_dna
from kg.errors import KgError, LoadError, OutputError, WorkspaceError


def refused(path: Path, kind: type[KgError] = LoadError, options: Options | None = None) -> str:
    """The error for a file; the folder must not have been created."""
    folder = path.parent / "new" / "workspace"
    before = sorted(path.parent.iterdir())
    with pytest.raises(kind) as caught:
        import_dna(path, folder, options)
    assert sorted(path.parent.iterdir()) == before
    assert caught.value.hint is not None or caught.value.where is not None
    return str(caught.value)


@pytest.fixture
def good(dna: Any) -> Any:
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)
    return dna


def test_no_such_file(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.dna")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.dna").mkdir()
    assert "Is a directory" in refused(tmp_path / "x.dna")


@pytest.mark.parametrize(
    "content, message",
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04" + b"x" * 200, "is not an SQLite database"),
        (b'{"type": "sqlite"}', ".dnc file only has the address of a database"),
        (b"SQLite format 3\x00", "damaged or cut off"),
        (b"SQLite format 3\x00" + b"\xff" * 200, "is not an SQLite database, or is encrypted"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "x.dna").write_bytes(content)
    assert message in refused(tmp_path / "x.dna")


def test_an_sqlite_database_of_another_program(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.dna") as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.close()
    assert "but not of DNA" in refused(tmp_path / "x.dna")


@pytest.mark.parametrize(
    "version, message",
    [("2.0 beta 19", "was made by DNA 2.0 beta 19"), ("4.1", "was made by DNA 4.1, which is not supported")],
)
def test_another_version_of_dna(good: Any, version: str, message: str) -> None:
    good.sql("UPDATE SETTINGS SET Value = ? WHERE Property = 'version'", version)
    assert message in refused(good.path)


def test_a_database_without_a_version(good: Any) -> None:
    good.sql("DELETE FROM SETTINGS")
    assert "does not say which version" in refused(good.path)


def test_the_tables_of_dna_2_without_a_version(good: Any) -> None:
    good.sql("DELETE FROM SETTINGS")
    good.sql("DROP TABLE ENTITIES")
    assert "was made by DNA 2 or older" in refused(good.path)


def test_a_missing_column(good: Any) -> None:
    good.sql("ALTER TABLE DOCUMENTS DROP COLUMN Section")
    assert "the table DOCUMENTS does not have the column Section" in refused(good.path)


def test_a_file_that_is_cut_off(good: Any) -> None:
    good.connection.close()
    whole = good.path.read_bytes()
    good.path.write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut off" in refused(good.path)


def test_a_page_that_is_overwritten(good: Any) -> None:
    good.connection.close()
    whole = bytearray(good.path.read_bytes())
    whole[4096:8192] = b"\x00\xff" * 2048
    good.path.write_bytes(whole)
    assert "damaged or cut off" in refused(good.path)


def test_a_damaged_page_without_text(good: Any) -> None:
    """The rest could still be read, but other pages may be damaged too."""
    good.sql("CREATE INDEX titles ON DOCUMENTS(Title)")
    (page,) = good.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'titles'").fetchone()
    good.connection.close()
    whole = bytearray(good.path.read_bytes())
    whole[4096 * (page - 1) : 4096 * page] = b"\xff" * 4096
    good.path.write_bytes(whole)
    assert "damaged or cut off" in refused(good.path)


def test_a_database_that_another_program_is_writing_to(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_file, "PATIENCE", 0.05)
    good.sql("BEGIN EXCLUSIVE")
    assert "another program is writing to it" in refused(good.path)


def test_bytes_that_are_no_utf8_name_their_row(good: Any) -> None:
    good.sql("UPDATE DOCUMENTS SET Text = CAST(? AS TEXT)", b"caf\xe9 " * 20)
    assert "DOCUMENTS 1: Text is not UTF-8 (byte 0xe9 at 3)" in refused(good.path)


def test_a_document_without_a_date(good: Any) -> None:
    good.sql("UPDATE DOCUMENTS SET Date = NULL")
    assert "DOCUMENTS 1: Date is NULL (expected a whole number)" in refused(good.path)


def test_generated_columns_are_left_out(good: Any) -> None:
    column = "b GENERATED ALWAYS AS (length(hex(zeroblob(300000000)))) VIRTUAL"
    good.sql(f"CREATE TABLE extra (a, {column})")
    good.sql("INSERT INTO extra (a) VALUES (1)")
    assert "extra" in str(import_dna(good.path, good.path.parent / "w").lines())


def test_a_column_of_dna_that_is_generated(good: Any) -> None:
    good.sql("ALTER TABLE DOCUMENTS RENAME COLUMN Section TO Old")
    good.sql("ALTER TABLE DOCUMENTS ADD COLUMN Section TEXT GENERATED ALWAYS AS ('x') VIRTUAL")
    assert "the table DOCUMENTS does not have the column Section" in refused(good.path)


def test_a_schema_that_computes_values_larger_than_the_file(good: Any) -> None:
    good.sql("CREATE TABLE extra (a, b GENERATED ALWAYS AS (hex(zeroblob(30000000 + a))) VIRTUAL NOT NULL)")
    good.sql("INSERT INTO extra (a) VALUES (1)")
    assert "values that are longer than the file" in refused(good.path)


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("CREATE TABLE eXtrA (a)", b"eXtr\xff", "the name of a table is not UTF-8: b'eXtr\\xff'"),
        ("CREATE TABLE t (eXtrA)", b"eXtr\xff", "the name of a column of t is not UTF-8: b'eXtr\\xff'"),
    ],
)
def test_names_that_are_not_utf8(good: Any, old: str, new: bytes, message: str) -> None:
    good.sql(old)
    good.connection.close()
    good.path.write_bytes(good.path.read_bytes().replace(b"eXtrA", new))
    assert message in refused(good.path)


def test_names_with_quotation_marks(good: Any) -> None:
    good.sql('CREATE TABLE "a""b" ("c""d", "select")')
    good.sql('INSERT INTO "a""b" VALUES (1, 2)')
    import_dna(good.path, good.path.parent / "w")


def test_a_value_that_is_not_a_number(good: Any) -> None:
    good.sql("UPDATE DOCUMENTS SET Date = 'yesterday'")
    assert "DOCUMENTS 1: Date is 'yesterday' (expected a whole number)" in refused(good.path)


BROKEN = [
    ("UPDATE STATEMENTS SET Stop = 9000", "STATEMENTS 1 is at 15-9000, outside document 1"),
    ("UPDATE STATEMENTS SET Stop = 15", "STATEMENTS 1 is at 15-15, which is empty, in document 1"),
    (
        "UPDATE STATEMENTS SET Stop = 9",
        "STATEMENTS 1 is at 15-9, which ends before it begins, in document 1",
    ),
    ("UPDATE STATEMENTS SET Start = NULL", "STATEMENTS 1 is at None-43, which is not a passage, in"),
    ("UPDATE STATEMENTS SET DocumentId = 7", "STATEMENTS 1: DocumentId 7 does not exist"),
    ("UPDATE STATEMENTS SET Coder = 7", "STATEMENTS 1: Coder 7 does not exist"),
    ("UPDATE STATEMENTS SET StatementTypeId = 7", "STATEMENTS 1: StatementTypeId 7 does not exist"),
    ("UPDATE DATASHORTTEXT SET Entity = 77 WHERE ID = 1", "DATASHORTTEXT 1: Entity 77 does not exist"),
    ("UPDATE DATABOOLEAN SET StatementId = 7", "DATABOOLEAN 1: StatementId 7 does not exist"),
    (
        "UPDATE DATABOOLEAN SET VariableId = 1",
        "DATABOOLEAN 1: statement 1 does not have the boolean variable 'person'",
    ),
    ("UPDATE ENTITIES SET ChildOf = 77 WHERE ID = 5", "ENTITIES 5: ChildOf 77 does not exist"),
    ("UPDATE ENTITIES SET VariableId = 77 WHERE ID = 5", "ENTITIES 5: VariableId 77 does not exist"),
    ("UPDATE DOCUMENTS SET Coder = 7", "DOCUMENTS 1: Coder 7 does not exist"),
    (
        "UPDATE VARIABLES SET StatementTypeId = 7 WHERE ID = 2",
        "VARIABLES 2: StatementTypeId 7 does not exist",
    ),
]


@pytest.mark.parametrize("change, message", BROKEN)
def test_a_row_with_a_broken_reference(good: Any, change: str, message: str) -> None:
    good.sql(change)
    assert message in refused(good.path)


@pytest.mark.parametrize("change, message", BROKEN)
def test_a_row_with_a_broken_reference_is_left_out_and_listed_on_request(
    good: Any, change: str, message: str
) -> None:
    good.said(2, (45, 86), "Bo Roe", "Ferries", 0)
    good.sql(
        change + (" AND ID = 1" if "WHERE" in change else " WHERE ID = 1")
        if "STATEMENTS" in change
        else change
    )
    folder = good.path.parent / "w"
    report = import_dna(good.path, folder, Options(skip_broken=True))
    assert any(message in line for line in report.lines())
    assert len(compile_workspace(workspace.read(folder))) > 0


def test_no_statements(dna: Any) -> None:
    assert "has no statements" in refused(dna.path)


@pytest.mark.parametrize("options", [Options(language="English"), Options(base="example")])
def test_an_invalid_option(good: Any, options: Options) -> None:
    refused(good.path, WorkspaceError, options)


def test_a_folder_that_is_not_empty_is_not_changed(good: Any, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "notes.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match="not an empty folder"):
        import_dna(good.path, tmp_path / "w")
    assert [path.name for path in (tmp_path / "w").iterdir()] == ["notes.txt"]


def test_on_a_full_disk_no_files_are_left(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.write_bytes, []

    def full(path: Path, data: bytes) -> int:
        calls.append(path)
        if len(calls) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(workspace_files.Path, "write_bytes", full)
    assert "No space left on device" in refused(good.path, OutputError)
    assert len(calls) == 4


def test_the_database_is_only_read(good: Any, tmp_path: Path) -> None:
    good.connection.close()
    before = good.path.read_bytes()
    good.path.chmod(0o444)
    import_dna(good.path, tmp_path / "w")
    assert good.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.dna", "w"]
