"""``kg watch`` checks and builds what is saved, and prints the problems of that file."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
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
