"""A snapshot of a built graph answers as graph.nt does, whatever was edited in between, or is not used."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import kg
from kg import cache_folder
from kg.cache_folder import VARIABLE
from kg.store import oxigraph, snapshot
from kg.store.opening import open_store
from tests.starter import SHEET, without_store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace of kg init, anchored, without a store, in which every graph counts as large."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(oxigraph, "LARGE", 0)
    return without_store(tmp_path / "work")


def snapshots(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache").glob("*.graphs/*"))


def lines(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return sorted(" ".join(term.n3() for term in triple) + " ." for triple in store.triples())


def built(folder: Path) -> list[str]:
    return (folder / "exports/graph.nt").read_text(encoding="utf-8").splitlines()


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_after_any_edit_it_has_the_triples_of_the_graph(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build(folder)
    monkeypatch.setattr("kg.store.snapshot._portions", None)  # from here on, each is made from the one before
    copy = folder / "sources/copy.yaml"
    for edit in (
        lambda: replace(folder / SHEET, "    cue: fear", "    cue: worry"),
        lambda: replace(folder / "actors.yaml", "name: Tom Hill", "name: Tom Hall"),
        lambda: replace(folder / SHEET, "stance: oppose", "stance: support"),
        lambda: shutil.copy(folder / SHEET, copy),
        lambda: replace(copy, "  text:\n    sha256: ", "  text:\n    sha256: " + "f" * 64 + " # "),
        lambda: copy.unlink(),
    ):
        edit()
        try:
            kg.build(folder)
        except kg.errors.SheetError:
            continue  # one text in two sheets
        newest = snapshot.find(folder / "exports/graph.nt", folder)
        assert newest is not None
        assert lines(folder) == built(folder)
        assert len(snapshots(folder)) <= 2


def test_a_graph_that_was_not_built_here_has_none(folder: Path) -> None:
    kg.build(folder)
    graph = folder / "exports/graph.nt"
    graph.write_text("".join(f"{line}\n" for line in built(folder)[1:]), encoding="utf-8")
    assert snapshot.find(graph, folder) is None
    assert lines(folder) == built(folder)


def test_the_hash_of_a_graph_is_kept_while_it_is_the_same_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only if it was left alone before: an edit in the same tick of the clock changes no time."""
    kg.build(folder)
    graph = folder / "exports/graph.nt"
    hashed = []
    digest = snapshot.file_digest
    monkeypatch.setattr(snapshot, "file_digest", lambda *given: hashed.append(1) or digest(*given))

    def hashes(seconds: float) -> int:
        """How often the file is hashed by a question so many seconds after the build."""
        hashed.clear()
        with monkeypatch.context() as patch:
            patch.setattr(snapshot.time, "time", lambda: built_at + seconds)
            assert (snapshot.find(graph, folder) is None) is edited
        return len(hashed)

    built_at, edited = graph.stat().st_mtime, False
    assert [hashes(1), hashes(1)] == [1, 1]  # it may change once more within the second
    assert [hashes(100), hashes(101)] == [1, 0]
    assert hashes(-100) == 1  # the clock went backwards
    text, times = graph.read_bytes(), graph.stat()
    graph.write_bytes(text.replace(b"Tom Hill", b"Tom Hall"))
    os.utime(graph, ns=(times.st_atime_ns, times.st_mtime_ns))
    edited = True
    assert hashes(102) == 1  # the same size and time of change
    graph.unlink()
    graph.write_bytes(text)
    os.utime(graph, ns=(times.st_atime_ns, times.st_mtime_ns))
    edited = False
    assert hashes(103) == 1


def test_a_damaged_snapshot_is_not_used(folder: Path) -> None:
    kg.build(folder)
    (place,) = snapshots(folder)
    (place / "CURRENT").write_text("MANIFEST-999999\n", encoding="utf-8")
    assert lines(folder) == built(folder)


def test_a_build_without_the_cache_makes_none(folder: Path) -> None:
    kg.build(folder, fresh=True)
    assert snapshots(folder) == []


def test_a_cache_folder_that_cannot_be_written_is_only_slower(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(folder.parent / "file" / "cache"))
    report = kg.build(folder)
    assert report.cache is not None and "cannot be used" in report.cache
    assert lines(folder) == built(folder)


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        pytest.param("linux", {}, "home/.cache/whosaidwhat", id="linux"),
        pytest.param("linux", {"XDG_CACHE_HOME": "/xdg"}, "/xdg/whosaidwhat", id="xdg"),
        pytest.param("linux", {"XDG_CACHE_HOME": "relative"}, "home/.cache/whosaidwhat", id="relative"),
        pytest.param("linux", {VARIABLE: "named"}, "named", id="named"),
        pytest.param("darwin", {}, "home/Library/Caches/whosaidwhat", id="macos"),
        pytest.param("win32", {"LOCALAPPDATA": "local"}, "local/whosaidwhat/Cache", id="windows"),
        pytest.param("win32", {}, "home/AppData/Local/whosaidwhat/Cache", id="bare windows"),
    ],
)
def test_the_cache_is_where_the_system_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    for name in (VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    monkeypatch.setattr("kg.cache_folder.sys.platform", platform)
    assert cache_folder.folder() == Path(expected)
