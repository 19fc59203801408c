"""``kg watch`` checks and builds what is saved, and prints the problems of that file."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import StoreInUse
from kg.export import watching
from kg.export.build import BuildReport
from kg.workspace import Workspace
from tests.starter import SHEET, without_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workspace of kg init, anchored, without a store."""
    return without_store(tmp_path / "work")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_saved_is_checked_and_built(folder: Path) -> None:
    rounds = kg.watch(folder, texts=folder / "texts")
    first = next(rounds)
    assert first.changed == () and first.findings == [] and first.build is not None
    graph = first.build.files[1]
    before = graph.read_bytes()

    replace(folder / SHEET, "by: tom-hill", "by: tom-hil")
    broken = next(rounds)
    assert broken.changed == (folder / SHEET,)
    assert [finding.message for finding in broken.findings] == ["unknown actor 'tom-hil'"]
    assert broken.build is None and graph.read_bytes() == before

    replace(folder / SHEET, "by: tom-hil\n", "by: ada-brook\n")
    mended = next(rounds)
    assert mended.findings == [] and mended.build is not None and graph.read_bytes() != before

    replace(folder / "kg.toml", "[workspace]", "[workspace")
    refused = next(rounds)
    assert refused.error is not None and "not valid TOML" in str(refused.error)
    rounds.close()


def test_problems_of_other_files_are_counted_only(folder: Path) -> None:
    replace(folder / "actors.yaml", "  tom-hill:", "  tom-hall:")
    rounds = kg.watch(folder)
    assert next(rounds).findings != []
    replace(folder / "issues.yaml", "kind: proposal", "kind: proposal # or topic")
    one = next(rounds)
    assert one.changed == (folder / "issues.yaml",) and one.findings == []
    assert one.check is not None and one.check.findings != [] and one.build is None
    rounds.close()


def test_sheets_that_come_back_are_watched_again(folder: Path) -> None:
    """As they do when another version is checked out."""
    rounds = kg.watch(folder)
    first = next(rounds)
    assert first.build is not None
    before = first.build.files[1].read_bytes()
    (folder / "sources").rename(folder / "elsewhere")
    gone = next(rounds)
    assert gone.error is not None and "the folder of the sheets is gone" in str(gone.error)
    assert gone.build is None and first.build.files[1].read_bytes() == before
    (folder / "elsewhere").rename(folder / "sources")
    assert next(rounds).build is not None
    replace(folder / SHEET, "by: tom-hill", "by: tom-hil")
    broken = next(rounds)
    assert [finding.message for finding in broken.findings] == ["unknown actor 'tom-hil'"]
    rounds.close()


def test_a_build_that_finds_the_store_in_use_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, busy = watching.build, [True]

    def once_in_use(workspace: Workspace) -> BuildReport:
        if busy.pop() if busy else False:
            raise StoreInUse("another process is writing to the store")
        return build(workspace)

    monkeypatch.setattr(watching, "build", once_in_use)
    rounds = kg.watch(folder)
    assert isinstance(next(rounds).error, StoreInUse)
    again = next(rounds)
    assert again.error is None and again.build is not None
    rounds.close()


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT to a process")
def test_ctrl_c_ends_it_cleanly(folder: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "kg", "watch", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    triples = len((folder / "exports/graph.nt").read_bytes().splitlines())
    assert line == f"No problems found; built: {triples} triples.\n"
    child.send_signal(signal.SIGINT)
    output, errors = child.communicate(timeout=30)
    assert (child.returncode, output) == (0, "")
    assert errors.splitlines() == [f"Watching {folder}; stop with Ctrl-C.", "Stopped."]
